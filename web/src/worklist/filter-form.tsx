/** What narrows the view: each choice stands in the address. */
import { useQuery } from '@tanstack/react-query';
import { Button, Input, Radio, Select } from 'antd';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { deskQuery, meQuery } from '../api/queries.ts';
import { useSpeech, useWords } from '../language/language.ts';
import { DayPicker } from '../parts/day-picker.tsx';
import { navigate, paths } from '../router.tsx';
import { type DeskFilter, filterOf } from './filter.ts';
import { words as own } from './words.ts';

type Field = Exclude<keyof DeskFilter, 'view'>;

export default function FilterForm({ filter }: { filter: DeskFilter }) {
  const { say } = useSpeech();
  const texts = useWords(own);
  const desk = useQuery(deskQuery).data;
  const groups = useQuery(meQuery).data?.groups ?? [];
  const [given, setGiven] = useState<Partial<Record<Field, string>>>(filter);
  const set = (field: Field) => (value: string | undefined) => setGiven((before) => ({ ...before, [field]: value }));
  const apply = (event: FormEvent) => {
    event.preventDefault();
    const all: Record<string, unknown> = { ...given, q: given.q?.trim(), view: filter.view };
    navigate(paths.worklist(filterOf((name) => all[name])));
  };
  // Of what is waited for or done, only two things narrow.
  const isOfTasks = filter.view !== 'waiting' && filter.view !== 'done';
  const distinct = [...new Map(groups.filter(({ party }) => !party).map((group) => [group.id, group])).values()];
  const procedures = (desk?.procedures ?? []).map(({ id, label }) => ({ value: id, label: say(label) }));
  return (
    <form className="section filter-form" onSubmit={apply} aria-label={texts.filter}>
      <Choice label={texts.procedure} options={procedures} value={given.procedure} onChange={set('procedure')} />
      {isOfTasks && (
        <>
          <Choice
            label={texts.group}
            options={distinct.map(({ id, label }) => ({ value: id, label: say(label) }))}
            value={given.group}
            onChange={set('group')}
          />
          {(desk?.units.length ?? 0) > 0 && (
            <Choice
              label={texts.unit}
              options={(desk?.units ?? []).map(({ id, label }) => ({ value: id, label: say(label) }))}
              value={given.unit}
              onChange={set('unit')}
            />
          )}
          <Day label={texts.from} value={given.from} onChange={set('from')} />
          <Day label={texts.to} value={given.to} onChange={set('to')} />
          <Radio.Group
            name="claimed"
            aria-label={texts.claimed}
            value={given.claimed ?? ''}
            onChange={({ target }) => set('claimed')(target.value as string)}
            options={[
              { value: '', label: texts.any },
              { value: 'yes', label: texts.yes },
              { value: 'no', label: texts.no },
            ]}
          />
        </>
      )}
      <Labelled label={texts.q}>
        {(id) => (
          <Input
            id={id}
            className="narrow"
            maxLength={100}
            value={given.q ?? ''}
            onChange={({ target }) => set('q')(target.value)}
          />
        )}
      </Labelled>
      <Button type="primary" htmlType="submit">
        {texts.apply}
      </Button>
    </form>
  );
}

function Labelled({ label, children }: { label: string; children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  );
}

interface ChoiceProps {
  label: string;
  options: { value: string; label: string }[];
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

function Choice({ label, options, value, onChange }: ChoiceProps) {
  const texts = useWords(own);
  return (
    <Labelled label={label}>
      {(id) => (
        <Select
          id={id}
          className="narrow"
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={texts.any}
          options={options}
          value={value}
          onChange={(next: string | undefined) => onChange(next)}
        />
      )}
    </Labelled>
  );
}

function Day({ label, value, onChange }: Omit<ChoiceProps, 'options'>) {
  return <Labelled label={label}>{(id) => <DayPicker id={id} value={value} onChange={onChange} />}</Labelled>;
}
