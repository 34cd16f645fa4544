/** The lists of a result, one at a time, a page at a time. */
import { useQuery } from '@tanstack/react-query';
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { useSpeech, useWords } from '../language/language.ts';
import { readable } from '../parts/data-list.tsx';
import { NotYet } from '../parts/problem.tsx';
import { Wide } from '../parts/wide.tsx';
import { type DrawDetail, drawnListQuery, ROWS } from './queries.ts';
import { words } from './words.ts';

type Lists = NonNullable<DrawDetail['result']>['lists'];

export function DrawnLists({ id, lists }: { id: string; lists: Lists }) {
  const my = useWords(words);
  const { say } = useSpeech();
  const [shown, setShown] = useState<{ list: string; from: number }>({ list: lists[0]?.id ?? '', from: 0 });
  const named = lists.find((list) => list.id === shown.list);
  if (named === undefined) return null;
  return (
    <>
      <Segmented
        aria-label={my.list}
        value={shown.list}
        onChange={(list) => setShown({ list, from: 0 })}
        options={lists.map(({ id: value, label, total }) => ({ value, label: `${say(label)}（${total}）` }))}
      />
      <Rows
        id={id}
        list={shown.list}
        caption={say(named.label)}
        from={shown.from}
        turn={(from) => setShown({ ...shown, from })}
      />
    </>
  );
}

interface RowsProps {
  id: string;
  list: string;
  caption: string;
  from: number;
  turn: (from: number) => void;
}

function Rows({ id, list, caption, from, turn }: RowsProps) {
  const my = useWords(words);
  const speech = useSpeech();
  const { say } = speech;
  const page = useQuery(drawnListQuery(id, list, from));
  if (page.data === undefined) return <NotYet query={page} />;
  const { columns, items, next, total } = page.data;
  return (
    <>
      <Wide label={caption}>
        <table className="list small">
          <caption className="unseen">{caption}</caption>
          <thead>
            <tr>
              <th scope="col">{my.place}</th>
              {columns.map(({ name, label }) => (
                <th key={name} scope="col">
                  {say(label)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {items.map(({ place, cells }) => (
              <tr key={place}>
                <td>{place}</td>
                {cells.map(({ value, text }, i) => (
                  <td key={columns[i]?.name}>{text === null ? readable(value, speech) : say(text)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
      {(from > 0 || next !== null) && (
        <p className="more">
          <Button disabled={from === 0} onClick={() => turn(Math.max(0, from - ROWS))}>
            {my.before}
          </Button>{' '}
          <span role="status">{my.page(from + 1, from + items.length, total)}</span>{' '}
          <Button disabled={next === null} onClick={() => turn(next ?? 0)}>
            {my.after}
          </Button>
        </p>
      )}
    </>
  );
}
