/** What tests of procedures share: compiled definitions, the shipped calendar, scenario files. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { definitionTree, SHIPPED_DEFINITIONS } from '../cli/definition-files.ts';
import { type Compiled, compileDefinitions } from '../compiler/compile.ts';
import { printFinding } from '../compiler/finding.ts';
import { loadProgram, type Program } from '../engine/program.ts';
import { type Calendar, compileCalendar } from '../rules/calendar/calendar.ts';
import { loadCalendars } from '../store/calendar-files.ts';

export const calendar: Calendar = compileCalendar(loadCalendars());

/** Compiles a folder, which must have no error. */
export function compileFolder(folder: string): Compiled {
  const compiled = compileDefinitions(definitionTree(folder));
  const errors = compiled.findings.filter((finding) => finding.severity === 'error');
  if (errors.length > 0) throw new Error(`${folder} has faults:\n${errors.map(printFinding).join('\n')}`);
  return compiled;
}

export function programOf(compiled: Compiled, id: string): Program {
  const bundle = compiled.bundles.get(id);
  if (bundle === undefined) throw new Error(`${id} did not compile`);
  return loadProgram(bundle);
}

let shipped: Compiled | undefined;

/** All shipped definitions, compiled once. */
export function shippedDefinitions(): Compiled {
  shipped ??= compileFolder(SHIPPED_DEFINITIONS);
  return shipped;
}

/** JSON files of a folder, each a list or one object a file. */
export function jsonCases<T>(folder: string): { file: string; entry: T }[] {
  let names: string[] = [];
  try {
    names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  } catch {
    return [];
  }
  return names
    .filter((name) => name.endsWith('.json'))
    .sort()
    .flatMap((name) => {
      const found = JSON.parse(readFileSync(join(folder, name), 'utf8')) as T | T[];
      return (Array.isArray(found) ? found : [found]).map((entry) => ({ file: name, entry }));
    });
}
