/** Addresses for calendar programs: made, copied once, revoked. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Select } from 'antd';
import { useState } from 'react';
import { api, ask } from '../api/client.ts';
import { meQuery } from '../api/queries.ts';
import { longInstant } from '../dates.ts';
import { useSpeech, useWords } from '../language/language.ts';
import { Section } from '../parts/page.tsx';
import { NotYet, ProblemAlert } from '../parts/problem.tsx';
import { type Feed, feedsQuery } from './queries.ts';
import { words as own } from './words.ts';

const MINE = '';

export function Feeds() {
  const words = useWords(own);
  const feeds = useQuery(feedsQuery);
  return (
    <Section title={words.feeds}>
      <p className="muted small">{words.feedsAbout}</p>
      <Make />
      {feeds.data === undefined ? <NotYet query={feeds} /> : <Known feeds={feeds.data.items} />}
    </Section>
  );
}

function Make() {
  const words = useWords(own);
  const { say } = useSpeech();
  const client = useQueryClient();
  const { data: me } = useQuery(meQuery);
  const [group, setGroup] = useState(MINE);
  const make = useMutation({
    mutationFn: () => ask(api.POST('/api/me/calendar-feeds', { body: { group: group === MINE ? null : group } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['calendar-feeds'] }),
  });
  const groups = new Map(
    (me?.groups ?? [])
      .filter(({ id, party }) => !party && !id.startsWith('banli/'))
      .map(({ id, label }) => [id, say(label)]),
  );
  const options = [{ value: MINE, label: words.mine }, ...[...groups].map(([value, label]) => ({ value, label }))];
  return (
    <>
      <p className="filters">
        <span aria-hidden="true">{words.feedFor}</span>
        <Select
          aria-label={words.feedFor}
          className="choose-one"
          value={group}
          options={options}
          onChange={setGroup}
          popupMatchSelectWidth={false}
        />
        <Button type="primary" loading={make.isPending} onClick={() => make.mutate()}>
          {words.makeFeed}
        </Button>
      </p>
      {make.error !== null && <ProblemAlert error={make.error} />}
      {make.data !== undefined && <Made key={make.data.id} address={`${location.origin}${make.data.path}`} />}
    </>
  );
}

function Made({ address }: { address: string }) {
  const words = useWords(own);
  const [copied, setCopied] = useState(false);
  const copy = () => {
    // Without a secure context there is no clipboard: the text can be marked and copied.
    void navigator.clipboard?.writeText(address).then(() => setCopied(true));
  };
  return (
    <Alert
      type="success"
      role="status"
      title={words.newFeed}
      description={<code className="address">{address}</code>}
      action={<Button onClick={copy}>{copied ? words.copied : words.copy}</Button>}
    />
  );
}

function Known({ feeds }: { feeds: readonly Feed[] }) {
  const words = useWords(own);
  const { say, language } = useSpeech();
  const client = useQueryClient();
  const revoke = useMutation({
    mutationFn: (id: string) => ask(api.DELETE('/api/me/calendar-feeds/{id}', { params: { path: { id } } })),
    onSettled: () => client.invalidateQueries({ queryKey: ['calendar-feeds'] }),
  });
  if (feeds.length === 0) return <p className="empty">{words.noFeeds}</p>;
  return (
    <ul className="feeds">
      {feeds.map(({ id, group, createdAt, readAt }) => {
        const name = group === null ? words.mine : say(group.label);
        return (
          <li key={id}>
            <strong>{name}</strong>
            <small className="muted">
              {words.made(longInstant(createdAt, language))} ·{' '}
              {readAt === null ? words.neverRead : words.readAt(longInstant(readAt, language))}
            </small>
            <Button
              size="small"
              danger
              aria-label={words.revokeNamed(name)}
              loading={revoke.isPending && revoke.variables === id}
              onClick={() => revoke.mutate(id)}
            >
              {words.revoke}
            </Button>
          </li>
        );
      })}
    </ul>
  );
}
