/** What the case wrote into registers. */
import { useQuery } from '@tanstack/react-query';
import { longInstant } from '../dates.ts';
import { useSpeech, useWords } from '../language/language.ts';
import { DataList } from '../parts/data-list.tsx';
import { NotYet } from '../parts/problem.tsx';
import { Link, paths } from '../router.tsx';
import { entriesQuery } from './queries.ts';
import { words } from './words.ts';

export function RegisterEntries({ caseId }: { caseId: string }) {
  const { words: common, say, language } = useSpeech();
  const said = useWords(words);
  const found = useQuery(entriesQuery(caseId));
  if (found.data === undefined) return <NotYet query={found} />;
  if (found.data.items.length === 0) return <p className="muted">{common.none}</p>;
  return (
    <ul className="plain">
      {found.data.items.map(({ seq, at, slug, register, key, values }) => (
        <li key={seq}>
          <strong>{say(register.label)}</strong>{' '}
          <Link to={paths.registerRow(slug, register.id, key)}>{said.openRegister(key)}</Link>
          <small className="muted">{longInstant(at, language)}</small>
          <DataList items={values} caseId={caseId} />
        </li>
      ))}
    </ul>
  );
}
