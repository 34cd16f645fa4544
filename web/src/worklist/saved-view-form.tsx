/** A view of one's own: its name, whether the desk opens with it, and its end. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Input } from 'antd';
import { type FormEvent, useId, useState } from 'react';
import { api, ask } from '../api/client.ts';
import { Refused } from '../api/problem.ts';
import type { SavedView } from '../api/queries.ts';
import { useSpeech, useWords } from '../language/language.ts';
import { ProblemAlert } from '../parts/problem.tsx';
import type { DeskFilter } from './filter.ts';
import { words as own } from './words.ts';

interface Props {
  filter: DeskFilter;
  /** The one that is shown, if it is one. */
  view: SavedView | undefined;
  close: () => void;
}

export default function SavedViewForm({ filter, view, close }: Props) {
  const texts = useWords(own);
  const client = useQueryClient();
  const [name, setName] = useState(view?.name ?? '');
  const [isDefault, setDefault] = useState(view?.isDefault ?? false);
  const id = useId();
  const change = useMutation({
    mutationFn: (act: () => Promise<unknown>) => act(),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['saved-views'] });
      close();
    },
  });
  const body = { name: name.trim(), filter: { ...filter }, isDefault };
  const save = () =>
    ask(
      view === undefined
        ? api.POST('/api/me/views', { body })
        : api.PUT('/api/me/views/{id}', { params: { path: { id: view.id } }, body }),
    );
  const remove = (gone: SavedView) => ask(api.DELETE('/api/me/views/{id}', { params: { path: { id: gone.id } } }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate(save);
  };
  return (
    <form className="section filter-form" onSubmit={submit} aria-label={view === undefined ? texts.save : texts.change}>
      <div>
        <label htmlFor={id}>{texts.name}</label>
        <Input
          id={id}
          className="narrow"
          maxLength={40}
          required
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
      </div>
      <Checkbox checked={isDefault} onChange={({ target }) => setDefault(target.checked)}>
        {texts.makeDefault}
      </Checkbox>
      <Button type="primary" htmlType="submit" loading={change.isPending} disabled={body.name === ''}>
        {texts.keep}
      </Button>
      {view !== undefined && (
        <Button danger disabled={change.isPending} onClick={() => change.mutate(() => remove(view))}>
          {texts.remove}
        </Button>
      )}
      <Button onClick={close}>{texts.close}</Button>
      {change.error !== null && <Fault error={change.error} />}
    </form>
  );
}

function Fault({ error }: { error: unknown }) {
  const { language } = useSpeech();
  const [fault] = error instanceof Refused ? (error.problem.errors ?? []) : [];
  if (fault === undefined) return <ProblemAlert error={error} />;
  return (
    <p role="alert" className="fault">
      {language === 'zh' ? fault.detail : fault.detailEn}
    </p>
  );
}
