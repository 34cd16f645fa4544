/** Types of what expressions see of the case beside its data. */
import {
  BOOLEAN,
  DATE,
  enumOf,
  INSTANT,
  INTEGER,
  optional,
  recordOf,
  TEXT,
  type Type,
} from '../../rules/expression/type.ts';

/** `case`; its outcome is there in `onEnd` alone. */
export function caseType(outcomes: readonly string[]): Type {
  return recordOf({
    id: TEXT,
    number: TEXT,
    startedOn: DATE,
    startedAt: INSTANT,
    unit: optional(TEXT),
    startedBy: optional(TEXT),
    outcome: optional(enumOf(...outcomes)),
  });
}

/** `step("x")`. */
export const STEP: Type = recordOf({
  open: BOOLEAN,
  times: INTEGER,
  completed: INTEGER,
  done: BOOLEAN,
  openedAt: optional(INSTANT),
  firstOpenedAt: optional(INSTANT),
  completedAt: optional(INSTANT),
  firstCompletedAt: optional(INSTANT),
});

/** `deadline("x")`. */
export const DEADLINE: Type = recordOf({
  state: optional(enumOf('running', 'suspended', 'met', 'overdue', 'cancelled')),
  due: optional(DATE),
  extensions: INTEGER,
  starts: INTEGER,
});

/** `document("x")`. */
export const DOCUMENT: Type = recordOf({
  issued: BOOLEAN,
  times: INTEGER,
  issuedOn: optional(DATE),
  issuedAt: optional(INSTANT),
  number: optional(TEXT),
  served: BOOLEAN,
  servedOn: optional(DATE),
});

/** `period` of a schedule. */
export const PERIOD: Type = recordOf({ year: INTEGER, quarter: INTEGER, month: INTEGER, start: DATE, end: DATE });

/** An element of `cases("x")` in a schedule. */
export const OPEN_CASE: Type = recordOf({ number: TEXT, unit: TEXT, startedOn: DATE, overdue: BOOLEAN });
