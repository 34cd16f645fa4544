/**
 * What a rehearsal prints: the events of the second contract, made from the facts. Claims, effects carried out,
 * incidents and the bookkeeping of tokens stay in the history.
 */
import { formatMinute } from '../rules/calendar/date.ts';
import type { JsonObject } from '../rules/json.ts';
import type { CaseState, Fact, Refusal } from './model.ts';
import type { Program } from './program.ts';
import { isOpen } from './run.ts';

/** The printed event of a fact, or null for a fact that is not printed. */
export function printedEvent(fact: Fact): JsonObject | null {
  const fields = printedFields(fact);
  return fields === null ? null : { type: fact.type, at: formatMinute(fact.at), ...fields };
}

function printedFields(fact: Fact): JsonObject | null {
  switch (fact.type) {
    case 'started':
      return {};
    case 'ended':
      return { outcome: fact.outcome };
    case 'task-opened':
      return { step: fact.step, ...(fact.item === undefined ? {} : { item: fact.item.key }) };
    case 'task-completed':
      return { step: fact.step, ...(fact.item === undefined ? {} : { item: fact.item }) };
    case 'decided':
      return fact.gathered ? null : { decision: fact.decision, outputs: fact.outputs };
    case 'deadline-started':
    case 'deadline-suspended':
    case 'deadline-resumed':
    case 'deadline-extended':
    case 'deadline-met':
    case 'deadline-cancelled':
    case 'overdue':
    case 'reminder':
      return { deadline: fact.deadline };
    case 'escalated':
      return { deadline: fact.deadline, to: fact.to };
    case 'notified':
      return { to: fact.to, template: fact.template };
    case 'document-issued':
      return { document: fact.document };
    case 'registered':
      return { register: fact.register, key: fact.key };
    case 'case-started':
      return { definition: fact.definition, input: fact.input };
    case 'message-received':
      return { message: fact.message };
    default:
      return null;
  }
}

/** A refusal where it happened; it is no fact and has no number. */
export function printedRefusal(refusal: Refusal, at: number): JsonObject {
  return {
    type: 'refused',
    at: formatMinute(at),
    ...(refusal.step === undefined ? {} : { step: refusal.step }),
    ...(refusal.item === undefined ? {} : { item: refusal.item }),
    ...(refusal.message === undefined ? {} : { message: refusal.message }),
    reason: refusal.reason,
    faults: refusal.faults.map((fault) => ({ field: fault.field, message: fault.message })),
  };
}

/** Open user tasks, listed waits and multi-instance steps, each once, in the order of the definition. */
export function openSteps(program: Program, state: CaseState): string[] {
  return program.procedure.steps
    .filter((step) => step.kind === 'task' || (step.kind === 'wait' && step.listed))
    .filter((step) => isOpen(state, step.id))
    .map((step) => step.id);
}

/** Every deadline that has started, with the state of its latest start. */
export function printedDeadlines(program: Program, state: CaseState): JsonObject {
  const result: JsonObject = {};
  for (const { id } of program.procedure.deadlines) {
    const d = state.deadlines[id];
    if (d !== undefined) result[id] = { due: d.due !== null && 'date' in d.due ? d.due.date : null, state: d.state };
  }
  return result;
}

/** The whole answer of a rehearsal. */
export function rehearsalResult(program: Program, state: CaseState, events: JsonObject[]): JsonObject {
  return {
    definition: program.procedure.id,
    outcome: state.outcome,
    events,
    open: openSteps(program, state),
    deadlines: printedDeadlines(program, state),
    data: state.data,
  };
}
