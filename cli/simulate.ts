/**
 * `banli simulate`: a year of the office over all procedures on the pure core, in figures. One seed is one year, to the
 * byte. `--temporal N` runs N of its cases again on a Temporal server with skipped time and compares.
 */
import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { compileDefinitions } from '../compiler/compile.ts';
import { printFinding } from '../compiler/finding.ts';
import { canonical } from '../engine/chain.ts';
import { loadProgram } from '../engine/program.ts';
import { parseScenario, type Scenario } from '../rehearsal/scenario.ts';
import { type CalendarData, compileCalendar } from '../rules/calendar/calendar.ts';
import type { Json } from '../rules/json.ts';
import { type Procedures, simulateYear, type Year } from '../simulation/city.ts';
import { type Comparison, compareCases } from '../simulation/compare.ts';
import { Examples } from '../simulation/examples.ts';
import { printReport, reportOf } from '../simulation/report.ts';
import { loadCalendars, operatorCalendars, SHIPPED_CALENDARS } from '../store/calendar-files.ts';
import { casesBeside, definitionTree, SHIPPED_DEFINITIONS } from './definition-files.ts';
import { endQuietlyWithoutReader, NEGATIVE, UsageError, write } from './output.ts';

interface SimulateOptions {
  readonly year: string;
  readonly seed: string;
  readonly cases: string;
  readonly definitions: string;
  readonly temporal?: string;
  readonly json?: boolean;
}

export function registerSimulate(program: Command): void {
  program
    .command('simulate')
    .description('a year of the office over all procedures, on virtual time')
    .option('--year <year>', 'which year', '2024')
    .option('--seed <n>', 'one seed is one year, to the byte', '7')
    .option('--cases <n>', 'cases that people bring; schedules and other cases start more', '3000')
    .option('--temporal <n>', 'run so many of the cases again on a Temporal server and compare')
    .option('--definitions <folder>', 'folder of the definitions', SHIPPED_DEFINITIONS)
    .option('--json', 'print the figures as JSON')
    .action(async (options: SimulateOptions) => {
      endQuietlyWithoutReader();
      await simulate(options);
    });
}

async function simulate(options: SimulateOptions): Promise<void> {
  const calendarData = loadCalendars(SHIPPED_CALENDARS, operatorCalendars(process.env));
  const procedures = loadProcedures(options.definitions, calendarData);
  const { firstYear, lastYear } = procedures.calendar;
  const city = {
    year: wholeNumber('--year', options.year, firstYear, lastYear),
    seed: wholeNumber('--seed', options.seed, 0, 2 ** 32 - 1),
    cases: wholeNumber('--cases', options.cases, 1, 100_000),
  };
  const sample = options.temporal === undefined ? 0 : wholeNumber('--temporal', options.temporal, 1, city.cases);
  const year = simulateYear(procedures, city);
  const report = reportOf(year, procedures);
  if (options.json !== true) await write(printReport(report));
  const temporal = sample === 0 ? undefined : await onTemporal(year, procedures, calendarData, sample);
  if (options.json === true)
    await write(`${canonical({ ...report, ...(temporal && { temporal }) } as unknown as Json)}\n`);
  else if (temporal !== undefined) await write(comparisonWords(temporal));
  if (temporal !== undefined && temporal.agreed < temporal.compared) process.exitCode = NEGATIVE;
}

function comparisonWords({ compared, agreed, differing }: Comparison): string {
  const lines = [
    '',
    `On Temporal: ${agreed} of ${compared} cases agree with the core, byte for byte`,
    ...differing.map((one) => `  ${one.case}: ${one.difference}`),
  ];
  return `${lines.join('\n')}\n`;
}

async function onTemporal(
  year: Year,
  procedures: Procedures,
  calendar: CalendarData,
  sample: number,
): Promise<Comparison> {
  const { openTemporalRehearsal } = await import('../rehearsal/temporal.ts');
  const engine = await openTemporalRehearsal({ calendar, log: (line) => console.error(line) });
  try {
    return await compareCases(year, procedures, sample, (scenario, bundle) => engine.run(scenario, { bundle }));
  } finally {
    await engine.close();
  }
}

function wholeNumber(option: string, text: string, min: number, max: number): number {
  const n = Number(text);
  if (!/^\d+$/.test(text) || n < min || n > max)
    throw new UsageError(`${option}: expected a whole number from ${min} to ${max}, not ${text}`);
  return n;
}

/** @throws UsageError for a definition that does not compile. */
export function loadProcedures(folder: string, calendar: CalendarData): Procedures {
  if (!existsSync(folder)) throw new UsageError(`--definitions: there is no folder ${folder}`);
  const { bundles, findings } = compileDefinitions(definitionTree(folder));
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new UsageError(errors.map(printFinding));
  if (bundles.size === 0) throw new UsageError(`--definitions: there is no procedure in ${folder}`);
  return {
    calendar: compileCalendar(calendar),
    bundles: new Map([...bundles].map(([id, bundle]) => [id, { bundle, program: loadProgram(bundle) }])),
    examples: new Examples(scenariosBeside(folder)),
  };
}

/** The scenarios beside the definitions, in the order of their files; one that is no scenario is `banli check`'s to tell. */
export function scenariosBeside(folder: string): Scenario[] {
  return casesBeside(folder, 'scenarios').flatMap((entry) => {
    const parsed = parseScenario(entry);
    return 'ok' in parsed ? [parsed.ok] : [];
  });
}
