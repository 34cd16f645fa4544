/** Deadlines one by one, with what is at risk. */
import { longDate } from '../dates.ts';
import { useSpeech, useWords } from '../language/language.ts';
import { Due } from '../parts/due.tsx';
import { Heads } from '../parts/heads.tsx';
import { Link, paths } from '../router.tsx';
import type { AgendaItem } from './queries.ts';
import { words as own } from './words.ts';

export function DueList({ items, caption }: { items: readonly AgendaItem[]; caption: string }) {
  const words = useWords(own);
  if (items.length === 0) return <p className="empty">{words.empty}</p>;
  return (
    <table className="list cards">
      <caption className="unseen">{caption}</caption>
      <Heads titles={[words.dueDate, words.deadline, words.case, words.group, words.risk]} />
      <tbody>
        {items.map((item) => (
          <Row key={`${item.caseId} ${item.deadline.id} ${item.group?.id ?? ''} ${item.unit}`} item={item} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ item }: { item: AgendaItem }) {
  const words = useWords(own);
  const { words: common, say, language } = useSpeech();
  return (
    <tr className={item.risks.includes('overdue') ? 'row-overdue' : undefined}>
      <td data-title={words.dueDate}>
        {item.state === 'suspended' ? (
          <span className="muted">{words.risks.suspended}</span>
        ) : (
          <Due {...item} overdue={item.risks.includes('overdue')} />
        )}
      </td>
      <td data-title={words.deadline}>
        {say(item.deadline.label)}
        <small className="muted">{common.due.from(longDate(item.from, language))}</small>
      </td>
      <td data-title={words.case}>
        <Link to={paths.case(item.caseId)} className="strong">
          {item.caseNumber}
        </Link>
        <small className="muted">
          {say(item.procedure.label)}
          {item.subject !== '' && ` · ${item.subject}`}
        </small>
      </td>
      <td data-title={words.group}>
        {item.group === null ? words.nobodyShort : say(item.group.label)}
        {item.unit !== '' && <small className="muted">{say(item.unitLabel)}</small>}
      </td>
      <td data-title={words.risk}>
        {item.risks.map((risk) => (
          <span
            key={risk}
            className={`tag tag-${risk === 'overdue' ? 'overdue' : 'notice'}`}
            title={words.meaning[risk]}
          >
            {words.risks[risk]}
          </span>
        ))}
      </td>
    </tr>
  );
}
