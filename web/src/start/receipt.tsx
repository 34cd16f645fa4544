/** The receipt of a case, as its party takes it along: shown once, printed alone. */
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { api, ask } from '../api/client.ts';
import { words } from '../applicant/words.ts';
import { useSpeech, useWords } from '../language/language.ts';
import { ProblemAlert } from '../parts/problem.tsx';
import './receipt.css';

interface Shown {
  number: string;
  procedure: string;
  code: string;
  secret: string;
}

export function Receipt({ number, procedure, code, secret }: Shown) {
  const { receipt, code: codeName, secret: secretName, number: numberName } = useWords(words);
  const { words: common } = useSpeech();
  const lines = [
    [numberName, number],
    [codeName, code],
    [secretName, secret],
    [receipt.at, `${location.origin}/receipt`],
  ];
  return (
    <section className="section receipt" aria-label={receipt.title}>
      <h2>
        {common.product} {receipt.title}
      </h2>
      <p>{procedure}</p>
      <dl className="data">
        {lines.map(([name, text]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="receipt-text">{text}</dd>
          </div>
        ))}
      </dl>
      <p>{receipt.note}</p>
      <Button className="unprinted" onClick={() => print()}>
        {receipt.print}
      </Button>
    </section>
  );
}

/** For an officer of the case, whose party has lost the first. */
export function NewReceipt({ caseId, number, procedure }: { caseId: string; number: string; procedure: string }) {
  const { receipt } = useWords(words);
  const issue = useMutation({
    mutationFn: () => ask(api.POST('/api/cases/{id}/receipt', { params: { path: { id: caseId } } })),
    gcTime: 0,
  });
  if (issue.data !== undefined) return <Receipt number={number} procedure={procedure} {...issue.data} />;
  return (
    <>
      <p className="muted">{receipt.replaces}</p>
      <Button loading={issue.isPending} onClick={() => issue.mutate()}>
        {receipt.again}
      </Button>
      {issue.error !== null && <ProblemAlert error={issue.error} />}
    </>
  );
}
