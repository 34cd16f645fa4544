/** Drawing again and comparing, here and by anyone with the record. */
import { useMutation } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { api, ask } from '../api/client.ts';
import { useSpeech, useWords } from '../language/language.ts';
import { readable } from '../parts/data-list.tsx';
import { ProblemAlert } from '../parts/problem.tsx';
import { saveBlob } from '../parts/save-blob.ts';
import type { Verification } from './queries.ts';
import { words } from './words.ts';

export function Verify({ id, number }: { id: string; number: string }) {
  const my = useWords(words);
  const params = { path: { caseId: id } };
  const verify = useMutation({
    mutationFn: () => ask(api.POST('/api/draws/{caseId}/verification', { params })),
  });
  const save = useMutation({
    mutationFn: async () => {
      const record = await ask(api.GET('/api/draws/{caseId}/record', { params, parseAs: 'blob' }));
      saveBlob(record, `${number}.json`);
    },
  });
  const error = verify.error ?? save.error;
  return (
    <>
      <p>{my.verifyAbout}</p>
      <p className="actions">
        <Button loading={verify.isPending} onClick={() => verify.mutate()}>
          {my.again}
        </Button>
        <Button loading={save.isPending} onClick={() => save.mutate()}>
          {my.record}
        </Button>
      </p>
      {error !== null && <ProblemAlert error={error} />}
      {verify.data?.same === true && <Alert type="success" showIcon role="status" title={my.same} />}
      {verify.data?.same === false && <Differences differences={verify.data.differences} />}
      <p className="muted small">{my.how}</p>
    </>
  );
}

function Differences({ differences }: { differences: Verification['differences'] }) {
  const my = useWords(words);
  const speech = useSpeech();
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={my.differs}
      description={
        <ul>
          {differences.map(({ label, entry, published, drawn }) => (
            <li key={label.zh}>
              {my.difference(speech.say(label), entry)}：{my.recorded} {readable(published, speech)}；{my.drawn}{' '}
              {readable(drawn, speech)}
            </li>
          ))}
        </ul>
      }
    />
  );
}
