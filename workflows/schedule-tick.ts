/**
 * The hourly tick as a workflow: a Temporal Schedule starts it, one at a time. What it does is safe to repeat, since
 * duties are claimed by their key.
 */
import { proxyActivities } from '@temporalio/workflow';

export interface TickActivities {
  tick(): Promise<{ claimed: number; started: number }>;
}

const { tick } = proxyActivities<TickActivities>({
  startToCloseTimeout: '30 minutes',
  retry: { initialInterval: '5 s', maximumInterval: '5 minutes' },
});

export async function scheduleTick(): Promise<{ claimed: number; started: number }> {
  return tick();
}
