/** Deadlines with their feeds and digests, and figures, from the database. */
import { agendaCounts, agendaDays, agendaPage, calendarEntries } from '../../store/agenda.ts';
import { createFeed, feedsOf, openFeed, revokeFeed } from '../../store/calendar-feeds.ts';
import type { Store } from '../../store/database.ts';
import { digestsOf, markDigestSeen } from '../../store/digests.ts';
import { figureCases, figures } from '../../store/statistics.ts';
import type { Deadlines, Statistics } from '../ports.ts';

export function createDeadlines(store: Store): Deadlines {
  return {
    days: (filter, span) => agendaDays(store, filter, span),
    counts: (filter) => agendaCounts(store, filter),
    page: (query) => agendaPage(store, query),
    entries: (desks, endedSince) => calendarEntries(store, desks, endedSince),
    feeds: (person) => feedsOf(store, person),
    createFeed: (person, group) => createFeed(store, person, group),
    revokeFeed: (person, id) => revokeFeed(store, person, id),
    openFeed: (token) => openFeed(store, token),
    digests: (person, limit) => digestsOf(store, person, limit),
    markDigestSeen: (person, day) => markDigestSeen(store, person, day),
  };
}

export function createStatistics(store: Store): Statistics {
  return { figures: (query) => figures(store, query), cases: (query) => figureCases(store, query) };
}
