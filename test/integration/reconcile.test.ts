/**
 * Goal: lists in files are reconciled as the pure function reconciles them in memory, and a file with a bad row not at
 * all. Method: random lists through both, with a real PostgreSQL; the program on files, as people run it.
 */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import {
  type CentreLine,
  type HospitalLine,
  LINE_STATUSES,
  type ReconciledLine,
  reconcile,
} from '../../rules/functions/reconcile.ts';
import { type ListReconciliation, withListReconciliation } from '../../store/reconcile-lists.ts';

const PROGRAM = fileURLToPath(new URL('../../scripts/banli.mjs', import.meta.url));
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'banli-reconcile-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const inFile = <L>(lines: readonly L[]): (L & { line: number })[] => lines.map((line, i) => ({ ...line, line: i + 2 }));

// ── against the function ────────────────────────────────────────────────────────────────────────────────────────

/** Few numbers, so that they meet; some that sort by bytes alone as they should, some that COPY must escape. */
const numbers = fc.oneof(
  fc.stringMatching(/^[A-C][0-9]$/),
  fc.constantFrom(
    'a',
    'B',
    '﹪',
    '𠮷',
    '一',
    '九',
    'é',
    'e\u0301',
    '\\N',
    '\\.',
    'a\tb',
    'a\nb',
    'a\r',
    'a\\',
    '"',
    "'",
    'W-1',
    'W1',
  ),
);
const amounts = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 1_000_000 }));
const dates = fc.constantFrom('2022-12-31', '2023-01-01', '2023-12-31', '2024-02-29', '0001-01-01', '9999-12-31');
const hospitals = fc.array(fc.record({ waiverNo: numbers, useDate: dates, amountFen: amounts }), { maxLength: 40 });
const centres = fc.uniqueArray(fc.record({ waiverNo: numbers, amountFen: amounts }), {
  selector: ({ waiverNo }) => waiverNo,
  maxLength: 30,
});

/** What the database makes of the lists, in the shape of the function's result. */
async function compared(year: number, hospital: readonly HospitalLine[], centre: readonly CentreLine[]) {
  return withListReconciliation(inject('databaseUrl'), async (lists) => {
    await lists.loadHospital(inFile(hospital));
    await lists.loadCentre(inFile(centre));
    const sums = await lists.judge(year);
    return { sums, differences: await all(lists.differences()) };
  });
}

async function all(lines: AsyncIterable<ReconciledLine>): Promise<ReconciledLine[]> {
  const found: ReconciledLine[] = [];
  for await (const line of lines) found.push(line);
  return found;
}

function expectSame(
  { sums, differences }: Awaited<ReturnType<typeof compared>>,
  of: { year: number; hospital: readonly HospitalLine[]; centre: readonly CentreLine[] },
): void {
  const wanted = reconcile(of.year, of.hospital, of.centre);
  expect(differences).toEqual(wanted.lines.filter(({ status }) => status !== 'agreed'));
  for (const status of LINE_STATUSES) {
    const lines = wanted.lines.filter((line) => line.status === status);
    expect([status, sums[status].lines]).toEqual([status, lines.length]);
    expect(Number(sums[status].differenceFen)).toBe(lines.reduce((sum, { differenceFen }) => sum + differenceFen, 0));
  }
  const { agreed, 'not-claimed': unclaimed, ...disputed } = sums;
  expect(Number(agreed.amountFen)).toBe(wanted.agreedFen);
  expect(Number(unclaimed.amountFen)).toBe(wanted.unclaimedFen);
  expect(Object.values(disputed).reduce((sum, { amountFen }) => sum + Number(amountFen), 0)).toBe(wanted.disputedFen);
}

describe('the database compares as the function does', () => {
  test('random lists', async () => {
    await fc.assert(
      fc.asyncProperty(hospitals, centres, async (hospital, centre) => {
        expectSame(await compared(2023, hospital, centre), { year: 2023, hospital, centre });
      }),
      { numRuns: 60 },
    );
  });

  test('20,000 claims against 20,000 records, with more differences than are fetched at once', async () => {
    const hospital: HospitalLine[] = [];
    const centre: CentreLine[] = [];
    for (let i = 0; i < 20_000; i++) {
      const waiverNo = `ZJ${i % 19_000}`;
      hospital.push({ waiverNo, useDate: i % 7 === 0 ? '2022-06-01' : '2023-06-01', amountFen: i });
      centre.push({ waiverNo: `ZJ${i + 500}`, amountFen: i % 3 === 0 ? i : i + 500 });
    }
    const found = await compared(2023, hospital, centre);
    expect(found.differences.length).toBeGreaterThan(10_000);
    expectSame(found, { year: 2023, hospital, centre });
  });

  test('sums are exact beyond what a number holds', async () => {
    const amountFen = Number.MAX_SAFE_INTEGER;
    const hospital = ['A', 'B', 'C'].map((waiverNo) => ({ waiverNo, useDate: '2023-01-01', amountFen }));
    const { sums } = await compared(2023, hospital, []);
    expect(sums['not-in-centre'].amountFen).toBe(3n * BigInt(amountFen));
  });

  test('repeated numbers are told by line, with the line where they stand first', async () => {
    const lines = ['A', 'B', 'A', 'a', 'B', 'A'].map((waiverNo) => ({ waiverNo, amountFen: 1 }));
    const repeated = await withListReconciliation(inject('databaseUrl'), async (lists: ListReconciliation) => {
      await lists.loadCentre(inFile(lines));
      return lists.repeated('centre', 2);
    });
    expect(repeated).toEqual({
      count: 3,
      first: [
        { line: 4, waiverNo: 'A', firstLine: 2 },
        { line: 6, waiverNo: 'B', firstLine: 3 },
      ],
    });
  });

  test('a source that fails fails the loading, and the connection is given back', async () => {
    async function* broken() {
      yield { line: 2, waiverNo: 'A', amountFen: 1 };
      throw new Error('the disk is gone');
    }
    const loading = withListReconciliation(inject('databaseUrl'), (lists) => lists.loadCentre(broken()));
    await expect(loading).rejects.toThrow('the disk is gone');
  });
});

