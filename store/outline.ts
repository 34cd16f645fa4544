/** What the read model needs to know of a procedure, read once from its bundle. Pure. */
import { multipleAround, nameOfItem } from '../engine/items.ts';
import type { Bundle, CaseState, Deadline, DeadlineId, Procedure, StepId } from '../engine/model.ts';
import type { Calendar } from '../rules/calendar/calendar.ts';
import { compileExpr } from '../rules/expression/evaluate.ts';
import type { Expr } from '../rules/expression/tree.ts';
import type { Json } from '../rules/json.ts';
import type { Label } from '../rules/label.ts';

export interface Outline {
  procedure: string;
  slug: string;
  title: Label;
  /** Deadlines that say when a step is due. */
  covering: ReadonlyMap<StepId, readonly DeadlineId[]>;
  deadlines: ReadonlyMap<DeadlineId, DeadlineOutline>;
  /** What the item of a task is called by its own record; null: people know it by its key, or by the label of that. */
  itemName(step: StepId, item: Json): string | null;
  /** Short text fields of the start input, in the order of the form: what a person knows a case by. */
  textFields: readonly string[];
  /** Unit of the case; '' is the city, also where the data do not tell the unit yet. */
  unitOf(state: CaseState): string;
  /** Units of groups (`<slug>/<group>`) that are of another unit than the case; null: there is none. */
  unitsOf(state: CaseState): Record<string, string> | null;
}

export interface DeadlineOutline {
  /** Steps that are due by it. */
  steps: ReadonlySet<StepId>;
  /** From so many days before its end, in its own basis, it is near: from its last reminder, and at least three days. */
  warnDays: number;
}

/** The document's slug of a procedure's or decision's id. */
export function slugOf(id: string): string {
  return id.slice(0, id.indexOf('.'));
}

export function outlineOf(bundle: Bundle): Outline {
  const { procedure } = bundle;
  const steps = new Map(procedure.steps.map((step) => [step.id, step]));
  return {
    procedure: procedure.id,
    slug: slugOf(procedure.id),
    title: procedure.title,
    covering: coveringOf(procedure),
    deadlines: new Map(procedure.deadlines.map((deadline) => [deadline.id, deadlineOutline(deadline)])),
    textFields: procedure.input.fields
      .filter(({ type }) => type.kind === 'text' && type.multiline === undefined && type.format !== 'id-number')
      .map((field) => field.name),
    itemName: (step, item) => nameOfItem(multipleAround(steps, step)?.each, item),
    unitOf: (state) => unitFrom(procedure, procedure.unit, state),
    unitsOf: (state) => unitsOf(procedure, state),
  };
}

function coveringOf(procedure: Procedure): Map<StepId, DeadlineId[]> {
  const covering = new Map<StepId, DeadlineId[]>();
  for (const deadline of procedure.deadlines) {
    for (const step of stepsOf(deadline)) covering.set(step, [...(covering.get(step) ?? []), deadline.id]);
  }
  return covering;
}

const NEAR_DAYS = 3;

function deadlineOutline(deadline: Deadline): DeadlineOutline {
  const lastReminder = deadline.remind.length === 0 ? 0 : Math.min(...deadline.remind);
  return { steps: stepsOf(deadline), warnDays: Math.max(NEAR_DAYS, lastReminder) };
}

/** The steps that a deadline names as covered, and those whose completion meets it. */
function stepsOf(deadline: Deadline): Set<StepId> {
  const meeting = deadline.met.flatMap(({ on }) => (on.kind === 'completed' ? [on.step] : []));
  return new Set([...deadline.covers, ...meeting]);
}

// A unit is read from case data; no procedure reckons one from a calendar.
const NO_CALENDAR: Calendar = {
  id: 'none',
  version: '',
  firstYear: 0,
  lastYear: -1,
  firstDay: 0,
  lastDay: -1,
  kinds: new Uint8Array(),
  workingBefore: new Int32Array([0]),
  workingDays: new Int32Array(),
};

function unitsOf(procedure: Procedure, state: CaseState): Record<string, string> | null {
  const own = unitFrom(procedure, procedure.unit, state);
  const others = procedure.groups.flatMap(({ id, unit }): [string, string][] => {
    const found = unitFrom(procedure, unit, state);
    return found === '' || found === own ? [] : [[`${slugOf(procedure.id)}/${id}`, found]];
  });
  return others.length === 0 ? null : Object.fromEntries(others);
}

function unitFrom(procedure: Procedure, expr: Expr | undefined, state: CaseState): string {
  if (expr === undefined) return '';
  try {
    const unit = compileExpr(expr)({
      roots: {
        data: state.data,
        case: { id: state.id, number: state.number, unit: state.startedBy?.unit ?? null },
        tables: procedure.tables,
      },
      now: state.now,
      calendar: NO_CALENDAR,
      call: () => null,
    });
    return typeof unit === 'string' ? unit : '';
  } catch {
    return '';
  }
}
