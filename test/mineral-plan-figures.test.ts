/**
 * Goal: the figures of the mineral plan are copied rightly. Method: what adds up in the plan adds up in its tables, and
 * what stands in two places is the same in both.
 */
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SHIPPED_DEFINITIONS } from '../cli/definition-files.ts';
import type { JsonObject } from '../rules/json.ts';
import { compileFolder } from './support.ts';

const document = compileFolder(join(SHIPPED_DEFINITIONS, 'mineral-plan')).documents.get('mineral-plan');
const rowsOf = (table: string) => document?.tables.get(table)?.rows as JsonObject[];
const sum = (rows: readonly JsonObject[], field: string) => rows.reduce((total, row) => total + Number(row[field]), 0);
const codesOf = (name: string): string[] => {
  const type = document?.types.get(name);
  return type?.kind === 'enum' ? type.values.map(({ id }) => id) : [];
};

describe('figures of the mineral plan', () => {
  const totals = rowsOf('blocks').filter(({ by }) => by === 'total');

  test.each(totals.map(({ set, count }) => ({ set, count })))('blocks: $set are $count', ({ set, count }) => {
    const own = rowsOf('blocks').filter((row) => row.set === set);
    for (const by of ['mineral', 'county']) {
      expect(
        sum(
          own.filter((row) => row.by === by),
          'count',
        ),
      ).toBe(count);
    }
  });

  test('blocks name minerals and counties of the plan', () => {
    const unknown = rowsOf('blocks').filter(
      ({ by, code }) => by !== 'total' && !codesOf(String(by)).includes(String(code)),
    );
    expect(unknown).toEqual([]);
    expect(totals.map(({ count }) => count)).toEqual([94, 35, 44, 111]);
  });

  test('exploration: 51 projects, 12 important minerals, 110 coal areas with 212 explorations', () => {
    expect(sum(rowsOf('explorationProjects'), 'count')).toBe(51);
    expect(rowsOf('importantMinerals')).toHaveLength(12);
    const [coal] = rowsOf('explored');
    expect(Number(coal?.reconnaissance) + Number(coal?.detailed) + Number(coal?.exploration)).toBe(212);
  });

  test('each indicator has a row; what is "about" a figure is within 5 % of it', () => {
    expect(rowsOf('indicators').map(({ indicator }) => indicator)).toEqual(codesOf('indicator'));
    const [coal, iron] = rowsOf('indicators');
    expect(coal).toMatchObject({ kind: 'cap', figure: 10000, low: null, high: 10500 });
    expect(iron).toMatchObject({ kind: 'band', figure: 300, low: 285, high: 315 });
    const others = rowsOf('indicators').slice(2);
    expect(others.filter(({ kind, figure, low, high }) => kind !== 'min' || low !== figure || high !== null)).toEqual(
      [],
    );
  });

  test('each county once, nine of them whole in the north and three in their west', () => {
    expect(rowsOf('counties').map(({ county }) => county)).toEqual(codesOf('county'));
    expect(rowsOf('counties').filter(({ north }) => north === 'whole')).toHaveLength(9);
    expect(rowsOf('counties').filter(({ north }) => north === 'west')).toHaveLength(3);
  });
});
