/** How many platform-permit cases the pure core rehearses a second, plain and with invariants and the hash chain on. */
import { readFileSync } from 'node:fs';
import { SHIPPED_DEFINITIONS } from '../cli/definition-files.ts';
import { ProcedureLibrary } from '../cli/procedure-library.ts';
import { chain, GENESIS, stateHash } from '../engine/chain.ts';
import { violations } from '../engine/invariants.ts';
import { rehearse, type Watch } from '../rehearsal/core.ts';
import { parseScenario } from '../rehearsal/scenario.ts';
import { compileCalendar } from '../rules/calendar/calendar.ts';
import { loadCalendars } from '../store/calendar-files.ts';

const calendar = compileCalendar(loadCalendars());
const file = new URL('../definitions/ride-hailing/scenarios/platform-permit.json', import.meta.url);
const parsed = parseScenario((JSON.parse(readFileSync(file, 'utf8')) as unknown[])[0]);
if ('faults' in parsed) throw new Error('the scenario has faults');
const scenario = parsed.ok;
const found = new ProcedureLibrary(SHIPPED_DEFINITIONS).find(scenario.definition);
if ('missing' in found) throw new Error(found.missing.join('\n'));
const { program } = found;

function measure(name: string, watch: () => Watch | undefined, seconds: number): number {
  for (let i = 0; i < 300; i++) rehearse(program, calendar, scenario, watch());
  const end = performance.now() + seconds * 1_000;
  const began = performance.now();
  let cases = 0;
  while (performance.now() < end) {
    for (let i = 0; i < 20; i++) rehearse(program, calendar, scenario, watch());
    cases += 20;
  }
  const rate = cases / ((performance.now() - began) / 1_000);
  console.log(`${name.padEnd(48)} ${rate.toFixed(0).padStart(8)} cases/s`);
  return rate;
}

const checked = (): Watch => {
  let last = GENESIS;
  return (state, facts) => {
    for (const fact of facts) last = chain(last, fact);
    stateHash(state);
    const broken = violations(program, state);
    if (broken.length > 0) throw new Error(broken.join('\n'));
  };
};

measure('core: permit case from start to grant', () => undefined, 4);
measure('core: the same with invariants and hash chain', checked, 4);
