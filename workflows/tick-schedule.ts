/** The Temporal Schedule behind the hourly tick. Not part of the workflow's bundle. */
import { type Client, ScheduleAlreadyRunning, ScheduleOverlapPolicy } from '@temporalio/client';
import { CASE_QUEUE } from './contract.ts';

export const TICK_SCHEDULE = 'banli-tick';

/** Makes sure that there is one, and has it tick now: what an outage held back is caught up at once. */
export async function ensureTickSchedule(client: Client): Promise<void> {
  try {
    await client.schedule.create({
      scheduleId: TICK_SCHEDULE,
      spec: { calendars: [{ minute: 0, hour: '*' }] },
      action: { type: 'startWorkflow', workflowType: 'scheduleTick', taskQueue: CASE_QUEUE, args: [] },
      policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 hour' },
      state: { note: 'opens the cases that procedures owe by the calendar' },
    });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
  }
  await client.schedule.getHandle(TICK_SCHEDULE).trigger(ScheduleOverlapPolicy.SKIP);
}
