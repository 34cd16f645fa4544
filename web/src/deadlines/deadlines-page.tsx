/** All that is due for the person's groups: as calendar, bars or list, by group and procedure, with what is at risk. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { lazy, Suspense } from 'react';
import { longDate } from '../dates.ts';
import { useSpeech, useWords } from '../language/language.ts';
import { Heads } from '../parts/heads.tsx';
import { Loading } from '../parts/loading.tsx';
import { More } from '../parts/more.tsx';
import { Page, Section } from '../parts/page.tsx';
import { NotYet } from '../parts/problem.tsx';
import { Wide } from '../parts/wide.tsx';
import { Link, navigate } from '../router.tsx';
import { addressOf, officeDay, plusDays, plusMonths, RISKS, type Risk, type Shown, VIEWS, weeksOf } from './address.ts';
import { DueCalendar } from './calendar.tsx';
import './deadlines.css';
import { Digests } from './digest.tsx';
import { DueList } from './due-list.tsx';
import { Feeds } from './feeds.tsx';
import { type Count, countsQuery, daysQuery, deadlinesQuery, type Span } from './queries.ts';
import { words as own } from './words.ts';

/** With the charts: only who looks at bars loads them. */
const Gantt = lazy(() => import('./gantt.tsx').then((module) => ({ default: module.Gantt })));

export default function DeadlinesPage({ shown }: { shown: Shown }) {
  const words = useWords(own);
  const counts = useQuery(countsQuery);
  return (
    <Page title={words.title}>
      <p className="muted">{words.about}</p>
      <Digests />
      {counts.data === undefined ? (
        <NotYet query={counts} />
      ) : (
        <>
          <RiskLinks counts={counts.data.items} shown={shown} />
          <Filters counts={counts.data.items} shown={shown} />
        </>
      )}
      <Views shown={shown} />
      {shown.view === 'list' && <List shown={shown} />}
      {shown.view === 'gantt' && <Bars shown={shown} />}
      {(shown.view === 'month' || shown.view === 'week') && <Weeks shown={shown} view={shown.view} />}
      {counts.data !== undefined && <Summary counts={counts.data.items} shown={shown} />}
      <Feeds />
    </Page>
  );
}

// ── what is at risk ─────────────────────────────────────────────────────────────────────────────────────────────

/** How many of each, under the chosen group and procedure; each leads to its list. */
function RiskLinks({ counts, shown }: { counts: readonly Count[]; shown: Shown }) {
  const words = useWords(own);
  const chosen = counts.filter(
    ({ desk, procedure }) =>
      (shown.group === '' || desk === shown.group) && (shown.procedure === '' || procedure.id === shown.procedure),
  );
  const sum = (risk: Risk) => chosen.reduce((total, one) => total + one[risk], 0);
  return (
    <ul className="risks">
      {RISKS.map((risk) => (
        <li key={risk} className={`risk risk-${risk}`} title={words.meaning[risk]}>
          <span>{words.risks[risk]}</span>
          {sum(risk) === 0 ? (
            <strong>0</strong>
          ) : (
            <Link
              to={addressOf({ ...shown, view: 'list', risk, day: '' })}
              current={shown.view === 'list' && shown.risk === risk}
            >
              <span className="unseen">{`${words.risks[risk]}：`}</span>
              {sum(risk)}
            </Link>
          )}
          <small className="muted">{words.meaning[risk]}</small>
        </li>
      ))}
    </ul>
  );
}

// ── filters and views ───────────────────────────────────────────────────────────────────────────────────────────

function Filters({ counts, shown }: { counts: readonly Count[]; shown: Shown }) {
  const words = useWords(own);
  const { say } = useSpeech();
  const groups = new Map(counts.map((one) => [one.desk, deskText(one, say, words.nobodyShort)]));
  const procedures = new Map(counts.map(({ procedure }) => [procedure.id, say(procedure.label)]));
  const options = (known: ReadonlyMap<string, string>) => [
    { value: '', label: words.all },
    ...[...known].map(([value, label]) => ({ value, label })),
  ];
  const choose = (change: Partial<Shown>) => navigate(addressOf({ ...shown, ...change, day: '' }));
  return (
    <search className="filters">
      <Choose
        name={words.group}
        value={shown.group}
        options={options(groups)}
        onChoose={(group) => choose({ group })}
      />
      <Choose
        name={words.procedure}
        value={shown.procedure}
        options={options(procedures)}
        onChoose={(procedure) => choose({ procedure })}
      />
      <Choose
        name={words.risk}
        value={shown.risk}
        options={[
          { value: '' as Shown['risk'], label: words.all },
          { value: 'any', label: words.any },
          ...RISKS.map((risk) => ({ value: risk, label: words.risks[risk] })),
        ]}
        onChoose={(risk) => choose({ risk })}
      />
    </search>
  );
}

function deskText(
  { group, document }: Count,
  say: (label: Count['document']['label']) => string,
  nobody: string,
): string {
  return group === null ? `${nobody} · ${say(document.label)}` : say(group.label);
}

function Choose<T extends string>({
  name,
  value,
  options,
  onChoose,
}: {
  name: string;
  value: T;
  options: { value: T; label: string }[];
  onChoose: (value: T) => void;
}) {
  return (
    <span className="choose">
      <span aria-hidden="true">{name}</span>
      <Select<T>
        aria-label={name}
        value={value}
        options={options}
        onChange={onChoose}
        popupMatchSelectWidth={false}
        className="choose-one"
      />
    </span>
  );
}

