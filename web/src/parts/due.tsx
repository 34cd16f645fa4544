/** When something is due: date with weekday, days left in the deadline's own basis, urgency as icon, word and colour. */
import { ClockCircleFilled, HourglassFilled, StopFilled, WarningFilled } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { lastYearQuery } from '../api/queries.ts';
import { longDate } from '../dates.ts';
import { useSpeech } from '../language/language.ts';

const SOON = 3;

export interface DueProps {
  due: string | null;
  earliest: string | null;
  /** Null: to be looked up. */
  unknownYear?: number | null;
  basis: string | null;
  daysLeft: number | null;
  overdue: boolean;
}

type Urgency = 'overdue' | 'today' | 'soon' | 'later';
const ICONS = { overdue: <StopFilled />, today: <ClockCircleFilled />, soon: <WarningFilled />, later: null };

function urgencyOf({ overdue, daysLeft }: Pick<DueProps, 'overdue' | 'daysLeft'>): Urgency {
  if (overdue) return 'overdue';
  if (daysLeft === null || daysLeft > SOON) return 'later';
  return daysLeft <= 0 ? 'today' : 'soon';
}

export function Due(props: DueProps) {
  const { language, words } = useSpeech();
  if (props.due === null) {
    return props.earliest === null ? (
      <span className="muted">{words.worklist.noDue}</span>
    ) : (
      <Waiting year={props.unknownYear ?? null} earliest={props.earliest} />
    );
  }
  const urgency = urgencyOf(props);
  return (
    <span className={`due due-${urgency}`}>
      <span className="due-date">{longDate(props.due, language)}</span>
      <DaysLeft urgency={urgency} {...props} />
    </span>
  );
}

function DaysLeft({ urgency, daysLeft, basis }: DueProps & { urgency: Urgency }) {
  const { words } = useSpeech();
  const unit = basis === 'working' ? 'working' : 'calendar';
  const text = (() => {
    if (urgency === 'overdue') {
      return daysLeft === null || daysLeft === 0 ? words.due.overdue : words.due.late[unit](Math.abs(daysLeft));
    }
    if (daysLeft === null) return '';
    return daysLeft === 0 ? words.due.today : words.due.left[unit](daysLeft);
  })();
  if (text === '') return null;
  return (
    <span className="due-left">
      <span aria-hidden="true">{ICONS[urgency]}</span> {text}
    </span>
  );
}

/** The holidays of that year are not published: nobody can know the date. */
function Waiting({ year, earliest }: { year: number | null; earliest: string }) {
  const { language, words } = useSpeech();
  const { data: lastYear } = useQuery({ ...lastYearQuery, enabled: year === null });
  const unknown = year ?? (lastYear === undefined ? Number(earliest.slice(0, 4)) : lastYear + 1);
  return (
    <span className="due due-waiting">
      <span className="due-left">
        <span aria-hidden="true">
          <HourglassFilled />
        </span>{' '}
        {words.due.waiting(unknown)}
      </span>
      <span className="due-date">{words.due.earliest(longDate(earliest, language))}</span>
    </span>
  );
}
