/** A procedure as BPMN 2.0 with its drawing. The same bundle gives the same bytes. Pure. */
import { BpmnModdle, type ModdleElement } from 'bpmn-moddle';
import type { Bundle, Trigger as Cause, Deadline, DeadlineLength, Occasion } from '../../engine/model.ts';
import { printExpr } from '../../rules/expression/print.ts';
import type { Citation, Label } from '../../rules/label.ts';
import { type Flow, type FlowGraph, type FlowNode, flowGraph, type Trigger } from './graph.ts';
import { type Layout, layoutOf } from './layout.ts';
import { BANLI } from './namespace.ts';
import type { Box } from './sizes.ts';

export async function bpmnOf(bundle: Bundle): Promise<string> {
  const graph = flowGraph(bundle);
  const write = writer(graph);
  const process = write.process();
  const definitions = moddle.create('bpmn:Definitions', {
    id: 'definitions',
    targetNamespace: 'urn:banli:procedures',
    exporter: 'Banli',
    exporterVersion: String(graph.procedure.version),
    rootElements: [...write.roots(), process],
    diagrams: [write.diagram(process, layoutOf(graph))],
  });
  const { xml } = await moddle.toXML(definitions, { format: true });
  return xml;
}

const moddle = new BpmnModdle({ banli: BANLI });

function writer(graph: FlowGraph) {
  const create = moddle.create.bind(moddle);
  const { procedure } = graph;
  const messages = rootsBy(
    procedure.messages.map(({ id, label }) => [id, create('bpmn:Message', { id: `msg_${id}`, name: label.zh })]),
  );
  const groups = rootsBy(
    graph.nodes.flatMap(({ group }) =>
      group === undefined
        ? []
        : [[group.id, create('bpmn:Resource', { id: `group_${group.id}`, name: group.label.zh })] as const],
    ),
  );
  const errors = codes(graph, 'error', (id) => create('bpmn:Error', { id: `err_${id}`, name: id, errorCode: id }));
  const escalations = codes(graph, 'escalation', (id) =>
    create('bpmn:Escalation', { id: `esc_${id}`, name: id, escalationCode: id }),
  );
  const references = { message: messages, error: errors, escalation: escalations };
  const elements = new Map<string, ModdleElement>();
  for (const node of graph.nodes) elements.set(node.id, create(`bpmn:${typeName(node)}`, { id: node.id }));
  return {
    roots: () => [...messages.values(), ...groups.values(), ...errors.values(), ...escalations.values()],
    process: () => {
      for (const flow of graph.flows) connect(flow);
      for (const node of graph.nodes) fill(node);
      return create('bpmn:Process', {
        id: `process_${procedure.id}`,
        name: procedure.title.zh,
        isExecutable: false,
        ...documented(procedure.title),
        ...extended(procedure.citations),
        ...inside(null),
      });
    },
    diagram: (process: ModdleElement, layout: Layout) => diagramOf(create, graph, process, elements, layout),
  };

  function fill(node: FlowNode): void {
    const element = elements.get(node.id) as ModdleElement;
    if (node.shape === 'textAnnotation') element.text = node.name?.zh;
    else if (node.name !== null) element.name = nameOf(node);
    assign(element, {
      ...documented(node.name, node.group?.label),
      ...extended(node.citations, node.clock),
      ...(node.trigger && { eventDefinitions: [eventOf(node, node.trigger)] }),
      ...(node.multi && { loopCharacteristics: loopOf(node.multi) }),
      ...(node.group && { resources: [performer(node.group.id)] }),
      ...(node.count && { activationCondition: formal(`count >= ${node.count}`) }),
      ...(node.byEvent && { triggeredByEvent: true }),
      ...(node.attachedTo && { attachedToRef: elements.get(node.attachedTo), cancelActivity: node.interrupting }),
      ...(node.shape === 'startEvent' && node.interrupting !== undefined && { isInterrupting: node.interrupting }),
      ...(node.shape === 'subProcess' && inside(node.id)),
    });
  }

  function connect({ from, to, id, name, condition, otherwise }: Flow): void {
    const [sourceRef, targetRef] = [elements.get(from) as ModdleElement, elements.get(to) as ModdleElement];
    const element = create('bpmn:SequenceFlow', { id, sourceRef, targetRef });
    if (name !== null) assign(element, { name: name.zh, ...documented(name) });
    if (condition !== undefined) element.conditionExpression = formal(condition);
    if (otherwise) sourceRef.default = element;
    (sourceRef.get('outgoing') as ModdleElement[]).push(element);
    (targetRef.get('incoming') as ModdleElement[]).push(element);
    elements.set(id, element);
  }

  function inside(scope: string | null) {
    const nodes = graph.nodes.filter((node) => node.scope === scope);
    const of = (note: boolean) =>
      nodes.filter(({ shape }) => (shape === 'textAnnotation') === note).map(({ id }) => elements.get(id));
    const flows = graph.flows.filter((flow) => flow.scope === scope);
    const artifacts = of(true);
    return {
      flowElements: [...of(false), ...flows.map(({ id }) => elements.get(id))],
      ...(artifacts.length > 0 && { artifacts }),
    };
  }

  function eventOf({ id }: FlowNode, { kind, of, at }: Trigger): ModdleElement {
    const type = `bpmn:${kind[0]?.toUpperCase()}${kind.slice(1)}EventDefinition`;
    if (kind === 'link') return create(type, { id: `on_${id}`, name: of });
    const reference = kind in references ? references[kind as keyof typeof references].get(of ?? '') : undefined;
    return create(type, {
      id: `on_${id}`,
      ...(reference && { [`${kind}Ref`]: reference }),
      ...(at !== undefined && { timeDate: formal(at) }),
    });
  }

  function loopOf({ sequential, until }: NonNullable<FlowNode['multi']>): ModdleElement {
    const completionCondition = until === undefined ? {} : { completionCondition: formal(until) };
    return create('bpmn:MultiInstanceLoopCharacteristics', { isSequential: sequential, ...completionCondition });
  }

  function performer(group: string): ModdleElement {
    return create('bpmn:PotentialOwner', { resourceRef: groups.get(group) });
  }

  function formal(body: string): ModdleElement {
    return create('bpmn:FormalExpression', { language: 'https://www.omg.org/spec/DMN/20191111/FEEL/', body });
  }

  function documented(label: Label | null, group?: Label): { documentation: ModdleElement[] } | Record<never, never> {
    const text = group === undefined ? label?.en : `${label?.en} (${group.en})`;
    return text ? { documentation: [create('bpmn:Documentation', { text })] } : {};
  }

  function extended(citations: readonly Citation[], clock?: Deadline) {
    const values = [
      ...citations.map(({ document, article }) => create('banli:Citation', { document, article })),
      ...(clock === undefined
        ? []
        : [create('banli:Clock', { ...clockOf(clock), lengths: clock.lengths.map(lengthOf) })]),
    ];
    return values.length === 0 ? {} : { extensionElements: create('bpmn:ExtensionElements', { values }) };
  }

  function lengthOf(length: DeadlineLength): ModdleElement {
    return create('banli:Length', {
      ...(length.when && { when: printExpr(length.when) }),
      basis: length.basis,
      ...('days' in length && { days: printExpr(length.days) }),
      ...('date' in length && { date: printExpr(length.date) }),
    });
  }
}

