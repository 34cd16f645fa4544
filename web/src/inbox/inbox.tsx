/** Notices, reminders and escalations to a person's groups. */
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { api, ask } from '../api/client.ts';
import { type InboxItem, inboxQuery } from '../api/queries.ts';
import { longInstant } from '../dates.ts';
import { Digests } from '../deadlines/digest.tsx';
import { useSpeech, useWords } from '../language/language.ts';
import { More } from '../parts/more.tsx';
import { Page } from '../parts/page.tsx';
import { NotYet } from '../parts/problem.tsx';
import { Link, paths } from '../router.tsx';
import { words as ownWords } from './words.ts';

export default function Inbox() {
  const { words } = useSpeech();
  const client = useQueryClient();
  const inbox = useInfiniteQuery(inboxQuery);
  const see = useMutation({
    mutationFn: ({ caseId, seq }: InboxItem) => ask(api.POST('/api/inbox/seen', { body: { caseId, seq } })),
    onSettled: () => client.invalidateQueries({ queryKey: ['inbox'] }),
  });
  const items = inbox.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page title={words.inbox.title}>
      <Digests />
      {inbox.data === undefined && <NotYet query={inbox} />}
      {inbox.data !== undefined && items.length === 0 && <p className="empty">{words.inbox.empty}</p>}
      <ul className="inbox">
        {items.map((item) => (
          <Item key={`${item.caseId} ${item.seq} ${item.group?.id ?? ''}`} item={item} see={() => see.mutate(item)} />
        ))}
      </ul>
      <More query={inbox} />
    </Page>
  );
}

function Item({ item, see }: { item: InboxItem; see: () => void }) {
  const { words, say, language } = useSpeech();
  const own = useWords(ownWords);
  const kind = item.kind in own ? own[item.kind as keyof typeof own] : words.inbox[item.kind as 'notice'];
  const about = item.template ?? item.deadline ?? item.step;
  const title = about === null ? kind : say(about.label);
  const between = [item.by?.name, item.group === null ? undefined : words.inbox.to(say(item.group.label))];
  return (
    <li className={item.seen ? undefined : 'unread'}>
      <span className={`tag tag-${item.kind}`}>{kind}</span>
      <div>
        <strong>{title}</strong>
        {item.daysBefore !== null && <span> {words.inbox.daysBefore(item.daysBefore)}</span>}
        {item.note !== null && <p>{item.note}</p>}
        <p className="muted small">
          <Link to={paths.case(item.caseId)}>{item.subject || item.caseNumber}</Link> · {say(item.procedure.label)} ·{' '}
          {[item.caseNumber, ...between, longInstant(item.at, language)]
            .filter((part) => part !== undefined)
            .join(' · ')}
        </p>
      </div>
      {!item.seen && (
        <Button size="small" onClick={see} aria-label={`${words.inbox.seen}：${title}`}>
          {words.inbox.seen}
        </Button>
      )}
    </li>
  );
}
