/**
 * Goal: what an operator and an administrator do to an installation that runs works by the command line: the read model
 * made again, a year of holidays that moves a live case, persons and what they are, files that go with a case.
 * Method: a whole installation; the real program as a process.
 */
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createVault } from '../../codec/vault.ts';
import { daysBetween, localDate, yearOf } from '../../rules/calendar/date.ts';
import { readKeys } from '../../runtime/keys.ts';
import { calendarOf, loadCalendars } from '../../store/calendar-files.ts';
import { closeStore, openStore, type Store } from '../../store/database.ts';
import { deployCalendar } from '../../store/definitions.ts';
import type { Ask } from './fixtures/api.ts';
import { startWhole, type WholeInstallation } from './fixtures/whole-installation.ts';
import { readModelOf } from './store-database.ts';

const PROGRAM = fileURLToPath(new URL('../../scripts/banli.mjs', import.meta.url));
const YEAR = yearOf(localDate(Date.now()));

const DOCUMENT = `document: turnofyear
number: 样例〔2024〕2号
title: 跨年样例 | Over the year
issued: 2024-01-01
groups:
  office: 办公室 | Office
`;
const PROCEDURE = `procedure: turnofyear.term
version: 1
title: 跨年期限 | A term over the year
cite: "1"
startedBy: office
number: 跨年
input:
  days: { label: 天数 | Days, type: integer, min: 1 }
  name: { label: 名称 | Name, type: text }
  paper?: { label: 附件 | Paper, type: file }
outcomes:
  finished: 办结 | Finished
start: work
steps:
  work:
    label: 办理 | Work
    cite: "1"
    task: office
    then:
      - end: finished
deadlines:
  term:
    label: 期限 | Term
    basis: working
    days: =data.days
    starts: case
    met: completed work
`;

let whole: WholeInstallation;
let store: Store;
let officer: Ask;

interface Run {
  code: number;
  out: string;
  err: string;
}

function banli(...args: string[]): Promise<Run> {
  const env = { ...process.env, BANLI_HOME: whole.home, NO_COLOR: '1' };
  return new Promise((resolve) => {
    execFile(process.execPath, [PROGRAM, ...args], { env, cwd: whole.home }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    );
  });
}

/** So many working days that the end lies in the next year, whatever day it is. */
const DAYS = daysBetween(localDate(Date.now()), `${YEAR}-12-31`) + 5;

async function startCase(extra: object = {}): Promise<string> {
  const body = { procedure: 'turnofyear.term', input: { days: DAYS, name: '演示跨年', ...extra } };
  const { status, body: started } = await officer('POST', '/api/cases', body, { 'idempotency-key': v7() });
  expect(status, JSON.stringify(started)).toBe(201);
  return started.id;
}

beforeAll(async () => {
  whole = await startWhole([]);
  store = openStore(whole.databaseUrl, { vault: createVault(readKeys(whole.keysFile).dataKeys) });
  const known = loadCalendars().years.filter(({ year }) => year <= YEAR);
  await deployCalendar(store, calendarOf(known), 'test');
  const operator = await whole.as('demo-banli-operator-1');
  const files = [
    { path: 'turnofyear/document.banli.yaml', text: DOCUMENT },
    { path: 'turnofyear/term.banli.yaml', text: PROCEDURE },
  ];
  const { status, body } = await operator('POST', '/api/definitions', { files });
  expect(status, JSON.stringify(body)).toBe(200);
  officer = await whole.as('demo-turnofyear-office-1');
}, 200_000);

afterAll(async () => {
  if (store !== undefined) await closeStore(store);
  await whole?.stop();
});

test('a live case whose term runs into an unpublished year gets its date when the year is applied', async () => {
  const id = await startCase();
  const due = async () => (await officer('GET', `/api/cases/${id}`)).body.deadlines[0].due;
  expect(await due()).toBeNull();
  const { number } = (await officer('GET', `/api/cases/${id}`)).body;
  const file = join(whole.home, `cn-${YEAR + 1}.json`);
  writeFileSync(file, JSON.stringify({ year: YEAR + 1, off: [`${YEAR + 1}-01-01`], work: [], source: '演示通知' }));

  const preview = await banli('calendar', 'apply', file, '--dry-run');
  expect(preview.err).toBe('');
  expect(preview.out).toMatch(new RegExp(`^${number}  term  期限  no date → ${YEAR + 1}-\\d\\d-\\d\\d$`, 'm'));
  expect(preview.out).toMatch(/1 deadlines move, of 1 open cases/);
  expect(await due()).toBeNull();

  const applied = await banli('calendar', 'apply', file);
  expect(applied).toMatchObject({
    code: 0,
    out: expect.stringMatching(/applied as [0-9a-f]{64}: 1 open cases went over/),
  });
  await expect.poll(due).toMatch(new RegExp(`^${YEAR + 1}-`));
  expect(preview.out).toContain(`→ ${await due()}`);
  expect((await banli('calendar', 'apply', file)).out).toMatch(/0 deadlines move, of 0 open cases/);
}, 120_000);

