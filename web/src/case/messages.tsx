/** Messages that a person may send to a case: a withdrawal, a request, a result. */
import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Radio } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { api, ask } from '../api/client.ts';
import type { MessageOffer } from '../api/queries.ts';
import type { FormSchema, Values } from '../form/shape.ts';
import { useSpeech } from '../language/language.ts';
import { Citations } from '../parts/citations.tsx';
import { Loading } from '../parts/loading.tsx';

const ActForm = lazy(() => import('../form/act-form.tsx'));

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

function MessageForm({ caseId, offer, done }: { caseId: string; offer: MessageOffer; done: () => void }) {
  const { words, say } = useSpeech();
  const client = useQueryClient();
  const [as, setAs] = useState(offer.as[0]?.id);
  const besides = as === undefined ? {} : { as };
  const send = (data: Values, key: string) =>
    ask(
      api.POST('/api/cases/{id}/messages', {
        params: { path: { id: caseId }, header: { 'idempotency-key': key } },
        body: { message: offer.id, data, ...besides },
      }),
    );
  return (
    <>
      <h3>{say(offer.label)}</h3>
      <Citations citations={offer.citations} />
      {offer.as.length > 1 && (
        <Radio.Group
          name="as"
          aria-label={words.case.as}
          value={as}
          onChange={({ target }) => setAs(target.value as string)}
          options={offer.as.map(({ id, label }) => ({ value: id, label: say(label) }))}
        />
      )}
      <ActForm
        of={`message/${caseId}/${offer.id}`}
        form={offer.form as FormSchema}
        submitLabel={words.case.send}
        under="data"
        besides={besides}
        send={send}
        done={() => {
          void client.invalidateQueries({ queryKey: ['case', caseId] });
          done();
        }}
      />
    </>
  );
}
