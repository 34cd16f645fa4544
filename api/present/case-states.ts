/** A case as it stood after one of its facts: steps, data, clocks, documents, the law in force, and the fact itself. Pure. */
import { canonical, GENESIS, stateHash } from '../../engine/chain.ts';
import type { CaseState, DeadlineState, Fact, Token } from '../../engine/model.ts';
import type { Program } from '../../engine/program.ts';
import { flowGraph } from '../../interchange/bpmn/graph.ts';
import { wayOf } from '../../interchange/bpmn/way.ts';
import type { Calendar } from '../../rules/calendar/calendar.ts';
import { formatInstant, localDate } from '../../rules/calendar/date.ts';
import type { ExplainedDay } from '../../rules/calendar/period.ts';
import type { Field } from '../../rules/form/model.ts';
import type { Json, JsonObject } from '../../rules/json.ts';
import type { Citation } from '../../rules/label.ts';
import type { TimelineEntry } from '../../store/case-view.ts';
import type { DefinitionEntry } from '../../store/definitions.ts';
import { type CaseLife, isChained } from '../case-life.ts';
import { dataItems, type Names, nameOf } from './cases.ts';
import { type DeadlineItem, deadlineItems, explainDeadline } from './deadlines.ts';
import { factCitations, factWords } from './fact-words.ts';
import {
  decisionName,
  documentName,
  groupName,
  type ItemLabels,
  itemLabels,
  outcomeName,
  readableWhole,
  registerName,
  stepName,
  wholeItemLabel,
} from './names.ts';
import { ruleSentences } from './reasons.ts';

export interface StateContext {
  names: Names;
  /** Of the definition that the case is pinned to. */
  definition: DefinitionEntry | undefined;
  /** That the case counted with then. */
  calendar: Calendar;
}

/** A fact in the list that is stepped through. */
export function factItem(life: CaseLife, n: number, names: Names, items: ItemLabels) {
  const { fact, machineAt, hash } = life.entries[n - 1] as TimelineEntry;
  const by = 'by' in fact ? fact.by : undefined;
  return {
    seq: n,
    at: formatInstant(fact.at),
    recordedAt: formatInstant(machineAt),
    text: factWords(life.program, fact, items),
    by: by?.person === undefined ? null : nameOf(names, by.person),
    as: by === undefined ? null : groupName(life.program, by.group),
    onBehalfOf: by?.onBehalfOf ?? null,
    standsInFor: by?.standsInFor === undefined ? null : nameOf(names, by.standsInFor),
    hash,
    holds: isChained(life, n),
  };
}

export function personsOfFacts(entries: readonly TimelineEntry[]): string[] {
  const ids = entries.flatMap(({ fact }) => {
    const by = 'by' in fact ? fact.by : undefined;
    return [by?.person, by?.standsInFor].filter((id) => id !== undefined);
  });
  return [...new Set(ids)];
}

export function stateAfter(
  life: CaseLife,
  n: number,
  { before, after }: { before: CaseState; after: CaseState },
  { names, definition, calendar }: StateContext,
) {
  const { program, entries } = life;
  const { fact } = entries[n - 1] as TimelineEntry;
  const facts = entries.slice(0, n).map((entry) => entry.fact);
  const items = itemLabels(program, facts);
  return {
    fact: factItem(life, n, names, items),
    previousHash: n === 1 ? GENESIS : (entries[n - 2]?.hash ?? ''),
    stateHash: stateHash(after),
    total: entries.length,
    status: after.status === 'ended' ? ('ended' as const) : ('open' as const),
    outcome: after.outcome === null ? null : outcomeName(program, after.outcome),
    law: {
      procedure: program.procedure.id,
      title: program.procedure.title,
      version: program.procedure.version,
      deployedAt: definition?.deployedAt.toISOString() ?? null,
      definition: after.definition,
      calendar: { hash: after.calendar, firstYear: calendar.firstYear, lastYear: calendar.lastYear },
      citations: distinct(factCitations(program, fact)),
    },
    steps: after.tokens.filter(isShown).map((token) => stepItem(program, token, names)),
    marks: marks(program, facts, after),
    data: changes(program, before.data, after.data, items),
    deadlines: deadlineItems(program, after, calendar, after.now).map((item) =>
      clock(item, after, before, calendar, facts),
    ),
    documents: Object.entries(after.documents).map(([id, { issuedAt, seq, number, times, served }]) => ({
      ...documentName(program, id),
      ...{ seq, number, times, issuedAt: formatInstant(issuedAt), servedOn: served?.on ?? null },
    })),
    registers: facts.flatMap((one) => (one.type === 'registered' ? [registerItem(life, one, after)] : [])),
    decision: fact.type === 'decided' ? trace(program, fact, facts) : null,
  };
}

function distinct(citations: readonly Citation[]): Citation[] {
  return [...new Map(citations.map((one) => [`${one.document}\n${one.article}`, one])).values()];
}

// ── steps ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** What only keeps the books of joins is no step where somebody waits. */
function isShown(token: Token): token is ShownToken {
  return token.state !== 'draining';
}

type ShownToken = Token & { state: Exclude<Token['state'], 'draining'> };

