/**
 * A draw between two schools that share an area, each child with a choice: 临教基〔2023〕20号, 四(四). Repeatable like
 * `draw.ts`: the pool's text is sealed, the seed made known after. Codes are ASCII.
 */
import { EvaluationFault } from '../expression/fault.ts';
import type { Json } from '../json.ts';
import { byCode, compare, hashOf } from './draw.ts';

/** A school and its places. */
export type Side = { id: string; places: number };

export type Pupil = { code: string; choice: string };

export type ChoiceDraw = {
  /** Schools with more choosers than places, in the order of the sides. */
  drawn: string[];
  /** Choosers of the drawn schools; `no` from 1. */
  order: { no: number; code: string; school: string }[];
  /** By code. */
  placements: { code: string; school: string | null }[];
  /** In draw order. */
  unplaced: string[];
};

export const PUPILS_MAX = 100_000;

/** The canonical text of a pool: places of each side, then the pupils by code, each line ended by LF. */
export function choicePoolText(sides: readonly Side[], pupils: readonly Pupil[]): string {
  limit(pupils);
  const places = sides.map((side) => `${side.id}=${side.places}\n`);
  const lines = byCode(pupils).map(({ code, choice }) => `${code},${choice}\n`);
  return places.join('') + lines.join('');
}

/** SHA-256, in lowercase hex, of the pool's text. */
export function choicePoolHash(sides: readonly Side[], pupils: readonly Pupil[]): string {
  return hashOf(choicePoolText(sides, pupils));
}

/**
 * A school that has places for all its choosers takes them; otherwise the first by key get in, and the others go to the
 * other school, in the same order, as long as it has places that its own choosers leave. Takes n log n time.
 */
export function choiceDraw(seed: string, sides: readonly [Side, Side], pupils: readonly Pupil[]): ChoiceDraw {
  limit(pupils);
  const keyed = pupils
    .map((pupil) => ({ ...pupil, key: hashOf(`${seed}|${pupil.code}`) }))
    .toSorted((a, b) => compare(a.key, b.key) || compare(a.code, b.code));
  const choosers = (id: string) => keyed.filter(({ choice }) => choice === id);
  const drawn = sides.filter(({ id, places }) => choosers(id).length > places).map(({ id }) => id);
  const left = new Map(sides.map(({ id, places }) => [id, Math.max(0, places - choosers(id).length)]));
  const placed = new Map<string, string | null>();
  for (const { id, places } of sides) for (const { code } of choosers(id).slice(0, places)) placed.set(code, id);
  for (const { code, choice } of keyed) {
    if (placed.has(code)) continue;
    const other = sides.find(({ id }) => id !== choice)?.id ?? '';
    const free = left.get(other) ?? 0;
    placed.set(code, free > 0 ? other : null);
    if (free > 0) left.set(other, free - 1);
  }
  return {
    drawn,
    order: keyed
      .filter(({ choice }) => drawn.includes(choice))
      .map(({ code, choice }, i) => ({ no: i + 1, code, school: choice })),
    placements: byCode(pupils).map(({ code }) => ({ code, school: placed.get(code) ?? null })),
    unplaced: keyed.filter(({ code }) => placed.get(code) === null).map(({ code }) => code),
  };
}

function limit(pupils: readonly Pupil[]): void {
  if (pupils.length <= PUPILS_MAX) return;
  throw new EvaluationFault('limit', `a pool of ${pupils.length} pupils: the limit is ${PUPILS_MAX}`);
}

/** As decisions call them: their inputs have been checked. */
export function choicePoolHashFunction({ sides, pupils }: { [name: string]: Json }): { poolHash: string } {
  return { poolHash: choicePoolHash(sides as Side[], pupils as Pupil[]) };
}

export function choiceDrawFunction({ seed, sides, pupils }: { [name: string]: Json }): ChoiceDraw {
  const [first, second] = sides as Side[];
  return choiceDraw(seed as string, [first as Side, second as Side], pupils as Pupil[]);
}
