/**
 * The platform permit as a case of Banli beside the same procedure written by hand (bench/baseline), in one run on the
 * same Temporal server, store, codec and machine: completions a second, their p50 and p99, events a case, and the
 * processor time of each part. Rounds alternate, and each ratio is taken of two rounds side by side, so that the
 * machine's other work weighs on both.
 *
 * Both work for a while before they are measured: a worker of an office runs for weeks, and its code is compiled as it
 * gets warm.
 *
 *   node bench/temporal.ts [--cases 80] [--clients 8] [--rounds 7] [--warm-up 500] [--only banli|hand]
 */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import { createDataConverter } from '../codec/data-converter.ts';
import { readKeys } from '../runtime/keys.ts';
import { startServersOnly } from '../runtime/servers.ts';
import { banli, baseline, COMPLETIONS, type Contender } from './contenders.ts';
import { cpuOfChildren } from './processes.ts';
import { median, quantile, report } from './report.ts';

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '80' },
    clients: { type: 'string', default: '8' },
    rounds: { type: 'string', default: '7' },
    'warm-up': { type: 'string', default: '500' },
    only: { type: 'string' },
  },
});
const CASES = Number(values.cases);
const CLIENTS = Number(values.clients);
const ROUNDS = Number(values.rounds);
const WARM_UP_CASES = Number(values['warm-up']);

/** Processor time in ms a completion: of this process (worker and clients), the Temporal server, PostgreSQL. */
interface Cpu {
  worker: number;
  server: number;
  postgres: number;
}

interface Round {
  perSecond: number;
  p50: number;
  p99: number;
  events: number;
  cpu: Cpu;
}

Runtime.install({
  logger: new DefaultLogger('WARN'),
  telemetryOptions: { logging: { forward: {}, filter: 'WARN' } },
});
const home = mkdtempSync(join(tmpdir(), 'banli-bench-'));
const servers = await startServersOnly({ home, ports: 'free', log: () => undefined });
const keys = readKeys(servers.keysFile);
const [connection, native] = await Promise.all([
  Connection.connect({ address: servers.temporalAddress }),
  NativeConnection.connect({ address: servers.temporalAddress }),
]);
const client = new Client({ connection, namespace: servers.namespace, dataConverter: createDataConverter(keys) });

async function round(contender: Contender, cases: number): Promise<Round> {
  const ids = Array.from({ length: cases }, () => randomUUID());
  const taken: number[] = [];
  const queue = [...ids];
  const cpuBefore = cpuNow();
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
  const cpuAfter = cpuNow();
  taken.sort((a, b) => a - b);
  return {
    perSecond: taken.length / seconds,
    p50: quantile(taken, 0.5),
    p99: quantile(taken, 0.99),
    events: await eventsPerCase(ids),
    cpu: per(taken.length, cpuBefore, cpuAfter),
  };
}

async function eventsPerCase(ids: readonly string[]): Promise<number> {
  const lengths = await Promise.all(
    ids.map(async (id) => (await client.workflow.getHandle(id).describe()).historyLength),
  );
  return lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
}

/** In ms since the start of each. */
function cpuNow(): Cpu {
  const { user, system } = process.cpuUsage();
  const children = cpuOfChildren(process.pid);
  return {
    worker: (user + system) / 1_000,
    server: (children.server ?? 0) * 1_000,
    postgres: (children.postgres ?? 0) * 1_000,
  };
}

function per(completions: number, before: Cpu, after: Cpu): Cpu {
  return {
    worker: (after.worker - before.worker) / completions,
    server: (after.server - before.server) / completions,
    postgres: (after.postgres - before.postgres) / completions,
  };
}

function summary(rounds: readonly Round[]): Round {
  const of = (read: (round: Round) => number) => median(rounds.map(read));
  return {
    perSecond: of((r) => r.perSecond),
    p50: of((r) => r.p50),
    p99: of((r) => r.p99),
    events: of((r) => r.events),
    cpu: { worker: of((r) => r.cpu.worker), server: of((r) => r.cpu.server), postgres: of((r) => r.cpu.postgres) },
  };
}

function row(name: string, { perSecond, p50, p99, events, cpu }: Round): string {
  const numbers = [perSecond, p50, p99, events, cpu.worker, cpu.server, cpu.postgres];
  return name.padEnd(10) + numbers.map((n) => n.toFixed(1).padStart(10)).join('');
}

const ground = { servers, keys, client, native };
const contenders = [
  ...(values.only === 'banli' ? [] : [await baseline(ground)]),
  ...(values.only === 'hand' ? [] : [await banli(ground)]),
];
const rounds = new Map<string, Round[]>(contenders.map(({ name }) => [name, []]));
for (const contender of contenders) await round(contender, WARM_UP_CASES);
for (let i = 0; i < ROUNDS; i++) {
  for (const contender of i % 2 === 0 ? contenders : contenders.toReversed())
    rounds.get(contender.name)?.push(await round(contender, CASES));
}

console.log(
  `${CASES} cases × ${COMPLETIONS.length} completions, ${CLIENTS} clients, ${ROUNDS} rounds; medians; CPU in ms a completion`,
);
const heads = ['compl./s', 'p50 ms', 'p99 ms', 'events', 'worker', 'server', 'postgres'];
console.log(' '.repeat(10) + heads.map((head) => head.padStart(10)).join(''));
for (const [name, list] of rounds) console.log(row(name, summary(list)));

const hand = rounds.get('by hand') ?? [];
const ours = rounds.get('banli') ?? [];
if (hand.length > 0 && ours.length > 0) {
  const ratio = (read: (round: Round) => number) => median(ours.map((one, i) => read(one) / read(hand[i] as Round)));
  const cpu = (r: Round) => r.cpu.worker + r.cpu.server + r.cpu.postgres;
  report(
    'temporal',
    [
      { name: 'completions a second', value: summary(ours).perSecond, unit: '/s', digits: 1 },
      {
        name: 'completions a second, of the permit by hand',
        value: ratio((r) => r.perSecond),
        unit: '',
        digits: 2,
        wanted: { atLeast: 0.9 },
      },
      {
        name: 'events a case, of the permit by hand',
        value: ratio((r) => r.events),
        unit: '',
        digits: 2,
        wanted: { atMost: 1.25 },
      },
      { name: 'p99, of the permit by hand', value: ratio((r) => r.p99), unit: '', digits: 2, wanted: { atMost: 1.2 } },
      { name: 'processor time, of the permit by hand', value: ratio(cpu), unit: '', digits: 2 },
    ],
    { cases: CASES, clients: CLIENTS, rounds: ROUNDS, warmUp: WARM_UP_CASES, hand: summary(hand), ours: summary(ours) },
  );
}
for (const contender of contenders) await contender.stop();
await Promise.all([connection.close(), native.close()]);
await servers.stop();
rmSync(home, { recursive: true, force: true });
