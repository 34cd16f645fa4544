/** How a row of a register came about: each write, latest first, and what wrote it. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { type RegisterFields, type RegisterWrite, registerQuery, rowHistoryQuery } from '../api/queries.ts';
import { longInstant } from '../dates.ts';
import { type Speech, useSpeech } from '../language/language.ts';
import { readable } from '../parts/data-list.tsx';
import { More } from '../parts/more.tsx';
import { Page, Section } from '../parts/page.tsx';
import { NotYet } from '../parts/problem.tsx';
import { Link, paths } from '../router.tsx';

export default function RowHistory({ slug, id, row }: { slug: string; id: string; row: string }) {
  const { words, language } = useSpeech();
  const register = useInfiniteQuery(registerQuery(slug, id, ''));
  const history = useInfiniteQuery(rowHistoryQuery(slug, id, row));
  const fields = register.data?.pages[0]?.fields ?? [];
  const writes = history.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Page title={words.registers.row(row)} above={<Link to={paths.register(slug, id)}>{words.registers.back}</Link>}>
      <Section title={words.registers.history}>
        {history.data === undefined && <NotYet query={history} />}
        <ol className="writes">
          {writes.map((write, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: writes are only added at the end
            <li key={i}>
              <p>
                <strong>{longInstant(write.at, language)}</strong> <Origin write={write} />
              </p>
              <Values write={write} fields={fields} />
            </li>
          ))}
        </ol>
        <More query={history} />
      </Section>
    </Page>
  );
}

function Origin({ write: { origin } }: { write: RegisterWrite }) {
  const { words } = useSpeech();
  switch (origin.kind) {
    case 'case':
      return <Link to={paths.case(origin.caseId)}>{words.registers.byCase(origin.caseNumber)}</Link>;
    case 'import':
      return (
        <>
          {words.registers.byImport(origin.by.name, origin.line)}
          <small className="muted hash">{words.registers.file(origin.file)}</small>
        </>
      );
    case 'schedule':
      return <>{words.registers.bySchedule}</>;
  }
}

function Values({ write, fields }: { write: RegisterWrite; fields: RegisterFields }) {
  const speech = useSpeech();
  return (
    <dl className="data">
      {shownOf(write, fields, speech).map(({ title, text }) => (
        <div key={title}>
          <dt>{title}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

/** In the order of the document; a field that it has no more is under its name. */
function shownOf({ values, adds, texts }: RegisterWrite, fields: RegisterFields, speech: Speech) {
  const { say, words } = speech;
  const labels = new Map(fields.map(({ name, label }) => [name, say(label)]));
  const order = [...labels.keys()];
  const named = (entries: Record<string, unknown>) =>
    Object.keys(entries).sort((a, b) => order.indexOf(a) - order.indexOf(b));
  return [
    ...named(values).map((name) => {
      const text = texts[name];
      return {
        title: labels.get(name) ?? name,
        text: text === null || text === undefined ? readable(values[name], speech) : say(text),
      };
    }),
    ...named(adds).map((name) => ({
      title: words.registers.added(labels.get(name) ?? name),
      text: readable(adds[name], speech),
    })),
  ];
}
