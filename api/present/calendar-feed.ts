/**
 * What is due as an iCalendar (RFC 5545): an event of a whole day for each deadline, with its reminders, and for what
 * has ended lately an event that is cancelled. It holds the number of the case and names from the definition, and no
 * person's data: a calendar is read by whoever has its address. Pure, and the same bytes for the same deadlines.
 */
import ical, { ICalAlarmType, ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import { Temporal } from 'temporal-polyfill';
import type { Program } from '../../engine/program.ts';
import { type Calendar, isKnown } from '../../rules/calendar/calendar.ts';
import type { Basis } from '../../rules/calendar/period.ts';
import { reminderInstant } from '../../rules/calendar/reminder.ts';
import type { CalendarEntry } from '../../store/agenda.ts';
import { deadlineName } from './names.ts';

export interface FeedEntry {
  entry: CalendarEntry;
  program: Program;
}

const READ_AGAIN_SECONDS = 3_600;

/** @param origin where the pages are, for the links */
export function calendarFeed(name: string, entries: readonly FeedEntry[], calendar: Calendar, origin: string): string {
  const feed = ical({
    name,
    prodId: { company: 'banli', product: 'deadlines', language: 'ZH' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: READ_AGAIN_SECONDS,
  });
  for (const one of entries) addEvent(feed, one, calendar, origin);
  return `${feed.toString()}\r\n`;
}

function addEvent(
  feed: ReturnType<typeof ical>,
  { entry, program }: FeedEntry,
  calendar: Calendar,
  origin: string,
): void {
  const changed = Temporal.Instant.fromEpochMilliseconds(entry.changedAt);
  const summary = `${deadlineName(program, entry.deadline).label.zh} ${entry.number}`;
  const event = feed.createEvent({
    id: `${entry.caseId}.${entry.deadline}.${entry.run}@banli`,
    // The number of a fact grows with each change of the deadline.
    sequence: entry.version,
    stamp: changed,
    lastModified: changed,
    start: Temporal.PlainDate.from(entry.due),
    allDay: true,
    summary,
    description: program.procedure.title.zh,
    url: `${origin}/cases/${entry.caseId}`,
    status: entry.isOver ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
  });
  if (entry.isOver) return;
  for (const days of program.deadlines.get(entry.deadline)?.remind ?? []) {
    const at = reminderInstant(entry.due, days, entry.basis as Basis, calendar);
    if (!isKnown(at)) continue;
    const trigger = Temporal.Instant.fromEpochMilliseconds(at);
    event.createAlarm({ type: ICalAlarmType.display, trigger, description: summary });
  }
}
