/**
 * How many platform-permit cases the pure core rehearses in a second of one processor, plain and with what production
 * checks after every command: the invariants, the hash chain and the state's hash.
 */
import { readFileSync } from 'node:fs';
import { SHIPPED_DEFINITIONS } from '../cli/definition-files.ts';
import { ProcedureLibrary } from '../cli/procedure-library.ts';
import { nativeHash } from '../codec/native-hash.ts';
import { chain, GENESIS, stateHash } from '../engine/chain.ts';
import { violations } from '../engine/invariants.ts';
import { rehearse, type Watch } from '../rehearsal/core.ts';
import { parseScenario } from '../rehearsal/scenario.ts';
import { compileCalendar } from '../rules/calendar/calendar.ts';
import { loadCalendars } from '../store/calendar-files.ts';
import { ratePerCoreSecond, report } from './report.ts';

const SECONDS = 4;

const calendar = compileCalendar(loadCalendars());
const file = new URL('../definitions/ride-hailing/scenarios/platform-permit.json', import.meta.url);
const parsed = parseScenario((JSON.parse(readFileSync(file, 'utf8')) as unknown[])[0]);
if ('faults' in parsed) throw new Error('the scenario has faults');
const scenario = parsed.ok;
const found = new ProcedureLibrary(SHIPPED_DEFINITIONS).find(scenario.definition);
if ('missing' in found) throw new Error(found.missing.join('\n'));
const { program } = found;

const checked = (): Watch => {
  let last = GENESIS;
  return (state, facts) => {
    // A command that brings no fact changes nothing.
    if (facts.length === 0) return;
    for (const fact of facts) last = chain(last, fact, nativeHash);
    stateHash(state, nativeHash);
    const broken = violations(program, state);
    if (broken.length > 0) throw new Error(broken.join('\n'));
  };
};

function measure(watch: () => Watch | undefined): number {
  for (let i = 0; i < 500; i++) rehearse(program, calendar, scenario, watch());
  return ratePerCoreSecond(SECONDS, () => void rehearse(program, calendar, scenario, watch()));
}

report('core', [
  { name: 'permit from start to grant', value: measure(() => undefined), unit: 'cases/s', wanted: { atLeast: 10_000 } },
  { name: '… with invariants and hash chain', value: measure(checked), unit: 'cases/s', wanted: { atLeast: 1_500 } },
]);
