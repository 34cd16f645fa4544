/** Cases with their unit, the steps that they are at and what is due first. */
import type { CaseAtWork } from '../api/queries.ts';
import { longDate, longInstant } from '../dates.ts';
import { useSpeech } from '../language/language.ts';
import { Heads } from '../parts/heads.tsx';
import { Link } from '../router.tsx';

export function CasesAtWork({
  items,
  caption,
  empty,
  to,
}: {
  items: readonly CaseAtWork[];
  caption: string;
  empty: string;
  to: (id: string) => string;
}) {
  const { words } = useSpeech();
  if (items.length === 0) return <p className="empty">{empty}</p>;
  const { cases, campaigns } = words;
  return (
    <table className="list cards">
      <caption className="unseen">{caption}</caption>
      <Heads titles={[cases.number, campaigns.subject, campaigns.unit, cases.started, campaigns.at, campaigns.due]} />
      <tbody>
        {items.map((one) => (
          <Row key={one.id} one={one} to={to} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ one, to }: { one: CaseAtWork; to: (id: string) => string }) {
  const { words, say, language } = useSpeech();
  const { cases, campaigns } = words;
  return (
    <tr className={one.overdue ? 'row-overdue' : undefined}>
      <td data-title={cases.number}>
        <Link to={to(one.id)} className="strong">
          {one.number}
        </Link>
      </td>
      <td data-title={campaigns.subject}>
        {say(one.procedure.label)}
        {one.subject !== '' && <small className="muted">{one.subject}</small>}
      </td>
      <td data-title={campaigns.unit}>{say(one.unitLabel)}</td>
      <td data-title={cases.started}>{longInstant(one.startedAt, language)}</td>
      <td data-title={campaigns.at}>
        <At one={one} />
      </td>
      <td data-title={campaigns.due}>
        {one.due !== null && (
          <span className={one.overdue ? 'due due-overdue' : 'due'}>
            <span>{longDate(one.due, language)}</span>
            {one.overdue && <span className="due-left">{words.due.overdue}</span>}
          </span>
        )}
      </td>
    </tr>
  );
}

function At({ one }: { one: CaseAtWork }) {
  const { words, say, language } = useSpeech();
  if (one.outcome !== null) return words.case.ended(say(one.outcome.label));
  if (one.steps.length === 0) return <span className="muted">{words.campaigns.waiting}</span>;
  return one.steps.map(({ label }) => say(label)).join(language === 'zh' ? '、' : ', ');
}
