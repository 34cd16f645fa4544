/** The registers that the person may read, by the document that they belong to. */
import { useQuery } from '@tanstack/react-query';
import { type Label, type RegisterItem, registersQuery } from '../api/queries.ts';
import { useSpeech } from '../language/language.ts';
import { Page, Section } from '../parts/page.tsx';
import { NotYet } from '../parts/problem.tsx';
import { Link, paths } from '../router.tsx';

export default function Registers() {
  const { words, say } = useSpeech();
  const found = useQuery(registersQuery);
  const documents = byDocument(found.data?.items.filter(({ readable }) => readable) ?? []);
  return (
    <Page title={words.registers.title}>
      {found.data === undefined && <NotYet query={found} />}
      {found.data !== undefined && documents.length === 0 && <p className="empty">{words.registers.empty}</p>}
      {documents.map(({ slug, document, registers }) => (
        <Section key={slug} title={say(document)}>
          <ul>
            {registers.map(({ id, label }) => (
              <li key={id}>
                <Link to={paths.register(slug, id)}>{say(label)}</Link>
              </li>
            ))}
          </ul>
        </Section>
      ))}
    </Page>
  );
}

interface Document {
  slug: string;
  document: Label;
  registers: RegisterItem[];
}

function byDocument(items: readonly RegisterItem[]): Document[] {
  const documents = new Map<string, Document>();
  for (const item of items) {
    const { slug, document } = item;
    const known = documents.get(slug) ?? { slug, document, registers: [] };
    documents.set(slug, { ...known, registers: [...known.registers, item] });
  }
  return [...documents.values()];
}
