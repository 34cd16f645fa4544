/** The one exception of an evaluation. The compiler's warnings foretell most of them. */
import type { Unknown } from '../calendar/calendar.ts';
import type { Expr } from './tree.ts';

export type FaultCode =
  /** A null where a value is needed. */
  | 'null-operand'
  /** A null or a value that is no boolean where a condition is needed. */
  | 'null-condition'
  /** A value of another type than the definition says. */
  | 'wrong-type'
  | 'division-by-zero'
  /** Outside what can be stored exactly (integers up to 2^53 − 1), or a date outside the years 1 to 9999. */
  | 'out-of-range'
  /** Text that is no date, instant or number. */
  | 'bad-text'
  /** A working day in a year whose holidays are not published; see `unknown`. */
  | 'unknown-year'
  | 'limit';

export class EvaluationFault extends Error {
  override readonly name = 'EvaluationFault';
  readonly code: FaultCode;
  /** The node that failed: its place in the text is in the `spans` that the compiler returned. */
  node: Expr | undefined;
  /** The node as FEEL text. */
  source: string | undefined;
  /** For `unknown-year`: the year, and the earliest date where there is one. */
  readonly unknown: Unknown | undefined;

  constructor(code: FaultCode, message: string, unknown?: Unknown) {
    super(message);
    this.code = code;
    this.unknown = unknown;
  }
}
