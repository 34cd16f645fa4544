/** A procedure as the search needs it: what it looks up, looked up once. */

import type { Deadline, Effect, Procedure, Script, StepId } from '../../engine/model.ts';
import { loadProgram, type Program } from '../../engine/program.ts';
import type { Type } from '../../rules/expression/type.ts';
import { required } from '../../rules/expression/type.ts';
import type { Json } from '../../rules/json.ts';
import { expressionsIn } from '../procedure/walk.ts';
import { typeOfField } from '../types.ts';
import { type Domain, gatherMentioned } from './conditions.ts';

export interface Net {
  program: Program;
  /** Deadlines that can move the case when they are overdue. */
  clocks: ReadonlyMap<string, Deadline>;
  /** Steps of which a window, a condition or a way back asks whether they were opened or done. */
  followed: ReadonlySet<StepId>;
  mentioned: ReadonlyMap<string, readonly Json[]>;
  typeOfData(name: string): Type | undefined;
}

export function makeNet(procedure: Procedure, typeOfData: Net['typeOfData']): Net {
  const program = loadProgram({ procedure, decisions: [] });
  const clocks = procedure.deadlines.filter((deadline) => canMove(deadline.overdue));
  const mentioned = new Map<string, Json[]>();
  for (const expr of expressionsIn(procedure)) gatherMentioned(expr, mentioned);
  return {
    program,
    clocks: new Map(clocks.map((deadline) => [deadline.id, deadline])),
    followed: followedSteps(procedure),
    mentioned,
    typeOfData,
  };
}

const MOVING: readonly Effect['kind'][] = ['close', 'open', 'raise', 'deadline', 'for'];

function canMove(script: Script): boolean {
  return script.some(({ exit, effects }) => exit !== undefined || effects.some(({ kind }) => MOVING.includes(kind)));
}

function followedSteps(procedure: Procedure): Set<StepId> {
  const steps = new Set<StepId>();
  for (const step of procedure.steps) if (step.kind === 'task') for (const to of step.sendBack ?? []) steps.add(to);
  for (const message of procedure.messages) {
    for (const window of message.accepts) {
      if (window.kind === 'until-opened' || window.kind === 'until-done')
        for (const step of window.steps) steps.add(step);
    }
  }
  for (const expr of expressionsIn(procedure)) {
    if (expr.op !== 'field' || expr.of.op !== 'engine' || expr.of.fn !== 'step') continue;
    const id = expr.of.args[0];
    if (id?.op === 'const' && ['done', 'times', 'completed'].includes(expr.path[0] ?? '')) steps.add(String(id.value));
  }
  return steps;
}

const ANYTHING: Domain = { values: null, optional: true };

export function domainOfType(type: Type | undefined): Domain {
  if (type === undefined || type.kind === 'any') return ANYTHING;
  const optional = type.optional === true;
  const bare = required(type);
  if (bare.kind === 'boolean') return { values: [true, false], optional };
  if (bare.kind === 'text' && bare.enum !== undefined) return { values: bare.enum, optional };
  return { values: null, optional };
}

/** Domain of a field below a type. */
export function domainBelow(type: Type | undefined, path: readonly string[]): Domain {
  let at = type;
  for (const name of path) at = at?.kind === 'record' ? at.fields[name] : undefined;
  return domainOfType(at);
}

export function formType(fields: readonly Parameters<typeof typeOfField>[0][]): Type {
  return { kind: 'record', fields: Object.fromEntries(fields.map((field) => [field.name, typeOfField(field)])) };
}
