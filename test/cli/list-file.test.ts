/**
 * Goal: a list in a file is read as it stands, by line, whatever wrote it; what can't be read is told by line.
 * Method: small files as Excel, exports and programs write them.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type ListRow, openList } from '../../cli/list-file.ts';
import type { Field } from '../../rules/form/model.ts';

const folder = mkdtempSync(join(tmpdir(), 'banli-list-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const FIELDS: Field[] = [
  { name: 'no', label: { zh: '编号', en: 'Number' }, type: { kind: 'text' } },
  { name: 'usedOn', label: { zh: '日期', en: 'Used on' }, type: { kind: 'date' } },
  { name: 'amountFen', label: { zh: '金额', en: 'Amount' }, type: { kind: 'integer', unit: 'fen' } },
  { name: 'note', label: { zh: '备注', en: 'Note' }, type: { kind: 'text' }, optional: true },
];

let files = 0;

async function read(content: string | Uint8Array, extension = 'csv'): Promise<ListRow[]> {
  const path = join(folder, `${files++}.${extension}`);
  writeFileSync(path, content);
  const rows: ListRow[] = [];
  for await (const row of (await openList(path, FIELDS)).rows) rows.push(row);
  return rows;
}

test('columns named by ids have values as JSON has them, in any order', async () => {
  expect(await read('amountFen,no,usedOn\n66000,007,2023-08-01\n')).toEqual([
    { line: 2, row: { no: '007', usedOn: '2023-08-01', amountFen: 66000 }, faults: [] },
  ]);
});

test('columns named by labels have what people write: yuan, their dates', async () => {
  expect(await read('\uFEFF编号,日期,金额,备注\r\nW1,2023/8/1,"1,660.05",\r\nW2,2023年8月1日,3元,急\r\n')).toEqual([
    { line: 2, row: { no: 'W1', usedOn: '2023-08-01', amountFen: 166005 }, faults: [] },
    { line: 3, row: { no: 'W2', usedOn: '2023-08-01', amountFen: 300, note: '急' }, faults: [] },
  ]);
});

test('GB 18030, as Excel saves CSV in China', async () => {
  // 编号 日期 金额
  const head = [0xb1, 0xe0, 0xba, 0xc5, 0x2c, 0xc8, 0xd5, 0xc6, 0xda, 0x2c, 0xbd, 0xf0, 0xb6, 0xee, 0x0a];
  const bytes = Uint8Array.from([...head, ...new TextEncoder().encode('W1,2023-08-01,1.00\n')]);
  expect(await read(bytes)).toEqual([{ line: 2, row: { no: 'W1', usedOn: '2023-08-01', amountFen: 100 }, faults: [] }]);
});

test('lines are those of an editor: with empty lines and line ends in quotes', async () => {
  const rows = await read('no,usedOn,amountFen,note\n\nA,2023-01-01,1,"two\nlines"\n,,,\nB,2023-01-01,2,\n');
  expect(rows.map(({ line }) => line)).toEqual([3, 6]);
});

test('what a program could not read as a number stays text, for the form to refuse', async () => {
  const rows = await read('no,usedOn,amountFen\nA,2023-01-01,1e3\nB,2023-01-01,abc\nC,2023-01-01,30.0\n');
  expect(rows.map(({ row }) => (row as { amountFen: unknown }).amountFen)).toEqual(['1e3', 'abc', 30]);
});

test('an apostrophe that an export has put before a formula is none of the value', async () => {
  const [row] = await read("no,usedOn,amountFen\n'=1+1,2023-01-01,1\n");
  expect(row?.row).toMatchObject({ no: '=1+1' });
});

test('headings: an unknown, a repeated and a missing column are told at once, and no row is read', async () => {
  expect(await read('no,编号,colour\nA,B,C\n')).toEqual([
    {
      line: 1,
      row: null,
      faults: [
        { field: '编号', message: 'this column is there twice' },
        {
          field: 'colour',
          message: 'no such column: expected no (编号), usedOn (日期), amountFen (金额), note (备注)',
        },
        { field: 'usedOn (日期)', message: 'the column is missing' },
        { field: 'amountFen (金额)', message: 'the column is missing' },
      ],
    },
  ]);
  const [empty] = await read('');
  expect(empty?.faults).toEqual([{ field: '', message: 'expected a line of headings: no, usedOn, amountFen, note' }]);
});

test('quotes that do not match end the reading at their line', async () => {
  const rows = await read('no,usedOn,amountFen\nA,2023-01-01,1\nB,"2023-01-01,2\n');
  expect(rows.map(({ line }) => line)).toEqual([2, 3]);
  expect(rows[1]?.faults[0]?.message).toMatch(/^can't be read from here on: /);
});

test('a cell under no heading is told', async () => {
  const [row] = await read('no,usedOn,amountFen\nA,2023-01-01,1,stray\n');
  expect(row?.faults).toEqual([{ field: '', message: 'cell 4 stands under no heading' }]);
});

test('NDJSON: one value a line; a line that is no JSON is told, the next is read', async () => {
  const rows = await read('{"no": "A"}\r\n\n{"no": \n[1]\n', 'ndjson');
  expect(rows.map(({ line, row }) => [line, row])).toEqual([
    [1, { no: 'A' }],
    [3, null],
    [4, [1]],
  ]);
  expect(rows[1]?.faults[0]?.message).toMatch(/^expected JSON: /);
});

test('a file of another kind, one that is not there and one that is no text are refused', async () => {
  await expect(read('x', 'xlsx')).rejects.toThrow('expected a file .csv, .ndjson or .jsonl');
  await expect(openList(join(folder, 'none.csv'), FIELDS)).rejects.toThrow("can't be read");
  await expect(read(Uint8Array.from([0x61, 0xff, 0xff, 0x0a]))).rejects.toThrow('the encoding is unknown');
});
