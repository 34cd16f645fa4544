/** Each clock as it stood: running or suspended, due, and how it has counted so far. */
import { Collapse } from 'antd';
import { longDate } from '../dates.ts';
import { useSpeech, useWords } from '../language/language.ts';
import { Citations } from '../parts/citations.tsx';
import { Due } from '../parts/due.tsx';
import type { Clock } from './queries.ts';
import { words as texts } from './words.ts';

export function Clocks({ deadlines }: { deadlines: readonly Clock[] }) {
  const { clocks: own } = useWords(texts);
  if (deadlines.length === 0) return <p className="muted">{own.none}</p>;
  return (
    <ul className="deadlines">
      {deadlines.map((deadline, i) => (
        <li key={deadline.id} className={i > 0 ? 'another' : undefined}>
          <OneClock clock={deadline} />
        </li>
      ))}
    </ul>
  );
}

function OneClock({ clock }: { clock: Clock }) {
  const { words, say, language } = useSpeech();
  const { clocks: own } = useWords(texts);
  const { state, basis, due, days, from, extensions, counted, until, suspensions, stretches, citations } = clock;
  const isOver = state === 'met' || state === 'cancelled';
  const length = [
    words.due.length[basis](days),
    ...(basis === 'fixed' ? [] : [words.due.from(longDate(from, language))]),
    ...(extensions > 0 ? [words.due.extended(extensions)] : []),
    ...(basis === 'fixed' ? [] : [own.counted(counted, days, longDate(until, language))]),
    ...suspensions.map((one) =>
      own.suspended(longDate(one.from, language), one.to === null ? null : longDate(one.to, language)),
    ),
  ];
  return (
    <>
      <div className="deadline">
        <strong>{say(clock.label)}</strong>
        <span className={`tag tag-${state}`}>{words.due.states[state]}</span>
        {clock.isChanged && <span className="tag tag-notice">{own.changed}</span>}
        {isOver ? (
          due !== null && <span className="muted">{words.due.due(longDate(due, language))}</span>
        ) : (
          <Due {...clock} overdue={state === 'overdue'} />
        )}
      </div>
      <p className="muted small">{length.join('；')}</p>
      <Citations citations={citations} />
      {stretches.length > 1 && (
        <Collapse
          ghost
          size="small"
          items={[{ key: 'how', label: `${own.how}：${say(clock.label)}`, children: <Stretches clock={clock} /> }]}
        />
      )}
    </>
  );
}

function Stretches({ clock: { stretches } }: { clock: Clock }) {
  const { language } = useSpeech();
  const { clocks: own } = useWords(texts);
  return (
    <ol className="small">
      {stretches.map(({ from, to, why, first, last }) => (
        <li key={from} className={`day-${why}`}>
          {own.stretch(longDate(from, language), longDate(to, language))}：
          {why === 'counted' ? own.numbers(first ?? 0, last ?? 0) : own.why[why]}
        </li>
      ))}
    </ol>
  );
}
