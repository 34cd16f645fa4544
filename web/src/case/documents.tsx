/** Documents that a case issued, with their letters to be saved. */
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { api, ask } from '../api/client.ts';
import type { CaseDetail } from '../api/queries.ts';
import { longDate, longInstant } from '../dates.ts';
import { useSpeech } from '../language/language.ts';
import { ProblemAlert } from '../parts/problem.tsx';

type Document = CaseDetail['documents'][number];
const FORMATS = ['pdf', 'docx'] as const;

export function Documents({ found: { id, documents } }: { found: CaseDetail }) {
  const { words } = useSpeech();
  if (documents.length === 0) return <p className="muted">{words.none}</p>;
  return (
    <ul className="plain">
      {documents.map((document) => (
        <Issued key={document.seq} caseId={id} document={document} />
      ))}
    </ul>
  );
}

function Issued({ caseId, document }: { caseId: string; document: Document }) {
  const { words, say, language } = useSpeech();
  const save = useMutation({ mutationFn: (format: (typeof FORMATS)[number]) => saveLetter(caseId, document, format) });
  return (
    <li>
      <strong>{say(document.label)}</strong>
      <small className="muted">
        {document.number} {longInstant(document.issuedAt, language)}
        {document.service !== null &&
          ` · ${say(document.service.method.label)} ${longDate(document.service.servedOn, language)}`}
      </small>
      {document.letters !== null &&
        FORMATS.map((format) => (
          <Button
            key={format}
            type="link"
            size="small"
            aria-label={words.case.letter(say(document.label), format === 'pdf' ? 'PDF' : 'Word')}
            loading={save.isPending && save.variables === format}
            onClick={() => save.mutate(format)}
          >
            {format === 'pdf' ? 'PDF' : 'Word'}
          </Button>
        ))}
      {save.error !== null && <ProblemAlert error={save.error} />}
    </li>
  );
}

/** A link can't carry the person's token: the letter is fetched, then saved. */
async function saveLetter(caseId: string, { seq, number }: Document, format: (typeof FORMATS)[number]): Promise<void> {
  const letter = await ask(
    api.GET('/api/documents/{caseId}/{seq}', {
      params: { path: { caseId, seq }, query: { format } },
      parseAs: 'blob',
    }),
  );
  const url = URL.createObjectURL(letter);
  const link = document.createElement('a');
  link.href = url;
  link.download = `${number ?? seq}.${format}`;
  link.click();
  URL.revokeObjectURL(url);
}
