/** Random numbers that a seed repeats. */
import { randomOf as numbersOf } from '../../simulation/random.ts';

export interface Random {
  /** From 0 up to, not including, 1. */
  next(): number;
  /** A whole number from 0 up to, not including, `below`. */
  below(below: number): number;
  pick<T>(choices: readonly T[]): T;
}

/** `stream` gives each client numbers of its own. */
export function randomOf(seed: number, stream = 0): Random {
  const next = numbersOf(Math.imul(seed, 0x9e3779b1) ^ Math.imul(stream + 1, 0x85ebca6b));
  return {
    next,
    below: (below) => Math.floor(next() * below),
    pick: (choices) => choices[Math.floor(next() * choices.length)] as (typeof choices)[number],
  };
}
