/** Goal: an edit sends what the person changed and nothing else. Method: forms before and after. */
import { expect, test } from 'vitest';
import { changesOf } from '../../web/src/register/changes.ts';

test.each([
  ['nothing', { a: 1, list: ['x'] }, { a: 1, list: ['x'] }, {}],
  ['a value', { a: 1, b: 2 }, { a: 3, b: 2 }, { a: 3 }],
  ['a field that was empty', {}, { a: { date: '2026-03-01' } }, { a: { date: '2026-03-01' } }],
  ['a field that was emptied', { a: 1, b: 2 }, { b: 2 }, { a: null }],
  ['an entry of a list', { list: ['x', 'y'] }, { list: ['x'] }, { list: ['x'] }],
])('%s', (_, before, after, changes) => {
  expect(changesOf(before, after)).toEqual(changes);
});
