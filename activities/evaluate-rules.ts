/** Local activity: evaluates the rules of one call. Pure but for reading the bundle by its hash. */
import type { Bundle, RuleResult } from '../engine/model.ts';
import { type Calendar, type CalendarData, compileCalendar } from '../rules/calendar/calendar.ts';
import { decideRule } from '../rules/decision/decide.ts';
import type { Decision } from '../rules/decision/model.ts';
import type { RuleRequest } from '../workflows/contract.ts';
import type { ContentStore } from './ports.ts';
import type { RuleAnswer } from './shapes.ts';

/** Bundles and calendars in use at one time; each is some hundred kilobytes. */
const KEPT_MAX = 200;

/** @throws Error if bundle or calendar can't be had now; the shell tries again. */
export function createEvaluateRules(content: ContentStore) {
  const decisionsOf = byHash(content, (json) => decisionsById(json as Bundle));
  const calendarOf = byHash(content, (json, version) =>
    compileCalendar({ version, ...(json as Omit<CalendarData, 'version'>) }),
  );

  return async function evaluateRules(request: RuleRequest): Promise<RuleAnswer> {
    const [decisions, calendar] = await Promise.all([decisionsOf(request.definition), calendarOf(request.calendar)]);
    return evaluate(request.evaluations, decisions, calendar);
  };
}

/** The same for the workflow's history and for who checks it later. */
export function evaluate(
  evaluations: RuleRequest['evaluations'],
  decisions: ReadonlyMap<string, Decision>,
  calendar: Calendar,
): RuleAnswer {
  const results: RuleResult[] = [];
  for (const { decision: id, inputs } of evaluations) {
    const decision = decisions.get(id);
    if (decision === undefined) return { ok: false, reason: `The decision ${id} is not in the case's definition.` };
    const decided = decideRule(decision, inputs, calendar);
    if (!decided.ok) {
      const faults = decided.faults.map(({ field, message }) => `${field}: ${message}`).join('; ');
      return { ok: false, reason: `The decision ${id} does not take these inputs: ${faults}` };
    }
    results.push(decided.result);
  }
  return { ok: true, results };
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
