/** Articles of a document, each with what carries it out. */
import { useQuery } from '@tanstack/react-query';
import { useSpeech, useWords } from '../language/language.ts';
import { Citations } from '../parts/citations.tsx';
import { Page, Section } from '../parts/page.tsx';
import { NotYet } from '../parts/problem.tsx';
import { Link, paths } from '../router.tsx';
import { keysOf } from './parts.tsx';
import { articlesQuery, type CarriedOut } from './queries.ts';
import { words as roomWords } from './words.ts';
import './procedure.css';

export default function Articles({ slug }: { slug: string }) {
  const words = useWords(roomWords);
  const { say } = useSpeech();
  const found = useQuery(articlesQuery(slug));
  const back = <Link to={paths.procedures()}>{words.title}</Link>;
  if (found.data === undefined) {
    return (
      <Page title={words.articlesOf} above={back}>
        <NotYet query={found} />
      </Page>
    );
  }
  const { title, number, documents } = found.data;
  return (
    <Page title={`${words.articlesOf}：${say(title)}`} above={back}>
      <p className="muted">
        {number} {words.articlesWhy}
      </p>
      {documents.map(({ document, articles }) => (
        <Section key={document} title={document}>
          <table className="list small">
            <caption className="unseen">{document}</caption>
            <thead>
              <tr>
                <th scope="col">{words.article}</th>
                <th scope="col">{words.carriedOut}</th>
              </tr>
            </thead>
            <tbody>
              {articles.map(({ article, carriedOutBy }) => (
                <tr key={article}>
                  <td>{article === '' ? words.whole : <Citations citations={[{ document, article }]} />}</td>
                  <td>
                    <ul className="plain">
                      {carriedOutBy.map(({ definition, kind, what, label }, i) => (
                        <li key={keysOf(carriedOutBy.map(keyOf))[i]}>
                          <Link
                            to={kind === 'procedure' ? paths.procedure(definition.id) : paths.decision(definition.id)}
                          >
                            {say(definition.label)}
                          </Link>{' '}
                          <span className="muted">
                            {say(what)}
                            {label.zh !== definition.label.zh && `：${say(label)}`}
                          </span>
                        </li>
                      ))}
                    </ul>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Section>
      ))}
    </Page>
  );
}

const keyOf = ({ definition, what, label }: CarriedOut) => `${definition.id} ${what.zh} ${label.zh}`;
