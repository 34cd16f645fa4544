/** Cases: starting, finding, reading; their history, decisions and deadlines. */
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { FactBody } from '../../engine/model.ts';
import { addDays, formatInstant, startOfDay } from '../../rules/calendar/date.ts';
import { type CaseFile, readCaseFile } from '../case-file.ts';
import { actor, hashOf } from '../commands/command-service.ts';
import { idempotencyKey, once } from '../commands/once.ts';
import { firstReceipt, receiptGroup } from '../commands/receipts.ts';
import type { App, Context } from '../context.ts';
import { drawingDecision } from '../draw.ts';
import { demandCase, rightsOn } from '../policy/access.ts';
import { sightOf, startGroups } from '../policy/standing.ts';
import { type Action, isAllowed } from '../policy/table.ts';
import { actorsIn, caseDetail, caseSummary } from '../present/cases.ts';
import { explainDeadline } from '../present/deadlines.ts';
import { deadlineName, decisionName } from '../present/names.ts';
import { Problem } from '../problems.ts';
import { reconcilingDecision } from '../reconciliation.ts';
import { CaseDetail, CaseSummary, Started } from '../schemas/cases.ts';
import {
  CaseParams,
  Citation,
  Data,
  Instant,
  Named,
  nullable,
  PageQuery,
  PlainDate,
  pageOf,
  ref,
  refusals,
} from '../schemas/common.ts';
import { given, linkNext } from './answers.ts';
import { offerFor } from './offers.ts';

const IdempotencyHeaders = Type.Object({
  'idempotency-key': Type.Optional(
    Type.String({ description: 'Required. A new one for each act, the same for a repeat.' }),
  ),
});

export function caseRoutes(app: App, context: Context): void {
  startCase(app, context);
  listCases(app, context);
  readCase(app, context);
  readHistory(app, context);
  readDecisions(app, context);
  explainDeadlines(app, context);
}

function startCase(app: App, context: Context): void {
  const { ports, library, commands } = context;
  app.post(
    '/api/cases',
    {
      config: { action: 'case.start', audited: true },
      schema: {
        operationId: 'startCase',
        tags: ['cases'],
        headers: IdempotencyHeaders,
        body: Type.Object(
          {
            procedure: Type.String({ minLength: 1, maxLength: 200 }),
            input: Data,
            as: Type.Optional(
              Type.String({ maxLength: 100, description: 'Group as which to start; default: the first that fits.' }),
            ),
            offer: Type.Optional(Type.String({ maxLength: 60, description: 'Id of the offer that this start takes.' })),
            onBehalfOf: Type.Optional(
              Type.String({ minLength: 1, maxLength: 100, description: 'The party for whom an officer enters it.' }),
            ),
          },
          { additionalProperties: false },
        ),
        response: { 201: ref(Started), ...refusals },
      },
    },
    async (request, reply) => {
      request.formUnder = 'input';
      const { caller, body } = request;
      const key = idempotencyKey(request.headers['idempotency-key']);
      // The log has the names of procedures that there are, not whatever was sent.
      if ((await library.currentProgram(body.procedure)) !== undefined) request.about.object = body.procedure;
      const keyed = { person: caller.person.id, key, route: 'POST /api/cases', bodyHash: hashOf(body) };
      const { procedure, input } = body;
      const answer = await once(ports.idempotency, keyed, async () => {
        const offer = body.offer === undefined ? undefined : await offerFor(ports, caller, body.offer);
        if (offer !== undefined && offer.definition !== procedure) throw new Problem('not-found');
        const { as, onBehalfOf } = body;
        const started = await commands.start(caller, key, { procedure, input, ...given({ as, onBehalfOf, offer }) });
        if (offer !== undefined) await ports.offers.close(offer, { caseId: started.caseId });
        return { status: 201, body: { id: started.caseId, procedure, ...started } };
      });
      request.about.caseId = answer.body.id;
      const receipt = await receiptOfStart(context, request, answer.body.id);
      if (answer.repeated) void reply.header('idempotency-replayed', 'true');
      return reply
        .code(201)
        .header('location', `/api/cases/${answer.body.id}`)
        .send({ ...answer.body, receipt });
    },
  );
}

/**
 * For the party that starts it, or for which it is started. The answer that is kept for a repeat has no secret; it is
 * made again.
 */
