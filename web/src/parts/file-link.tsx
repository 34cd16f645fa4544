/** A stored file by its name, with its size: a button that saves it. */
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { ask, fetchAsPerson } from '../api/client.ts';
import { useWords } from '../language/language.ts';
import { ProblemAlert } from './problem.tsx';
import { saveBlob } from './save-blob.ts';

const WORDS = { zh: { save: (name: string) => `下载“${name}”` }, en: { save: (name: string) => `Download “${name}”` } };

export interface StoredFile {
  hash: string;
  name: string;
  size: number;
}

export function isStoredFile(value: unknown): value is StoredFile {
  return typeof value === 'object' && value !== null && 'hash' in value && 'name' in value && 'size' in value;
}

interface FileLinkProps {
  file: StoredFile;
  /** The case that holds it, for those who did not hand it in themselves. */
  caseId?: string;
  /** Where it is read else than among the files: the row of a register that holds it. */
  path?: string;
}

export function FileLink({ file, caseId, path = '/api/files' }: FileLinkProps) {
  const words = useWords(WORDS);
  const save = useMutation({
    mutationFn: async () => saveBlob(await fetchFile(`${path}/${file.hash}`, caseId), file.name),
  });
  return (
    <>
      <Button
        type="link"
        size="small"
        loading={save.isPending}
        aria-label={words.save(file.name)}
        onClick={() => save.mutate()}
      >
        {file.name}
      </Button>
      <small className="muted">{sizeWords(file.size)}</small>
      {save.error !== null && <ProblemAlert error={save.error} retry={() => save.mutate()} />}
    </>
  );
}

async function fetchFile(address: string, caseId: string | undefined): Promise<Blob> {
  const url = new URL(address, location.origin);
  if (caseId !== undefined) url.searchParams.set('case', caseId);
  const answer = fetchAsPerson(new Request(url)).then(async (response) =>
    response.ok ? { data: await response.blob(), response } : { response },
  );
  return ask<Blob>(answer);
}

function sizeWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
