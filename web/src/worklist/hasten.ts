/** The desk is what a tab opens with most: its script and what it will ask for come while the frame is being drawn. */
import type { QueryClient } from '@tanstack/react-query';
import { meQuery, savedViewsQuery, worklistQuery } from '../api/queries.ts';
import { session } from '../person/session.ts';
import { routeOf } from '../router.tsx';
import { firstViewOf, isPlain } from './filter.ts';

export function hastenDesk(client: QueryClient, address: string): void {
  const route = routeOf(address);
  if (route.page !== 'worklist' || session.get() === null) return;
  void import('./worklist.tsx');
  void client.prefetchQuery(meQuery);
  void client.prefetchQuery(savedViewsQuery);
  // Of which groups the person is comes only now: most are of an office.
  if (isPlain(route.filter)) void client.prefetchInfiniteQuery(worklistQuery(firstViewOf([])));
}
