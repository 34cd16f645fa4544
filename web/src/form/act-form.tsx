/** A form by which a person acts: drafts are kept, what passes is sent again under the same key, refusals are explained. */
import { useMutation } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { insist } from '../api/client.ts';
import { Refused } from '../api/problem.ts';
import { useSpeech } from '../language/language.ts';
import { ProblemAlert } from '../parts/problem.tsx';
import { useDraft } from './draft.ts';
import { SchemaForm } from './schema-form.tsx';
import type { FormSchema, Values } from './shape.ts';

export interface ActFormProps<T> {
  /** What the draft belongs to. */
  of: string;
  form: FormSchema;
  initial?: Values;
  submitLabel: string;
  under: string;
  /** What is sent besides the values: sent anew when it differs. */
  besides: unknown;
  send: (values: Values, key: string) => Promise<T>;
  done: (answer: T) => void;
  refused?: (error: Refused) => void;
  children?: ReactNode;
}

const NOTHING: Values = {};

export default function ActForm<T>(props: ActFormProps<T>) {
  const { of, form, initial = NOTHING, submitLabel, under, besides, send, done, refused, children } = props;
  const { words } = useSpeech();
  const draft = useDraft(of, initial);
  const [waiting, setWaiting] = useState(false);
  const act = useMutation({
    mutationFn: (values: Values) => {
      const key = draft.keyFor({ values, besides });
      return insist(() => send(values, key), setWaiting);
    },
    onSuccess: (answer) => {
      draft.clear();
      done(answer);
    },
    onError: (error) => error instanceof Refused && refused?.(error),
  });
  const { error } = act;
  const problem = error instanceof Refused ? error.problem : undefined;
  const atFields = problem?.errors !== undefined && problem.errors.length > 0;
  return (
    <>
      {draft.restored && (
        <Alert
          type="info"
          showIcon
          title={words.form.restored}
          action={
            <Button size="small" onClick={draft.clear}>
              {words.form.clear}
            </Button>
          }
        />
      )}
      {error !== null && !atFields && <ProblemAlert error={error} />}
      {waiting && <Alert type="warning" showIcon role="status" title={words.form.waiting} />}
      <SchemaForm
        form={form}
        values={draft.values}
        onChange={draft.change}
        onSubmit={(values) => act.mutate(values)}
        submitLabel={submitLabel}
        pending={act.isPending}
        problem={problem}
        under={under}
      >
        {children}
      </SchemaForm>
      <p className="muted small">{words.form.kept}</p>
    </>
  );
}
