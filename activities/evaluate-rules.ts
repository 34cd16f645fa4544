/** Local activity: evaluates the rules of one call. Pure but for reading the bundle by its hash. */
import { evaluateRules, type RuleAnswer } from '../engine/evaluate-rules.ts';
import type { Bundle } from '../engine/model.ts';
import { type CalendarData, compileCalendar } from '../rules/calendar/calendar.ts';
import type { Decision } from '../rules/decision/model.ts';
import type { RuleRequest } from '../workflows/contract.ts';
import type { ContentStore } from './ports.ts';

/** Bundles and calendars in use at one time; each is some hundred kilobytes. */
const KEPT_MAX = 200;

/** @throws Error if bundle or calendar can't be had now; the shell tries again. */
export function createEvaluateRules(content: ContentStore) {
  const decisionsOf = byHash(content, (json) => decisionsById(json as Bundle));
  const calendarOf = byHash(content, (json, version) =>
    compileCalendar({ version, ...(json as Omit<CalendarData, 'version'>) }),
  );

  return async function answer(request: RuleRequest): Promise<RuleAnswer> {
    const [decisions, calendar] = await Promise.all([decisionsOf(request.definition), calendarOf(request.calendar)]);
    return evaluateRules(request.evaluations, decisions, calendar);
  };
}

export function decisionsById(bundle: Bundle): Map<string, Decision> {
  return new Map(bundle.decisions.map((decision) => [decision.id, decision]));
}

function byHash<T>(content: ContentStore, build: (json: unknown, hash: string) => T): (hash: string) => Promise<T> {
  const kept = new Map<string, T>();
  return async (hash) => {
    const known = kept.get(hash);
    if (known !== undefined) return known;
    const text = await content.get(hash);
    if (text === null) throw new Error(`The content store has nothing under ${hash}.`);
    const built = build(JSON.parse(text), hash);
    if (kept.size >= KEPT_MAX) kept.clear();
    kept.set(hash, built);
    return built;
  };
}
