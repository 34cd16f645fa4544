/** All cases of a procedure that were started in a month, checked one after another. */
import { Alert, Button } from 'antd';
import { type FormEvent, useId, useState } from 'react';
import { useWords } from '../language/language.ts';
import { MonthPicker } from '../parts/day-picker.tsx';
import { Heads } from '../parts/heads.tsx';
import { Page } from '../parts/page.tsx';
import { Link, paths } from '../router.tsx';
import { firstNumber } from './check.tsx';
import { ChooseProcedure } from './find-case.tsx';
import { type Replay, type ReplayItem, startMonth } from './queries.ts';
import { Replayed, useReplay } from './replayed.tsx';
import { Views } from './views.tsx';
import { words as texts } from './words.ts';

export function MonthPage() {
  const words = useWords(texts);
  const { months: own } = words;
  const [procedure, setProcedure] = useState<string>();
  const [month, setMonth] = useState<string>();
  const forMonth = useId();
  const replay = useReplay(startMonth);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (procedure !== undefined && month !== undefined) replay.begin({ procedure, month });
  };
  return (
    <Page title={words.title}>
      <Views current="month" />
      <p className="muted">{own.why}</p>
      <form className="filters" onSubmit={submit}>
        <ChooseProcedure label={own.procedure} value={procedure} onChoose={setProcedure} />
        <label htmlFor={forMonth}>{own.month}</label>
        <MonthPicker id={forMonth} value={month} onChange={setMonth} />
        <Button
          htmlType="submit"
          type="primary"
          loading={replay.runs}
          disabled={procedure === undefined || month === undefined}
        >
          {own.run}
        </Button>
      </form>
      <Replayed of={replay}>{(data) => <Found data={data} />}</Replayed>
    </Page>
  );
}

function Found({ data }: { data: Replay }) {
  const { checks, months: own, logs } = useWords(texts);
  const { state, items } = data;
  const bad = items.filter(({ differences }) => differences.length > 0).length;
  return (
    <>
      {state === 'done' && (
        <Alert
          type={bad > 0 ? 'error' : 'success'}
          showIcon
          role="status"
          title={items.length === 0 ? own.none : own.summary(items.length - bad, bad)}
        />
      )}
      {items.length > 0 && (
        <table className="list cards">
          <caption>{own.table}</caption>
          <Heads titles={[logs.case, checks.result, checks.where]} />
          <tbody>
            {items.map((item) => (
              <Line key={item.case.id} item={item} />
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

function Line({ item }: { item: ReplayItem }) {
  const { checks: words, logs } = useWords(texts);
  const first = firstNumber(item);
  const differs = item.differences.filter(({ outcome }) => outcome === 'differs');
  return (
    <tr>
      <td data-title={logs.case}>
        <Link to={paths.auditCase(item.case.id, first ?? undefined)} className="strong">
          {item.case.number}
        </Link>{' '}
        {item.case.subject}
      </td>
      <td data-title={words.result}>
        {differs.length === 0 ? (
          <span className="tag tag-met">{words.holds}</span>
        ) : (
          differs.map(({ check }) => (
            <span key={check} className="tag tag-overdue">
              {words.names[check]}：{words.differ}
            </span>
          ))
        )}
      </td>
      <td data-title={words.where}>{first !== null && words.at(first)}</td>
    </tr>
  );
}
