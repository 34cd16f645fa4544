/** A message of the procedure as an act of the officer: 补正, 延期, 中止, 撤回 … with what it will bring about. */
import { Drawer } from 'antd';
import type { MessageOffer } from '../api/queries.ts';
import MessageForm from '../case/message-form.tsx';
import { useSpeech, useWords } from '../language/language.ts';
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
  const words = useWords(ours);
  return (
    <Drawer open title={say(offer.label)} size={560} onClose={close}>
      <MessageForm
        caseId={caseId}
        offer={offer}
        done={done}
        above={<p>{words.message[offer.action ?? 'other']}</p>}
        guide={(foresight) => <Follows foresight={foresight} lead={words.messageDoes} />}
      />
    </Drawer>
  );
}
