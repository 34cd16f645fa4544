/** Documents that a case issued, with their letters to be saved and their service to be told. */
import { useMutation } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { api, ask } from '../api/client.ts';
import type { CaseDetail } from '../api/queries.ts';
import { longDate, longInstant } from '../dates.ts';
import { useSpeech, useWords } from '../language/language.ts';
import { ProblemAlert } from '../parts/problem.tsx';
import { saveBlob } from '../parts/save-blob.ts';
import ServiceForm from './service.tsx';
import { words as ours } from './words.ts';

type Document = CaseDetail['documents'][number];
const FORMATS = ['pdf', 'docx'] as const;

export function Documents({ found }: { found: CaseDetail }) {
  const { words } = useSpeech();
  const { id, documents, may } = found;
  if (documents.length === 0) return <p className="muted">{words.none}</p>;
  return (
    <ul className="plain">
      {documents.map((document) => (
        <Issued
          key={document.seq}
          caseId={id}
          document={document}
          mayServe={may.includes('document.serve') && document.service === null}
        />
      ))}
    </ul>
  );
}

function Issued({ caseId, document, mayServe }: { caseId: string; document: Document; mayServe: boolean }) {
  const { words, say, language } = useSpeech();
  const said = useWords(ours);
  const [serving, setServing] = useState(false);
  const [served, setServed] = useState(false);
  const save = useMutation({ mutationFn: (format: (typeof FORMATS)[number]) => saveLetter(caseId, document, format) });
  const name = say(document.label);
  return (
    <li>
      <strong>{name}</strong>
      <small className="muted">
        {document.number} {longInstant(document.issuedAt, language)}
      </small>
      <Service document={document} />
      {served && <Alert type="success" showIcon role="status" title={said.served(name)} />}
      {document.letters !== null &&
        FORMATS.map((format) => (
          <Button
            key={format}
            type="link"
            size="small"
            aria-label={words.case.letter(name, format === 'pdf' ? 'PDF' : 'Word')}
            loading={save.isPending && save.variables === format}
            onClick={() => save.mutate(format)}
          >
            {format === 'pdf' ? 'PDF' : 'Word'}
          </Button>
        ))}
      {mayServe && (
        <Button
          size="small"
          aria-expanded={serving}
          aria-label={said.serveOf(name)}
          onClick={() => setServing(!serving)}
        >
          {said.serve}
        </Button>
      )}
      {mayServe && serving && (
        <ServiceForm
          caseId={caseId}
          document={document}
          done={() => {
            setServing(false);
            setServed(true);
          }}
        />
      )}
      {save.error !== null && <ProblemAlert error={save.error} />}
    </li>
  );
}

function Service({ document: { service } }: { document: Document }) {
  const { say, language } = useSpeech();
  const said = useWords(ours);
  return (
    <small className="muted">
      {service === null
        ? said.notServed
        : [
            `${say(service.method.label)} ${longDate(service.servedOn, language)}`,
            ...(service.receivedBy === null ? [] : [said.receivedWas(service.receivedBy)]),
            ...(service.note === null ? [] : [service.note]),
          ].join(' · ')}
    </small>
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
  saveBlob(letter, `${number ?? seq}.${format}`);
}
