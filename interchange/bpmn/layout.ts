/**
 * Where the elements of a flow stand: in columns from left to right, ordered by dagre; lines run at right angles in the
 * gaps between the columns. A subprocess is laid out first and then stands as one box. Pure: the same graph, the same
 * coordinates.
 */
import { layout as dagre, Graph } from '@dagrejs/dagre';
import type { Flow, FlowGraph, FlowNode } from './graph.ts';
import { type Crossing, drawLines, type Point } from './lines.ts';
import { ATTACHED, type Box, flowLabelWidth, HEADING, labelBox, linesOf, MARGIN, type Size, sizeOf } from './sizes.ts';

export interface Placed {
  box: Box;
  label?: Box;
}

export interface Drawn {
  points: Point[];
  label?: Box;
}

export interface Layout {
  nodes: Map<string, Placed>;
  flows: Map<string, Drawn>;
}

const NODE_GAP = 36;
/** Rows of what stands beside the flow are about as wide as this at least. */
const ROW = 900;

export function layoutOf(graph: FlowGraph): Layout {
  const whole = layoutScope(graph, null);
  return shifted(whole.layout, MARGIN, MARGIN);
}

interface Inner {
  layout: Layout;
  width: number;
  height: number;
}

function layoutScope(graph: FlowGraph, scope: string | null): Inner {
  const inside = graph.nodes.filter((node) => node.scope === scope);
  const inner = new Map(
    inside.filter(({ shape }) => shape === 'subProcess').map(({ id }) => [id, layoutScope(graph, id)]),
  );
  const sizes = (node: FlowNode) => sizeOf(node, inside, inner.get(node.id));
  const beside = inside.filter(({ byEvent, shape }) => byEvent === true || shape === 'textAnnotation');
  const attached = inside.filter(({ attachedTo }) => attachedTo !== undefined);
  const flow = inside.filter((node) => !beside.includes(node) && !attached.includes(node));
  const flows = graph.flows.filter((one) => one.scope === scope);
  const main = layoutFlow(flow, attached, flows, sizes);
  const rows = layoutRows(beside, sizes, Math.max(main.width, ROW), main.height + (beside.length > 0 ? NODE_GAP : 0));
  const result: Layout = { nodes: new Map([...main.layout.nodes, ...rows.nodes]), flows: main.layout.flows };
  for (const [id, { layout }] of inner) {
    const at = result.nodes.get(id)?.box as Box;
    const moved = shifted(layout, at.x + MARGIN, at.y + HEADING);
    for (const [key, placed] of moved.nodes) result.nodes.set(key, placed);
    for (const [key, drawn] of moved.flows) result.flows.set(key, drawn);
  }
  return { layout: result, ...extent(result) };
}

type Sizes = (node: FlowNode) => Size;

// ── the flow ────────────────────────────────────────────────────────────────────────────────────────────────────

function layoutFlow(nodes: FlowNode[], attached: FlowNode[], flows: Flow[], sizes: Sizes): Inner {
  if (nodes.length === 0) return { layout: { nodes: new Map(), flows: new Map() }, width: 0, height: 0 };
  const graph = ranked(nodes, attached, flows, sizes);
  const columns = columnsOf(graph, nodes);
  const crossings = flows.map((flow) => crossingOf(graph, columns, flow, attached));
  const widths = columns.map((x) => Math.max(...nodes.filter(({ id }) => graph.node(id).x === x).map(widthIn(sizes))));
  const lines = drawLines(crossings, widths, flows.map(flowLabelWidth));
  const placed = new Map<string, Placed>();
  for (const node of nodes) {
    const { x, y } = graph.node(node.id);
    const column = columns.indexOf(x);
    const { width, height } = sizes(node);
    const center = (lines.columns[column]?.center ?? 0) as number;
    const box = { x: round(center - width / 2), y: round(y - height / 2), width, height };
    placed.set(node.id, { box, ...labelOf(node, box) });
  }
  placeAttached(attached, placed);
  const layout: Layout = { nodes: placed, flows: new Map() };
  flows.forEach((flow, index) => {
    const crossing = crossings[index] as Crossing;
    const points = lines.draw(index, anchor(flow, placed, crossing, 'from'), anchor(flow, placed, crossing, 'to'));
    const label =
      flow.name === null ? undefined : lines.labelOf(index, points, linesOf(flow.name.zh, flowLabelWidth(flow)));
    layout.flows.set(flow.id, { points, ...(label && { label }) });
  });
  return { layout, ...extent(layout) };
}

const widthIn = (sizes: Sizes) => (node: FlowNode) => sizes(node).width + 2 * sizes(node).beside;

function ranked(nodes: FlowNode[], attached: FlowNode[], flows: Flow[], sizes: Sizes) {
  const graph = new Graph({ multigraph: true }) as DagreGraph;
  graph.setGraph({ rankdir: 'LR', nodesep: NODE_GAP, edgesep: 28, ranksep: 60 });
  for (const node of nodes) {
    const { width, height, below, beside } = sizes(node);
    // A label stands below; the same room above keeps what stands in a row in a row.
    graph.setNode(node.id, { width: width + 2 * beside, height: height + 2 * below });
  }
  for (const flow of flows) graph.setEdge(hostOf(flow.from, attached), flow.to, { weight: 1 }, flow.id);
  dagre(graph as never);
  return graph;
}

interface DagreGraph {
  setGraph(options: object): void;
  setNode(id: string, size: { width: number; height: number }): void;
  setEdge(from: string, to: string, label: object, name: string): void;
  node(id: string): { x: number; y: number; height: number };
  edge(from: string, to: string, name: string): { points: Point[] };
}

