/** Messages that a person may send to a case: a withdrawal, a request, a result. */
import { Alert, Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import type { MessageOffer } from '../api/queries.ts';
import { useSpeech } from '../language/language.ts';
import { Loading } from '../parts/loading.tsx';

const MessageForm = lazy(() => import('./message-form.tsx'));

export function Messages({ caseId, offers }: { caseId: string; offers: readonly MessageOffer[] }) {
  const { words, say } = useSpeech();
  const [chosen, setChosen] = useState<string>();
  const [sent, setSent] = useState<MessageOffer>();
  const offer = offers.find(({ id }) => id === chosen);
  return (
    <>
      {sent !== undefined && <Alert type="success" showIcon role="status" title={words.case.sent(say(sent.label))} />}
      <div className="actions">
        {offers.map(({ id, label }) => (
          <Button key={id} aria-expanded={id === chosen} onClick={() => setChosen(id === chosen ? undefined : id)}>
            {say(label)}
          </Button>
        ))}
      </div>
      {offer !== undefined && (
        <Suspense fallback={<Loading />}>
          <MessageForm
            key={offer.id}
            caseId={caseId}
            offer={offer}
            above={<h3>{say(offer.label)}</h3>}
            done={() => {
              setSent(offer);
              setChosen(undefined);
            }}
          />
        </Suspense>
      )}
    </>
  );
}
