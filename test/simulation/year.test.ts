/**
 * Goal: a simulated year is the same for the same seed and sound in every case; every shipped procedure comes to an
 * end in it. Method: one year of the default size with the invariants after every command, and small ones beside it.
 */
import { describe, expect, test } from 'vitest';
import { SHIPPED_DEFINITIONS } from '../../cli/definition-files.ts';
import { scenariosBeside } from '../../cli/simulate.ts';
import { canonical } from '../../engine/chain.ts';
import { violations } from '../../engine/invariants.ts';
import { loadProgram } from '../../engine/program.ts';
import { rehearse } from '../../rehearsal/core.ts';
import { parseScenario } from '../../rehearsal/scenario.ts';
import { isWorkingDay } from '../../rules/calendar/calendar.ts';
import { formatInstant, localDate, localTime } from '../../rules/calendar/date.ts';
import { type CityOptions, type Procedures, simulateYear, type Year } from '../../simulation/city.ts';
import { compareCases } from '../../simulation/compare.ts';
import { Examples } from '../../simulation/examples.ts';
import { printReport, type Report, reportOf } from '../../simulation/report.ts';
import { calendar, shippedDefinitions } from '../support.ts';

const procedures: Procedures = {
  calendar,
  bundles: new Map(
    [...shippedDefinitions().bundles].map(([id, bundle]) => [id, { bundle, program: loadProgram(bundle) }]),
  ),
  examples: new Examples(scenariosBeside(SHIPPED_DEFINITIONS)),
};
const broken: string[] = [];
const year: Year = simulateYear(procedures, {
  ...{ year: 2024, seed: 7, cases: 3000 },
  watch: (one) => (state) =>
    broken.push(...violations(one.given.program, state).map((fault) => `${one.given.id}: ${fault}`)),
});
const report: Report = reportOf(year, procedures);

const small = (options: Partial<CityOptions>): string =>
  printReport(reportOf(simulateYear(procedures, { year: 2024, seed: 7, cases: 150, ...options }), procedures));

describe('a seed', () => {
  test('is one year, to the byte', () => expect(small({})).toBe(small({})));
  test('another one is another year', () => expect(small({ seed: 8 })).not.toBe(small({})));
  test('and so is another calendar year', () => expect(small({ year: 2023 })).not.toBe(small({})));
});

describe('the default year', () => {
  test('is sound after every command', () => expect(broken.slice(0, 5)).toEqual([]));

  test('brings every shipped procedure to a declared outcome', () => {
    const without = report.procedures.filter(({ outcomes }) => outcomes.every(({ cases }) => cases === 0));
    expect(without.map(({ procedure }) => procedure)).toEqual([]);
  });

  test('ends most cases', () => expect(report.totals.ended).toBeGreaterThan(report.totals.cases * 0.7));

  test('has no incident, and no schedule that fails', () => {
    expect(report.procedures.filter(({ incidents }) => incidents > 0)).toEqual([]);
    expect(report.schedulesFailed).toEqual([]);
  });

  test('refuses no start that the system owes', () => {
    expect(report.startsRefused.filter(({ origin }) => origin === 'schedule' || origin === 'case')).toEqual([]);
  });

  test('accounts for every case', () => {
    for (const { cases, openedBy, outcomes, stillOpen } of report.procedures) {
      expect(outcomes.reduce((sum, outcome) => sum + outcome.cases, stillOpen)).toBe(cases);
      expect(Object.values(openedBy).reduce((sum, n) => sum + n, 0)).toBe(cases);
    }
    expect(report.procedures.reduce((sum, { cases }) => sum + cases, 0)).toBe(report.totals.cases);
  });

  test('tells honestly what was never reached', () => {
    const reached = new Set(year.cases.map(({ given, state }) => `${given.program.procedure.id} ${state.outcome}`));
    const told = report.neverReached.flatMap(({ procedure, outcomes }) => outcomes.map((one) => `${procedure} ${one}`));
    expect(told.filter((one) => reached.has(one))).toEqual([]);
    const declared = [...procedures.bundles].flatMap(([id, { program }]) =>
      program.procedure.outcomes.map((outcome) => `${id} ${outcome.id}`),
    );
    expect(declared.filter((one) => !reached.has(one)).sort()).toEqual(told.sort());
  });

  test('has cases of people, schedules and other cases, messages between them, offers, and rows', () => {
    expect(Object.values(report.totals.openedBy).every((cases) => cases > 0)).toBe(true);
    expect(report.messages.delivered).toBeGreaterThan(0);
    expect(report.offers).toBeGreaterThan(0);
    expect(Object.keys(report.registers).length).toBeGreaterThan(10);
    expect(report.totals).toMatchObject({ overdue: expect.any(Number), reminders: expect.any(Number) });
    expect(report.totals.overdue * report.totals.reminders * report.totals.refusals).toBeGreaterThan(0);
  });

  test('has officers who work in office hours of working days', () => {
    for (const { given, script } of year.cases) {
      const parties = new Set(given.program.procedure.groups.flatMap(({ id, party }) => (party ? [id] : [])));
      for (const { at, command } of script) {
        if (command?.type !== 'complete' || parties.has(command.by.group) || command.by.group === 'nobody') continue;
        expect(isWorkingDay(localDate(at), calendar)).toBe(true);
        expect(localTime(at) >= '09:00' && localTime(at) <= '17:30').toBe(true);
      }
    }
  });
});

describe('a case of the year', () => {
  test('is what a rehearsal of its script prints', async () => {
    const compared = await compareCases(year, procedures, 300, async (scenario, bundle) =>
      rehearse(loadProgram(bundle), calendar, scenario),
    );
    expect(compared).toEqual({ compared: 300, agreed: 300, differing: [] });
  });

  test('control: a case that went otherwise is told', async () => {
    const compared = await compareCases(year, procedures, 20, async (scenario, bundle) =>
      rehearse(loadProgram(bundle), calendar, { ...scenario, start: scenario.start - 60_000 }),
    );
    expect(compared.agreed).toBe(0);
  });

  test('can be written down as a scenario', () => {
    for (const one of year.cases.slice(0, 50)) {
      const { id, definition, start, input, script } = one.scenario(year.end);
      const written = script.map(({ at, command }) => ({
        at: formatInstant(at),
        ...(command === undefined && { wait: true }),
        ...(command?.type === 'message' && { message: command.message, data: command.data }),
        ...(command?.type === 'complete' && {
          ...{ complete: command.step, by: command.by.group, person: command.by.person, data: command.data },
          ...(command.item !== undefined && { item: command.item }),
        }),
      }));
      const parsed = parseScenario({ id, definition, start: formatInstant(start), input, script: written });
      const run = 'ok' in parsed ? rehearse(one.given.program, calendar, parsed.ok) : parsed;
      expect(canonical('result' in run ? run.result : run)).toBe(canonical(one.printed()));
    }
  });
});
