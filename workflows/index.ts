/** Everything that runs in the sandbox. */
export { caseWorkflow } from './case-workflow.ts';
export { scheduleTick } from './schedule-tick.ts';
