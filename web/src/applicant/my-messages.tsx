/** A withdrawal, or what else the party may ask for. */
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { ask } from '../api/client.ts';
import type { Label, MessageOffer } from '../api/queries.ts';
import type { FormSchema, Values } from '../form/shape.ts';
import { useSpeech, useWords } from '../language/language.ts';
import { Citations } from '../parts/citations.tsx';
import { Loading } from '../parts/loading.tsx';
import { loseSession, receiptApi } from './session.ts';
import { words } from './words.ts';

const ActForm = lazy(() => import('../form/act-form.tsx'));

interface Messages {
  number: string;
  offers: readonly MessageOffer[];
  done: (label: Label) => void;
}

export function MyMessages({ number, offers, done }: Messages) {
  const my = useWords(words);
  const { say } = useSpeech();
  const [chosen, setChosen] = useState<string>();
  const offer = offers.find(({ id }) => id === chosen);
  const send = (id: string) => (data: Values, key: string) =>
    ask(
      receiptApi.POST('/api/receipt/messages', {
        params: { header: { 'idempotency-key': key } },
        body: { message: id, data },
      }),
    );
  return (
    <>
      <div className="actions">
        {offers.map(({ id, label }) => (
          <Button key={id} aria-expanded={id === chosen} onClick={() => setChosen(id === chosen ? undefined : id)}>
            {say(label)}
          </Button>
        ))}
      </div>
      {offer !== undefined && (
        <Suspense fallback={<Loading />}>
          <h3>{say(offer.label)}</h3>
          <Citations citations={offer.citations} />
          <ActForm
            key={offer.id}
            of={`receipt/${number}/message/${offer.id}`}
            form={offer.form as FormSchema}
            submitLabel={my.send}
            under="data"
            besides={offer.id}
            send={send(offer.id)}
            done={() => {
              setChosen(undefined);
              done(offer.label);
            }}
            refused={loseSession}
          />
        </Suspense>
      )}
    </>
  );
}
