/** What auditors do with a case: step through its life, check it against its history, take its evidence along. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { CASE_CHECKS } from '../../replay/case-check.ts';
import { addMonths, startOfDay } from '../../rules/calendar/date.ts';
import type { CaseRow } from '../../store/tables.ts';
import { type CaseLife, readCaseLife, statesAround } from '../case-life.ts';
import type { App, Context } from '../context.ts';
import { demand, demandCase } from '../policy/access.ts';
import { sightOf } from '../policy/standing.ts';
import type { Action } from '../policy/table.ts';
import { factItem, personsOfFacts, stateAfter } from '../present/case-states.ts';
import { itemLabelsOf } from '../present/names.ts';
import { Problem } from '../problems.ts';
import { createReplays, type Replay, type ReplayedCase, type Replays } from '../replays.ts';
import { FactItem, ReplayDetail, StateAfter } from '../schemas/audit.ts';
import { CaseParams, nullable, ref, refusals } from '../schemas/common.ts';
import { given } from './answers.ts';

export function caseAuditRoutes(app: App, context: Context): void {
  const replays = createReplays(context.ports.audits);
  app.addHook('onClose', async () => replays.close());
  listFacts(app, context);
  readState(app, context);
  replayCase(app, context, replays);
  replayMonth(app, context, replays);
  readReplay(app, replays);
  exportEvidence(app, context);
}

/** @throws Problem `not-found`, `forbidden` */
async function lifeFor({ ports, library }: Context, request: FastifyRequest, caseId: string, action: Action) {
  const life = await readCaseLife(ports, library, caseId);
  request.about.caseId = life.view.case.id;
  demandCase(action, request.caller, life);
  return life;
}

// ── step by step ────────────────────────────────────────────────────────────────────────────────────────────────

function listFacts(app: App, context: Context): void {
  app.get(
    '/api/cases/:id/states',
    {
      config: { action: 'case.read-state', audited: true },
      schema: {
        operationId: 'listCaseStates',
        tags: ['audit'],
        description: 'Every fact of the case in words, in order: after each there is a state.',
        params: CaseParams,
        querystring: Type.Object({
          after: Type.Integer({ minimum: 0, default: 0, description: 'Number of the last fact that is known.' }),
          limit: Type.Integer({ minimum: 1, maximum: 100, default: 100 }),
        }),
        response: {
          200: Type.Object({
            number: Type.String(),
            subject: Type.String(),
            items: Type.Array(ref(FactItem)),
            total: Type.Integer(),
            next: nullable(Type.Integer()),
          }),
          ...refusals,
        },
      },
    },
    async (request) => {
      const { after, limit } = request.query;
      const life = await lifeFor(context, request, request.params.id, 'case.read-state');
      const total = life.entries.length;
      const last = Math.min(after + limit, total);
      const names = await context.ports.people.names(personsOfFacts(life.entries.slice(after, last)));
      const numbers = Array.from({ length: Math.max(0, last - after) }, (_, i) => after + 1 + i);
      const { number, subject } = life.view.case;
      const labels = itemLabelsOf(life);
      const items = numbers.map((n) => factItem(life, n, names, labels));
      return { number, subject, items, total, next: last < total ? last : null };
    },
  );
}

function readState(app: App, context: Context): void {
  const { ports, library } = context;
  app.get(
    '/api/cases/:id/states/:seq',
    {
      config: { action: 'case.read-state', audited: true },
      schema: {
        operationId: 'readCaseState',
        tags: ['audit'],
        description: 'The case as it stood after fact `seq`, folded from its facts.',
        params: Type.Object({ ...CaseParams.properties, seq: Type.Integer({ minimum: 1 }) }),
        response: { 200: ref(StateAfter), ...refusals },
      },
    },
    async (request) => {
      const { id, seq } = request.params;
      const life = await lifeFor(context, request, id, 'case.read-state');
      if (seq > life.entries.length) throw new Problem('not-found');
      request.about.object = `fact:${seq}`;
      const states = statesAround(life, seq);
      const [names, definitions, calendar] = await Promise.all([
        ports.people.names(personsOf(life, seq, states.after.tokens)),
        library.definitions(),
        library.calendar(states.after.calendar),
      ]);
      const definition = definitions.find(({ hash }) => hash === states.after.definition);
      return stateAfter(life, seq, states, { names, definition, calendar });
    },
  );
}

function personsOf({ entries }: CaseLife, seq: number, tokens: readonly { claimedBy?: string }[]): string[] {
  return [...personsOfFacts(entries.slice(seq - 1, seq)), ...tokens.flatMap(({ claimedBy }) => claimedBy ?? [])];
}

// ── checks ──────────────────────────────────────────────────────────────────────────────────────────────────────

