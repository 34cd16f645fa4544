/** What the deadlines page reads. The first part of a key makes changes of cases come by themselves. */
import { queryOptions } from '@tanstack/react-query';
import { api, ask } from '../api/client.ts';
import { PAGE, pagedQuery } from '../api/queries.ts';
import type { components, operations } from '../api/schema.ts';
import type { Shown } from './address.ts';

type Body<Operation extends keyof operations> = operations[Operation] extends {
  responses: { 200: { content: { 'application/json': infer Answer } } };
}
  ? Answer
  : never;

export type AgendaItem = components['schemas']['AgendaItem'];
export type Day = Body<'countDeadlinesByDay'>['days'][number];
export type Count = Body<'countDeadlines'>['items'][number];
export type Feed = Body<'listCalendarFeeds'>['items'][number];

type Narrowing = Pick<Shown, 'group' | 'procedure' | 'risk'>;

function filterOf({ group, procedure, risk }: Narrowing) {
  return {
    ...(group === '' ? {} : { group }),
    ...(procedure === '' ? {} : { procedure }),
    ...(risk === '' ? {} : { risk }),
  };
}

export function daysQuery(from: string, to: string, narrowing: Narrowing) {
  return queryOptions({
    queryKey: ['cases', 'deadlines', 'days', from, to, filterOf(narrowing)],
    queryFn: ({ signal }) =>
      ask(api.GET('/api/deadlines/days', { params: { query: { from, to, ...filterOf(narrowing) } }, signal })),
    placeholderData: (before) => before,
  });
}

export const countsQuery = queryOptions({
  queryKey: ['cases', 'deadlines', 'counts'],
  queryFn: ({ signal }) => ask(api.GET('/api/deadlines/counts', { signal })),
});

export type Span = { from: string; to: string } | 'without-date' | 'all';

const spanOf = (span: Span) => {
  if (span === 'all') return {};
  return span === 'without-date' ? { withoutDate: true } : span;
};

export function deadlinesQuery(span: Span, narrowing: Narrowing, limit = PAGE) {
  return pagedQuery(
    ['cases', 'deadlines', span, filterOf(narrowing), limit],
    (page, signal) =>
      ask(
        api.GET('/api/deadlines', {
          params: {
            query: {
              ...spanOf(span),
              ...filterOf(narrowing),
              ...page,
            },
          },
          signal,
        }),
      ),
    limit,
  );
}

export const feedsQuery = queryOptions({
  queryKey: ['calendar-feeds'],
  queryFn: ({ signal }) => ask(api.GET('/api/me/calendar-feeds', { signal })),
});
