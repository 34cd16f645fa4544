/** Definitions told in words: procedures, decisions, articles, versions and what differs between them. */
import { Type } from 'typebox';
import type { Program } from '../../engine/program.ts';
import { decideRule } from '../../rules/decision/decide.ts';
import type { Decision } from '../../rules/decision/model.ts';
import { formSchema } from '../../rules/form/json-schema.ts';
import type { DefinitionEntry } from '../../store/definitions.ts';
import type { App, Context } from '../context.ts';
import { startGroups } from '../policy/standing.ts';
import { isAllowed } from '../policy/table.ts';
import type { Gazette } from '../ports.ts';
import { articlesOf } from '../present/articles.ts';
import { compareParts, type Part } from '../present/comparison/compare.ts';
import { partsOfDecision, partsOfProcedure } from '../present/comparison/parts.ts';
import { decisionWords } from '../present/decisions.ts';
import { procedureWords } from '../present/procedures.ts';
import { triedDecision } from '../present/tried.ts';
import type { Titles } from '../present/words/lexicon.ts';
import { formErrors, Problem } from '../problems.ts';
import { Citation, Data, Label, nullable, ref, refusals } from '../schemas/common.ts';
import { Provision } from '../schemas/guidance.ts';
import {
  Article,
  DecisionInWords,
  DefinitionDifference,
  DefinitionVersion,
  ProcedureInWords,
} from '../schemas/procedures.ts';

export const IdParams = Type.Object({ id: Type.String({ maxLength: 200 }) });
const Kind = Type.Enum(['procedure', 'decision']);
const VersionQuery = Type.Object({
  version: Type.Optional(Type.Integer({ minimum: 1, description: 'Left out: the one that new cases get.' })),
});

