/** Claim, release, hand over. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Select } from 'antd';
import { useState } from 'react';
import { api, ask, insist, newKey } from '../api/client.ts';
import type { TaskDetail } from '../api/queries.ts';
import { useSpeech } from '../language/language.ts';
import { ProblemAlert } from '../parts/problem.tsx';

type Action = { kind: 'claim' } | { kind: 'release' } | { kind: 'transfer'; to: string };

function send(task: TaskDetail, action: Action, key: string) {
  const params = {
    path: { id: task.id },
    header: { 'if-match': `"${task.version}"`, 'idempotency-key': key },
  };
  switch (action.kind) {
    case 'claim':
      return ask(api.POST('/api/tasks/{id}/claim', { params }));
    case 'release':
      return ask(api.POST('/api/tasks/{id}/release', { params }));
    case 'transfer':
      return ask(api.POST('/api/tasks/{id}/transfer', { params, body: { to: action.to } }));
  }
}

export function TaskActions({ task, reread }: { task: TaskDetail; reread: () => unknown }) {
  const { words } = useSpeech();
  const client = useQueryClient();
  const [waiting, setWaiting] = useState(false);
  const [handing, setHanding] = useState(false);
  const act = useMutation({
    mutationFn: (action: Action) => {
      const key = newKey();
      return insist(() => send(task, action, key), setWaiting);
    },
    onSettled: () => {
      setHanding(false);
      reread();
      return client.invalidateQueries({ queryKey: ['tasks'] });
    },
  });
  return (
    <div className="actions">
      <span className={task.claimedBy === null ? 'tag' : 'tag tag-running'}>
        {task.claimedBy === null ? words.task.unclaimed : words.task.claimedBy(task.claimedBy.name)}
      </span>
      {task.may.includes('claim') && (
        <Button disabled={act.isPending} onClick={() => act.mutate({ kind: 'claim' })}>
          {words.task.claim}
        </Button>
      )}
      {task.may.includes('release') && (
        <Button disabled={act.isPending} onClick={() => act.mutate({ kind: 'release' })}>
          {words.task.release}
        </Button>
      )}
      {task.may.includes('transfer') && task.candidates.length > 0 && !handing && (
        <Button disabled={act.isPending} onClick={() => setHanding(true)}>
          {words.task.transfer}
        </Button>
      )}
      {handing && (
        <Select
          className="narrow"
          aria-label={words.task.transferTo}
          placeholder={words.task.transferTo}
          options={task.candidates.map(({ id, name }) => ({ value: id, label: name }))}
          onSelect={(to: string) => act.mutate({ kind: 'transfer', to })}
        />
      )}
      {waiting && <Alert type="warning" showIcon role="status" title={words.form.waiting} />}
      {act.error !== null && <ProblemAlert error={act.error} />}
    </div>
  );
}