// ── the program ─────────────────────────────────────────────────────────────────────────────────────────────────

interface Run {
  code: number;
  out: string;
  err: string;
}

function banli(args: readonly string[], databaseUrl = inject('databaseUrl')): Promise<Run> {
  const env = { ...process.env, DATABASE_URL: databaseUrl, BANLI_HOME: folder, NO_COLOR: '1' };
  return new Promise((resolve) => {
    execFile(process.execPath, [PROGRAM, 'reconcile', ...args], { env, cwd: ROOT }, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, err });
    });
  });
}

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const call = (hospital: string, centre: string, ...more: string[]): string[] => [
  ...['blood-fee.reconcile', '--with', 'year=2023'],
  ...['--list', `hospitalLines=${hospital}`, '--list', `centreLines=${centre}`],
  ...more,
];

/** Tables of everybody, and what is left of temporary ones. */
async function tables(): Promise<string[]> {
  const client = new pg.Client({ connectionString: inject('databaseUrl') });
  await client.connect();
  const { rows } = await client.query<{ name: string }>(
    `SELECT relnamespace::regnamespace || '.' || relname AS name FROM pg_class WHERE relkind = 'r' ORDER BY 1`,
  );
  await client.end();
  return rows.map(({ name }) => name);
}

describe('the program', () => {
  let before: string[];
  beforeAll(async () => {
    before = await tables();
  });

  const claims = () =>
    file(
      'claims.csv',
      '减免编号,用血日期,金额\nW1,2023/8/1,660.00\nW1,2023-08-01,660.00\n=W3,2022-12-31,1\nW4,2023-05-05,7.05\n',
    );
  const records = () =>
    file(
      'centre.ndjson',
      ['{"waiverNo":"W4","amountFen":700}', '{"waiverNo":"w9","amountFen":5}', '{"waiverNo":"W1","amountFen":66000}']
        .concat('{"waiverNo":"W9","amountFen":500}')
        .join('\n'),
    );

  test('lines of two files, in the words of the decision and as JSON', async () => {
    const target = join(folder, 'differences.ndjson');
    const { code, out, err } = await banli(call(claims(), records(), '--differences', target, '--json'));
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(JSON.parse(out)).toEqual({
      decision: 'blood-fee.reconcile',
      outputs: { agreedFen: 66000, disputedFen: 66805, unclaimedFen: 505, result: 'differences' },
      statuses: {
        agreed: { lines: 1, amountFen: 66000, differenceFen: 0 },
        duplicate: { lines: 1, amountFen: 66000, differenceFen: 66000 },
        'wrong-year': { lines: 1, amountFen: 100, differenceFen: 100 },
        'not-in-centre': { lines: 0, amountFen: 0, differenceFen: 0 },
        'amount-differs': { lines: 1, amountFen: 705, differenceFen: 5 },
        'not-claimed': { lines: 2, amountFen: 505, differenceFen: -505 },
      },
      citations: ['五', '六(一)2', '六(二)4'].map((article) => ({ document: '临卫医函〔2023〕22号', article })),
    });
    const lines = readFileSync(target, 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => Object.values(JSON.parse(line) as ReconciledLine))).toEqual([
      ['W1', 'duplicate', 66000],
      ['=W3', 'wrong-year', 100],
      ['W4', 'amount-differs', 5],
      ['W9', 'not-claimed', -500],
      ['w9', 'not-claimed', -5],
    ]);
  });

  test('differences as CSV: labels, yuan, nothing that Excel takes for a formula; the sums as a table', async () => {
    const target = join(folder, 'differences.csv');
    const { code, out } = await banli(call(claims(), records(), '--differences', target));
    expect(code).toBe(1);
    expect(readFileSync(target, 'utf8').split('\r\n')).toEqual([
      '\uFEFF减免编号,核对结果,差额（元）',
      'W1,重复,660.00',
      "'=W3,非本年度,1.00",
      'W4,金额不符,0.05',
      'W9,医院未申报,-5.00',
      'w9,医院未申报,-0.05',
      '',
    ]);
    expect(out).toMatch(/^逐笔核对 blood-fee\.reconcile: 有差异 differences\n/);
    expect(out).toMatch(/^not-claimed +2 +5\.05 +-5\.05 {2}医院未申报$/m);
    expect(out).toMatch(/^临卫医函〔2023〕22号 五, 六\(一\)2, 六\(二\)4$/m);
  });

  test('lists that agree: exit code 0', async () => {
    const hospital = file('same.csv', 'waiverNo,useDate,amountFen\nW1,2023-01-01,0\n');
    const centre = file('same-centre.csv', '金额,减免编号\n0,W1\n');
    const { code, out } = await banli(call(hospital, centre, '--json'));
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ outputs: { agreedFen: 0, result: 'agreed' } });
  });

  test('every bad row of both files is told by line and field, and nothing is reconciled', async () => {
    const hospital = file(
      'bad.csv',
      '减免编号,useDate,金额\n,2023-02-30,5.005\nW2,2023-01-01,-1\nW3,2023-01-01,1\nW4,2023-01-01,1,x\n',
    );
    const centre = file(
      'bad.ndjson',
      [
        '{"waiverNo":"W1","amountFen":1}',
        '{"waiverNo":"W1","amountFen":2}',
        '[]',
        '{"waiverNo":"W2","amountFen":1.5,"x":1}',
      ]
        .concat('{')
        .join('\n'),
    );
    const target = join(folder, 'never.csv');
    const { code, out, err } = await banli(call(hospital, centre, '--differences', target));
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err.trimEnd().split('\n')).toEqual([
      `${hospital}:2: 金额: expected an amount in yuan with two decimals at most`,
      `${hospital}:2: 减免编号: required, but left out`,
      `${hospital}:2: useDate: expected a date that exists, YYYY-MM-DD, found "2023-02-30"`,
      `${hospital}:3: 金额: expected at least 0, found -100`,
      `${hospital}:5: cell 4 stands under no heading`,
      `${centre}:2: waiverNo: "W1" appears twice, first in line 1`,
      `${centre}:3: expected a record, found a list of 0`,
      `${centre}:4: amountFen: expected an integer (fen), found 1.5`,
      `${centre}:4: x: no such field in this form`,
      expect.stringMatching(/bad\.ndjson:5: expected JSON: /),
      'Nothing was reconciled: correct the files and call again.',
    ]);
    expect(existsSync(target)).toBe(false);
  });

  test('of many bad rows the first hundred are told, then how many more', async () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => `W${i},2023-01-01,${i < 300 ? 'x' : 1}\n`);
    const hospital = file('many.csv', `waiverNo,useDate,amountFen\n${rows.join('')}`);
    const centre = file('twice.csv', `waiverNo,amountFen\n${'W1,1\n'.repeat(51)}`);
    const lines = (await banli(call(hospital, centre))).err.trimEnd().split('\n');
    expect(lines).toHaveLength(102);
    expect(lines[99]).toBe(`${hospital}:101: amountFen: expected an integer (fen), found "x"`);
    expect(lines[100]).toBe('and 250 more bad rows');
  });

  test.each<[string, string[], string]>([
    ['a decision that compares no lists', ['blood-fee.materials'], 'expected one rule, function: reconcile'],
    ['one that is not there', ['blood-fee.reconcil'], 'there is no decision "blood-fee.reconcil"'],
    ['a missing input', ['blood-fee.reconcile'], '--with year: required, but left out'],
    ['an input out of bounds', ['blood-fee.reconcile', '--with', 'year=2022'], '--with year: expected at least 2023'],
    ['an unknown input', ['blood-fee.reconcile', '--with', 'yaer=2023'], '--with yaer: no such input'],
    ['a missing list', ['blood-fee.reconcile', '--with', 'year=2023'], '--list hospitalLines=<file> is missing'],
    ['a missing file', call('none.csv', 'none.csv'), '--list hospitalLines: there is no file none.csv'],
  ])('wrong usage: %s', async (_what, args, reason) => {
    const { code, out, err } = await banli(args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(reason);
  });

  test('the differences never go over a list', async () => {
    const hospital = claims();
    const { code, err } = await banli(call(hospital, records(), '--differences', hospital));
    expect(code).toBe(2);
    expect(err).toContain('this is one of the lists');
  });

  test('a database that does not answer is told, without a password', async () => {
    const { code, err } = await banli(call(claims(), records()), 'postgres://a:secret@127.0.0.1:1/b');
    expect(code).toBe(2);
    expect(err).toMatch(/^the database can't be reached: /);
    expect(err).not.toContain('secret');
  });

  test('nothing is left in the database', async () => {
    expect(await tables()).toEqual(before);
  });
});
