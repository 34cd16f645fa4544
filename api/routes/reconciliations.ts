/** Two lists compared in a case: counts by kind, lines with both sides and what was answered, export. */
import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { type CaseFile, readCaseFile } from '../case-file.ts';
import type { App, Context } from '../context.ts';
import { demandCase } from '../policy/access.ts';
import { languageOf } from '../present/language.ts';
import { linesOfKind, reconciliationDetail } from '../present/reconciliation.ts';
import { Problem } from '../problems.ts';
import { reconciledIn, reconcilingDecision } from '../reconciliation.ts';
import { Label, nullable, ref, refusals } from '../schemas/common.ts';
import { LineKind, ReconciledLine, ReconciliationDetail } from '../schemas/reconciliations.ts';

const Params = Type.Object({
  caseId: Type.String({ minLength: 1, maxLength: 60, description: 'Id of the case that reconciles.' }),
});

export function reconciliationRoutes(app: App, context: Context): void {
  readReconciliation(app, context);
  readLines(app, context);
}

/** @throws Problem `not-found` also for a case that reconciles nothing; `forbidden` */
async function open({ ports, library }: Context, request: FastifyRequest, caseId: string): Promise<CaseFile> {
  const file = await readCaseFile(ports, library, caseId);
  request.about.caseId = file.view.case.id;
  demandCase('reconciliation.read', request.caller, file);
  if (reconcilingDecision(file.program) === undefined) throw new Problem('not-found');
  return file;
}

function readReconciliation(app: App, context: Context): void {
  app.get(
    '/api/reconciliations/:caseId',
    {
      config: { action: 'reconciliation.read', audited: true },
      schema: {
        operationId: 'readReconciliation',
        tags: ['reconciliations'],
        params: Params,
        response: { 200: ref(ReconciliationDetail), ...refusals },
      },
    },
    async (request) => reconciliationDetail(await open(context, request, request.params.caseId), request.caller),
  );
}

function readLines(app: App, context: Context): void {
  app.get(
    '/api/reconciliations/:caseId/lines',
    {
      config: { action: 'reconciliation.read', audited: true },
      schema: {
        operationId: 'readReconciledLines',
        tags: ['reconciliations'],
        description: 'Lines of one kind in the order of the lists; as csv all of them.',
        params: Params,
        querystring: Type.Object({
          kind: Type.Unsafe<(typeof KINDS)[number]>({ ...LineKind, default: 'differing' }),
          from: Type.Integer({ minimum: 0, default: 0 }),
          limit: Type.Integer({ minimum: 1, maximum: 100, default: 50 }),
          format: Type.Enum(['json', 'csv'], { default: 'json' }),
        }),
        response: {
          200: Type.Object({
            sides: Type.Object({ claimed: ref(Label), recorded: ref(Label) }),
            items: Type.Array(ref(ReconciledLine)),
            next: nullable(Type.Integer({ description: 'Where the next page begins.' })),
            total: Type.Integer(),
          }),
          ...refusals,
        },
      },
    },
    async (request, reply) => {
      const { params, query, headers } = request;
      const file = await open(context, request, params.caseId);
      const found = reconciledIn(file);
      if (found === null) throw new Problem('not-found', NOT_YET);
      const { kind, from, limit, format } = query;
      const { sides, total, page, rows } = linesOfKind(file, found, kind);
      if (format === 'csv') {
        const table = Readable.from(rows(languageOf(headers['accept-language'])));
        const csv = table.pipe(stringify({ bom: true, escape_formulas: true, record_delimiter: 'windows' }));
        return reply
          .type('text/csv; charset=utf-8')
          .header('content-disposition', 'attachment; filename="lines.csv"')
          .header('cache-control', 'private, no-store')
          .send(csv as never);
      }
      return { sides, items: page(from, limit), next: from + limit < total ? from + limit : null, total };
    },
  );
}

const KINDS = LineKind.enum;

const NOT_YET = { reason: 'not-reconciled', detail: '尚未核对。', detailEn: 'Nothing has been reconciled yet.' };
