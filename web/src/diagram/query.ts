import { queryOptions } from '@tanstack/react-query';
import { api, ask } from '../api/client.ts';

/** The drawing of a procedure as BPMN: of the version with this hash, or else the present one. */
export function diagramQuery(id: string, hash?: string) {
  return queryOptions({
    queryKey: ['diagram', id, hash ?? ''],
    staleTime: 60_000,
    queryFn: ({ signal }) =>
      ask(
        api.GET('/api/definitions/{id}/diagram', {
          params: { path: { id }, query: hash === undefined ? {} : { hash } },
          parseAs: 'text',
          signal,
        }),
      ),
  });
}
