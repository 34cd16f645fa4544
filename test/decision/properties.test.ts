/**
 * Goal: every shipped decision answers whatever fits its inputs, completely and with an article. Method: inputs of the
 * examples, changed and put together at random, with values of the schema beside them; whatever is accepted must give
 * every output in its own type, a trace that names its rules, and a citation; the same again for the same inputs; and
 * what is refused names a field that the decision has.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SHIPPED_DEFINITIONS } from '../../cli/definition-files.ts';
import { type Decided, decideRule } from '../../rules/decision/decide.ts';
import type { Decision } from '../../rules/decision/model.ts';
import { checkForm } from '../../rules/form/check.ts';
import type { Json, JsonObject } from '../../rules/json.ts';
import { sample } from '../../simulation/forms.ts';
import { randomOf } from '../../simulation/random.ts';
import { calendar, jsonCases, shippedDefinitions } from '../support.ts';

const RUNS = 300;
const { decisions } = shippedDefinitions();
const examples = jsonCases<{ decision?: string; input: JsonObject; expect: JsonObject }>(SHIPPED_DEFINITIONS)
  .filter(({ file }) => file.includes('/examples/'))
  .map(({ entry }) => entry);

function given(decision: Decision, input: JsonObject): Decided {
  return decideRule(decision, input, calendar, (id) => decisions.get(id));
}

/** Values seen in examples, by field: codes and patterns are not found by chance. */
function seenValues(id: string): Map<string, Json[]> {
  const seen = new Map<string, Json[]>();
  for (const { input } of examples.filter(({ decision }) => decision === id)) {
    for (const [name, value] of Object.entries(input)) seen.set(name, [...(seen.get(name) ?? []), value]);
  }
  return seen;
}

function randomInput(decision: Decision, bases: readonly JsonObject[], seen: Map<string, Json[]>, seed: number) {
  const random = randomOf(seed);
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
  const fresh = sample(decision.inputs, random, 1_690_000_000_000 + Math.floor(random() * 500) * 86_400_000);
  const input: JsonObject = { ...(random() < 0.8 ? pick(bases) : {}) };
  for (const { name } of decision.inputs.fields) {
    const chance = random();
    const known = pick(seen.get(name) ?? []);
    if (chance < 0.25 && known !== undefined) input[name] = known;
    else if (chance < 0.5 && fresh[name] !== undefined) input[name] = fresh[name];
    else if (chance < 0.53) delete input[name];
  }
  return input;
}

function faultsOf(decision: Decision, input: JsonObject): string[] {
  const decided = given(decision, input);
  if (!decided.ok) {
    const names = new Set(decision.inputs.fields.map(({ name }) => name));
    return decided.faults
      .filter(({ field }) => !names.has(field.split(/[.[]/)[0] ?? '') && !(field in input))
      .map(({ field, message }) => `${field}: ${message}`);
  }
  const { outputs, trace, citations } = decided.result;
  const present = Object.fromEntries(Object.entries(outputs).filter(([, value]) => value !== null));
  const typed = checkForm({ fields: decision.outputs, checks: [] }, present, {
    env: { roots: { tables: decision.tables }, now: 0, calendar, call: () => null },
  });
  return [
    ...typed.faults.map(({ field, message }) => `output ${field}: ${message}`),
    ...(citations.length === 0 ? ['no citation'] : []),
    ...trace.filter(({ rule }) => rule === '').map(() => 'a rule without a name'),
    ...(JSON.stringify(given(decision, input)) === JSON.stringify(decided) ? [] : ['another answer the second time']),
  ];
}

describe.each([...decisions.keys()].sort())('%s', (id) => {
  const decision = decisions.get(id) as Decision;
  const bases = examples.filter((one) => one.decision === id && one.expect.invalid === undefined);
  const seen = seenValues(id);

  test('answers whatever fits', () => {
    let accepted = 0;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 0x7fffffff }), (seed) => {
        const input = randomInput(
          decision,
          bases.map((base) => base.input),
          seen,
          seed,
        );
        if (given(decision, input).ok) accepted++;
        const faults = faultsOf(decision, input);
        if (faults.length > 0) throw new Error(`${JSON.stringify(input)}\n${faults.join('\n')}`);
      }),
      { numRuns: RUNS },
    );
    expect(accepted).toBeGreaterThan(RUNS / 20);
  });
});

test('there are decisions', () => expect(decisions.size).toBeGreaterThan(100));
