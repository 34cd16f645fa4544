/**
 * How many cases a second of one processor the rules decide as `banli decide --batch` does: a line of JSON in, outputs
 * with trace and citations as a line of JSON out. Inputs are the examples that come with the definitions: two decisions
 * by name, then all of them in turn, and the one that takes longest.
 */
import { DecisionLibrary } from '../cli/decision-library.ts';
import { casesBeside, SHIPPED_DEFINITIONS } from '../cli/definition-files.ts';
import type { JsonObject } from '../rules/json.ts';
import { type Figure, ratePerCoreSecond, report } from './report.ts';

const SECONDS = 3;
/** The compiler of the machine has settled by then. */
const WARM_UP_SECONDS = 1.5;
/** Enough to tell which decisions may be the slowest. */
const GLANCE_SECONDS = 0.15;
const CANDIDATES = 4;
const library = new DecisionLibrary(SHIPPED_DEFINITIONS);

interface Example {
  decision: string;
  input: JsonObject;
}

/** Lines of a batch, by decision. */
function examples(): Map<string, string[]> {
  const lines = new Map<string, string[]>();
  for (const { decision, input } of casesBeside(SHIPPED_DEFINITIONS, 'examples') as unknown as Example[]) {
    const known = lines.get(decision) ?? [];
    lines.set(decision, [...known, JSON.stringify({ id: known.length, decision, input })]);
  }
  return lines;
}

function decideLine(line: string): void {
  const { id, decision, input } = JSON.parse(line) as Example & { id: number };
  const found = library.find(decision);
  if ('missing' in found) throw new Error(found.missing.join('\n'));
  const decided = library.decide(found, input);
  const answer = JSON.stringify({ id, ...(decided.ok ? decided.result : { invalid: decided.faults }) });
  if (answer.length < 10) throw new Error('no answer');
}

function rate(lines: readonly string[], seconds: number): number {
  let next = 0;
  return ratePerCoreSecond(seconds, () => decideLine(lines[next++ % lines.length] as string));
}

function measure(name: string, lines: readonly string[] | undefined, atLeast: number): Figure {
  if (lines === undefined) throw new Error(`${name} has no examples`);
  rate(lines, WARM_UP_SECONDS);
  return { name, value: rate(lines, SECONDS), unit: 'decisions/s', wanted: { atLeast } };
}

function slowest(all: ReadonlyMap<string, string[]>, atLeast: number): Figure {
  const candidates = [...all]
    .map(([id, lines]) => ({ id, lines, rate: rate(lines, GLANCE_SECONDS) }))
    .sort((a, b) => a.rate - b.rate)
    .slice(0, CANDIDATES)
    .map(({ id, lines }) => measure(`slowest: ${id}`, lines, atLeast));
  return candidates.sort((a, b) => a.value - b.value)[0] as Figure;
}

const all = examples();
const inTurn = [...all.values()].flat();
// By this all are compiled, which is no part of any rate.
for (const line of inTurn) decideLine(line);
report('decide', [
  measure('outfalls.outfall-type', all.get('outfalls.outfall-type'), 20_000),
  measure('ride-hailing.platform-conditions', all.get('ride-hailing.platform-conditions'), 5_000),
  measure('all examples in turn', inTurn, 10_000),
  slowest(all, 10_000),
]);
