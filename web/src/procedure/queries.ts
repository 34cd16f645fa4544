/** What the pages of definitions read. */
import { queryOptions } from '@tanstack/react-query';
import { api, ask } from '../api/client.ts';
import type { components, operations } from '../api/schema.ts';

type Schemas = components['schemas'];
export type ProcedureInWords = Schemas['ProcedureInWords'];
export type DecisionInWords = Schemas['DecisionInWords'];
export type StepWords = ProcedureInWords['steps'][number];
export type DeadlineWords = ProcedureInWords['deadlines'][number];
export type MessageWords = ProcedureInWords['messages'][number];
export type FormWords = Schemas['FormWords'];
export type ClauseWords = Schemas['ClauseWords'];
export type FigureWords = Schemas['FigureWords'];
export type Difference = Schemas['DefinitionDifference'];
export type CarriedOut = Schemas['Article']['carriedOutBy'][number];
export type Finding = Schemas['Finding'];
export type DefinitionChange = Schemas['DefinitionChange'];
export type Kind = 'procedure' | 'decision';

type Answer<Operation extends keyof operations> = operations[Operation] extends {
  responses: { 200: { content: { 'application/json': infer Body } } };
}
  ? Body
  : never;
export type DefinitionItem = Answer<'listDefinitions'>['items'][number];
export type Rehearsed = Answer<'rehearse'>;
export type RehearsalBody = NonNullable<operations['rehearse']['requestBody']>['content']['application/json'];
export type Tried = Answer<'tryDecision'>;

export const definitionsQuery = queryOptions({
  queryKey: ['definitions', 'all'],
  queryFn: ({ signal }) => ask(api.GET('/api/definitions', { signal })),
});

export function procedureWordsQuery(id: string, version: number | undefined) {
  return queryOptions({
    queryKey: ['definitions', 'words', id, version],
    queryFn: ({ signal }) =>
      ask(api.GET('/api/procedures/{id}', { params: { path: { id }, query: ofVersion(version) }, signal })),
  });
}

export function decisionWordsQuery(id: string, version: number | undefined) {
  return queryOptions({
    queryKey: ['definitions', 'decision', id, version],
    queryFn: ({ signal }) =>
      ask(api.GET('/api/decisions/{id}', { params: { path: { id }, query: ofVersion(version) }, signal })),
  });
}

export function ofVersion(version: number | undefined): { version?: number } {
  return version === undefined ? {} : { version };
}

export function versionsQuery(id: string, kind: Kind) {
  return queryOptions({
    queryKey: ['definitions', 'versions', kind, id],
    queryFn: ({ signal }) =>
      ask(api.GET('/api/definitions/{id}/versions', { params: { path: { id }, query: { kind } }, signal })),
  });
}

export function comparisonQuery(id: string, kind: Kind, from: number, to: number) {
  return queryOptions({
    queryKey: ['definitions', 'comparison', kind, id, from, to],
    queryFn: ({ signal }) =>
      ask(api.GET('/api/definitions/{id}/comparison', { params: { path: { id }, query: { kind, from, to } }, signal })),
  });
}

export function articlesQuery(slug: string) {
  return queryOptions({
    queryKey: ['definitions', 'articles', slug],
    queryFn: ({ signal }) => ask(api.GET('/api/gazettes/{slug}/articles', { params: { path: { slug } }, signal })),
  });
}
