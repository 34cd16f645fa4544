import { successors } from '../../engine/program.ts';
import type { ProcedureCheck } from './define.ts';

export const automaticLoop: ProcedureCheck = {
  name: 'automatic-loop',
  severity: 'error',
  about: 'Automatic steps lead back to themselves with no person, message or instant between.',
  remedy: 'put a task, wait or timer into the loop, or repeat with "for"',
  needsWhole: true,
  procedure({ procedure, nameOf }, tell) {
    const automatic = new Map(
      procedure.steps.flatMap((step) =>
        step.kind === 'auto' || step.kind === 'join' ? [[step.id, step] as const] : [],
      ),
    );
    const told = new Set<string>();
    for (const id of automatic.keys()) {
      const loop = told.has(id)
        ? undefined
        : loopFrom(id, (at) => {
            const step = automatic.get(at);
            return step === undefined ? [] : successors(step).filter((next) => automatic.has(next));
          });
      if (loop === undefined) continue;
      for (const step of loop) told.add(step);
      tell(nameOf('steps', id), `${[...loop, id].join(' → ')} never waits`);
    }
  },
};

/** A shortest way from a step back to itself. */
function loopFrom(start: string, next: (id: string) => string[]): string[] | undefined {
  const before = new Map<string, string>();
  const queue = [start];
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    for (const step of next(at)) {
      if (step === start) {
        const way = [at];
        for (let back = at; back !== start; ) {
          back = before.get(back) ?? start;
          way.unshift(back);
        }
        return way;
      }
      if (before.has(step)) continue;
      before.set(step, at);
      queue.push(step);
    }
  }
  return undefined;
}
