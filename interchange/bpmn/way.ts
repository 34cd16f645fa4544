/**
 * The way that a case came through the drawing of its procedure: by which elements and flows, and where it stands. Read
 * from the facts: what leaves a step (a departure) is followed by the steps that are reached by it. Pure.
 */
import type { CaseState, Fact, StepId } from '../../engine/model.ts';
import { elementOf, type FlowGraph, linkTo, OPENS, START, type Way } from './graph.ts';

/** One stay at a step, from the arrival of a token to its leaving. */
export interface Visit {
  step: StepId;
  from: number;
  to: number | null;
  how: 'open' | 'done' | 'closed';
}

export interface CaseWay {
  /** Ids of elements and flows of the drawing. A step that is open or was closed is there and not among the passed. */
  open: string[];
  passed: string[];
  closed: string[];
  visits: Visit[];
}

/** @param facts all of them, or those up to the instant at which `state` was */
export function wayOf(graph: FlowGraph, facts: readonly Fact[], state: CaseState): CaseWay {
  const visits = visitsOf(facts);
  const open = openElements(state);
  const flows = new Set(departuresOf(graph, facts).flatMap((departure) => flowsOf(graph, departure)));
  for (const id of throughEvents(graph, flows, openedBy(facts))) flows.add(id);
  const done = new Set(visits.filter(({ how }) => how === 'done').map(({ step }) => elementOf(step)));
  const closed = new Set(visits.filter(({ how }) => how === 'closed').map(({ step }) => elementOf(step)));
  const steps = new Set(graph.nodes.flatMap(({ id, step }) => (step === undefined ? [] : [id])));
  const touched = graph.flows.filter(({ id }) => flows.has(id)).flatMap(({ from, to }) => [from, to]);
  const passed = new Set([START, ...touched.filter((id) => !steps.has(id)), ...done]);
  return {
    open: [...open],
    passed: [...passed, ...flows].filter((id) => !open.has(id)),
    closed: [...closed].filter((id) => !open.has(id) && !done.has(id)),
    visits,
  };
}

function openElements(state: CaseState): Set<string> {
  const tokens = state.tokens.filter((token) => token.state !== 'draining');
  return new Set(tokens.map(({ step, state: how }) => (how === 'pending' ? OPENS + step : elementOf(step))));
}

/** What leads on by itself: from a link to its step, and from the timer of a step that opens at an instant once it has. */
function throughEvents(graph: FlowGraph, flows: ReadonlySet<string>, opened: ReadonlySet<string>): string[] {
  const targets = new Set(graph.flows.filter(({ id }) => flows.has(id)).map(({ to }) => to));
  const thrown = graph.nodes.flatMap(({ id, trigger }) =>
    targets.has(id) && trigger?.kind === 'link' ? (trigger.of ?? []) : [],
  );
  const linked = graph.flows.filter(({ from }) => thrown.some((step) => from === linkTo(step)));
  const timed = graph.flows.filter(({ from, to }) => from.startsWith(OPENS) && opened.has(to));
  return [...linked, ...timed].map(({ id }) => id);
}

/** Steps that opened, and did not only wait for their instant. */
function openedBy(facts: readonly Fact[]): Set<string> {
  const opened = facts.flatMap((fact) => (fact.type === 'step-pending' ? [] : (arrivalOf(fact)?.step ?? [])));
  return new Set(opened.map(elementOf));
}

// ── departures ──────────────────────────────────────────────────────────────────────────────────────────────────

interface Departure {
  script: string;
  reached: StepId[];
  outcome?: string;
}

function departuresOf(graph: FlowGraph, facts: readonly Fact[]): Departure[] {
  const departures: Departure[] = [];
  const seen = new Set<number>();
  /** The latest that can lead there: what is reached follows what left. */
  const latest = (leads: (way: Way) => boolean) =>
    departures.findLast(({ script }) => graph.ways.some((way) => way.script === script && leads(way)));
  for (const fact of facts) {
    const arrival = arrivalOf(fact);
    if (arrival !== undefined && !seen.has(arrival.token)) {
      seen.add(arrival.token);
      latest(({ steps }) => steps.includes(arrival.step))?.reached.push(arrival.step);
    }
    if (fact.type === 'ended') {
      const last = latest(({ outcomes }) => outcomes.includes(fact.outcome));
      if (last !== undefined) last.outcome = fact.outcome;
    }
    for (const script of leavingBy(graph, fact)) departures.push({ script, reached: [] });
  }
  return departures;
}

