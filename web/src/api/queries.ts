/** What the pages read. Keys begin with the kind of thing, so that a change can name what is stale. */
import { infiniteQueryOptions, QueryClient, type QueryKey, queryOptions } from '@tanstack/react-query';
import { type Narrowing, queryOf, type TaskView } from '../worklist/filter.ts';
import { api, ask } from './client.ts';
import { passes, pause } from './problem.ts';
import type { components, operations } from './schema.ts';

export type Label = components['schemas']['Label'];
export type Named = components['schemas']['Named'];
export type Citation = components['schemas']['Citation'];
export type TaskSummary = components['schemas']['TaskSummary'];
export type TaskDetail = components['schemas']['TaskDetail'];
export type CaseSummary = components['schemas']['CaseSummary'];
export type WaitingCase = components['schemas']['WaitingCase'];
export type DoneTask = components['schemas']['DoneTask'];
export type FoundCase = components['schemas']['FoundCase'];
export type SavedView = components['schemas']['SavedView'];
export type CaseDetail = components['schemas']['CaseDetail'];
export type Deadline = components['schemas']['Deadline'];
export type DataItem = components['schemas']['DataItem'];
export type MessageOffer = components['schemas']['MessageOffer'];
export type CaseAtWork = components['schemas']['CaseAtWork'];
export type MemberProgress = components['schemas']['MemberProgress'];
export type Digest = Body<'listDigests'>['items'][number];
export type InboxItem = Body<'readInbox'>['items'][number];
export type DemoPerson = Body<'listDemoPersons'>['items'][number];
export type Explanation = Body<'explainDeadline'>;
export type RegisterItem = Body<'listRegisters'>['items'][number];
export type RegisterFields = Body<'searchRegister'>['fields'];
export type RegisterRow = Body<'searchRegister'>['items'][number];
export type RegisterRowDetail = Body<'readRegisterRow'>;
export type RegisterWrite = Body<'readRegisterHistory'>['items'][number];

type Body<Operation extends keyof operations> = operations[Operation] extends {
  responses: { 200: { content: { 'application/json': infer Answer } } };
}
  ? Answer
  : never;

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        staleTime: 1_000,
        retry: (_count, error) => passes(error),
        retryDelay: pause,
      },
      mutations: { networkMode: 'always' },
    },
  });
}

export const PAGE = 20;

/** A list that is read page by page, each from where the one before ended. */
export function pagedQuery<const Key extends QueryKey, Page extends { next: string | null }>(
  queryKey: Key,
  read: (page: { limit: number; cursor?: string }, signal: AbortSignal) => Promise<Page>,
  limit = PAGE,
) {
  return infiniteQueryOptions({
    queryKey,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) => read({ limit, ...(pageParam === null ? {} : { cursor: pageParam }) }, signal),
    getNextPageParam: (page) => page.next,
  });
}

export function worklistQuery(view: TaskView, narrowing: Narrowing = {}) {
  return pagedQuery(['tasks', view, narrowing], (page, signal) =>
    ask(api.GET('/api/tasks', { params: { query: { view, ...queryOf(narrowing), ...page } }, signal })),
  );
}

/** Of what can be waited for or was done, only procedure and text narrow. */
const narrowed = ({ procedure, q }: Narrowing) => queryOf({ ...(procedure && { procedure }), ...(q && { q }) });

export function waitingQuery(narrowing: Narrowing) {
  return pagedQuery(['tasks', 'waiting', narrowing], (page, signal) =>
    ask(api.GET('/api/desk/waiting', { params: { query: { ...narrowed(narrowing), ...page } }, signal })),
  );
}

export function doneQuery(narrowing: Narrowing) {
  return pagedQuery(['tasks', 'done', narrowing], (page, signal) =>
    ask(api.GET('/api/desk/done', { params: { query: { ...narrowed(narrowing), ...page } }, signal })),
  );
}

/** How much lies in each view, and by what can be filtered. */
export const deskQuery = queryOptions({
  queryKey: ['tasks', 'desk'],
  queryFn: ({ signal }) => ask(api.GET('/api/desk', { signal })),
});

export const savedViewsQuery = queryOptions({
  queryKey: ['saved-views'],
  staleTime: 60_000,
  queryFn: ({ signal }) => ask(api.GET('/api/me/views', { signal })),
});

export function searchQuery(q: string) {
  return {
    ...pagedQuery(['cases', 'search', q], (page, signal) =>
      ask(api.GET('/api/search', { params: { query: { q, ...page } }, signal })),
    ),
    enabled: q !== '',
  };
}

export const meQuery = queryOptions({
  queryKey: ['me'],
  staleTime: 60_000,
  queryFn: ({ signal }) => ask(api.GET('/api/me', { signal })),
});

export const personsQuery = queryOptions({
  queryKey: ['persons'],
  queryFn: ({ signal }) => ask(api.GET('/api/demo/persons', { signal })),
});

export function taskQuery(id: string) {
  return queryOptions({
    queryKey: ['task', id],
    queryFn: ({ signal }) => ask(api.GET('/api/tasks/{id}', { params: { path: { id } }, signal })),
  });
}

