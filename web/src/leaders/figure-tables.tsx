/** The figures as tables; a number leads to its cases. */
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useSpeech, useWords } from '../language/language.ts';
import { Heads } from '../parts/heads.tsx';
import { Section } from '../parts/page.tsx';
import { ProblemAlert } from '../parts/problem.tsx';
import { saveBlob } from '../parts/save-blob.ts';
import { Wide } from '../parts/wide.tsx';
import { Link } from '../router.tsx';
import { addressOf, type Behind, type Shown } from './address.ts';
import { type Durations, type Figures, type Kept, readTable, type Table } from './queries.ts';
import { words as own } from './words.ts';

interface Props {
  shown: Shown;
  figures: Figures;
}

const NOWHERE = { month: '', procedure: '', group: '', deadline: '' };

/** A number that leads to its cases; nothing is behind none. */
function Count({
  n,
  name,
  shown,
  kind = '',
  ...behind
}: { n: number; name: string; shown: Shown; kind?: string } & Partial<Behind> & Pick<Behind, 'figure'>) {
  const words = useWords(own);
  if (n === 0) return <span className="muted">0</span>;
  return (
    <Link to={addressOf({ ...shown, behind: { ...NOWHERE, ...behind } })} className={kind}>
      <span className="unseen">{`${name}，${words.figures[behind.figure]}：`}</span>
      {n}
    </Link>
  );
}

function shareOf({ late, inTime }: Kept): string {
  return late + inTime === 0 ? '—' : `${((100 * late) / (late + inTime)).toFixed(1)}%`;
}

// ── all together ────────────────────────────────────────────────────────────────────────────────────────────────

export function Total({ shown, figures: { total } }: Props) {
  const words = useWords(own);
  const of = { shown, name: words.title };
  return (
    <dl className="counts totals">
      <Big text={words.started}>
        <Count {...of} n={total.started} figure="started" />
      </Big>
      <Big text={words.ended}>
        <Count {...of} n={total.ended} figure="ended" />
      </Big>
      <Big text={words.openNow}>
        <Count {...of} n={total.open} figure="open" />
      </Big>
      <Big text={words.median} note={words.bothTitle}>
        <Pair durations={total} which="median" />
      </Big>
      <Big text={words.p90} note={words.bothTitle}>
        <Pair durations={total} which="p90" />
      </Big>
      <Big text={words.inTime}>
        <Count {...of} n={total.inTime} figure="kept" />
      </Big>
      <Big text={words.late} note={`${words.share} ${shareOf(total)}`}>
        <Count {...of} n={total.late} figure="late" kind="late" />
      </Big>
    </dl>
  );
}

function Big({ text, note, children }: { text: string; note?: string; children: ReactNode }) {
  return (
    <div>
      <dt>{text}</dt>
      <dd>{children}</dd>
      {note !== undefined && <dd className="muted small">{note}</dd>}
    </div>
  );
}

function Pair({ durations, which }: { durations: Durations; which: 'median' | 'p90' }) {
  const words = useWords(own);
  const { calendarDays, workingDays } = durations;
  if (calendarDays === null) return <span className="muted">—</span>;
  return <>{words.both(workingDays?.[which] ?? null, calendarDays[which])}</>;
}

// ── tables ──────────────────────────────────────────────────────────────────────────────────────────────────────

function Tabled({
  table,
  shown,
  heads,
  chart,
  children,
}: {
  table: Table;
  shown: Shown;
  heads: readonly string[];
  chart?: ReactNode;
  children: ReactNode;
}) {
  const words = useWords(own);
  const title = words.sections[table];
  return (
    <Section title={title}>
      <Export table={table} shown={shown} />
      {chart}
      <Wide label={title}>
        <table className="list small figures">
          <caption className="unseen">{title}</caption>
          <Heads titles={heads} />
          <tbody>{children}</tbody>
        </table>
      </Wide>
    </Section>
  );
}

function Export({ table, shown }: { table: Table; shown: Shown }) {
  const words = useWords(own);
  const { language } = useSpeech();
  const save = useMutation({
    mutationFn: async (format: 'csv' | 'xlsx') =>
      saveBlob(await readTable(shown, table, format, language), `${words.sections[table]}.${format}`),
  });
  return (
    <>
      <p className="export">
        {(['xlsx', 'csv'] as const).map((format) => {
          const name = format === 'csv' ? 'CSV' : 'Excel';
          return (
            <Button
              key={format}
              size="small"
              aria-label={words.exportNamed(words.sections[table], name)}
              loading={save.isPending && save.variables === format}
              onClick={() => save.mutate(format)}
            >
              {words.export(name)}
            </Button>
          );
        })}
      </p>
      {save.error !== null && <ProblemAlert error={save.error} />}
    </>
  );
}

