/** What a simulated year came to, in numbers and in words. */
import type { Fact } from '../engine/model.ts';
import { type Calendar, countWorking } from '../rules/calendar/calendar.ts';
import { localDay } from '../rules/calendar/date.ts';
import type { Label } from '../rules/label.ts';
import type { Procedures, Year } from './city.ts';
import type { Origin, SimulatedCase } from './simulated-case.ts';

export interface ProcedureReport {
  procedure: string;
  title: Label;
  cases: number;
  openedBy: Record<Origin, number>;
  /** In the order in which they are declared. */
  outcomes: { outcome: string; label: Label; cases: number }[];
  stillOpen: number;
  /** From the start to the end of those that ended; the day of the start is not counted. */
  workingDays: { median: number; worst: number } | null;
  overdue: number;
  reminders: number;
  refusals: number;
  incidents: number;
  /** Forms for which the simulation found nothing that fits. */
  unfilled: number;
}

export interface Report {
  year: number;
  seed: number;
  procedures: ProcedureReport[];
  totals: Pick<
    ProcedureReport,
    'cases' | 'openedBy' | 'stillOpen' | 'overdue' | 'reminders' | 'refusals' | 'incidents'
  > & {
    ended: number;
    commands: number;
    facts: number;
  };
  messages: { delivered: number; refused: number };
  offers: number;
  startsRefused: { procedure: string; origin: Origin; field: string; times: number }[];
  schedulesFailed: { schedule: string; reason: string }[];
  /** Rows by register. */
  registers: Record<string, number>;
  neverReached: { procedure: string; outcomes: string[] }[];
}

export function reportOf(year: Year, { bundles, calendar }: Procedures): Report {
  const byProcedure = new Map<string, SimulatedCase[]>();
  for (const one of year.cases) {
    const { id } = one.given.program.procedure;
    byProcedure.set(id, [...(byProcedure.get(id) ?? []), one]);
  }
  const procedures = [...bundles.keys()]
    .sort()
    .map((id) => procedureReport(id, bundles, byProcedure.get(id) ?? [], calendar));
  const sum = (of: (report: ProcedureReport) => number): number => procedures.reduce((all, one) => all + of(one), 0);
  const stillOpen = sum((one) => one.stillOpen);
  return {
    year: year.year,
    seed: year.seed,
    procedures,
    totals: {
      cases: year.cases.length,
      openedBy: originsOf(year.cases),
      ended: year.cases.length - stillOpen,
      stillOpen,
      overdue: sum((one) => one.overdue),
      reminders: sum((one) => one.reminders),
      refusals: sum((one) => one.refusals),
      incidents: sum((one) => one.incidents),
      commands: year.cases.reduce((all, one) => all + one.script.length + 1, 0),
      facts: year.cases.reduce((all, one) => all + one.facts.length, 0),
    },
    messages: { delivered: year.ledger.delivered, refused: year.ledger.undelivered },
    offers: year.ledger.offers,
    startsRefused: startsRefused(year),
    schedulesFailed: year.ledger.schedulesFailed,
    registers: year.registers.counts(),
    neverReached: procedures.flatMap(({ procedure, outcomes }) => {
      const never = outcomes.filter(({ cases }) => cases === 0).map(({ outcome }) => outcome);
      return never.length === 0 ? [] : [{ procedure, outcomes: never }];
    }),
  };
}

function procedureReport(
  id: string,
  bundles: Procedures['bundles'],
  cases: readonly SimulatedCase[],
  calendar: Calendar,
): ProcedureReport {
  const procedure = bundles.get(id)?.program.procedure;
  const count = (type: Fact['type']): number =>
    cases.reduce((all, { facts }) => all + facts.filter((fact) => fact.type === type).length, 0);
  return {
    procedure: id,
    title: procedure?.title ?? { zh: id, en: id },
    cases: cases.length,
    openedBy: originsOf(cases),
    outcomes: (procedure?.outcomes ?? []).map(({ id: outcome, label }) => ({
      ...{ outcome, label },
      cases: cases.filter(({ state }) => state.outcome === outcome).length,
    })),
    stillOpen: cases.filter(({ state }) => state.status === 'open').length,
    workingDays: workingDays(cases, calendar),
    overdue: count('overdue'),
    reminders: count('reminder'),
    refusals: cases.reduce((all, one) => all + one.refusals, 0),
    incidents: count('incident-raised'),
    unfilled: cases.reduce((all, one) => all + one.unfilled, 0),
  };
}

