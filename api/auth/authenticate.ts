/** Who asks: the bearer token's subject, as a person with their memberships. */
import type { FastifyRequest } from 'fastify';
import { localDate } from '../../rules/calendar/date.ts';
import type { Library } from '../case-file.ts';
import { type Caller, callerOf } from '../policy/standing.ts';
import type { Ports } from '../ports.ts';
import { Problem } from '../problems.ts';

const BEARER = /^Bearer ([A-Za-z0-9._~+/-]+=*)$/i;

/** @throws Problem `unauthenticated` */
export async function authenticate(request: FastifyRequest, ports: Ports, library: Library): Promise<Caller> {
  const token = BEARER.exec(request.headers.authorization ?? '')?.[1];
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