export function procedureRoutes(app: App, context: Context): void {
  const { ports, library } = context;
  const nobody = new Set<never>();
  const lookUp = async (kind: DefinitionEntry['kind'], id: string, version: number | undefined) => {
    const versions = (await ports.shelf.list()).filter((entry) => entry.kind === kind && entry.id === id);
    const entry = versions.find((one) => (version === undefined ? one.current : one.version === version));
    if (entry === undefined) throw new Problem('not-found');
    return { entry, versions };
  };
  const titles = async (): Promise<Titles> => {
    const entries = (await library.definitions()).filter(({ current }) => current);
    return new Map(entries.map(({ id, titleZh, titleEn }) => [id, { zh: titleZh, en: titleEn }]));
  };

  app.get(
    '/api/procedures/:id',
    {
      config: { action: 'definition.read' },
      schema: {
        operationId: 'readProcedure',
        tags: ['definitions'],
        description: 'A procedure told in words.',
        params: IdParams,
        querystring: VersionQuery,
        response: { 200: ref(ProcedureInWords), ...refusals },
      },
    },
    async ({ caller, params, query }, reply) => {
      const { entry, versions } = await lookUp('procedure', params.id, query.version);
      const [program, gazette, open] = await Promise.all([
        library.program(entry.hash),
        library.gazetteOf(entry.id),
        ports.operations.openByDefinition(),
      ]);
      void reply.header('etag', `"${entry.hash}"`);
      return {
        ...headOf(entry, versions.length, gazette, program.procedure.citations),
        ...procedureWords(program, await titles()),
        mayStart: startGroups(caller, program.procedure, gazette).length > 0,
        mayRehearse: isAllowed('definition.rehearse', caller.roles, nobody),
        openCases: sum(open.filter(({ procedure }) => procedure === entry.id).map(({ cases }) => cases)),
      };
    },
  );

  app.get(
    '/api/decisions/:id',
    {
      config: { action: 'definition.read' },
      schema: {
        operationId: 'readDecision',
        tags: ['definitions'],
        description: 'A decision told in words: its tables, rule by rule, and its figures.',
        params: IdParams,
        querystring: VersionQuery,
        response: { 200: ref(DecisionInWords), ...refusals },
      },
    },
    async ({ caller, params, query }, reply) => {
      const { entry, versions } = await lookUp('decision', params.id, query.version);
      const [decision, gazette, called] = await Promise.all([
        ports.shelf.decision(entry.hash),
        library.gazetteOf(entry.id),
        titles(),
      ]);
      void reply.header('etag', `"${entry.hash}"`);
      return {
        ...headOf(entry, versions.length, gazette, decision.citations),
        ...decisionWords(decision, called),
        form: formSchema(decision.inputs) as Record<string, unknown>,
        mayTry: isAllowed('definition.rehearse', caller.roles, nobody),
        usedBy: await usersOf(context, entry.id),
      };
    },
  );

  app.post(
    '/api/decisions/:id/try',
    {
      config: { action: 'definition.rehearse' },
      schema: {
        operationId: 'tryDecision',
        tags: ['definitions'],
        description: 'What the decision gives for these inputs, rule by rule. Nothing is written.',
        params: IdParams,
        querystring: VersionQuery,
        body: Type.Object({ inputs: Data }, { additionalProperties: false }),
        response: {
          200: Type.Object({
            outputs: Type.Array(Type.Object({ name: Type.String(), label: ref(Label), text: nullable(ref(Label)) })),
            values: Data,
            reasons: Type.Array(ref(Provision), {
              description: 'Which rule gave what, on which data, of which article.',
            }),
            citations: Type.Array(ref(Citation)),
          }),
          ...refusals,
        },
      },
    },
    async (request) => {
      const { params, query, body } = request;
      request.formUnder = 'inputs';
      const { entry } = await lookUp('decision', params.id, query.version);
      const [decision, others, calendar] = await Promise.all([
        ports.shelf.decision(entry.hash),
        decisionsOf(context, entry.id),
        ports.shelf.currentCalendar(),
      ]);
      if (calendar === null) throw new Problem('unavailable');
      const find = (id: string) => (id === decision.id ? decision : others.get(id));
      const decided = decideRule(decision, body.inputs, await library.calendar(calendar.hash), find);
      if (!decided.ok) throw new Problem('invalid', { errors: formErrors(decided.faults, 'inputs') });
      return triedDecision(decision, decided.result);
    },
  );

  app.get(
    '/api/definitions/:id/versions',
    {
      config: { action: 'definition.read' },
      schema: {
        operationId: 'listDefinitionVersions',
        tags: ['definitions'],
        params: IdParams,
        querystring: Type.Object({ kind: Kind }),
        response: {
          200: Type.Object({ title: ref(Label), items: Type.Array(ref(DefinitionVersion)) }),
          ...refusals,
        },
      },
    },
    async ({ params, query }) => {
      const { entry, versions } = await lookUp(query.kind, params.id, undefined);
      const [names, open] = await Promise.all([
        ports.people.names([...new Set(versions.map(({ deployedBy }) => deployedBy))]),
        ports.operations.openByDefinition(),
      ]);
      const items = versions.map(({ version, hash, current, deployedAt, deployedBy }) => ({
        version,
        hash,
        current,
        deployedAt: deployedAt.toISOString(),
        deployedBy: { id: deployedBy, name: names.get(deployedBy) ?? deployedBy },
        openCases:
          query.kind === 'decision'
            ? null
            : sum(open.filter(({ definition }) => definition === hash).map(({ cases }) => cases)),
      }));
      return { title: { zh: entry.titleZh, en: entry.titleEn }, items };
    },
  );

  app.get(
    '/api/definitions/:id/comparison',
    {
      config: { action: 'definition.read' },
      schema: {
        operationId: 'compareDefinitionVersions',
        tags: ['definitions'],
        description: 'What differs between two versions, in words; of a procedure with the decisions that it calls.',
        params: IdParams,
        querystring: Type.Object({
          kind: Kind,
          from: Type.Integer({ minimum: 1 }),
          to: Type.Integer({ minimum: 1 }),
        }),
        response: { 200: Type.Object({ changes: Type.Array(ref(DefinitionDifference)) }), ...refusals },
      },
    },
    async ({ params, query }) => {
      const { kind, from, to } = query;
      const called = await titles();
      const parts = async (version: number): Promise<Part[]> => {
        const { entry } = await lookUp(kind, params.id, version);
        return kind === 'decision'
          ? partsOfDecision(await ports.shelf.decision(entry.hash), called)
          : partsOfProcedure(await library.program(entry.hash), called);
      };
      const [before, after] = await Promise.all([parts(from), parts(to)]);
      return { changes: compareParts(before, after) };
    },
  );

  app.get(
    '/api/gazettes/:slug/articles',
    {
      config: { action: 'definition.read' },
      schema: {
        operationId: 'listArticles',
        tags: ['definitions'],
        description: 'Which article is carried out by which steps, deadlines and rules of the deployed definitions.',
        params: Type.Object({ slug: Type.String({ maxLength: 200 }) }),
        response: {
          200: Type.Object({
            id: Type.String(),
            number: Type.String(),
            title: ref(Label),
            documents: Type.Array(Type.Object({ document: Type.String(), articles: Type.Array(ref(Article)) })),
          }),
          ...refusals,
        },
      },
    },
    async ({ params }) => {
      const gazette = (await library.gazettes()).find(({ id }) => id === params.slug);
      if (gazette === undefined) throw new Problem('not-found');
      const entries = await currentOf(context, `${gazette.id}.`);
      const [procedures, decisions] = await Promise.all([
        programsOf(context, entries),
        Promise.all(entries.filter(({ kind }) => kind === 'decision').map(({ hash }) => ports.shelf.decision(hash))),
      ]);
      return {
        id: gazette.id,
        number: gazette.number,
        title: gazette.title,
        documents: articlesOf(
          gazette.number,
          procedures.map(({ procedure }) => procedure),
          decisions,
        ),
      };
    },
  );
}

