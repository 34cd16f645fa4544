/** The two that are compared: the platform permit as a case of Banli and the same procedure written by hand. */
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { Client } from '@temporalio/client';
import { bundleWorkflowCode, type NativeConnection, Worker } from '@temporalio/worker';
import pg from 'pg';
import { SHIPPED_DEFINITIONS } from '../cli/definition-files.ts';
import { ProcedureLibrary } from '../cli/procedure-library.ts';
import { CONVERTERS, createDataConverter } from '../codec/data-converter.ts';
import { createSigner } from '../codec/signing.ts';
import { bundleHash } from '../compiler/bundle-hash.ts';
import { canonical } from '../engine/chain.ts';
import type { Command } from '../engine/model.ts';
import type { Keys } from '../runtime/keys.ts';
import type { Servers } from '../runtime/servers.ts';
import { loadCalendars } from '../store/calendar-files.ts';
import { putContent } from '../store/content.ts';
import { closeStore, openStore } from '../store/database.ts';
import { deployCalendar } from '../store/definitions.ts';
import { migrate } from '../store/migrate.ts';
import { activitiesOf, openParts } from '../worker.ts';
import { caseBundle } from '../workflows/bundle.ts';
import { createCaseClient } from '../workflows/case-client.ts';
import { createCaseWorker } from '../workflows/case-worker.ts';
import { createBaselineActivities, prepareBaseline } from './baseline/activities.ts';
import { complete as completeUpdate } from './baseline/permit-workflow.ts';

const INPUT = {
  companyName: '晋通出行科技有限公司',
  creditCode: '91140100MA0K1A2B3C',
  firstTime: false,
  registeredInLinfen: false,
  branch: false,
  ePayment: true,
  foreignInvested: false,
  submitted: [
    'm1-application-form',
    'm2-identity-credit',
    'm3-recognition',
    'm4-business-licence',
    'm5-local-office',
    'm8-systems',
  ],
};
const YES = [
  'legalPerson',
  'platformCapability',
  'dataAccess',
  'supervisionLink',
  'serverInMainland',
  'networkSecurity',
  'paymentAgreement',
  'managementRules',
  'safetyRules',
  'serviceRules',
  'localService',
  'otherConditions',
];
export const COMPLETIONS = [
  { step: 'check-materials', group: 'approval-window', data: { result: 'complete' } },
  { step: 'review', group: 'approval-reviewer', data: Object.fromEntries(YES.map((name) => [name, true])) },
  {
    step: 'decide',
    group: 'approval-director',
    data: { decision: 'grant', scope: '网络预约出租汽车客运', area: '临汾市区', termYears: 4 },
  },
  { step: 'deliver-permit', group: 'approval-window', data: { receivedBy: '经办人' } },
] as const;

export interface Contender {
  name: string;
  start(caseId: string): Promise<void>;
  complete(caseId: string, completion: (typeof COMPLETIONS)[number]): Promise<void>;
  closed(caseId: string): Promise<void>;
  stop(): Promise<void>;
}

/** What both run on. */
export interface Ground {
  servers: Servers;
  keys: Keys;
  client: Client;
  native: NativeConnection;
}

export async function banli({ servers, keys, client, native }: Ground): Promise<Contender> {
  const store = openStore(servers.databaseUrl);
  await migrate(store);
  const found = new ProcedureLibrary(SHIPPED_DEFINITIONS).find('ride-hailing.platform-permit');
  if ('missing' in found) throw new Error(found.missing.join('\n'));
  await putContent(store.db, 'bundle', canonical(found.bundle));
  const definition = bundleHash(found.bundle);
  const calendar = await deployCalendar(store, loadCalendars(), 'bench');
  const cases = createCaseClient({ client, sign: createSigner(keys.commandKeys) });
  const parts = openParts({ databaseUrl: servers.databaseUrl, onePostgres: true, keys, cases });
  const worker = await createCaseWorker({
    connection: native,
    namespace: servers.namespace,
    keys,
    content: parts.content,
    workflowBundle: await caseBundle(),
    activities: activitiesOf(parts),
  });
  const running = worker.run();
  return {
    name: 'banli',
    async start(caseId) {
      const command = { type: 'start', input: INPUT } satisfies Command;
      await cases.start({
        caseId,
        number: caseId,
        procedure: found.bundle.procedure.id,
        definition,
        calendar,
        command,
      });
    },
    async complete(caseId, { step, group, data }) {
      await cases.command({
        caseId,
        id: randomUUID(),
        command: { type: 'complete', step, by: { group, person: `p-${group}` }, data },
      });
    },
    async closed(caseId) {
      await client.workflow.getHandle(caseId).result();
    },
    async stop() {
      worker.shutdown();
      await running;
      await Promise.all([parts.close(), closeStore(store)]);
    },
  };
}

export async function baseline({ servers, keys, client, native }: Ground): Promise<Contender> {
  const pool = new pg.Pool({ connectionString: servers.databaseUrl, max: 10 });
  await prepareBaseline(pool);
  const worker = await Worker.create({
    connection: native,
    namespace: servers.namespace,
    taskQueue: 'baseline',
    workflowBundle: await bundleWorkflowCode({
      workflowsPath: fileURLToPath(new URL('./baseline/permit-workflow.ts', import.meta.url)),
      ...CONVERTERS,
      logger: { info() {}, warn() {}, error() {}, debug() {}, trace() {}, log() {} } as never,
    }),
    activities: createBaselineActivities(pool),
    dataConverter: createDataConverter(keys),
    maxCachedWorkflows: 300,
  });
  const running = worker.run();
  const calendar = loadCalendars();
  // As small as a careful author would make it.
  const years = { ...calendar, years: calendar.years.slice(-3) };
  return {
    name: 'by hand',
    async start(caseId) {
      await client.workflow.start('permitWorkflow', {
        workflowId: caseId,
        taskQueue: 'baseline',
        args: [{ ...INPUT, caseId, number: caseId, calendar: years }],
      });
    },
    async complete(caseId, { step, group, data }) {
      const id = randomUUID();
      await client.workflow
        .getHandle(caseId)
        .executeUpdate(completeUpdate, { args: [{ id, step, group, data }], updateId: id });
    },
    async closed(caseId) {
      await client.workflow.getHandle(caseId).result();
    },
    async stop() {
      worker.shutdown();
      await running;
      await pool.end();
    },
  };
}
