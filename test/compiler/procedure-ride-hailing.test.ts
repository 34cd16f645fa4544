/**
 * Goal: the platform permit compiles to a bundle, whole and without a fault.
 * Method: the repository's own files through the compiler; what the language leaves unsaid is looked at in the result.
 */
import { beforeAll, expect, test } from 'vitest';
import { bundleHash } from '../../compiler/bundle-hash.ts';
import { type Compiled, compileDefinitions } from '../../compiler/compile.ts';
import type { Bundle } from '../../engine/model.ts';
import { filesUnder } from './tree.ts';

const ID = 'ride-hailing.platform-permit';
const files = filesUnder('definitions/ride-hailing').filter(({ path }) =>
  /((document|licence|platform-\w+)\.banli\.yaml|letters\/.*\.md)$/.test(path),
);
let compiled: Compiled;
let bundle: Bundle;

beforeAll(() => {
  compiled = compileDefinitions(files);
  bundle = compiled.bundles.get(ID) as Bundle;
});

const step = (id: string) => bundle.procedure.steps.find((found) => found.id === id);
const deadline = (id: string) => bundle.procedure.deadlines.find((found) => found.id === id);

test('no error is told', () => {
  expect(compiled.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(bundle.decisions.map(({ id }) => id)).toEqual([
    'ride-hailing.platform-conditions',
    'ride-hailing.platform-materials',
  ]);
});

test('the steps of the block come first, then the own ones; overlaid steps keep their place', () => {
  expect(bundle.procedure.steps.map(({ id }) => id)).toEqual([
    'check-materials',
    'supplement',
    'recheck-materials',
    'accepted',
    'approve-extension',
    'decide',
    'materials-rule',
    'recognition',
    'review',
    'conditions',
    'deliver-permit',
  ]);
});

test('a parameter is spliced into the script of the block, fields of both forms are there', () => {
  const decide = step('decide');
  if (decide?.kind !== 'task') throw new Error('decide is a task');
  const names = decide.form.fields.map(({ name }) => name);
  expect(names).toEqual(['decision', 'reason', 'permitNumber', 'scope', 'area', 'termYears']);
  expect(decide.then.map(({ exit }) => exit?.kind)).toEqual([undefined, 'end', 'goto']);
});

test('the form of the review is the inputs of its rule, less those that come from elsewhere', () => {
  const review = step('review');
  if (review?.kind !== 'task') throw new Error('review is a task');
  const names = review.form.fields.map(({ name }) => name);
  expect(names).toHaveLength(13);
  for (const other of ['ePayment', 'foreignInvested', 'recognised']) expect(names).not.toContain(other);
});

test('a rule gets the case data of the name of its inputs', () => {
  const rule = step('conditions');
  if (rule?.kind !== 'auto') throw new Error('conditions is automatic');
  const effect = rule.then[0]?.effects[0];
  expect(effect).toMatchObject({ kind: 'decide', decision: 'ride-hailing.platform-conditions', rename: [] });
  expect(effect?.kind === 'decide' && effect.with.map(({ name }) => name)).toContain('recognised');
});

test('a deadline is met by the step of its name, and covers what meets it', () => {
  expect(deadline('supplement')?.met).toEqual([{ on: { kind: 'completed', step: 'supplement' } }]);
  expect(deadline('delivery')?.covers).toEqual(['deliver-permit']);
  expect(deadline('decision')?.suspendedWhile).toEqual(['recognition']);
});

test('a boolean that may be absent is compared with true', () => {
  const accepted = step('accepted');
  if (accepted?.kind !== 'auto') throw new Error('accepted is automatic');
  expect(accepted.then[2]?.when).toMatchObject({ op: 'eq', right: { op: 'const', value: true } });
});

test('the hash names the content: the same files give the same, another length of a deadline another', () => {
  const hash = bundleHash(bundle);
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(bundleHash(compileDefinitions(files).bundles.get(ID) as Bundle)).toBe(hash);
  const changed = files.map((file) => ({ ...file, text: file.text.replace('days: 20', 'days: 19') }));
  expect(bundleHash(compileDefinitions(changed).bundles.get(ID) as Bundle)).not.toBe(hash);
});
