/**
 * Goal: every procedure is drawn whole and readably: each step and each way once, everything placed, nothing upon
 * anything else. Method: all shipped definitions and the patterns of the test suite are written as BPMN and read again
 * by bpmn-moddle; coordinates are compared pair by pair.
 */
import { BpmnModdle, type ModdleElement } from 'bpmn-moddle';
import { describe, expect, test } from 'vitest';
import type { Bundle, Script, Step } from '../../engine/model.ts';
import { elementOf, flowGraph } from '../../interchange/bpmn/graph.ts';
import { layoutOf } from '../../interchange/bpmn/layout.ts';
import type { Box } from '../../interchange/bpmn/sizes.ts';
import { bpmnOf } from '../../interchange/bpmn/to-xml.ts';
import { compileFolder, shippedDefinitions } from '../support.ts';

const BUNDLES: [string, Bundle][] = [
  ...shippedDefinitions().bundles,
  ...[...compileFolder('test/patterns').bundles].map(([id, bundle]): [string, Bundle] => [`pattern ${id}`, bundle]),
];

const reader = new BpmnModdle();

test('the same procedure gives the same bytes', async () => {
  const [, bundle] = BUNDLES[3] as [string, Bundle];
  expect(await bpmnOf(structuredClone(bundle))).toBe(await bpmnOf(bundle));
});

const overlap = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

function targetsOf(script: Script): string[] {
  return script.flatMap(({ exit, effects }) => [
    ...(exit?.kind === 'goto' ? exit.targets.map(({ step }) => step) : []),
    ...effects.flatMap((effect) => (effect.kind === 'open' ? [effect.step] : [])),
  ]);
}

function scriptsOf(step: Step): Script[] {
  if (step.kind === 'wait') return step.branches.map((branch) => branch.then);
  return step.kind === 'subprocess' ? [step.then, ...step.catches.map((caught) => caught.then)] : [step.then];
}

describe.each(BUNDLES)('%s', (_, bundle) => {
  const { procedure } = bundle;
  const graph = flowGraph(bundle);
  const layout = layoutOf(graph);
  const boxOf = (id: string) => layout.nodes.get(id)?.box as Box;

  test('is BPMN that reads without a warning, every element and flow drawn', async () => {
    const { elementsById, warnings, rootElement } = await reader.fromXML(await bpmnOf(bundle));
    expect(warnings).toEqual([]);
    const [diagram] = rootElement.get('diagrams') as [ModdleElement];
    const plane = diagram.get('plane') as ModdleElement;
    const drawn = (plane.get('planeElement') as ModdleElement[]).map(
      (shape) => (shape.get('bpmnElement') as ModdleElement).id,
    );
    const elements = Object.values(elementsById).filter(({ $type }) =>
      /Task$|Gateway$|Event$|SubProcess|SequenceFlow/.test($type),
    );
    expect([...drawn].sort()).toEqual(
      [
        ...elements.map(({ id }) => id),
        ...graph.nodes.filter(({ shape }) => shape === 'textAnnotation').map(({ id }) => id),
      ].sort(),
    );
  });

  test('has each step once, and each way from step to step', () => {
    for (const step of procedure.steps) {
      expect(graph.nodes.filter((node) => node.step === step.id)).toHaveLength(1);
      expect([...reachedFrom(elementOf(step.id))].sort()).toEqual(
        [...new Set(scriptsOf(step).flatMap(targetsOf))].sort(),
      );
    }
    expect([...reachedFrom('start')].sort()).toEqual([...new Set(targetsOf(procedure.start))].sort());
    expect(new Set(graph.flows.map(({ from, to }) => `${from} ${to}`)).size).toBe(graph.flows.length);
  });

  /** Steps that come next: through gateways, events and what hangs on the step by its own scripts, not through steps. */
  function reachedFrom(id: string): Set<string> {
    const found = new Set<string>();
    const clocks = graph.nodes.filter(({ attachedTo, trigger }) => attachedTo === id && trigger?.kind !== 'timer');
    const follow = (from: string): void => {
      for (const { to } of graph.flows.filter((flow) => flow.from === from)) {
        const step = graph.nodes.find((node) => node.id === to)?.step;
        if (step === undefined) follow(to);
        else found.add(step);
      }
    };
    for (const from of [id, ...clocks.map((node) => node.id)]) follow(from);
    return found;
  }

  test('puts nothing upon another shape', () => {
    for (const node of graph.nodes) {
      for (const other of graph.nodes) {
        if (other.id <= node.id || node.scope !== other.scope) continue;
        if (node.attachedTo === other.id || other.attachedTo === node.id) continue;
        expect(overlap(boxOf(node.id), boxOf(other.id)), `${node.id} and ${other.id}`).toBe(false);
      }
      if (node.scope !== null) {
        const [inner, outer] = [boxOf(node.id), boxOf(node.scope)];
        expect(inner.x >= outer.x && inner.y >= outer.y, `${node.id} in ${node.scope}`).toBe(true);
        expect(inner.x + inner.width <= outer.x + outer.width && inner.y + inner.height <= outer.y + outer.height).toBe(
          true,
        );
      }
    }
  });

  test('has labels beside the shapes', () => {
    for (const [id, { label }] of layout.nodes) {
      if (label === undefined) continue;
      const scope = graph.nodes.find((node) => node.id === id)?.scope;
      const met = graph.nodes.filter(
        (other) => other.scope === scope && other.id !== id && overlap(label, boxOf(other.id)),
      );
      expect(met.map((other) => `${id} on ${other.id}`)).toEqual([]);
    }
  });

  test('leads lines from outline to outline at right angles, through no task', () => {
    for (const { id, from, to } of graph.flows) {
      const points = layout.flows.get(id)?.points ?? [];
      expect(points.length).toBeGreaterThan(1);
      expect(isOnEdge(points[0], boxOf(from)), `${id} begins at ${from}`).toBe(true);
      expect(isOnEdge(points.at(-1), boxOf(to)), `${id} ends at ${to}`).toBe(true);
      points.slice(1).forEach((point, index) => {
        const before = points[index] as { x: number; y: number };
        expect(before.x === point.x || before.y === point.y, `${id} at ${index}`).toBe(true);
        const line = {
          x: Math.min(before.x, point.x),
          y: Math.min(before.y, point.y),
          width: Math.abs(before.x - point.x),
          height: Math.abs(before.y - point.y),
        };
        const crossed = graph.nodes.filter(
          (node) =>
            node.scope === graph.flows.find((flow) => flow.id === id)?.scope &&
            node.id !== from &&
            node.id !== to &&
            node.attachedTo === undefined &&
            overlap(line, boxOf(node.id)),
        );
        expect(crossed.map((node) => `${id} through ${node.id}`)).toEqual([]);
      });
    }
  });
});

/** Within a pixel of the outline's box: a diamond and a circle lie inside it. */
function isOnEdge(point: { x: number; y: number } | undefined, { x, y, width, height }: Box): boolean {
  if (point === undefined) return false;
  return point.x >= x - 1 && point.x <= x + width + 1 && point.y >= y - 1 && point.y <= y + height + 1;
}
