import type { Label } from '../api/queries.ts';
import { createStore } from '../store.ts';

/** The task that was completed last, to be told of on the page that opened after it. */
export interface JustDone {
  task: string;
  step: Label;
  caseId: string;
  /** Id of the task that was opened next. */
  next: string | null;
}

export const justDone = createStore<JustDone | null>(null);
