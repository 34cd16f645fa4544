/**
 * Where a case can stand, as the search sees it: tokens in nested scopes, the clocks that can move the case, and
 * which of the steps that windows ask about were opened or done. Data are not kept: conditions are free choices.
 */
import type { DeadlineId, StepId } from '../../engine/model.ts';

export interface Mark {
  step: StepId;
  /** `passed`: a join by number that has passed and swallows what still comes. */
  state: 'running' | 'open' | 'joining' | 'passed' | 'instances' | 'scope';
  /** Items still open of a multi-instance task, instances still to come of a sequential subprocess. */
  left: number;
  /** Opened beside the flow. */
  side: boolean;
  inner: Mark[];
}

export interface Marking {
  tokens: Mark[];
  clocks: Record<DeadlineId, 'running' | 'suspended'>;
  opened: StepId[];
  done: StepId[];
  outcome: string | null;
}

export function newMark(step: StepId, state: Mark['state'] = 'running'): Mark {
  return { step, state, left: 0, side: false, inner: [] };
}

export function newMarking(): Marking {
  return { tokens: [], clocks: {}, opened: [], done: [], outcome: null };
}

export function copyOf(marking: Marking): Marking {
  return {
    tokens: marking.tokens.map(copyMark),
    clocks: { ...marking.clocks },
    opened: [...marking.opened],
    done: [...marking.done],
    outcome: marking.outcome,
  };
}

function copyMark(mark: Mark): Mark {
  return { ...mark, inner: mark.inner.map(copyMark) };
}

/** Equal for markings that behave alike: the order of tokens does not count. */
export function keyOf(marking: Marking): string {
  if (marking.outcome !== null) return `ended ${marking.outcome}`;
  const clocks = Object.entries(marking.clocks).map(([id, state]) => `${id}:${state}`);
  const parts = [keyOfTokens(marking.tokens), clocks.sort().join(), marking.opened.join(), marking.done.join()];
  return parts.join('|');
}

function keyOfTokens(marks: readonly Mark[]): string {
  const keys = marks.map((mark) => `${mark.step} ${mark.state} ${mark.left} ${mark.side} (${keyOfTokens(mark.inner)})`);
  return keys.sort().join(';');
}

/** Every list of tokens: the case's own, then those of the scopes. */
export function* scopesOf(tokens: Mark[]): Generator<Mark[]> {
  yield tokens;
  for (const mark of tokens) if (mark.inner.length > 0 || mark.state === 'scope') yield* scopesOf(mark.inner);
}

export function* marksOf(tokens: Mark[]): Generator<Mark> {
  for (const list of scopesOf(tokens)) yield* list;
}

export function isOpen(marking: Marking, step: StepId): boolean {
  for (const mark of marksOf(marking.tokens)) if (mark.step === step && mark.state !== 'passed') return true;
  return false;
}

/** Steps with a token, for messages. */
export function openSteps(marking: Marking): StepId[] {
  return [...marksOf(marking.tokens)].filter((mark) => mark.state !== 'passed').map((mark) => mark.step);
}

export function remove(list: Mark[], mark: Mark): void {
  const index = list.indexOf(mark);
  if (index >= 0) list.splice(index, 1);
}

/** Adds to a sorted set. */
export function remember(set: StepId[], step: StepId): void {
  if (set.includes(step)) return;
  set.push(step);
  set.sort();
}
