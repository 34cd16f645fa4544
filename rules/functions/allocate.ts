/** Places of a school by rank, and where the rest may go: 临教基〔2023〕20号, 三(一), 四(一)1, 四(二). */
import { COMPARE } from '../expression/compare.ts';
import { EvaluationFault } from '../expression/fault.ts';
import type { Json } from '../json.ts';

export type Applicant = {
  code: string;
  rank: number;
  mayBeReallocated: boolean;
  /** From a draw inside the rank. */
  drawNo: number;
  /** Ids of other schools, nearest first. */
  near: string[];
};

export type Places = { school: string; places: number };

export type Allocation = {
  admitted: string[];
  /** School null: none of those near has a place left. */
  overflow: { code: string; school: string | null }[];
  /** Not admitted, and not to be sent elsewhere: the school stays responsible. */
  kept: string[];
  planShortfall: number;
};

export const APPLICANTS_MAX = 100_000;

/** By rank, draw number and code; the order of the lists has no influence. Takes n log n time and all of `near`. */
export function allocate(plan: number, applicants: readonly Applicant[], free: readonly Places[]): Allocation {
  if (applicants.length > APPLICANTS_MAX) {
    throw new EvaluationFault('limit', `${applicants.length} applicants: the limit is ${APPLICANTS_MAX}`);
  }
  const order = applicants.toSorted((a, b) => a.rank - b.rank || a.drawNo - b.drawNo || COMPARE.text(a.code, b.code));
  const rest = order.slice(plan);
  const kept = rest.filter(({ mayBeReallocated }) => !mayBeReallocated).map(({ code }) => code);
  const left = new Map(free.map(({ school, places }) => [school, places]));
  const overflow = rest
    .filter(({ mayBeReallocated }) => mayBeReallocated)
    .map(({ code, near }) => ({ code, school: take(near, left) }));
  return { admitted: order.slice(0, plan).map(({ code }) => code), overflow, kept, planShortfall: kept.length };
}

function take(near: readonly string[], left: Map<string, number>): string | null {
  const school = near.find((id) => (left.get(id) ?? 0) > 0);
  if (school === undefined) return null;
  left.set(school, (left.get(school) ?? 0) - 1);
  return school;
}

/** As a decision calls it: its inputs have been checked. */
export function allocateFunction({ plan, applicants, free }: { [name: string]: Json }): Allocation {
  return allocate(plan as number, applicants as Applicant[], free as Places[]);
}
