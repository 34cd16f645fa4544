/** What the party has to do: what is asked for and why, until when, and the form. */
import { Alert } from 'antd';
import { lazy, Suspense } from 'react';
import { ask } from '../api/client.ts';
import type { FormSchema, Values } from '../form/shape.ts';
import { useSpeech, useWords } from '../language/language.ts';
import { Citations } from '../parts/citations.tsx';
import { Due } from '../parts/due.tsx';
import { Loading } from '../parts/loading.tsx';
import type { ReceiptCase } from './my-case.tsx';
import { loseSession, receiptApi } from './session.ts';
import { words } from './words.ts';

const ActForm = lazy(() => import('../form/act-form.tsx'));

type Task = ReceiptCase['tasks'][number];

export function MyTask({ number, task, done }: { number: string; task: Task; done: () => void }) {
  const my = useWords(words);
  const { deadline } = task;
  const send = (data: Values, key: string) =>
    ask(
      receiptApi.POST('/api/receipt/tasks/{task}/complete', {
        params: {
          path: { task: task.task },
          header: { 'if-match': `"${task.version}"`, 'idempotency-key': key },
        },
        body: { data },
      }),
    );
  return (
    <>
      {deadline !== null && (
        <p>
          <Due {...deadline} overdue={deadline.state === 'overdue'} />
        </p>
      )}
      {task.letters.map((letter) => (
        <AskedFor key={letter.label.zh} letter={letter} />
      ))}
      <Citations citations={task.citations} />
      {task.isTaken ? (
        <Alert type="info" showIcon title={my.taken} />
      ) : (
        <Suspense fallback={<Loading />}>
          <ActForm
            of={`receipt/${number}/${task.task}`}
            form={task.form as FormSchema}
            initial={task.initial}
            submitLabel={my.send}
            under="data"
            besides={task.version}
            send={send}
            done={done}
            refused={loseSession}
          />
        </Suspense>
      )}
    </>
  );
}

/** The words of the letter that came with the task. */
function AskedFor({ letter: { label, blocks } }: { letter: Task['letters'][number] }) {
  const { say } = useSpeech();
  return (
    <blockquote className="asked-for" lang="zh-CN" aria-label={say(label)}>
      {blocks.map(({ kind, text }, i) => (
        // A letter does not change, and may say a thing twice.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <p key={i} className={`asked-${kind}`}>
          {text}
        </p>
      ))}
    </blockquote>
  );
}
