/** What can be done with the selected tasks at once, how far it is, and what became of each. */
import { Alert, Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { Refused } from '../api/problem.ts';
import type { TaskSummary } from '../api/queries.ts';
import type { Language } from '../dates.ts';
import { useSpeech, useWords } from '../language/language.ts';
import { Loading } from '../parts/loading.tsx';
import { MOST } from './bulk.ts';
import type { Selection } from './task-list.tsx';
import { type Act, type BulkRun, CLAIM, type Result } from './use-bulk-run.ts';
import { words as own } from './words.ts';

const BulkComplete = lazy(() => import('./bulk-complete.tsx'));

interface BarProps {
  selected: Selection;
  bulk: BulkRun;
  run: RunOn;
  unselect: (ids: Iterable<string>) => void;
}

/** What was done is selected no more. */
export type RunOn = (tasks: readonly TaskSummary[], act: Act) => Promise<Result>;

export function BulkBar({ selected, bulk, run, unselect }: BarProps) {
  const texts = useWords(own);
  const [completing, setCompleting] = useState(false);
  const tasks = [...selected.values()];
  if (tasks.length === 0) return <Outcome bulk={bulk} />;
  const isOneForm = new Set(tasks.map(({ formKey }) => formKey)).size === 1;
  const isBusy = bulk.progress !== null;
  const drop = () => {
    setCompleting(false);
    unselect(selected.keys());
  };
  return (
    <section className="bulk" aria-label={texts.selected(tasks.length)}>
      <div className="actions">
        <strong role="status">{texts.selected(tasks.length)}</strong>
        <Button disabled={isBusy || completing} onClick={() => void run(tasks, CLAIM)}>
          {texts.claim}
        </Button>
        <Button type="primary" disabled={isBusy || completing || !isOneForm} onClick={() => setCompleting(true)}>
          {texts.complete}
        </Button>
        <Button disabled={isBusy} onClick={drop}>
          {texts.unselect}
        </Button>
        {!isOneForm && <span className="muted">{texts.otherForms}</span>}
        {tasks.length === MOST && <span className="muted">{texts.most(MOST)}</span>}
      </div>
      <Outcome bulk={bulk} />
      {completing && isOneForm && (
        <Suspense fallback={<Loading />}>
          <BulkComplete {...{ tasks, bulk, run }} close={() => setCompleting(false)} />
        </Suspense>
      )}
    </section>
  );
}

function Outcome({ bulk: { progress, waiting, result } }: { bulk: BulkRun }) {
  const texts = useWords(own);
  const { language, say } = useSpeech();
  if (progress !== null) {
    const { kind, through, all } = progress;
    const doing = kind === 'claim' ? texts.claiming : texts.completing;
    return (
      <div className="bulk-progress">
        <progress className="done" aria-label={doing} value={through} max={all} />
        <p role="status">
          {doing} {texts.of(through, all)}
        </p>
        {waiting && <Alert type="warning" showIcon role="status" title={texts.waitingForLine} />}
      </div>
    );
  }
  if (result === null) return null;
  const { kind, done, failed } = result;
  const doneWords = kind === 'claim' ? texts.claimedAll : texts.completedAll;
  const reasons = failed.map(({ task, error }) => (
    <li key={task.id}>
      {say(task.step.label)} {task.subject || task.caseNumber}：{reasonOf(error, language) ?? texts.unreachable}
    </li>
  ));
  return (
    <>
      {done.length > 0 && <Alert type="success" showIcon role="status" title={doneWords(done.length)} />}
      {failed.length > 0 && (
        <Alert
          type="warning"
          showIcon
          role="alert"
          title={texts.refused(failed.length)}
          description={<ul>{reasons}</ul>}
        />
      )}
    </>
  );
}

function reasonOf(error: unknown, language: Language): string | null {
  if (!(error instanceof Refused)) return null;
  const { title, detail, detailEn, errors = [] } = error.problem;
  const faults = errors.map((fault) => (language === 'zh' ? fault.detail : fault.detailEn));
  return [language === 'zh' ? `${title}。${detail}` : detailEn, ...faults].join(' ');
}
