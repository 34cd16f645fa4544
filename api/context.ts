/** What routes share, and what a request carries once the person is known. */

import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import type { Library } from './case-file.ts';
import type { CommandService } from './commands/command-service.ts';
import type { Caller } from './policy/standing.ts';
import type { Action } from './policy/table.ts';
import type { Holder, Ports } from './ports.ts';

export interface Context {
  ports: Ports;
  library: Library;
  commands: CommandService;
}

export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

/** For the audit log: what the request is about; ids only. */
export interface About {
  caseId?: string;
  object?: string;
  actingAs?: string;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set before the handler of every route that is not open. */
    caller: Caller;
    /** Of routes that a receipt opens. */
    holder: Holder;
    about: About;
    /** Where forms stand in the body, for the pointers of faults. */
    formUnder: string;
  }
  interface FastifyContextConfig {
    /** What the policy is asked; `open`: the route needs no person. Every route has one. */
    action?: Action | 'open';
    /** The bearer token is of a receipt's session, not of a person. */
    byReceipt?: boolean;
    /** Reading that stands in the audit log. */
    audited?: boolean;
  }
}
