/** The latest digest until it is read, with ways to what it counts. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { api, ask } from '../api/client.ts';
import { type Digest, meQuery, unreadDigestQuery } from '../api/queries.ts';
import { longDate, longInstant } from '../dates.ts';
import { useSpeech, useWords } from '../language/language.ts';
import { Link } from '../router.tsx';
import { addressOf } from './address.ts';
import './deadlines.css';
import { words as own } from './words.ts';

/** Of officers: others have none. */
export function Digests() {
  const { data: me } = useQuery(meQuery);
  return me?.roles.includes('officer') === true ? <Unread /> : null;
}

function Unread() {
  const words = useWords(own);
  const client = useQueryClient();
  const { data: latest = null } = useQuery(unreadDigestQuery);
  const see = useMutation({
    mutationFn: ({ day }: Digest) => ask(api.POST('/api/me/digests/{day}/seen', { params: { path: { day } } })),
    onSettled: () => client.invalidateQueries({ queryKey: unreadDigestQuery.queryKey }),
  });
  if (latest === null) return null;
  return (
    <section className="digest" aria-label={words.digest}>
      <Counts digest={latest} />
      <Button size="small" loading={see.isPending} onClick={() => see.mutate(latest)}>
        {words.seen}
      </Button>
    </section>
  );
}

function Counts({ digest }: { digest: Digest }) {
  const words = useWords(own);
  const { language } = useSpeech();
  const { digestCounts: count } = words;
  return (
    <div>
      <strong>{words.digestOf(longDate(digest.day, language))}</strong>
      <ul className="digest-counts">
        <li className={digest.overdue > 0 ? 'late' : undefined}>
          <Link to={addressOf({ view: 'list', risk: 'overdue' })}>{count.overdue(digest.overdue)}</Link>
        </li>
        <li>
          <Link to={addressOf({ at: digest.day, day: digest.day })}>{count.today(digest.today)}</Link>
        </li>
        <li>
          <Link to={addressOf({ view: 'week', at: digest.day })}>{count.week(digest.week)}</Link>
        </li>
        <li>{count.fresh(digest.fresh)}</li>
      </ul>
      <small className="muted">{words.digestAt(longInstant(digest.at, language))}</small>
    </div>
  );
}
