/** What a run did and found, for people. */
import type { Driven } from './clients.ts';
import type { Compared } from './compare.ts';
import type { KillKind, Recovery } from './killer.ts';
import type { Office } from './office.ts';

type Say = (line: string) => void;

export interface Run {
  killed: ReadonlyMap<KillKind, number>;
  recovery: Recovery;
  office: Office;
  compared: Compared;
  driven: readonly Driven[];
  /** How often the supervisor was started. */
  starts: number;
  ms: number;
}

const FAULTS_SHOWN = 20;

export function printSummary(say: Say, { killed, recovery, office, compared, driven, starts, ms }: Run): void {
  say('');
  say('kills          number   recovered p50      max');
  for (const [kind, number] of killed) {
    const times = recovery.times.filter((time) => time.kind === kind).map((time) => time.ms);
    say(`  ${kind.padEnd(12)} ${pad(number, 6)} ${seconds(middle(times))} ${seconds(Math.max(0, ...times))}`);
  }
  const all = recovery.times.map((time) => time.ms);
  const kills = [...killed.values()].reduce((sum, number) => sum + number, 0);
  say(`  ${'all'.padEnd(12)} ${pad(kills, 6)} ${seconds(middle(all))} ${seconds(Math.max(0, ...all))}`);
  const retries = [...office.retries.values()].reduce((sum, number) => sum + number, 0);
  const why = [...office.retries].map(([reason, number]) => `${reason} ${number}`).join(', ');
  say(`starts of the supervisor  ${starts}`);
  say(`requests                  ${office.requests}, of them sent again ${retries} (${why || 'none'})`);
  say(`acts acknowledged         ${office.acknowledged.length}, given up ${office.abandoned.length}`);
  say(`refused, though done      ${compared.refusedButDone.length}`);
  say(`refused, not done         ${compared.refusedNotDone.length}`);
  say(`cases                     ${compared.cases} (driven ${driven.length}, left standing ${leftOf(driven)})`);
  say(`facts compared            ${compared.facts}`);
  say(`unexpected answers        ${office.unexpected.length}`);
  say(`mismatches                ${compared.mismatches.length}`);
  say(`in all                    ${(ms / 1000).toFixed(0)} s`);
}

export function printFaults(say: Say, office: Office, compared: Compared): void {
  for (const line of compared.refusedButDone) say(`refused, though done: ${line}`);
  for (const line of compared.refusedNotDone) say(`refused, not done: ${line}`);
  for (const { request, status, body } of office.unexpected.slice(0, FAULTS_SHOWN)) {
    say(`UNEXPECTED ${request}: ${status} ${body}`);
  }
  for (const { check, caseId, number, expected, found } of compared.mismatches.slice(0, FAULTS_SHOWN)) {
    say(`MISMATCH ${check}, case ${caseId}, number ${number ?? '-'}`);
    say(`  expected ${expected}`);
    say(`  found    ${found}`);
  }
}

function leftOf(driven: readonly Driven[]): number {
  return driven.filter(({ left }) => left).length;
}

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`.padStart(16);
}

function pad(value: number, width: number): string {
  return String(value).padStart(width);
}
