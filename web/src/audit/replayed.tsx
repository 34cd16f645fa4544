/** A check of cases that the server runs: begun here, asked for until it is done. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import type { ReactNode } from 'react';
import { useWords } from '../language/language.ts';
import { NotYet, ProblemAlert } from '../parts/problem.tsx';
import { isLost, isUnderWay, type Replay, replayQuery } from './queries.ts';
import { words as texts } from './words.ts';

/** @param settled is called when it has begun, or could not */
export function useReplay<Of>(start: (of: Of) => Promise<{ id: string }>, settled?: () => unknown) {
  const begin = useMutation({ mutationFn: start, onSettled: () => settled?.() });
  const query = useQuery(replayQuery(begin.data?.id ?? ''));
  return {
    begin: begin.mutate,
    error: begin.error,
    isBegun: begin.data !== undefined,
    runs: begin.isPending || isUnderWay(query),
    query,
  };
}

export function Replayed({
  of: { error, isBegun, query },
  children,
}: {
  of: Pick<ReturnType<typeof useReplay>, 'error' | 'isBegun' | 'query'>;
  children: (replay: Replay) => ReactNode;
}) {
  const isShown = query.data !== undefined && !isLost(query.error);
  return (
    <>
      {error !== null && <ProblemAlert error={error} />}
      {isBegun && !isShown && <NotYet query={query} />}
      {isBegun && isShown && (
        <>
          <Progress replay={query.data} />
          {children(query.data)}
        </>
      )}
    </>
  );
}

function Progress({ replay: { state, done, total } }: { replay: Replay }) {
  const { checks: words } = useWords(texts);
  if (state === 'failed') return <Alert type="error" showIcon role="alert" title={words.failed} />;
  if (state === 'done') return null;
  return <p role="status">{state === 'waiting' ? words.waiting : words.running(done, total)}</p>;
}
