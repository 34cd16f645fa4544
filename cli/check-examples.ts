/**
 * The examples of decisions and the scenarios of procedures that lie beside definitions, run on the core. One that does
 * not come out as it expects is a finding at what it says.
 */
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { Compiled } from '../compiler/compile.ts';
import { type Finding, Report } from '../compiler/finding.ts';
import { readSource } from '../compiler/source/read.ts';
import { loadProgram, type Program } from '../engine/program.ts';
import { rehearse } from '../rehearsal/core.ts';
import { type Difference, differences, parseExample } from '../rehearsal/example.ts';
import { mismatches } from '../rehearsal/expect.ts';
import { parseScenario, type Scenario } from '../rehearsal/scenario.ts';
import { type Calendar, compileCalendar } from '../rules/calendar/calendar.ts';
import { decideRule } from '../rules/decision/decide.ts';
import { isRecord, type Json, type JsonObject } from '../rules/json.ts';
import { loadCalendars, operatorCalendars, SHIPPED_CALENDARS } from '../store/calendar-files.ts';
import { caseFiles } from './definition-files.ts';

/** What the entries of all files are run against. */
interface Against {
  readonly compiled: Compiled;
  readonly calendar: Calendar;
  /** By definition, undefined where it has errors of its own or is not here. */
  programOf(id: string): Program | undefined;
}

export function runExamples(root: string, compiled: Compiled): Finding[] {
  const calendar = compileCalendar(loadCalendars(SHIPPED_CALENDARS, operatorCalendars(process.env)));
  const against = { compiled, calendar, programOf: programsOf(compiled) };
  return caseFiles(root, 'examples', 'scenarios').flatMap((path) => runFile(path, against));
}

/** Each is loaded once, for all its scenarios. */
function programsOf({ bundles }: Compiled): Against['programOf'] {
  const loaded = new Map<string, Program>();
  return (id) => {
    const bundle = bundles.get(id);
    const program = loaded.get(id) ?? (bundle && loadProgram(bundle));
    if (program !== undefined) loaded.set(id, program);
    return program;
  };
}

function runFile(path: string, against: Against): Finding[] {
  const text = readFileSync(path, 'utf8');
  const file = relative(process.cwd(), path);
  let entries: Json[];
  try {
    const parsed = JSON.parse(text) as Json;
    entries = Array.isArray(parsed) ? parsed : [parsed];
  } catch (error) {
    return [{ file, line: 1, column: 1, ...TOLD, message: (error as Error).message, remedy: 'correct the JSON' }];
  }
  const found = entries.flatMap((entry, index) =>
    (runEntry(entry, against) ?? []).map((difference) => ({ entry, index, ...difference })),
  );
  if (found.length === 0) return [];
  // Places are looked for only where something is told.
  const root = readSource(file, text, new Report());
  return found.map(({ entry, index, key, message }) => {
    const id = (entry as JsonObject | null)?.id ?? `${index + 1}.`;
    const node = root?.isList ? root.list()[index] : root;
    const at = (node?.get(key) ?? node)?.position ?? { file, line: 1, column: 1 };
    return { ...at, ...TOLD, message: `${id}: ${message}`, remedy: 'correct the definition, or what is expected' };
  });
}

const TOLD = { check: 'example', severity: 'error' } as const;

/** Undefined: it is for a definition that has errors of its own, or that is not here. */
function runEntry(entry: Json, { compiled, calendar, programOf }: Against): Difference[] | undefined {
  if (!isRecord(entry)) return [{ key: '', message: 'is no example' }];
  const { decision } = entry;
  if (typeof decision === 'string') return runDecision({ ...entry, decision }, compiled, calendar);
  const parsed = parseScenario(entry);
  if ('faults' in parsed) {
    return parsed.faults.map(({ field, message }) => ({
      key: field.replace(/\[.*/, ''),
      message: `${field}: ${message}`,
    }));
  }
  const program = programOf(parsed.ok.definition);
  if (program === undefined) return undefined;
  return runScenario(program, parsed.ok, calendar).map((message) => ({ key: 'expect', message }));
}

function runScenario(program: Program, scenario: Scenario, calendar: Calendar): string[] {
  const rehearsed = rehearse(program, calendar, scenario);
  if (rehearsed.kind === 'unknown-year') return [`the holidays of ${rehearsed.year} are not known`];
  const result = rehearsed.kind === 'ran' ? rehearsed.result : { invalid: rehearsed.faults as unknown as Json };
  return mismatches(result, scenario.expect ?? {});
}

function runDecision(
  entry: JsonObject & { decision: string },
  { decisions, documents }: Compiled,
  calendar: Calendar,
): Difference[] | undefined {
  const decision = decisions.get(entry.decision);
  if (decision === undefined) return undefined;
  const parsed = parseExample(entry);
  if ('faults' in parsed) return parsed.faults;
  const decided = decideRule(decision, parsed.ok.input, calendar, (other) => decisions.get(other));
  const [slug = ''] = decision.id.split('.');
  return differences(parsed.ok, decided, documents.get(slug)?.number ?? '');
}
