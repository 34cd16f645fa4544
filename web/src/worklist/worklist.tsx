/** A person's desk: what they and their groups have to do, what they wait for, what they have done. */
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { meQuery, savedViewsQuery } from '../api/queries.ts';
import { useSpeech, useWords } from '../language/language.ts';
import { Loading } from '../parts/loading.tsx';
import { Page } from '../parts/page.tsx';
import { paths, rename } from '../router.tsx';
import { DoneList } from './done-list.tsx';
import { addressOf, type DeskFilter, filterOf, firstViewOf, isPlain, narrowingOf, type View } from './filter.ts';
import { Narrow } from './narrow.tsx';
import { TaskList } from './task-list.tsx';
import { Views } from './views.tsx';
import { WaitingList } from './waiting-list.tsx';
import { words as own } from './words.ts';

export default function Worklist({ filter }: { filter: DeskFilter }) {
  const { words } = useSpeech();
  const { keys } = useWords(own);
  const first = useFirstView(filter);
  const view = filter.view ?? first;
  return (
    <Page title={words.worklist.title}>
      {view === null ? (
        <Loading />
      ) : (
        <>
          <Views current={view} />
          <Narrow filter={{ ...filter, view }} />
          <List key={addressOf({ ...filter, view })} view={view} filter={filter} />
          <p className="muted small keys-line">{keys}</p>
        </>
      )}
    </Page>
  );
}

function List({ view, filter }: { view: View; filter: DeskFilter }) {
  const narrowing = narrowingOf(filter);
  switch (view) {
    case 'waiting':
      return <WaitingList narrowing={narrowing} />;
    case 'done':
      return <DoneList narrowing={narrowing} />;
    default:
      return <TaskList view={view} narrowing={narrowing} />;
  }
}

/** What the desk opens with: the person's own choice, or what their groups have to do; null: not known yet. */
function useFirstView(filter: DeskFilter): View | null {
  const saved = useQuery(savedViewsQuery);
  const me = useQuery(meQuery);
  const plain = isPlain(filter);
  const chosen = saved.data?.items.find(({ isDefault }) => isDefault);
  useEffect(() => {
    if (plain && chosen !== undefined) rename(paths.worklist(filterOf((name) => chosen.filter[name])));
  }, [plain, chosen]);
  if (plain && (saved.isLoading || me.isLoading || chosen !== undefined)) return null;
  return firstViewOf(me.data?.groups ?? []);
}