function originsOf(cases: readonly SimulatedCase[]): Record<Origin, number> {
  const counts: Record<Origin, number> = { person: 0, schedule: 0, case: 0, offer: 0 };
  for (const { given } of cases) counts[given.origin] += 1;
  return counts;
}

function workingDays(cases: readonly SimulatedCase[], calendar: Calendar): ProcedureReport['workingDays'] {
  const taken = cases
    .flatMap(({ given, state: { endedAt } }) =>
      endedAt === null ? [] : [countWorking(localDay(given.at), localDay(endedAt), calendar)],
    )
    .sort((a, b) => a - b);
  const [middle, worst] = [taken[(taken.length - 1) >> 1], taken.at(-1)];
  return middle === undefined || worst === undefined ? null : { median: middle, worst };
}

function startsRefused({ ledger }: Year): Report['startsRefused'] {
  const found = new Map<string, Report['startsRefused'][number]>();
  for (const { procedure, origin, fault } of ledger.startsRefused) {
    const key = [procedure, origin, fault].join(' ');
    const entry = found.get(key) ?? { procedure, origin, field: fault, times: 0 };
    entry.times += 1;
    found.set(key, entry);
  }
  return [...found.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
}

// ── in words ────────────────────────────────────────────────────────────────────────────────────────────────────

export function printReport(report: Report): string {
  const { totals } = report;
  const lines = [
    `${report.year}, seed ${report.seed}`,
    '',
    ...report.procedures.flatMap(procedureLines),
    '',
    `All: ${totals.cases} cases (${originWords(totals.openedBy)}), ${totals.ended} ended, ${totals.stillOpen} still open`,
    `  ${totals.commands} commands, ${totals.facts} facts; ${troubleWords(totals)}`,
    `  between cases: ${report.messages.delivered} messages delivered, ${report.messages.refused} refused; ${report.offers} starts offered`,
    `  registers: ${Object.keys(report.registers).length} with ${Object.values(report.registers).reduce((a, b) => a + b, 0)} rows`,
    ...section(
      'Starts that were refused:',
      report.startsRefused.map(
        ({ procedure, origin, field, times }) => `${procedure} by ${origin}: ${field || 'no field'}, ${times}×`,
      ),
    ),
    ...section(
      'Schedules that failed:',
      report.schedulesFailed.map(({ schedule, reason }) => `${schedule}: ${reason}`),
    ),
    ...section(
      'Outcomes that are declared and that no case reached:',
      report.neverReached.map(({ procedure, outcomes }) => `${procedure}: ${outcomes.join(', ')}`),
    ),
  ];
  return `${lines.join('\n')}\n`;
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];
}

function procedureLines(one: ProcedureReport): string[] {
  const outcomes = one.outcomes.filter(({ cases }) => cases > 0).map(({ label, cases }) => `${label.zh} ${cases}`);
  const days = one.workingDays;
  return [
    `${one.procedure}  ${one.title.zh}`,
    `  ${one.cases} cases (${originWords(one.openedBy)}): ${[...outcomes, `still open ${one.stillOpen}`].join(', ')}`,
    `  ${days === null ? 'none ended' : `working days to the end: median ${days.median}, worst ${days.worst}`}; ${troubleWords(one)}`,
  ];
}

const ORIGINS: readonly [Origin, string][] = [
  ['person', 'people'],
  ['schedule', 'schedules'],
  ['case', 'other cases'],
  ['offer', 'on offer'],
];

function originWords(openedBy: Record<Origin, number>): string {
  const words = ORIGINS.filter(([origin]) => openedBy[origin] > 0).map(
    ([origin, word]) => `${word} ${openedBy[origin]}`,
  );
  return words.length === 0 ? 'nobody' : words.join(', ');
}

function troubleWords(one: Pick<ProcedureReport, 'overdue' | 'reminders' | 'refusals' | 'incidents'>): string {
  const { overdue, reminders, refusals, incidents } = one;
  const more = incidents > 0 ? `, incidents ${incidents}` : '';
  return `overdue ${overdue}, reminders ${reminders}, refused ${refusals}${more}`;
}
