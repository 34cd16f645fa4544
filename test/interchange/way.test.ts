/**
 * Goal: the way of a case through the drawing is the way that it came: whole, without a gap, and nothing more. Method: all
 * scenarios beside the definitions are run on the core and followed through the drawing; and some by example.
 */
import { describe, expect, test } from 'vitest';
import { SHIPPED_DEFINITIONS } from '../../cli/definition-files.ts';
import type { CaseState, Fact } from '../../engine/model.ts';
import { elementOf, type FlowGraph, flowGraph, OPENS } from '../../interchange/bpmn/graph.ts';
import { type CaseWay, wayOf } from '../../interchange/bpmn/way.ts';
import { rehearse } from '../../rehearsal/core.ts';
import { parseScenario, type Scenario } from '../../rehearsal/scenario.ts';
import { calendar, jsonCases, programOf, shippedDefinitions } from '../support.ts';

const scenarios = jsonCases<{ id: string; definition: string }>(SHIPPED_DEFINITIONS)
  .filter(({ file }) => /\/scenarios\//.test(file))
  .map(({ entry }) => entry);
const compiled = shippedDefinitions();

interface Ran {
  graph: FlowGraph;
  facts: Fact[];
  state: CaseState;
  way: CaseWay;
}

/** Null: the scenario shows a start that is refused. */
function run(entry: { definition: string }): Ran | null {
  const parsed = parseScenario(entry);
  const bundle = compiled.bundles.get(entry.definition);
  if (bundle === undefined || 'faults' in parsed) throw new Error(`${entry.definition} is not there`);
  const facts: Fact[] = [];
  let last: CaseState | undefined;
  rehearse(programOf(compiled, entry.definition), calendar, parsed.ok as Scenario, (state, more) => {
    last = state;
    facts.push(...more);
  });
  if (last === undefined || facts.length === 0) return null;
  const graph = flowGraph(bundle);
  return { graph, facts, state: last, way: wayOf(graph, facts, last) };
}

function named(id: string): Ran {
  const entry = scenarios.find((one) => one.id === id);
  const ran = entry === undefined ? null : run(entry);
  if (ran === null) throw new Error(`no scenario ${id}`);
  return ran;
}

/** What can be come to from the start, and from what sets out at any time, by passed flows alone. */
function reachedBy({ graph, way }: Ran): Set<string> {
  const passed = new Set(way.passed);
  const links = new Map(graph.nodes.filter(({ trigger }) => trigger?.kind === 'link').map((node) => [node.id, node]));
  const reached = new Set(
    graph.nodes
      .filter(({ shape, attachedTo }) => shape === 'startEvent' || attachedTo !== undefined)
      .map(({ id }) => id),
  );
  for (let size = -1; size !== reached.size; ) {
    size = reached.size;
    for (const { id, from, to } of graph.flows) if (passed.has(id) && reached.has(from)) reached.add(to);
    for (const [id, thrown] of links) {
      if (!reached.has(id)) continue;
      for (const [other, caught] of links) if (caught.trigger?.of === thrown.trigger?.of) reached.add(other);
    }
  }
  return reached;
}

describe.each(scenarios)('$id', (entry) => {
  test('each step that it was at is come to by passed flows, each passed flow sets out there, what is open is open', () => {
    const ran = run(entry);
    if (ran === null) return;
    const { graph, way, facts } = ran;
    const reached = reachedBy(ran);
    const visited = [...new Set(way.visits.map(({ step }) => elementOf(step)))];
    expect(visited.filter((step) => !reached.has(step) && !reached.has(step.replace('step_', OPENS)))).toEqual([]);
    expect(graph.flows.filter(({ id, from }) => way.passed.includes(id) && !reached.has(from))).toEqual([]);
    const open = ran.state.tokens.filter(({ state }) => state === 'open').map(({ step }) => elementOf(step));
    expect(way.open).toEqual(expect.arrayContaining(open));
    if (ran.state.status === 'ended') expect(way.open).toEqual([]);
    const outcome = facts.findLast((fact) => fact.type === 'ended');
    if (outcome?.type === 'ended') expect(way.passed.some((id) => id.startsWith('end_'))).toBe(true);
  });
});

describe('by example', () => {
  test('a way straight through leaves the others unmarked', () => {
    const { way } = named('outfalls/rectification/happy');
    expect(way.passed).toContain('end_closed-out');
    for (const id of ['step_ban', 'step_return-plan', 'end_banned', 'end_kept', 'end_void']) {
      expect(way.passed).not.toContain(id);
    }
    expect(way.visits.map(({ step, how }) => [step, how])).toEqual(
      [
        'classify',
        'confirm-class',
        'make-plan',
        'check-date',
        'review-plan',
        'implement',
        'check',
        'name-and-code',
        'code',
        'close-out',
      ].map((step) => [step, 'done']),
    );
  });

  test('a loop is passed, and the step that is open again is open', () => {
    const { way } = named('outfalls/rectification/plan-returned-twice');
    expect(way.open).toEqual(['step_make-plan']);
    expect(way.passed).toEqual(expect.arrayContaining(['step_return-plan', 'flow_step_return-plan__step_make-plan']));
    expect(way.passed).not.toContain('step_make-plan');
    expect(way.visits.filter(({ step }) => step === 'make-plan').length).toBeGreaterThan(2);
  });
});
