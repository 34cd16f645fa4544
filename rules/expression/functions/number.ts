/** Numbers. */
import { compareNum, moduloNum, negateNum, type Rounding, roundNum } from '../number.ts';
import { type BuiltIn, number } from './arguments.ts';

function rounding(mode: Rounding): BuiltIn {
  return (value, scale) => roundNum(number(value), number(scale), mode);
}

export const NUMBER_FUNCTIONS: Readonly<Record<string, BuiltIn>> = {
  decimal: rounding('half-even'),
  floor: rounding('floor'),
  ceiling: rounding('ceiling'),
  'round half up': rounding('half-up'),
  'round half down': rounding('half-down'),
  'round up': rounding('up'),
  'round down': rounding('down'),
  abs: (a) => (compareNum(number(a), 0) < 0 ? negateNum(number(a)) : number(a)),
  modulo: (a, b) => moduloNum(number(a), number(b)),
  odd: (a) => compareNum(moduloNum(number(a), 2), 1) === 0,
  even: (a) => compareNum(moduloNum(number(a), 2), 0) === 0,
};
