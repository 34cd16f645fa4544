/** Who read or tried what, over all cases. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { DatePicker, Select } from 'antd';
import { useId, useState } from 'react';
import { useSpeech, useWords } from '../language/language.ts';
import { Page } from '../parts/page.tsx';
import { navigate, paths } from '../router.tsx';
import { Log } from './log.tsx';
import { type LogFilter, logQuery, personsQuery } from './queries.ts';
import { Views } from './views.tsx';
import { words as texts } from './words.ts';

/** @param person id, or '' */
export function LogPage({ person }: { person: string }) {
  const words = useWords(texts);
  const [filter, setFilter] = useState<LogFilter>({});
  const set = (change: { [Name in keyof LogFilter]?: string | undefined }) =>
    setFilter((before) => {
      const all = Object.entries({ ...before, ...change });
      return Object.fromEntries(all.filter(([, value]) => value !== undefined)) as LogFilter;
    });
  const [forFrom, forTo] = [useId(), useId()];
  return (
    <Page title={words.title}>
      <Views current="log" />
      <div className="filters">
        <ChoosePerson chosen={person} />
        <ChooseAction value={filter.action} onChoose={(action) => set({ action })} />
        <label htmlFor={forFrom}>{words.logs.from}</label>
        <DatePicker id={forFrom} onChange={(day) => set({ from: day?.format('YYYY-MM-DD') })} />
        <label htmlFor={forTo}>{words.logs.to}</label>
        <DatePicker id={forTo} onChange={(day) => set({ to: day?.format('YYYY-MM-DD') })} />
      </div>
      <Log filter={person === '' ? filter : { ...filter, person }} />
    </Page>
  );
}

function ChoosePerson({ chosen }: { chosen: string }) {
  const { logs: words } = useWords(texts);
  const [text, setText] = useState('');
  const found = useQuery(personsQuery(text));
  const name = useQuery(personsQuery(chosen)).data?.items.find(({ id }) => id === chosen)?.name ?? '';
  return (
    <Select
      className="audit-choice"
      aria-label={words.person}
      placeholder={words.personSearch}
      allowClear
      showSearch={{ filterOption: false, onSearch: setText }}
      // The name comes along: who is chosen need not be among those that were searched for last.
      labelInValue
      value={chosen === '' ? null : { value: chosen, label: name }}
      onChange={(one: { value: string; label: string } | null | undefined) =>
        navigate(paths.auditLog(one?.value ?? ''))
      }
      options={found.data?.items.map(({ id, name }) => ({ value: id, label: name })) ?? []}
    />
  );
}

function ChooseAction({
  value,
  onChoose,
}: {
  value: string | undefined;
  onChoose: (action: string | undefined) => void;
}) {
  const { say } = useSpeech();
  const { logs: words, filter: own } = useWords(texts);
  const log = useInfiniteQuery(logQuery({}));
  const actions = log.data?.pages[0]?.actions ?? [];
  return (
    <Select
      className="audit-choice"
      aria-label={words.action}
      placeholder={`${words.action}：${own.any}`}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      value={value ?? null}
      onChange={(action: string | null | undefined) => onChoose(action ?? undefined)}
      options={actions.map(({ id, label }) => ({ value: id, label: say(label) }))}
    />
  );
}
