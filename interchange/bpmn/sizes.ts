/** How large elements and their labels are. Pure. */
import type { Flow, FlowNode } from './graph.ts';

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Around what lies in a subprocess, and around the whole. */
export const MARGIN = 30;
/** Above what lies in a subprocess, for its name. */
export const HEADING = 40;
/** Room on the edge of a step for one event with its label. */
export const ATTACHED = 128;

const EVENT = 36;
const GATEWAY = 50;
const TASK = { width: 140, height: 80 };
const LABEL = 104;
const LINE = 14;

export interface Size {
  width: number;
  height: number;
  /** Room that labels need below and on both sides. */
  below: number;
  beside: number;
}

export function sizeOf(node: FlowNode, around: readonly FlowNode[], inner?: { width: number; height: number }): Size {
  const attached = around.filter(({ attachedTo }) => attachedTo === node.id);
  if (node.shape === 'textAnnotation') return { ...bare(190, 20 + LINE * linesOf(node.name?.zh ?? '', 170)) };
  if (inner !== undefined || node.shape.endsWith('Task')) {
    const width = inner === undefined ? TASK.width : inner.width + 2 * MARGIN;
    const height = inner === undefined ? TASK.height : inner.height + HEADING + MARGIN;
    const lines = attached.map(({ name }) => linesOf(name?.zh ?? '', ATTACHED - 44));
    const below = attached.length === 0 ? 0 : Math.max(24, LINE * Math.max(...lines) + 6) + 20;
    const titled = inner === undefined ? 0 : textWidth(node.name?.zh ?? '') + 40;
    return { ...bare(Math.max(width, titled, attached.length * ATTACHED + 8), height), below };
  }
  const side = node.shape.endsWith('Gateway') ? GATEWAY : EVENT;
  const label = node.name === null ? 0 : LINE * linesOf(node.name.zh, LABEL) + 6;
  return { ...bare(side, side), below: label, beside: label === 0 ? 0 : (LABEL - side) / 2 };
}

const bare = (width: number, height: number): Size => ({ width, height, below: 0, beside: 0 });

/** The label of an event or gateway stands below it; all other shapes hold theirs. */
export function labelBox({ name, shape }: FlowNode, box: Box): Box | undefined {
  if (name === null || !(shape.endsWith('Event') || shape.endsWith('Gateway'))) return undefined;
  const height = LINE * linesOf(name.zh, LABEL);
  return { x: box.x + box.width / 2 - LABEL / 2, y: box.y + box.height + 4, width: LABEL, height };
}

export function textWidth(text: string): number {
  return [...text].reduce((width, char) => width + (char.charCodeAt(0) > 0xff ? 12 : 7), 0);
}

export function linesOf(text: string, width: number): number {
  return Math.max(1, Math.ceil(textWidth(text) / (width - 6)));
}

const FLOW_LABEL = 110;

export function flowLabelWidth({ name }: Flow): number {
  return name === null ? 0 : Math.min(FLOW_LABEL, textWidth(name.zh) + 8);
}