async function receiptOfStart(context: Context, request: FastifyRequest, caseId: string) {
  const { caller } = request;
  const { procedure, as, onBehalfOf } = request.body as { procedure: string; as?: string; onBehalfOf?: string };
  const program = await context.library.currentProgram(procedure);
  if (program === undefined) return null;
  const gazette = await context.library.gazetteOf(procedure);
  const group = as ?? startGroups(caller, program.procedure, gazette)[0];
  if (group === undefined) return null;
  const by = { ...actor(caller, { group, unit: '' }, onBehalfOf), person: caller.person.id };
  return firstReceipt(context, caseId, procedure, by, request.log);
}

function listCases(app: App, { ports, library }: Context): void {
  app.get(
    '/api/cases',
    {
      config: { action: 'case.list', audited: true },
      schema: {
        operationId: 'listCases',
        tags: ['cases'],
        description: 'Cases that the caller may see, latest start first.',
        querystring: Type.Object({
          number: Type.Optional(
            Type.String({ minLength: 1, maxLength: 100, description: 'The case number or a part of it.' }),
          ),
          applicant: Type.Optional(
            Type.String({
              minLength: 1,
              maxLength: 100,
              description: 'Part of a name or another short text of the start.',
            }),
          ),
          procedure: Type.Optional(Type.String({ maxLength: 200 })),
          status: Type.Optional(Type.Enum(['open', 'ended'])),
          outcome: Type.Optional(Type.String({ maxLength: 100, description: 'Id of an outcome of the procedure.' })),
          startedFrom: Type.Optional(PlainDate),
          startedTo: Type.Optional({ ...PlainDate, description: 'The last day.' }),
          ...PageQuery,
        }),
        response: { 200: pageOf(ref(CaseSummary)), ...refusals },
      },
    },
    async (request, reply) => {
      const { caller, query } = request;
      const { limit, number, applicant, procedure, status, outcome, startedFrom, startedTo, cursor } = query;
      const sight = sightOf(caller, await library.gazettes());
      const page = await ports.cases.list({
        sight,
        limit,
        ...given({
          ...{ number, applicant, procedure, status, outcome, cursor },
          startedFrom: startedFrom === undefined ? undefined : startOfDay(startedFrom),
          startedBefore: startedTo === undefined ? undefined : startOfDay(addDays(startedTo, 1)),
        }),
      });
      linkNext(request, reply, page.next);
      const items = await Promise.all(
        page.items.map(async (row) => caseSummary(row, await library.program(row.definition))),
      );
      return { items, next: page.next };
    },
  );
}

/** @throws Problem `not-found`, `forbidden` */
export async function openFile(
  { ports, library }: Context,
  request: FastifyRequest,
  caseId: string,
  action: Action,
): Promise<{ file: CaseFile; relations: ReturnType<typeof demandCase> }> {
  const file = await readCaseFile(ports, library, caseId);
  request.about.caseId = file.view.case.id;
  return { file, relations: demandCase(action, request.caller, file) };
}

function readCase(app: App, context: Context): void {
  const { ports, library } = context;
  app.get(
    '/api/cases/:id',
    {
      config: { action: 'case.read', audited: true },
      schema: {
        operationId: 'readCase',
        tags: ['cases'],
        params: CaseParams,
        response: { 200: ref(CaseDetail), ...refusals },
      },
    },
    async (request, reply) => {
      const { file, relations } = await openFile(context, request, request.params.id, 'case.read');
      const { caller } = request;
      const idle = idleActions(file);
      const may = rightsOn(caller, relations).filter((action) => !idle.has(action));
      const [gazettes, names, entries] = await Promise.all([
        library.gazettes(),
        ports.people.names(personsIn(file)),
        library.definitions(),
      ]);
      const version =
        entries.find(({ hash }) => hash === file.view.case.definition)?.version ?? file.program.procedure.version;
      const rights = { data: may.includes('case.read-data'), incidents: may.includes('incident.read'), may };
      void reply.header('etag', `"${file.view.case.seq}"`);
      return caseDetail(file, caller, rights, { gazettes, names, version, now: ports.now() });
    },
  );
}

/** What there is nothing for in this case. */
function idleActions({ state, program, gazette }: CaseFile): Set<Action> {
  const idle = new Set<Action>();
  if (receiptGroup(state.startedBy, program.procedure, gazette) === null) idle.add('receipt.issue');
  if (drawingDecision(program) === undefined) idle.add('draw.read');
  if (reconcilingDecision(program) === undefined) idle.add('reconciliation.read');
  return idle;
}

function personsIn(file: CaseFile): string[] {
  const { tasks, case: row } = file.view;
  const claimed = tasks.flatMap(({ claimed_by }) => claimed_by ?? []);
  return [...new Set([...actorsIn(file), ...claimed, ...(row.started_by === null ? [] : [row.started_by])])];
}

