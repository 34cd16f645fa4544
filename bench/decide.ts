/**
 * How many cases a second of one processor the rules decide as `banli decide --batch` does: a line of JSON in, outputs
 * with trace and citations as a line of JSON out. Inputs are the examples that come with the definitions.
 */
import { readFileSync } from 'node:fs';
import { DecisionLibrary } from '../cli/decision-library.ts';
import { SHIPPED_DEFINITIONS } from '../cli/definition-files.ts';
import type { JsonObject } from '../rules/json.ts';
import { type Figure, ratePerCoreSecond, report } from './report.ts';

const SECONDS = 3;
const library = new DecisionLibrary(SHIPPED_DEFINITIONS);

function measure(id: string, atLeast: number): Figure {
  const [slug, name] = id.split('.');
  const file = new URL(`../definitions/${slug}/examples/${name}.json`, import.meta.url);
  const found = library.find(id);
  if ('missing' in found) throw new Error(found.missing.join('\n'));
  const examples = JSON.parse(readFileSync(file, 'utf8')) as { decision: string; input: JsonObject }[];
  const lines = examples
    .filter(({ decision, input }) => decision === id && library.decide(found, input).ok)
    .map(({ decision, input }, i) => JSON.stringify({ id: i, decision, input }));
  let next = 0;
  const decideNext = (): void => {
    const line = JSON.parse(lines[next++ % lines.length] as string) as {
      id: number;
      decision: string;
      input: JsonObject;
    };
    const decision = library.find(line.decision);
    if ('missing' in decision) throw new Error(decision.missing.join('\n'));
    const decided = library.decide(decision, line.input);
    if (!decided.ok) throw new Error(decided.faults.map(({ message }) => message).join('\n'));
    if (JSON.stringify({ id: line.id, ...decided.result }).length < 10) throw new Error('no answer');
  };
  for (let i = 0; i < 3_000; i++) decideNext();
  return { name: id, value: ratePerCoreSecond(SECONDS, decideNext), unit: 'decisions/s', wanted: { atLeast } };
}

report('decide', [measure('outfalls.outfall-type', 20_000), measure('ride-hailing.platform-conditions', 5_000)]);
