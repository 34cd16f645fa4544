/**
 * The platform permit as a case of Banli beside the same procedure written by hand (bench/baseline), in one run on the
 * same Temporal server, store, codec and machine: completions a second, their p50 and p99, events a case.
 *
 *   node --import tsx bench/temporal.ts [--cases 60] [--clients 8] [--rounds 3]
 */

import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Client, Connection } from '@temporalio/client';
import { bundleWorkflowCode, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import pg from 'pg';
import { SHIPPED_DEFINITIONS } from '../cli/definition-files.ts';
import { ProcedureLibrary } from '../cli/procedure-library.ts';
import { createDataConverter, FAILURE_CONVERTER } from '../codec/data-converter.ts';
import { createSigner } from '../codec/signing.ts';
import { bundleHash } from '../compiler/bundle-hash.ts';
import { canonical } from '../engine/chain.ts';
import type { Command } from '../engine/model.ts';
import { readKeys } from '../runtime/keys.ts';
import { startServersOnly } from '../runtime/servers.ts';
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

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '60' },
    clients: { type: 'string', default: '8' },
    rounds: { type: 'string', default: '3' },
  },
});
const CASES = Number(values.cases);
const CLIENTS = Number(values.clients);
const ROUNDS = Number(values.rounds);

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
const COMPLETIONS = [
  { step: 'check-materials', group: 'approval-window', data: { result: 'complete' } },
  { step: 'review', group: 'approval-reviewer', data: Object.fromEntries(YES.map((name) => [name, true])) },
  {
    step: 'decide',
    group: 'approval-director',
    data: { decision: 'grant', scope: '网络预约出租汽车客运', area: '临汾市区', termYears: 4 },
  },
  { step: 'deliver-permit', group: 'approval-window', data: { receivedBy: '经办人' } },
] as const;

interface Contender {
  name: string;
  start(caseId: string): Promise<void>;
  complete(caseId: string, completion: (typeof COMPLETIONS)[number]): Promise<void>;
  closed(caseId: string): Promise<void>;
}

interface Round {
  perSecond: number;
  p50: number;
  p99: number;
  events: number;
}

Runtime.install({ telemetryOptions: { logging: { forward: {}, filter: 'WARN' } } });
const home = mkdtempSync(join(tmpdir(), 'banli-bench-'));
const servers = await startServersOnly({ home, ports: 'free', log: () => undefined });
const keys = readKeys(servers.keysFile);
const [connection, native] = await Promise.all([
  Connection.connect({ address: servers.temporalAddress }),
  NativeConnection.connect({ address: servers.temporalAddress }),
]);
const client = new Client({ connection, namespace: servers.namespace, dataConverter: createDataConverter(keys) });

