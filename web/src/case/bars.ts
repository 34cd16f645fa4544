/** Deadlines as bars over days: which stretch of which bar counts, and which days are off. Pure. */
import type { Deadline, Explanation } from '../api/queries.ts';

export type Stretch = 'counted' | 'off' | 'suspended' | 'rolled' | 'fixed';

export interface Span<Kind> {
  /** The first and the last day, `YYYY-MM-DD`. */
  from: string;
  to: string;
  kind: Kind;
}

export interface Bar {
  id: string;
  label: Deadline['label'];
  state: Deadline['state'];
  due: string | null;
  stretches: Span<Stretch>[];
}

export type DayOff = 'weekend' | 'holiday' | 'make-up';

export interface Year {
  off: readonly string[];
  work: readonly string[];
}

const DAY_MS = 86_400_000;
const number = (date: string): number => Math.round(Date.parse(`${date}T00:00:00Z`) / DAY_MS);
const dateOf = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

export const daysFrom = (from: string, to: string): number => number(to) - number(from);
const sorted = (a: string, b: string): [string, string] => (a < b ? [a, b] : [b, a]);
const earlier = (a: string, b: string): string => sorted(a, b)[0];
const later = (a: string, b: string): string => sorted(a, b)[1];
export const addDays = (date: string, days: number): string => dateOf(number(date) + days);

/** A deadline as stretches of days of one kind each, in order. Of a fixed date: from its start to that day, or from
 * that day where it had passed before. */
export function barOf(deadline: Deadline, days: Explanation['days']): Bar {
  const { id, label, state, due, from } = deadline;
  const counted = days.filter(({ why }) => why !== 'start');
  const stretches =
    deadline.basis === 'fixed'
      ? counted.map(({ date }) => ({ from: earlier(from, date), to: later(from, date), kind: 'fixed' as const }))
      : joined(counted.map(({ date, why }) => ({ from: date, to: date, kind: kindOf(why) })));
  return { id, label, state, due, stretches };
}

function kindOf(why: Explanation['days'][number]['why']): Stretch {
  return why === 'weekend' || why === 'holiday' ? 'off' : why === 'start' ? 'counted' : why;
}

function joined<Kind>(spans: readonly Span<Kind>[]): Span<Kind>[] {
  const result: Span<Kind>[] = [];
  for (const span of spans) {
    const last = result.at(-1);
    if (last !== undefined && last.kind === span.kind && daysFrom(last.to, span.from) === 1) last.to = span.to;
    else result.push({ ...span });
  }
  return result;
}

export interface Range {
  from: string;
  to: string;
}

/** More days than this are too narrow to be told apart. */
export const LONG = 130;

/** All days of the bars and today, with some room. */
export function rangeOf(bars: readonly Bar[], today: string): Range {
  const spans = bars.flatMap(({ stretches }) => stretches);
  const dates = [today, ...spans.flatMap(({ from, to }) => [from, to])].sort();
  return { from: addDays(dates[0] ?? today, -3), to: addDays(dates.at(-1) ?? today, 5) };
}

/** The weeks around today, as far as there is anything. */
export function nearRange(all: Range, today: string): Range {
  const [from, to] = [addDays(today, -30), addDays(today, 90)];
  return { from: later(from, all.from), to: earlier(to, all.to) };
}

/** What is seen of spans within a range, in parts of its width. */
export function placed<Kind>(spans: readonly Span<Kind>[], range: Range) {
  const total = daysFrom(range.from, range.to) + 1;
  return spans.flatMap((span) => {
    const from = later(span.from, range.from);
    const to = earlier(span.to, range.to);
    if (from > to) return [];
    return [{ ...span, left: daysFrom(range.from, from) / total, width: (daysFrom(from, to) + 1) / total }];
  });
}

/** Days of the range that are no plain working days. Of a year without published holidays weekends alone. */
export function daysOff(range: Range, years: readonly Year[]): Span<DayOff>[] {
  const off = new Set(years.flatMap((year) => year.off));
  const work = new Set(years.flatMap((year) => year.work));
  const spans: Span<DayOff>[] = [];
  for (let date = range.from; date <= range.to; date = addDays(date, 1)) {
    const weekday = (number(date) + 4) % 7;
    const weekend = weekday === 0 || weekday === 6;
    const kind = work.has(date) ? 'make-up' : off.has(date) ? 'holiday' : weekend ? 'weekend' : undefined;
    if (kind !== undefined) spans.push({ from: date, to: date, kind });
  }
  return joined(spans);
}

/** The months of the range. */
export function monthsOf(range: Range): Span<string>[] {
  const days: Span<string>[] = [];
  for (let date = range.from; date <= range.to; date = addDays(date, 1)) {
    days.push({ from: date, to: date, kind: date.slice(0, 7) });
  }
  return joined(days);
}
