/** A form drawn from the API's schema. It judges nothing itself: the API's faults are shown at their fields. */
import { generateTemplates } from '@rjsf/antd/lib/templates/index.js';
import { withTheme } from '@rjsf/core';
import { TranslatableString, type ValidatorType } from '@rjsf/utils';
import { Alert, Button } from 'antd';
import { type ReactNode, useEffect, useMemo } from 'react';
import type { Problem } from '../api/problem.ts';
import { useSpeech } from '../language/language.ts';
import type { Words } from '../language/zh.ts';
import { faultsOf } from './faults.ts';
import { listButtons } from './list-buttons.tsx';
import { type Shape, shownValues, type Values } from './shape.ts';
import { widgets } from './widgets.tsx';

const theme = generateTemplates<Values>();
const Form = withTheme<Values>({
  templates: { ...theme, ButtonTemplates: { ...theme.ButtonTemplates, ...listButtons } },
  widgets,
});

/** Shapes hold no alternatives, and values are the API's to judge. Compiling schemas is not allowed to pages anyway. */
const NO_VALIDATOR: ValidatorType<Values> = {
  validateFormData: () => ({ errors: [], errorSchema: {} }),
  isValid: () => true,
  rawValidation: () => ({}),
};

const NO_DEFAULTS = {
  constAsDefaults: 'never',
  emptyObjectFields: 'skipDefaults',
  arrayMinItems: { populate: 'never' },
} as const;

function translations(words: Words): Partial<Record<TranslatableString, string>> {
  return {
    [TranslatableString.AddButton]: words.form.addItem,
    [TranslatableString.AddItemButton]: words.form.addItem,
    [TranslatableString.RemoveButton]: words.form.remove,
    [TranslatableString.MoveUpButton]: words.form.up,
    [TranslatableString.MoveDownButton]: words.form.down,
    [TranslatableString.ArrayItemTitle]: words.form.item,
    [TranslatableString.EmptyArray]: words.none,
    [TranslatableString.YesLabel]: words.yes,
    [TranslatableString.NoLabel]: words.no,
  };
}

export interface SchemaFormProps {
  shape: Shape;
  values: Values;
  onChange: (values: Values) => void;
  /** An input was left, by its id. */
  onLeave: (id: string) => void;
  onSubmit: (values: Values) => void;
  submitLabel: string;
  pending: boolean;
  /** The last answer that refused what was sent: its first fault gets the focus. */
  refusal: Problem | undefined;
  /** What is to be shown as wrong now. */
  faults: readonly Fault[];
  /** The member of the body that holds the form, in the pointers of faults. */
  under: string;
  /** The case whose files the form may name. */
  caseId: string | undefined;
  children?: ReactNode;
}

type Fault = NonNullable<Problem['errors']>[number];

export function SchemaForm(props: SchemaFormProps) {
  const { shape, values, onChange, onLeave, onSubmit, submitLabel, pending, refusal, under, children } = props;
  const { language, words } = useSpeech();
  const faults = useMemo(() => faultsOf(props.faults, under, shape, language), [props.faults, under, shape, language]);
  const texts = translations(words);
  const first = faults.first?.join('_');
  // Anew for each answer, not for each key.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `first` is of this refusal
  useEffect(() => (refusal === undefined ? undefined : focusOn(first)), [refusal]);
  const needed = Object.keys(shape.schema.properties ?? {}).length > 0;
  return (
    <>
      {refusal !== undefined && faults.count > 0 && <FaultsAlert count={faults.count} others={faults.others} />}
      {needed ? <p className="muted">{words.form.required}</p> : <p>{words.task.noForm}</p>}
      <Form
        schema={shape.schema}
        uiSchema={shape.ui}
        formData={values}
        formContext={{ caseId: props.caseId }}
        validator={NO_VALIDATOR}
        disabled={pending}
        noHtml5Validate
        showErrorList={false}
        {...(faults.count === 0 ? {} : { extraErrors: faults.atFields })}
        experimental_defaultFormStateBehavior={NO_DEFAULTS}
        translateString={(text) => texts[text] ?? text}
        onChange={({ formData }) => onChange(formData ?? {})}
        onBlur={onLeave}
        onSubmit={({ formData }) => onSubmit(shownValues(shape, formData ?? {}))}
      >
        {children}
        <Button type="primary" htmlType="submit" loading={pending}>
          {submitLabel}
        </Button>
      </Form>
    </>
  );
}

function focusOn(field: string | undefined): void {
  if (field === undefined) return;
  const element = document.getElementById(`root_${field}`);
  const input = element?.matches('input, textarea, button')
    ? element
    : element?.querySelector<HTMLElement>('input, textarea');
  input?.focus();
}

function FaultsAlert({ count, others }: { count: number; others: readonly string[] }) {
  const { words } = useSpeech();
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={words.form.faults(count)}
      description={
        others.length === 0 ? undefined : (
          <ul>
            {others.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        )
      }
    />
  );
}
