/**
 * Goal: a document's file gives groups, types, registers and figures to its procedures and decisions, and its faults
 * are told. Method: whole small files; figures as CSV are compared with what they say.
 */
import { describe, expect, it } from 'vitest';
import { parseCsv } from '../../compiler/csv.ts';
import { compileDocument, type DocumentInfo } from '../../compiler/document.ts';
import { Report } from '../../compiler/finding.ts';
import { readSource } from '../../compiler/source/read.ts';
import { typeOfJson } from '../../compiler/tables.ts';

function documentOf(text: string): { document: DocumentInfo; findings: string[] } {
  const report = new Report();
  const node = readSource('document.banli.yaml', text, report);
  if (node === undefined) throw new Error('no document');
  const document = compileDocument(node, () => undefined);
  return { document, findings: report.sorted().map(({ line, column, check }) => `${line}:${column} ${check}`) };
}

const HEAD = `document: demo
number: 示例〔2024〕1号
title: 示例办法 | Demo measures
`;

describe('a document', () => {
  it('declares groups, types, registers, letters and templates', () => {
    const { document, findings } = documentOf(`${HEAD}issued: 2024-01-31
laws: [行政许可法]
groups: { applicant: { label: 申请人 | Applicant, party: true }, window: { label: 窗口 | Window, anyUnit: true } }
types:
  grade: { enum: { a: 甲 | A, b: 乙 | B } }
  grades: { type: list, of: grade, min: 1 }
  reason: { type: text, codes: grade }
registers:
  permits: { label: 许可 | Permits, key: permitNumber, fields: { grade: { label: 等级 | Grade, type: grade } } }
documents: { notice: 通知书 | Notice }
templates: { soon: 即将到期 | Due soon }
`);
    expect(findings).toEqual([]);
    expect(document).toMatchObject({
      id: 'demo',
      number: '示例〔2024〕1号',
      issued: '2024-01-31',
      laws: ['行政许可法'],
      groups: [
        { id: 'applicant', party: true },
        { id: 'window', label: { zh: '窗口', en: 'Window' }, anyUnit: true },
      ],
      registers: [{ id: 'permits', key: 'permitNumber', fields: [{ name: 'grade', type: { kind: 'enum' } }] }],
      documents: [{ id: 'notice' }],
      templates: [{ id: 'soon' }],
    });
    expect(document.types.get('grades')).toMatchObject({ kind: 'list', min: 1, of: { kind: 'enum' } });
    expect(document.types.get('reason')).toMatchObject({ kind: 'text', codes: [{ id: 'a' }, { id: 'b' }] });
  });

  it.each([
    [`${HEAD}issued: 2024-02-30\n`, '4:9 type'],
    [`${HEAD}grups: {}\n`, '4:1 unknown-key'],
    [`${HEAD}groups: { City_office: 市局 | City }\n`, '4:11 id'],
    [`${HEAD}types: { grade: { type: garde } }\n`, '4:25 unknown-type'],
    [`${HEAD}types: { reason: { type: text, codes: date } }\n`, '4:39 type-detail'],
    [`${HEAD}registers: { permits: { label: 许可 | Permits, fields: {} } }\n`, '4:23 missing-key'],
    ['document: demo\nnumber: 3\ntitle: 示例 | Demo\n', '2:9 type'],
  ])('%j: %s', (text, expected) => {
    expect(documentOf(text).findings).toContain(expected);
  });
});

describe('figures as CSV', () => {
  it('reads numbers, booleans, codes with leading zeros, quotes and empty cells', () => {
    expect(parseCsv('\uFEFFcode,n,yes,text\r\n001,1.5,true,"a, ""b"""\r\n002,,false,\r\n')).toEqual([
      { code: '001', n: 1.5, yes: true, text: 'a, "b"' },
      { code: '002', n: null, yes: false, text: null },
    ]);
  });

  it('keeps an empty last cell, and a column with one word is text', () => {
    expect(parseCsv('a,b\n1,\nx,2')).toEqual([
      { a: '1', b: null },
      { a: 'x', b: 2 },
    ]);
  });

  it.each([
    ['', 'empty'],
    ['a,a\n1,2\n', 'appears twice'],
    ['a,b\n1\n', 'row 2 has 1 cells'],
    ['a\n"x\n', 'not closed'],
    ['a\n"x"y\n', 'after a quoted cell'],
  ])('refuses %j', (text, message) => {
    expect(() => parseCsv(text)).toThrow(message);
  });
});

describe('types of figures', () => {
  it('hold all rows: missing cells are optional, codes an enumeration', () => {
    expect(
      typeOfJson([
        { code: 'a', n: 1, day: '2024-01-01' },
        { code: 'b-c', n: 1.5, day: null },
      ]),
    ).toEqual({
      kind: 'list',
      of: {
        kind: 'record',
        fields: {
          code: { kind: 'text', enum: ['a', 'b-c'] },
          n: { kind: 'number' },
          day: { kind: 'date', optional: true },
        },
      },
    });
  });

  it('are open where values have nothing in common', () => {
    expect(typeOfJson([1, 'x'])).toEqual({ kind: 'list', of: { kind: 'any' } });
    expect(typeOfJson(['2024-01-01', 'Some text'])).toMatchObject({ of: { kind: 'text' } });
  });
});

describe('what officers write of a register', () => {
  const registerWith = (lines: string) =>
    documentOf(`${HEAD}groups: { applicant: { label: 申请人 | Applicant, party: true }, window: 窗口 | Window, branch: 分局 | Branch }
registers:
  sites:
    label: 台账 | Sites
    key: siteNumber
    fields: { county?: { label: 县 | County, type: text }, note: { label: 备注 | Note, type: text }, areas: { label: 面积 | Areas, type: list, of: integer } }
${lines}`);

  it.each([
    ['note', [{ field: 'note', by: [] }]],
    [
      '[note, county]',
      [
        { field: 'note', by: [] },
        { field: 'county', by: [] },
      ],
    ],
    [
      '{ branch: [note, county], window: note }',
      [
        { field: 'note', by: ['branch', 'window'] },
        { field: 'county', by: ['branch'] },
      ],
    ],
  ])('byHand: %s', (written, byHand) => {
    const { document, findings } = registerWith(`    byHand: ${written}\n    unit: county\n`);
    expect(findings).toEqual([]);
    expect(document.registers[0]).toMatchObject({ byHand, unit: 'county' });
  });

  it.each([
    ['byHand: [note, notes]', '10:20 unknown-register-field'],
    ['byHand: { window: [note, notes] }', '10:30 unknown-register-field'],
    ['byHand: { windows: note }', '10:15 unknown-group'],
    ['byHand: { applicant: note }', '10:15 unknown-group'],
    ['unit: town', '10:11 unknown-register-field'],
    ['unit: areas', '10:11 type'],
  ])('%s is told with its place', (line, finding) => {
    expect(registerWith(`    ${line}\n`).findings).toEqual([finding]);
  });
});
