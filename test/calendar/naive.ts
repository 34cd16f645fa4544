/**
 * The legal clock as the law words it, one day after the other, on sets of dates and the host's own Date
 * in UTC: slow, and built differently from what it checks.
 */
import type { CalendarData } from '../../rules/calendar/calendar.ts';
import type { CountedClock, Suspension } from '../../rules/calendar/period.ts';

export function next(date: string, step = 1): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + step * 86_400_000).toISOString().slice(0, 10);
}

export class NaiveCalendar {
  readonly #off: ReadonlySet<string>;
  readonly #work: ReadonlySet<string>;
  readonly #lastYear: number;

  constructor(data: CalendarData) {
    this.#off = new Set(data.years.flatMap(({ off }) => off));
    this.#work = new Set(data.years.flatMap(({ work }) => work));
    this.#lastYear = Math.max(...data.years.map(({ year }) => year));
  }

  isKnown(date: string): boolean {
    return Number(date.slice(0, 4)) <= this.#lastYear;
  }

  /** Days of unknown years are taken for working days. */
  isWorking(date: string): boolean {
    if (!this.isKnown(date) || this.#work.has(date)) return true;
    const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
    return !this.#off.has(date) && weekday >= 1 && weekday <= 5;
  }

  /** The end of the period; 'suspended'; or the lower bound of an end in an unknown year. */
  due(clock: CountedClock): string | 'suspended' | { earliest: string } {
    let counted = 0;
    for (let date = clock.days === 0 ? clock.from : next(clock.from); ; date = next(date)) {
      if (clock.suspensions.some(({ from, to }) => to === undefined && date >= from)) return 'suspended';
      if (isSuspended(date, clock.suspensions)) continue;
      if (clock.days > 0 && (clock.basis === 'calendar' || this.isWorking(date))) counted++;
      if (counted >= clock.days && this.isWorking(date)) return this.isKnown(date) ? date : { earliest: date };
    }
  }

  consumed(clock: CountedClock, today: string): number {
    let counted = 0;
    for (let date = next(clock.from); date <= today; date = next(date)) {
      if (!isSuspended(date, clock.suspensions) && (clock.basis === 'calendar' || this.isWorking(date))) counted++;
    }
    return Math.min(counted, clock.days);
  }
}

function isSuspended(date: string, suspensions: readonly Suspension[]): boolean {
  return suspensions.some(({ from, to }) => date >= from && (to === undefined || date <= to));
}
