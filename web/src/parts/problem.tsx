/** Refusals and faults in words: what is wrong and what to do. */
import { Alert, Button } from 'antd';
import { passes, Refused } from '../api/problem.ts';
import { useSpeech } from '../language/language.ts';
import { Loading } from './loading.tsx';

const ADVISED = ['not-open', 'version-mismatch', 'forbidden'] as const;
type Advised = (typeof ADVISED)[number];

export function ProblemAlert({ error, retry }: { error: unknown; retry?: (() => void) | undefined }) {
  const { words, language } = useSpeech();
  if (!(error instanceof Refused)) {
    return (
      <Alert
        type="error"
        showIcon
        role="alert"
        title={words.problem.unreachable}
        description={words.problem.unreachableDetail}
        action={retry && <Button onClick={retry}>{words.problem.retry}</Button>}
      />
    );
  }
  const { problem, code } = error;
  const advice = ADVISED.find((one): one is Advised => one === code);
  return (
    <Alert
      type={problem.status >= 500 ? 'error' : 'warning'}
      showIcon
      role="alert"
      title={language === 'zh' ? problem.title : problem.detailEn}
      description={
        <>
          {language === 'zh' && <p>{problem.detail}</p>}
          {advice !== undefined && <p>{words.problem[advice]}</p>}
          {code === 'internal' && <p>{words.problem.reference(problem.instance.split(':').at(-1) ?? '')}</p>}
        </>
      }
      action={retry && <Button onClick={retry}>{words.problem.retry}</Button>}
    />
  );
}

interface Reading {
  error: unknown;
  failureReason: unknown;
  refetch: () => unknown;
}

/** In place of what is being read: that it is, or why it can't be. What passes is tried again by itself. */
export function NotYet({ query }: { query: Reading }) {
  if (query.error !== null && !passes(query.error)) {
    return <ProblemAlert error={query.error} retry={() => void query.refetch()} />;
  }
  return <Loading />;
}
