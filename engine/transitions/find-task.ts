import { actsFor } from '../acting.ts';
import type { Actor, Refusal, Token } from '../model.ts';
import { openCalls } from '../owed.ts';
import { refusal } from '../refusal.ts';
import type { Run } from '../run.ts';

export interface Named {
  step: string;
  item?: string;
  /** Which of several tokens that are alike; left out: the oldest. */
  token?: number;
  by: Actor;
}

type At = { step: string; item?: string };

/** Where a command points that found no task. */
export function placeNamed({ step, item }: Named): At {
  return item === undefined ? { step } : { step, item };
}

/** Where a task stands, whether or not the command names its item: of a single one it need not. */
export function placeOf({ step, item }: Token): At {
  return item === undefined ? { step } : { step, item: item.key };
}

/** The open task that a command names, or why there is none for this actor: first whether it is open, then whether they may. */
export function findTask(run: Run, named: Named): Token | Refusal {
  const token = findOpen(run, named);
  if (isRefusal(token)) return token;
  return ofOthers(token, named.by) ?? claimedByOther(token, named) ?? token;
}

/** The same for what changes the task as a whole: nobody else must be at work on it. */
export function findFreeTask(run: Run, named: Named): Token | Refusal {
  const token = findOpen(run, named);
  if (isRefusal(token)) return token;
  return ofOthers(token, named.by) ?? isBusyWith(token) ?? claimedByOther(token, named) ?? token;
}

/** The open task, whoever may do it. */
export function findOpen(run: Run, named: Named): Token | Refusal {
  const at = placeNamed(named);
  if (run.state.status !== 'open') return refusal('not-open', 'case-ended', [], at);
  const open = run.state.tokens.filter(
    (token) =>
      token.step === named.step &&
      token.state === 'open' &&
      token.group !== undefined &&
      (named.token === undefined || token.id === named.token),
  );
  const token = named.item === undefined ? open[0] : open.find((candidate) => candidate.item?.key === named.item);
  if (token === undefined) {
    return openCalls(run.state).length > 0
      ? refusal('busy', 'rule-out', [], at)
      : refusal('not-open', 'step-not-open', [], at);
  }
  // Without items the oldest is meant: several tokens at one step are alike.
  if (named.item === undefined && open.length > 1 && token.item !== undefined)
    return refusal('not-open', 'item-needed', [], at);
  return caseIsBusy(run, placeOf(token)) ?? token;
}

/** A rule out for the case as a whole (a message, an overdue date) may yet close the step. */
export function caseIsBusy(run: Run, at: At): Refusal | undefined {
  const isOut = openCalls(run.state).some((call) => call.frame.token === null);
  return isOut ? refusal('busy', 'rule-out', [], at) : undefined;
}

function ofOthers(token: Token, by: Actor): Refusal | undefined {
  const { group, unit } = token;
  if (group !== by.group) return refusal('not-authorised', 'other-group', [], placeOf(token));
  if (unit !== undefined && by.unit !== undefined && unit !== by.unit) {
    return refusal('not-authorised', 'other-unit', [], placeOf(token));
  }
  return undefined;
}

function claimedByOther(token: Token, named: Named): Refusal | undefined {
  const { claimedBy } = token;
  if (claimedBy === undefined || named.by.person === undefined || actsFor(named.by, claimedBy)) return undefined;
  return refusal('not-authorised', 'claimed-by-other', [], placeOf(token));
}

function isBusyWith(token: Token): Refusal | undefined {
  if (isDelegated(token)) return refusal('not-open', 'delegated', [], placeOf(token));
  if (isSigning(token)) return refusal('not-open', 'signing-open', [], placeOf(token));
  return undefined;
}

export function isDelegated({ delegation }: Token): boolean {
  return delegation !== undefined && delegation.returned === undefined;
}

export function isSigning({ signing }: Token): boolean {
  return signing !== undefined && signing.closed === undefined;
}

export function isRefusal(found: Token | Refusal): found is Refusal {
  return 'reason' in found;
}

/** What every fact about a task says of it. */
export function aboutTask({ id, step, item }: Token): { token: number; step: string; item?: string } {
  return { token: id, step, ...(item === undefined ? {} : { item: item.key }) };
}
