/** What officers write into a row by hand: as which office, its fields, and why. */
import { Input, Radio } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import type { Refused } from '../api/problem.ts';
import type { RegisterRowDetail } from '../api/queries.ts';
import ActForm from '../form/act-form.tsx';
import type { FormSchema } from '../form/shape.ts';
import { useSpeech, useWords } from '../language/language.ts';
import { changesOf } from './changes.ts';
import { words as ours } from './words.ts';

export interface RowInput {
  as: string;
  values: Record<string, unknown>;
  reason: string;
}

interface RowFormProps<T> {
  /** What the draft belongs to. */
  of: string;
  edits: RegisterRowDetail['edits'];
  /** What is sent besides: sent anew when it differs. */
  besides: unknown;
  submitLabel: string;
  send: (input: RowInput, key: string) => Promise<T>;
  done: (answer: T) => void;
  refused?: (error: Refused) => void;
  above?: ReactNode;
}

const REASON_MAX = 500;

export function RowForm<T>({ of, edits, besides, submitLabel, send, done, refused, above }: RowFormProps<T>) {
  const { say } = useSpeech();
  const my = useWords(ours);
  const [as, setAs] = useState(edits[0]?.as.id ?? '');
  const [reason, setReason] = useState('');
  const forReason = useId();
  const edit = edits.find((one) => one.as.id === as);
  if (edit === undefined) return null;
  return (
    <>
      {edits.length > 1 && (
        <Radio.Group
          name="as"
          aria-label={my.as}
          value={as}
          onChange={({ target }) => setAs(target.value as string)}
          options={edits.map((one) => ({ value: one.as.id, label: say(one.as.label) }))}
        />
      )}
      {above}
      <ActForm
        key={as}
        of={`${of}/${as}`}
        form={edit.form as FormSchema}
        initial={edit.initial}
        submitLabel={submitLabel}
        under="values"
        besides={{ besides, as, reason }}
        send={(values, key) => send({ as, values: changesOf(edit.initial, values), reason }, key)}
        done={done}
        {...(refused && { refused })}
      >
        <div className="asked">
          <label htmlFor={forReason}>{my.reason}</label>
          <Input.TextArea
            id={forReason}
            rows={2}
            maxLength={REASON_MAX}
            showCount
            aria-required
            value={reason}
            onChange={({ target }) => setReason(target.value)}
          />
        </div>
      </ActForm>
    </>
  );
}
