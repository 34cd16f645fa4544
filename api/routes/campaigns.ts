/** Campaigns: cases with others around them; how many of these stand where, and which they are. */
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Program } from '../../engine/program.ts';
import { addDays, localDate } from '../../rules/calendar/date.ts';
import type { Campaign, Days } from '../../store/campaigns.ts';
import { campaignOf, campaignPrograms } from '../campaign.ts';
import { readCaseFile } from '../case-file.ts';
import type { App, Context } from '../context.ts';
import { demandCase } from '../policy/access.ts';
import { sightOf } from '../policy/standing.ts';
import type { Sight } from '../ports.ts';
import { caseAtWork, memberProgress } from '../present/campaigns.ts';
import { caseSummary } from '../present/cases.ts';
import { stepName } from '../present/names.ts';
import { Problem } from '../problems.ts';
import { CaseAtWork, MemberProgress } from '../schemas/campaigns.ts';
import { CaseSummary } from '../schemas/cases.ts';
import { Named, PageQuery, pageOf, ref, refusals } from '../schemas/common.ts';
import { given, linkNext } from './answers.ts';

const SOON_DAYS = 7;

export function campaignRoutes(app: App, context: Context): void {
  listCampaigns(app, context);
  readCampaign(app, context);
  listMembers(app, context);
}

function daysOf(now: number): Days {
  const today = localDate(now);
  return { today, soon: addDays(today, SOON_DAYS) };
}

/** Versions of a procedure, the current one first. */
async function versionsOf({ library }: Context, procedure: string): Promise<Program[]> {
  const entries = (await library.definitions()).filter(({ kind, id }) => kind === 'procedure' && id === procedure);
  const current = entries.filter((entry) => entry.current);
  const older = entries.filter((entry) => !entry.current);
  return Promise.all([...current, ...older].map(({ hash }) => library.program(hash)));
}

function listCampaigns(app: App, { ports, library }: Context): void {
  app.get(
    '/api/campaigns',
    {
      config: { action: 'campaign.list', audited: true },
      schema: {
        operationId: 'listCampaigns',
        tags: ['campaigns'],
        description: 'Cases that others are around, as far as the caller may see them; latest start first.',
        querystring: Type.Object({ status: Type.Optional(Type.Enum(['open', 'ended'])), ...PageQuery }),
        response: { 200: pageOf(ref(CaseAtWork)), ...refusals },
      },
    },
    async (request, reply) => {
      const { limit, cursor, status } = request.query;
      const entries = (await library.definitions()).filter(({ kind, current }) => kind === 'procedure' && current);
      const programs = campaignPrograms(await Promise.all(entries.map(({ hash }) => library.program(hash))));
      const page = await ports.campaigns.list({
        procedures: programs.map(({ procedure }) => procedure.id),
        sight: sightOf(request.caller, await library.gazettes()),
        limit,
        ...given({ cursor, status }),
      });
      linkNext(request, reply, page.next);
      const days = daysOf(ports.now());
      const items = await Promise.all(
        page.items.map(async (item) => caseAtWork(item, await library.program(item.case.definition), days)),
      );
      return { items, next: page.next };
    },
  );
}

interface Opened {
  campaign: Campaign;
  summary: ReturnType<typeof caseSummary>;
  steps: ReturnType<typeof stepName>[];
  sight: Sight;
}

/** @throws Problem `not-found` also for a case that none are around; `forbidden` */
async function openCampaign({ ports, library }: Context, request: FastifyRequest, caseId: string): Promise<Opened> {
  const file = await readCaseFile(ports, library, caseId);
  const { view, program } = file;
  request.about.caseId = view.case.id;
  demandCase('campaign.read', request.caller, file);
  const current = await library.currentProgram(view.case.procedure);
  if (current?.procedure.members === undefined) throw new Problem('not-found');
  const open = view.tasks.filter(({ state }) => state === 'open').map(({ step }) => step);
  return {
    campaign: campaignOf(file, current),
    summary: caseSummary(view.case, program),
    steps: [...new Set(open)].map((id) => stepName(program, id)),
    sight: sightOf(request.caller, await library.gazettes()),
  };
}

const CampaignParams = Type.Object({
  caseId: Type.String({ minLength: 1, maxLength: 60, description: 'Id of the case that is the campaign.' }),
});

function readCampaign(app: App, context: Context): void {
  const { ports } = context;
  app.get(
    '/api/campaigns/:caseId',
    {
      config: { action: 'campaign.read', audited: true },
      schema: {
        operationId: 'readCampaign',
        tags: ['campaigns'],
        description: 'How many members stand where. Counted are those that the caller may see.',
        params: CampaignParams,
        response: {
          200: Type.Object({
            campaign: ref(CaseSummary),
            steps: Type.Array(ref(Named), { description: 'Steps of open tasks of the campaign itself.' }),
            members: Type.Array(ref(MemberProgress)),
          }),
          ...refusals,
        },
      },
    },
    async (request) => {
      const { campaign, summary, steps, sight } = await openCampaign(context, request, request.params.caseId);
      const progress = await ports.campaigns.progress(campaign, sight, daysOf(ports.now()));
      const members = await Promise.all(
        progress.map(async (one) => memberProgress(one, await versionsOf(context, one.procedure))),
      );
      return { campaign: summary, steps, members };
    },
  );
}

function listMembers(app: App, context: Context): void {
  const { ports, library } = context;
  const name = Type.Optional(Type.String({ maxLength: 200 }));
  app.get(
    '/api/campaigns/:caseId/members',
    {
      config: { action: 'campaign.read', audited: true },
      schema: {
        operationId: 'listCampaignMembers',
        tags: ['campaigns'],
        description: 'Members of one procedure that the caller may see, latest start first.',
        params: CampaignParams,
        querystring: Type.Object({
          procedure: Type.String({ maxLength: 200 }),
          status: Type.Optional(Type.Enum(['open', 'ended'])),
          step: name,
          waiting: Type.Optional(Type.Boolean({ description: 'true: open cases without a task.' })),
          outcome: name,
          unit: Type.Optional(Type.String({ maxLength: 200, description: 'Empty: of the city.' })),
          due: Type.Optional(Type.Enum(['overdue', 'soon'])),
          ...PageQuery,
        }),
        response: { 200: pageOf(ref(CaseAtWork)), ...refusals },
      },
    },
    async (request, reply) => {
      const { procedure, limit, status, step, waiting, outcome, unit, due, cursor } = request.query;
      const { campaign, sight } = await openCampaign(context, request, request.params.caseId);
      const members = campaign.members.find((one) => one.procedure === procedure);
      if (members === undefined) throw new Problem('not-found');
      const days = daysOf(ports.now());
      const filter = given({ status, step, waiting, outcome, unit, due, cursor });
      const page = await ports.campaigns.members(campaign, members, { ...filter, limit, sight, days });
      linkNext(request, reply, page.next);
      const items = await Promise.all(
        page.items.map(async (item) => caseAtWork(item, await library.program(item.case.definition), days)),
      );
      return { items, next: page.next };
    },
  );
}
