/** For which party of a case a receipt stands, and the first one of a case. */
import type { FastifyBaseLogger } from 'fastify';
import type { Actor, Procedure } from '../../engine/model.ts';
import type { Context } from '../context.ts';
import { isParty } from '../policy/standing.ts';
import type { Gazette, IssuedReceipt } from '../ports.ts';

/** Who started it as a party, or the party for whom an officer did. Null: there is none, and no receipt. */
export function receiptGroup(
  by: Actor | null,
  { startedBy, groups }: Pick<Procedure, 'startedBy' | 'groups'>,
  gazette: Gazette | undefined,
): string | null {
  if (by === null) return null;
  if (isParty(gazette, by.group)) return by.group;
  if (by.onBehalfOf === undefined) return null;
  return [...startedBy, ...groups.map(({ id }) => id)].find((group) => isParty(gazette, group)) ?? null;
}

/** Of a case that was started, however often that is sent; null where it has no party, or has to ask for a new one. */
export async function firstReceipt(
  { ports, library }: Context,
  caseId: string,
  procedure: string,
  by: Actor & { person: string },
  log: FastifyBaseLogger,
): Promise<IssuedReceipt | null> {
  const program = await library.currentProgram(procedure);
  const group = program && receiptGroup(by, program.procedure, await library.gazetteOf(procedure));
  if (typeof group !== 'string') return null;
  return ports.receipts.first({ caseId, group, by: by.person }).catch((error: unknown) => {
    // The case is started, and says so; its receipt can be had later.
    log.error(error, 'receipt');
    return null;
  });
}
