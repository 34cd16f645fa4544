/** Definitions, calendars and documents in the database. */
import type { Bundle } from '../../engine/model.ts';
import type { CalendarData } from '../../rules/calendar/calendar.ts';
import type { Decision } from '../../rules/decision/model.ts';
import type { Store } from '../../store/database.ts';
import { currentCalendar, deploy, deployCalendar, listDefinitions, readContentAs } from '../../store/definitions.ts';
import { listGazettes, putGazettes } from '../../store/gazettes.ts';
import type { Shelf } from '../ports.ts';

/** @param deployed called after each deployment */
export function createShelf(store: Store, deployed: () => Promise<void>): Shelf {
  const { db } = store;
  return {
    list: () => listDefinitions(db),
    bundle: (hash) => readContentAs<Bundle>(db, hash),
    decision: (hash) => readContentAs<Decision>(db, hash),
    calendar: async (hash) => ({
      ...(await readContentAs<Omit<CalendarData, 'version'>>(db, hash)),
      version: hash,
    }),
    currentCalendar: () => currentCalendar(db),
    gazettes: () => listGazettes(db),
    async deploy({ bundles, decisions, gazettes }, by) {
      const versions = await deploy(store, { bundles, decisions }, by);
      await putGazettes(db, gazettes, by);
      await deployed();
      return versions;
    },
    deployCalendar: (calendar, by) => deployCalendar(store, calendar, by),
  };
}
