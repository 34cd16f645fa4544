/** Every procedure and decision, by the document that it carries out. */
import { useQuery } from '@tanstack/react-query';
import { Input, Segmented } from 'antd';
import { useState } from 'react';
import { meQuery } from '../api/queries.ts';
import { useSpeech, useWords } from '../language/language.ts';
import { Page } from '../parts/page.tsx';
import { NotYet } from '../parts/problem.tsx';
import { Link, navigate, paths } from '../router.tsx';
import { type DefinitionItem, definitionsQuery, type Kind } from './queries.ts';
import { words as roomWords } from './words.ts';
import './procedure.css';

type Shown = 'all' | Kind;

export default function Definitions({ q }: { q: string }) {
  const words = useWords(roomWords);
  const definitions = useQuery(definitionsQuery);
  const me = useQuery(meQuery);
  const [shown, setShown] = useState<Shown>('all');
  const [text, setText] = useState(q);
  const mayDeploy = me.data?.roles.some((role) => role === 'author' || role === 'operator') === true;
  return (
    <Page title={words.title}>
      <search className="filters">
        <Input.Search
          aria-label={words.search}
          placeholder={words.search}
          className="wide-search"
          allowClear
          maxLength={100}
          value={text}
          onChange={({ target }) => setText(target.value)}
          onSearch={(value) => navigate(paths.procedures(value.trim()))}
        />
        <Segmented<Shown>
          aria-label={words.kinds}
          value={shown}
          onChange={setShown}
          options={[
            { value: 'all', label: words.all },
            { value: 'procedure', label: words.procedures },
            { value: 'decision', label: words.decisions },
          ]}
        />
        {mayDeploy && <Link to={paths.deploy}>{words.deploy}</Link>}
      </search>
      {definitions.data === undefined ? (
        <NotYet query={definitions} />
      ) : (
        <Documents items={definitions.data.items.filter((one) => fits(one, shown, text.trim()))} />
      )}
    </Page>
  );
}

function fits({ kind, title, document, gazette, laws }: DefinitionItem, shown: Shown, text: string): boolean {
  if (shown !== 'all' && kind !== shown) return false;
  const searched = [title.zh, title.en, document ?? '', gazette?.title.zh ?? '', gazette?.title.en ?? '', ...laws];
  return searched.join('\n').toLowerCase().includes(text.toLowerCase());
}

function Documents({ items }: { items: readonly DefinitionItem[] }) {
  const words = useWords(roomWords);
  const { say } = useSpeech();
  const numbers = [...new Set(items.map(({ document }) => document))];
  const count = (kind: Kind) => items.filter((one) => one.kind === kind).length;
  if (items.length === 0) return <p className="empty">{words.nothing}</p>;
  return (
    <>
      <p className="muted" role="status">
        {words.counts(numbers.length, count('procedure'), count('decision'))}
      </p>
      {numbers.map((number) => {
        const own = items.filter(({ document }) => document === number);
        const gazette = own[0]?.gazette ?? null;
        const name = gazette === null ? words.title : say(gazette.title);
        return (
          <section key={number ?? ''} className="section" aria-label={name}>
            <h2>
              {name} <small className="muted">{number}</small>{' '}
              {gazette !== null && (
                <small>
                  <Link to={paths.articles(gazette.id)}>{words.articlesOf}</Link>
                </small>
              )}
            </h2>
            <Titles
              items={own.filter(({ kind }) => kind === 'procedure')}
              title={words.procedures}
              to={paths.procedure}
            />
            <Titles items={own.filter(({ kind }) => kind === 'decision')} title={words.decisions} to={paths.decision} />
          </section>
        );
      })}
    </>
  );
}

interface TitlesProps {
  items: readonly DefinitionItem[];
  title: string;
  to: (id: string) => string;
}

function Titles({ items, title, to }: TitlesProps) {
  const { say } = useSpeech();
  if (items.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul className="titles">
        {items.map((one) => (
          <li key={one.id}>
            <Link to={to(one.id)}>{say(one.title)}</Link>
          </li>
        ))}
      </ul>
    </>
  );
}
