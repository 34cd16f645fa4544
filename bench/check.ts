/**
 * How long all definitions take to be compiled and checked, and all their public scenarios to be rehearsed on the core:
 * in one fresh process, as `banli check` does both, without the start of the process.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { definitionTree, SHIPPED_DEFINITIONS } from '../cli/definition-files.ts';
import { compileDefinitions } from '../compiler/compile.ts';
import { loadProgram, type Program } from '../engine/program.ts';
import { rehearse } from '../rehearsal/core.ts';
import { parseScenario } from '../rehearsal/scenario.ts';
import { compileCalendar } from '../rules/calendar/calendar.ts';
import { loadCalendars } from '../store/calendar-files.ts';
import { report } from './report.ts';

function timed<T>(work: () => T): { seconds: number; result: T } {
  const begin = performance.now();
  const result = work();
  return { seconds: (performance.now() - begin) / 1000, result };
}

function rehearseAll(bundles: ReturnType<typeof compileDefinitions>['bundles']): number {
  const calendar = compileCalendar(loadCalendars());
  const programs = new Map<string, Program>([...bundles].map(([id, bundle]) => [id, loadProgram(bundle)]));
  const files = readdirSync(SHIPPED_DEFINITIONS, { recursive: true, encoding: 'utf8' })
    .filter((name) => /[/\\]scenarios[/\\][^/\\]+\.json$/.test(name))
    .sort();
  let count = 0;
  for (const name of files) {
    for (const entry of JSON.parse(readFileSync(join(SHIPPED_DEFINITIONS, name), 'utf8')) as unknown[]) {
      const parsed = parseScenario(entry);
      if ('faults' in parsed) throw new Error(`${name}: the scenario has faults`);
      const program = programs.get(parsed.ok.definition);
      if (program === undefined) throw new Error(`${name}: no definition ${parsed.ok.definition}`);
      rehearse(program, calendar, parsed.ok);
      count++;
    }
  }
  return count;
}

const compiled = timed(() => compileDefinitions(definitionTree(SHIPPED_DEFINITIONS)));
const { findings, bundles, decisions } = compiled.result;
if (findings.length > 0) throw new Error(`the definitions have ${findings.length} findings`);
const rehearsed = timed(() => rehearseAll(bundles));

report('check', [
  {
    name: `${bundles.size} procedures and ${decisions.size} decisions compiled and checked`,
    value: compiled.seconds,
    unit: 's',
    digits: 1,
    wanted: { atMost: 5 },
  },
  {
    name: `${rehearsed.result.toLocaleString('en')} scenarios on the core`,
    value: rehearsed.seconds,
    unit: 's',
    digits: 1,
    wanted: { atMost: 10 },
  },
]);
