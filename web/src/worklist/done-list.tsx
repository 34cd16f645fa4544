/** What the person has done: today's first, then what was before. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { type DoneTask, doneQuery } from '../api/queries.ts';
import { longInstant } from '../dates.ts';
import { useSpeech, useWords } from '../language/language.ts';
import { Heads } from '../parts/heads.tsx';
import { More } from '../parts/more.tsx';
import { NotYet } from '../parts/problem.tsx';
import { stepName } from '../parts/step-name.ts';
import { Link, paths } from '../router.tsx';
import type { Narrowing } from './filter.ts';
import { words as own } from './words.ts';

export function DoneList({ narrowing }: { narrowing: Narrowing }) {
  const { words } = useSpeech();
  const texts = useWords(own);
  const query = useInfiniteQuery(doneQuery(narrowing));
  if (query.data === undefined) return <NotYet query={query} />;
  const items = query.data.pages.flatMap((page) => page.items);
  if (items.length === 0) return <p className="empty">{texts.emptyDone}</p>;
  const parts = [
    { title: texts.today, tasks: items.filter(({ today }) => today) },
    { title: texts.earlier, tasks: items.filter(({ today }) => !today) },
  ].filter(({ tasks }) => tasks.length > 0);
  return (
    <>
      <table className="list cards">
        <caption className="unseen">{texts.captionDone}</caption>
        <Heads titles={[texts.doneAt, words.worklist.task, words.worklist.subject, texts.caseNow]} />
        {parts.map(({ title, tasks }) => (
          <tbody key={title}>
            <tr>
              <th colSpan={4} scope="rowgroup">
                {title}
              </th>
            </tr>
            {tasks.map((task) => (
              <DoneRow key={task.id} task={task} />
            ))}
          </tbody>
        ))}
      </table>
      <More query={query} />
    </>
  );
}

function DoneRow({ task }: { task: DoneTask }) {
  const speech = useSpeech();
  const { words, say, language } = speech;
  const texts = useWords(own);
  const { id, number, subject, procedure, outcome, status } = task.case;
  return (
    <tr>
      <td data-title={texts.doneAt}>{longInstant(task.at, language)}</td>
      <td data-title={words.worklist.task}>{stepName(task, speech)}</td>
      <td data-title={words.worklist.subject}>
        <Link to={paths.case(id)} className="strong">
          {subject || number}
        </Link>
        <small className="muted">
          {say(procedure.label)} {subject !== '' && number}
        </small>
      </td>
      <td data-title={texts.caseNow}>
        {outcome === null ? words.cases[status] : words.case.ended(say(outcome.label))}
      </td>
    </tr>
  );
}