function headOf(
  entry: DefinitionEntry,
  versions: number,
  gazette: Gazette | undefined,
  citations: Program['procedure']['citations'],
) {
  const { id, version, hash, current, titleZh, titleEn, deployedAt } = entry;
  return {
    ...{ id, version, hash, current, versions, citations },
    title: { zh: titleZh, en: titleEn },
    deployedAt: deployedAt.toISOString(),
    document: gazette === undefined ? null : { id: gazette.id, number: gazette.number, title: gazette.title },
  };
}

async function currentOf({ library }: Context, prefix: string): Promise<DefinitionEntry[]> {
  return (await library.definitions()).filter(({ current, id }) => current && id.startsWith(prefix));
}

function programsOf({ library }: Context, entries: readonly DefinitionEntry[]): Promise<Program[]> {
  return Promise.all(entries.filter(({ kind }) => kind === 'procedure').map(({ hash }) => library.program(hash)));
}

/** Procedures of the same document that call the decision. */
async function usersOf(context: Context, decision: string) {
  const slug = decision.slice(0, decision.indexOf('.') + 1);
  const programs = await programsOf(context, await currentOf(context, slug));
  return programs
    .filter(({ procedure }) => procedure.decisions.includes(decision))
    .map(({ procedure }) => ({ id: procedure.id, label: procedure.title }));
}

/** Current decisions of the same document, which a decision may ask. */
async function decisionsOf(context: Context, decision: string): Promise<ReadonlyMap<string, Decision>> {
  const slug = decision.slice(0, decision.indexOf('.') + 1);
  const entries = (await currentOf(context, slug)).filter(({ kind }) => kind === 'decision');
  const found = await Promise.all(entries.map(({ hash }) => context.ports.shelf.decision(hash)));
  return new Map(found.map((one) => [one.id, one]));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, n) => total + n, 0);
}
