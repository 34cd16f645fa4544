/** Cases that have what was looked for, with the place that has it. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { type FoundCase, searchQuery } from '../api/queries.ts';
import { longInstant } from '../dates.ts';
import { useSpeech, useWords } from '../language/language.ts';
import { Heads } from '../parts/heads.tsx';
import { More } from '../parts/more.tsx';
import { Page } from '../parts/page.tsx';
import { NotYet } from '../parts/problem.tsx';
import { Link, paths } from '../router.tsx';
import { words as own } from './words.ts';

export default function SearchPage({ q }: { q: string }) {
  const { title, asked, again, none } = useWords(own);
  const found = useInfiniteQuery(searchQuery(q.trim()));
  const items = found.data?.pages.flatMap((page) => page.items);
  return (
    <Page title={q.trim() === '' ? title : asked(q)}>
      {q.trim() === '' && <p className="empty">{again}</p>}
      {q.trim() !== '' && items === undefined && <NotYet query={found} />}
      {items?.length === 0 && <p className="empty">{none}</p>}
      {items !== undefined && items.length > 0 && <Found items={items} />}
      <More query={found} />
    </Page>
  );
}

function Found({ items }: { items: readonly FoundCase[] }) {
  const { words, say, language } = useSpeech();
  const { found } = useWords(own);
  const { number, subject, procedure, started, status } = words.cases;
  return (
    <table className="list cards">
      <caption className="unseen">{found}</caption>
      <Heads titles={[number, subject, procedure, started, status]} />
      <tbody>
        {items.map(({ case: one, matches }) => (
          <tr key={one.id}>
            <td data-title={number}>
              <Link to={paths.case(one.id)} className="strong">
                {one.number}
              </Link>
            </td>
            <td data-title={subject}>
              {one.subject}
              {matches.map(({ place, text, from, to }) => (
                <small key={`${place.zh}${text}`} className="muted">
                  {say(place)}：{text.slice(0, from)}
                  <mark>{text.slice(from, to)}</mark>
                  {text.slice(to)}
                </small>
              ))}
            </td>
            <td data-title={procedure}>{say(one.procedure.label)}</td>
            <td data-title={started}>{longInstant(one.startedAt, language)}</td>
            <td data-title={status}>
              {one.outcome === null ? words.cases[one.status] : words.case.ended(say(one.outcome.label))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
