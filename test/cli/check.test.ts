/**
 * Goal: `banli check` tells all findings at their place, in the asked form, with the right exit code. Method: the
 * program itself over small trees in a temporary folder.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CATALOGUE } from '../../compiler/check/catalogue.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'banli-check-'));
  mkdirSync(join(folder, 'demo/scenarios'), { recursive: true });
  mkdirSync(join(folder, 'demo/examples'), { recursive: true });
  const copy = (from: string, to: string) =>
    writeFileSync(join(folder, to), readFileSync(`test/definitions/${from}`, 'utf8'));
  copy('document.banli.yaml', 'demo/document.banli.yaml');
  copy('decisions/score.banli.yaml', 'demo/score.banli.yaml');
  copy('bad/three-in-a-flow.banli.yaml', 'demo/broken.banli.yaml');
  copy('good/unknown-step.banli.yaml', 'demo/right.banli.yaml');
  const examples = [
    { decision: 'demo.score', input: { points: 70 }, expect: { passed: true } },
    { decision: 'demo.score', input: { points: 50 }, expect: { passed: true } },
    { decision: 'demo.score', input: { points: 500 }, expect: { invalid: ['points'] } },
    { decision: 'demo.score', input: { points: 70 }, expect: { passed: true }, cites: ['1'] },
    { decision: 'demo.score', input: { points: 70 }, expect: { passed: true }, cites: ['2', '行政许可法/32'] },
    { decision: 'demo.score', input: { points: 70 }, expect: { passed: true }, cite: ['2'] },
  ];
  writeFileSync(join(folder, 'demo/examples/score.json'), JSON.stringify(examples, null, 2));
  const scenario = {
    id: 'refused',
    definition: 'demo.unknown-step',
    start: '2024-03-04T09:00:00+08:00',
    input: {},
    script: [{ at: '2024-03-05T09:00:00+08:00', complete: 'review', by: 'reviewer', data: { result: 'fail' } }],
    expect: { outcome: 'granted' },
  };
  writeFileSync(join(folder, 'demo/scenarios/refused.json'), JSON.stringify([scenario]));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function check(...args: string[]) {
  const { status, stdout, stderr } = spawnSync('node', ['scripts/banli.mjs', 'check', ...args], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

test('all findings at once, at their place, and exit code 1', () => {
  const { status, stdout } = check(join(folder, 'demo/broken.banli.yaml'));
  expect(status).toBe(1);
  const lines = stdout.trim().split('\n');
  expect(lines).toHaveLength(3);
  expect(lines[0]).toMatch(/broken\.banli\.yaml:\d+:\d+: error unknown-group: .* — did you mean "reviewer"\?$/);
});

test('a file is judged with its document, and what is wrong elsewhere is not told', () => {
  expect(check(join(folder, 'demo/right.banli.yaml'))).toMatchObject({ status: 0, stdout: '' });
});

test('a warning that is explained where it is told is printed with --all alone, with its reason', () => {
  const file = 'definitions/outfalls/decisions/set-up-control.banli.yaml';
  expect(check('--no-examples', file)).toMatchObject({ status: 0, stdout: '' });
  expect(check('--no-examples', '--all', file).stdout).toMatch(/:\d+:\d+: warning unused-input: .* — accepted: /);
});

test('examples and scenarios that come out otherwise, or by other articles, are errors where they say so', () => {
  const { status, stdout } = check(folder, '--json');
  expect(status).toBe(1);
  const found = (JSON.parse(stdout) as { check: string; line: number; column: number; message: string }[]).filter(
    ({ check: name }) => name === 'example',
  );
  expect(found.map(({ line, column, message }) => `${line}:${column} ${message}`)).toEqual([
    '16:15 2.: outputs.passed is false, not true',
    '51:14 5.: the result cites 1, not 2, 行政许可法/32',
    '64:13 6.: "cite" is not known, an example has id, decision, input, expect, cites',
    expect.stringMatching(/^1:\d+ refused: outcome is refused, not granted$/),
  ]);
  expect(check(join(folder, 'demo/right.banli.yaml'), '--no-examples').status).toBe(0);
});

test('SARIF names the rules and places', () => {
  const { stdout } = check(join(folder, 'demo/broken.banli.yaml'), '--format', 'sarif');
  const [run] = (
    JSON.parse(stdout) as { runs: { tool: { driver: { rules: { id: string }[] } }; results: { ruleId: string }[] }[] }
  ).runs;
  expect(run?.results.map(({ ruleId }) => ruleId).sort()).toEqual([
    'unknown-document',
    'unknown-group',
    'unknown-step',
  ]);
  expect(run?.tool.driver.rules.map(({ id }) => id)).toEqual(['unknown-document', 'unknown-group', 'unknown-step']);
});

test('the list of checks is the catalogue', () => {
  const { status, stdout } = check('--list-checks');
  expect(status).toBe(0);
  expect(stdout.trim().split('\n')).toHaveLength(CATALOGUE.length);
});

test('what is not there is wrong usage', () => {
  expect(check(join(folder, 'nowhere'))).toMatchObject({ status: 2, stdout: '' });
  expect(check('--format', 'xml').status).toBe(2);
});
