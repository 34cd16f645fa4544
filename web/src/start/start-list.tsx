/** What a person may start, by the document that it stands in. */
import { useQuery } from '@tanstack/react-query';
import { proceduresQuery } from '../api/queries.ts';
import { useSpeech } from '../language/language.ts';
import { Page, Section } from '../parts/page.tsx';
import { NotYet } from '../parts/problem.tsx';
import { Link, paths } from '../router.tsx';

export default function StartList() {
  const { words, say } = useSpeech();
  const procedures = useQuery(proceduresQuery);
  if (procedures.data === undefined) {
    return (
      <Page title={words.start.title}>
        <NotYet query={procedures} />
      </Page>
    );
  }
  const startable = procedures.data.items.filter(({ mayStartAs }) => mayStartAs.length > 0);
  const documents = [...new Set(startable.map(({ document }) => document))];
  return (
    <Page title={words.start.title}>
      {startable.length === 0 && <p className="empty">{words.start.empty}</p>}
      {documents.map((document) => (
        <Section key={document ?? ''} title={document === null ? words.start.title : words.start.document(document)}>
          <ul className="plain">
            {startable
              .filter((one) => one.document === document)
              .map(({ id, title }) => (
                <li key={id}>
                  <Link to={paths.startCase(id)}>{say(title)}</Link>
                </li>
              ))}
          </ul>
        </Section>
      ))}
    </Page>
  );
}
