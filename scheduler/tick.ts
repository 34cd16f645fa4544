/**
 * What schedules owe in a span of time: the cases to start and rows to write, each with its legal instant and a key of
 * its own. Pure.
 * Spans may overlap, repeat or follow late: the key tells what has been done.
 */
import type { Schedule } from '../engine/model.ts';
import type { Calendar } from '../rules/calendar/calendar.ts';
import { type Instant, MS_PER_DAY } from '../rules/calendar/date.ts';
import { askDecision, type FindDecision } from '../rules/decision/decide.ts';
import { compileExpr } from '../rules/expression/evaluate.ts';
import { EvaluationFault } from '../rules/expression/fault.ts';
import type { Expr } from '../rules/expression/tree.ts';
import type { Json, JsonObject } from '../rules/json.ts';
import { type Occasion, occasionsOf, type Period, type Waiting } from './occasion.ts';

/** A schedule that was asleep for longer does not start what lies before. */
export const CATCH_UP_DAYS = 400;

export interface ScheduleSource {
  /** `<slug>.<name>` */
  procedure: string;
  schedule: Schedule;
  tables: JsonObject;
  /** Rows of a register of the document, as records with their `key`. */
  register(name: string): JsonObject[];
  /** Decisions of its bundle by id. */
  decision?: FindDecision;
  /** Open cases of a procedure. */
  cases?(procedure: string): JsonObject[];
}

/** A case, an offer of one, or a row of a register, that a schedule owes. */
export interface Duty {
  /** `<procedure>/<schedule>/<period>/<unit or item>`: once. */
  key: string;
  procedure: string;
  schedule: string;
  period: string;
  unit: string;
  /** Legal instant, epoch ms. */
  at: Instant;
  input: JsonObject;
  /** The group that is asked to start the case, `<slug>/<group>`. */
  offer?: string;
  /** The row that is owed instead of a case; `register` is `<slug>/<register>`. */
  row?: { register: string; key: string; values: JsonObject };
}

export interface Due {
  duties: Duty[];
  waiting: (Waiting & { procedure: string; schedule: string })[];
  /** Schedules whose expressions could not be evaluated. */
  faults: { procedure: string; schedule: string; period: string; reason: string }[];
}

/** Duties after `from` up to and including `to`, by instant; `from` is at most 400 days before `to`. */
export function dueSchedules(sources: readonly ScheduleSource[], calendar: Calendar, from: Instant, to: Instant): Due {
  const due: Due = { duties: [], waiting: [], faults: [] };
  const since = Math.max(from, to - CATCH_UP_DAYS * MS_PER_DAY);
  for (const source of sources) {
    const { procedure, schedule } = source;
    const { occasions, waiting } = occasionsOf(schedule, calendar, since, to);
    due.waiting.push(...waiting.map((entry) => ({ ...entry, procedure, schedule: schedule.id })));
    for (const occasion of occasions) {
      try {
        due.duties.push(...dutiesOf(source, occasion, calendar));
      } catch (error) {
        if (!(error instanceof EvaluationFault)) throw error;
        due.faults.push({ procedure, schedule: schedule.id, period: occasion.period.key, reason: error.message });
      }
    }
  }
  due.duties.sort((a, b) => a.at - b.at);
  return due;
}

function dutiesOf(source: ScheduleSource, occasion: Occasion, calendar: Calendar): Duty[] {
  const { schedule } = source;
  const { key: _, ...period } = occasion.period;
  const evaluate = evaluator(source, occasion, calendar, period);
  if (schedule.each === undefined) return [dutyOf(source, occasion, undefined, (expr) => evaluate(expr, {}))];
  const { as, items } = schedule.each;
  const list = evaluate(items, {});
  if (!Array.isArray(list)) throw new EvaluationFault('wrong-type', `the schedule's list is ${JSON.stringify(list)}`);
  return list.map((item) => dutyOf(source, occasion, item, (expr) => evaluate(expr, { [as]: item })));
}

type Evaluator = (expr: Expr, locals: JsonObject) => Json;

function evaluator(
  { tables, register, decision, cases }: ScheduleSource,
  { at }: Occasion,
  calendar: Calendar,
  period: Omit<Period, 'key'>,
): Evaluator {
  const call = (name: string, [id, inputs]: readonly Json[]): Json => {
    if (name === 'register' && typeof id === 'string') return register(id);
    if (name === 'decide' && typeof id === 'string' && decision !== undefined)
      return askDecision(decision, calendar, id, inputs as JsonObject);
    if (name === 'cases' && typeof id === 'string' && cases !== undefined) return cases(id);
    throw new EvaluationFault('wrong-type', `a schedule has no function ${name}`);
  };
  return (expr, locals) =>
    compileExpr(expr)({ roots: { period: { ...period }, tables, ...locals }, now: at, calendar, call });
}

function dutyOf(
  { procedure, schedule }: ScheduleSource,
  { period, at }: Occasion,
  item: Json | undefined,
  evaluate: (expr: Expr) => Json,
): Duty {
  const unit = schedule.unit === undefined ? '' : textOf(evaluate(schedule.unit));
  return {
    key: [procedure, schedule.id, period.key, item === undefined ? unit : itemKey(item)].join('/'),
    procedure,
    schedule: schedule.id,
    period: period.key,
    unit,
    at,
    input: evaluated(schedule.input, evaluate),
    ...(schedule.offer !== undefined && { offer: `${slugOf(procedure)}/${textOf(evaluate(schedule.offer))}` }),
    ...(schedule.writes !== undefined && { row: rowOf(procedure, schedule.writes, evaluate) }),
  };
}

function rowOf(
  procedure: string,
  row: NonNullable<Schedule['writes']>,
  evaluate: (expr: Expr) => Json,
): NonNullable<Duty['row']> {
  const values = evaluated(row.values, evaluate);
  return { register: `${slugOf(procedure)}/${row.register}`, key: textOf(evaluate(row.key)), values };
}

function slugOf(procedure: string): string {
  return procedure.slice(0, procedure.indexOf('.'));
}

function evaluated(values: Schedule['input'], evaluate: (expr: Expr) => Json): JsonObject {
  return Object.fromEntries(values.map(({ name, value }) => [name, evaluate(value)]));
}

/** A row of a register is known by its key: what else stands in it may change between two ticks. */
function itemKey(item: Json): string {
  if (typeof item !== 'object' || item === null) return textOf(item);
  if (!Array.isArray(item) && item.key !== undefined) return textOf(item.key);
  return JSON.stringify(item);
}

function textOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
