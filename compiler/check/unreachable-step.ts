import type { Script } from '../../engine/model.ts';
import { successors } from '../../engine/program.ts';
import type { ProcedureCheck } from './define.ts';

export const unreachableStep: ProcedureCheck = {
  name: 'unreachable-step',
  severity: 'error',
  about: 'No script leads to the step.',
  remedy: 'name it in a goto or open, or drop it',
  needsWhole: true,
  procedure({ procedure, nameOf }, tell) {
    const named = new Set<string>();
    for (const step of procedure.steps) {
      for (const target of successors(step)) named.add(target);
      if (step.kind === 'subprocess') for (const target of targetsOf(step.start)) named.add(target);
    }
    const scripts = [
      procedure.start,
      ...procedure.messages.map(({ do: script }) => script),
      ...procedure.deadlines.map(({ overdue }) => overdue),
    ];
    for (const script of scripts) for (const target of targetsOf(script)) named.add(target);
    for (const { id } of procedure.steps)
      if (!named.has(id)) tell(nameOf('steps', id), `nothing leads to the step "${id}"`);
  },
};

export function targetsOf(script: Script): string[] {
  return script.flatMap(({ exit, effects }) => [
    ...(exit?.kind === 'goto' ? exit.targets.map(({ step }) => step) : []),
    ...effects.flatMap((effect) => (effect.kind === 'open' ? [effect.step] : [])),
  ]);
}
