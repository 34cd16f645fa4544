/** What the deadlines page shows, as its address says it. Pure. */

export const VIEWS = ['month', 'week', 'gantt', 'list'] as const;
export type View = (typeof VIEWS)[number];
export const RISKS = ['overdue', 'near', 'unclaimed', 'suspended', 'unknown'] as const;
export type Risk = (typeof RISKS)[number];

export interface Shown {
  view: View;
  /** A day in the month or week; '': today. */
  at: string;
  /** `<slug>/<group>`, a procedure's id; '': all. */
  group: string;
  procedure: string;
  risk: Risk | 'any' | '';
  /** Whose deadlines are listed under the calendar; '': none. */
  day: string;
}

const IS_DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

export const START: Shown = { view: 'month', at: '', group: '', procedure: '', risk: '', day: '' };

/** What doesn't fit is left out: an address may be written by hand. */
export function shownBy(given: (name: string) => string | null): Shown {
  const text = (name: string) => given(name) ?? '';
  const day = (name: string) => (IS_DAY.test(text(name)) ? text(name) : '');
  return {
    view: VIEWS.find((one) => one === given('view')) ?? START.view,
    at: day('at'),
    group: text('group'),
    procedure: text('procedure'),
    risk: ([...RISKS, 'any'] as const).find((one) => one === given('risk')) ?? '',
    day: day('day'),
  };
}

export function addressOf(shown: Partial<Shown>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(shown)) {
    if (value !== '' && value !== START[name as keyof Shown]) search.set(name, value);
  }
  const text = search.toString();
  return text === '' ? '/deadlines' : `/deadlines?${text}`;
}

// ── days of the calendar; whether one is worked is said by the API ──────────────────────────────────────────────

const DAY_MS = 86_400_000;
const at = (day: string) => new Date(`${day}T00:00:00Z`);
const textOf = (date: Date) => date.toISOString().slice(0, 10);

export function plusDays(day: string, days: number): string {
  return textOf(new Date(at(day).getTime() + days * DAY_MS));
}

export function plusMonths(day: string, months: number): string {
  const date = at(`${day.slice(0, 7)}-01`);
  date.setUTCMonth(date.getUTCMonth() + months);
  return textOf(date);
}

/** Whole weeks from Monday to Sunday: the one of the day, or all of its month. */
export function weeksOf(view: 'month' | 'week', day: string): { from: string; to: string } {
  const first = view === 'week' ? day : `${day.slice(0, 7)}-01`;
  const last = view === 'week' ? day : plusDays(plusMonths(day, 1), -1);
  const weekday = (one: string) => (at(one).getUTCDay() + 6) % 7;
  return { from: plusDays(first, -weekday(first)), to: plusDays(last, 6 - weekday(last)) };
}

const OFFICE_MS = 8 * 3_600_000;

/** The office's date at an instant. */
export function officeDay(now: number): string {
  return textOf(new Date(now + OFFICE_MS));
}
