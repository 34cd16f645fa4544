/** A message of the procedure as an act of the officer: 补正, 延期, 中止, 撤回 … with what it will bring about. */
import { useQueryClient } from '@tanstack/react-query';
import { Drawer, Radio } from 'antd';
import { useState } from 'react';
import { api, ask } from '../api/client.ts';
import type { MessageOffer } from '../api/queries.ts';
import ActForm from '../form/act-form.tsx';
import type { FormSchema, Values } from '../form/shape.ts';
import { useSpeech, useWords } from '../language/language.ts';
import { Citations } from '../parts/citations.tsx';
import { Follows } from './guidance.tsx';
import { words as ours } from './words.ts';

interface MessageDialogProps {
  caseId: string;
  offer: MessageOffer;
  close: () => void;
  done: () => void;
}

export default function MessageDialog({ caseId, offer, close, done }: MessageDialogProps) {
  const { say } = useSpeech();
  return (
    <Drawer open title={say(offer.label)} size={560} onClose={close}>
      <MessageForm caseId={caseId} offer={offer} done={done} />
    </Drawer>
  );
}

export function MessageForm({ caseId, offer, done }: Omit<MessageDialogProps, 'close'>) {
  const { words: common, say } = useSpeech();
  const words = useWords(ours);
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
      <p>{words.message[offer.action ?? 'other']}</p>
      <Citations citations={offer.citations} />
      {offer.as.length > 1 && (
        <Radio.Group
          name="as"
          aria-label={common.case.as}
          value={as}
          onChange={({ target }) => setAs(target.value as string)}
          options={offer.as.map(({ id, label }) => ({ value: id, label: say(label) }))}
        />
      )}
      <ActForm
        of={`message/${caseId}/${offer.id}`}
        form={offer.form as FormSchema}
        submitLabel={common.case.send}
        under="data"
        besides={besides}
        caseId={caseId}
        send={send}
        foresee={foresee}
        done={() => {
          void client.invalidateQueries({ queryKey: ['case', caseId] });
          done();
        }}
      >
        {(foresight) => <Follows foresight={foresight} lead={words.messageDoes} />}
      </ActForm>
    </>
  );
}
