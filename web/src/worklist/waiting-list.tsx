/** Cases in which the person has acted and others must act now: who, and since when. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { type WaitingCase, waitingQuery } from '../api/queries.ts';
import { longInstant } from '../dates.ts';
import { useSpeech, useWords } from '../language/language.ts';
import { Due } from '../parts/due.tsx';
import { Heads } from '../parts/heads.tsx';
import { More } from '../parts/more.tsx';
import { NotYet } from '../parts/problem.tsx';
import { stepName } from '../parts/step-name.ts';
import { Link, paths } from '../router.tsx';
import type { Narrowing } from './filter.ts';
import { words as own } from './words.ts';

export function WaitingList({ narrowing }: { narrowing: Narrowing }) {
  const { words } = useSpeech();
  const texts = useWords(own);
  const query = useInfiniteQuery(waitingQuery(narrowing));
  if (query.data === undefined) return <NotYet query={query} />;
  const items = query.data.pages.flatMap((page) => page.items);
  if (items.length === 0) return <p className="empty">{texts.emptyWaiting}</p>;
  return (
    <>
      <table className="list cards">
        <caption className="unseen">{texts.captionWaiting}</caption>
        <Heads titles={[words.worklist.due, words.worklist.subject, texts.waitsFor]} />
        <tbody>
          {items.map((item) => (
            <WaitingRow key={item.case.id} item={item} />
          ))}
        </tbody>
      </table>
      <More query={query} />
    </>
  );
}

function WaitingRow({ item }: { item: WaitingCase }) {
  const speech = useSpeech();
  const { words, say, language } = speech;
  const texts = useWords(own);
  const { id, number, subject, procedure } = item.case;
  return (
    <tr className={item.overdue ? 'row-overdue' : undefined}>
      <td data-title={words.worklist.due}>
        <Due
          due={item.due}
          earliest={item.dueEarliest}
          basis={item.dueBasis}
          daysLeft={item.daysLeft}
          overdue={item.overdue}
        />
        {item.deadline !== null && <small className="muted">{say(item.deadline.label)}</small>}
      </td>
      <td data-title={words.worklist.subject}>
        <Link to={paths.case(id)} className="strong">
          {subject || number}
        </Link>
        <small className="muted">
          {say(procedure.label)} {subject !== '' && number}
        </small>
      </td>
      <td data-title={texts.waitsFor}>
        {item.waitsFor.map(({ step, item: of, itemLabel, group, person, since }) => (
          <p key={`${step.id}${of ?? ''}`}>
            <strong>{say(group.label)}</strong> {person?.name ?? texts.nobody}
            <small className="muted">
              {stepName({ step, itemLabel }, speech)}，{texts.since(longInstant(since, language))}
            </small>
          </p>
        ))}
        {item.waitsFor.length === 0 && texts.noTask(item.steps.map(({ label }) => say(label)).join('、') || words.none)}
      </td>
    </tr>
  );
}
