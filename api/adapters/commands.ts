/** Starting cases and sending commands: the database mints, the case client signs and sends. */
import type { Cipher } from '../../codec/cipher.ts';
import { sealStart } from '../../codec/start-command.ts';
import type { Procedure } from '../../engine/model.ts';
import type { IsAsSeen } from '../../replay/as-seen.ts';
import type { JsonObject } from '../../rules/json.ts';
import { markStarted, mintCase, type Once, ValueTaken } from '../../store/cases.ts';
import type { Store } from '../../store/database.ts';
import { beginRequest, finishRequest, forgetRequest } from '../../store/idempotency.ts';
import { slugOf } from '../../store/outline.ts';
import type { CaseClient } from '../../workflows/case-client.ts';
import type { Commands, Idempotency } from '../ports.ts';

export interface CaseServer {
  cases: CaseClient;
  isAsSeen: IsAsSeen;
}

/** @param server known when it is reachable; throws Unavailable until then */
export function createCommands(store: Store, server: () => Promise<CaseServer>, cipher: Cipher): Commands {
  return {
    async mint({ key, bodyHash, bundle, definition, calendar, at, command }) {
      const { id: procedure, numberPrefix, once } = bundle.procedure;
      const startCommand = sealStart(cipher, { command });
      const request = {
        bodyHash,
        procedure,
        definition,
        calendar,
        numberPrefix,
        at,
        startCommand,
        idempotencyKey: key,
        ...(once !== undefined && { once: onceOf(procedure, once, command.input) }),
      };
      const minted = await mintCase(store, request).catch(takenOf);
      if (minted === 'taken') return { kind: 'taken', input: once?.input ?? '' };
      return minted.kind === 'conflict' ? { kind: 'conflict' } : { ...minted, kind: 'minted' };
    },
    async start(request) {
      await (await server()).cases.start(request);
      await markStarted(store, request.caseId);
    },
    command: async (request) => (await server()).cases.command(request),
    earlier: async (request) => (await server()).cases.earlier(request),
    isAsSeen: async (caseId, seen) => (await server()).isAsSeen(caseId, seen),
  };
}

function onceOf(
  procedure: string,
  { input, procedures, register, ended }: NonNullable<Procedure['once']>,
  given: JsonObject,
): Once {
  const slug = slugOf(procedure);
  return {
    name: `${slug}/${input}`,
    value: String(given[input]),
    procedures,
    ended: ended === true,
    ...(register !== undefined && { register: `${slug}/${register}` }),
  };
}

function takenOf(error: unknown): 'taken' {
  if (error instanceof ValueTaken) return 'taken';
  throw error;
}

export function createIdempotency(store: Store): Idempotency {
  const keyed = (person: string, key: string) => ({ person, key, route: '', bodyHash: '' });
  return {
    async begin(person, key, route, bodyHash) {
      const begun = await beginRequest(store, { person, key, route, bodyHash });
      switch (begun.kind) {
        case 'new':
          return { kind: 'first' };
        case 'running':
          return { kind: 'running' };
        case 'conflict':
          return { kind: 'other-content' };
        case 'repeated':
          return { kind: 'answered', status: begun.status, body: begun.response as JsonObject };
      }
    },
    answered: (person, key, status, body) => finishRequest(store, keyed(person, key), status, body),
    release: (person, key) => forgetRequest(store, keyed(person, key)),
  };
}
