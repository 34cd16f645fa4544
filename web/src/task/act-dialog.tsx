/** A small dialog for one act: what it will do, what it has to know, and the button that does it. */
import { useMutation } from '@tanstack/react-query';
import { Alert, Form, Input, InputNumber, Modal, Radio, Select } from 'antd';
import { type ReactNode, useRef, useState } from 'react';
import { insist, newKey } from '../api/client.ts';
import { useSpeech, useWords } from '../language/language.ts';
import { ProblemAlert } from '../parts/problem.tsx';
import { type Act, type Asked, type Choices, type Question, wholeGroup } from './acts.ts';
import { words as ours } from './words.ts';

interface ActDialogProps {
  act: Act;
  choices: Choices;
  close: () => void;
  done: () => void;
}

export default function ActDialog({ act, choices, close, done }: ActDialogProps) {
  const { words: common } = useSpeech();
  const words = useWords(ours);
  const [form] = Form.useForm<Asked>();
  const [waiting, setWaiting] = useState(false);
  const key = useKeyFor();
  const send = useMutation({
    mutationFn: (values: Asked) => insist(() => act.send(values, key(values)), setWaiting),
    onSuccess: done,
  });
  const [label, does] = words.act[act.id] ?? [act.id, ''];
  return (
    <Modal
      open
      title={label}
      okText={label}
      cancelText={common.cancel}
      confirmLoading={send.isPending}
      onOk={() => form.submit()}
      onCancel={close}
      mask={{ closable: false }}
    >
      <p>{does}</p>
      {waiting && <Alert type="warning" showIcon role="status" title={common.form.waiting} />}
      {send.error !== null && <ProblemAlert error={send.error} />}
      <Form
        form={form}
        layout="vertical"
        initialValues={{ mode: 'all', share: 50 }}
        requiredMark
        onFinish={(values) => send.mutate(values)}
      >
        {act.questions.map((question) => (
          <Asks key={question} question={question} act={act} choices={choices} />
        ))}
      </Form>
    </Modal>
  );
}

/** The same key for the same content, so that sending it again is a repeat. */
function useKeyFor() {
  const sent = useRef<{ content: string; key: string } | null>(null);
  return (values: Asked) => {
    const content = JSON.stringify(values);
    if (sent.current?.content !== content) sent.current = { content, key: newKey() };
    return sent.current.key;
  };
}

function Asks({ question, act, choices }: { question: Question; act: Act; choices: Choices }) {
  const words = useWords(ours);
  const mode = Form.useWatch<Asked['mode']>('mode');
  const input = useInput(question, act, choices);
  if (question === 'share' && mode !== 'vote') return null;
  const isNeeded = act.optional?.includes(question) !== true;
  const label = act.id === 'send-back' && question === 'to' ? words.step : words[LABELS[question]];
  return (
    <Form.Item name={question} label={label} rules={isNeeded ? [{ required: true, message: words.needed }] : []}>
      {input}
    </Form.Item>
  );
}

const LABELS = {
  to: 'to',
  reason: 'reason',
  note: 'note',
  opinion: 'opinion',
  agree: 'agree',
  mode: 'mode',
  share: 'share',
  signers: 'signers',
  signer: 'signers',
  receivers: 'receivers',
} as const;

const LONGEST = 2_000;

function useInput(question: Question, act: Act, choices: Choices): ReactNode {
  const words = useWords(ours);
  const { say } = useSpeech();
  const colleagues = choices.colleagues.map(({ group, persons }) => ({
    label: say(group.label),
    title: say(group.label),
    options: persons.map(({ id, name }) => ({ value: id, label: name })),
  }));
  const choose = { placeholder: words.choose, showSearch: { optionFilterProp: 'label' } };
  switch (question) {
    case 'to':
      return <Select {...choose} options={act.id === 'send-back' ? stepsBack() : personsOf(choices.candidates)} />;
    case 'signers':
      return <Select {...choose} mode="multiple" options={colleagues} />;
    case 'receivers':
      return <Select {...choose} mode="multiple" options={[wholeGroups(), ...colleagues]} />;
    case 'signer':
      return <Select {...choose} options={personsOf(unsigned(choices))} />;
    case 'agree':
      return (
        <Radio.Group
          options={[
            { value: true, label: words.yes },
            { value: false, label: words.no },
          ]}
        />
      );
    case 'mode':
      return (
        <Radio.Group
          options={(['all', 'any', 'vote'] as const).map((value) => ({ value, label: words.signing[value] }))}
        />
      );
    case 'share':
      return <InputNumber min={1} max={99} precision={0} />;
    default:
      return <Input.TextArea rows={3} maxLength={LONGEST} showCount />;
  }

  function wholeGroups() {
    const options = choices.colleagues.map(({ group }) => ({
      value: wholeGroup(group.id),
      label: words.all(say(group.label)),
    }));
    return { label: words.groups, title: words.groups, options };
  }

  function stepsBack() {
    return choices.sendBackTo.map(({ step, label, performer }) => ({
      value: step,
      label: say(label) + (performer === null ? '' : words.lastDone(performer.name)),
    }));
  }
}

function personsOf(persons: readonly { id: string; name: string }[]) {
  return persons.map(({ id, name }) => ({ value: id, label: name }));
}

function unsigned({ signing }: Choices) {
  return (signing?.signers ?? []).filter(({ signed }) => signed === null).map(({ person }) => person);
}
