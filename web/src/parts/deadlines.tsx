/** Deadlines of a case, each with its state, date, and on request every day of it with its reason. */
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useId, useState } from 'react';
import { type Deadline, type Explanation, explanationQuery } from '../api/queries.ts';
import { longDate } from '../dates.ts';
import { useSpeech } from '../language/language.ts';
import { Citations } from './citations.tsx';
import { Due } from './due.tsx';
import { NotYet } from './problem.tsx';

export function Deadlines({ caseId, deadlines }: { caseId: string; deadlines: readonly Deadline[] }) {
  const { words } = useSpeech();
  if (deadlines.length === 0) return <p className="muted">{words.none}</p>;
  return (
    <ul className="deadlines">
      {deadlines.map((deadline, i) => (
        <li key={deadline.id} className={i > 0 ? 'another' : undefined}>
          <OneDeadline caseId={caseId} deadline={deadline} />
        </li>
      ))}
    </ul>
  );
}

function OneDeadline({ caseId, deadline }: { caseId: string; deadline: Deadline }) {
  const { words, say, language } = useSpeech();
  const [open, setOpen] = useState(false);
  const days = useId();
  const { state, basis, due } = deadline;
  const running = state === 'running' || state === 'overdue';
  const name = say(deadline.label);
  return (
    <>
      <div className="deadline">
        <strong>{name}</strong>
        <span className={`tag tag-${state}`}>{words.due.states[state]}</span>
        {running ? (
          <Due {...deadline} overdue={state === 'overdue'} />
        ) : (
          due !== null && <span className="muted">{words.due.due(longDate(due, language))}</span>
        )}
      </div>
      <p className="muted small">
        {words.due.length[basis](deadline.days)}
        {basis !== 'fixed' && `，${words.due.from(longDate(deadline.from, language))}`}
        {deadline.extensions > 0 && `，${words.due.extended(deadline.extensions)}`}
      </p>
      <Citations citations={deadline.citations} />
      <Button
        size="small"
        aria-expanded={open}
        aria-controls={days}
        aria-label={`${words.due.explain}：${name}`}
        onClick={() => setOpen(!open)}
      >
        {words.due.explain}
      </Button>
      <div id={days}>{open && <Explained caseId={caseId} deadline={deadline.id} />}</div>
    </>
  );
}

function Explained({ caseId, deadline }: { caseId: string; deadline: string }) {
  const { words, language } = useSpeech();
  const explanation = useQuery(explanationQuery(caseId, deadline));
  if (explanation.data === undefined) return <NotYet query={explanation} />;
  const { days, unknownYear, label } = explanation.data;
  return (
    // Scrolls: reachable by keyboard.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <section className="days" tabIndex={0} aria-label={label[language]}>
      <table className="list small">
        <thead>
          <tr>
            <th scope="col">{words.due.day}</th>
            <th scope="col">{words.due.reason}</th>
          </tr>
        </thead>
        <tbody>
          {days.map((day) => (
            <tr key={day.date} className={`day-${day.why}`}>
              <td>{longDate(day.date, language)}</td>
              <td>
                <Why day={day} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {unknownYear !== null && <p>{words.due.waiting(unknownYear)}</p>}
    </section>
  );
}

function Why({ day: { why, n, makeUp } }: { day: Explanation['days'][number] }) {
  const { words } = useSpeech();
  const text = why === 'counted' ? words.due.why.counted(n ?? 0) : words.due.why[why];
  return (
    <>
      {text}
      {makeUp === true && words.due.makeUp}
    </>
  );
}
