/** Open tasks of a person and their groups, those due first before the others. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { meQuery, SOON_DAYS, type TaskSummary, type WorklistView, worklistQuery } from '../api/queries.ts';
import { longInstant } from '../dates.ts';
import { useSpeech } from '../language/language.ts';
import type { Words } from '../language/zh.ts';
import { Due } from '../parts/due.tsx';
import { More } from '../parts/more.tsx';
import { Page } from '../parts/page.tsx';
import { NotYet } from '../parts/problem.tsx';
import { Link, paths } from '../router.tsx';

const VIEWS: readonly WorklistView[] = ['groups', 'mine', 'overdue', 'soon', 'party'];

function viewName(view: WorklistView, { worklist }: Words): string {
  return view === 'soon' ? worklist.soon(SOON_DAYS) : worklist[view];
}

export default function Worklist({ view }: { view: string }) {
  const { words } = useSpeech();
  const current = VIEWS.find((one) => one === view) ?? 'groups';
  const me = useQuery(meQuery);
  const isParty = me.data?.groups.some(({ party }) => party) !== false || me.data.groups.length === 0;
  const shown = VIEWS.filter((one) => one !== 'party' || isParty);
  const tasks = useInfiniteQuery(worklistQuery(current));
  return (
    <Page title={words.worklist.title}>
      <nav className="views" aria-label={words.worklist.views}>
        {shown.map((one) => (
          <Link key={one} to={paths.worklist(one)} current={one === current}>
            {viewName(one, words)}
          </Link>
        ))}
      </nav>
      {tasks.data === undefined ? (
        <NotYet query={tasks} />
      ) : (
        <>
          <Tasks tasks={tasks.data.pages.flatMap(({ items }) => items)} />
          <More query={tasks} />
        </>
      )}
    </Page>
  );
}

function Tasks({ tasks }: { tasks: readonly TaskSummary[] }) {
  const { words } = useSpeech();
  if (tasks.length === 0) return <p className="empty">{words.worklist.empty}</p>;
  const { due, task, subject, group, claimedBy, caption } = words.worklist;
  return (
    <table className="list cards">
      <caption className="unseen">{caption}</caption>
      <thead>
        <tr>
          {[due, task, subject, group, claimedBy].map((title) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {tasks.map((one) => (
          <TaskRow key={one.id} task={one} />
        ))}
      </tbody>
    </table>
  );
}

function TaskRow({ task }: { task: TaskSummary }) {
  const { words, say, language } = useSpeech();
  return (
    <tr className={task.overdue ? 'row-overdue' : undefined}>
      <td data-title={words.worklist.due}>
        <Due
          due={task.due}
          earliest={task.dueEarliest}
          basis={task.dueBasis}
          daysLeft={task.daysLeft}
          overdue={task.overdue}
        />
        {task.deadline !== null && <small className="muted">{say(task.deadline.label)}</small>}
      </td>
      <td data-title={words.worklist.task}>
        <Link to={paths.task(task.id)} className="strong">
          {say(task.step.label)}
          {task.item !== null && `（${task.item}）`}
        </Link>
        <small className="muted">{words.worklist.opened(longInstant(task.openedAt, language))}</small>
      </td>
      <td data-title={words.worklist.subject}>
        <Link to={paths.case(task.caseId)}>{task.subject || task.caseNumber}</Link>
        <small className="muted">
          {say(task.procedure.label)} {task.subject !== '' && task.caseNumber}
        </small>
      </td>
      <td data-title={words.worklist.group}>{say(task.group.label)}</td>
      <td data-title={words.worklist.claimedBy}>
        {task.claimedBy?.name ?? <span className="muted">{words.worklist.unclaimed}</span>}
      </td>
    </tr>
  );
}
