/** Opaque cursors of keyset pages. Pure. A cursor holds a place in an order, no right: it needs no signature. */
import { isRealDate } from '../rules/calendar/date.ts';

/** A cursor that this list did not give out. */
export class BadCursor extends Error {
  override readonly name = 'BadCursor';

  constructor() {
    super('the cursor is not one that this list gave out: begin again without it');
  }
}

export type Place = readonly (string | number)[];

function encodeCursor(place: Place): string {
  return Buffer.from(JSON.stringify(place), 'utf8').toString('base64url');
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What a part of a place must be: of another kind the database would take it for a fault of ours. */
const FITS = {
  string: (part: unknown) => typeof part === 'string' && !part.includes('\0'),
  uuid: (part: unknown) => typeof part === 'string' && UUID.test(part),
  date: (part: unknown) => typeof part === 'string' && isRealDate(part),
  number: (part: unknown) => Number.isSafeInteger(part),
} as const;

/**
 * @param shape the kinds of the place's parts
 * @throws BadCursor
 */
export function decodeCursor(cursor: string, shape: readonly (keyof typeof FITS)[]): Place {
  const place = parse(cursor);
  const fits = Array.isArray(place) && place.length === shape.length && shape.every((kind, i) => FITS[kind](place[i]));
  if (!fits) throw new BadCursor();
  return place as Place;
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw new BadCursor();
  }
}

const PAGE_MAX = 100;

export interface Page<T> {
  items: T[];
  /** Null on the last page. */
  next: string | null;
}

/** From up to `limit` + 1 rows in order: the page, and where the next one begins. */
export function pageOf<R, T>(
  rows: readonly R[],
  limit: number,
  item: (row: R) => T,
  place: (row: R) => Place,
): Page<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(item),
    next: rows.length > limit && last !== undefined ? encodeCursor(place(last)) : null,
  };
}

/** @throws RangeError outside 1 to 100 */
export function checkedLimit(limit: number): number {
  if (Number.isInteger(limit) && limit >= 1 && limit <= PAGE_MAX) return limit;
  throw new RangeError(`limit is ${limit}: expected a whole number from 1 to ${PAGE_MAX}`);
}
