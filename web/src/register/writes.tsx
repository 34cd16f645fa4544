/** What was written to a row of a register: by what, when, which values. */
import type { RegisterFields, RegisterWrite } from '../api/queries.ts';
import { longInstant } from '../dates.ts';
import { type Speech, useSpeech, useWords } from '../language/language.ts';
import { readable } from '../parts/data-list.tsx';
import { Link, paths } from '../router.tsx';
import { words as ours } from './words.ts';

interface WriteProps {
  write: RegisterWrite;
  fields: RegisterFields;
}

export function Write({ write, fields }: WriteProps) {
  const { language } = useSpeech();
  return (
    <>
      <p>
        <strong>{longInstant(write.at, language)}</strong> <Origin write={write} />
      </p>
      <Values write={write} fields={fields} />
    </>
  );
}

function Origin({ write: { origin } }: Pick<WriteProps, 'write'>) {
  const { words, say } = useSpeech();
  const my = useWords(ours);
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
    case 'edit':
      return (
        <>
          {my.byHand(origin.by.name, say(origin.as.label), origin.standsInFor?.name)}
          <br />
          {my.because(origin.reason)}
        </>
      );
    case 'schedule':
      return <>{words.registers.bySchedule}</>;
  }
}

export function Values({
  write,
  fields,
}: { write: Pick<RegisterWrite, 'values' | 'adds' | 'texts'> } & Pick<WriteProps, 'fields'>) {
  const speech = useSpeech();
  const my = useWords(ours);
  return (
    <dl className="data">
      {shownOf(write, fields, speech, my.cleared).map(({ title, text }) => (
        <div key={title}>
          <dt>{title}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

/** In the order of the document; a field that it has no more is under its name. */
function shownOf(
  { values, adds, texts }: Pick<RegisterWrite, 'values' | 'adds' | 'texts'>,
  fields: RegisterFields,
  speech: Speech,
  cleared: string,
) {
  const { say, words } = speech;
  const labels = new Map(fields.map(({ name, label }) => [name, say(label)]));
  const order = [...labels.keys()];
  const named = (entries: Record<string, unknown>) =>
    Object.keys(entries).sort((a, b) => order.indexOf(a) - order.indexOf(b));
  const textOf = (name: string) => {
    const text = texts[name];
    if (text !== null && text !== undefined) return say(text);
    return values[name] === null ? cleared : readable(values[name], speech);
  };
  return [
    ...named(values).map((name) => ({ title: labels.get(name) ?? name, text: textOf(name) })),
    ...named(adds).map((name) => ({
      title: words.registers.added(labels.get(name) ?? name),
      text: readable(adds[name], speech),
    })),
  ];
}
