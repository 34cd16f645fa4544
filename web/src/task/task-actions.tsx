/** Everything that can be done with a task beside completing it, in one bar; what is rarer stands in its menu. */
import { DownOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Dropdown } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { api, ask, insist, newKey } from '../api/client.ts';
import { type MessageOffer, meQuery, type TaskDetail } from '../api/queries.ts';
import { useSpeech, useWords } from '../language/language.ts';
import { ProblemAlert } from '../parts/problem.tsx';
import { type Act, actsOf } from './acts.ts';
import { words as ours } from './words.ts';

const ActDialog = lazy(() => import('./act-dialog.tsx'));
const MessageDialog = lazy(() => import('./message-dialog.tsx'));

type Chosen = { act: Act } | { message: MessageOffer };

export function TaskActions({ task, reread }: { task: TaskDetail; reread: () => unknown }) {
  const { say } = useSpeech();
  const words = useWords(ours);
  const client = useQueryClient();
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const acts = actsOf(task);
  const labelOf = ({ id }: Act) => words.act[id]?.[0] ?? id;
  const close = () => setChosen(null);
  const finish = (label: string) => {
    setDone(label);
    close();
    reread();
    void client.invalidateQueries();
  };
  const open = (next: Chosen) => {
    setDone(null);
    setChosen(next);
  };
  const inMenu = acts.filter(({ place }) => place === 'menu');
  const items = [
    ...inMenu.map((act) => ({ key: act.id, label: labelOf(act), onClick: () => open({ act }) })),
    ...task.messages.map((message) => ({
      key: `message ${message.id}`,
      label: say(message.label),
      onClick: () => open({ message }),
    })),
  ];
  return (
    <div className="actions" role="toolbar" aria-label={words.actions}>
      <Holder task={task} />
      <ClaimButtons task={task} reread={reread} />
      {acts
        .filter(({ place }) => place !== 'menu')
        .map((act) => (
          <Button key={act.id} type={act.place === 'first' ? 'primary' : 'default'} onClick={() => open({ act })}>
            {labelOf(act)}
          </Button>
        ))}
      {items.length > 0 && (
        <Dropdown menu={{ items }} trigger={['click']}>
          <Button icon={<DownOutlined aria-hidden="true" />} iconPlacement="end">
            {words.more}
          </Button>
        </Dropdown>
      )}
      {done !== null && <Alert type="success" showIcon role="status" title={words.done(done)} />}
      <Suspense fallback={null}>
        {chosen !== null && 'act' in chosen && (
          <ActDialog act={chosen.act} choices={task} close={close} done={() => finish(labelOf(chosen.act))} />
        )}
        {chosen !== null && 'message' in chosen && (
          <MessageDialog
            caseId={task.caseId}
            offer={chosen.message}
            close={close}
            done={() => finish(say(chosen.message.label))}
          />
        )}
      </Suspense>
    </div>
  );
}

/** Who has it. */
function Holder({ task: { claimedBy } }: { task: TaskDetail }) {
  const { words: common } = useSpeech();
  const words = useWords(ours);
  const { data: me } = useQuery(meQuery);
  if (claimedBy === null) return <span className="tag">{common.task.unclaimed}</span>;
  const isForAbsent = me?.standsInFor.some(({ id }) => id === claimedBy.id) === true;
  return (
    <span className="tag tag-running">
      {isForAbsent ? words.standsInFor(claimedBy.name) : common.task.claimedBy(claimedBy.name)}
    </span>
  );
}

function ClaimButtons({ task, reread }: { task: TaskDetail; reread: () => unknown }) {
  const { words } = useSpeech();
  const own = useWords(ours);
  const client = useQueryClient();
  const [waiting, setWaiting] = useState(false);
  const act = useMutation({
    mutationFn: (kind: 'claim' | 'release') => {
      const key = newKey();
      const params = { path: { id: task.id }, header: { 'if-match': `"${task.version}"`, 'idempotency-key': key } };
      const send = () =>
        kind === 'claim'
          ? ask(api.POST('/api/tasks/{id}/claim', { params }))
          : ask(api.POST('/api/tasks/{id}/release', { params }));
      return insist(send, setWaiting);
    },
    onSettled: () => {
      reread();
      return client.invalidateQueries({ queryKey: ['tasks'] });
    },
  });
  return (
    <>
      {task.may.includes('claim') && (
        <Button loading={act.isPending} onClick={() => act.mutate('claim')}>
          {own.claim}
        </Button>
      )}
      {task.may.includes('release') && (
        <Button loading={act.isPending} onClick={() => act.mutate('release')}>
          {own.release}
        </Button>
      )}
      {waiting && <Alert type="warning" showIcon role="status" title={words.form.waiting} />}
      {act.error !== null && <ProblemAlert error={act.error} />}
    </>
  );
}
