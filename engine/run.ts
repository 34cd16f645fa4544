/**
 * One command being decided: the state as it stands after the facts so far. Everything in engine/flow,
 * engine/deadlines and engine/transitions works on a Run and only ever adds facts to it.
 */
import type { Calendar } from '../rules/calendar/calendar.ts';
import { formatInstant, localDate } from '../rules/calendar/date.ts';
import { askDecision } from '../rules/decision/decide.ts';
import type { Env } from '../rules/expression/env.ts';
import { compileExpr } from '../rules/expression/evaluate.ts';
import type { Expr } from '../rules/expression/tree.ts';
import type { Json, JsonObject } from '../rules/json.ts';
import { evolve } from './evolve.ts';
import type { CaseState, Fact, FactBody, StepId, Token } from './model.ts';
import type { Program } from './program.ts';

export interface Run {
  readonly program: Program;
  readonly calendar: Calendar;
  state: CaseState;
  facts: Fact[];
  /** The legal instant of what is happening. */
  at: number;
  moves: number;
  /** The outcome that an end is about to bring: what its effects see as `case.outcome`. */
  ending: string | null;
  /** What moves the case and must follow the last fact of its cause. */
  deferred: (() => void)[];
  /** What expressions see as `case`, for the start that it was made of. */
  caseRoot: { startedAt: number; root: JsonObject } | undefined;
  /** What the last expression saw: the next one mostly sees the same. */
  seen: RunEnvironment | undefined;
}

/** What a script sees beside the case: `form`, `message`, `item`, `output` and its locals, by root name. */
export interface Scope {
  token: number | null;
  scope: number;
  roots: JsonObject;
  /** In the script of an overdue deadline: that deadline. */
  deadline?: string;
}

export function newRun(program: Program, calendar: Calendar, state: CaseState, now: number): Run {
  const at = Math.max(now, state.now);
  return {
    program,
    calendar,
    state,
    facts: [],
    at,
    moves: 0,
    ending: null,
    deferred: [],
    caseRoot: undefined,
    seen: undefined,
  };
}

/** The body becomes the fact: a copy of it, at every fact, would be the dearest part of this. */
export function emit(run: Run, body: FactBody): Fact {
  const fact = body as Fact;
  fact.seq = run.state.seq + 1;
  fact.at = run.at;
  run.facts.push(fact);
  run.state = evolve(run.state, fact);
  return fact;
}

// ── evaluation ──────────────────────────────────────────────────────────────────────────────────────────────────

/** What an expression of this run can see, while neither data nor case nor instant change. */
class RunEnvironment implements Env {
  readonly roots: Env['roots'];
  readonly now: number;
  readonly calendar: Calendar;
  private readonly run: Run;
  private readonly given: JsonObject;
  private readonly data: JsonObject;
  private readonly of: JsonObject;

  constructor(run: Run, roots: JsonObject, of: JsonObject) {
    this.run = run;
    this.given = roots;
    this.data = run.state.data;
    this.of = of;
    this.roots = rootsWith(run, roots, of);
    this.now = run.at;
    this.calendar = run.calendar;
  }

  isOf(run: Run, roots: JsonObject, of: JsonObject): boolean {
    return this.given === roots && this.data === run.state.data && this.of === of && this.now === run.at;
  }

  call(name: string, args: readonly Json[]): Json {
    return call(this.run, name, args);
  }
}

/** `roots` may hide the case's data, never `tables` and `case`. */
function rootsWith(run: Run, roots: JsonObject, of: JsonObject): Env['roots'] {
  const all: JsonObject = { data: run.state.data, tables: run.program.procedure.tables, case: of };
  for (const name in roots) if (name !== 'tables' && name !== 'case') all[name] = roots[name] as Json;
  return all;
}

export function environment(run: Run, roots: JsonObject): Env {
  const of = caseRoot(run);
  if (run.seen === undefined || !run.seen.isOf(run, roots, of)) run.seen = new RunEnvironment(run, roots, of);
  return run.seen;
}

/** Of what has no roots of its own; one object, so that what is seen need not be made again. */
export const NO_ROOTS: JsonObject = Object.freeze({});

/** The value of an expression; a constant costs nothing. */
export function value(run: Run, roots: JsonObject, expr: Expr): Json {
  return expr.op === 'const' ? expr.value : compileExpr(expr)(environment(run, roots));
}

/** Whether a condition holds; none holds always. */
export function holds(run: Run, roots: JsonObject, when: Expr | undefined): boolean {
  return when === undefined || value(run, roots, when) === true;
}

/** Text, or undefined where the expression gives none. */
export function text(run: Run, roots: JsonObject, expr: Expr): string | undefined {
  const found = value(run, roots, expr);
  if (typeof found === 'string') return found;
  return typeof found === 'number' ? String(found) : undefined;
}

