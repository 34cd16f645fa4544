/** The table of tasks: rows are walked with keys, opened with Enter, chosen with a mark. */
import { Checkbox } from 'antd';
import type { TaskSummary } from '../api/queries.ts';
import { longInstant } from '../dates.ts';
import { useSpeech, useWords } from '../language/language.ts';
import { Due } from '../parts/due.tsx';
import { useKeys } from '../parts/keys.ts';
import { stepName } from '../parts/step-name.ts';
import { Link, paths } from '../router.tsx';
import type { Row } from './steady.ts';
import type { Selection } from './task-list.tsx';
import { words as own } from './words.ts';

const ROWS = 'tr[data-task]';

/** The task in whose row the focus is. */
export function focusedTask(): string | undefined {
  return document.activeElement?.closest<HTMLElement>(ROWS)?.dataset.task;
}

/** To the link of the next row, or the one before; from outside to the first. */
function move(by: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>(ROWS)];
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const next = at < 0 ? rows[0] : rows[at + by];
  next?.querySelector<HTMLElement>('a.strong')?.focus();
}

/** Outside the list an arrow scrolls the page, as ever. */
const moveWithin = (by: 1 | -1) => () => (focusedTask() === undefined ? false : move(by));

interface TableProps {
  rows: readonly Row<TaskSummary>[];
  selected: Selection;
  select: (task: TaskSummary) => void;
  selectAll: (all: boolean) => void;
}

export function TaskTable({ rows, selected, select, selectAll }: TableProps) {
  const { words } = useSpeech();
  const { selectAll: all } = useWords(own);
  useKeys({ j: () => move(1), k: () => move(-1), ArrowDown: moveWithin(1), ArrowUp: moveWithin(-1) });
  const { due, task, subject, group, claimedBy, caption } = words.worklist;
  const chosen = rows.filter(({ item }) => selected.has(item.id)).length;
  return (
    <table className="list cards tasks">
      <caption className="unseen">{caption}</caption>
      <thead>
        <tr>
          <th scope="col" className="mark">
            <Checkbox
              aria-label={all}
              checked={chosen > 0 && chosen === rows.length}
              indeterminate={chosen > 0 && chosen < rows.length}
              onChange={({ target }) => selectAll(target.checked)}
            />
          </th>
          {[due, task, subject, group, claimedBy].map((title) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ item, gone }) => (
          <TaskRow key={item.id} task={item} gone={gone} chosen={selected.has(item.id)} select={select} />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps {
  task: TaskSummary;
  gone: boolean;
  chosen: boolean;
  select: (task: TaskSummary) => void;
}

function TaskRow({ task, gone, chosen, select }: RowProps) {
  const speech = useSpeech();
  const { words, say, language } = speech;
  const texts = useWords(own);
  const { due, task: taskWord, subject, group, claimedBy, opened, unclaimed } = words.worklist;
  const about = task.subject || task.caseNumber;
  const states = [task.overdue && 'row-overdue', chosen && 'row-chosen', gone && 'row-gone'].filter(Boolean);
  return (
    <tr data-task={task.id} className={states.join(' ') || undefined}>
      <td className="mark">
        <Checkbox
          aria-label={texts.select(`${say(task.step.label)} ${about}`)}
          checked={chosen}
          disabled={gone && !chosen}
          onChange={() => select(task)}
        />
      </td>
      <td data-title={due}>
        <Due
          due={task.due}
          earliest={task.dueEarliest}
          basis={task.dueBasis}
          daysLeft={task.daysLeft}
          overdue={task.overdue}
        />
        {task.deadline !== null && <small className="muted">{say(task.deadline.label)}</small>}
      </td>
      <td data-title={taskWord}>
        <Link to={paths.task(task.id)} className="strong">
          {stepName(task, speech)}
        </Link>
        <small className="muted">{opened(longInstant(task.openedAt, language))}</small>
        <Marks task={task} />
        {gone && <span className="tag">{texts.gone}</span>}
      </td>
      <td data-title={subject}>
        <Link to={paths.case(task.caseId)}>{about}</Link>
        <small className="muted">
          {say(task.procedure.label)} {task.subject !== '' && task.caseNumber}
        </small>
      </td>
      <td data-title={group}>
        {say(task.group.label)}
        {task.unit !== '' && <small className="muted">{say(task.unitLabel)}</small>}
      </td>
      <td data-title={claimedBy}>{task.claimedBy?.name ?? <span className="muted">{unclaimed}</span>}</td>
    </tr>
  );
}

/** What sets the task apart from one that simply lies there. */
function Marks({ task }: { task: TaskSummary }) {
  const { language } = useSpeech();
  const { sentBack, urged, toSign, delegated } = useWords(own);
  const { sentBackAt, urgedAt, delegatedTo } = task;
  return (
    <>
      {task.toSign && <span className="tag tag-running">{toSign}</span>}
      {sentBackAt !== null && <span className="tag tag-suspended">{sentBack(longInstant(sentBackAt, language))}</span>}
      {urgedAt !== null && <span className="tag tag-overdue">{urged(longInstant(urgedAt, language))}</span>}
      {delegatedTo !== null && <span className="tag">{delegated(delegatedTo.name)}</span>}
    </>
  );
}
