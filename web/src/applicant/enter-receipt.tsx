/** Code and secret of the receipt. A typing error is told at its field; whether there is such a receipt is not told. */
import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Input } from 'antd';
import { type FormEvent, useId, useState } from 'react';
import { ask } from '../api/client.ts';
import { Refused } from '../api/problem.ts';
import { useSpeech, useWords } from '../language/language.ts';
import { Page } from '../parts/page.tsx';
import { ProblemAlert } from '../parts/problem.tsx';
import { enter, receiptApi } from './session.ts';
import { words } from './words.ts';

export function EnterReceipt({ isOver }: { isOver: boolean }) {
  const my = useWords(words);
  const [code, setCode] = useState('');
  const [secret, setSecret] = useState('');
  const [forCode, forSecret] = [useId(), useId()];
  const open = useMutation({
    mutationFn: () => ask(receiptApi.POST('/api/receipts/sessions', { body: { code, secret } })),
    onSuccess: ({ token }) => enter(token),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    open.mutate();
  };
  const typed = { autoComplete: 'off', autoCapitalize: 'characters', spellCheck: false, maxLength: 60 };
  return (
    <Page title={my.title}>
      {isOver && open.error === null && <Alert type="info" showIcon role="status" title={my.over} />}
      <p>{my.about}</p>
      {open.error !== null && <Refusal error={open.error} />}
      <form className="section" onSubmit={submit}>
        <p>
          <label htmlFor={forCode}>{my.code}</label>
          <Input
            id={forCode}
            required
            value={code}
            status={isTypo(open.error) ? 'error' : ''}
            aria-invalid={isTypo(open.error)}
            onChange={({ target }) => setCode(target.value)}
            {...typed}
          />
        </p>
        <p>
          <label htmlFor={forSecret}>{my.secret}</label>
          <Input id={forSecret} required value={secret} onChange={({ target }) => setSecret(target.value)} {...typed} />
        </p>
        <Button type="primary" block htmlType="submit" loading={open.isPending}>
          {my.open}
        </Button>
      </form>
    </Page>
  );
}

const isTypo = (error: Error | null) => error instanceof Refused && error.code === 'invalid';

function Refusal({ error }: { error: Error }) {
  const my = useWords(words);
  const { language } = useSpeech();
  if (!(error instanceof Refused)) return <ProblemAlert error={error} />;
  const { problem, retryAfter } = error;
  const fault = problem.errors?.[0];
  if (fault !== undefined) {
    return <Alert type="warning" showIcon role="alert" title={language === 'zh' ? fault.detail : fault.detailEn} />;
  }
  return (
    <>
      <ProblemAlert error={error} />
      {problem.status === 429 && <p>{my.locked(Math.max(1, Math.ceil((retryAfter ?? 60) / 60)))}</p>}
    </>
  );
}
