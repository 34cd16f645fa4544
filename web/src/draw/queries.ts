import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, ask } from '../api/client.ts';
import type { components, operations } from '../api/schema.ts';

export type DrawDetail = components['schemas']['DrawDetail'];
export type Verification = operations['verifyDraw']['responses'][200]['content']['application/json'];

export const ROWS = 50;

export function drawQuery(caseId: string) {
  return queryOptions({
    queryKey: ['case', caseId, 'draw'],
    queryFn: ({ signal }) => ask(api.GET('/api/draws/{caseId}', { params: { path: { caseId } }, signal })),
  });
}

export function drawnListQuery(caseId: string, list: string, from: number) {
  return queryOptions({
    queryKey: ['case', caseId, 'draw', list, from],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      ask(
        api.GET('/api/draws/{caseId}/lists/{list}', {
          params: { path: { caseId, list }, query: { from, limit: ROWS } },
          signal,
        }),
      ),
  });
}
