/**
 * A month or a week with what ends on each day, and which days are holidays or worked though they are weekends. A plain
 * table of links: the kit's calendar has no week, and its days can't be reached by keyboard.
 */
import { longDate } from '../dates.ts';
import { useSpeech, useWords } from '../language/language.ts';
import { Heads } from '../parts/heads.tsx';
import { Wide } from '../parts/wide.tsx';
import { Link } from '../router.tsx';
import { addressOf, type Shown } from './address.ts';
import type { Day } from './queries.ts';
import { words as own } from './words.ts';

export function DueCalendar({
  days,
  today,
  shown,
  title,
}: {
  days: readonly Day[];
  today: string;
  shown: Shown;
  title: string;
}) {
  const words = useWords(own);
  const weeks = Array.from({ length: days.length / 7 }, (_, i) => days.slice(7 * i, 7 * i + 7));
  return (
    <Wide label={words.calendar(title)}>
      <table className="due-calendar">
        <caption className="unseen">{words.calendar(title)}</caption>
        <Heads titles={words.weekdays} />
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]?.day}>
              {week.map((day) => (
                <Cell key={day.day} day={day} today={today} shown={shown} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

function Cell({ day, today, shown }: { day: Day; today: string; shown: Shown }) {
  const words = useWords(own);
  const isOfMonth = shown.view === 'week' || day.day.startsWith((shown.at || today).slice(0, 7));
  const off = day.kind === 'weekend' || day.kind === 'holiday';
  const classes = [off ? 'off' : '', isOfMonth ? '' : 'other', day.day === today ? 'today' : ''].join(' ').trim();
  return (
    <td className={classes} aria-current={day.day === today ? 'date' : undefined}>
      <span className="due-day" aria-hidden="true">
        {Number(day.day.slice(8))}
        {day.kind === null ? (
          <small title={words.notPublished}>?</small>
        ) : (
          words.kinds[day.kind] !== '' && <small className={`day-${day.kind}`}>{words.kinds[day.kind]}</small>
        )}
      </span>
      <DayLink day={day} shown={shown} />
    </td>
  );
}

function DayLink({ day, shown }: { day: Day; shown: Shown }) {
  const words = useWords(own);
  const { language } = useSpeech();
  const kind = day.kind === null ? `，${words.notPublished}` : words.kindsSaid[day.kind];
  const spoken = `${longDate(day.day, language)}${kind}`;
  if (day.due === 0) return <span className="unseen">{`${spoken}：${words.nothing}`}</span>;
  return (
    <Link
      to={addressOf({ ...shown, day: shown.day === day.day ? '' : day.day })}
      current={shown.day === day.day}
      className="due-count"
    >
      <span className="unseen">{`${spoken}：`}</span>
      {words.due(day.due)}
      {day.overdue > 0 && <span className="late">{words.late(day.overdue)}</span>}
      {day.near > 0 && <span className="near">{words.atRisk(day.near)}</span>}
    </Link>
  );
}
