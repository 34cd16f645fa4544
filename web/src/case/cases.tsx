/** Finding cases that the person may see. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Input, Radio } from 'antd';
import { type FormEvent, useId, useState } from 'react';
import { type CaseFilter, type CaseSummary, casesQuery } from '../api/queries.ts';
import { longInstant } from '../dates.ts';
import { useSpeech } from '../language/language.ts';
import { Heads } from '../parts/heads.tsx';
import { More } from '../parts/more.tsx';
import { Page } from '../parts/page.tsx';
import { NotYet } from '../parts/problem.tsx';
import { Link, paths } from '../router.tsx';

export default function Cases() {
  const { words } = useSpeech();
  const [filter, setFilter] = useState<CaseFilter>({});
  const cases = useInfiniteQuery(casesQuery(filter));
  return (
    <Page title={words.cases.title}>
      <Search onSearch={setFilter} />
      {cases.data === undefined ? (
        <NotYet query={cases} />
      ) : (
        <>
          <Found items={cases.data.pages.flatMap(({ items }) => items)} />
          <More query={cases} />
        </>
      )}
    </Page>
  );
}

function Search({ onSearch }: { onSearch: (filter: CaseFilter) => void }) {
  const { words } = useSpeech();
  const [number, setNumber] = useState('');
  const [applicant, setApplicant] = useState('');
  const [status, setStatus] = useState('');
  const [forNumber, forApplicant] = [useId(), useId()];
  const search = (event: FormEvent) => {
    event.preventDefault();
    onSearch({
      ...(number.trim() === '' ? {} : { number: number.trim() }),
      ...(applicant.trim() === '' ? {} : { applicant: applicant.trim() }),
      ...(status === 'open' || status === 'ended' ? { status } : {}),
    });
  };
  return (
    <search>
      <form className="filters" onSubmit={search}>
        <label htmlFor={forNumber}>{words.cases.number}</label>
        <Input id={forNumber} className="narrow" value={number} onChange={({ target }) => setNumber(target.value)} />
        <label htmlFor={forApplicant}>{words.cases.subject}</label>
        <Input
          id={forApplicant}
          className="narrow"
          value={applicant}
          onChange={({ target }) => setApplicant(target.value)}
        />
        <Radio.Group
          name="status"
          aria-label={words.cases.status}
          value={status}
          onChange={({ target }) => setStatus(target.value as string)}
          options={[
            { value: '', label: words.cases.all },
            { value: 'open', label: words.cases.open },
            { value: 'ended', label: words.cases.ended },
          ]}
        />
        <Button htmlType="submit">{words.cases.search}</Button>
      </form>
    </search>
  );
}

function Found({ items }: { items: readonly CaseSummary[] }) {
  const { words, say, language } = useSpeech();
  if (items.length === 0) return <p className="empty">{words.cases.empty}</p>;
  return (
    <table className="list cards">
      <caption className="unseen">{words.cases.caption}</caption>
      <Heads
        titles={[
          words.cases.number,
          words.cases.subject,
          words.cases.procedure,
          words.cases.started,
          words.cases.status,
        ]}
      />
      <tbody>
        {items.map((one) => (
          <tr key={one.id}>
            <td data-title={words.cases.number}>
              <Link to={paths.case(one.id)} className="strong">
                {one.number}
              </Link>
            </td>
            <td data-title={words.cases.subject}>{one.subject}</td>
            <td data-title={words.cases.procedure}>{say(one.procedure.label)}</td>
            <td data-title={words.cases.started}>{longInstant(one.startedAt, language)}</td>
            <td data-title={words.cases.status}>
              {one.outcome === null ? words.cases[one.status] : words.case.ended(say(one.outcome.label))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
