import { createStore } from '../store.ts';

/** The case that was started last, to be told of on its page. */
export const justStarted = createStore<{ caseId: string; number: string } | null>(null);
