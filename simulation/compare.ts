/** The same cases on another engine: their scripts run there as scenarios, and what is printed is compared byte for byte. */
import { canonical } from '../engine/chain.ts';
import type { Bundle } from '../engine/model.ts';
import type { Rehearsed } from '../rehearsal/core.ts';
import type { Scenario } from '../rehearsal/scenario.ts';
import type { Procedures, Year } from './city.ts';
import { randomOf, seedOf, shuffled } from './random.ts';
import type { SimulatedCase } from './simulated-case.ts';

export interface Comparison {
  compared: number;
  agreed: number;
  differing: { case: string; difference: string }[];
}

/** @param rehearse runs a scenario on the other engine; told several at once, it runs as many as it can. */
export async function compareCases(
  year: Year,
  { bundles }: Procedures,
  sample: number,
  rehearse: (scenario: Scenario, bundle: Bundle) => Promise<Rehearsed>,
): Promise<Comparison> {
  const chosen = shuffled(randomOf(seedOf(year.seed, 'compared')), year.cases).slice(0, sample);
  const differences = await Promise.all(
    chosen.map(async (one) => {
      const scenario = one.scenario(year.end);
      const bundle = bundles.get(scenario.definition)?.bundle as Bundle;
      return { case: one.given.id, difference: differenceOf(one, await rehearse(scenario, bundle)) };
    }),
  );
  const differing = differences.flatMap((one) =>
    one.difference === undefined ? [] : [{ ...one, difference: one.difference }],
  );
  return { compared: chosen.length, agreed: chosen.length - differing.length, differing };
}

function differenceOf(one: SimulatedCase, other: Rehearsed): string | undefined {
  // What is printed of a period that reaches past the known years is that there is no date.
  if (other.kind === 'unknown-year') return one.unknownYear === other.year ? undefined : `the year ${other.year}`;
  if (other.kind === 'invalid') return `its start is refused: ${JSON.stringify(other.faults)}`;
  const [here, there] = [canonical(one.printed()), canonical(other.result)];
  if (here === there) return undefined;
  const at = [...here].findIndex((character, i) => there[i] !== character);
  return `at character ${at}: "${here.slice(at, at + 80)}" here, "${there.slice(at, at + 80)}" there`;
}
