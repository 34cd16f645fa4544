/** A rehearsal as its page shows it: what happened, who has to do what, what will be due when. Pure. */

import { nextDue } from '../../engine/agenda.ts';
import { decide } from '../../engine/decide.ts';
import type { CaseState, Fact, Message, Token } from '../../engine/model.ts';
import type { Program } from '../../engine/program.ts';
import { composeLetter } from '../../letters/compose.ts';
import { LetterFault, plainText } from '../../letters/letter.ts';
import type { Played } from '../../rehearsal/play.ts';
import type { Calendar } from '../../rules/calendar/calendar.ts';
import { formatInstant, localDate } from '../../rules/calendar/date.ts';
import { formSchema } from '../../rules/form/json-schema.ts';
import type { JsonObject } from '../../rules/json.ts';
import type { Label } from '../../rules/label.ts';
import { accepts, dataItems } from './cases.ts';
import { deadlineItems } from './deadlines.ts';
import { deadlineName, documentName, groupName, itemLabels, outcomeName, stepName, wholeItemLabel } from './names.ts';
import { prefilled } from './prefill.ts';
import { timelineItems } from './timeline.ts';
import { fill, quoted, same } from './words/say.ts';

export function rehearsalView(program: Program, calendar: Calendar, played: Played) {
  const { state, facts, now, unknownYear } = played;
  return {
    now: formatInstant(now),
    status: state.status,
    outcome: state.outcome === null ? null : outcomeName(program, state.outcome),
    unknownYear,
    events: eventsOf(program, facts),
    tasks: tasksOf(program, calendar, state, now),
    waits: waitsOf(program, state),
    messages: messagesOf(program, calendar, state, now),
    deadlines: deadlineItems(program, state, calendar, now),
    documents: documentsOf(program, calendar, state, facts),
    next: nextOf(program, calendar, state),
    data: dataItems(program, state.data, itemLabels(program, facts)),
  };
}

function eventsOf(program: Program, facts: readonly Fact[]) {
  const groups = new Map(facts.map((fact) => [fact.seq, 'by' in fact ? fact.by?.group : undefined]));
  return timelineItems(
    program,
    facts.map((fact) => ({ fact, hash: '', machineAt: 0 })),
  ).map(({ seq, at, type, text }) => {
    const group = groups.get(seq);
    return { at, type, text, by: group === undefined ? null : groupName(program, group).label };
  });
}

function tasksOf(program: Program, calendar: Calendar, state: CaseState, now: number) {
  return openTokens(state).flatMap((token) => {
    const step = program.steps.get(token.step);
    if (step?.kind !== 'task' || token.group === undefined) return [];
    const file = { program, calendar, state };
    return [
      {
        step: stepName(program, step.id),
        citations: step.citations,
        item: token.item?.key ?? null,
        itemLabel: wholeItemLabel(program, step.id, token.item),
        group: groupName(program, token.group),
        since: formatInstant(token.since),
        form: formSchema(step.form),
        initial: initialOf(state, step.form.fields, prefilled(file, step, token, new Map(), now)),
      },
    ];
  });
}

