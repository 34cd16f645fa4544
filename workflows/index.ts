/** Everything that runs in the sandbox. */
export { caseWorkflow } from './case-workflow.ts';
export { scheduleTick } from './schedule-tick.ts';

// The SDK keeps the stack of every promise, for a query that nobody here asks: a third of the workflow's processor time
// in tracing and formatting. An error of the engine is told by its message and found again by the core's replay.
Error.stackTraceLimit = 0;
