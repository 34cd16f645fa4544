/** Figures as the API answers them, and as tables. Pure. */
import type { Program } from '../../engine/program.ts';
import { addMonths, formatInstant, localDate, startOfDay } from '../../rules/calendar/date.ts';
import type { Label } from '../../rules/label.ts';
import type { Sight } from '../../store/case-view.ts';
import { slugOf } from '../../store/outline.ts';
import type { FigureCase, Figures, Period } from '../../store/statistics.ts';
import type { Gazette } from '../ports.ts';
import type { Language } from './language.ts';
import { deadlineName, groupOf, type Named, outcomeName, unitLabel } from './names.ts';

/** Of whole months `YYYY-MM`, the last included. */
export function periodOf(from: string, to: string): Period {
  return { from: startOfDay(`${from}-01`), to: startOfDay(addMonths(`${to}-01`, 1)) };
}

/** The month of an instant and the eleven before. */
export function lastYear(now: number): { from: string; to: string } {
  const today = localDate(now);
  return { from: addMonths(`${today.slice(0, 7)}-01`, -11).slice(0, 7), to: today.slice(0, 7) };
}

/** @param programs current versions by id */
export function figuresShown(figures: Figures, programs: ReadonlyMap<string, Program>, gazettes: readonly Gazette[]) {
  const procedureOf = (id: string): Named => ({ id, label: programs.get(id)?.procedure.title ?? { zh: id, en: id } });
  return {
    total: figures.total,
    months: figures.months,
    procedures: figures.procedures.map(({ procedure, ...rest }) => ({ procedure: procedureOf(procedure), ...rest })),
    groups: figures.groups.map(({ group, ...rest }) => ({
      group: groupOf(gazettes, group),
      document: documentOf(gazettes, group),
      ...rest,
    })),
    deadlines: figures.deadlines.map(({ procedure, deadline, ...rest }) => {
      const program = programs.get(procedure);
      const name = program === undefined ? { id: deadline, label: same(deadline) } : deadlineName(program, deadline);
      return { procedure: procedureOf(procedure), deadline: name, ...rest };
    }),
  };
}

const same = (id: string): Label => ({ zh: id, en: id });

function documentOf(gazettes: readonly Gazette[], group: string): Named {
  const gazette = gazettes.find(({ id }) => group.startsWith(`${id}/`));
  return { id: gazette?.id ?? group, label: gazette?.title ?? same(group) };
}

export type FiguresShown = ReturnType<typeof figuresShown>;

/** @param sight of the caller's own reading: who sees figures of a case need not see the case */
export function figureCase(row: FigureCase, program: Program, sight: Sight) {
  return {
    id: row.id,
    number: row.number,
    procedure: { id: row.procedure, label: program.procedure.title },
    unitLabel: unitLabel(row.unit, [program]),
    status: row.status,
    outcome: row.outcome === null ? null : outcomeName(program, row.outcome),
    startedAt: formatInstant(row.startedAt),
    endedAt: row.endedAt === null ? null : formatInstant(row.endedAt),
    calendarDays: row.calendarDays,
    workingDays: row.workingDays,
    mayOpen: isSeen(row, sight),
  };
}

function isSeen({ procedure, unit }: FigureCase, { all, offices }: Sight): boolean {
  return (
    all ||
    offices.some(
      (office) => office.slug === slugOf(procedure) && (office.unit === '' || unit === '' || office.unit === unit),
    )
  );
}

// ── tables ──────────────────────────────────────────────────────────────────────────────────────────────────────

export const TABLES = ['months', 'procedures', 'groups', 'deadlines'] as const;
export type Table = (typeof TABLES)[number];

type Cell = string | number;

const HEADS = {
  month: { zh: '月份', en: 'Month' },
  procedure: { zh: '事项', en: 'Procedure' },
  document: { zh: '文件', en: 'Document' },
  group: { zh: '岗位', en: 'Group' },
  deadline: { zh: '期限', en: 'Deadline' },
  started: { zh: '立案', en: 'Started' },
  ended: { zh: '办结', en: 'Ended' },
  openThen: { zh: '月末在办', en: 'Open at the end of the month' },
  openNow: { zh: '目前在办', en: 'Open now' },
  opened: { zh: '收到任务', en: 'Tasks received' },
  completed: { zh: '办理任务', en: 'Tasks completed' },
  medianWorking: { zh: '中位数(工作日)', en: 'Median (working days)' },
  p90Working: { zh: '九成不超过(工作日)', en: '90% within (working days)' },
  medianCalendar: { zh: '中位数(自然日)', en: 'Median (calendar days)' },
  p90Calendar: { zh: '九成不超过(自然日)', en: '90% within (calendar days)' },
  inTime: { zh: '按期', en: 'In time' },
  late: { zh: '逾期', en: 'Late' },
  stillLate: { zh: '逾期未结', en: 'Late and open' },
  share: { zh: '逾期率', en: 'Late share' },
} satisfies Record<string, Label>;

interface Timed {
  workingDays: { median: number; p90: number } | null;
  calendarDays: { median: number; p90: number } | null;
}
interface Kept {
  inTime: number;
  late: number;
  stillLate: number;
}

const DURATION_HEADS = ['medianWorking', 'p90Working', 'medianCalendar', 'p90Calendar'] as const;
const durations = ({ workingDays, calendarDays }: Timed): Cell[] => [
  workingDays?.median ?? '',
  workingDays?.p90 ?? '',
  calendarDays?.median ?? '',
  calendarDays?.p90 ?? '',
];

const KEPT_HEADS = ['inTime', 'late', 'stillLate', 'share'] as const;
const kept = ({ inTime, late, stillLate }: Kept): Cell[] => [inTime, late, stillLate, shareOf(late, inTime)];

/** `12.5%`; nothing of nothing. */
function shareOf(late: number, inTime: number): string {
  return late + inTime === 0 ? '' : `${((100 * late) / (late + inTime)).toFixed(1)}%`;
}

/** The first row has the headings. */
export function tableOf(figures: FiguresShown, table: Table, language: Language): Cell[][] {
  const heads = (...keys: (keyof typeof HEADS)[]): Cell[] => keys.map((key) => HEADS[key][language]);
  const say = ({ label }: Named): string => label[language];
  switch (table) {
    case 'months':
      return [
        heads('month', 'started', 'ended', 'openThen', ...DURATION_HEADS, ...KEPT_HEADS),
        ...figures.months.map((row) => [row.month, row.started, row.ended, row.open, ...durations(row), ...kept(row)]),
      ];
    case 'procedures':
      return [
        heads('procedure', 'started', 'ended', 'openNow', ...DURATION_HEADS, ...KEPT_HEADS),
        ...figures.procedures.map((row) => [
          say(row.procedure),
          ...[row.started, row.ended, row.open],
          ...durations(row),
          ...kept(row),
        ]),
      ];
    case 'groups':
      return [
        heads('document', 'group', 'opened', 'completed', 'openNow', ...DURATION_HEADS, ...KEPT_HEADS),
        ...figures.groups.map((row) => [
          ...[say(row.document), say(row.group)],
          ...[row.opened, row.completed, row.open],
          ...durations(row),
          ...kept(row),
        ]),
      ];
    case 'deadlines':
      return [
        heads('procedure', 'deadline', ...KEPT_HEADS),
        ...figures.deadlines.map((row) => [say(row.procedure), say(row.deadline), ...kept(row)]),
      ];
  }
}
