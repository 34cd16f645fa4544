/** What the worklist shows, as its address says it: it can be shared, and the browser's back button leads back. Pure. */

/** Lists of open tasks. */
export const TASK_VIEWS = ['groups', 'mine', 'sent-back', 'overdue', 'soon', 'party'] as const;
export type TaskView = (typeof TASK_VIEWS)[number];

export const VIEWS = ['groups', 'mine', 'sent-back', 'overdue', 'soon', 'waiting', 'done', 'party'] as const;
export type View = (typeof VIEWS)[number];

/** By what a view is narrowed; what is absent doesn't narrow it. */
export interface Narrowing {
  procedure?: string;
  group?: string;
  unit?: string;
  claimed?: 'yes' | 'no';
  /** Due from this day, and up to this day. */
  from?: string;
  to?: string;
  q?: string;
}

export interface DeskFilter extends Narrowing {
  /** Absent: what the desk opens with. */
  view?: View;
}

const NARROWING = ['procedure', 'group', 'unit', 'claimed', 'from', 'to', 'q'] as const;
const IS_DAY = /^\d{4}-\d{2}-\d{2}$/;

/** What doesn't fit is left out: an address may be written by hand. */
export function filterOf(given: (name: string) => unknown): DeskFilter {
  const view = VIEWS.find((one) => one === given('view'));
  const filter: DeskFilter = view === undefined ? {} : { view };
  for (const name of NARROWING) {
    const value = given(name);
    if (typeof value !== 'string' || value === '') continue;
    if (name === 'claimed') {
      if (value === 'yes' || value === 'no') filter.claimed = value;
    } else if ((name !== 'from' && name !== 'to') || IS_DAY.test(value)) filter[name] = value;
  }
  return filter;
}

export function addressOf(filter: DeskFilter): string {
  const search = new URLSearchParams();
  for (const name of ['view', ...NARROWING] as const) {
    const value = filter[name];
    if (value !== undefined && value !== '') search.set(name, value);
  }
  const text = search.toString();
  return text === '' ? '/' : `/?${text}`;
}

export function narrowingOf({ view: _view, ...narrowing }: DeskFilter): Narrowing {
  return narrowing;
}

export const isNarrowed = (filter: DeskFilter): boolean => Object.keys(narrowingOf(filter)).length > 0;

/** Whether two filters show the same. */
export const isSame = (one: DeskFilter, other: DeskFilter): boolean => addressOf(one) === addressOf(other);

/** Whether an address leaves it open what the desk shows. */
export const isPlain = (filter: DeskFilter): boolean => isSame(filter, {});

/** What such an address shows to who has saved no view to open with: what their groups have to do. */
export function firstViewOf(groups: readonly { party: boolean }[]): TaskView {
  return groups.length > 0 && groups.every(({ party }) => party) ? 'party' : 'groups';
}

/** As the API wants it. */
export function queryOf({ procedure, group, unit, claimed, from, to, q }: Narrowing) {
  return {
    ...(procedure !== undefined && { procedure }),
    ...(group !== undefined && { group }),
    ...(unit !== undefined && { unit }),
    ...(claimed !== undefined && { claimed: claimed === 'yes' }),
    ...(from !== undefined && { dueFrom: from }),
    ...(to !== undefined && { dueTo: to }),
    ...(q !== undefined && { q }),
  };
}
