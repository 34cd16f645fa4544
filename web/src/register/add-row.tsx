/** A row that no case writes, added by hand. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Drawer, Input } from 'antd';
import { useId, useState } from 'react';
import { api, ask } from '../api/client.ts';
import { newRowQuery } from '../api/queries.ts';
import { useSpeech, useWords } from '../language/language.ts';
import { NotYet } from '../parts/problem.tsx';
import { navigate, paths } from '../router.tsx';
import { RowForm, type RowInput } from './row-form.tsx';
import { words as ours } from './words.ts';

interface Which {
  slug: string;
  id: string;
}

export default function AddRow({ slug, id, close }: Which & { close: () => void }) {
  const my = useWords(ours);
  const found = useQuery(newRowQuery(slug, id));
  return (
    <Drawer open title={my.add} size={560} onClose={close}>
      {found.data === undefined ? <NotYet query={found} /> : <Form slug={slug} id={id} edits={found.data.edits} />}
    </Drawer>
  );
}

type Edits = Parameters<typeof RowForm>[0]['edits'];

function Form({ slug, id, edits }: Which & { edits: Edits }) {
  const { words } = useSpeech();
  const my = useWords(ours);
  const client = useQueryClient();
  const [row, setRow] = useState('');
  const forKey = useId();
  const send = ({ as, values, reason }: RowInput, key: string) =>
    ask(
      api.POST('/api/registers/{slug}/{id}/rows', {
        params: { path: { slug, id }, header: { 'idempotency-key': key } },
        body: { key: row, as, values, reason },
      }),
    );
  const done = ({ key }: { key: string }) => {
    void client.invalidateQueries({ queryKey: ['registers', slug, id] });
    navigate(paths.registerRow(slug, id, key));
  };
  const above = (
    <div className="asked">
      <label htmlFor={forKey}>{words.registers.key}</label>
      <Input id={forKey} maxLength={200} aria-required value={row} onChange={({ target }) => setRow(target.value)} />
    </div>
  );
  return (
    <RowForm
      of={`register/${slug}/${id}/new`}
      edits={edits}
      besides={row}
      submitLabel={my.add}
      send={send}
      done={done}
      above={above}
    />
  );
}
