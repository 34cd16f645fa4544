/**
 * A public draw that anyone can repeat who holds the sealed pool and the seed: 临教基〔2023〕21号, 五(三), 五(四), 七(三),
 * 七(四), 八(三). Codes are ASCII, so that comparing texts compares bytes.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { EvaluationFault } from '../expression/fault.ts';
import type { Json } from '../json.ts';
import { refill } from './refill.ts';

/** One child, or twins or multiples that are bound together. `code` is the smallest of its children's codes. */
export type Unit = { code: string; children: string[] };

export type DrawnUnit = {
  /** Draw number, from 1. */
  no: number;
  code: string;
  /** Children. */
  size: number;
  /** SHA-256 of seed, bar and code, in lowercase hex. */
  key: string;
  result: 'admitted' | 'waiting';
};

export type Draw = {
  /** False: there are places for all, nothing was drawn. */
  drawn: boolean;
  order: DrawnUnit[];
  /** Codes of units: in draw order, or by code where nothing was drawn. */
  admitted: string[];
  admittedChildren: number;
  waiting: string[];
  /** Places not filled. */
  left: number;
};

/** Units of one pool. */
export const UNITS_MAX = 100_000;

/** SHA-256, in lowercase hex, of the pool's text. */
export function poolHash(plan: number, units: readonly Unit[]): string {
  return hashOf(poolText(plan, units));
}

/** The canonical text of a pool, each line ended by LF. The order of units and children has no influence. */
export function poolText(plan: number, units: readonly Unit[]): string {
  limit(units);
  const lines = byCode(units).map(({ code, children }) => `${code}:${children.toSorted(compare).join(',')}\n`);
  return `plan=${plan}\n${lines.join('')}`;
}

/**
 * Draws when there are more children than places. A unit that does not fit the last places is passed over and keeps
 * its number; units are never split and the plan is never exceeded. Takes n log n time.
 */
export function draw(seed: string, plan: number, units: readonly Unit[]): Draw {
  limit(units);
  const applicants = units.reduce((sum, { children }) => sum + children.length, 0);
  if (applicants <= plan) return admitAll(plan - applicants, applicants, units);
  const keyed = units.map(({ code, children }) => ({ code, size: children.length, key: hashOf(`${seed}|${code}`) }));
  const order = keyed
    .toSorted((a, b) => compare(a.key, b.key) || compare(a.code, b.code))
    .map((unit, i) => ({ no: i + 1, ...unit }));
  const { admitted, waiting, left } = refill(plan, order);
  const chosen = new Set(admitted);
  return {
    drawn: true,
    order: order.map((unit) => ({ ...unit, result: chosen.has(unit.code) ? 'admitted' : 'waiting' })),
    admitted,
    admittedChildren: plan - left,
    waiting,
    left,
  };
}

function admitAll(left: number, children: number, units: readonly Unit[]): Draw {
  const admitted = byCode(units).map(({ code }) => code);
  return { drawn: false, order: [], admitted, admittedChildren: children, waiting: [], left };
}

export function byCode<T extends { code: string }>(entries: readonly T[]): T[] {
  return entries.toSorted((a, b) => compare(a.code, b.code));
}

export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function hashOf(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

function limit(units: readonly Unit[]): void {
  if (units.length <= UNITS_MAX) return;
  throw new EvaluationFault('limit', `a pool of ${units.length} units: the limit is ${UNITS_MAX}`);
}

/** As decisions call them: their inputs have been checked. */
export function poolHashFunction({ plan, units }: { [name: string]: Json }): { poolHash: string } {
  return { poolHash: poolHash(plan as number, units as Unit[]) };
}

export function drawFunction({ seed, plan, units }: { [name: string]: Json }): Draw {
  return draw(seed as string, plan as number, units as Unit[]);
}
