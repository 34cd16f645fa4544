/** What the audit pages read. */
import { queryOptions } from '@tanstack/react-query';
import { api, ask } from '../api/client.ts';
import { passes } from '../api/problem.ts';
import { PAGE, pagedQuery } from '../api/queries.ts';
import type { components, operations } from '../api/schema.ts';

export type FactItem = components['schemas']['FactItem'];
export type StateAfter = components['schemas']['StateAfter'];
export type Clock = StateAfter['deadlines'][number];
export type Replay = components['schemas']['Replay'];
export type ReplayItem = Replay['items'][number];
export type CaseCheckName = Replay['checks'][number];
export type CaseFilter = Omit<NonNullable<operations['listCases']['parameters']['query']>, 'limit' | 'cursor'>;
export type LogFilter = Omit<
  NonNullable<operations['readAudit']['parameters']['query']>,
  'limit' | 'cursor' | 'format'
>;

export type LogItem = operations['readAudit']['responses'][200]['content']['application/json']['items'][number];

export function foundQuery(filter: CaseFilter) {
  return pagedQuery(['cases', 'audit', filter], (page, signal) =>
    ask(api.GET('/api/cases', { params: { query: { ...filter, ...page } }, signal })),
  );
}

export const FACTS_PAGE = 100;

/** The page of facts in which number n stands. */
export function factsQuery(id: string, n: number) {
  const after = Math.floor((n - 1) / FACTS_PAGE) * FACTS_PAGE;
  return queryOptions({
    queryKey: ['case', id, 'states', 'from', after],
    queryFn: ({ signal }) =>
      ask(api.GET('/api/cases/{id}/states', { params: { path: { id }, query: { after, limit: FACTS_PAGE } }, signal })),
  });
}

export function stateQuery(id: string, seq: number) {
  return queryOptions({
    queryKey: ['case', id, 'states', seq],
    staleTime: 60_000,
    queryFn: ({ signal }) => ask(api.GET('/api/cases/{id}/states/{seq}', { params: { path: { id, seq } }, signal })),
  });
}

export const startReplay = (id: string) => ask(api.POST('/api/cases/{id}/replay', { params: { path: { id } } }));

export const startMonth = (body: { procedure: string; month: string }) => ask(api.POST('/api/replays', { body }));

const LOOK_AGAIN_MS = 700;

/** Whether a check is under way: one that the server does not know any more is not. */
export function isUnderWay({ data, error }: { data: Replay | undefined; error: Error | null }): boolean {
  return data !== undefined && !isLost(error) && (data.state === 'waiting' || data.state === 'running');
}

export const isLost = (error: Error | null): boolean => error !== null && !passes(error);

/** Asked again until it is done. */
export function replayQuery(id: string) {
  return queryOptions({
    queryKey: ['replay', id],
    enabled: id !== '',
    queryFn: ({ signal }): Promise<Replay> => ask(api.GET('/api/replays/{id}', { params: { path: { id } }, signal })),
    refetchInterval: ({ state }) =>
      isUnderWay(state) || (state.data === undefined && !isLost(state.error)) ? LOOK_AGAIN_MS : false,
  });
}

export function logQuery(filter: LogFilter) {
  return pagedQuery(['audit', filter], (page, signal) =>
    ask(api.GET('/api/audit', { params: { query: { ...filter, ...page } }, signal })),
  );
}

export function personsQuery(text: string) {
  return queryOptions({
    queryKey: ['persons', text],
    enabled: text !== '',
    queryFn: ({ signal }) => ask(api.GET('/api/persons', { params: { query: { q: text, limit: PAGE } }, signal })),
  });
}

export const saveLog = (filter: LogFilter, language: string): Promise<Blob> =>
  ask(
    api.GET('/api/audit', {
      params: { query: { ...filter, format: 'csv' } },
      headers: { 'accept-language': language },
      parseAs: 'blob',
    }),
  ) as Promise<Blob>;

export const saveEvidence = (id: string): Promise<Blob> =>
  ask(api.GET('/api/cases/{id}/evidence', { params: { path: { id } }, parseAs: 'blob' })) as Promise<Blob>;
