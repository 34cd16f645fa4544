/** The task that was completed last: told on the page that opened after it, where it can still be taken back. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Space } from 'antd';
import { newKey } from '../api/client.ts';
import { caseQuery } from '../api/queries.ts';
import { useSpeech, useWords } from '../language/language.ts';
import { ProblemAlert } from '../parts/problem.tsx';
import { Link, navigate, paths } from '../router.tsx';
import { retrieve } from './acts.ts';
import { type JustDone, justDone } from './just-done.ts';
import { words as ours } from './words.ts';

export function JustDoneAlert({ of }: { of: JustDone }) {
  const { words, say } = useSpeech();
  const own = useWords(ours);
  const client = useQueryClient();
  const retrieving = useMutation({
    mutationFn: () => retrieve(of.task).send({}, newKey()),
    onSuccess: () => {
      justDone.set(null);
      void client.invalidateQueries();
      navigate(paths.case(of.caseId));
    },
  });
  const [label, does] = own.act.retrieve ?? ['', ''];
  // Asked of the case as it goes on: the completion knows it only of its own moment.
  const mayRetrieve = useQuery(caseQuery(of.caseId)).data?.retrievable.some(({ id }) => id === of.task) === true;
  return (
    <>
      <Alert
        type="success"
        showIcon
        role="status"
        title={words.task.done(say(of.step))}
        description={of.next === null ? undefined : words.task.next}
        action={
          <Space>
            {mayRetrieve && (
              <Button size="small" title={does} loading={retrieving.isPending} onClick={() => retrieving.mutate()}>
                {label}
              </Button>
            )}
            <Link to={paths.case(of.caseId)}>{words.task.openCase}</Link>
          </Space>
        }
      />
      {retrieving.error !== null && <ProblemAlert error={retrieving.error} />}
    </>
  );
}