test('a year with faults is refused before anything is asked', async () => {
  const file = join(whole.home, 'wrong.json');
  writeFileSync(file, JSON.stringify({ year: YEAR + 1, off: ['yesterday'], work: [], source: '' }));
  expect((await banli('calendar', 'apply', file)).code).toBe(2);
});

test('a file goes with a case, encrypted, and comes back to an officer of it', async () => {
  const bytes = Buffer.from(`演示附件 ${v7()}`);
  const { body } = await whole.as('demo-turnofyear-office-1').then(async (ask) => ask('GET', '/api/me'));
  expect(body.groups[0].id).toBe('turnofyear/office');
  const token = (await (await fetch(`${whole.url}/api/demo/tokens`, post('demo-turnofyear-office-1'))).json()).token;
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'text/plain' };
  const stored = await (await fetch(`${whole.url}/api/files`, { method: 'POST', headers, body: bytes })).json();
  const id = await startCase({ paper: { hash: stored.hash, name: '附件.txt', size: bytes.length } });
  const other = (await (await fetch(`${whole.url}/api/demo/tokens`, post('demo-turnofyear-office-2'))).json()).token;
  const read = (query: string) =>
    fetch(`${whole.url}/api/files/${stored.hash}${query}`, { headers: { authorization: `Bearer ${other}` } });
  expect((await read('')).status).toBe(404);
  expect(Buffer.from(await (await read(`?case=${id}`)).arrayBuffer())).toEqual(bytes);
  const [row] = (
    await sql<{ bytes: Buffer }>`SELECT bytes FROM app.blobs WHERE hash = ${stored.hash}`.execute(store.db)
  ).rows;
  expect(row?.bytes.includes(bytes)).toBe(false);
}, 60_000);

function post(person: string): RequestInit {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ person }) };
}

test('the read model is made again from the histories, as it was', async () => {
  const id = await startCase();
  await store.db
    .insertInto('read.registers')
    .values({ register: 'x/y', key: 'ghost', values: '{}', updated_at: 1 })
    .execute();
  const before = await readModelOf(store);
  await store.db.deleteFrom('read.tasks').execute();
  await store.db.updateTable('read.cases').set({ subject: 'altered' }).execute();
  const rebuilt = await banli('rebuild');
  expect(rebuilt, rebuilt.err).toMatchObject({ code: 0, out: expect.stringMatching(/^3 cases with \d+ facts\n$/) });
  expect(await readModelOf(store)).toEqual(before);
  expect(await store.db.selectFrom('read.registers').selectAll().execute()).toEqual([]);
  expect((await officer('GET', `/api/cases/${id}`)).body.tasks).toHaveLength(1);
}, 120_000);

test('persons are added, put into groups and removed by an administrator', async () => {
  const added = await banli('person', 'add', '李四', '--subject', 'sub-li', '--id', 'li');
  expect(added).toMatchObject({ code: 0, out: 'li  李四  sub-li  in no group\n' });
  expect(await banli('person', 'add', '王五', '--subject', 'sub-li')).toMatchObject({
    code: 1,
    err: expect.stringContaining('/subject'),
  });
  expect((await banli('membership', 'add', 'li', 'turnofyear/office', '--unit', 'yaodu')).out).toBe(
    'li  turnofyear/office@yaodu\n',
  );
  expect((await banli('person', 'list', '--search', '李')).out).toBe('li  李四  sub-li  turnofyear/office@yaodu\n');
  expect((await banli('membership', 'remove', 'li', 'turnofyear/office', '--unit', 'yaodu')).out).toBe(
    'li  in no group\n',
  );
  expect(await banli('person', 'remove', 'li')).toMatchObject({ code: 0, out: 'li is disabled\n' });
  expect((await banli('person', 'list', '--search', 'li')).out).toContain('disabled');
  const refused = await banli('person', 'list', '--as', 'banli/operator');
  expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('403') });
  const audit = await sql<{
    action: string;
  }>`SELECT action FROM app.membership_audit WHERE person = 'li' ORDER BY id`.execute(store.db);
  expect(audit.rows.map(({ action }) => action)).toEqual(['granted', 'withdrawn']);
}, 120_000);
