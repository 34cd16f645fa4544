import type { Deadline, Procedure, StepId } from '../../engine/model.ts';
import { successors } from '../../engine/program.ts';
import type { ProcedureCheck } from './define.ts';

/**
 * A term is kept on some way if the periods of the steps between its start and what meets it can all be used up
 * and still fit in. Counted are periods of constant length in the same basis that begin when their step is reached.
 */
export const termTooShort: ProcedureCheck = {
  name: 'term-too-short',
  severity: 'warning',
  about: 'The periods of the steps on every way to the decision add up to more than the legal term.',
  remedy: 'shorten the periods of the steps, or suspend the term during those that the law leaves out',
  needsWhole: true,
  procedure({ procedure, nameOf }, tell) {
    const costs = stepCosts(procedure);
    for (const deadline of procedure.deadlines) {
      const days = constantDays(deadline);
      if (days === undefined) continue;
      const { basis } = deadline.lengths[0] as { basis: string };
      const least = leastDays(procedure, deadline, (step) => {
        if (deadline.suspendedWhile.includes(step)) return 0;
        const cost = costs.get(step);
        return cost === undefined || cost.basis !== basis || cost.deadline === deadline.id ? 0 : cost.days;
      });
      if (least !== undefined && least > days) {
        tell(
          nameOf('deadlines', deadline.id),
          `"${deadline.id}" has ${days} days, but the steps before its end have ${least} even on the shortest way`,
        );
      }
    }
  },
};

function constantDays({ lengths }: Deadline): number | undefined {
  const [only, other] = lengths;
  if (only === undefined || other !== undefined || !('days' in only) || only.days.op !== 'const') return undefined;
  return typeof only.days.value === 'number' ? only.days.value : undefined;
}

interface Cost {
  days: number;
  basis: string;
  deadline: string;
}

/** Period of a step: of the deadline that it meets and that starts when the step is reached or opens. */
function stepCosts(procedure: Procedure): Map<StepId, Cost> {
  const before = new Map<StepId, StepId[]>();
  for (const step of procedure.steps)
    for (const next of successors(step)) before.set(next, [...(before.get(next) ?? []), step.id]);
  const costs = new Map<StepId, Cost>();
  for (const deadline of procedure.deadlines) {
    const days = constantDays(deadline);
    const [met, other] = deadline.met;
    if (days === undefined || met?.on.kind !== 'completed' || other !== undefined) continue;
    const { step } = met.on;
    const startsThere = deadline.starts.some(({ on }) => {
      if (on.kind === 'reached' || on.kind === 'opened') return on.step === step;
      return on.kind === 'completed' && (before.get(step) ?? []).includes(on.step);
    });
    const { basis } = deadline.lengths[0] as { basis: string };
    if (startsThere) costs.set(step, { days, basis, deadline: deadline.id });
  }
  return costs;
}

/** Dijkstra from what starts the term to what meets it; undefined where no way leads from one to the other. */
function leastDays(procedure: Procedure, deadline: Deadline, cost: (step: StepId) => number): number | undefined {
  const steps = new Map(procedure.steps.map((step) => [step.id, step]));
  const goals = new Set(deadline.met.flatMap(({ on }) => (on.kind === 'completed' ? [on.step] : [])));
  const best = new Map<StepId, number>();
  const queue: [StepId, number][] = [];
  const visit = (step: StepId, days: number) => {
    const total = days + cost(step);
    if (total >= (best.get(step) ?? Number.POSITIVE_INFINITY)) return;
    best.set(step, total);
    queue.push([step, total]);
  };
  for (const { on } of deadline.starts) {
    const from = on.kind === 'completed' ? steps.get(on.step) : undefined;
    if (from !== undefined) for (const next of successors(from)) visit(next, 0);
    if ((on.kind === 'reached' || on.kind === 'opened') && steps.has(on.step)) visit(on.step, 0);
  }
  while (queue.length > 0) {
    queue.sort((a, b) => b[1] - a[1]);
    const [id, days] = queue.pop() as [StepId, number];
    if (goals.has(id)) return days;
    const step = steps.get(id);
    if (step !== undefined && days === best.get(id)) for (const next of successors(step)) visit(next, days);
  }
  return undefined;
}