/** A token that comes to a step; what is opened later with the same token has been there already. */
function arrivalOf(fact: Fact): { step: StepId; token: number } | undefined {
  switch (fact.type) {
    case 'step-reached':
    case 'step-pending':
    case 'join-reached':
    case 'wait-opened':
    case 'instances-opened':
      return fact;
    case 'task-opened':
    case 'scope-opened':
      return fact.parent === undefined ? fact : undefined;
    default:
      return undefined;
  }
}

/** The script that follows a fact; of a message that changes nothing none leads anywhere. */
function leavingBy({ procedure }: FlowGraph, fact: Fact): string[] {
  const stepOf = (id: StepId) => procedure.steps.find((step) => step.id === id);
  switch (fact.type) {
    case 'started':
      return ['start'];
    case 'task-completed':
      return fact.item === undefined ? [`step:${fact.step}`] : [];
    case 'instances-completed':
    case 'join-passed':
    case 'step-reached':
      return [`step:${fact.step}`];
    case 'scope-opened':
      return [`scope:${fact.step}`];
    case 'scope-completed': {
      const step = stepOf(fact.step);
      return step?.kind === 'subprocess' && step.each === undefined ? [`step:${fact.step}`] : [];
    }
    case 'wait-completed':
    case 'timer-fired':
      return [`wait:${fact.step}:${branchOf(stepOf(fact.step), fact)}`];
    case 'message-received':
      return [`message:${fact.message}`];
    case 'overdue':
      return [`deadline:${fact.deadline}`];
    case 'error-raised':
    case 'escalation-raised':
      return procedure.steps.flatMap((step) =>
        step.kind === 'subprocess'
          ? step.catches.flatMap(({ code }, index) => (code === fact.code ? [`catch:${step.id}:${index}`] : []))
          : [],
      );
    default:
      return [];
  }
}

function branchOf(
  step: FlowGraph['procedure']['steps'][number] | undefined,
  fact: Extract<Fact, { type: 'wait-completed' | 'timer-fired' }>,
): number {
  if (fact.type === 'timer-fired') return fact.branch;
  if (step?.kind !== 'wait') return -1;
  return step.branches.findIndex((branch) => branch.kind === 'message' && branch.message === fact.message);
}

/** Of the ways of the script the one that leads to all that was reached, and what was opened beside it. */
function flowsOf({ ways }: FlowGraph, { script, reached, outcome }: Departure): string[] {
  const of = ways.filter((way) => way.script === script);
  if (outcome !== undefined) return of.find(({ outcomes }) => outcomes.includes(outcome))?.flows ?? [];
  const main = of
    .filter(
      ({ steps, beside }) => beside === undefined && steps.length > 0 && steps.some((step) => reached.includes(step)),
    )
    .toSorted((a, b) => missing(a, reached) - missing(b, reached) || b.steps.length - a.steps.length)[0];
  const beside = of.filter((way) => way.beside && way.steps.some((step) => reached.includes(step)));
  return [...(main?.flows ?? []), ...beside.flatMap(({ flows }) => flows)];
}

const missing = ({ steps }: Way, reached: readonly StepId[]): number =>
  steps.filter((step) => !reached.includes(step)).length + reached.filter((step) => !steps.includes(step)).length;

// ── visits ──────────────────────────────────────────────────────────────────────────────────────────────────────

function visitsOf(facts: readonly Fact[]): Visit[] {
  const visits: (Visit & { token: number })[] = [];
  const leave = (token: number, at: number, how: 'done' | 'closed') => {
    const visit = visits.findLast((one) => one.token === token && one.to === null);
    if (visit !== undefined) Object.assign(visit, { to: at, how });
  };
  for (const fact of facts) {
    const arrival = arrivalOf(fact);
    if (arrival !== undefined && !visits.some(({ token, to }) => token === arrival.token && to === null)) {
      visits.push({ step: arrival.step, token: arrival.token, from: fact.at, to: null, how: 'open' });
    }
    for (const [token, how] of leftBy(fact)) leave(token, fact.at, how);
    if (fact.type === 'ended') for (const { token } of visits) leave(token, fact.at, 'closed');
  }
  return visits.map(({ token: _, ...visit }) => visit);
}

function leftBy(fact: Fact): [token: number, how: 'done' | 'closed'][] {
  switch (fact.type) {
    case 'task-completed':
    case 'wait-completed':
    case 'timer-fired':
    case 'instances-completed':
    case 'scope-completed':
    case 'step-passed':
      return [[fact.token, 'done']];
    case 'join-passed':
      return fact.tokens.map((token) => [token, 'done']);
    case 'join-absorbed':
      return [[fact.token, 'done']];
    case 'step-closed':
      return [[fact.token, 'closed']];
    default:
      return [];
  }
}