function DurationCells({ of }: { of: Durations }) {
  return (
    <>
      <td>
        <Pair durations={of} which="median" />
      </td>
      <td>
        <Pair durations={of} which="p90" />
      </td>
    </>
  );
}

type Place = Partial<Omit<Behind, 'figure'>> & { name: string };

function KeptCells({ of, shown, place }: { of: Kept; shown: Shown; place: Place }) {
  return (
    <>
      <td>
        <Count {...place} n={of.inTime} shown={shown} figure="kept" />
      </td>
      <td>
        <Count {...place} n={of.late} shown={shown} figure="late" kind="late" />
      </td>
      <td>{of.stillLate}</td>
      <td>{shareOf(of)}</td>
    </>
  );
}

const useHeads = () => {
  const words = useWords(own);
  const unit = words.bothTitle;
  return {
    duration: [`${words.median}(${unit})`, `${words.p90}(${unit})`],
    kept: [words.inTime, words.late, words.stillLate, words.share],
  };
};

export function Months({ shown, figures, chart }: Props & { chart: ReactNode }) {
  const words = useWords(own);
  const heads = useHeads();
  return (
    <Tabled
      table="months"
      shown={shown}
      chart={chart}
      heads={[words.month, words.started, words.ended, words.openThen, ...heads.duration, ...heads.kept]}
    >
      {figures.months.map((row) => {
        const place = { name: words.monthName(row.month), month: row.month };
        return (
          <tr key={row.month}>
            <th scope="row">{place.name}</th>
            <td>
              <Count {...place} n={row.started} shown={shown} figure="started" />
            </td>
            <td>
              <Count {...place} n={row.ended} shown={shown} figure="ended" />
            </td>
            <td>{row.open}</td>
            <DurationCells of={row} />
            <KeptCells of={row} shown={shown} place={place} />
          </tr>
        );
      })}
    </Tabled>
  );
}

export function Procedures({ shown, figures, chart }: Props & { chart: ReactNode }) {
  const words = useWords(own);
  const { say } = useSpeech();
  const heads = useHeads();
  return (
    <Tabled
      table="procedures"
      shown={shown}
      chart={chart}
      heads={[words.procedure, words.started, words.ended, words.openNow, ...heads.duration, ...heads.kept]}
    >
      {figures.procedures.map((row) => {
        const place = { name: say(row.procedure.label), procedure: row.procedure.id };
        return (
          <tr key={row.procedure.id}>
            <th scope="row">{place.name}</th>
            <td>
              <Count {...place} n={row.started} shown={shown} figure="started" />
            </td>
            <td>
              <Count {...place} n={row.ended} shown={shown} figure="ended" />
            </td>
            <td>
              <Count {...place} n={row.open} shown={shown} figure="open" />
            </td>
            <DurationCells of={row} />
            <KeptCells of={row} shown={shown} place={place} />
          </tr>
        );
      })}
    </Tabled>
  );
}

export function Groups({ shown, figures }: Props) {
  const words = useWords(own);
  const { say } = useSpeech();
  const heads = useHeads();
  return (
    <Tabled
      table="groups"
      shown={shown}
      heads={[words.group, words.opened, words.handled, words.openNow, ...heads.duration, ...heads.kept]}
    >
      {figures.groups.map((row) => {
        const place = { name: say(row.group.label), group: row.group.id };
        return (
          <tr key={row.group.id}>
            <th scope="row">
              {place.name}
              <small className="muted">{say(row.document.label)}</small>
            </th>
            <td>{row.opened}</td>
            <td>
              <Count {...place} n={row.completed} shown={shown} figure="handled" />
            </td>
            <td>{row.open}</td>
            <DurationCells of={row} />
            <KeptCells of={row} shown={shown} place={place} />
          </tr>
        );
      })}
    </Tabled>
  );
}

export function Deadlines({ shown, figures }: Props) {
  const words = useWords(own);
  const { say } = useSpeech();
  const heads = useHeads();
  return (
    <Tabled table="deadlines" shown={shown} heads={[words.procedure, words.deadline, ...heads.kept]}>
      {figures.deadlines.map((row) => {
        const name = `${say(row.procedure.label)}，${say(row.deadline.label)}`;
        const place = { name, procedure: row.procedure.id, deadline: row.deadline.id };
        return (
          <tr key={`${row.procedure.id} ${row.deadline.id}`}>
            <td>{say(row.procedure.label)}</td>
            <th scope="row">{say(row.deadline.label)}</th>
            <KeptCells of={row} shown={shown} place={place} />
          </tr>
        );
      })}
    </Tabled>
  );
}
