/** What the page of a case reads part by part. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, ask } from '../api/client.ts';

const pathOf = (id: string) => ({ params: { path: { id } } });

export function wayQuery(id: string) {
  return queryOptions({
    queryKey: ['case', id, 'way'],
    queryFn: ({ signal }) => ask(api.GET('/api/cases/{id}/way', { ...pathOf(id), signal })),
  });
}

export function relatedQuery(id: string) {
  return queryOptions({
    queryKey: ['case', id, 'related'],
    queryFn: ({ signal }) => ask(api.GET('/api/cases/{id}/related', { ...pathOf(id), signal })),
  });
}

export function entriesQuery(id: string) {
  return queryOptions({
    queryKey: ['case', id, 'registers'],
    queryFn: ({ signal }) => ask(api.GET('/api/cases/{id}/registers', { ...pathOf(id), signal })),
  });
}

/** Of the office: to whom the case can be sent for their notice. */
export function colleaguesQuery(id: string) {
  return queryOptions({
    queryKey: ['case', id, 'colleagues'],
    queryFn: ({ signal }) => ask(api.GET('/api/cases/{id}/colleagues', { ...pathOf(id), signal })),
  });
}

export function commentsQuery(id: string) {
  return queryOptions({
    queryKey: ['case', id, 'comments'],
    queryFn: ({ signal }) => ask(api.GET('/api/cases/{id}/comments', { ...pathOf(id), signal })),
  });
}

export type TimelineKind = 'acts' | 'deadlines' | 'documents';
const AT_ONCE = 30;

export function timelineQuery(id: string, kind: TimelineKind | undefined) {
  return infiniteQueryOptions({
    queryKey: ['case', id, 'timeline', kind ?? 'all'],
    initialPageParam: null as number | null,
    queryFn: ({ pageParam, signal }) => {
      const query = {
        limit: AT_ONCE,
        ...(kind !== undefined && { kind }),
        ...(pageParam !== null && { before: pageParam }),
      };
      return ask(api.GET('/api/cases/{id}/timeline', { params: { path: { id }, query }, signal }));
    },
    getNextPageParam: ({ next }) => next,
  });
}

/** Which days are off and which are made up, by year. */
export const calendarQuery = queryOptions({
  queryKey: ['calendar', 'years'],
  staleTime: 600_000,
  queryFn: ({ signal }) => ask(api.GET('/api/calendars', { signal })),
});
