/** A form by which a person acts: drafts are kept, what passes is sent again under the same key, refusals are explained. */
import { useMutation } from '@tanstack/react-query';
import { Alert } from 'antd';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { insist } from '../api/client.ts';
import { type Problem, Refused } from '../api/problem.ts';
import { useSpeech } from '../language/language.ts';
import { ProblemAlert } from '../parts/problem.tsx';
import { type Draft, useDraft } from './draft.ts';
import { DraftNotes, DraftState } from './draft-notes.tsx';
import { type Foresee, type Foresight, useForesight } from './foresight.ts';
import { SchemaForm } from './schema-form.tsx';
import { type FormSchema, shapeForm, shownValues, type Values } from './shape.ts';
import { faultsToShow } from './touched.ts';

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
  /** Judges while one types. */
  foresee?: Foresee;
  /** The case whose files the form may name. */
  caseId?: string;
  children?: ReactNode | ((foresight: Foresight | undefined) => ReactNode);
}

const NOTHING: Values = {};

export default function ActForm<T>(props: ActFormProps<T>) {
  const { of, form, initial = NOTHING, submitLabel, under, besides, send, done, refused, foresee, children } = props;
  const draft = useDraft(of, initial);
  const shape = useShape(form, draft.values);
  const [waiting, setWaiting] = useState(false);
  const { foresight, isCurrent } = useForesight(of, foresee, shownValues(shape, draft.values), besides);
  const touched = useTouched(draft);
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
  const { words } = useSpeech();
  const { error } = act;
  const problem = error instanceof Refused ? error.problem : undefined;
  const atFields = problem?.errors !== undefined && problem.errors.length > 0;
  const isOvertaken = useOvertaken(problem, isCurrent);
  const foreseen = isOvertaken ? foresight?.errors : undefined;
  const faults = faultsToShow({ refused: problem?.errors ?? [], foreseen, touched, under });
  return (
    <>
      <DraftNotes draft={draft} />
      {error !== null && !atFields && <ProblemAlert error={error} />}
      {waiting && <Alert type="warning" showIcon role="status" title={words.form.waiting} />}
      <SchemaForm
        shape={shape}
        values={draft.values}
        onChange={(values) => {
          touched.change(draft.values, values);
          draft.change(values);
        }}
        onLeave={touched.leave}
        onSubmit={(values) => act.mutate(values)}
        submitLabel={submitLabel}
        pending={act.isPending}
        refusal={problem}
        faults={faults}
        under={under}
        caseId={props.caseId}
      >
        {typeof children === 'function' ? children(foresight) : children}
      </SchemaForm>
      <DraftState keeping={draft.keeping} />
    </>
  );
}

function useShape(form: FormSchema, values: Values) {
  const { language, words } = useSpeech();
  return useMemo(
    () => shapeForm(form, values, { language, yes: words.yes, no: words.no, personal: words.form.personal }),
    [form, values, language, words],
  );
}

/** Whether what is foretold has come up with the last refusal: until then that is told, for it came to what was sent. */
function useOvertaken(refusal: Problem | undefined, isCurrent: boolean): boolean {
  const [overtaken, setOvertaken] = useState<Problem>();
  useEffect(() => {
    if (isCurrent) setOvertaken(refusal);
  }, [refusal, isCurrent]);
  return overtaken === refusal;
}

/** Which fields the person has been at: what is wrong elsewhere they may still come to. */
function useTouched({ restored, values }: Draft) {
  const changed = useRef(new Set(restored ? Object.keys(values) : []));
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  return {
    changed: changed.current as ReadonlySet<string>,
    left,
    change(before: Values, after: Values) {
      for (const name of Object.keys({ ...before, ...after })) {
        if (before[name] !== after[name]) changed.current.add(name);
      }
    },
    leave: (id: string) => setLeft((ids) => (ids.has(id) ? ids : new Set([...ids, id]))),
  };
}
