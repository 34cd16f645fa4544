/** Whether the process lives, whether it can do its work, and what its refusals mean. */
import { Type } from 'typebox';
import type { App, Context } from '../context.ts';
import { PROBLEMS, type ProblemCode } from '../problems.ts';

const PART_WITHIN_MS = 3_000;

export function healthRoutes(app: App, { ports }: Context): void {
  app.get(
    '/healthz',
    {
      config: { action: 'open' },
      schema: {
        operationId: 'isAlive',
        tags: ['operation'],
        security: [],
        response: { 200: Type.Object({ status: Type.Literal('ok') }) },
      },
    },
    async () => ({ status: 'ok' as const }),
  );

  const Part = Type.Object({ ok: Type.Boolean(), reason: Type.Optional(Type.String()) });
  const Ready = Type.Object({ ready: Type.Boolean(), database: Part, temporal: Part, worker: Part });
  app.get(
    '/readyz',
    {
      config: { action: 'open' },
      schema: {
        operationId: 'isReady',
        tags: ['operation'],
        security: [],
        description: 'Whether database, Temporal server and worker can be reached.',
        response: { 200: Ready, 503: Ready },
      },
    },
    async (_request, reply) => {
      const { health } = ports;
      const [database, temporal, worker] = await Promise.all(
        [health.database(), health.temporal(), health.worker()].map(stateOf),
      );
      const parts = { database: database ?? AWAY, temporal: temporal ?? AWAY, worker: worker ?? AWAY };
      const ready = Object.values(parts).every(({ ok }) => ok);
      if (!ready) void reply.header('retry-after', '5');
      return reply.code(ready ? 200 : 503).send({ ready, ...parts });
    },
  );

  app.get(
    '/problems/:code',
    {
      config: { action: 'open' },
      schema: {
        operationId: 'readProblem',
        tags: ['operation'],
        security: [],
        params: Type.Object({ code: Type.String() }),
        response: {
          200: Type.Object({
            title: Type.String(),
            status: Type.Integer(),
            detail: Type.String(),
            detailEn: Type.String(),
          }),
        },
      },
    },
    async (request, reply) => {
      const kind = PROBLEMS[request.params.code as ProblemCode];
      return kind === undefined ? reply.callNotFound() : reply.send(kind);
    },
  );
}

interface PartState {
  ok: boolean;
  reason?: string;
}

const AWAY: PartState = { ok: false };

/** The reason is not told: this route needs no person. The log has it. */
async function stateOf(check: Promise<void>): Promise<PartState> {
  const late = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error('no answer')), PART_WITHIN_MS).unref();
  });
  try {
    await Promise.race([check, late]);
    return { ok: true };
  } catch {
    return AWAY;
  }
}
