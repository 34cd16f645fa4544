/** Deployed procedures and decisions, and deploying them. */
import { Type } from 'typebox';
import type { Finding } from '../../compiler/finding.ts';
import type { App, Context } from '../context.ts';
import { deployDefinitions } from '../deploy-definitions.ts';
import { demand } from '../policy/access.ts';
import { startGroups } from '../policy/standing.ts';
import { decisionDetail, definitionSummary, lawsOf, procedureDetail } from '../present/definitions.ts';
import { Problem } from '../problems.ts';
import { Label, nullable, ref, refusals } from '../schemas/common.ts';
import {
  DefinitionChange,
  DefinitionDetail,
  DefinitionFiles,
  DefinitionSummary,
  FindingSchema,
} from '../schemas/definitions.ts';

const FILES_MAX = 16 * 1024 * 1024;

export function definitionRoutes(app: App, context: Context): void {
  const { ports, library } = context;

  app.get(
    '/api/definitions',
    {
      config: { action: 'definition.read' },
      schema: {
        operationId: 'listDefinitions',
        tags: ['definitions'],
        querystring: Type.Object({ kind: Type.Optional(Type.Enum(['procedure', 'decision'])) }),
        response: {
          200: Type.Object({
            items: Type.Array(
              Type.Object({
                ...DefinitionSummary.properties,
                mayStartAs: Type.Array(Type.String()),
                document: nullable(Type.String()),
                gazette: nullable(Type.Object({ id: Type.String(), title: ref(Label) })),
                laws: Type.Array(Type.String(), {
                  description: 'Of a procedure: every document and law that it cites.',
                }),
              }),
            ),
          }),
          ...refusals,
        },
      },
    },
    async ({ caller, query }) => {
      const entries = (await ports.shelf.list()).filter(
        ({ current, kind }) => current && (query.kind ?? kind) === kind,
      );
      const gazettes = await library.gazettes();
      const items = await Promise.all(
        entries.map(async (entry) => {
          const gazette = gazettes.find(({ id }) => entry.id.startsWith(`${id}.`));
          const procedure = entry.kind === 'procedure' ? (await library.program(entry.hash)).procedure : undefined;
          const mayStartAs = procedure === undefined ? [] : startGroups(caller, procedure, gazette);
          return {
            ...definitionSummary(entry),
            mayStartAs,
            document: gazette?.number ?? null,
            gazette: gazette === undefined ? null : { id: gazette.id, title: gazette.title },
            laws: procedure === undefined ? [] : lawsOf(procedure),
          };
        }),
      );
      return { items };
    },
  );

  app.get(
    '/api/definitions/:id',
    {
      config: { action: 'definition.read' },
      schema: {
        operationId: 'readDefinition',
        tags: ['definitions'],
        params: Type.Object({ id: Type.String({ maxLength: 200 }) }),
        querystring: Type.Object({
          kind: Type.Optional(
            Type.Enum(['procedure', 'decision'], { description: 'Where both have the id; left out: the procedure.' }),
          ),
          version: Type.Optional(Type.Integer({ minimum: 1 })),
        }),
        response: { 200: ref(DefinitionDetail), ...refusals },
      },
    },
    async ({ caller, params, query }, reply) => {
      const named = (await ports.shelf.list()).filter(({ id }) => id === params.id);
      const kind = query.kind ?? (named.some((found) => found.kind === 'procedure') ? 'procedure' : 'decision');
      const versions = named.filter((found) => found.kind === kind);
      const entry = versions.find(({ current, version }) =>
        query.version === undefined ? current : version === query.version,
      );
      if (entry === undefined) throw new Problem('not-found');
      const gazette = await library.gazetteOf(entry.id);
      void reply.header('etag', `"${entry.hash}"`);
      const of = versions.map(({ version, hash, current }) => ({ version, hash, current }));
      if (entry.kind === 'decision') {
        return { ...decisionDetail(entry, await ports.shelf.decision(entry.hash), gazette), versions: of };
      }
      const program = await library.program(entry.hash);
      const mayStartAs = startGroups(caller, program.procedure, gazette);
      return { ...procedureDetail(entry, program, gazette), mayStartAs, versions: of };
    },
  );

  app.post(
    '/api/definitions',
    {
      bodyLimit: FILES_MAX,
      config: { action: 'definition.deploy', audited: true },
      schema: {
        operationId: 'deployDefinitions',
        tags: ['definitions'],
        description:
          'Compiles a whole set of files and deploys all of them or nothing. Running cases keep the version that they began with.',
        body: Type.Object(
          {
            files: DefinitionFiles,
            dryRun: Type.Boolean({ default: false, description: 'Compile and compare, deploy nothing.' }),
          },
          { additionalProperties: false },
        ),
        response: {
          200: Type.Object({ deployed: Type.Array(ref(DefinitionChange)), warnings: Type.Array(ref(FindingSchema)) }),
          ...refusals,
        },
      },
    },
    async (request) => {
      const { caller, body } = request;
      demand('definition.deploy', caller);
      const { deployed, warnings } = await deployDefinitions(ports, body.files, caller.person.id, body.dryRun);
      library.forget();
      request.about.object = `definitions:${deployed.filter(({ change }) => change !== 'unchanged').length}`;
      return { deployed, warnings: warnings.map(plain) };
    },
  );
}

function plain({ file, line, column, check, severity, message, remedy }: Finding) {
  return { file, line, column, check, severity, message, remedy };
}
