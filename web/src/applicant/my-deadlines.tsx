/** The deadlines that run, with the days left, and on request why each day counts. */
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useId, useState } from 'react';
import { ask } from '../api/client.ts';
import type { Deadline } from '../api/queries.ts';
import { longDate } from '../dates.ts';
import { useSpeech, useWords } from '../language/language.ts';
import { Citations } from '../parts/citations.tsx';
import { Due } from '../parts/due.tsx';
import { NotYet } from '../parts/problem.tsx';
import { receiptApi } from './session.ts';
import { words } from './words.ts';

export function MyDeadlines({ deadlines }: { deadlines: readonly Deadline[] }) {
  return (
    <ul className="plain">
      {deadlines.map((deadline) => (
        <li key={deadline.id}>
          <MyDeadline deadline={deadline} />
        </li>
      ))}
    </ul>
  );
}

function MyDeadline({ deadline }: { deadline: Deadline }) {
  const my = useWords(words);
  const { say, words: common } = useSpeech();
  const [isOpen, setOpen] = useState(false);
  const days = useId();
  const { label, state, citations } = deadline;
  return (
    <>
      <div className="deadline">
        <strong>{say(label)}</strong>
        <span className={`tag tag-${state}`}>{common.due.states[state]}</span>
        <Due {...deadline} overdue={state === 'overdue'} />
      </div>
      <Citations citations={citations} />
      <Button
        size="small"
        aria-expanded={isOpen}
        aria-controls={days}
        aria-label={my.explain(say(label))}
        onClick={() => setOpen(!isOpen)}
      >
        {common.due.explain}
      </Button>
      <div id={days}>{isOpen && <Days deadline={deadline} />}</div>
    </>
  );
}

function Days({ deadline: { id, due } }: { deadline: Deadline }) {
  const { words: common, language } = useSpeech();
  const explanation = useQuery({
    queryKey: ['receipt', 'days', id, due],
    queryFn: ({ signal }) =>
      ask(receiptApi.GET('/api/receipt/deadlines/{deadline}/explain', { params: { path: { deadline: id } }, signal })),
    gcTime: 0,
  });
  if (explanation.data === undefined) return <NotYet query={explanation} />;
  const { why } = common.due;
  return (
    <ol className="days-left">
      {explanation.data.days.map(({ date, why: reason, n, makeUp }) => (
        <li key={date} className={`day-${reason}`}>
          {longDate(date, language)}
          <span>
            {reason === 'counted' ? why.counted(n ?? 0) : why[reason]}
            {makeUp === true && common.due.makeUp}
          </span>
        </li>
      ))}
    </ol>
  );
}
