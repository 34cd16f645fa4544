/** The rows of a register: found, looked at, saved as a whole. */
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { type FormEvent, lazy, Suspense, useId, useState } from 'react';
import { api, ask } from '../api/client.ts';
import { type RegisterFields, type RegisterRow, registerQuery, registersQuery } from '../api/queries.ts';
import { longInstant } from '../dates.ts';
import { useSpeech, useWords } from '../language/language.ts';
import { readable } from '../parts/data-list.tsx';
import { More } from '../parts/more.tsx';
import { Page } from '../parts/page.tsx';
import { NotYet, ProblemAlert } from '../parts/problem.tsx';
import { Wide } from '../parts/wide.tsx';
import { Link, navigate, paths } from '../router.tsx';
import { ImportTable } from './import-table.tsx';
import { words as ours } from './words.ts';

const AddRow = lazy(() => import('./add-row.tsx'));

interface Which {
  slug: string;
  id: string;
  search: string;
}

export default function RegisterPage({ slug, id, search }: Which) {
  const { words, say } = useSpeech();
  const found = useInfiniteQuery(registerQuery(slug, id, search));
  const [first] = found.data?.pages ?? [];
  return (
    <Page
      title={first === undefined ? words.registers.title : say(first.label)}
      above={<Link to={paths.registers}>{words.registers.title}</Link>}
    >
      <Search key={search} slug={slug} id={id} search={search} />
      {found.data === undefined || first === undefined ? (
        <NotYet query={found} />
      ) : (
        <>
          <Export slug={slug} id={id} search={search} />
          <Import slug={slug} id={id} />
          <Rows slug={slug} id={id} fields={first.fields} rows={found.data.pages.flatMap(({ items }) => items)} />
          <More query={found} />
        </>
      )}
    </Page>
  );
}

function Search({ slug, id, search }: Which) {
  const { words } = useSpeech();
  const [text, setText] = useState(search);
  const forText = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    navigate(paths.register(slug, id, text.trim()));
  };
  return (
    <search>
      <form className="filters" onSubmit={submit}>
        <label htmlFor={forText}>{words.registers.keyword}</label>
        <Input
          id={forText}
          className="narrow"
          maxLength={100}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
        <Button htmlType="submit">{words.registers.search}</Button>
      </form>
    </search>
  );
}

function Export(which: Which) {
  const { words, language } = useSpeech();
  const save = useMutation({ mutationFn: (format: 'csv' | 'xlsx') => saveFile(which, format, language) });
  return (
    <>
      <p className="export">
        <span className="muted">{words.registers.exportAll}</span>
        {(['xlsx', 'csv'] as const).map((format) => (
          <Button
            key={format}
            size="small"
            loading={save.isPending && save.variables === format}
            onClick={() => save.mutate(format)}
          >
            {words.registers.export(format === 'csv' ? 'CSV' : 'Excel')}
          </Button>
        ))}
      </p>
      {save.error !== null && <ProblemAlert error={save.error} />}
    </>
  );
}

/** Of offices that may hand tables in, and so a row. */
function Import({ slug, id }: Omit<Which, 'search'>) {
  const { data } = useQuery(registersQuery);
  const my = useWords(ours);
  const [isAdding, setAdding] = useState(false);
  const mayImport = data?.items.some((one) => one.slug === slug && one.id === id && one.importable) === true;
  if (!mayImport) return null;
  return (
    <div className="export">
      <ImportTable slug={slug} id={id} />
      <Button size="small" onClick={() => setAdding(true)}>
        {my.add}
      </Button>
      <Suspense>{isAdding && <AddRow slug={slug} id={id} close={() => setAdding(false)} />}</Suspense>
    </div>
  );
}

/** A link can't carry the person's token: the file is fetched, then saved. */
async function saveFile({ slug, id, search }: Which, format: 'csv' | 'xlsx', language: string): Promise<void> {
  const file = await ask(
    api.GET('/api/registers/{slug}/{id}', {
      params: { path: { slug, id }, query: { format, ...(search === '' ? {} : { q: search }) } },
      headers: { 'accept-language': language },
      parseAs: 'blob',
    }),
  );
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = `${slug}-${id}.${format}`;
  link.click();
  URL.revokeObjectURL(url);
}

interface RowsProps {
  slug: string;
  id: string;
  fields: RegisterFields;
  rows: readonly RegisterRow[];
}

function Rows({ slug, id, fields, rows }: RowsProps) {
  const speech = useSpeech();
  const { words, say, language } = speech;
  if (rows.length === 0) return <p className="empty">{words.registers.none}</p>;
  return (
    <Wide label={words.registers.caption}>
      <table className="list cards">
        <caption className="unseen">{words.registers.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{words.registers.key}</th>
            {fields.map(({ name, label }) => (
              <th key={name} scope="col">
                {say(label)}
              </th>
            ))}
            <th scope="col">{words.registers.updated}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, values, texts, updatedAt }) => (
            <tr key={key}>
              <td data-title={words.registers.key}>
                <Link to={paths.registerRow(slug, id, key)} className="strong">
                  {key}
                </Link>
              </td>
              {fields.map(({ name, label }) => {
                const text = texts[name];
                return (
                  <td key={name} data-title={say(label)}>
                    {text === null || text === undefined ? readable(values[name], speech) : say(text)}
                  </td>
                );
              })}
              <td data-title={words.registers.updated}>{longInstant(updatedAt, language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}
