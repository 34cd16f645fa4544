/**
 * Public draws: what was sealed, the seed, the result a page at a time, drawn again to be compared, and the record by
 * which anyone can do the same. A draw goes on by the tasks of its case.
 */
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { type CaseFile, readCaseFile } from '../case-file.ts';
import type { App, Context } from '../context.ts';
import { type Drawn, drawAgain, drawingDecision, drawnIn } from '../draw.ts';
import { demandCase } from '../policy/access.ts';
import { differencesShown, drawDetail, drawnList } from '../present/draw.ts';
import { Problem } from '../problems.ts';
import { Label, nullable, ref, refusals } from '../schemas/common.ts';
import { DrawDetail } from '../schemas/draws.ts';

const Params = Type.Object({
  caseId: Type.String({ minLength: 1, maxLength: 60, description: 'Id of the case that draws.' }),
});

export function drawRoutes(app: App, context: Context): void {
  readDraw(app, context);
  readResult(app, context);
  verify(app, context);
  readRecord(app, context);
}

/** @throws Problem `not-found` also for a case that does not draw; `forbidden` */
async function openDraw({ ports, library }: Context, request: FastifyRequest, caseId: string): Promise<CaseFile> {
  const file = await readCaseFile(ports, library, caseId);
  request.about.caseId = file.view.case.id;
  demandCase('draw.read', request.caller, file);
  if (drawingDecision(file.program) === undefined) throw new Problem('not-found');
  return file;
}

/** @throws Problem `not-found` */
function demandDrawn(file: CaseFile): Drawn {
  const drawn = drawnIn(file);
  if (drawn === null) throw new Problem('not-found', NOT_DRAWN);
  return drawn;
}

const NOT_DRAWN = { reason: 'not-drawn', detail: '尚未摇号。', detailEn: 'Nothing has been drawn yet.' };

function readDraw(app: App, context: Context): void {
  app.get(
    '/api/draws/:caseId',
    {
      config: { action: 'draw.read', audited: true },
      schema: {
        operationId: 'readDraw',
        tags: ['draws'],
        params: Params,
        response: { 200: ref(DrawDetail), ...refusals },
      },
    },
    async (request) => drawDetail(await openDraw(context, request, request.params.caseId), request.caller),
  );
}

function readResult(app: App, context: Context): void {
  const Cell = Type.Object({ value: Type.Unknown(), text: nullable(ref(Label)) });
  const Row = Type.Object({ place: Type.Integer(), cells: Type.Array(Cell) });
  app.get(
    '/api/draws/:caseId/lists/:list',
    {
      config: { action: 'draw.read', audited: true },
      schema: {
        operationId: 'readDrawnList',
        tags: ['draws'],
        description: 'A list of the result, in its order. Codes, no names.',
        params: Type.Object({ ...Params.properties, list: Type.String({ maxLength: 100 }) }),
        querystring: Type.Object({
          from: Type.Integer({ minimum: 0, default: 0 }),
          limit: Type.Integer({ minimum: 1, maximum: 100, default: 50 }),
        }),
        response: {
          200: Type.Object({
            columns: Type.Array(Type.Object({ name: Type.String(), label: ref(Label) })),
            items: Type.Array(Row),
            next: nullable(Type.Integer({ description: 'Where the next page begins.' })),
            total: Type.Integer(),
          }),
          ...refusals,
        },
      },
    },
    async (request) => {
      const { params, query } = request;
      const file = await openDraw(context, request, params.caseId);
      const list = drawnList(file, demandDrawn(file), params.list, query.from, query.limit);
      if (list === null) throw new Problem('not-found');
      return list as never;
    },
  );
}

function verify(app: App, context: Context): void {
  const Difference = Type.Object({
    label: ref(Label),
    entry: nullable(Type.Integer({ description: 'Of a list: the first entry that differs, from 1.' })),
    published: Type.Unknown(),
    drawn: Type.Unknown(),
  });
  app.post(
    '/api/draws/:caseId/verification',
    {
      config: { action: 'draw.read', audited: true },
      schema: {
        operationId: 'verifyDraw',
        tags: ['draws'],
        description: 'Draws again from the recorded pool and seed, and compares every output.',
        params: Params,
        response: {
          200: Type.Object({ same: Type.Boolean(), differences: Type.Array(Difference) }),
          ...refusals,
        },
      },
    },
    async (request) => {
      const file = await openDraw(context, request, request.params.caseId);
      const differences = drawAgain(file, demandDrawn(file).record);
      if (differences === null) throw new Problem('internal');
      return { same: differences.length === 0, differences: differencesShown(file, differences) };
    },
  );
}

function readRecord(app: App, context: Context): void {
  app.get(
    '/api/draws/:caseId/record',
    {
      config: { action: 'draw.read', audited: true },
      schema: {
        operationId: 'readDrawRecord',
        tags: ['draws'],
        description: 'What is published: decision, input and outputs, as `banli draw verify` and docs/draw.md read it.',
        params: Params,
        response: {
          200: Type.Object({
            decision: Type.String(),
            input: Type.Record(Type.String(), Type.Unknown()),
            outputs: Type.Record(Type.String(), Type.Unknown()),
          }),
          ...refusals,
        },
      },
    },
    async (request, reply) => {
      const file = await openDraw(context, request, request.params.caseId);
      const { record } = demandDrawn(file);
      void reply.header('content-disposition', 'attachment; filename="record.json"');
      return record;
    },
  );
}
