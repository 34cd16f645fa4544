/**
 * `banli rehearse <scenario.json>`: one case with a script of dated events on virtual time; the result is one line of
 * canonical JSON. `--batch` reads one scenario a line. `--engine temporal` runs the real workflow on a Temporal server
 * with skipped time and prints what its history says.
 */
import { existsSync, readFileSync } from 'node:fs';
import { type Command, Option } from 'commander';
import { canonical } from '../engine/chain.ts';
import { type Rehearsed, rehearse } from '../rehearsal/core.ts';
import { parseScenario, type Scenario } from '../rehearsal/scenario.ts';
import { type Calendar, type CalendarData, compileCalendar } from '../rules/calendar/calendar.ts';
import type { Json, JsonObject } from '../rules/json.ts';
import { loadCalendars, operatorCalendars, SHIPPED_CALENDARS } from '../store/calendar-files.ts';
import { SHIPPED_DEFINITIONS } from './definition-files.ts';
import { readAll, readLines } from './input.ts';
import { endQuietlyWithoutReader, LineWriter, UsageError, WRONG, write } from './output.ts';
import { type FoundProcedure, ProcedureLibrary } from './procedure-library.ts';

interface RehearseOptions {
  readonly batch?: boolean;
  readonly engine: 'core' | 'temporal';
  readonly definitions: string;
  readonly continueAsNewEvery?: string;
}

/** Runs scenarios on one of the two engines. */
interface Engine {
  run(scenario: Scenario, procedure: FoundProcedure): Promise<Rehearsed>;
  close(): Promise<void>;
}

type Fault = { field: string; message: string };
type Outcome = { result: JsonObject } | { faults: Fault[] };

export function registerRehearse(program: Command): void {
  program
    .command('rehearse')
    .description('run a case through a script of dated events, on virtual time')
    .argument('[scenario]', 'file of the scenario; - for standard input')
    .option('--batch', 'one scenario a line on standard input, one result a line')
    .addOption(new Option('--engine <engine>', 'what runs the case').choices(['core', 'temporal']).default('core'))
    .option('--definitions <folder>', 'folder of the definitions', SHIPPED_DEFINITIONS)
    .option(
      '--continue-as-new-every <n>',
      'on Temporal: a new run after every n commands (to show that none leaves a trace)',
    )
    .action(async (file: string | undefined, options: RehearseOptions) => {
      if (!existsSync(options.definitions))
        throw new UsageError(`--definitions: there is no folder ${options.definitions}`);
      if (options.batch !== true && file === undefined)
        throw new UsageError('expected the file of a scenario, or --batch');
      if (options.batch === true && file !== undefined)
        throw new UsageError('--batch: scenarios come on standard input');
      endQuietlyWithoutReader();
      const library = new ProcedureLibrary(options.definitions);
      const engine = await openEngine(options);
      try {
        await (options.batch === true
          ? rehearseLines(library, engine, options.engine)
          : rehearseOne(library, engine, file as string));
      } finally {
        await engine.close();
      }
    });
}

async function openEngine(options: RehearseOptions): Promise<Engine> {
  const data = loadCalendars(SHIPPED_CALENDARS, operatorCalendars(process.env));
  return options.engine === 'core' ? onCore(compileCalendar(data)) : onTemporal(data, options);
}

function onCore(calendar: Calendar): Engine {
  return {
    run: async (scenario, { program }) => rehearse(program, calendar, scenario),
    close: async () => undefined,
  };
}

async function onTemporal(calendar: CalendarData, { continueAsNewEvery }: RehearseOptions): Promise<Engine> {
  const { openTemporalRehearsal } = await import('../rehearsal/temporal.ts');
  const every = continueAsNewEvery === undefined ? {} : { continueAsNewEvery: positive(continueAsNewEvery) };
  return openTemporalRehearsal({ calendar, log: (line) => console.error(line), ...every });
}

function positive(text: string): number {
  const n = Number(text);
  if (!Number.isInteger(n) || n < 1)
    throw new UsageError(`--continue-as-new-every: expected a whole number from 1, not ${text}`);
  return n;
}

async function rehearseOne(library: ProcedureLibrary, engine: Engine, file: string): Promise<void> {
  const json = parsed(await textOf(file));
  if ('fault' in json) throw new UsageError(`${file}: no JSON: ${json.fault}`);
  const scenario = parseScenario(json.json);
  if ('faults' in scenario)
    throw new UsageError(scenario.faults.map(({ field, message }) => `${file}: ${field}: ${message}`));
  const outcome = await outcomeOf(library, engine, scenario.ok);
  if ('result' in outcome) return write(`${canonical(outcome.result)}\n`);
  process.exitCode = WRONG;
  for (const { field, message } of outcome.faults) console.error(`${field}: ${message}`);
  await write(`${canonical({ id: scenario.ok.id, invalid: outcome.faults })}\n`);
}

async function textOf(file: string): Promise<string> {
  if (file === '-') return readAll();
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new UsageError(`${file}: can't be read`);
  }
}

// ---- batch ----

/** Scenarios that run at the same time: on Temporal each waits for the server most of its time. */
const AT_ONCE = { core: 1, temporal: 16 } as const;

async function rehearseLines(library: ProcedureLibrary, engine: Engine, kind: 'core' | 'temporal'): Promise<void> {
  const out = new LineWriter();
  const running: Promise<Json>[] = [];
  let number = 0;
  for await (const line of readLines()) {
    number += 1;
    if (line.trim() === '') continue;
    running.push(answerTo(library, engine, line, number));
    if (running.length >= AT_ONCE[kind]) await out.line(canonical(await running.shift()));
  }
  for (const answer of running) await out.line(canonical(await answer));
  await out.flush();
}

async function answerTo(library: ProcedureLibrary, engine: Engine, line: string, number: number): Promise<Json> {
  const json = parsed(line);
  if ('fault' in json) {
    process.exitCode = WRONG;
    return { id: null, invalid: [{ field: '', message: `line ${number} is no JSON: ${json.fault}` }] };
  }
  const scenario = parseScenario(json.json);
  const id = (json.json as JsonObject | null)?.id ?? null;
  if ('faults' in scenario) return { id, invalid: scenario.faults };
  const outcome = await outcomeOf(library, engine, scenario.ok);
  return 'result' in outcome ? { id, ...outcome.result } : { id, invalid: outcome.faults };
}

async function outcomeOf(library: ProcedureLibrary, engine: Engine, scenario: Scenario): Promise<Outcome> {
  const procedure = library.find(scenario.definition);
  if ('missing' in procedure) return { faults: [{ field: 'definition', message: procedure.missing.join('; ') }] };
  const rehearsed = await engine.run(scenario, procedure);
  switch (rehearsed.kind) {
    case 'ran':
      return { result: rehearsed.result };
    case 'invalid':
      return { faults: rehearsed.faults };
    case 'unknown-year':
      return {
        faults: [{ field: 'start', message: `a period reaches into ${rehearsed.year}, whose holidays are not known` }],
      };
  }
}

function parsed(text: string): { json: Json } | { fault: string } {
  try {
    return { json: JSON.parse(text) as Json };
  } catch (error) {
    return { fault: (error as Error).message };
  }
}