/** One text or a list of them. */
export function texts(run: Run, roots: JsonObject, expr: Expr): string[] {
  const found = value(run, roots, expr);
  const list = Array.isArray(found) ? found : [found];
  return list.filter((entry): entry is string => typeof entry === 'string');
}

/** Values by name; null leaves a name out where `nulls` is false (inputs), and is kept otherwise (data, registers). */
export function assigned(
  run: Run,
  roots: JsonObject,
  values: readonly { name: string; value: Expr }[],
  nulls: boolean,
): JsonObject {
  const result: JsonObject = {};
  for (const { name, value: expr } of values) {
    const found = value(run, roots, expr);
    if (nulls || found !== null) result[name] = found;
  }
  return result;
}

/** Made once a command, and again when what it says changes: the start of the case, and its outcome. */
function caseRoot(run: Run): JsonObject {
  const { state } = run;
  const outcome = run.ending ?? state.outcome;
  const known = run.caseRoot;
  if (known !== undefined && known.startedAt === state.startedAt && known.root.outcome === outcome) return known.root;
  const { id, number, startedAt } = state;
  const root = {
    id,
    number,
    startedOn: localDate(startedAt),
    startedAt: formatInstant(startedAt),
    unit: state.startedBy?.unit ?? null,
    startedBy: state.startedBy?.group ?? null,
    outcome,
  };
  run.caseRoot = { startedAt, root };
  return root;
}

const instantOrNull = (at: number | null): Json => (at === null ? null : formatInstant(at));

/** The functions of the case's state that expressions may call. */
function call(run: Run, name: string, args: readonly Json[]): Json {
  const id = String(args[0]);
  switch (name) {
    case 'step':
      return stepFacts(run, id);
    case 'deadline':
      return deadlineFacts(run, id);
    case 'document':
      return documentFacts(run, id);
    case 'items':
      return itemForms(run.state, id);
    case 'decide':
      return askDecision((other) => run.program.decisions.get(other), run.calendar, id, args[1] as JsonObject);
    default:
      throw new Error(`no function ${name}() of the case; the compiler lets none through`);
  }
}

function stepFacts(run: Run, id: StepId): JsonObject {
  const m = run.state.steps[id];
  return {
    open: isOpen(run.state, id),
    times: m === undefined ? 0 : Math.max(m.opened, m.reached),
    completed: m?.completed ?? 0,
    done: (m?.completed ?? 0) > 0,
    openedAt: instantOrNull(m?.openedAt ?? null),
    firstOpenedAt: instantOrNull(m?.firstOpenedAt ?? null),
    completedAt: instantOrNull(m?.completedAt ?? null),
    firstCompletedAt: instantOrNull(m?.firstCompletedAt ?? null),
  };
}

function deadlineFacts(run: Run, id: string): JsonObject {
  const d = run.state.deadlines[id];
  return {
    state: d?.state ?? null,
    due: d?.due != null && 'date' in d.due ? d.due.date : null,
    extensions: d?.extensions ?? 0,
    starts: d?.starts ?? 0,
  };
}

function documentFacts(run: Run, id: string): JsonObject {
  const d = run.state.documents[id];
  return {
    issued: d !== undefined,
    times: d?.times ?? 0,
    issuedOn: d === undefined ? null : localDate(d.issuedAt),
    issuedAt: d === undefined ? null : formatInstant(d.issuedAt),
    number: d?.number ?? null,
    served: d?.served !== undefined,
    servedOn: d?.served?.on ?? null,
  };
}

function itemForms(state: CaseState, id: StepId): Json[] {
  const forms = (state.data[id] ?? {}) as JsonObject;
  return (state.steps[id]?.items ?? []).map((key) => ({ key, ...((forms[key] ?? {}) as JsonObject) }));
}

// ── tokens ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** Whether a step is open: a task, a wait, a multi-instance step, a subprocess. Pending and running are not. */
export function isOpen(state: CaseState, step: StepId): boolean {
  return state.tokens.some(
    (token) =>
      token.step === step && (token.state === 'open' || token.state === 'instances' || token.state === 'scope'),
  );
}

export function tokenById(state: CaseState, id: number): Token | undefined {
  return state.tokens.find((token) => token.id === id);
}

/** The item that a token works on: its own, or that of the multi-instance subprocess around it. */
export function itemOf(state: CaseState, token: Token): Token['item'] {
  if (token.item !== undefined) return token.item;
  const around = token.scope === 0 ? undefined : tokenById(state, token.scope);
  return around === undefined ? undefined : itemOf(state, around);
}

/** Roots of a token: its item, if it has one. */
export function rootsOf(state: CaseState, token: Token): JsonObject {
  const item = itemOf(state, token);
  return item === undefined ? NO_ROOTS : { item: item.value };
}
