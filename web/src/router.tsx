/** Addresses of the pages. */
import type { MouseEvent, ReactNode } from 'react';
import {
  type Shown as DeadlinesShown,
  addressOf as deadlinesAddress,
  shownBy as deadlinesShownBy,
} from './deadlines/address.ts';
import {
  type Shown as StatisticsShown,
  addressOf as statisticsAddress,
  shownBy as statisticsShownBy,
} from './leaders/address.ts';
import { type DefinitionView, definitionPaths, definitionViewOf } from './procedure/address.ts';
import { createStore } from './store.ts';
import { addressOf, type DeskFilter, filterOf } from './worklist/filter.ts';

export type Route =
  | { page: 'worklist'; filter: DeskFilter }
  | { page: 'search'; q: string }
  | { page: 'task'; id: string }
  | { page: 'cases' }
  | { page: 'case'; id: string }
  | { page: 'campaigns' }
  | { page: 'campaign'; id: string }
  | { page: 'start' }
  | { page: 'start-case'; procedure: string }
  | { page: 'inbox' }
  | { page: 'deadlines'; shown: DeadlinesShown }
  | { page: 'statistics'; shown: StatisticsShown }
  | { page: 'definitions'; of: DefinitionView }
  | { page: 'registers' }
  | { page: 'register'; slug: string; id: string; search: string }
  | { page: 'register-row'; slug: string; id: string; row: string }
  | { page: 'draw'; id: string }
  | { page: 'reconciliation'; id: string }
  /** The applicant's: without a login, and without the shell of the others. */
  | { page: 'receipt' }
  | { page: 'audit' }
  | { page: 'audit-log'; person: string }
  | { page: 'audit-month' }
  /** `at`: number of the fact that is shown first. */
  | { page: 'audit-case'; id: string; at: number }
  | { page: 'leave' }
  | { page: 'unknown' };

export function routeOf(address: string): Route {
  const { pathname, searchParams } = new URL(address, 'http://here');
  const [first = '', ...rest] = pathname.split('/').slice(1).map(decodeURIComponent);
  if (first === 'registers') return registerRouteOf(rest, searchParams.get('q') ?? '');
  if (first === 'audit') return auditRouteOf(rest, searchParams);
  if (first === 'definitions') {
    const of = definitionViewOf(rest, searchParams);
    return of === null ? { page: 'unknown' } : { page: 'definitions', of };
  }
  const [second, more] = rest;
  if (more !== undefined) return { page: 'unknown' };
  switch (first) {
    case '':
      return { page: 'worklist', filter: filterOf((name) => searchParams.get(name)) };
    case 'search':
      return second === undefined ? { page: 'search', q: searchParams.get('q') ?? '' } : { page: 'unknown' };
    case 'tasks':
      return second === undefined ? { page: 'unknown' } : { page: 'task', id: second };
    case 'cases':
      return second === undefined ? { page: 'cases' } : { page: 'case', id: second };
    case 'campaigns':
      return second === undefined ? { page: 'campaigns' } : { page: 'campaign', id: second };
    case 'start':
      return second === undefined ? { page: 'start' } : { page: 'start-case', procedure: second };
    case 'inbox':
      return { page: 'inbox' };
    case 'deadlines':
      if (second !== undefined) return { page: 'unknown' };
      return { page: 'deadlines', shown: deadlinesShownBy((name) => searchParams.get(name)) };
    case 'statistics':
      if (second !== undefined) return { page: 'unknown' };
      return { page: 'statistics', shown: statisticsShownBy((name) => searchParams.get(name)) };
    case 'leave':
      return second === undefined ? { page: 'leave' } : { page: 'unknown' };
    case 'reconciliations':
      return second === undefined ? { page: 'unknown' } : { page: 'reconciliation', id: second };
    case 'draws':
      return second === undefined ? { page: 'unknown' } : { page: 'draw', id: second };
    case 'receipt':
      return second === undefined ? { page: 'receipt' } : { page: 'unknown' };
    default:
      return { page: 'unknown' };
  }
}

