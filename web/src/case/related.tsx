/** Cases around this one, as far as the person may see them. */
import { useQuery } from '@tanstack/react-query';
import { longInstant } from '../dates.ts';
import { useSpeech, useWords } from '../language/language.ts';
import { NotYet } from '../parts/problem.tsx';
import { Link, paths } from '../router.tsx';
import { relatedQuery } from './queries.ts';
import { words } from './words.ts';

export function Related({ caseId }: { caseId: string }) {
  const { words: common, say, language } = useSpeech();
  const said = useWords(words);
  const found = useQuery(relatedQuery(caseId));
  if (found.data === undefined) return <NotYet query={found} />;
  if (found.data.items.length === 0) return <p className="muted">{common.none}</p>;
  return (
    <ul className="plain">
      {found.data.items.map(({ relationship, case: other }) => (
        <li key={`${relationship} ${other.id}`}>
          <span className="tag">{said.relationships[relationship]}</span>
          <Link to={paths.case(other.id)} className="strong">
            {other.number}
          </Link>
          <small className="muted">
            {say(other.procedure.label)}
            {other.subject !== '' && ` · ${other.subject}`} · {longInstant(other.startedAt, language)} ·{' '}
            {other.outcome === null ? common.cases[other.status] : common.case.ended(say(other.outcome.label))}
          </small>
        </li>
      ))}
    </ul>
  );
}
