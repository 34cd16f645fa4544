/**
 * Acts are judged by what readers see, so that a refusal costs the case nothing. A task of the worker may be lost after
 * readers saw its work: until the case has done it again they know what was open there as closed, or not at all. Whoever
 * saw it keeps what they were about to hand in.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { isCaseId } from '../case-file.ts';
import type { Context } from '../context.ts';
import { Problem } from '../problems.ts';

const BY_SIGHT: ReadonlySet<string> = new Set(['not-open', 'version-mismatch', 'not-found', 'forbidden']);
/** ms */
const SETTLES_WITHIN = 2_000;
const LOOK_EVERY = 50;

/**
 * What an act on a case leads to; one refused by what is seen is judged once more when readers see the case as it is.
 * @throws Problem its refusal; `outcome-unknown` if readers go on seeing other than what the case has done
 */
export async function asItIs<T>(context: Context, caseId: string, act: () => Promise<T>): Promise<T> {
  return act().catch(async (refusal: unknown) => {
    const isBySight = refusal instanceof Problem && BY_SIGHT.has(refusal.code);
    if (!isBySight || !isCaseId(caseId)) throw refusal;
    await untilSeenAsItIs(context, caseId);
    return act();
  });
}

async function untilSeenAsItIs({ ports, commands }: Context, caseId: string): Promise<void> {
  const until = performance.now() + SETTLES_WITHIN;
  while (!(await commands.isAsSeen(caseId, await ports.cases.head(caseId)))) {
    if (performance.now() > until) throw new Problem('outcome-unknown');
    await sleep(LOOK_EVERY);
  }
}
