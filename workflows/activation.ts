/**
 * How much the server brought at once. Module state, as an interceptor and a workflow share nothing else: an activation
 * is gone through to its end before another one, of whatever workflow, begins.
 */
import type { WorkflowInterceptors } from '@temporalio/workflow';

let jobs = 0;

/** The name by which the SDK takes it. */
export const interceptors = (): WorkflowInterceptors => ({
  internals: [
    {
      activate(input, next) {
        jobs = input.activation.jobs?.length ?? 0;
        next(input);
      },
    },
  ],
});

/** Nothing comes with it: what it brings is all there is. */
export function broughtOneThing(): boolean {
  return jobs === 1;
}
