/** Finding the case that is to be audited: auditors see all of them. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { type FormEvent, useId, useState } from 'react';
import { type CaseSummary, procedureQuery, proceduresQuery } from '../api/queries.ts';
import { longInstant } from '../dates.ts';
import { useSpeech, useWords } from '../language/language.ts';
import { DayPicker } from '../parts/day-picker.tsx';
import { Heads } from '../parts/heads.tsx';
import { More } from '../parts/more.tsx';
import { Page } from '../parts/page.tsx';
import { NotYet } from '../parts/problem.tsx';
import { Link, paths } from '../router.tsx';
import { type CaseFilter, foundQuery } from './queries.ts';
import { Views } from './views.tsx';
import { words as texts } from './words.ts';

export function FindCase() {
  const words = useWords(texts);
  const [filter, setFilter] = useState<CaseFilter>({});
  const cases = useInfiniteQuery(foundQuery(filter));
  return (
    <Page title={words.title}>
      <Views current="find" />
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
  const { filter: words } = useWords(texts);
  const [filter, setFilter] = useState<CaseFilter>({});
  const set = (change: { [Name in keyof CaseFilter]?: string | undefined }) =>
    setFilter((before) => {
      const all = Object.entries({ ...before, ...change });
      return Object.fromEntries(all.filter(([, value]) => value !== undefined && value !== '')) as CaseFilter;
    });
  const [forNumber, forApplicant, forFrom, forTo] = [useId(), useId(), useId(), useId()];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSearch(filter);
  };
  return (
    <search>
      <form className="filters" onSubmit={submit}>
        <label htmlFor={forNumber}>{words.number}</label>
        <Input
          id={forNumber}
          className="narrow"
          maxLength={100}
          onChange={({ target }) => set({ number: target.value.trim() })}
        />
        <label htmlFor={forApplicant}>{words.applicant}</label>
        <Input
          id={forApplicant}
          className="narrow"
          maxLength={100}
          onChange={({ target }) => set({ applicant: target.value.trim() })}
        />
        <ChooseProcedure
          value={filter.procedure}
          onChoose={(procedure) => set({ procedure, outcome: undefined })}
          label={words.procedure}
        />
        <ChooseOutcome procedure={filter.procedure} value={filter.outcome} onChoose={(outcome) => set({ outcome })} />
        <label htmlFor={forFrom}>{words.from}</label>
        <DayPicker id={forFrom} value={filter.startedFrom} onChange={(startedFrom) => set({ startedFrom })} />
        <label htmlFor={forTo}>{words.to}</label>
        <DayPicker id={forTo} value={filter.startedTo} onChange={(startedTo) => set({ startedTo })} />
        <Button htmlType="submit">{words.search}</Button>
      </form>
    </search>
  );
}

export function ChooseProcedure({
  value,
  onChoose,
  label,
}: {
  value: string | undefined;
  onChoose: (id: string | undefined) => void;
  label: string;
}) {
  const { say } = useSpeech();
  const { filter: words } = useWords(texts);
  const procedures = useQuery(proceduresQuery);
  return (
    <Select
      className="audit-choice"
      aria-label={label}
      placeholder={`${label}：${words.any}`}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      loading={procedures.data === undefined}
      value={value ?? null}
      onChange={(id: string | null | undefined) => onChoose(id ?? undefined)}
      options={procedures.data?.items.map(({ id, title }) => ({ value: id, label: say(title) })) ?? []}
    />
  );
}

/** Outcomes are a procedure's own. */
function ChooseOutcome({
  procedure,
  value,
  onChoose,
}: {
  procedure: string | undefined;
  value: string | undefined;
  onChoose: (id: string | undefined) => void;
}) {
  const { say } = useSpeech();
  const { filter: words } = useWords(texts);
  const found = useQuery({ ...procedureQuery(procedure ?? ''), enabled: procedure !== undefined });
  return (
    <Select
      className="audit-choice"
      aria-label={words.outcome}
      placeholder={`${words.outcome}：${words.any}`}
      allowClear
      disabled={procedure === undefined}
      value={value ?? null}
      onChange={(id: string | null | undefined) => onChoose(id ?? undefined)}
      options={found.data?.outcomes?.map(({ id, label }) => ({ value: id, label: say(label) })) ?? []}
    />
  );
}

function Found({ items }: { items: readonly CaseSummary[] }) {
  const { words, say, language } = useSpeech();
  const { filter: own } = useWords(texts);
  if (items.length === 0) return <p className="empty">{own.empty}</p>;
  return (
    <table className="list cards">
      <caption className="unseen">{own.caption}</caption>
      <Heads titles={[own.number, own.applicant, own.procedure, own.started, own.status]} />
      <tbody>
        {items.map((one) => (
          <tr key={one.id}>
            <td data-title={own.number}>
              <Link to={paths.auditCase(one.id)} className="strong">
                {one.number}
              </Link>
            </td>
            <td data-title={own.applicant}>{one.subject}</td>
            <td data-title={own.procedure}>{say(one.procedure.label)}</td>
            <td data-title={own.started}>{longInstant(one.startedAt, language)}</td>
            <td data-title={own.status}>
              {one.outcome === null ? words.cases[one.status] : words.case.ended(say(one.outcome.label))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