function readHistory(app: App, context: Context): void {
  const HistoryItem = Type.Object({
    fact: Type.Object(
      { seq: Type.Integer(), at: Type.Integer({ description: 'Legal instant, epoch ms.' }), type: Type.String() },
      { additionalProperties: true },
    ),
    at: Instant,
    hash: Type.String({ description: 'Chain hash h(n).' }),
    recordedAt: Instant,
  });
  app.get(
    '/api/cases/:id/history',
    {
      config: { action: 'case.read-history', audited: true },
      schema: {
        operationId: 'readCaseHistory',
        tags: ['cases'],
        description: 'Every fact of the case in order, with its chain hash.',
        params: CaseParams,
        querystring: Type.Object({
          after: Type.Integer({ minimum: 0, default: 0, description: 'Number of the last fact that is known.' }),
          limit: Type.Integer({ minimum: 1, maximum: 100, default: 100 }),
        }),
        response: { 200: Type.Object({ items: Type.Array(HistoryItem), next: nullable(Type.Integer()) }), ...refusals },
      },
    },
    async (request, reply) => {
      const { after, limit } = request.query;
      const { file } = await openFile(context, request, request.params.id, 'case.read-history');
      const rest = file.entries.slice(after);
      const last = rest.length > limit ? after + limit : null;
      if (last !== null)
        void reply.header('link', `</api/cases/${file.state.id}/history?after=${last}&limit=${limit}>; rel="next"`);
      const items = rest.slice(0, limit).map(({ fact, hash, machineAt }) => ({
        fact: fact as never,
        at: formatInstant(fact.at),
        hash,
        recordedAt: formatInstant(machineAt),
      }));
      return { items, next: last };
    },
  );
}

function readDecisions(app: App, context: Context): void {
  const Trace = Type.Object({ rule: Type.String(), because: Data, citation: nullable(ref(Citation)) });
  const DecisionItem = Type.Object({
    seq: Type.Integer(),
    at: Instant,
    decision: ref(Named),
    outputs: Data,
    results: Type.Array(Type.Object({ outputs: Data, trace: Type.Array(Trace), citations: Type.Array(ref(Citation)) })),
  });
  app.get(
    '/api/cases/:id/decisions',
    {
      config: { action: 'case.read-decisions', audited: true },
      schema: {
        operationId: 'readCaseDecisions',
        tags: ['cases'],
        description: 'What rules decided in the case: which rule applied, on which data, by which article.',
        params: CaseParams,
        response: { 200: Type.Object({ items: Type.Array(DecisionItem) }), ...refusals },
      },
    },
    async (request) => {
      const { file } = await openFile(context, request, request.params.id, 'case.read-decisions');
      const items = file.entries.flatMap(({ fact }) => (fact.type === 'decided' ? [decisionItem(file, fact)] : []));
      return { items };
    },
  );
}

function decisionItem(file: CaseFile, fact: { seq: number; at: number } & Extract<FactBody, { type: 'decided' }>) {
  return {
    seq: fact.seq,
    at: formatInstant(fact.at),
    decision: decisionName(file.program, fact.decision),
    outputs: fact.outputs,
    results: fact.results,
  };
}

export const Explanation = Type.Object({
  ...Named.properties,
  due: nullable(PlainDate),
  unknownYear: nullable(Type.Integer()),
  days: Type.Array(
    Type.Object({
      date: PlainDate,
      why: Type.Enum(['start', 'counted', 'weekend', 'holiday', 'suspended', 'rolled', 'fixed']),
      n: Type.Optional(Type.Integer({ description: 'Number of a counted day, from 1.' })),
      makeUp: Type.Optional(Type.Literal(true)),
    }),
  ),
});

function explainDeadlines(app: App, context: Context): void {
  app.get(
    '/api/cases/:id/deadlines/:deadline/explain',
    {
      config: { action: 'deadline.explain' },
      schema: {
        operationId: 'explainDeadline',
        tags: ['cases'],
        description: 'Each day of the period and why it counts or not.',
        params: Type.Object({ ...CaseParams.properties, deadline: Type.String({ maxLength: 100 }) }),
        response: { 200: Explanation, ...refusals },
      },
    },
    async (request) => {
      const { file, relations } = await openFile(context, request, request.params.id, 'deadline.explain');
      const deadline = file.state.deadlines[request.params.deadline];
      if (deadline === undefined || !isAllowed('deadline.explain', request.caller.roles, relations))
        throw new Problem('not-found');
      const { due, unknownYear, days } = explainDeadline(deadline, file.calendar);
      return { ...deadlineName(file.program, request.params.deadline), due, unknownYear, days: [...days] };
    },
  );
}
