/** The activities as the workflow calls them. Types only: the workflow's bundle takes nothing else from here. */

import type { RuleAnswer } from '../engine/evaluate-rules.ts';
import type { Owed } from '../engine/model.ts';
import type { JsonObject } from '../rules/json.ts';
import type { Recorded, RecordedStep, RuleRequest } from '../workflows/contract.ts';
import type { EffectRequest, ProjectionBatch } from './ports.ts';

/** What `project` gets: `steps` go into the history, `batch` to readers. */
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

export interface RemoteActivities {
  carryOut(kind: Owed['kind'], request: EffectRequest): Promise<JsonObject>;
  tellParent(notice: EndNotice): Promise<void>;
}
