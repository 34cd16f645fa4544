/** The figures as charts; the tables beside them have the same numbers. */
import { useMemo } from 'react';
import { useSpeech, useWords } from '../language/language.ts';
import { Chart, type EChartsCoreOption } from '../parts/chart.tsx';
import type { Figures } from './queries.ts';
import { words as own } from './words.ts';

const BLUE = '#0958d9';
const GREEN = '#237804';
const RED = '#a8071a';
const AMBER = '#ad6800';
const TEXT = { color: '#1f2328' };
const AXIS = { axisLabel: TEXT, nameTextStyle: TEXT };

function byMonth(months: readonly string[], series: object[]): EChartsCoreOption {
  return {
    grid: { left: 44, right: 16, top: 36, bottom: 28 },
    legend: { textStyle: TEXT, top: 0 },
    tooltip: { trigger: 'axis' },
    xAxis: { type: 'category', data: months, ...AXIS },
    yAxis: { type: 'value', minInterval: 1, ...AXIS },
    series,
  };
}

const bar = (name: string, color: string, data: number[], stack?: string) => ({
  ...{ type: 'bar', name, data, itemStyle: { color }, barMaxWidth: 28 },
  ...(stack === undefined ? {} : { stack }),
});

export function MonthCharts({ figures: { months } }: { figures: Figures }) {
  const words = useWords(own);
  const cases = useMemo(
    () =>
      byMonth(
        months.map(({ month }) => words.monthName(month)),
        [
          bar(
            words.started,
            BLUE,
            months.map(({ started }) => started),
          ),
          bar(
            words.ended,
            GREEN,
            months.map(({ ended }) => ended),
          ),
          {
            type: 'line',
            name: words.openThen,
            data: months.map(({ open }) => open),
            itemStyle: { color: AMBER },
            lineStyle: { type: 'dashed' },
            symbol: 'diamond',
          },
        ],
      ),
    [months, words],
  );
  const kept = useMemo(
    () =>
      byMonth(
        months.map(({ month }) => words.monthName(month)),
        [
          bar(
            words.inTime,
            GREEN,
            months.map(({ inTime }) => inTime),
            'all',
          ),
          bar(
            words.late,
            RED,
            months.map(({ late }) => late),
            'all',
          ),
        ],
      ),
    [months, words],
  );
  return (
    <div className="charts">
      <figure>
        <figcaption>{words.charts.cases}</figcaption>
        <Chart option={cases} name={words.charts.cases} height={260} />
      </figure>
      <figure>
        <figcaption>{words.charts.kept}</figcaption>
        <Chart option={kept} name={words.charts.kept} height={260} />
      </figure>
    </div>
  );
}

const MOST_BARS = 15;
const ROW = 34;

/** The procedures of which most cases ended. */
export function ProcedureChart({ figures: { procedures } }: { figures: Figures }) {
  const words = useWords(own);
  const { say } = useSpeech();
  const rows = useMemo(
    () =>
      procedures
        .flatMap(({ procedure, ended, workingDays }) =>
          workingDays === null ? [] : [{ name: say(procedure.label), ended, ...workingDays }],
        )
        .sort((a, b) => b.ended - a.ended)
        .slice(0, MOST_BARS),
    [procedures, say],
  );
  const option = useMemo(
    (): EChartsCoreOption => ({
      grid: { left: 200, right: 24, top: 36, bottom: 28 },
      legend: { textStyle: TEXT, top: 0 },
      tooltip: { trigger: 'axis' },
      xAxis: { type: 'value', minInterval: 1, ...AXIS },
      yAxis: {
        type: 'category',
        inverse: true,
        data: rows.map(({ name }) => name),
        axisLabel: { ...TEXT, width: 184, overflow: 'truncate', interval: 0 },
      },
      series: [
        bar(
          words.median,
          BLUE,
          rows.map(({ median }) => median),
        ),
        bar(
          words.p90,
          AMBER,
          rows.map(({ p90 }) => p90),
        ),
      ],
    }),
    [rows, words],
  );
  if (rows.length === 0) return null;
  return (
    <figure>
      <figcaption>{words.charts.durations}</figcaption>
      <Chart option={option} name={words.charts.durations} height={rows.length * ROW + 70} />
    </figure>
  );
}
