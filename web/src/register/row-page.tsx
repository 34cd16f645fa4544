/** A row of a register: what stands there, edited by who may, and how it came about. */
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { type RegisterRowDetail, rowHistoryQuery, rowQuery } from '../api/queries.ts';
import { longInstant } from '../dates.ts';
import { useSpeech, useWords } from '../language/language.ts';
import { More } from '../parts/more.tsx';
import { Page, Section } from '../parts/page.tsx';
import { NotYet } from '../parts/problem.tsx';
import { Link, paths } from '../router.tsx';
import { words as ours } from './words.ts';
import { Values, Write } from './writes.tsx';

const EditRow = lazy(() => import('./edit-row.tsx'));

interface Which {
  slug: string;
  id: string;
  row: string;
}

export default function RowPage(which: Which) {
  const { slug, id, row } = which;
  const { words } = useSpeech();
  const my = useWords(ours);
  const client = useQueryClient();
  const found = useQuery(rowQuery(slug, id, row));
  const [isEditing, setEditing] = useState(false);
  const [isSaved, setSaved] = useState(false);
  const reread = () => client.invalidateQueries({ queryKey: ['registers', slug, id] });
  /** What was read a while ago may be overtaken. */
  const edit = async () => {
    setSaved(false);
    await found.refetch();
    setEditing(true);
  };
  const done = () => {
    setEditing(false);
    setSaved(true);
    void reread();
  };
  return (
    <Page title={words.registers.row(row)} above={<Link to={paths.register(slug, id)}>{words.registers.back}</Link>}>
      {found.data === undefined ? (
        <NotYet query={found} />
      ) : (
        <Current {...which} found={found.data} edit={() => void edit()} />
      )}
      <div role="status">{isSaved && <Alert type="success" showIcon title={my.saved} />}</div>
      <Suspense>
        {isEditing && found.data !== undefined && (
          <EditRow {...which} found={found.data} reread={reread} close={() => setEditing(false)} done={done} />
        )}
      </Suspense>
      <Section title={words.registers.history}>
        <History {...which} fields={found.data?.fields ?? []} />
      </Section>
    </Page>
  );
}

function Current({ slug, id, row, found, edit }: Which & { found: RegisterRowDetail; edit: () => void }) {
  const { words, language } = useSpeech();
  const my = useWords(ours);
  const values = Object.fromEntries(Object.entries(found.values).filter(([, value]) => value !== null));
  const files = `/api/registers/${[slug, id, 'rows', row].map(encodeURIComponent).join('/')}/files`;
  return (
    <Section title={my.current}>
      <Values write={{ values, adds: {}, texts: found.texts }} fields={found.fields} files={files} />
      <p className="muted">
        {words.registers.updated} {longInstant(found.updatedAt, language)}
      </p>
      {found.edits.length > 0 && (
        <Button type="primary" onClick={edit}>
          {my.edit}
        </Button>
      )}
    </Section>
  );
}

function History({ slug, id, row, fields }: Which & Pick<RegisterRowDetail, 'fields'>) {
  const history = useInfiniteQuery(rowHistoryQuery(slug, id, row));
  const writes = history.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      {history.data === undefined && <NotYet query={history} />}
      <ol className="writes">
        {writes.map((write, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a write has no name of its own
          <li key={i}>
            <Write write={write} fields={fields} />
          </li>
        ))}
      </ol>
      <More query={history} />
    </>
  );
}
