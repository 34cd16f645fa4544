/**
 * The proof that a kill -9 at any moment loses and doubles nothing: a whole installation under load, whose parts are
 * killed at random; then every acknowledged act, everything shown and everything carried out is held against the
 * histories.
 *
 *   npm run test:chaos -- --seed 7 --kills 200 [--clients 20] [--keep]
 *
 * Exit code 0: nothing differs. 1: something does; it is printed. The seed walks the same kills again, the moments
 * within a request excepted.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { definitionTree, SHIPPED_DEFINITIONS } from '../../cli/definition-files.ts';
import { canonical } from '../../engine/chain.ts';
import { AUTHOR, type Driven, PERSONS, runClient } from './clients.ts';
import { type Compared, compareAll, type Mismatch } from './compare.ts';
import { Home } from './home.ts';
import { carryOutKills, type KillKind, killScript, Recovery } from './killer.ts';
import { Office } from './office.ts';
import { openRecords, type Records } from './records.ts';
import { printFaults, printSummary } from './summary.ts';

const OWN_DEFINITIONS = fileURLToPath(new URL('./definitions', import.meta.url));
const START_LIMIT_MS = 180_000;
const SETTLE_LIMIT_MS = 5 * 60_000;
/** Acknowledged acts that are sent once more at the end. */
const SENT_AGAIN = 40;

interface Options {
  seed: number;
  kills: number;
  clients: number;
  keep: boolean;
}

function optionsOf(argv: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      seed: { type: 'string', default: '7' },
      kills: { type: 'string', default: '200' },
      clients: { type: 'string', default: '20' },
      keep: { type: 'boolean', default: false },
    },
  });
  const whole = (name: 'seed' | 'kills' | 'clients') => {
    if (!/^\d{1,9}$/.test(values[name])) throw new RangeError(`--${name} is ${values[name]}: expected a whole number.`);
    return Number(values[name]);
  };
  return { seed: whole('seed'), kills: whole('kills'), clients: whole('clients'), keep: values.keep };
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function main(): Promise<boolean> {
  const options = optionsOf(process.argv.slice(2));
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  say(`Chaos: seed ${options.seed}, ${options.kills} kills, ${options.clients} clients, commit ${commit}`);
  const home = await Home.create();
  say(`Home ${home.path}`);
  let isGood = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stopAtOnce(home));
  try {
    isGood = await run(home, options);
  } finally {
    await home.stop();
    if (isGood && !options.keep) home.remove();
    else say(`Kept: ${home.path}`);
  }
  return isGood;
}

async function stopAtOnce(home: Home): Promise<never> {
  await home.stop();
  say(`Kept: ${home.path}`);
  process.exit(130);
}

async function run(home: Home, { seed, kills, clients }: Options): Promise<boolean> {
  const recovery = new Recovery();
  const office = new Office(home.api, (sentAt) => recovery.acknowledged(sentAt));
  const begun = performance.now();
  home.start();
  await home.untilReady(START_LIMIT_MS);
  await openForBusiness(office);
  say(`Ready after ${seconds(begun)} s`);

  const driven: Driven[] = [];
  let goesOn = true;
  const working = Array.from({ length: clients }, (_, index) =>
    runClient(office, seed, index + 1, () => goesOn, driven),
  );
  const killed = new Map<KillKind, number>();
  const loadBegun = performance.now();
  await carryOutKills(home, killScript(seed, kills), recovery, killed, say);
  await recovery.until(START_LIMIT_MS);
  goesOn = false;
  say(`All kills done after ${seconds(loadBegun)} s under load; finishing the cases`);
  await Promise.all(working);
  await home.untilReady(START_LIMIT_MS);
  const runtime = home.runtime();
  if (runtime === undefined) throw new Error('nothing runs');
  const records = await openRecords(runtime, join(home.path, 'keys.json'));
  try {
    await untilSettled(records, driven);
    const again = await sendAgain(office, SENT_AGAIN);
    const compared = await compareAll(records, office, driven);
    for (const line of again) compared.mismatches.push(line);
    printSummary(say, {
      killed,
      recovery,
      office,
      compared,
      driven,
      starts: home.starts,
      ms: performance.now() - begun,
    });
    printFaults(say, office, compared);
    return isClean(office, compared);
  } finally {
    await records.close();
  }
}

function isClean(office: Office, { mismatches }: Compared): boolean {
  return mismatches.length === 0 && office.unexpected.length === 0;
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(1);
}

async function openForBusiness(office: Office): Promise<void> {
  await office.signIn(AUTHOR);
  const files = [...definitionTree(join(SHIPPED_DEFINITIONS, 'ride-hailing')), ...definitionTree(OWN_DEFINITIONS)];
  await office.post(AUTHOR, '/api/definitions', { files: files.map(({ path, text }) => ({ path, text })) });
  for (const person of PERSONS) await office.signIn(person);
}

/** Until every workflow has ended, those aside whose case was left standing, and readers see all that histories have. */
async function untilSettled(records: Records, driven: readonly Driven[]): Promise<void> {
  const left = new Set(driven.filter((one) => one.left).map(({ caseId }) => caseId));
  const until = performance.now() + SETTLE_LIMIT_MS;
  for (;;) {
    await records.readCases();
    const waiting = await records.unsettled(left);
    if (waiting.length === 0) return;
    if (performance.now() > until) {
      say(
        `Not settled after ${SETTLE_LIMIT_MS / 1000} s: ${waiting.length} cases, first ${waiting.slice(0, 3).join('; ')}`,
      );
      return;
    }
    await sleep(1_000);
  }
}

/** An acknowledged act that is sent once more gets its first answer. */
async function sendAgain(office: Office, count: number): Promise<Mismatch[]> {
  const step = Math.max(1, Math.floor(office.acknowledged.length / count));
  const mismatches: Mismatch[] = [];
  for (const act of office.acknowledged.filter((_, index) => index % step === 0)) {
    const { status, body } = await office.again(act);
    const isSame = (status === 200 || status === 201) && canonical(body) === canonical(act.answer);
    if (isSame) continue;
    const [expected, found] = [JSON.stringify(act.answer), `${status} ${JSON.stringify(body)}`];
    mismatches.push({ check: 'sent again', caseId: act.caseId, number: act.seq, expected, found });
  }
  return mismatches;
}

main().then(
  (isGood) => {
    process.exitCode = isGood ? 0 : 1;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
