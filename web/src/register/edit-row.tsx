/** A row edited by hand, beside the row itself. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { Drawer } from 'antd';
import { useState } from 'react';
import { api, ask } from '../api/client.ts';
import { type RegisterRowDetail, rowHistoryQuery } from '../api/queries.ts';
import { useWords } from '../language/language.ts';
import { RowForm, type RowInput } from './row-form.tsx';
import { words as ours } from './words.ts';
import { Write } from './writes.tsx';

interface EditRowProps {
  slug: string;
  id: string;
  row: string;
  found: RegisterRowDetail;
  reread: () => unknown;
  close: () => void;
  done: () => void;
}

export default function EditRow({ slug, id, row, found, reread, close, done }: EditRowProps) {
  const my = useWords(ours);
  // What was read when the form was opened: fields are changed against it, for the version that stands there now.
  const [opened] = useState(found);
  const [isOvertaken, setOvertaken] = useState(false);
  const send = ({ as, values, reason }: RowInput, key: string) =>
    ask(
      api.PATCH('/api/registers/{slug}/{id}/rows/{key}', {
        params: {
          path: { slug, id, key: row },
          header: { 'if-match': `"${found.version}"`, 'idempotency-key': key },
        },
        body: { as, values, reason },
      }),
    );
  return (
    <Drawer open title={my.editRow(row)} size={560} onClose={close}>
      {isOvertaken && <Latest slug={slug} id={id} row={row} fields={found.fields} />}
      <RowForm
        of={`register/${slug}/${id}/${row}/${opened.version}`}
        edits={opened.edits}
        besides={found.version}
        submitLabel={my.save}
        send={send}
        done={done}
        refused={({ code }) => {
          if (code !== 'version-mismatch') return;
          setOvertaken(true);
          void reread();
        }}
      />
    </Drawer>
  );
}

/** What somebody else wrote meanwhile. */
function Latest({
  slug,
  id,
  row,
  fields,
}: Pick<EditRowProps, 'slug' | 'id' | 'row'> & Pick<RegisterRowDetail, 'fields'>) {
  const my = useWords(ours);
  const [latest] = useInfiniteQuery(rowHistoryQuery(slug, id, row)).data?.pages[0]?.items ?? [];
  if (latest === undefined) return null;
  return (
    <section className="section" aria-label={my.latest}>
      <h2>{my.latest}</h2>
      <Write write={latest} fields={fields} />
    </section>
  );
}
