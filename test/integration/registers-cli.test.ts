/**
 * Goal: an office hands in a table, reads it back, as CSV and as a spreadsheet, and sees who wrote a row; a faulty table
 * changes nothing; rows are edited and added by hand.
 * Method: the real program as a process, against an API over the shared servers.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readSheet } from 'read-excel-file/node';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { filesOf, type RunningApi, runApi } from './fixtures/api.ts';

const PROGRAM = fileURLToPath(new URL('../../scripts/banli.mjs', import.meta.url));
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'banli-registers-'));
const OFFICE = ['--as', 'markets/stall-office'];
const REGISTER = 'markets/stalls';
let api: RunningApi;

function banli(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const keys = { BANLI_URL: api.url, BANLI_KEYS_FILE: inject('keysFile'), BANLI_HOME: folder, NO_COLOR: '1' };
  const options = { env: { ...process.env, ...keys }, cwd: ROOT, maxBuffer: 64 * 1024 * 1024 };
  return new Promise((resolve) => {
    execFile(process.execPath, [PROGRAM, 'register', ...args], options, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, err });
    });
  });
}

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

beforeAll(async () => {
  api = await runApi();
  const operator = await api.as('demo-banli-operator-1');
  const deployed = await operator('POST', '/api/definitions', {
    files: filesOf('test/integration/fixtures/registers'),
  });
  expect(deployed.status).toBe(200);
});
afterAll(async () => {
  await api?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A stall that a case has let. */
async function letStall(stallNo: string): Promise<void> {
  const clerk = await api.as('demo-markets-stall-office-1');
  const input = { stallNo, trader: '演示张三' };
  const body = { procedure: 'markets.renting', input };
  const started = await clerk('POST', '/api/cases', body, { 'idempotency-key': 'stall' });
  const { tasks } = (await clerk('GET', `/api/cases/${started.body.id}`)).body;
  const task = await clerk('GET', `/api/tasks/${tasks[0].id}`);
  const headers = { 'if-match': task.headers.get('etag') ?? '' };
  const done = await clerk('POST', `/api/tasks/${tasks[0].id}/complete`, { data: { correct: true } }, headers);
  expect(done.status).toBe(200);
}

test('a table is tried, imported once, found, exported, and named in the history of its rows', async () => {
  await letStall('东1/甲');
  await expect.poll(async () => (await banli('show', REGISTER)).out).toBe('东1/甲  摊主姓名：演示张三  状态：已租\n');
  expect((await banli('list')).out).toBe('markets/stalls  摊位台账\n');
  const table = file('stalls.csv', 'stallNo,起租日,租金,状态\n东1/甲,2025/3/1,"1,200.50",\n东2,2025-04-01,80元,free\n');
  const tried = await banli('import', REGISTER, table, '--dry-run', ...OFFICE);
  expect(tried).toEqual({ code: 0, out: '2 rows: 1 would be added, 1 changed, 0 stay as they are\n', err: '' });
  expect((await banli('import', REGISTER, table, ...OFFICE)).out).toBe(
    '2 rows: 1 were added, 1 changed, 0 stay as they are\n',
  );
  expect((await banli('import', REGISTER, table, ...OFFICE)).out).toMatch(
    /^nothing changed: .* imported this file at /,
  );
  expect((await banli('show', REGISTER, '--search', '张三')).out).toBe(
    '东1/甲  摊主姓名：演示张三  起租日：2025-03-01  租金：1200.50元  状态：已租\n',
  );
  expect((await banli('export', REGISTER, '--language', 'en', '--search', '东2')).out).toBe(
    '\uFEFFstallNo,Trader,Rented on,Rent,Status\r\n东2,,2025-04-01,80.00 yuan,Free\r\n',
  );
  const sheet = join(folder, 'stalls.xlsx');
  expect(await banli('export', REGISTER, '--file', sheet)).toMatchObject({ code: 0 });
  expect(await readSheet(readFileSync(sheet))).toEqual([
    ['stallNo', '摊主姓名', '起租日', '租金', '状态'],
    ['东1/甲', '演示张三', new Date('2025-03-01'), 1200.5, '已租'],
    ['东2', null, new Date('2025-04-01'), 80, '空置'],
  ]);
  expect((await banli('import', REGISTER, sheet, ...OFFICE)).out).toBe(
    '2 rows: 0 were added, 0 changed, 2 stay as they are\n',
  );
  const { out } = await banli('show', REGISTER, '--history', '东1/甲');
  const writes = out.trimEnd().split('\n');
  expect(writes.map((line) => JSON.parse(line).origin)).toMatchObject([
    { kind: 'import', by: { id: 'demo-markets-stall-office-1' }, line: 2 },
    { kind: 'import', by: { id: 'demo-markets-stall-office-1' }, line: 2 },
    { kind: 'case', caseNumber: expect.stringContaining('〔') },
  ]);
  const auditor = await api.as('demo-banli-auditor-1');
  const { body } = await auditor('GET', '/api/audit?limit=100');
  expect(body.items.map(({ action }: { action: { id: string } }) => action.id)).toContain('register.import');
});

