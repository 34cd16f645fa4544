/** What the page of a case asks for part by part: the way it came, its timeline, registers and the cases around it. */
import { Type } from 'typebox';
import type { App, Context } from '../context.ts';
import { rightsOn } from '../policy/access.ts';
import { sightOf } from '../policy/standing.ts';
import { registerEntries } from '../present/case-registers.ts';
import { caseWay } from '../present/case-way.ts';
import { actorsIn, caseSummary, timelineOf } from '../present/cases.ts';
import { CaseSummary, DataItem, TimelineItem } from '../schemas/cases.ts';
import { CaseParams, Instant, Named, nullable, ref, refusals } from '../schemas/common.ts';
import { openFile } from './cases.ts';

export function casePartRoutes(app: App, context: Context): void {
  readWay(app, context);
  readTimeline(app, context);
  readRegisters(app, context);
  readRelated(app, context);
}

function readWay(app: App, context: Context): void {
  const elements = (description: string) => Type.Array(Type.String(), { description });
  app.get(
    '/api/cases/:id/way',
    {
      config: { action: 'case.read', audited: true },
      schema: {
        operationId: 'readCaseWay',
        tags: ['cases'],
        description: 'Where the case stands in the diagram of its definition, and the way it came.',
        params: CaseParams,
        response: {
          200: Type.Object({
            open: elements('Ids of elements of the diagram that are open; a step is `step_<id>`.'),
            passed: elements('Elements and flows that were passed.'),
            closed: elements('Steps that were closed without completion.'),
            visits: Type.Array(
              Type.Object({
                step: ref(Named),
                from: Instant,
                to: nullable(Instant),
                how: Type.Enum(['open', 'done', 'closed']),
              }),
            ),
          }),
          ...refusals,
        },
      },
    },
    async (request) => {
      const { file } = await openFile(context, request, request.params.id, 'case.read');
      return caseWay(file);
    },
  );
}

const KINDS = ['acts', 'deadlines', 'documents'] as const;
type Kind = (typeof KINDS)[number];

/** What a person did, with the beginning and the end; what is about a deadline; what was issued and served. */
function kindOf({ type, by }: { type: string; by?: unknown }): Kind | undefined {
  if (type.startsWith('document-')) return 'documents';
  if (type.startsWith('deadline-') || type === 'overdue' || type === 'reminder' || type === 'escalated')
    return 'deadlines';
  return by !== undefined || type === 'started' || type === 'ended' ? 'acts' : undefined;
}

function readTimeline(app: App, context: Context): void {
  app.get(
    '/api/cases/:id/timeline',
    {
      config: { action: 'case.read', audited: true },
      schema: {
        operationId: 'readCaseTimeline',
        tags: ['cases'],
        description: 'What happened in the case, in words, latest first.',
        params: CaseParams,
        querystring: Type.Object({
          kind: Type.Optional(Type.Enum([...KINDS])),
          before: Type.Optional(
            Type.Integer({ minimum: 1, description: 'Number of the earliest entry that is known.' }),
          ),
          limit: Type.Integer({ minimum: 1, maximum: 100, default: 50 }),
        }),
        response: {
          200: Type.Object({
            items: Type.Array(ref(TimelineItem)),
            next: nullable(Type.Integer({ description: 'The `before` of the next page.' })),
          }),
          ...refusals,
        },
      },
    },
    async (request) => {
      const { kind, before = Number.MAX_SAFE_INTEGER, limit } = request.query;
      const { file, relations } = await openFile(context, request, request.params.id, 'case.read');
      const data = rightsOn(request.caller, relations).includes('case.read-data');
      const names = await context.ports.people.names(actorsIn(file));
      const items = timelineOf(file, { data }, names)
        .filter((item) => item.seq < before && (kind === undefined || kindOf(item) === kind))
        .reverse();
      return { items: items.slice(0, limit), next: items.length > limit ? (items[limit - 1]?.seq ?? null) : null };
    },
  );
}

function readRegisters(app: App, context: Context): void {
  app.get(
    '/api/cases/:id/registers',
    {
      config: { action: 'case.read-data', audited: true },
      schema: {
        operationId: 'readCaseRegisters',
        tags: ['cases'],
        description: 'What the case wrote into registers, in order.',
        params: CaseParams,
        response: {
          200: Type.Object({
            items: Type.Array(
              Type.Object({
                seq: Type.Integer(),
                at: Instant,
                slug: Type.String(),
                register: ref(Named),
                key: Type.String(),
                values: Type.Array(ref(DataItem)),
              }),
            ),
          }),
          ...refusals,
        },
      },
    },
    async (request) => {
      const { file } = await openFile(context, request, request.params.id, 'case.read-data');
      return { items: registerEntries(file) };
    },
  );
}

function readRelated(app: App, context: Context): void {
  const { ports, library } = context;
  app.get(
    '/api/cases/:id/related',
    {
      config: { action: 'case.read', audited: true },
      schema: {
        operationId: 'listRelatedCases',
        tags: ['cases'],
        description:
          'Cases that the caller may see of those that started the case, were started by it, sent it a message or got one from it.',
        params: CaseParams,
        response: {
          200: Type.Object({
            items: Type.Array(
              Type.Object({
                relationship: Type.Enum(['starter', 'started', 'teller', 'told']),
                case: ref(CaseSummary),
              }),
            ),
          }),
          ...refusals,
        },
      },
    },
    async (request) => {
      const { file } = await openFile(context, request, request.params.id, 'case.read');
      const sight = sightOf(request.caller, await library.gazettes());
      const related = await ports.cases.related(file.state.id, sight);
      const items = await Promise.all(
        related.map(async ({ relationship, case: row }) => ({
          relationship,
          case: caseSummary(row, await library.program(row.definition)),
        })),
      );
      return { items };
    },
  );
}
