/** Items of multi-instance steps: of which step a task has its item, and what its record calls it. Pure. */
import type { Json } from '../rules/json.ts';
import type { Each, Step, StepId } from './model.ts';

export interface MultipleStep {
  id: StepId;
  each: Each;
}

/** The step that opens one instance an item: the step itself, or the next subprocess around it. Undefined: none does. */
export function multipleAround(steps: ReadonlyMap<StepId, Step>, id: StepId): MultipleStep | undefined {
  const step = steps.get(id);
  if (step === undefined) return undefined;
  if ((step.kind === 'task' || step.kind === 'subprocess') && step.each !== undefined) return { id, each: step.each };
  return step.scope === undefined ? undefined : multipleAround(steps, step.scope);
}

/** What is in the field by which people know the item; null where the step names none, or the item lacks it. */
export function nameOfItem(each: Each | undefined, item: Json): string | null {
  if (each?.label === undefined || item === null || typeof item !== 'object' || Array.isArray(item)) return null;
  const name = item[each.label];
  return typeof name === 'string' || typeof name === 'number' ? String(name) : null;
}
