/** What bundles and calendars are compiled to, by their hash: made once for all cases of a worker. */
import type { Bundle } from '../engine/model.ts';
import { loadProgram, type Program } from '../engine/program.ts';
import { type Calendar, type CalendarData, compileCalendar } from '../rules/calendar/calendar.ts';
import type { ContentStore } from './ports.ts';

/** Bundles and calendars in use at one time; each is some hundred kilobytes. */
const KEPT_MAX = 200;

export interface Programs {
  /** @throws Error if bundle or calendar can't be had now. */
  of(hashes: { definition: string; calendar: string }): Promise<{ program: Program; calendar: Calendar }>;
}

export function createPrograms(content: ContentStore): Programs {
  const programOf = byHash(content, (json) => loadProgram(json as Bundle));
  const calendarOf = byHash(content, (json, version) =>
    compileCalendar({ version, ...(json as Omit<CalendarData, 'version'>) }),
  );
  return {
    async of({ definition, calendar }) {
      const [program, compiled] = await Promise.all([programOf(definition), calendarOf(calendar)]);
      return { program, calendar: compiled };
    },
  };
}

function byHash<T>(content: ContentStore, build: (json: unknown, hash: string) => T): (hash: string) => Promise<T> {
  const kept = new Map<string, T>();
  return async (hash) => {
    const known = kept.get(hash);
    if (known !== undefined) return known;
    const text = await content.get(hash);
    if (text === null) throw new Error(`The content store has nothing under ${hash}.`);
    const built = build(JSON.parse(text), hash);
    if (kept.size >= KEPT_MAX) kept.clear();
    kept.set(hash, built);
    return built;
  };
}
