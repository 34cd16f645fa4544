/** What the pages about persons read. */
import { queryOptions } from '@tanstack/react-query';
import { api, ask } from '../api/client.ts';
import type { operations } from '../api/schema.ts';

export type Substitutions = operations['listOwnSubstitutes']['responses'][200]['content']['application/json'];
export type PersonEntry = operations['listPersons']['responses'][200]['content']['application/json']['items'][number];
export type InHand = operations['foreseeHandOver']['responses'][200]['content']['application/json']['items'][number];
export type HandedOver = operations['handOver']['responses'][200]['content']['application/json'];

/** @param person null: one's own */
export function substitutesQuery(person: string | null) {
  return queryOptions({
    queryKey: ['substitutes', person],
    queryFn: ({ signal }) =>
      ask(
        person === null
          ? api.GET('/api/me/substitutes', { signal })
          : api.GET('/api/persons/{id}/substitutes', { params: { path: { id: person } }, signal }),
      ),
  });
}

/** @param to who would take over; null: nobody is chosen yet */
export function inHandQuery(person: string, to: string | null) {
  return queryOptions({
    queryKey: ['persons', 'in hand', person, to],
    queryFn: ({ signal }) =>
      ask(
        api.GET('/api/persons/{id}/hand-over', {
          params: { path: { id: person }, query: to === null ? {} : { to } },
          signal,
        }),
      ),
  });
}

export function personsFoundQuery(text: string) {
  return queryOptions({
    queryKey: ['persons', 'found', text],
    queryFn: ({ signal }) =>
      ask(api.GET('/api/persons', { params: { query: { limit: 20, ...(text === '' ? {} : { q: text }) } }, signal })),
  });
}