function Views({ shown }: { shown: Shown }) {
  const words = useWords(own);
  return (
    <nav className="views" aria-label={words.viewsLabel}>
      {VIEWS.map((view) => (
        <Link key={view} to={addressOf({ ...shown, view, day: '' })} current={shown.view === view}>
          {words.views[view]}
        </Link>
      ))}
    </nav>
  );
}

// ── calendar ────────────────────────────────────────────────────────────────────────────────────────────────────

function Weeks({ shown, view }: { shown: Shown; view: 'month' | 'week' }) {
  const words = useWords(own);
  const { language } = useSpeech();
  const at = shown.at || officeDay(Date.now());
  const { from, to } = weeksOf(view, at);
  const days = useQuery(daysQuery(from, to, shown));
  const title =
    view === 'month'
      ? words.month(Number(at.slice(0, 4)), Number(at.slice(5, 7)))
      : `${longDate(from, language)} – ${longDate(to, language)}`;
  return (
    <Section title={title}>
      <Turn shown={shown} view={view} at={at} />
      {days.data === undefined ? (
        <NotYet query={days} />
      ) : (
        <DueCalendar days={days.data.days} today={days.data.today} shown={shown} title={title} />
      )}
      {shown.day !== '' && (
        <Section title={words.dayTitle(longDate(shown.day, language))}>
          <Listed span={{ from: shown.day, to: shown.day }} shown={shown} />
        </Section>
      )}
    </Section>
  );
}

function Turn({ shown, view, at }: { shown: Shown; view: 'month' | 'week'; at: string }) {
  const words = useWords(own);
  const turned = (by: -1 | 1) => (view === 'month' ? plusMonths(at, by) : plusDays(at, 7 * by));
  const to = (day: string) => addressOf({ ...shown, at: day, day: '' });
  return (
    <p className="turn">
      <Link to={to(turned(-1))}>{words.previous[view]}</Link>
      <Link to={to('')}>{words.today}</Link>
      <Link to={to(turned(1))}>{words.next[view]}</Link>
    </p>
  );
}

// ── lists ───────────────────────────────────────────────────────────────────────────────────────────────────────

const HAS_NO_DATE: readonly string[] = ['suspended', 'unknown'];

const spanOf = ({ risk }: Shown): Span => (HAS_NO_DATE.includes(risk) ? 'without-date' : 'all');

function List({ shown }: { shown: Shown }) {
  const words = useWords(own);
  return (
    <Section title={words.listTitle}>
      <Listed span={spanOf(shown)} shown={shown} />
    </Section>
  );
}

function Listed({ span, shown }: { span: Span; shown: Shown }) {
  const words = useWords(own);
  const found = useInfiniteQuery(deadlinesQuery(span, shown));
  if (found.data === undefined) return <NotYet query={found} />;
  return (
    <>
      <DueList items={found.data.pages.flatMap(({ items }) => items)} caption={words.listCaption} />
      <More query={found} />
    </>
  );
}

const BARS = 40;

function Bars({ shown }: { shown: Shown }) {
  const words = useWords(own);
  const found = useInfiniteQuery(deadlinesQuery('all', shown, BARS));
  if (found.data === undefined) return <NotYet query={found} />;
  const items = found.data.pages.flatMap((page) => page.items);
  return (
    <Section title={words.ganttTitle}>
      <Suspense fallback={<Loading />}>
        <Gantt items={items} today={officeDay(Date.now())} />
      </Suspense>
      {found.hasNextPage && <p className="muted small">{words.more}</p>}
      <More query={found} />
      <DueList items={items} caption={words.listCaption} />
    </Section>
  );
}

// ── by group and procedure ──────────────────────────────────────────────────────────────────────────────────────

function Summary({ counts, shown }: { counts: readonly Count[]; shown: Shown }) {
  const words = useWords(own);
  const { say } = useSpeech();
  if (counts.length === 0) return null;
  const linked = (one: Count, n: number, risk: Shown['risk']) =>
    n === 0 ? (
      <span className="muted">0</span>
    ) : (
      <Link to={addressOf({ ...shown, view: 'list', day: '', group: one.desk, procedure: one.procedure.id, risk })}>
        <span className="unseen">
          {`${deskText(one, say, words.nobodyShort)}，${say(one.procedure.label)}，${risk === '' || risk === 'any' ? words.open : words.risks[risk]}：`}
        </span>
        {n}
      </Link>
    );
  return (
    <Section title={words.summary}>
      <Wide label={words.summaryCaption}>
        <table className="list small">
          <caption className="unseen">{words.summaryCaption}</caption>
          <Heads titles={[words.group, words.procedure, words.open, ...RISKS.map((risk) => words.risks[risk])]} />
          <tbody>
            {counts.map((one) => (
              <tr key={`${one.desk} ${one.procedure.id}`}>
                <th scope="row">{deskText(one, say, words.nobodyShort)}</th>
                <td>{say(one.procedure.label)}</td>
                <td>{linked(one, one.open, '')}</td>
                {RISKS.map((risk) => (
                  <td key={risk}>{linked(one, one[risk], risk)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </Section>
  );
}
