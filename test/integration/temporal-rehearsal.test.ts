/**
 * Goal: what is rehearsed on the pure core and on the real server with skipped time is the same, to the letter.
 * Method: the scenarios of the control-flow patterns and the first of each procedure's, with some of the others, through
 * both; with ALL_SCENARIOS=1 (`npm run test:scenarios`) every one.
 */
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { definitionTree, SHIPPED_DEFINITIONS } from '../../cli/definition-files.ts';
import { compileDefinitions } from '../../compiler/compile.ts';
import { canonical } from '../../engine/chain.ts';
import type { Bundle } from '../../engine/model.ts';
import { loadProgram } from '../../engine/program.ts';
import { rehearse } from '../../rehearsal/core.ts';
import { parseScenario, type Scenario } from '../../rehearsal/scenario.ts';
import { openTemporalStage, type RehearseOptions, type TemporalStage } from '../../rehearsal/temporal-stage.ts';
import { compileCalendar } from '../../rules/calendar/calendar.ts';
import { fastForward } from '../../runtime/time-skipping.ts';
import { loadCalendars } from '../../store/calendar-files.ts';
import { goldenCases } from '../histories/scenarios.ts';
import { bundle } from '../workflows/fixture.ts';

const calendarData = loadCalendars();
const calendar = compileCalendar(calendarData);
const folders = [SHIPPED_DEFINITIONS, fileURLToPath(new URL('../patterns', import.meta.url))];

interface Named {
  name: string;
  bundle: Bundle;
  scenario: Scenario;
}

function scenariosIn(folder: string): Named[] {
  const { bundles } = compileDefinitions(definitionTree(folder));
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => name.endsWith('.json') && !/examples|tables/.test(name))
    .sort()
    .flatMap((name) => {
      const json: unknown = JSON.parse(readFileSync(join(folder, name), 'utf8'));
      return (Array.isArray(json) ? json : [json]).flatMap((entry) => {
        const parsed = parseScenario(entry);
        if (!('ok' in parsed)) return [];
        const bundle = bundles.get(parsed.ok.definition);
        if (bundle === undefined) throw new Error(`${name}: ${parsed.ok.definition} did not compile`);
        return [{ name: `${name} ${parsed.ok.id}`, bundle, scenario: parsed.ok }];
      });
    });
}

const all = folders.flatMap(scenariosIn);
const scenarios = process.env.ALL_SCENARIOS === '1' ? all : someOfEach(all);

/** Of each procedure the first, which its page would begin with, and every tenth after it. */
function someOfEach(named: readonly Named[]): Named[] {
  const before = new Map<string, number>();
  return named.filter(({ bundle }) => {
    const index = before.get(bundle.procedure.id) ?? 0;
    before.set(bundle.procedure.id, index + 1);
    return index % 10 === 0;
  });
}

let stage: TemporalStage;

beforeAll(async () => {
  const server = { address: inject('temporalAddress') };
  stage = await openTemporalStage({ server, namespace: inject('rehearsalNamespace'), concurrency: 12 });
});
afterAll(() => stage.close());

function onCore({ bundle, scenario }: Named): string {
  return printed(rehearse(loadProgram(bundle), calendar, scenario));
}

function failure(error: Error & { cause?: unknown }): string {
  return `${error} ${error.cause ?? ''}`;
}

function printed(rehearsed: ReturnType<typeof rehearse>): string {
  return canonical(rehearsed.kind === 'ran' ? { ...rehearsed.result } : rehearsed);
}

test('there are scenarios to compare', () => {
  expect(scenarios.length).toBeGreaterThan(20);
});

/** Of those that print otherwise on the server: what each of the two prints from where they part. */
async function differing(some: readonly Named[], options: RehearseOptions = {}) {
  const compared = await Promise.all(
    some.map(async (named) => {
      const { bundle, scenario, name } = named;
      const server = await stage.rehearse(bundle, calendarData, scenario, options).then(printed, failure);
      return { name, server, core: onCore(named) };
    }),
  );
  return compared
    .filter(({ server, core }) => server !== core)
    .map(({ name, server, core }) => {
      const parting = core.split('').findIndex((unit, i) => server[i] !== unit);
      const from = Math.max(0, (parting < 0 ? core.length : parting) - 100);
      return { name, server: server.slice(from, from + 400), core: core.slice(from, from + 400) };
    });
}

test('services after the end print nothing, and what is refused then is printed the same', async () => {
  const golden = goldenCases.find(({ name }) => name === 'served-after-the-end')?.scenario;
  const [again] = golden?.script.filter(({ command }) => command?.type === 'serve') ?? [];
  if (golden === undefined || again === undefined) throw new Error('no scenario');
  const late = { at: again.at + 7 * 86_400_000, command: { type: 'message' as const, message: 'remark', data: {} } };
  const script = [...golden.script, { ...again, at: late.at }, late];
  const served = { name: golden.id, bundle, scenario: { ...golden, script } };
  expect(onCore(served).match(/"type":"refused"/g)).toHaveLength(2);
  expect(await differing([served])).toEqual([]);
});

test('a clock that runs past the last entry, as when the server is told twice to go on, is never printed', async () => {
  const [named] = all;
  if (named === undefined) throw new Error('no scenario');
  const { scenario } = named;
  const untouched = (days: number) => ({
    ...named,
    scenario: { ...scenario, script: [{ at: scenario.start + days * 86_400_000, command: undefined }] },
  });
  expect(onCore(untouched(60))).not.toBe(onCore(untouched(0)));
  const connection = await Connection.connect({ address: inject('temporalAddress') });
  const client = new Client({ connection, namespace: inject('rehearsalNamespace') });
  const outcomes = await Promise.all(
    Array.from({ length: 12 }, async () => {
      const workflowId = randomUUID();
      const keep = { workflowId, take: () => undefined };
      const rehearsed = stage
        .rehearse(named.bundle, calendarData, untouched(0).scenario, { keep })
        .then(printed, failure);
      for (let isOver = false; !isOver; ) {
        isOver = await Promise.race([rehearsed.then(() => true), sleep(5).then(() => false)]);
        await fastForward(client, workflowId, 60 * 86_400_000).catch(() => undefined);
      }
      return rehearsed;
    }),
  );
  await connection.close();
  const wrong = outcomes.filter((outcome) => outcome !== onCore(untouched(0)) && !outcome.includes('clock ran past'));
  expect(wrong).toEqual([]);
});

describe('a scenario prints the same on the core and on the server', () => {
  test('as one run', async () => {
    const started = Date.now();
    const found = await differing(scenarios);
    console.log(`${scenarios.length} scenarios in ${Date.now() - started} ms`);
    expect(found).toEqual([]);
  }, 3_600_000);

  test('going on in a new run after every second command', async () => {
    const some = scenarios.filter((_, index) => index % 4 === 0);
    expect(await differing(some, { forceContinueAsNewEvery: 2 })).toEqual([]);
  }, 900_000);
});
