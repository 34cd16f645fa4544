/** A file of a form: handed in as soon as it is chosen, with its progress; saved, replaced and removed by name. */
import type { WidgetProps } from '@rjsf/utils';
import { useMutation } from '@tanstack/react-query';
import { Button, Progress, Space, Upload } from 'antd';
import { useContext, useState } from 'react';
import { useWords } from '../language/language.ts';
import { FileLink, type StoredFile } from '../parts/file-link.tsx';
import { ProblemAlert } from '../parts/problem.tsx';
import { session } from '../person/session.ts';
import { HandIn } from './hand-in.ts';
import { words as ours } from './words.ts';

const LARGEST = 20 * 1024 * 1024;

export function FileWidget({ id, value, onChange, disabled, registry }: WidgetProps) {
  const words = useWords(ours).file;
  const handIn = useContext(HandIn);
  const [share, setShare] = useState(0);
  const [tooLarge, setTooLarge] = useState<string>();
  const send = useMutation({
    mutationFn: (file: File) => handIn(file, setShare),
    onSuccess: ({ hash, size }, { name }) => onChange({ hash, name, size }),
  });
  const take = (file: File) => {
    const isTooLarge = file.size > LARGEST;
    setTooLarge(isTooLarge ? file.name : undefined);
    setShare(0);
    if (!isTooLarge) send.mutate(file);
    return false;
  };
  // Whoever holds a receipt alone can hand files in, not fetch them.
  const signedIn = session.use() !== null;
  const stored = value as StoredFile | undefined;
  const { caseId } = registry.formContext as { caseId?: string };
  const sending = send.isPending ? send.variables.name : undefined;
  return (
    <div className="file-field">
      {stored?.hash !== undefined && sending === undefined && (
        <Space wrap>
          {signedIn ? (
            <FileLink file={stored} {...(caseId === undefined ? {} : { caseId })} />
          ) : (
            <span>{stored.name}</span>
          )}
          <Button
            size="small"
            type="link"
            disabled={disabled === true}
            aria-label={`${words.remove}：${stored.name}`}
            onClick={() => onChange(undefined)}
          >
            {words.remove}
          </Button>
        </Space>
      )}
      <div>
        <Upload
          id={id}
          beforeUpload={take}
          showUploadList={false}
          maxCount={1}
          hasControlInside
          disabled={disabled === true || sending !== undefined}
        >
          <Button size="small" disabled={disabled === true} loading={sending !== undefined}>
            {stored === undefined ? words.choose : words.replace}
          </Button>
        </Upload>{' '}
        <small className="muted">{words.limit}</small>
      </div>
      <div role="status">
        {sending !== undefined && (
          <>
            <small>{words.sending(sending, Math.round(share * 100))}</small>
            <Progress percent={Math.round(share * 100)} size="small" aria-label={sending} />
          </>
        )}
        {tooLarge !== undefined && <small className="warning">{words.tooLarge(tooLarge)}</small>}
      </div>
      {send.error !== null && sending === undefined && (
        <>
          <p>{words.failed(send.variables?.name ?? '')}</p>
          <ProblemAlert error={send.error} retry={() => send.variables !== undefined && take(send.variables)} />
        </>
      )}
    </div>
  );
}