function auditRouteOf([second, id, more]: readonly string[], params: URLSearchParams): Route {
  if (more !== undefined) return { page: 'unknown' };
  if (second === 'cases' && id !== undefined) {
    const at = Number(params.get('at'));
    return { page: 'audit-case', id, at: Number.isSafeInteger(at) && at > 0 ? at : 1 };
  }
  if (id !== undefined) return { page: 'unknown' };
  if (second === undefined) return { page: 'audit' };
  if (second === 'log') return { page: 'audit-log', person: params.get('person') ?? '' };
  return second === 'month' ? { page: 'audit-month' } : { page: 'unknown' };
}

function registerRouteOf([slug, id, rows, row, more]: readonly string[], search: string): Route {
  if (slug === undefined) return { page: 'registers' };
  if (id === undefined) return { page: 'unknown' };
  if (rows === undefined) return { page: 'register', slug, id, search };
  return rows === 'rows' && row !== undefined && more === undefined
    ? { page: 'register-row', slug, id, row }
    : { page: 'unknown' };
}

const registerPath = (slug: string, id: string) => `/registers/${encodeURIComponent(slug)}/${encodeURIComponent(id)}`;

export const paths = {
  worklist: (filter: DeskFilter = {}) => addressOf(filter),
  search: (q: string) => `/search?q=${encodeURIComponent(q)}`,
  task: (id: string) => `/tasks/${encodeURIComponent(id)}`,
  cases: '/cases',
  case: (id: string) => `/cases/${encodeURIComponent(id)}`,
  campaigns: '/campaigns',
  reconciliation: (id: string) => `/reconciliations/${encodeURIComponent(id)}`,
  draw: (id: string) => `/draws/${encodeURIComponent(id)}`,
  campaign: (id: string) => `/campaigns/${encodeURIComponent(id)}`,
  start: '/start',
  startCase: (procedure: string) => `/start/${encodeURIComponent(procedure)}`,
  inbox: '/inbox',
  deadlines: (shown: Partial<DeadlinesShown> = {}) => deadlinesAddress(shown),
  statistics: (shown?: StatisticsShown) => (shown === undefined ? '/statistics' : statisticsAddress(shown)),
  ...definitionPaths,
  leave: '/leave',
  audit: '/audit',
  auditLog: (person = '') => `/audit/log${person === '' ? '' : `?person=${encodeURIComponent(person)}`}`,
  auditMonth: '/audit/month',
  auditCase: (id: string, at = 1) => `/audit/cases/${encodeURIComponent(id)}${at === 1 ? '' : `?at=${at}`}`,
  registers: '/registers',
  register: (slug: string, id: string, search = '') =>
    registerPath(slug, id) + (search === '' ? '' : `?q=${encodeURIComponent(search)}`),
  registerRow: (slug: string, id: string, row: string) => `${registerPath(slug, id)}/rows/${encodeURIComponent(row)}`,
};

function here(): string {
  return location.pathname + location.search;
}

const address = createStore(here());
addEventListener('popstate', () => address.set(here()));

export function useRoute(): Route {
  return routeOf(address.use());
}

export function navigate(to: string): void {
  if (to === address.get()) return;
  history.pushState(null, '', to);
  scrollTo(0, 0);
  address.set(to);
}

/** Says in the address what the page shows already: no place that the back button leads to. */
export function rename(to: string): void {
  if (to === address.get()) return;
  history.replaceState(null, '', to);
  address.set(to);
}

/** A link that a new tab can take too. */
export function Link({ to, className, current, title, children }: LinkProps) {
  const follow = (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    navigate(to);
  };
  return (
    <a
      href={to}
      className={className}
      title={title}
      aria-current={current === true ? 'page' : undefined}
      onClick={follow}
    >
      {children}
    </a>
  );
}

interface LinkProps {
  to: string;
  className?: string;
  current?: boolean;
  title?: string | undefined;
  children: ReactNode;
}
