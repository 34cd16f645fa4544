/** Procedures as BPMN diagrams, drawn from the compiled definition when they are asked for. */
import { Type } from 'typebox';
import { bpmnOf } from '../../interchange/bpmn/to-xml.ts';
import { sha256 } from '../../store/content.ts';
import type { App, Context } from '../context.ts';
import { Problem } from '../problems.ts';
import { refusals } from '../schemas/common.ts';

interface Drawn {
  xml: string;
  etag: string;
}

const KEPT = 200;

export function diagramRoutes(app: App, { ports, library }: Context): void {
  const drawn = new Map<string, Promise<Drawn>>();

  async function draw(hash: string): Promise<Drawn> {
    const { procedure, decisions } = await library.program(hash);
    const xml = await bpmnOf({ procedure, decisions: [...decisions.values()] });
    return { xml, etag: `"${sha256(Buffer.from(xml))}"` };
  }

  /** Definitions never change under their hash. */
  function kept(hash: string): Promise<Drawn> {
    const known = drawn.get(hash);
    if (known !== undefined) return known;
    if (drawn.size >= KEPT) drawn.clear();
    const drawing = draw(hash);
    drawn.set(hash, drawing);
    drawing.catch(() => drawn.delete(hash));
    return drawing;
  }

  app.get(
    '/api/definitions/:id/diagram',
    {
      config: { action: 'definition.read' },
      schema: {
        operationId: 'readDiagram',
        tags: ['definitions'],
        description: 'The procedure as BPMN 2.0 XML with its layout. A step is the element `step_<id>`.',
        params: Type.Object({ id: Type.String({ maxLength: 200 }) }),
        querystring: Type.Object({
          version: Type.Optional(Type.Integer({ minimum: 1, description: 'Left out: the present one.' })),
          hash: Type.Optional(Type.String({ maxLength: 64, description: 'Of the version to which a case is pinned.' })),
        }),
        response: { 200: Type.Unsafe<never>({ type: 'string', description: 'application/bpmn+xml' }), ...refusals },
      },
    },
    async ({ params, query, headers }, reply) => {
      const { version, hash } = query;
      const found = (await ports.shelf.list()).find(
        (entry) =>
          entry.kind === 'procedure' &&
          entry.id === params.id &&
          (hash === undefined || entry.hash === hash) &&
          (version === undefined ? hash !== undefined || entry.current : entry.version === version),
      );
      if (found === undefined) throw new Problem('not-found');
      const { xml, etag } = await kept(found.hash);
      void reply.header('etag', etag).header('cache-control', 'private, no-cache');
      if (headers['if-none-match'] === etag) return reply.code(304 as 200).send(undefined as never);
      return reply.type('application/bpmn+xml').send(xml as never);
    },
  );
}
