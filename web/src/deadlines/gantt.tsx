/** Deadlines as bars from the day they began to count to the day they end. */
import { useMemo } from 'react';
import { longDate } from '../dates.ts';
import { useSpeech, useWords } from '../language/language.ts';
import { Chart, type EChartsCoreOption } from '../parts/chart.tsx';
import type { AgendaItem } from './queries.ts';
import { words as own } from './words.ts';

const ROW = 26;
const COLOURS = { overdue: '#a8071a', near: '#ad6800', calm: '#0958d9' };

interface Bar {
  name: string;
  from: number;
  /** The end of its last day. */
  to: number;
  colour: string;
  text: string;
}

const DAY_MS = 86_400_000;
const at = (day: string) => Date.parse(`${day}T00:00:00Z`);

export function Gantt({ items, today }: { items: readonly AgendaItem[]; today: string }) {
  const words = useWords(own);
  const { say, language } = useSpeech();
  const bars = useMemo(
    () =>
      items.flatMap((item): Bar[] => {
        if (item.due === null) return [];
        const name = `${say(item.deadline.label)} ${item.caseNumber}`;
        const kind = item.risks.includes('overdue') ? 'overdue' : item.risks.includes('near') ? 'near' : 'calm';
        const group = item.group === null ? words.nobodyShort : say(item.group.label);
        const dates = `${longDate(item.from, language)} – ${longDate(item.due, language)}`;
        const text = `${name}<br>${group} · ${dates}`;
        return [{ name, from: at(item.from), to: at(item.due) + DAY_MS, colour: COLOURS[kind], text }];
      }),
    [items, words, say, language],
  );
  const option = useMemo(() => ganttOption(bars, today), [bars, today]);
  if (bars.length === 0) return null;
  return <Chart option={option} name={words.ganttAbout(bars.length)} height={bars.length * ROW + 70} />;
}

interface Drawing {
  value(dimension: number): number;
  coord(point: [number, number]): [number, number];
  size(point: [number, number]): [number, number];
}

function ganttOption(bars: readonly Bar[], today: string): EChartsCoreOption {
  return {
    grid: { left: 280, right: 24, top: 12, bottom: 40 },
    tooltip: {
      formatter: ({ dataIndex }: { dataIndex: number }) => bars[dataIndex]?.text ?? '',
    },
    xAxis: { type: 'time', axisLabel: { color: '#1f2328', formatter: '{yyyy}/{M}/{d}', hideOverlap: true } },
    yAxis: {
      type: 'category',
      inverse: true,
      data: bars.map(({ name }) => name),
      axisLabel: { color: '#1f2328', width: 264, overflow: 'truncate', interval: 0 },
    },
    series: [
      {
        type: 'custom',
        encode: { x: [1, 2], y: 0 },
        data: bars.map(({ from, to, colour }, i) => ({ value: [i, from, to], itemStyle: { color: colour } })),
        renderItem: (_: unknown, drawing: Drawing & { style(): object }) => {
          const [left, middle] = drawing.coord([drawing.value(1), drawing.value(0)]);
          const [right] = drawing.coord([drawing.value(2), drawing.value(0)]);
          const height = drawing.size([0, 1])[1] * 0.6;
          const shape = { x: left, y: middle - height / 2, width: Math.max(right - left, 3), height };
          return { type: 'rect', shape, style: drawing.style() };
        },
        markLine: {
          silent: true,
          symbol: 'none',
          label: { show: false },
          lineStyle: { color: '#1f2328', type: 'dashed' },
          data: [{ xAxis: at(today) + DAY_MS / 2 }],
        },
      },
    ],
  };
}
