/** Goal: a cursor is what its list gave out or is refused; nothing else reaches the database. Method: round trips and forgeries. */
import { describe, expect, test } from 'vitest';
import { BadCursor, decodeCursor, pageOf } from '../../store/cursor.ts';

const ID = '0190b0f2-3c4d-7000-8000-0123456789ab';
const forged = (place: unknown) => Buffer.from(JSON.stringify(place)).toString('base64url');

test('the place of the last row of a page comes back', () => {
  const place = ['2024-02-29', ID, 7, '企业'] as const;
  const { next } = pageOf([1, 2], 1, String, () => place);
  expect(decodeCursor(next ?? '', ['date', 'uuid', 'number', 'string'])).toEqual(place);
});

describe('refused is', () => {
  test.each([
    ['what is no JSON', 'x', ['uuid']],
    ['another length', forged([ID]), ['uuid', 'number']],
    ['text for an id', forged(['张三']), ['uuid']],
    ['a day that is none', forged(['2023-02-29']), ['date']],
    ['a number past the integers', forged([1e300]), ['number']],
    ['a fraction', forged([1.5]), ['number']],
    ['a character that no text column holds', forged(['a\0b']), ['string']],
    ['an object', forged({ 0: ID, length: 1 }), ['uuid']],
  ] as const)('%s', (_, cursor, shape) => {
    expect(() => decodeCursor(cursor, shape)).toThrow(BadCursor);
  });
});
