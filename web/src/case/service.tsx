/** 送达: how and when an issued document reached its addressee, told once. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { api, ask, insist } from '../api/client.ts';
import type { CaseDetail } from '../api/queries.ts';
import { officeDay } from '../dates.ts';
import { useSpeech, useWords } from '../language/language.ts';
import { DayPicker, isADay } from '../parts/day-picker.tsx';
import { ProblemAlert } from '../parts/problem.tsx';
import { useKeyFor } from './use-key.ts';
import { words } from './words.ts';

const METHODS = ['direct', 'mail', 'electronic', 'announcement', 'lien'] as const;

interface Told {
  method: (typeof METHODS)[number];
  servedOn: string;
  receivedBy?: string;
  note?: string;
}

interface ServiceProps {
  caseId: string;
  document: CaseDetail['documents'][number];
  done: () => void;
}

export default function ServiceForm({ caseId, document, done }: ServiceProps) {
  const { words: common, say } = useSpeech();
  const said = useWords(words);
  const client = useQueryClient();
  const [waiting, setWaiting] = useState(false);
  const keyFor = useKeyFor();
  const today = officeDay(Date.now());
  const serve = useMutation({
    mutationFn: (values: Told) => {
      const body = withoutBlanks(values);
      const params = { path: { caseId, seq: document.seq }, header: { 'idempotency-key': keyFor(body) } };
      return insist(() => ask(api.POST('/api/documents/{caseId}/{seq}/service', { params, body })), setWaiting);
    },
    onSuccess: () => {
      done();
      return client.invalidateQueries({ queryKey: ['case', caseId] });
    },
  });
  return (
    <Form<Told>
      className="service"
      layout="vertical"
      aria-label={said.serveOf(say(document.label))}
      initialValues={{ servedOn: today }}
      onFinish={(values) => serve.mutate(values)}
    >
      <Form.Item name="method" label={said.method} rules={[{ required: true, message: said.needed }]}>
        <Select options={METHODS.map((value) => ({ value, label: said.methods[value] }))} />
      </Form.Item>
      <Form.Item
        name="servedOn"
        label={said.servedOn}
        rules={[{ required: true, message: said.needed }, isADay(common.form.noDay, { max: today })]}
      >
        <DayPicker max={today} asTyped />
      </Form.Item>
      <Form.Item name="receivedBy" label={said.receivedBy}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="note" label={said.note}>
        <Input maxLength={1_000} />
      </Form.Item>
      {waiting && <Alert type="warning" showIcon role="status" title={common.form.waiting} />}
      {serve.error !== null && <ProblemAlert error={serve.error} />}
      <Button type="primary" htmlType="submit" loading={serve.isPending}>
        {said.serve}
      </Button>
    </Form>
  );
}

function withoutBlanks({ method, servedOn, receivedBy = '', note = '' }: Told): Told {
  return {
    method,
    servedOn,
    ...(receivedBy.trim() !== '' && { receivedBy: receivedBy.trim() }),
    ...(note.trim() !== '' && { note: note.trim() }),
  };
}