test('what is wrong is told by line and column, exit code 1, and nothing goes in; who imports must be said', async () => {
  const before = await banli('export', REGISTER);
  const table = file('wrong.csv', 'stallNo,状态,许可日期\nA,已租,2025-01-01\nB,在途,\n');
  const wrong = await banli('import', REGISTER, table, ...OFFICE);
  expect(wrong.code).toBe(1);
  expect(wrong.err).toMatch(/\/1\/许可日期: 应为下列之一/);
  expect(wrong.err).toMatch(/\/3\/状态: 应为下列之一:已租、空置 /);
  expect((await banli('import', REGISTER, table)).code).toBe(2);
  expect(await banli('import', REGISTER, table, '--as', 'banli/auditor')).toMatchObject({ code: 1 });
  expect(await banli('export', REGISTER)).toEqual(before);
});

test('a row is edited by hand and another added; what may not be written, or by whom, is told, exit code 1', async () => {
  const reason = ['--reason', '合同更正'];
  await banli('import', REGISTER, file('one.csv', 'stallNo,摊主姓名,状态\n南1/甲,演示丙,已租\n'), ...OFFICE);
  const set = await banli('set', REGISTER, '南1/甲', 'rentedOn=2025-05-01', 'fee=8050', ...reason, ...OFFICE);
  expect(set).toEqual({ code: 0, out: '南1/甲: written\n', err: '' });
  expect((await banli('set', REGISTER, '南1/甲', 'rentedOn=', ...reason, ...OFFICE)).code).toBe(0);
  expect((await banli('show', REGISTER, '--search', '南1')).out).toBe(
    '南1/甲  摊主姓名：演示丙  租金：80.50元  状态：已租\n',
  );
  const added = await banli('set', REGISTER, '南2', 'trader=演示丁', 'status=free', '--new', ...reason, ...OFFICE);
  expect(added).toMatchObject({ code: 0, err: '' });
  expect((await banli('show', REGISTER, '--search', '南2')).out).toBe('南2  摊主姓名：演示丁  状态：空置\n');
  const [latest = ''] = (await banli('show', REGISTER, '--history', '南1/甲')).out.split('\n');
  expect(JSON.parse(latest)).toMatchObject({
    origin: { kind: 'edit', as: { id: 'markets/stall-office' }, reason: '合同更正' },
    values: { rentedOn: null },
  });
  const foreign = await banli('set', REGISTER, '南1/甲', 'status=free', ...reason, ...OFFICE);
  expect(foreign.code).toBe(1);
  expect(foreign.err).toMatch(/\/values\/status: 此列由办件登记/);
  const wrong = await banli('set', REGISTER, '南1/甲', 'fee=八十', 'rentedOn=2025-02-30', ...reason, ...OFFICE);
  expect(wrong.err).toMatch(/\/values\/fee: .*\n[\s\S]*\/values\/rentedOn: /);
  expect((await banli('set', REGISTER, '南1/甲', 'fee=1', ...reason)).code).toBe(2);
  expect((await banli('set', REGISTER, '南1/甲', 'fee=1', ...reason, '--as', 'banli/auditor')).code).toBe(1);
  expect((await banli('show', REGISTER, '--search', '南1')).out).toContain('租金：80.50元  状态：已租');
});

test('12,000 rows go in and come out', async () => {
  const rows = Array.from({ length: 12_000 }, (_, i) => `大${String(i).padStart(6, '0')},演示摊主${i},已租`);
  const table = file('many.csv', ['stallNo,摊主姓名,状态', ...rows, ''].join('\r\n'));
  expect((await banli('import', REGISTER, table, ...OFFICE)).out).toMatch(/^12000 rows: 12000 were added/);
  const { out } = await banli('export', REGISTER, '--search', '演示摊主');
  expect(out.split('\r\n')).toHaveLength(12_002);
});
