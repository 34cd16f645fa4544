/** The form of a task, its completion, and the next task after it. */
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { Alert } from 'antd';
import { useState } from 'react';
import { api, ask } from '../api/client.ts';
import type { Refused } from '../api/problem.ts';
import { type TaskDetail, worklistQuery } from '../api/queries.ts';
import ActForm from '../form/act-form.tsx';
import type { FormSchema, Values } from '../form/shape.ts';
import { useSpeech } from '../language/language.ts';
import { navigate, paths } from '../router.tsx';
import { Follows } from './guidance.tsx';
import { justDone } from './just-done.ts';

export default function TaskForm({ task, reread }: { task: TaskDetail; reread: () => unknown }) {
  const { words } = useSpeech();
  const client = useQueryClient();
  const [changed, setChanged] = useState(false);
  const send = (data: Values, key: string) =>
    ask(
      api.POST('/api/tasks/{id}/complete', {
        params: {
          path: { id: task.id },
          header: { 'if-match': `"${task.version}"`, 'idempotency-key': key },
        },
        body: { data },
      }),
    );
  const foresee = (data: Values, signal: AbortSignal) =>
    ask(api.POST('/api/tasks/{id}/outlook', { params: { path: { id: task.id } }, body: { data }, signal }));
  const refused = (error: Refused) => {
    setChanged(error.code === 'version-mismatch');
    if (error.code === 'version-mismatch' || error.code === 'not-open' || error.code === 'forbidden') reread();
  };
  return (
    <>
      {changed && <Alert type="warning" showIcon title={words.task.changed} />}
      <ActForm
        of={`task/${task.id}`}
        form={task.form as FormSchema}
        initial={task.initial}
        submitLabel={words.task.complete}
        under="data"
        besides={task.version}
        send={send}
        done={() => void openNext(client, task)}
        refused={refused}
        foresee={foresee}
        caseId={task.caseId}
      >
        {(foresight) => <Follows foresight={foresight} />}
      </ActForm>
    </>
  );
}

/** A task that the person has claimed, else the first of their groups' that nobody has. */
async function openNext(client: QueryClient, { id, caseId, step }: TaskDetail): Promise<void> {
  const next = await nextTask(client, id).catch(() => null);
  justDone.set({ task: id, step: step.label, caseId, next });
  void client.invalidateQueries();
  navigate(next === null ? paths.case(caseId) : paths.task(next));
}

async function nextTask(client: QueryClient, done: string): Promise<string | null> {
  for (const view of ['mine', 'groups'] as const) {
    const { pages } = await client.fetchInfiniteQuery({ ...worklistQuery(view), staleTime: 0, retry: false });
    const tasks = pages.flatMap(({ items }) => items);
    const found = tasks.find((task) => task.id !== done && (view === 'mine' || task.claimedBy === null));
    if (found !== undefined) return found.id;
  }
  return null;
}
