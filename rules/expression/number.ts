/**
 * Exact numbers. A JS number stands for its shortest decimal text; what is no safe integer is reckoned in
 * decimals of 34 significant digits (decimal128, as DMN asks) and turned back when it leaves the expression.
 */
import { Decimal as Base } from 'decimal.js';
import { EvaluationFault } from './fault.ts';

export const Decimal = Base.clone({ precision: 34, rounding: Base.ROUND_HALF_EVEN, defaults: true });
export type Decimal = Base;

/** A number inside an expression. */
export type Num = number | Decimal;

/** Exponents beyond this are refused: the result could be stored by nothing. */
export const EXPONENT_MAX = 100;

export function isNum(value: unknown): value is Num {
  return typeof value === 'number' || value instanceof Decimal;
}

export function isInteger(value: Num): boolean {
  return typeof value === 'number' ? Number.isInteger(value) : value.isInteger();
}

/** A number that JSON can hold. An integer that a JS number can't hold exactly is a fault. */
export function toNumber(value: Num): number {
  if (typeof value === 'number') return value;
  const result = value.toNumber();
  if (!Number.isFinite(result) || (Math.abs(result) > Number.MAX_SAFE_INTEGER && value.isInteger())) {
    throw new EvaluationFault('out-of-range', `${value} can't be stored exactly: integers go up to 2^53 - 1`);
  }
  return result + 0;
}

/** A whole number small enough to count with. */
export function toCount(value: Num, what: string): number {
  const count = toNumber(value);
  if (!Number.isSafeInteger(count)) throw new EvaluationFault('wrong-type', `${what} must be an integer, not ${count}`);
  return count;
}

export function compareNum(a: Num, b: Num): number {
  if (typeof a === 'number' && typeof b === 'number') return a < b ? -1 : a > b ? 1 : 0;
  return new Decimal(a).comparedTo(b);
}

export function addNum(a: Num, b: Num): Num {
  if (Number.isSafeInteger(a) && Number.isSafeInteger(b)) {
    const sum = (a as number) + (b as number);
    if (Number.isSafeInteger(sum)) return sum;
  }
  return Decimal.add(a, b);
}

export function subtractNum(a: Num, b: Num): Num {
  if (Number.isSafeInteger(a) && Number.isSafeInteger(b)) {
    const difference = (a as number) - (b as number);
    if (Number.isSafeInteger(difference)) return difference;
  }
  return Decimal.sub(a, b);
}

export function multiplyNum(a: Num, b: Num): Num {
  if (Number.isSafeInteger(a) && Number.isSafeInteger(b)) {
    const product = (a as number) * (b as number);
    if (Number.isSafeInteger(product)) return product + 0;
  }
  return Decimal.mul(a, b);
}

export function divideNum(a: Num, b: Num): Num {
  if (compareNum(b, 0) === 0) throw new EvaluationFault('division-by-zero', 'division by zero');
  if (Number.isSafeInteger(a) && Number.isSafeInteger(b)) {
    const quotient = (a as number) / (b as number);
    if (Number.isSafeInteger(quotient) && quotient * (b as number) === a) return quotient + 0;
  }
  return Decimal.div(a, b);
}

/** Whole exponents only: others have no exact result. */
export function powerNum(a: Num, b: Num): Num {
  const exponent = toCount(b, 'an exponent');
  if (Math.abs(exponent) > EXPONENT_MAX) {
    throw new EvaluationFault('limit', `exponent ${exponent}: the limit is ${EXPONENT_MAX}`);
  }
  if (exponent < 0 && compareNum(a, 0) === 0) throw new EvaluationFault('division-by-zero', 'zero to a negative power');
  return Decimal.pow(a, exponent);
}

export function negateNum(a: Num): Num {
  return typeof a === 'number' ? 0 - a : a.negated();
}

/** a − b × floor(a ÷ b): the sign is that of `b`. */
export function moduloNum(a: Num, b: Num): Num {
  if (compareNum(b, 0) === 0) throw new EvaluationFault('division-by-zero', 'modulo of zero');
  if (Number.isSafeInteger(a) && Number.isSafeInteger(b)) {
    const rest = (a as number) % (b as number);
    return (rest !== 0 && rest < 0 !== (b as number) < 0 ? rest + (b as number) : rest) + 0;
  }
  const rest = Decimal.mod(a, b);
  return !rest.isZero() && rest.isNegative() !== new Decimal(b).isNegative() ? rest.plus(b) : rest;
}

export type Rounding = 'floor' | 'ceiling' | 'half-even' | 'half-up' | 'half-down' | 'up' | 'down';

const MODES: Record<Rounding, Base.Rounding> = {
  floor: Base.ROUND_FLOOR,
  ceiling: Base.ROUND_CEIL,
  'half-even': Base.ROUND_HALF_EVEN,
  'half-up': Base.ROUND_HALF_UP,
  'half-down': Base.ROUND_HALF_DOWN,
  up: Base.ROUND_UP,
  down: Base.ROUND_DOWN,
};

/** Rounds to `scale` decimal places, negative for tens, hundreds, … `half-up` is away from zero (四舍五入). */
export function roundNum(value: Num, scale: Num, rounding: Rounding): Num {
  const places = toCount(scale, 'a scale');
  if (Math.abs(places) > 34) throw new EvaluationFault('limit', `scale ${places}: the limit is 34 places`);
  if (places >= 0 && Number.isSafeInteger(value)) return value;
  const decimal = new Decimal(value);
  const mode = MODES[rounding];
  if (places >= 0) return decimal.toDecimalPlaces(places, mode);
  const unit = new Decimal(10).pow(-places);
  return decimal.div(unit).toDecimalPlaces(0, mode).times(unit);
}

/** Plain notation, never an exponent: `0.0000001`, `1`. */
export function textOfNum(value: Num): string {
  if (Number.isSafeInteger(value)) return `${(value as number) + 0}`;
  return new Decimal(value).toFixed();
}

const NUMBER_FORM = /^-?[0-9]{1,34}(\.[0-9]{1,34})?$/;

export function numOfText(text: string): Num {
  if (!NUMBER_FORM.test(text)) throw new EvaluationFault('bad-text', `"${text}" is no number such as 12 or -0.5`);
  const decimal = new Decimal(text);
  const number = decimal.toNumber();
  return Number.isSafeInteger(number) ? number + 0 : decimal;
}
