/** What the open pages of officers listen to: that a case has changed, and for whom. */
import type pg from 'pg';
import type { Store } from './database.ts';

export const DESK_CHANNEL = 'banli_desk';

export interface DeskNotice {
  caseId: string;
  /** The case's number of facts now. */
  seq: number;
  /** `<slug>/<group>` with a task or notice in it; null: too many to name. */
  groups: string[] | null;
}

/**
 * Calls `tell` for each change until the returned function is called. `lost` is called when the connection breaks: what
 * happened meanwhile is unknown, so listen again and let every page look for itself.
 */
export async function listenToDesk(
  store: Store,
  tell: (notice: DeskNotice) => void,
  lost: (reason: Error) => void,
): Promise<() => Promise<void>> {
  const client: pg.PoolClient = await store.pool.connect();
  client.on('notification', ({ channel, payload }) => {
    if (channel === DESK_CHANNEL && payload !== undefined) tell(JSON.parse(payload) as DeskNotice);
  });
  client.on('error', lost);
  await client.query(`LISTEN ${DESK_CHANNEL}`);
  // The connection is not given back to the pool: its next user would go on listening.
  return async () => client.release(true);
}
