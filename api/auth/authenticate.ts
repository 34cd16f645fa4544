/** Who asks: the bearer token's subject, as a person with their memberships; or whoever has shown a receipt. */
import type { FastifyRequest } from 'fastify';
import { localDate } from '../../rules/calendar/date.ts';
import { holderOf } from '../../store/receipts.ts';
import type { Library } from '../case-file.ts';
import { type Caller, callerOf } from '../policy/standing.ts';
import type { Ports } from '../ports.ts';
import { Problem } from '../problems.ts';

const BEARER = /^Bearer ([A-Za-z0-9._~+/-]+=*)$/i;

/** @throws Problem `unauthenticated` */
export async function authenticate(request: FastifyRequest, ports: Ports, library: Library): Promise<Caller> {
  const token = bearerOf(request);
  const subject = token === undefined ? null : await ports.authentication.subject(token);
  const person = subject === null ? null : await ports.people.bySubject(subject);
  if (person === null || person.disabled) throw new Problem('unauthenticated');
  const [memberships, gazettes, standIns] = await Promise.all([
    ports.people.memberships(person.id),
    library.gazettes(),
    ports.substitutes.standIns(person.id, localDate(ports.now())),
  ]);
  return callerOf(person, memberships, gazettes, standIns);
}

/**
 * Sets the caller and the holder. Whoever holds the receipt is no person of the directory and has no memberships.
 * @throws Problem `unauthenticated`
 */
export async function authenticateHolder(request: FastifyRequest, { receipts }: Ports): Promise<void> {
  const token = bearerOf(request);
  const holder = token === undefined ? null : await receipts.holder(token);
  if (holder === null) throw new Problem('unauthenticated', SHOW_AGAIN);
  request.holder = holder;
  const person = { id: holderOf(holder.caseId), name: '', disabled: false };
  request.caller = { person, memberships: [], standsInFor: [], roles: new Set(['holder']) };
}

const SHOW_AGAIN = {
  detail: '查询已超时或密码已更换，请重新输入回执码和查询密码。',
  detailEn: 'The session is over or the secret was replaced: enter code and secret again.',
};

function bearerOf({ headers }: FastifyRequest): string | undefined {
  return BEARER.exec(headers.authorization ?? '')?.[1];
}
