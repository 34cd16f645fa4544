/**
 * The examples of decisions and the scenarios of procedures that lie beside definitions, run on the core. One that does
 * not come out as it expects is a finding at its file.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Compiled } from '../compiler/compile.ts';
import type { Finding } from '../compiler/finding.ts';
import { loadProgram, type Program } from '../engine/program.ts';
import { rehearse } from '../rehearsal/core.ts';
import { mismatches, subsetMismatches } from '../rehearsal/expect.ts';
import { parseScenario } from '../rehearsal/scenario.ts';
import { type Calendar, compileCalendar } from '../rules/calendar/calendar.ts';
import { decideRule } from '../rules/decision/decide.ts';
import type { Json, JsonObject } from '../rules/json.ts';
import { loadCalendars, operatorCalendars, SHIPPED_CALENDARS } from '../store/calendar-files.ts';

/** What the entries of all files are run against. */
interface Against {
  readonly compiled: Compiled;
  readonly calendar: Calendar;
  /** By definition, undefined where it has errors of its own or is not here. */
  programOf(id: string): Program | undefined;
}

const FOLDERS = /(^|[/\\])(examples|scenarios)[/\\][^/\\]+\.json$/;

export function runExamples(root: string, compiled: Compiled): Finding[] {
  const calendar = compileCalendar(loadCalendars(SHIPPED_CALENDARS, operatorCalendars(process.env)));
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => FOLDERS.test(name));
  const against = { compiled, calendar, programOf: programsOf(compiled) };
  return files.sort().flatMap((name) => runFile(join(root, name), against));
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
    return [finding(file, text, 0, 'example', (error as Error).message, 'correct the JSON')];
  }
  return entries.flatMap((entry, index) => {
    const differences = runEntry(entry, against);
    if (differences === undefined) return [];
    const id = (entry as JsonObject | null)?.id ?? `${index + 1}.`;
    return differences.map((difference) =>
      finding(file, text, index, 'example', `${id}: ${difference}`, 'correct the definition, or what is expected'),
    );
  });
}

/** Undefined: it is for a definition that has errors of its own, or that is not here. */
function runEntry(entry: Json, { compiled, calendar, programOf }: Against): string[] | undefined {
  if (entry === null || typeof entry !== 'object' || Array.isArray(entry)) return ['is no example'];
  if (typeof entry.decision === 'string') return runDecision(entry, entry.decision, compiled, calendar);
  const parsed = parseScenario(entry);
  if ('faults' in parsed) return parsed.faults.map(({ field, message }) => `${field}: ${message}`);
  const program = programOf(parsed.ok.definition);
  if (program === undefined) return undefined;
  const rehearsed = rehearse(program, calendar, parsed.ok);
  if (rehearsed.kind === 'unknown-year') return [`the holidays of ${rehearsed.year} are not known`];
  const result = rehearsed.kind === 'ran' ? rehearsed.result : { invalid: rehearsed.faults as unknown as Json };
  return mismatches(result, parsed.ok.expect ?? {});
}

function runDecision(entry: JsonObject, id: string, compiled: Compiled, calendar: Calendar): string[] | undefined {
  const decision = compiled.decisions.get(id);
  if (decision === undefined) return undefined;
  const decided = decideRule(decision, (entry.input ?? {}) as JsonObject, calendar, (other) =>
    compiled.decisions.get(other),
  );
  const expected = (entry.expect ?? {}) as JsonObject;
  if (Array.isArray(expected.invalid)) {
    const faults = decided.ok ? [] : decided.faults.map(({ field }) => field);
    return expected.invalid.flatMap((field) =>
      faults.some((fault) => fault === field || fault.startsWith(`${field}[`) || fault.startsWith(`${field}.`))
        ? []
        : [`"${field}" was not refused`],
    );
  }
  if (!decided.ok) return decided.faults.map(({ field, message }) => `${field}: ${message}`);
  return subsetMismatches('outputs', decided.result.outputs, expected);
}

/** At the line of the entry: those of a list begin with a brace of their own. */
function finding(file: string, text: string, index: number, check: string, message: string, remedy: string): Finding {
  const lines = text.split('\n');
  const starts = lines.flatMap((line, at) => (/^ {0,2}\{/.test(line) ? [at + 1] : []));
  return { file, line: starts[index] ?? 1, column: 1, check, severity: 'error', message, remedy };
}
