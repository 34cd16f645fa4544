/** The activities as the workflow calls them. Types only: the workflow's bundle takes nothing else from here. */

import type { RuleAnswer } from '../engine/evaluate-rules.ts';
import type { Owed } from '../engine/model.ts';
import type { JsonObject } from '../rules/json.ts';
import type { Recorded, RecordedStep, RuleRequest } from '../workflows/contract.ts';
import type { EffectRequest, ProjectionBatch } from './ports.ts';

/** What `project` gets: `steps` go into the history; with `batch`, which has the facts before them, to readers. */
export interface ProjectRequest {
  steps: readonly RecordedStep[];
  batch: ProjectionBatch;
}

/** The end of a case, told to the one that started it with a link. */
export interface EndNotice {
  key: string;
  parent: { caseId: string; message: string };
  caseId: string;
  outcome: string | null;
  data: JsonObject;
}

/** Local: run in the workflow's own task. */
export interface LocalActivities {
  project(request: ProjectRequest): Promise<Recorded>;
  evaluateRules(request: RuleRequest): Promise<RuleAnswer>;
}

/** An effect that a case owes: the legal fact `request.of`. */
export interface EffectOrder {
  kind: Owed['kind'];
  request: EffectRequest;
}

/** What became of the effect of a fact: done, with its result, or never to be, with the reason. */
export type EffectOutcome = { of: number; result: JsonObject } | { of: number; failed: string };

export interface RemoteActivities {
  /** Gives the outcomes there are, one at least; an effect without one is ordered again. */
  carryOut(orders: readonly EffectOrder[]): Promise<EffectOutcome[]>;
  tellParent(notice: EndNotice): Promise<void>;
}
