/** The form of a message to a case: as whom, what, and off it goes. */
import { useQueryClient } from '@tanstack/react-query';
import { Radio } from 'antd';
import { type ReactNode, useState } from 'react';
import { api, ask } from '../api/client.ts';
import type { MessageOffer } from '../api/queries.ts';
import ActForm, { type ActFormProps } from '../form/act-form.tsx';
import type { FormSchema, Values } from '../form/shape.ts';
import { useSpeech } from '../language/language.ts';
import { Citations } from '../parts/citations.tsx';

interface MessageFormProps {
  caseId: string;
  offer: MessageOffer;
  done: () => void;
  /** What stands above the form. */
  above: ReactNode;
  /** What the message would bring about, told while one types; absent: it is not asked. */
  guide?: Extract<ActFormProps<unknown>['children'], (...args: never) => ReactNode>;
}

export default function MessageForm({ caseId, offer, done, above, guide }: MessageFormProps) {
  const { words, say } = useSpeech();
  const client = useQueryClient();
  const [as, setAs] = useState(offer.as[0]?.id);
  const besides = as === undefined ? {} : { as };
  const path = { id: caseId };
  const send = (data: Values, key: string) =>
    ask(
      api.POST('/api/cases/{id}/messages', {
        params: { path, header: { 'idempotency-key': key } },
        body: { message: offer.id, data, ...besides },
      }),
    );
  const foresee = (data: Values, signal: AbortSignal) =>
    ask(
      api.POST('/api/cases/{id}/outlook', { params: { path }, body: { message: offer.id, data, ...besides }, signal }),
    );
  return (
    <>
      {above}
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
        {...(guide === undefined ? {} : { caseId, foresee, children: guide })}
      />
    </>
  );
}
