/** The views of the desk, with how much lies in each. */
import { useQuery } from '@tanstack/react-query';
import { deskQuery, meQuery } from '../api/queries.ts';
import { useWords } from '../language/language.ts';
import { Link, paths } from '../router.tsx';
import { VIEWS, type View } from './filter.ts';
import { words as own } from './words.ts';

export function Views({ current }: { current: View }) {
  const { views, count, soonDays } = useWords(own);
  const { data } = useQuery(deskQuery);
  const me = useQuery(meQuery);
  const isParty = me.data?.groups.some(({ party }) => party) !== false || me.data.groups.length === 0;
  const shown = VIEWS.filter((one) => one !== 'party' || isParty || one === current);
  const counted = (view: View) => data?.views.find(({ id }) => id === view);
  return (
    <nav className="views" aria-label={useWords(label)}>
      {shown.map((view) => {
        const found = counted(view);
        const title = view === 'soon' && data !== undefined ? soonDays(data.soonDays) : undefined;
        return (
          <Link key={view} to={paths.worklist({ view })} current={view === current} title={title}>
            {views[view]}
            {found !== undefined && found.count > 0 && (
              <span className={`view-count view-count-${view}`}>{count(found.count, found.more)}</span>
            )}
          </Link>
        );
      })}
    </nav>
  );
}

const label = { zh: '待办范围', en: 'Views' };