/** What the case has under the names of the form stands in it, as on the page of a task. */
function initialOf(state: CaseState, fields: readonly { name: string }[], reckoned: JsonObject): JsonObject {
  const known = fields.flatMap(({ name }) => {
    const value = state.data[name];
    return value === undefined || value === null ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(known), ...reckoned };
}

function waitsOf(program: Program, state: CaseState) {
  return openTokens(state).flatMap((token) => {
    const step = program.steps.get(token.step);
    return step?.kind === 'wait' && step.listed ? [stepName(program, step.id)] : [];
  });
}

const openTokens = (state: CaseState): Token[] => state.tokens.filter((token) => token.state === 'open');

/** Those that would do something now, with the groups that may send them. */
function messagesOf(program: Program, calendar: Calendar, state: CaseState, now: number) {
  if (state.status !== 'open') return [];
  return program.procedure.messages.flatMap((message) => {
    if (!accepts(state, message.id, program) || !isAwaited(program, state, message)) return [];
    const from = program.procedure.groups.filter(({ id }) => {
      const command = { type: 'message' as const, message: message.id, by: { group: id }, data: {} };
      const decided = decide(program, calendar, state, command, Math.max(now, state.now));
      return decided.ok || decided.refusal.reason === 'invalid';
    });
    if (from.length === 0) return [];
    const { id, label, citations, form } = message;
    return [{ id, label, citations, from: from.map((group) => groupName(program, group.id)), form: formSchema(form) }];
  });
}

/** A message that only a wait takes is of no use before and after it. */
function isAwaited(program: Program, state: CaseState, message: Message): boolean {
  if (message.do.length > 0 || message.accepts.length > 0 || !program.awaited.has(message.id)) return true;
  return openTokens(state).some(({ step }) => {
    const found = program.steps.get(step);
    return (
      found?.kind === 'wait' &&
      found.branches.some((branch) => branch.kind === 'message' && branch.message === message.id)
    );
  });
}

function documentsOf(program: Program, calendar: Calendar, state: CaseState, facts: readonly Fact[]) {
  const issued = facts.filter((fact) => fact.type === 'document-issued');
  return issued.map((fact) => {
    const latest = state.documents[fact.document];
    return {
      ...documentName(program, fact.document),
      at: formatInstant(fact.at),
      text: letterText(program, calendar, state, facts, fact.seq),
      /** Only of the latest issue it can be told that it was served. */
      mayServe: latest?.seq === fact.seq && latest.served === undefined,
    };
  });
}

function letterText(
  program: Program,
  calendar: Calendar,
  state: CaseState,
  facts: readonly Fact[],
  seq: number,
): string {
  const { id, number, definition, calendar: pinned } = state;
  try {
    const of = { id, number, definition, calendar: pinned };
    return plainText(composeLetter({ program, calendar, case: of, facts, seq, number: '（演练，未编号）' }));
  } catch (error) {
    if (error instanceof LetterFault) return error.message;
    throw error;
  }
}

// ── what time will bring ────────────────────────────────────────────────────────────────────────────────────────

function nextOf(program: Program, calendar: Calendar, state: CaseState): { at: string; text: Label } | null {
  const due = nextDue(program, calendar, state);
  if (due === undefined) return null;
  return { at: formatInstant(Math.max(due.at, state.now)), text: dueWords(program, due) };
}

function dueWords(program: Program, due: NonNullable<ReturnType<typeof nextDue>>): Label {
  switch (due.kind) {
    case 'reminder':
      return fill(
        { zh: '{0}到期前{1}日提醒', en: 'reminder of {0}, {1} days before' },
        quoted(deadlineName(program, due.deadline.id).label),
        same(due.daysBefore),
      );
    case 'overdue':
      return fill({ zh: '{0}逾期', en: '{0} is overdue' }, quoted(deadlineName(program, due.deadline.id).label));
    case 'open':
      return fill({ zh: '{0}开启', en: '{0} opens' }, quoted(stepName(program, due.token.step).label));
    case 'timer':
      return fill({ zh: '{0}等待期满', en: 'the wait at {0} ends' }, quoted(stepName(program, due.token.step).label));
    case 'notice':
      return fill({ zh: '{0}的提醒', en: 'notice of {0}' }, quoted(stepName(program, due.token.step).label));
  }
}

/** What `banli rehearse` reads, with what came out as its expectation. */
export function scenarioFile(
  program: Program,
  raw: { id: string; start: string; input: JsonObject; script: readonly JsonObject[] },
  { state, events }: Played,
): JsonObject {
  return {
    id: raw.id,
    definition: program.procedure.id,
    start: raw.start,
    input: raw.input,
    script: [...raw.script],
    expect: { outcome: state.outcome, events: [...events] },
  };
}

/** The next day at 09:00, when offices open. */
export function nextMorning(now: number): number {
  const day = 86_400_000;
  const midnight = Date.parse(`${localDate(now)}T00:00:00+08:00`);
  return midnight + day + 9 * 3_600_000;
}
