/**
 * Goal: the command line deploys definitions and works on cases of a running Banli, as whom and where it is told.
 * Method: the real program as a process, against an API over the shared servers.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type RunningApi, runApi } from './fixtures/api.ts';

const PROGRAM = fileURLToPath(new URL('../../scripts/banli.mjs', import.meta.url));
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'banli-cli-'));
let api: RunningApi;

interface Run {
  code: number;
  out: string;
  err: string;
}

function banli(...args: string[]): Promise<Run> {
  const env = {
    ...process.env,
    BANLI_URL: api.url,
    BANLI_KEYS_FILE: inject('keysFile'),
    BANLI_HOME: folder,
    NO_COLOR: '1',
  };
  return new Promise((resolve) => {
    execFile(process.execPath, [PROGRAM, ...args], { env, cwd: ROOT }, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, err });
    });
  });
}

const input = {
  companyName: '演示命令行公司',
  creditCode: '91350100M000100Y43',
  firstTime: true,
  registeredInLinfen: true,
  branch: false,
  ePayment: true,
  foreignInvested: false,
  submitted: ['m1-application-form'],
};

beforeAll(async () => {
  api = await runApi();
  writeFileSync(join(folder, 'input.json'), JSON.stringify(input));
});
afterAll(async () => {
  await api?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('definitions are deployed once; a second time nothing changes', async () => {
  expect(await banli('deploy', 'definitions/ride-hailing', '--dry-run')).toMatchObject({ code: 0 });
  const first = await banli('deploy', 'definitions/ride-hailing');
  expect(first.code, first.err).toBe(0);
  expect((await banli('deploy', 'definitions/ride-hailing')).out).toMatch(/^0 deployed, \d+ unchanged\n$/m);
});

test('faults of definitions are told with their place, exit code 1', async () => {
  writeFileSync(join(folder, 'wrong.banli.yaml'), 'procedure: a.b\nversion: one\n');
  const wrong = await banli('deploy', folder);
  expect(wrong.code).toBe(1);
  expect(wrong.err).toMatch(/wrong\.banli\.yaml:\d+:\d+: error /);
});

test('a case is started from a file, found by its number, worked on and withdrawn', async () => {
  const started = await banli(
    'case',
    'start',
    'ride-hailing.platform-permit',
    '--input',
    `@${join(folder, 'input.json')}`,
  );
  expect(started.err).toBe('');
  const [number = '', id = ''] = started.out.trim().split(' ');
  expect((await banli('case', 'list', '--number', number)).out).toContain(id);
  expect((await banli('case', 'show', number)).out).toMatch(/check-materials.*材料审查.*行政审批窗口/);
  const done = await banli('case', 'complete', number, 'check-materials', '--data', '{"result":"complete"}');
  expect(done).toMatchObject({ code: 0, out: expect.stringMatching(/^accepted as number \d+; the case is open\n$/) });
  const facts = (await banli('case', 'show', id, '--history')).out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(facts.map(({ fact }) => fact.seq)).toEqual(facts.map((_, i) => i + 1));
  expect((await banli('case', 'message', id, 'withdraw', '--json')).out).toMatch(/"status":"ended"/);
});

test('a refusal is told on standard error with the field, exit code 1; wrong usage is 2', async () => {
  const refused = await banli('case', 'start', 'ride-hailing.platform-permit', '--input', '{}');
  expect(refused).toMatchObject({ code: 1, out: '', err: expect.stringMatching(/\/input\/companyName/) });
  expect((await banli('case', 'start', 'ride-hailing.platform-permit', '--input', '{')).code).toBe(2);
  expect((await banli('case', 'start')).code).toBe(2);
});

test('incidents are listed for operators only', async () => {
  expect(await banli('incident', 'list', '--json')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^\{"items":\[/),
  });
  const other = await banli('incident', 'list', '--as', 'ride-hailing/approval-window');
  expect(other).toMatchObject({ code: 1, err: expect.stringContaining('403') });
});

test('where nothing answers, it says what to do', async () => {
  const away = await banli('case', 'list', '--url', 'http://127.0.0.1:1');
  expect(away).toMatchObject({ code: 1, err: expect.stringContaining('banli start') });
});

test('doctor finds this machine fit to run it', async () => {
  const { out } = await banli('doctor', '--json');
  const findings = JSON.parse(out) as { what: string; state: string }[];
  expect(findings.find(({ what }) => what === 'node')?.state).toBe('ok');
  expect(findings.map(({ what }) => what)).toContain('calendar');
});

test('a replay of what is neither a file nor a case says so and ends, exit code 1', async () => {
  const { code, err } = await banli('replay', 'nope.zip');
  expect(err).toContain('There is no file and no history of a case nope.zip.');
  expect(code).toBe(1);
});
