/** Filling vacancies in draw order: 临教基〔2023〕21号, 五(三), 七(四)2, 八(三). */
import type { Json } from '../json.ts';

/** A unit (one child, or bound twins or multiples) on the waiting list under its draw number. */
export type Waiting = { no: number; code: string; size: number };

export type Refill = {
  /** Codes of units, by draw number. */
  admitted: string[];
  waiting: string[];
  /** Places not filled. */
  left: number;
};

/**
 * Walks the list by draw number: a unit that fits the places left is admitted, any other stays and keeps its number.
 * The order of `waiting` has no influence; draw numbers must be unique. Takes n log n time.
 */
export function refill(vacancies: number, waiting: readonly Waiting[]): Refill {
  const result: Refill = { admitted: [], waiting: [], left: vacancies };
  for (const { code, size } of waiting.toSorted((a, b) => a.no - b.no)) {
    if (size <= result.left) {
      result.admitted.push(code);
      result.left -= size;
    } else result.waiting.push(code);
  }
  return result;
}

/** As a decision calls it: its inputs have been checked. */
export function refillFunction({ vacancies, waiting }: { [name: string]: Json }): Refill {
  return refill(vacancies as number, waiting as Waiting[]);
}
