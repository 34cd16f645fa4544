/**
 * A rehearsal that goes on act by act: the script so far is played again from its start, then one more act is tried. The
 * same stage as `banli rehearse`, so that the script, saved as a scenario, gives the same events. Pure.
 */
import type { CaseState, Fact, Refusal } from '../engine/model.ts';
import { newCase } from '../engine/new-case.ts';
import type { Program } from '../engine/program.ts';
import type { Calendar } from '../rules/calendar/calendar.ts';
import type { JsonObject } from '../rules/json.ts';
import { Stage, unknownYear, type Watch } from './core.ts';
import type { Entry, Scenario } from './scenario.ts';

export interface Played {
  state: CaseState;
  facts: readonly Fact[];
  /** As `banli rehearse` prints them. */
  events: readonly JsonObject[];
  /** The virtual time: that of the last act, or of what happened after it. */
  now: number;
  /** A period reached into a year whose holidays are not known: `banli rehearse` refuses such a scenario. */
  unknownYear: number | null;
}

export type Playing =
  | { kind: 'played'; played: Played }
  /** The start, or the act that was tried. */
  | { kind: 'refused'; at: 'start' | 'act'; refusal: Refusal };

/** Before anything is filled in. */
export function notStarted({ id, start }: Scenario): Played {
  const state = newCase({ id, number: id, definition: '', calendar: '' });
  return { state, facts: [], events: [], now: start, unknownYear: null };
}

export function play(
  program: Program,
  calendar: Calendar,
  scenario: Scenario,
  act: Entry | undefined,
  watch?: Watch,
): Playing {
  const { id, start, input, script } = scenario;
  const stage = new Stage(program, calendar, newCase({ id, number: id, definition: '', calendar: '' }), watch);
  const notStarted = stage.send({ type: 'start', input }, start);
  if (notStarted !== undefined) return { kind: 'refused', at: 'start', refusal: notStarted };
  for (const entry of script) stage.perform(entry);
  const refusal = act === undefined ? undefined : stage.perform(act);
  if (refusal !== undefined) return { kind: 'refused', at: 'act', refusal };
  const { state, facts, events } = stage;
  const last = act ?? script.at(-1);
  const now = Math.max(state.now, last?.at ?? start);
  return { kind: 'played', played: { state, facts, events, now, unknownYear: unknownYear(facts) ?? null } };
}
