/** Letters that the case issued, to be saved. */
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { ask } from '../api/client.ts';
import { longDate, longInstant } from '../dates.ts';
import { useSpeech, useWords } from '../language/language.ts';
import { ProblemAlert } from '../parts/problem.tsx';
import { saveBlob } from '../parts/save-blob.ts';
import type { ReceiptCase } from './my-case.tsx';
import { loseSession, receiptApi } from './session.ts';
import { words } from './words.ts';

type Document = ReceiptCase['documents'][number];
type Format = 'pdf' | 'docx';
const FORMATS: readonly [Format, string][] = [
  ['pdf', 'PDF'],
  ['docx', 'Word'],
];

export function MyLetters({ documents }: { documents: readonly Document[] }) {
  const my = useWords(words);
  if (documents.length === 0) return <p className="muted">{my.none}</p>;
  return (
    <ul className="plain">
      {documents.map((document) => (
        <Letter key={document.seq} document={document} />
      ))}
    </ul>
  );
}

function Letter({ document: { seq, label, number, issuedAt, service } }: { document: Document }) {
  const my = useWords(words);
  const { say, language } = useSpeech();
  const save = useMutation({
    mutationFn: async (format: Format) => {
      const letter = await ask(
        receiptApi.GET('/api/receipt/documents/{seq}', {
          params: { path: { seq }, query: { format } },
          parseAs: 'blob',
        }),
      );
      saveBlob(letter, `${number ?? seq}.${format}`);
    },
    onError: loseSession,
  });
  return (
    <li>
      <strong>{say(label)}</strong>
      <small className="muted">
        {number ?? my.unnumbered} {longInstant(issuedAt, language)}
      </small>
      {service !== null && (
        <small className="muted">
          {say(service.method.label)} {longDate(service.servedOn, language)}
        </small>
      )}
      {number !== null && (
        <span className="actions">
          {FORMATS.map(([format, name]) => (
            <Button
              key={format}
              aria-label={my.letter(say(label), name)}
              loading={save.isPending && save.variables === format}
              onClick={() => save.mutate(format)}
            >
              {name}
            </Button>
          ))}
        </span>
      )}
      {save.error !== null && <ProblemAlert error={save.error} />}
    </li>
  );
}
