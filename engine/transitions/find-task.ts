import type { Actor, Refusal, Token } from '../model.ts';
import { openCalls } from '../owed.ts';
import { refusal } from '../refusal.ts';
import type { Run } from '../run.ts';

interface Named {
  step: string;
  item?: string;
  by: Actor;
}

/** The open task that a command names, or why there is none for this actor: first whether it is open, then whether they may. */
export function findTask(run: Run, named: Named): Token | Refusal {
  const at = named.item === undefined ? { step: named.step } : { step: named.step, item: named.item };
  if (run.state.status !== 'open') return refusal('not-open', 'case-ended', [], at);
  const open = run.state.tokens.filter(
    (token) => token.step === named.step && token.state === 'open' && token.group !== undefined,
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
  // A rule out for the case as a whole (a message, an overdue date) may yet close the step.
  if (openCalls(run.state).some((call) => call.frame.token === null)) return refusal('busy', 'rule-out', [], at);
  return mayAct(token, named.by) ?? token;

  function mayAct(of: Token, by: Actor): Refusal | undefined {
    if (of.group !== by.group) return refusal('not-authorised', 'other-group', [], at);
    if (of.unit !== undefined && by.unit !== undefined && of.unit !== by.unit) {
      return refusal('not-authorised', 'other-unit', [], at);
    }
    if (of.claimedBy !== undefined && by.person !== undefined && of.claimedBy !== by.person) {
      return refusal('not-authorised', 'claimed-by-other', [], at);
    }
    return undefined;
  }
}

export function isRefusal(found: Token | Refusal): found is Refusal {
  return 'reason' in found;
}
