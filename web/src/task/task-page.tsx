/** One task: what to do, by which law, until when, with its form. */
import { useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { lazy, Suspense } from 'react';
import { Refused } from '../api/problem.ts';
import { type TaskDetail, taskQuery } from '../api/queries.ts';
import { type Speech, useSpeech, useWords } from '../language/language.ts';
import { DataList, readable } from '../parts/data-list.tsx';
import { Deadlines } from '../parts/deadlines.tsx';
import { Loading } from '../parts/loading.tsx';
import { Page, Section } from '../parts/page.tsx';
import { NotYet, ProblemAlert } from '../parts/problem.tsx';
import { session } from '../person/session.ts';
import { Link, navigate, paths } from '../router.tsx';
import { Law, RulesBefore, Ways } from './guidance.tsx';
import { justDone } from './just-done.ts';
import { JustDoneAlert } from './just-done-alert.tsx';
import { OfficeState } from './office-state.tsx';
import './task.css';
import { TaskActions } from './task-actions.tsx';
import { words as ours } from './words.ts';

const TaskForm = lazy(() => import('./task-form.tsx'));

export default function TaskPage({ id }: { id: string }) {
  const { words, say } = useSpeech();
  const task = useQuery(taskQuery(id));
  const before = justDone.use();
  const above = before !== null && before.next === id && <JustDoneAlert of={before} />;
  if (task.data === undefined) {
    return (
      <Page title={words.worklist.task} above={above}>
        {task.error !== null && !(task.error instanceof Refused) ? <Loading /> : <NotYet query={task} />}
        {task.error instanceof Refused && (
          <p>
            <Button onClick={() => navigate(paths.worklist())}>{words.backToWorklist}</Button>
          </p>
        )}
      </Page>
    );
  }
  // Somebody was quicker: what was typed stays to be read.
  const gone = task.error instanceof Refused ? task.error : null;
  return (
    <Page title={say(task.data.step.label)} above={above}>
      {gone !== null && (
        <>
          <ProblemAlert error={gone} />
          <p>
            {words.task.changedGone} <Link to={paths.worklist()}>{words.backToWorklist}</Link>
          </p>
        </>
      )}
      <TaskParts task={task.data} reread={() => task.refetch()} />
    </Page>
  );
}

function TaskParts({ task, reread }: { task: TaskDetail; reread: () => unknown }) {
  const speech = useSpeech();
  const { words, say } = speech;
  return (
    <>
      <p className="lead">
        <Link to={paths.case(task.caseId)}>{task.subject || task.caseNumber}</Link>
        <span className="muted">
          {say(task.procedure.label)} · {task.caseNumber} · {say(task.group.label)}
        </span>
      </p>
      {task.item !== null && <p>{words.task.item(itemText(task, speech))}</p>}
      <TaskActions task={task} reread={reread} />
      <OfficeState task={task} />
      <div className="columns">
        <Section title={words.task.form}>
          <Standing task={task} />
          {task.may.includes('complete') && (
            <Suspense fallback={<Loading />}>
              <TaskForm task={task} reread={reread} />
            </Suspense>
          )}
        </Section>
        <div>
          <Ways task={task} />
          <Law task={task} />
          <RulesBefore task={task} />
          <Section title={words.task.deadlines}>
            <Deadlines caseId={task.caseId} deadlines={task.deadlines} />
          </Section>
          <Section title={words.task.caseData}>
            <DataList items={task.data} caseId={task.caseId} />
          </Section>
        </div>
      </div>
    </>
  );
}

/** What the item is called, and what else its record says. */
function itemText({ item, itemLabel, itemValue }: TaskDetail, speech: Speech): string {
  const name = itemLabel === null ? '' : speech.say(itemLabel);
  const isRecord = typeof itemValue === 'object' && itemValue !== null;
  const others = isRecord ? Object.values(itemValue).filter((value) => value !== item && value !== name) : [];
  return [name, ...others.map((value) => readable(value, speech))].filter((text) => text !== '').join(' · ');
}

/** Why the form isn't there. */
function Standing({ task }: { task: TaskDetail }) {
  const { words } = useSpeech();
  const own = useWords(ours);
  const me = session.use()?.person;
  const { may, claimedBy, delegation, signing } = task;
  if (may.includes('complete')) return null;
  const why = () => {
    if (may.includes('return-delegation')) return own.opinionAsked;
    if (may.includes('sign')) return own.signatureAsked;
    if (claimedBy !== null && claimedBy.id !== me) return words.task.claimedByOther;
    if (delegation !== null && delegation.returned === null) return own.opinionAwaited;
    if (signing !== null && signing.result === null) return own.signaturesAwaited;
    return words.task.cannotComplete;
  };
  return <Alert type="info" showIcon title={why()} />;
}
