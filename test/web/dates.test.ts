/**
 * Goal: instants are shown and typed in the time of the office, and no page leaves a date to the browser's own input,
 * which shows it in the browser's language.
 * Method: examples; the sources of the pages are searched.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { longInstant, officeInstant, officeMinute } from '../../web/src/dates.ts';

const PAGES = join(import.meta.dirname, '..', '..', 'web', 'src');
const NATIVE = /\btype=["'{]+(date|month|week|time|datetime-local)\b/;

test('a moment is one of the office, whatever offset it was written with', () => {
  for (const instant of ['2024-01-22T17:30:00Z', '2024-01-23T01:30:00+08:00', '2024-01-22T12:30:00-05:00']) {
    expect(officeMinute(instant)).toBe('2024-01-23 01:30');
    expect(longInstant(instant, 'zh')).toBe('2024年1月23日(星期二) 01:30');
  }
  expect(officeInstant('2024-01-23 01:30')).toBe('2024-01-23T01:30:00+08:00');
  expect(officeMinute('soon')).toBe('');
});

test('no page has an input of the browser for dates', () => {
  const found = readdirSync(PAGES, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.tsx'))
    .filter((file) => NATIVE.test(readFileSync(join(PAGES, file), 'utf8')));
  expect(found).toEqual([]);
  expect(NATIVE.test('<Input type="month" />')).toBe(true);
});
