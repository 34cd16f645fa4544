/** The case of the receipt: where it stands, what its party has to do, until when and why, its letters. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useEffect, useState } from 'react';
import { ask } from '../api/client.ts';
import { passes, pause } from '../api/problem.ts';
import type { Label } from '../api/queries.ts';
import type { components } from '../api/schema.ts';
import { longInstant } from '../dates.ts';
import { HandIn } from '../form/hand-in.ts';
import { useSpeech, useWords } from '../language/language.ts';
import { Page, Section } from '../parts/page.tsx';
import { NotYet } from '../parts/problem.tsx';
import { itemNote } from '../parts/step-name.ts';
import { MyDeadlines } from './my-deadlines.tsx';
import { MyLetters } from './my-letters.tsx';
import { MyMessages } from './my-messages.tsx';
import { MyTask } from './my-task.tsx';
import { handInByReceipt, leave, loseSession, receiptApi } from './session.ts';
import { words } from './words.ts';

export type ReceiptCase = components['schemas']['ReceiptCase'];

/** The office may go on while the page is open; the number of a letter comes in a moment. */
const LOOK_EVERY_MS = 60_000;
const LOOK_SOON_MS = 3_000;

export function MyCase() {
  const my = useWords(words);
  const speech = useSpeech();
  const { say } = speech;
  const client = useQueryClient();
  const [sent, setSent] = useState<Label>();
  const found = useQuery({
    queryKey: ['receipt'],
    queryFn: ({ signal }) => ask(receiptApi.GET('/api/receipt', { signal })),
    refetchInterval: ({ state }) =>
      state.data?.documents.some(({ number }) => number === null) ? LOOK_SOON_MS : LOOK_EVERY_MS,
    retry: (_count, error) => passes(error),
    retryDelay: pause,
    gcTime: 0,
  });
  useEffect(() => loseSession(found.error), [found.error]);
  const done = (label: Label) => {
    setSent(label);
    void client.invalidateQueries({ queryKey: ['receipt'] });
    scrollTo(0, 0);
  };
  if (found.data === undefined) {
    return (
      <Page title={my.title}>
        <NotYet query={found} />
      </Page>
    );
  }
  const mine = found.data;
  return (
    <HandIn.Provider value={handInByReceipt}>
      <Page title={say(mine.procedure)}>
        {sent !== undefined && <Alert type="success" showIcon role="status" title={my.done(say(sent))} />}
        <Standing mine={mine} />
        {mine.tasks.map((task) => (
          <Section key={task.task} title={`${my.todo}：${say(task.label)}${itemNote(task.itemLabel, speech)}`}>
            <MyTask number={mine.number} task={task} done={() => done(task.label)} />
          </Section>
        ))}
        {mine.deadlines.length > 0 && (
          <Section title={my.deadlines}>
            <MyDeadlines deadlines={mine.deadlines} />
          </Section>
        )}
        <Section title={my.documents}>
          <MyLetters documents={mine.documents} />
        </Section>
        {mine.messages.length > 0 && (
          <Section title={my.messages}>
            <MyMessages number={mine.number} offers={mine.messages} done={done} />
          </Section>
        )}
        <p>
          <Button block onClick={leave}>
            {my.leave}
          </Button>
        </p>
      </Page>
    </HandIn.Provider>
  );
}

function Standing({ mine: { number, startedAt, waitsFor, outcome } }: { mine: ReceiptCase }) {
  const my = useWords(words);
  const { say, language } = useSpeech();
  const text = waitsFor === null ? my.ended(outcome === null ? '' : say(outcome)) : my[waitsFor];
  return (
    <>
      <p className={`standing standing-${waitsFor ?? 'ended'}`}>
        <strong>{text}</strong>
      </p>
      <dl className="data">
        <div>
          <dt>{my.number}</dt>
          <dd>{number}</dd>
        </div>
        <div>
          <dt>{my.started}</dt>
          <dd>{longInstant(startedAt, language)}</dd>
        </div>
      </dl>
    </>
  );
}