async function banli(): Promise<Contender & { stop(): Promise<void> }> {
  const store = openStore(servers.databaseUrl);
  await migrate(store);
  const found = new ProcedureLibrary(SHIPPED_DEFINITIONS).find('ride-hailing.platform-permit');
  if ('missing' in found) throw new Error(found.missing.join('\n'));
  await putContent(store.db, 'bundle', canonical(found.bundle));
  const definition = bundleHash(found.bundle);
  const calendar = await deployCalendar(store, loadCalendars(), 'bench');
  const cases = createCaseClient({ client, sign: createSigner(keys.commandKeys) });
  const parts = openParts({ databaseUrl: servers.databaseUrl, keys, cases });
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

async function baseline(): Promise<Contender & { stop(): Promise<void> }> {
  const pool = new pg.Pool({ connectionString: servers.databaseUrl, max: 10 });
  await prepareBaseline(pool);
  const worker = await Worker.create({
    connection: native,
    namespace: servers.namespace,
    taskQueue: 'baseline',
    workflowBundle: await bundleWorkflowCode({
      workflowsPath: fileURLToPath(new URL('./baseline/permit-workflow.ts', import.meta.url)),
      failureConverterPath: FAILURE_CONVERTER,
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

async function round(contender: Contender): Promise<Round> {
  const ids = Array.from({ length: CASES }, () => randomUUID());
  const taken: number[] = [];
  const queue = [...ids];
  for (const id of ids) await contender.start(id);
  const began = performance.now();
  await Promise.all(
    Array.from({ length: CLIENTS }, async () => {
      for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
        for (const completion of COMPLETIONS) {
          const before = performance.now();
          await contender.complete(id, completion);
          taken.push(performance.now() - before);
        }
      }
    }),
  );
  const seconds = (performance.now() - began) / 1_000;
  await Promise.all(ids.map((id) => contender.closed(id)));
  const lengths = await Promise.all(
    ids.map(async (id) => (await client.workflow.getHandle(id).describe()).historyLength),
  );
  taken.sort((a, b) => a - b);
  return {
    perSecond: taken.length / seconds,
    p50: quantile(taken, 0.5),
    p99: quantile(taken, 0.99),
    events: lengths.reduce((sum, length) => sum + length, 0) / lengths.length,
  };
}

function quantile(sorted: readonly number[], q: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0;
}

function median(list: readonly number[]): number {
  return [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;
}

function summary(rounds: readonly Round[]): Round {
  return {
    perSecond: median(rounds.map((r) => r.perSecond)),
    p50: median(rounds.map((r) => r.p50)),
    p99: median(rounds.map((r) => r.p99)),
    events: median(rounds.map((r) => r.events)),
  };
}

function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  } catch {
    return 'unknown';
  }
}

const contenders = [await baseline(), await banli()];
const rounds = new Map<string, Round[]>(contenders.map(({ name }) => [name, []]));
for (const contender of contenders) await round({ ...contender });
for (let i = 0; i < ROUNDS; i++) {
  for (const contender of i % 2 === 0 ? contenders : contenders.toReversed())
    rounds.get(contender.name)?.push(await round(contender));
}
const hand = summary(rounds.get('by hand') ?? []);
const ours = summary(rounds.get('banli') ?? []);
const ratios = {
  completionsPerSecond: ours.perSecond / hand.perSecond,
  events: ours.events / hand.events,
  p99: ours.p99 / hand.p99,
};
const lines = [
  `${CASES} cases × ${COMPLETIONS.length} completions, ${CLIENTS} clients, ${ROUNDS} rounds; median of the rounds`,
  `${cpus().length} cores, ${cpus()[0]?.model ?? ''}; commit ${commit()}`,
  '',
  `${''.padEnd(10)} ${'compl./s'.padStart(9)} ${'p50 ms'.padStart(8)} ${'p99 ms'.padStart(8)} ${'events'.padStart(7)}`,
  ...[['by hand', hand] as const, ['banli', ours] as const].map(
    ([name, r]) =>
      `${name.padEnd(10)} ${r.perSecond.toFixed(1).padStart(9)} ${r.p50.toFixed(1).padStart(8)} ${r.p99.toFixed(1).padStart(8)} ${r.events.toFixed(1).padStart(7)}`,
  ),
  '',
  `completions a second ${ratios.completionsPerSecond.toFixed(2)} of it (wanted ≥ 0.9); events ${ratios.events.toFixed(2)} (≤ 1.25); p99 ${ratios.p99.toFixed(2)} (≤ 1.2)`,
];
console.log(lines.join('\n'));
const result = fileURLToPath(new URL('./results/temporal.json', import.meta.url));
mkdirSync(dirname(result), { recursive: true });
writeFileSync(
  result,
  `${JSON.stringify({ commit: commit(), cores: cpus().length, cases: CASES, clients: CLIENTS, hand, ours, ratios }, null, 2)}\n`,
);
for (const contender of contenders) await contender.stop();
await Promise.all([connection.close(), native.close()]);
await servers.stop();
rmSync(home, { recursive: true, force: true });
