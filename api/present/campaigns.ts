/** Campaigns and their members as the API answers them. Pure. */
import type { Program } from '../../engine/program.ts';
import type { CaseAtWork, Days, MemberProgress } from '../../store/campaigns.ts';
import { drawingDecision } from '../draw.ts';
import { caseSummary } from './cases.ts';
import { type Named, outcomeName, stepName, unitLabel } from './names.ts';

/** A case with what it is at. */
export function caseAtWork({ case: row, steps, due }: CaseAtWork, program: Program, { today }: Pick<Days, 'today'>) {
  return {
    ...caseSummary(row, program),
    unitLabel: unitLabel(row.unit, [program]),
    steps: steps.map((id) => stepName(program, id)),
    due,
    overdue: due !== null && due < today,
  };
}

/** @param programs versions of the procedure, the current one first: a step that is gone keeps its name of then */
export function memberProgress(progress: MemberProgress, programs: readonly Program[]) {
  const [current] = programs;
  const { procedure, steps, outcomes, units, ...counts } = progress;
  const nameIn = (name: (program: Program, id: string) => Named, id: string): Named =>
    programs.map((program) => name(program, id)).find(({ label }) => label.zh !== id) ?? unnamed(id);
  return {
    procedure: { id: procedure, label: current?.procedure.title ?? unnamed(procedure).label },
    draws: current !== undefined && drawingDecision(current) !== undefined,
    ...counts,
    steps: inOrder(steps, ({ step }) => current?.stepOrder.get(step)).map(({ step, ...rest }) => ({
      step: nameIn(stepName, step),
      ...rest,
    })),
    outcomes: outcomes.map(({ outcome, cases }) => ({ outcome: nameIn(outcomeName, outcome), cases })),
    units: units.map(({ unit, ...rest }) => ({ unit: { id: unit, label: unitLabel(unit, programs) }, ...rest })),
  };
}

function unnamed(id: string): Named {
  return { id, label: { zh: id, en: id } };
}

/** As the steps stand in the definition. */
function inOrder<T>(items: readonly T[], place: (item: T) => number | undefined): T[] {
  const last = Number.MAX_SAFE_INTEGER;
  return [...items].sort((a, b) => (place(a) ?? last) - (place(b) ?? last));
}
