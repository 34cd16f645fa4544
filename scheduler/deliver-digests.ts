/** Brings each officer the digest of the day once. Asked every minute; it works only when one is owed. */
import type { Instant } from '../rules/calendar/date.ts';
import type { Store } from '../store/database.ts';
import { deliverDigests, isDelivered } from '../store/digests.ts';
import { digestDay } from './digest.ts';
import { loadCalendar } from './run-tick.ts';

/** @returns how many were written */
export async function bringDigests(store: Store, now: Instant): Promise<number> {
  const calendar = await loadCalendar(store);
  const due = calendar === undefined ? null : digestDay(calendar, now);
  if (due === null || (await isDelivered(store, due.day))) return 0;
  return deliverDigests(store, due.day, due.at);
}
