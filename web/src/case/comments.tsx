/** What the office notes beside the case, for itself. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { api, ask, insist } from '../api/client.ts';
import { longInstant } from '../dates.ts';
import { useSpeech, useWords } from '../language/language.ts';
import { NotYet, ProblemAlert } from '../parts/problem.tsx';
import { commentsQuery } from './queries.ts';
import { useKeyFor } from './use-key.ts';
import { words } from './words.ts';

export function Comments({ caseId, mayWrite }: { caseId: string; mayWrite: boolean }) {
  const { language } = useSpeech();
  const said = useWords(words);
  const found = useQuery(commentsQuery(caseId));
  return (
    <>
      <p className="muted small">{said.commentsNote}</p>
      {mayWrite && <Write caseId={caseId} />}
      {found.data === undefined ? (
        <NotYet query={found} />
      ) : (
        <ul className="plain">
          {found.data.items.map(({ id, author, text, writtenAt }) => (
            <li key={id}>
              <small className="muted">
                {author.name} · {longInstant(writtenAt, language)}
              </small>
              <span className="comment">{text}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Write({ caseId }: { caseId: string }) {
  const { words: common } = useSpeech();
  const said = useWords(words);
  const client = useQueryClient();
  const [form] = Form.useForm<{ text: string }>();
  const [waiting, setWaiting] = useState(false);
  const keyFor = useKeyFor();
  const write = useMutation({
    mutationFn: ({ text }: { text: string }) => {
      const header = { 'idempotency-key': keyFor(text) };
      const params = { path: { id: caseId }, header };
      return insist(() => ask(api.POST('/api/cases/{id}/comments', { params, body: { text } })), setWaiting);
    },
    onSuccess: () => {
      form.resetFields();
      keyFor.forget();
      return client.invalidateQueries({ queryKey: ['case', caseId, 'comments'] });
    },
  });
  return (
    <Form form={form} layout="vertical" onFinish={(values) => write.mutate(values)}>
      <Form.Item
        name="text"
        label={said.comment}
        rules={[{ required: true, whitespace: true, message: said.noComment }]}
      >
        <Input.TextArea rows={2} maxLength={2_000} />
      </Form.Item>
      {waiting && <Alert type="warning" showIcon role="status" title={common.form.waiting} />}
      {write.error !== null && <ProblemAlert error={write.error} />}
      <p>
        <Button htmlType="submit" loading={write.isPending}>
          {said.write}
        </Button>
      </p>
    </Form>
  );
}
