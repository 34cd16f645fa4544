/**
 * Lines at right angles between columns. In each gap a line changes its height once, on a track of its own; lines from
 * the same place share it. Behind the tracks there is room for the labels. Pure.
 */
import type { Box } from './sizes.ts';

export interface Point {
  x: number;
  y: number;
}

/** A flow as it passes the columns: the first and the last are where it begins and ends. */
export interface Crossing {
  from: string;
  /** It leads from right to left. */
  back: boolean;
  /** It leads back to where it begins. */
  loop: boolean;
  stops: { column: number; y: number }[];
}

interface Column {
  left: number;
  center: number;
  right: number;
}

const TRACK = 10;
const ROOM = 22;
const LINE = 14;

export function drawLines(crossings: readonly Crossing[], widths: readonly number[], labelWidths: readonly number[]) {
  const tracks = widths.map((_, gap) => tracksOf(crossings, gap));
  const columns: Column[] = [];
  let x = 0;
  widths.forEach((width, index) => {
    columns.push({ left: x, center: x + width / 2, right: x + width });
    const labels = crossings.flatMap((crossing, flow) =>
      labelGap(crossing) === index ? [labelWidths[flow] ?? 0] : [],
    );
    x += width + ROOM + TRACK * (tracks[index] as Tracks).count + Math.max(12, ...labels) + 8;
  });
  const trackX = (gap: number, flow: number): number => {
    const at = (tracks[gap] as Tracks).of.get(flow) ?? 0;
    return Math.round((columns[gap]?.right ?? 0) + ROOM / 2 + TRACK * at);
  };
  return {
    columns,
    draw: (flow: number, start: Point[], end: Point[]): Point[] =>
      tidy(draw(crossings[flow] as Crossing, (gap) => trackX(gap, flow), start, end)),
    labelOf: (flow: number, points: readonly Point[], lines: number): Box => {
      const crossing = crossings[flow] as Crossing;
      const gap = labelGap(crossing);
      const left = (columns[gap]?.right ?? 0) + ROOM / 2 + TRACK * (tracks[gap] as Tracks).count + 2;
      const y = heightAt(points, left + 4);
      const height = LINE * lines;
      return { x: left, y: crossing.back ? y + 3 : y - height - 2, width: labelWidths[flow] ?? 0, height };
    },
  };
}

/** The label of a flow stands in the gap next to where it begins. */
function labelGap({ stops, back, loop }: Crossing): number {
  const column = stops[0]?.column ?? 0;
  return back && !loop ? Math.max(0, column - 1) : column;
}

interface Tracks {
  count: number;
  of: Map<number, number>;
}

interface Rise {
  flow: number;
  key: string;
  left: number;
  right: number;
}

/** Which lines rise or fall in the gap behind a column, and who is left of whom. */
function tracksOf(crossings: readonly Crossing[], gap: number): Tracks {
  const rises = crossings.flatMap((crossing, flow) => risesIn(crossing, flow, gap));
  const groups = new Map<string, Rise[]>();
  for (const rise of rises) groups.set(rise.key, [...(groups.get(rise.key) ?? []), rise]);
  const waiting = [...groups.values()].sort(byDepth);
  const of = new Map<number, number>();
  let count = 0;
  while (waiting.length > 0) {
    // Where a line arrives at the height from which another sets out, it must turn to the right of it.
    const free = waiting.findIndex((group) => !waiting.some((other) => other !== group && mustPrecede(other, group)));
    const [next = []] = waiting.splice(Math.max(0, free), 1);
    for (const { flow } of next) of.set(flow, count);
    count += 1;
  }
  return { count, of };
}

function risesIn({ stops, from, back, loop }: Crossing, flow: number, gap: number): Rise[] {
  if (loop)
    return stops[0]?.column === gap ? [{ flow, key: `flow ${flow}`, left: stops[0].y, right: stops[0].y + 1 }] : [];
  return stops.slice(1).flatMap((stop, index) => {
    const before = stops[index] as Crossing['stops'][number];
    const [left, right] = before.column <= stop.column ? [before, stop] : [stop, before];
    if (left.column !== gap) return [];
    const key = index === 0 && !back ? `from ${from}` : `flow ${flow}`;
    return [{ flow, key, left: left.y, right: right.y }];
  });
}

const mustPrecede = (first: readonly Rise[], second: readonly Rise[]): boolean =>
  first.some(({ left }) => second.some(({ right }) => Math.abs(left - right) < 2));

/** Of lines that fall, the lowest first; of lines that rise, the highest first: so they cross least. */
function byDepth([a]: Rise[], [b]: Rise[]): number {
  if (a === undefined || b === undefined) return 0;
  const falls = (rise: Rise) => (rise.right > rise.left ? 1 : 0);
  return falls(a) - falls(b) || (falls(a) === 1 ? b.left - a.left : a.left - b.left) || a.flow - b.flow;
}

function draw({ stops, loop }: Crossing, trackX: (gap: number) => number, start: Point[], end: Point[]): Point[] {
  const points = [...start];
  const last = end.at(-1) as Point;
  if (loop) return around(points, last, trackX(stops[0]?.column ?? 0));
  stops.slice(1).forEach((stop, index) => {
    const before = stops[index] as Crossing['stops'][number];
    const x = trackX(Math.min(before.column, stop.column));
    const y = index === stops.length - 2 ? last.y : stop.y;
    const from = points.at(-1) as Point;
    points.push({ x, y: from.y }, { x, y });
  });
  return [...points, last];
}

/** Out on the right, round below, and in again on the left. */
function around(start: Point[], end: Point, x: number): Point[] {
  const from = start.at(-1) as Point;
  const below = Math.max(from.y, end.y) + 50;
  return [...start, { x, y: from.y }, { x, y: below }, { x: end.x - 12, y: below }, { x: end.x - 12, y: end.y }, end];
}

/** Without points that lie on the line between their neighbours. */
function tidy(points: readonly Point[]): Point[] {
  const distinct = points.filter((point, index) => {
    const before = points[index - 1];
    return before === undefined || before.x !== point.x || before.y !== point.y;
  });
  return distinct.filter((point, index) => {
    const [before, after] = [distinct[index - 1], distinct[index + 1]];
    if (before === undefined || after === undefined) return true;
    return !((before.x === point.x && point.x === after.x) || (before.y === point.y && point.y === after.y));
  });
}

/** At which height a line passes a vertical: that of the first level part there. */
function heightAt(points: readonly Point[], x: number): number {
  for (let index = 1; index < points.length; index++) {
    const [a, b] = [points[index - 1] as Point, points[index] as Point];
    if (a.y === b.y && Math.min(a.x, b.x) <= x && x <= Math.max(a.x, b.x)) return a.y;
  }
  return points.at(-1)?.y ?? 0;
}
