/** What was written to a row of a register: by what, when, which values. */
import type { RegisterFields, RegisterWrite } from '../api/queries.ts';
import { longInstant } from '../dates.ts';
import { type Speech, useSpeech, useWords } from '../language/language.ts';
import { readable } from '../parts/data-list.tsx';
import { FileLink, isStoredFile } from '../parts/file-link.tsx';
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

type Written = Pick<RegisterWrite, 'values' | 'adds' | 'texts'>;

interface ValuesProps extends Pick<WriteProps, 'fields'> {
  write: Written;
  /** Where the files of these values are read; absent: they are told by name alone. */
  files?: string;
}

export function Values({ write, fields, files }: ValuesProps) {
  const speech = useSpeech();
  const my = useWords(ours);
  return (
    <dl className="data">
      {shownOf(write, fields, { speech, cleared: my.cleared, files }).map(({ title, text }) => (
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
  { values, adds, texts }: Written,
  fields: RegisterFields,
  { speech, cleared, files }: { speech: Speech; cleared: string; files: string | undefined },
) {
  const { say, words } = speech;
  const labels = new Map(fields.map(({ name, label }) => [name, say(label)]));
  const order = [...labels.keys()];
  const named = (entries: Record<string, unknown>) =>
    Object.keys(entries).sort((a, b) => order.indexOf(a) - order.indexOf(b));
  const shown = (name: string) => {
    const value = values[name];
    if (files !== undefined && isStoredFile(value)) return <FileLink file={value} path={files} />;
    const text = texts[name];
    if (text !== null && text !== undefined) return say(text);
    return value === null ? cleared : readable(value, speech);
  };
  return [
    ...named(values).map((name) => ({ title: labels.get(name) ?? name, text: shown(name) })),
    ...named(adds).map((name) => ({
      title: words.registers.added(labels.get(name) ?? name),
      text: readable(adds[name], speech),
    })),
  ];
}
