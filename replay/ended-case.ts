/** An ended case as its last run would hand it on: from the histories of all its runs, decided again. */
import { type CaseHistoriesParts, runsOf } from '../activities/case-histories.ts';
import { LIMITS } from '../engine/limits.ts';
import { ENGINE_VERSION } from '../engine/version.ts';
import type { EndedCase, FindEndedCase } from '../workflows/case-client.ts';
import type { Ref } from '../workflows/contract.ts';
import { fold } from './fold.ts';
import { type RunRecord, readRun } from './history.ts';

export function createFindEndedCase(parts: CaseHistoriesParts): FindEndedCase {
  return async (caseId) => {
    const runs = await runsOf(parts, caseId);
    const records = await Promise.all(runs.map(({ history }) => readRun(history, caseId, parts.codec)));
    const last = records.at(-1);
    if (last === undefined) return null;
    if (last.end.kind === 'open') return records.length > 1 && last.start !== null ? 'at-work' : null;
    return endedCase(caseId, records, last);
  };
}

function endedCase(caseId: string, records: readonly RunRecord[], last: RunRecord): EndedCase | null {
  const { state, chain, answers, difference } = fold(records);
  if (difference !== null) throw new Error(`The history of case ${caseId} does not hold: ${difference.message}`);
  if (state.status !== 'ended') return null;
  const resumed = {
    ...{ state, chain, visibleSeq: state.seq },
    runNumber: records.length + 1,
    answers: answers.slice(-LIMITS.answersKept),
  };
  return {
    input: { ...last.input, engineVersion: ENGINE_VERSION, resumed },
    bundle: last.bundle,
    calendar: calendarOf(last, state.calendar),
  };
}

/** The case may have been given another calendar in its last run. */
function calendarOf({ calendar, updates }: RunRecord, hash: string): Ref {
  const given = [...updates.values()].flatMap((update) => update.calendar ?? []);
  const found = [calendar, ...given].find((ref) => ref.hash === hash);
  if (found === undefined) throw new Error(`The calendar ${hash} is missing.`);
  return found;
}
