/** What an expression can see: nothing else decides its value. */
import type { Calendar } from '../calendar/calendar.ts';
import type { Instant } from '../calendar/date.ts';
import type { Json } from '../json.ts';

export interface Env {
  /** `data`, `form`, `item`, `message`, `row`, `tables`, `case`, `input`, `output`, locals of a stage, … A root left out is null. */
  readonly roots: Readonly<Record<string, Json | undefined>>;
  /** The legal instant, milliseconds; `today` is its date at +08:00. */
  readonly now: Instant;
  readonly calendar: Calendar;
  /**
   * Functions that the engine owns, by name: `step`, `deadline`, `document`, `items` (argument: the id) and
   * `decide` (decision id, inputs). Must be pure: the same arguments give the same answer within one evaluation.
   */
  call(name: string, args: readonly Json[]): Json;
}
