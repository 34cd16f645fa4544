/** What the pages read. Keys begin with the kind of thing, so that a change can name what is stale. */
import { infiniteQueryOptions, QueryClient, queryOptions } from '@tanstack/react-query';
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
const cursorOf = (place: string | null) => (place === null ? {} : { cursor: place });

export function worklistQuery(view: TaskView, narrowing: Narrowing = {}) {
  return infiniteQueryOptions({
    queryKey: ['tasks', view, narrowing],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      ask(
        api.GET('/api/tasks', {
          params: { query: { view, ...queryOf(narrowing), limit: PAGE, ...cursorOf(pageParam) } },
          signal,
        }),
      ),
    getNextPageParam: (page) => page.next,
  });
}

/** Of what can be waited for or was done, only procedure and text narrow. */
const narrowed = ({ procedure, q }: Narrowing) => queryOf({ ...(procedure && { procedure }), ...(q && { q }) });

export function waitingQuery(narrowing: Narrowing) {
  return infiniteQueryOptions({
    queryKey: ['tasks', 'waiting', narrowing],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      ask(
        api.GET('/api/desk/waiting', {
          params: { query: { ...narrowed(narrowing), limit: PAGE, ...cursorOf(pageParam) } },
          signal,
        }),
      ),
    getNextPageParam: (page) => page.next,
  });
}

export function doneQuery(narrowing: Narrowing) {
  return infiniteQueryOptions({
    queryKey: ['tasks', 'done', narrowing],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      ask(
        api.GET('/api/desk/done', {
          params: { query: { ...narrowed(narrowing), limit: PAGE, ...cursorOf(pageParam) } },
          signal,
        }),
      ),
    getNextPageParam: (page) => page.next,
  });
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
  return infiniteQueryOptions({
    queryKey: ['cases', 'search', q],
    enabled: q !== '',
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      ask(
        api.GET('/api/search', {
          params: { query: { q, limit: PAGE, ...cursorOf(pageParam) } },
          signal,
        }),
      ),
    getNextPageParam: (page) => page.next,
  });
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
  return infiniteQueryOptions({
    queryKey: ['cases', filter],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      ask(
        api.GET('/api/cases', {
          params: { query: { ...filter, limit: PAGE, ...(pageParam === null ? {} : { cursor: pageParam }) } },
          signal,
        }),
      ),
    getNextPageParam: (page) => page.next,
  });
}

export function campaignsQuery(status: 'open' | 'ended') {
  return infiniteQueryOptions({
    queryKey: ['cases', 'campaigns', status],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      ask(
        api.GET('/api/campaigns', {
          params: { query: { status, limit: PAGE, ...(pageParam === null ? {} : { cursor: pageParam }) } },
          signal,
        }),
      ),
    getNextPageParam: (page) => page.next,
  });
}

export function campaignQuery(caseId: string) {
  return queryOptions({
    queryKey: ['cases', 'campaign', caseId],
    queryFn: ({ signal }) => ask(api.GET('/api/campaigns/{caseId}', { params: { path: { caseId } }, signal })),
  });
}

export type MemberFilter = Omit<operations['listCampaignMembers']['parameters']['query'], 'limit' | 'cursor'>;

export function campaignMembersQuery(caseId: string, filter: MemberFilter) {
  return infiniteQueryOptions({
    queryKey: ['cases', 'campaign', caseId, filter],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      ask(
        api.GET('/api/campaigns/{caseId}/members', {
          params: {
            path: { caseId },
            query: { ...filter, limit: PAGE, ...(pageParam === null ? {} : { cursor: pageParam }) },
          },
          signal,
        }),
      ),
    getNextPageParam: (page) => page.next,
  });
}

export const inboxQuery = infiniteQueryOptions({
  queryKey: ['inbox'],
  initialPageParam: null as string | null,
  queryFn: ({ pageParam, signal }) =>
    ask(
      api.GET('/api/inbox', {
        params: { query: { limit: PAGE, ...(pageParam === null ? {} : { cursor: pageParam }) } },
        signal,
      }),
    ),
  getNextPageParam: (page) => page.next,
});

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
  return infiniteQueryOptions({
    queryKey: ['registers', slug, id, search],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      ask(
        api.GET('/api/registers/{slug}/{id}', {
          params: {
            path: { slug, id },
            query: {
              limit: PAGE,
              ...(search === '' ? {} : { q: search }),
              ...(pageParam === null ? {} : { cursor: pageParam }),
            },
          },
          signal,
        }),
      ),
    getNextPageParam: (page) => page.next,
  });
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
  return infiniteQueryOptions({
    queryKey: ['registers', slug, id, 'row', key],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      ask(
        api.GET('/api/registers/{slug}/{id}/rows/{key}/history', {
          params: {
            path: { slug, id, key },
            query: { limit: PAGE, ...(pageParam === null ? {} : { cursor: pageParam }) },
          },
          signal,
        }),
      ),
    getNextPageParam: (page) => page.next,
  });
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