function replayCase(app: App, context: Context, replays: Replays): void {
  app.post(
    '/api/cases/:id/replay',
    {
      config: { action: 'case.replay', audited: true },
      schema: {
        operationId: 'replayCase',
        tags: ['audit'],
        description:
          'Checks a case against its history: every command decided again, the history replayed by Temporal, and what people see compared. Location tells where the result will be.',
        params: CaseParams,
        response: { 202: ref(ReplayDetail), ...refusals },
      },
    },
    async (request, reply) => {
      const { view } = await lifeFor(context, request, request.params.id, 'case.replay');
      return accept(reply, replays, [named(view.case)]);
    },
  );
}

/** Each takes a second or more of a processor. */
const CASES_MAX = 200;

function replayMonth(app: App, { ports, library }: Context, replays: Replays): void {
  app.post(
    '/api/replays',
    {
      config: { action: 'case.replay', audited: true },
      schema: {
        operationId: 'replayMonth',
        tags: ['audit'],
        description: `Checks the cases of a procedure that were started in a month; at most ${CASES_MAX}.`,
        body: Type.Object(
          {
            procedure: Type.String({ minLength: 1, maxLength: 200 }),
            month: Type.String({ pattern: '^[0-9]{4}-(0[1-9]|1[0-2])$' }),
          },
          { additionalProperties: false },
        ),
        response: { 202: ref(ReplayDetail), ...refusals },
      },
    },
    async (request, reply) => {
      demand('case.replay', request.caller);
      const { procedure, month } = request.body;
      if ((await library.currentProgram(procedure)) === undefined) throw new Problem('not-found');
      const sight = sightOf(request.caller, await library.gazettes());
      const first = `${month}-01`;
      const period = { startedFrom: startOfDay(first), startedBefore: startOfDay(addMonths(first, 1)) };
      const found: CaseRow[] = [];
      for (let cursor: string | null | undefined; cursor !== null && found.length <= CASES_MAX; ) {
        const page = await ports.cases.list({ sight, procedure, ...period, limit: 100, ...given({ cursor }) });
        found.push(...page.items);
        cursor = page.next;
      }
      if (found.length > CASES_MAX) {
        const detail = `该月共有${CASES_MAX}件以上，请用命令行核验。`;
        throw new Problem('too-large', {
          detail,
          detailEn: `More than ${CASES_MAX} cases: check them on the command line.`,
        });
      }
      request.about.object = `cases:${found.length}`;
      return accept(reply, replays, found.map(named));
    },
  );
}

function named({ id, number, subject }: CaseRow): ReplayedCase {
  return { id, number, subject };
}

/** @throws Problem `rate-limited` */
function accept(reply: FastifyReply, replays: Replays, cases: readonly ReplayedCase[]) {
  const replay = replays.start(cases);
  if (replay === null) throw new Problem('rate-limited');
  return reply.code(202).header('location', `/api/replays/${replay.id}`).send(shown(replay));
}

const LOST = {
  detail: '没有这次核验：系统重新启动后，未完成和已完成的核验都不保留。核验不改动任何数据，请重新核验。',
  detailEn: 'There is no such check: none is kept when the system starts anew. A check changes nothing: run it again.',
};

function readReplay(app: App, replays: Replays): void {
  app.get(
    '/api/replays/:id',
    {
      config: { action: 'case.replay' },
      schema: {
        operationId: 'readReplay',
        tags: ['audit'],
        description: 'How far a check is, and what it found. It is kept for a time.',
        params: Type.Object({ id: Type.String({ maxLength: 60 }) }),
        response: { 200: ref(ReplayDetail), ...refusals },
      },
    },
    async (request) => {
      demand('case.replay', request.caller);
      const replay = replays.find(request.params.id);
      if (replay === undefined) throw new Problem('not-found', LOST);
      return shown(replay);
    },
  );
}

function shown({ id, state, cases, results }: Replay) {
  return {
    ...{ id, state, total: cases.length, done: results.length },
    checks: [...CASE_CHECKS],
    items: results.flatMap(({ caseId, ...result }) => {
      const of = cases.find((one) => one.id === caseId);
      return of === undefined ? [] : [{ case: of, ...result }];
    }),
  };
}

// ── evidence ────────────────────────────────────────────────────────────────────────────────────────────────────

const EVIDENCE_MS = 120_000;

function exportEvidence(app: App, context: Context): void {
  app.get(
    '/api/cases/:id/evidence',
    {
      config: { action: 'case.export', audited: true },
      schema: {
        operationId: 'exportEvidence',
        tags: ['audit'],
        description: 'The evidence file of the case (application/zip): see docs/evidence.md.',
        params: CaseParams,
        response: { 200: Type.Unknown({ description: 'The zip.' }), ...refusals },
      },
    },
    async (request, reply) => {
      const { view } = await lifeFor(context, request, request.params.id, 'case.export');
      const file = await context.ports.audits.evidence(view.case.id, AbortSignal.timeout(EVIDENCE_MS));
      if (file === null) throw new Problem('not-found');
      return reply
        .type('application/zip')
        .header('content-disposition', 'attachment; filename="evidence.zip"')
        .header('cache-control', 'private, no-store')
        .send(file as never);
    },
  );
}
