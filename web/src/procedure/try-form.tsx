/** A form by which nothing is done: what it gives is tried, and forgotten with the page. Files stay in the browser. */
import { useMemo, useState } from 'react';
import type { Problem } from '../api/problem.ts';
import { HandIn } from '../form/hand-in.ts';
import { SchemaForm } from '../form/schema-form.tsx';
import { type FormSchema, shapeForm, type Values } from '../form/shape.ts';
import { useSpeech } from '../language/language.ts';

export interface TryFormProps {
  form: FormSchema;
  initial?: Values;
  under: string;
  submitLabel: string;
  pending: boolean;
  refusal: Problem | undefined;
  onSubmit: (values: Values) => void;
}

const NOTHING: Values = {};

export function TryForm({ form, initial = NOTHING, under, submitLabel, pending, refusal, onSubmit }: TryFormProps) {
  const { language, words } = useSpeech();
  const [values, setValues] = useState(initial);
  const shape = useMemo(
    () => shapeForm(form, values, { language, yes: words.yes, no: words.no, personal: words.form.personal }),
    [form, values, language, words],
  );
  return (
    <HandIn.Provider value={keepHere}>
      <SchemaForm
        shape={shape}
        values={values}
        onChange={setValues}
        onLeave={() => undefined}
        onSubmit={onSubmit}
        submitLabel={submitLabel}
        pending={pending}
        refusal={refusal}
        faults={refusal?.errors ?? []}
        under={under}
        caseId={undefined}
      />
    </HandIn.Provider>
  );
}

/** Named as a file that was handed in would be, by a hash that stands for it. */
async function keepHere(file: File): Promise<{ hash: string; size: number }> {
  return { hash: '0'.repeat(64), size: file.size };
}
