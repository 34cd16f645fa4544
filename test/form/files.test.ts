/** Goal: every file that a form names is found, under the path of its field, and nothing else is taken for one. */
import { expect, test } from 'vitest';
import { filesIn } from '../../rules/form/files.ts';
import type { Field } from '../../rules/form/model.ts';

const label = { zh: '字段', en: 'Field' };
const plan: Field[] = [
  { name: 'drawing', label, type: { kind: 'file' } },
  { name: 'title', label, type: { kind: 'text' } },
];
const fields: Field[] = [
  { name: 'letter', label, type: { kind: 'file' } },
  { name: 'photos', label, type: { kind: 'list', of: { kind: 'file' } } },
  { name: 'plans', label, type: { kind: 'list', of: { kind: 'record', fields: plan } } },
  { name: 'raw', label, type: { kind: 'json' } },
];
const file = (hash: string) => ({ hash, name: 'f', size: 1 });

test('alone, in lists and in records', () => {
  const values = {
    letter: file('a'),
    photos: [file('b'), file('c')],
    plans: [{ title: 't' }, { title: 't', drawing: file('d') }],
    raw: file('e'),
  };
  expect(filesIn(fields, values)).toEqual([
    { field: 'letter', hash: 'a' },
    { field: 'photos[0]', hash: 'b' },
    { field: 'photos[1]', hash: 'c' },
    { field: 'plans[1].drawing', hash: 'd' },
  ]);
});

test('what has another shape is left to the check of the form', () => {
  expect(filesIn(fields, { letter: 'a', photos: file('b'), plans: [null, 7] })).toEqual([]);
});