export function caseQuery(id: string) {
  return queryOptions({
    queryKey: ['case', id],
    queryFn: ({ signal }) => ask(api.GET('/api/cases/{id}', { params: { path: { id } }, signal })),
  });
}

export function explanationQuery(id: string, deadline: string) {
  return queryOptions({
    queryKey: ['case', id, 'explain', deadline],
    queryFn: ({ signal }) =>
      ask(api.GET('/api/cases/{id}/deadlines/{deadline}/explain', { params: { path: { id, deadline } }, signal })),
  });
}

export interface CaseFilter {
  number?: string;
  applicant?: string;
  status?: 'open' | 'ended';
}

export function casesQuery(filter: CaseFilter) {
  return pagedQuery(['cases', filter], (page, signal) =>
    ask(api.GET('/api/cases', { params: { query: { ...filter, ...page } }, signal })),
  );
}

export function campaignsQuery(status: 'open' | 'ended') {
  return pagedQuery(['cases', 'campaigns', status], (page, signal) =>
    ask(api.GET('/api/campaigns', { params: { query: { status, ...page } }, signal })),
  );
}

export function campaignQuery(caseId: string) {
  return queryOptions({
    queryKey: ['cases', 'campaign', caseId],
    queryFn: ({ signal }) => ask(api.GET('/api/campaigns/{caseId}', { params: { path: { caseId } }, signal })),
  });
}

export type MemberFilter = Omit<operations['listCampaignMembers']['parameters']['query'], 'limit' | 'cursor'>;

export function campaignMembersQuery(caseId: string, filter: MemberFilter) {
  return pagedQuery(['cases', 'campaign', caseId, filter], (page, signal) =>
    ask(
      api.GET('/api/campaigns/{caseId}/members', {
        params: {
          path: { caseId },
          query: { ...filter, ...page },
        },
        signal,
      }),
    ),
  );
}

export const inboxQuery = pagedQuery(['inbox'], (page, signal) =>
  ask(api.GET('/api/inbox', { params: { query: page }, signal })),
);

export const unreadQuery = queryOptions({
  queryKey: ['inbox', 'unread'],
  queryFn: ({ signal }) => ask(api.GET('/api/inbox/unread', { signal })),
});

/** Of officers. The latest takes the place of those before it, whose numbers are of days that are over. Null: it was read. */
export const unreadDigestQuery = queryOptions({
  queryKey: ['inbox', 'digest'],
  queryFn: async ({ signal }) => {
    const { items } = await ask(api.GET('/api/me/digests', { params: { query: { limit: 1 } }, signal }));
    return items.find(({ seen }) => !seen) ?? null;
  },
});

export const registersQuery = queryOptions({
  queryKey: ['registers'],
  queryFn: ({ signal }) => ask(api.GET('/api/registers', { signal })),
});

export function registerQuery(slug: string, id: string, search: string) {
  return pagedQuery(['registers', slug, id, search], (page, signal) =>
    ask(
      api.GET('/api/registers/{slug}/{id}', {
        params: {
          path: { slug, id },
          query: {
            ...page,
            ...(search === '' ? {} : { q: search }),
          },
        },
        signal,
      }),
    ),
  );
}

export function rowQuery(slug: string, id: string, key: string) {
  return queryOptions({
    queryKey: ['registers', slug, id, 'row', key, 'now'],
    queryFn: ({ signal }) =>
      ask(api.GET('/api/registers/{slug}/{id}/rows/{key}', { params: { path: { slug, id, key } }, signal })),
  });
}

export function newRowQuery(slug: string, id: string) {
  return queryOptions({
    queryKey: ['registers', slug, id, 'row', 'new', 'form'],
    queryFn: ({ signal }) =>
      ask(api.GET('/api/registers/{slug}/{id}/new-row', { params: { path: { slug, id } }, signal })),
  });
}

export function rowHistoryQuery(slug: string, id: string, key: string) {
  return pagedQuery(['registers', slug, id, 'row', key], (page, signal) =>
    ask(
      api.GET('/api/registers/{slug}/{id}/rows/{key}/history', {
        params: {
          path: { slug, id, key },
          query: page,
        },
        signal,
      }),
    ),
  );
}

export const proceduresQuery = queryOptions({
  queryKey: ['definitions'],
  queryFn: ({ signal }) => ask(api.GET('/api/definitions', { params: { query: { kind: 'procedure' } }, signal })),
});

export function procedureQuery(id: string) {
  return queryOptions({
    queryKey: ['definitions', id],
    queryFn: ({ signal }) => ask(api.GET('/api/definitions/{id}', { params: { path: { id } }, signal })),
  });
}

/** The last year whose working days are known. */
export const lastYearQuery = queryOptions({
  queryKey: ['calendar'],
  staleTime: 60_000,
  queryFn: ({ signal }) => ask(api.GET('/api/calendars', { params: { query: { year: 0 } }, signal })),
  select: ({ lastYear }) => lastYear,
});
