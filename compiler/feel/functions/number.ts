/** Functions of numbers whose result is an integer when their arguments are. */
import type { Expr } from '../../../rules/expression/tree.ts';
import { INTEGER, NUMBER, type Type } from '../../../rules/expression/type.ts';
import type { Call, FunctionCheck } from '../call.ts';
import { type Checked, checked } from '../checked.ts';

function isInteger(type: Type): boolean {
  return type.kind === 'number' && type.integer === true;
}

function rounding(call: Call): Checked {
  const value = call.fit(0, NUMBER);
  const scale: Expr = call.count > 1 ? call.fit(1, INTEGER) : { op: 'const', value: 0 };
  const whole = isInteger(call.argument(0).type) || (scale.op === 'const' && (scale.value as number) <= 0);
  return checked({ op: 'call', fn: call.ast.fn.name, args: [value, scale] }, whole ? INTEGER : NUMBER);
}

function keeping(call: Call): Checked {
  const args = call.ast.args.map((_, i) => call.fit(i, NUMBER));
  const whole = call.ast.args.every((_, i) => isInteger(call.argument(i).type));
  return checked({ op: 'call', fn: call.ast.fn.name, args }, whole ? INTEGER : NUMBER);
}

export const NUMBER_FUNCTIONS: Readonly<Record<string, FunctionCheck>> = {
  floor: { counts: [1, 2], check: rounding },
  ceiling: { counts: [1, 2], check: rounding },
  'round half up': { counts: [1, 2], check: rounding },
  'round half down': { counts: [1, 2], check: rounding },
  'round up': { counts: [1, 2], check: rounding },
  'round down': { counts: [1, 2], check: rounding },
  abs: { counts: [1, 1], check: keeping },
  modulo: { counts: [2, 2], check: keeping },
};
