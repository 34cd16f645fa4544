/** What colleagues have done with the task: sent back, asked for an opinion, out for signature, urged. */
import { Alert } from 'antd';
import type { TaskDetail } from '../api/queries.ts';
import { longInstant } from '../dates.ts';
import { useSpeech, useWords } from '../language/language.ts';
import { words as ours } from './words.ts';

export function OfficeState({ task }: { task: TaskDetail }) {
  const { say, language } = useSpeech();
  const words = useWords(ours);
  const { sentBack, delegation, urgedAt } = task;
  return (
    <>
      {sentBack !== null && (
        <Alert
          type="warning"
          showIcon
          title={words.sentBack(say(sentBack.from.label), sentBack.by?.name ?? '')}
          description={sentBack.reason}
        />
      )}
      {delegation !== null && (
        <Alert
          type="info"
          showIcon
          title={
            delegation.returned === null
              ? words.delegated(delegation.to.name)
              : words.delegationReturned(delegation.to.name)
          }
          description={delegation.returned?.opinion ?? delegation.note}
        />
      )}
      {urgedAt !== null && <Alert type="warning" showIcon title={words.urgedAt(longInstant(urgedAt, language))} />}
      <SigningState signing={task.signing} />
    </>
  );
}

function SigningState({ signing }: Pick<TaskDetail, 'signing'>) {
  const words = useWords(ours);
  if (signing === null) return null;
  const { mode, share, note, signers, result } = signing;
  return (
    <Alert
      type={result === 'disagreed' ? 'warning' : 'info'}
      showIcon
      title={words.signing[mode] + (result === null ? '' : `，${words.signingResult[result]}`)}
      description={
        <>
          {note !== null && <p>{note}</p>}
          {mode === 'vote' && share !== null && <p>{words.signingShare(share)}</p>}
          <ul>
            {signers.map(({ person, signed }) => (
              <li key={person.id}>
                {person.name}：{signed === null ? words.unsigned : words.signed(signed.agree)}
                {signed?.opinion != null && `，${signed.opinion}`}
              </li>
            ))}
          </ul>
        </>
      }
    />
  );
}
