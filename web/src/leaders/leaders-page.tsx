/** How many cases, how long, how late: figures with charts, each with its table, down to the cases. */
import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useSpeech, useWords } from '../language/language.ts';
import { MonthPicker } from '../parts/day-picker.tsx';
import { Page } from '../parts/page.tsx';
import { NotYet } from '../parts/problem.tsx';
import { navigate } from '../router.tsx';
import { addressOf, type Shown } from './address.ts';
import { CasesBehind } from './cases-behind.tsx';
import { MonthCharts, ProcedureChart } from './charts.tsx';
import { Deadlines, Groups, Months, Procedures, Total } from './figure-tables.tsx';
import './leaders.css';
import { type Figures, figuresQuery } from './queries.ts';
import { words as own } from './words.ts';

export default function LeadersPage({ shown }: { shown: Shown }) {
  const words = useWords(own);
  const figures = useQuery(figuresQuery(shown));
  // The choices are all that there is in the period, whatever is chosen now.
  const all = useQuery(figuresQuery({ ...shown, procedure: '', group: '' }));
  return (
    <Page title={words.title}>
      <p className="muted">{words.about}</p>
      {all.data !== undefined && <Filters shown={shown} all={all.data} />}
      {figures.data === undefined ? <NotYet query={figures} /> : <Shows shown={shown} figures={figures.data} />}
    </Page>
  );
}

function Shows({ shown, figures }: { shown: Shown; figures: Figures }) {
  return (
    <>
      <Total shown={shown} figures={figures} />
      {shown.behind !== null && <CasesBehind shown={shown} behind={shown.behind} figures={figures} />}
      <Months shown={shown} figures={figures} chart={<MonthCharts figures={figures} />} />
      <Procedures shown={shown} figures={figures} chart={<ProcedureChart figures={figures} />} />
      <Groups shown={shown} figures={figures} />
      <Deadlines shown={shown} figures={figures} />
    </>
  );
}

// ── filters ─────────────────────────────────────────────────────────────────────────────────────────────────────

function Filters({ shown, all }: { shown: Shown; all: Figures }) {
  const words = useWords(own);
  const { say } = useSpeech();
  const choose = (change: Partial<Shown>) => navigate(addressOf({ ...shown, ...change, behind: null }));
  const any = { value: '', label: words.all };
  return (
    <search className="filters">
      <Month name={words.from} value={all.from} last={all.to} onChoose={(from) => choose({ from, to: all.to })} />
      <Month name={words.to} value={all.to} first={all.from} onChoose={(to) => choose({ to, from: all.from })} />
      <Choose
        name={words.procedure}
        value={shown.procedure}
        options={[
          any,
          ...all.procedures.map(({ procedure }) => ({ value: procedure.id, label: say(procedure.label) })),
        ]}
        onChoose={(procedure) => choose({ procedure })}
      />
      <Choose
        name={words.group}
        value={shown.group}
        options={[any, ...all.groups.map(({ group }) => ({ value: group.id, label: say(group.label) }))]}
        onChoose={(group) => choose({ group })}
      />
    </search>
  );
}

function Month({
  name,
  value,
  first,
  last,
  onChoose,
}: {
  name: string;
  value: string;
  first?: string;
  last?: string;
  onChoose: (month: string) => void;
}) {
  return (
    <span className="choose">
      <span aria-hidden="true">{name}</span>
      <MonthPicker
        aria-label={name}
        allowClear={false}
        value={value}
        min={first}
        max={last}
        onChange={(month) => month !== undefined && onChoose(month)}
      />
    </span>
  );
}

function Choose({
  name,
  value,
  options,
  onChoose,
}: {
  name: string;
  value: string;
  options: { value: string; label: string }[];
  onChoose: (value: string) => void;
}) {
  return (
    <span className="choose">
      <span aria-hidden="true">{name}</span>
      <Select
        aria-label={name}
        className="choose-one"
        value={value}
        options={options}
        onChange={onChoose}
        showSearch={{ optionFilterProp: 'label' }}
        popupMatchSelectWidth={false}
      />
    </span>
  );
}
