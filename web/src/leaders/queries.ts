/** What the statistics page reads. */
import { queryOptions } from '@tanstack/react-query';
import { api, ask } from '../api/client.ts';
import { pagedQuery } from '../api/queries.ts';
import type { components } from '../api/schema.ts';
import type { Behind, Shown } from './address.ts';

export type Figures = components['schemas']['Figures'];
export type FigureCase = components['schemas']['FigureCase'];
export type Durations = Pick<Figures['total'], 'calendarDays' | 'workingDays'>;
export type Kept = Pick<Figures['total'], 'inTime' | 'late' | 'stillLate'>;
export type Table = 'months' | 'procedures' | 'groups' | 'deadlines';

type Narrowing = Omit<Shown, 'behind'>;

function withoutEmpty<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== '')) as Partial<T>;
}

const filterOf = ({ from, to, procedure, group }: Narrowing) => withoutEmpty({ from, to, procedure, group });

/** All that the person may see in the period, for the choices. */
export function figuresQuery(shown: Narrowing) {
  const query = filterOf(shown);
  return queryOptions({
    queryKey: ['figures', query],
    staleTime: 30_000,
    queryFn: ({ signal }) => ask(api.GET('/api/statistics', { params: { query }, signal })),
    placeholderData: (before) => before,
  });
}

export function behindQuery(shown: Narrowing, { figure, month, procedure, group, deadline }: Behind) {
  const narrower = withoutEmpty({ from: month, to: month, procedure, group, deadline });
  const query = { ...filterOf(shown), ...narrower, figure };
  return pagedQuery(['figures', 'cases', query], (page, signal) =>
    ask(api.GET('/api/statistics/cases', { params: { query: { ...query, ...page } }, signal })),
  );
}

export function readTable(shown: Narrowing, table: Table, format: 'csv' | 'xlsx', language: string): Promise<Blob> {
  return ask(
    api.GET('/api/statistics', {
      params: { query: { ...filterOf(shown), table, format } },
      headers: { 'accept-language': language },
      parseAs: 'blob',
    }),
  ) as Promise<Blob>;
}
