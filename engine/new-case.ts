import type { CaseState } from './model.ts';

/** A case before its start: no fact yet. `definition` and `calendar` are hashes. */
export function newCase(of: { id: string; number: string; definition: string; calendar: string }): CaseState {
  return {
    stateVersion: 1,
    ...of,
    status: 'new',
    outcome: null,
    startedAt: 0,
    startedBy: null,
    endedAt: null,
    seq: 0,
    now: 0,
    data: {},
    tokens: [],
    nextToken: 1,
    steps: {},
    deadlines: {},
    documents: {},
    messages: {},
    calls: [],
    nextCall: 1,
    owed: [],
    incidents: [],
    nextIncident: 1,
    completedForCompensation: [],
  };
}