function assign(element: ModdleElement, properties: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(properties)) element[name] = value;
}

function rootsBy(entries: readonly (readonly [string, ModdleElement])[]): Map<string, ModdleElement> {
  return new Map(entries.filter(([id], index) => entries.findIndex(([other]) => other === id) === index));
}

function codes(graph: FlowGraph, kind: Trigger['kind'], make: (id: string) => ModdleElement) {
  const found = graph.nodes.flatMap(({ trigger }) => (trigger?.kind === kind ? (trigger.of ?? []) : []));
  return new Map([...new Set(found)].map((id) => [id, make(id)]));
}

function typeName({ shape }: FlowNode): string {
  return `${shape[0]?.toUpperCase()}${shape.slice(1)}`;
}

/** Whose task it is stands under its name. */
function nameOf({ name, group }: FlowNode): string {
  return group === undefined ? (name?.zh ?? '') : `${name?.zh}\n〔${group.label.zh}〕`;
}

// ── clocks ──────────────────────────────────────────────────────────────────────────────────────────────────────

function clockOf({ id, label, starts, met, suspendedWhile, remind }: Deadline): Record<string, string> {
  return {
    deadline: id,
    label: label.zh,
    labelEn: label.en,
    starts: occasions(starts),
    met: occasions(met),
    ...(suspendedWhile.length > 0 && { suspendedWhile: suspendedWhile.join(' ') }),
    ...(remind.length > 0 && { remind: remind.join(' ') }),
  };
}

function occasions(causes: readonly Cause[]): string {
  return causes
    .map(({ on, when }) => `${occasion(on)}${when === undefined ? '' : ` when ${printExpr(when)}`}`)
    .join('; ');
}

function occasion(on: Occasion): string {
  const { kind, ...of } = on;
  return [kind, ...Object.values(of)].join(' ');
}

// ── the drawing ─────────────────────────────────────────────────────────────────────────────────────────────────

function diagramOf(
  create: BpmnModdle['create'],
  graph: FlowGraph,
  process: ModdleElement,
  elements: ReadonlyMap<string, ModdleElement>,
  layout: Layout,
): ModdleElement {
  const bounds = ({ x, y, width, height }: Box) => create('dc:Bounds', { x, y, width, height });
  const label = (box: Box | undefined) =>
    box === undefined ? {} : { label: create('bpmndi:BPMNLabel', { bounds: bounds(box) }) };
  const shapes = graph.nodes.map(({ id, shape }) => {
    const placed = layout.nodes.get(id);
    return create('bpmndi:BPMNShape', {
      id: `${id}_di`,
      bpmnElement: elements.get(id),
      ...(shape === 'subProcess' && { isExpanded: true }),
      ...(shape === 'exclusiveGateway' && { isMarkerVisible: true }),
      bounds: bounds(placed?.box as Box),
      ...label(placed?.label),
    });
  });
  const edges = graph.flows.map(({ id }) => {
    const drawn = layout.flows.get(id);
    return create('bpmndi:BPMNEdge', {
      id: `${id}_di`,
      bpmnElement: elements.get(id),
      waypoint: drawn?.points.map(({ x, y }) => create('dc:Point', { x, y })),
      ...label(drawn?.label),
    });
  });
  const plane = create('bpmndi:BPMNPlane', { id: 'plane', bpmnElement: process, planeElement: [...shapes, ...edges] });
  return create('bpmndi:BPMNDiagram', { id: 'diagram', plane });
}
