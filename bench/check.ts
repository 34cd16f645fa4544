/**
 * How long all definitions take to be compiled and checked, and all their public scenarios to be rehearsed on the core:
 * in one fresh process, as `banli check` does both, without the start of the process.
 */
import { casesBeside, definitionTree, SHIPPED_DEFINITIONS } from '../cli/definition-files.ts';
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
  const entries = casesBeside(SHIPPED_DEFINITIONS, 'scenarios');
  for (const entry of entries) {
    const parsed = parseScenario(entry);
    if ('faults' in parsed) throw new Error(`a scenario has faults: ${JSON.stringify(entry)}`);
    const program = programs.get(parsed.ok.definition);
    if (program === undefined) throw new Error(`${parsed.ok.id}: no definition ${parsed.ok.definition}`);
    rehearse(program, calendar, parsed.ok);
  }
  return entries.length;
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
