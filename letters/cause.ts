/** What a document was issued upon: an act, a step reached, a message, a deadline overdue. */
import type { Fact } from '../engine/model.ts';
import type { Program } from '../engine/program.ts';
import type { Field } from '../rules/form/model.ts';
import type { JsonObject } from '../rules/json.ts';
import type { Citation } from '../rules/label.ts';

export interface Cause {
  citations: readonly Citation[];
  /** What was filled in, if something was. */
  fields: readonly Field[];
  data: JsonObject;
}

/** @param facts up to the one that issued it */
export function causeOf(program: Program, facts: readonly Fact[]): Cause {
  for (const fact of facts.toReversed()) {
    const cause = causeIn(program, fact);
    if (cause !== undefined)
      return cause.citations.length > 0 ? cause : { ...cause, citations: program.procedure.citations };
  }
  return { citations: program.procedure.citations, fields: [], data: {} };
}

function causeIn(program: Program, fact: Fact): Cause | undefined {
  switch (fact.type) {
    case 'task-completed': {
      const step = program.steps.get(fact.step);
      const fields = step?.kind === 'task' ? step.form.fields : [];
      return { citations: step?.citations ?? [], fields, data: fact.data };
    }
    case 'message-received': {
      const message = program.messages.get(fact.message);
      return { citations: message?.citations ?? [], fields: message?.form.fields ?? [], data: fact.data };
    }
    case 'step-reached':
    case 'timer-fired':
      return { citations: program.steps.get(fact.step)?.citations ?? [], fields: [], data: {} };
    case 'overdue':
      return { citations: program.deadlines.get(fact.deadline)?.citations ?? [], fields: [], data: {} };
    default:
      return undefined;
  }
}

/** The group whose act came last: the office that issues. */
export function issuingGroup(program: Program, facts: readonly Fact[]): string {
  const { groups, title } = program.procedure;
  const office = (id: string) => groups.find((group) => group.id === id && group.party !== true)?.label.zh;
  for (const fact of facts.toReversed()) {
    const found = fact.type === 'task-completed' ? office(fact.by.group) : undefined;
    if (found !== undefined) return found;
  }
  return groups.find(({ party }) => party !== true)?.label.zh ?? title.zh;
}
