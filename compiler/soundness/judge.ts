/** What a marking and the choices so far say: whether a message counts, whether a form would have been refused. */
import type { Window } from '../../engine/model.ts';
import type { Expr } from '../../rules/expression/tree.ts';
import type { Form } from '../../rules/form/model.ts';
import { holds, type Knowledge } from './conditions.ts';
import { isOpen, type Marking } from './marking.ts';

/** The run can not be, or is not to be followed. */
export class Impossible extends Error {}

export function accepts(window: Window, marking: Marking, know: Knowledge): boolean {
  switch (window.kind) {
    case 'while':
      return window.steps.some((step) => isOpen(marking, step));
    case 'until-opened':
      return !window.steps.some((step) => marking.opened.includes(step));
    case 'until-done':
      return !window.steps.some((step) => marking.done.includes(step));
    case 'when':
      return holds(window.when, know);
  }
}

/** Whether a check of the form refuses what was chosen so far. */
export function refuses({ checks }: Form, know: Knowledge): boolean {
  return checks.some(({ when }) => surely(when, know));
}

/** Whether what was chosen so far makes the condition hold; what was not chosen is left open. */
function surely(when: Expr, know: Knowledge): boolean {
  const unknown = () => {
    throw new Impossible();
  };
  try {
    return holds(when, { ...know, choose: unknown });
  } catch (error) {
    if (error instanceof Impossible) return false;
    throw error;
  }
}