/** A flow from the edge of a step is laid out as one of the step. */
function hostOf(id: string, attached: readonly FlowNode[]): string {
  return attached.find((node) => node.id === id)?.attachedTo ?? id;
}

function columnsOf(graph: DagreGraph, nodes: readonly FlowNode[]): number[] {
  return [...new Set(nodes.map(({ id }) => graph.node(id).x))].sort((a, b) => a - b);
}

/** The columns that a flow passes on its way, and at which height. */
function crossingOf(graph: DagreGraph, columns: number[], flow: Flow, attached: readonly FlowNode[]): Crossing {
  const host = hostOf(flow.from, attached);
  const [from, to] = [graph.node(host), graph.node(flow.to)];
  const between = graph
    .edge(host, flow.to, flow.id)
    .points.slice(1, -1)
    .flatMap(({ x, y }) => (columns.includes(x) ? [{ column: columns.indexOf(x), y: round(y) }] : []));
  const ends = [columns.indexOf(from.x), columns.indexOf(to.x)] as const;
  const passed = between.filter(({ column }) => column !== ends[0] && column !== ends[1]);
  const isAttached = host !== flow.from;
  const index = attached.findIndex(({ id }) => id === flow.from);
  // Lines from the edge of a step leave below all that hangs on it.
  const startY = isAttached ? round(from.y + from.height / 2) - 4 - 6 * (index % 3) : round(from.y);
  return {
    from: flow.from,
    back: ends[1] < ends[0] || (ends[0] === ends[1] && host !== flow.to),
    loop: host === flow.to,
    stops: [{ column: ends[0], y: startY }, ...passed, { column: ends[1], y: round(to.y) }],
  };
}

// ── what hangs on a step ────────────────────────────────────────────────────────────────────────────────────────

function placeAttached(attached: readonly FlowNode[], placed: Map<string, Placed>): void {
  const count = new Map<string, number>();
  for (const node of attached) {
    const host = placed.get(node.attachedTo ?? '')?.box as Box;
    const index = count.get(node.attachedTo ?? '') ?? 0;
    count.set(node.attachedTo ?? '', index + 1);
    const box = { x: host.x + 8 + index * ATTACHED, y: host.y + host.height - 18, width: 36, height: 36 };
    const label = { x: box.x + 40, y: host.y + host.height + 3, width: ATTACHED - 44, height: 0 };
    label.height = 14 * linesOf(node.name?.zh ?? '', label.width);
    placed.set(node.id, { box, label });
  }
}

// ── lines ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** Lines that lead back keep off the middle, where those that lead on arrive and leave. */
const BACK = 12;

function anchor(flow: Flow, placed: Map<string, Placed>, { back, stops, loop }: Crossing, end: 'from' | 'to'): Point[] {
  const { box } = placed.get(flow[end]) as Placed;
  const center = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const first = stops[0]?.y ?? center.y;
  if (end === 'from' && first !== round(center.y) && box.width === 36) {
    return [
      { x: center.x, y: box.y + box.height },
      { x: center.x, y: first },
    ];
  }
  const dy = back || loop ? BACK : 0;
  const half = halfWidth(box, dy);
  const right = (end === 'from') !== back;
  return [{ x: round(center.x + (right ? half : -half)), y: round(center.y + dy) }];
}

/** How far the outline is from the middle at this height: of a circle, a diamond or a box. */
function halfWidth({ width, height }: Box, dy: number): number {
  if (width === 36) return Math.sqrt((height / 2) ** 2 - dy ** 2);
  return width === 50 ? width / 2 - Math.abs(dy) : width / 2;
}

// ── beside the flow ─────────────────────────────────────────────────────────────────────────────────────────────

function layoutRows(nodes: readonly FlowNode[], sizes: Sizes, width: number, top: number): Layout {
  const placed = new Map<string, Placed>();
  let [x, y, tallest] = [0, top, 0];
  for (const node of nodes) {
    const size = sizes(node);
    if (x > 0 && x + size.width > width) [x, y, tallest] = [0, y + tallest + NODE_GAP, 0];
    placed.set(node.id, { box: { x, y, width: size.width, height: size.height } });
    x += size.width + NODE_GAP;
    tallest = Math.max(tallest, size.height);
  }
  return { nodes: placed, flows: new Map() };
}

// ── geometry ────────────────────────────────────────────────────────────────────────────────────────────────────

const round = Math.round;

function labelOf(node: FlowNode, box: Box): { label: Box } | Record<never, never> {
  const label = labelBox(node, box);
  return label === undefined ? {} : { label };
}

function shifted({ nodes, flows }: Layout, dx: number, dy: number): Layout {
  const move = <T extends Point>(at: T): T => ({ ...at, x: at.x + dx, y: at.y + dy });
  return {
    nodes: new Map(
      [...nodes].map(([id, { box, label }]) => [id, { box: move(box), ...(label && { label: move(label) }) }]),
    ),
    flows: new Map(
      [...flows].map(([id, { points, label }]) => [
        id,
        { points: points.map((point) => move(point)), ...(label && { label: move(label) }) },
      ]),
    ),
  };
}

function extent({ nodes, flows }: Layout): { width: number; height: number } {
  const boxes = [...nodes.values()].flatMap(({ box, label }) => [box, ...(label ? [label] : [])]);
  const points = [...flows.values()].flatMap((drawn) => drawn.points);
  const rights = [...boxes.map(({ x, width }) => x + width), ...points.map(({ x }) => x)];
  const bottoms = [...boxes.map(({ y, height }) => y + height), ...points.map(({ y }) => y)];
  return { width: Math.max(0, ...rights), height: Math.max(0, ...bottoms) };
}