function stepItem(program: Program, token: ShownToken, names: Names) {
  const { step, state, item, group, unit, claimedBy, since, opensAt } = token;
  return {
    ...stepName(program, step),
    state,
    item: item?.key ?? null,
    itemLabel: wholeItemLabel(program, step, item),
    group: group === undefined ? null : groupName(program, group),
    unit: unit ?? null,
    holder: claimedBy === undefined ? null : nameOf(names, claimedBy),
    since: formatInstant(since),
    opensAt: opensAt === undefined || opensAt === null ? null : formatInstant(opensAt),
    citations: program.steps.get(step)?.citations ?? [],
  };
}

/** Elements of the drawing, by how the case stood to them. */
function marks({ procedure, decisions }: Program, facts: readonly Fact[], state: CaseState) {
  const { visits: _, ...found } = wayOf(flowGraph({ procedure, decisions: [...decisions.values()] }), facts, state);
  return found;
}

// ── data ────────────────────────────────────────────────────────────────────────────────────────────────────────

function changes(program: Program, before: JsonObject, after: JsonObject, items: ItemLabels) {
  const gone = Object.fromEntries(Object.entries(before).filter(([name]) => !(name in after)));
  const changeOf = (name: string) => {
    if (!(name in before)) return 'new' as const;
    return canonical(before[name]) === canonical(after[name]) ? ('same' as const) : ('changed' as const);
  };
  return [
    ...dataItems(program, after, items).map((item) => ({ ...item, change: changeOf(item.name) })),
    ...dataItems(program, gone, items).map((item) => ({ ...item, change: 'removed' as const })),
  ];
}

// ── clocks ──────────────────────────────────────────────────────────────────────────────────────────────────────

function clock(item: DeadlineItem, after: CaseState, before: CaseState, calendar: Calendar, facts: readonly Fact[]) {
  const deadline = after.deadlines[item.id] as DeadlineState;
  const until = localDate(stoppedAt(item.id, facts) ?? after.now);
  const days = explainDeadline(deadline, calendar).days.filter(({ date }) => date <= until);
  return {
    ...item,
    counted: days.filter(({ why }) => why === 'counted').length,
    until,
    stretches: stretches(days),
    suspensions: deadline.suspensions,
    isChanged: canonical(before.deadlines[item.id] ?? null) !== canonical(deadline),
  };
}

/** A clock that was met or cancelled counts no further. */
function stoppedAt(id: string, facts: readonly Fact[]): number | undefined {
  const last = facts.findLast(
    (fact) =>
      fact.type === 'ended' ||
      ('deadline' in fact && fact.deadline === id && /^deadline-(started|met|cancelled)$/.test(fact.type)),
  );
  return last === undefined || last.type === 'deadline-started' ? undefined : last.at;
}

interface Stretch {
  from: string;
  to: string;
  why: ExplainedDay['why'];
  /** Numbers of its first and last counted day. */
  first: number | null;
  last: number | null;
}

/** Days in a row that count, or don't, for the same reason. */
function stretches(days: readonly ExplainedDay[]): Stretch[] {
  const found: Stretch[] = [];
  for (const { date, why, n = null } of days) {
    const open = found.at(-1);
    if (open?.why === why) Object.assign(open, { to: date, last: n });
    else found.push({ from: date, to: date, why, first: n, last: n });
  }
  return found;
}

// ── registers and decisions ─────────────────────────────────────────────────────────────────────────────────────

function registerItem({ program, gazette }: CaseLife, fact: Extract<Fact, { type: 'registered' }>, state: CaseState) {
  const written = { ...fact.values, ...fact.adds };
  const fields = gazette?.registers.find(({ id }) => id === fact.register)?.fields ?? [];
  return {
    ...registerName(program, fact.register),
    seq: fact.seq,
    key: fact.key,
    values: values(
      fields.filter(({ name }) => name in written),
      written,
    ),
    carriedOut: !state.owed.some(({ of }) => of === fact.seq),
  };
}

/** What was asked, with every input; what was decided, rule by rule. */
function trace(program: Program, fact: Extract<Fact, { type: 'decided' }>, facts: readonly Fact[]) {
  const decision = program.decisions.get(fact.decision);
  const called = facts.findLast((one) => one.type === 'rule-called' && one.call === fact.call);
  const evaluations = called?.type === 'rule-called' ? called.evaluations : [];
  const inputs = evaluations.filter((one) => one.decision === fact.decision).slice(0, EVALUATIONS_MAX);
  const { concluded, reasons } = ruleSentences(program, fact);
  return {
    ...decisionName(program, fact.decision),
    citations: decision?.citations ?? [],
    inputs: inputs.map((one) => values(decision?.inputs.fields ?? [], one.inputs)),
    evaluations: evaluations.filter((one) => one.decision === fact.decision).length,
    concluded,
    reasons,
  };
}

/** A draw asks thousands of times; all of it is in the evidence. */
const EVALUATIONS_MAX = 20;

function values(fields: readonly Field[], given: JsonObject) {
  return fields.map((field) => {
    const value: Json = given[field.name] ?? null;
    const { name, label, personal } = field;
    return { name, label, value, text: readableWhole(field, value), personal: personal === true };
  });
}
