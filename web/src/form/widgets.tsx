/** Inputs for the kinds of fields that forms have. Each hands on its value as the API wants it. */
import type { WidgetProps } from '@rjsf/utils';
import { ariaDescribedByIds } from '@rjsf/utils';
import { Checkbox, Input, Radio, Select } from 'antd';
import { type ChangeEvent, useState } from 'react';
import { useSpeech } from '../language/language.ts';
import { DayPicker, type DayPickerProps, MomentPicker } from '../parts/day-picker.tsx';
import { FileWidget } from './file-field.tsx';
import { fenOf, yuanOf } from './money.ts';

function choices({ options }: WidgetProps) {
  return (options.enumOptions ?? []).map(({ value, label }) => ({ value: value as string, label }));
}

export function ChoiceWidget(props: WidgetProps) {
  const { id, label, value, onChange, disabled } = props;
  return (
    <Radio.Group
      id={id}
      name={id}
      aria-label={label}
      aria-describedby={ariaDescribedByIds(id)}
      options={choices(props)}
      value={value}
      disabled={disabled === true}
      onChange={({ target }) => onChange(target.value)}
    />
  );
}

export function ManyWidget(props: WidgetProps) {
  const { id, label, value, onChange, disabled } = props;
  return (
    <fieldset id={id} className="choices" aria-label={label} aria-describedby={ariaDescribedByIds(id)}>
      <Checkbox.Group
        options={choices(props)}
        value={(value as string[] | undefined) ?? []}
        disabled={disabled === true}
        onChange={onChange}
      />
    </fieldset>
  );
}

export function SelectWidget(props: WidgetProps) {
  const { words } = useSpeech();
  const { id, label, value, onChange, disabled } = props;
  return (
    <Select
      id={id}
      aria-label={label}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      placeholder={words.form.choose}
      options={choices(props)}
      value={value}
      disabled={disabled === true}
      onChange={(next) => onChange(next)}
    />
  );
}

export function TextWidget({ id, value, onChange, onBlur, disabled, schema }: WidgetProps) {
  const numeric = schema.type === 'integer' || schema.type === 'number';
  return (
    <Input
      id={id}
      value={value ?? ''}
      disabled={disabled === true}
      autoComplete="off"
      aria-describedby={ariaDescribedByIds(id)}
      onBlur={() => onBlur(id, value)}
      {...(numeric ? { inputMode: schema.type === 'integer' ? 'numeric' : 'decimal', className: 'narrow' } : {})}
      onChange={({ target }) => onChange(target.value === '' ? undefined : target.value)}
    />
  );
}

export function LongTextWidget({ id, value, onChange, onBlur, disabled }: WidgetProps) {
  return (
    <Input.TextArea
      id={id}
      rows={4}
      value={value ?? ''}
      disabled={disabled === true}
      aria-describedby={ariaDescribedByIds(id)}
      onBlur={() => onBlur(id, value)}
      onChange={({ target }) => onChange(target.value === '' ? undefined : target.value)}
    />
  );
}

/** A list of short texts, one a line. */
export function LinesWidget({ id, value, onChange, onBlur, disabled }: WidgetProps) {
  const { words } = useSpeech();
  const [text, setText] = useState(((value as string[] | undefined) ?? []).join('\n'));
  const change = ({ target }: ChangeEvent<HTMLTextAreaElement>) => {
    setText(target.value);
    onChange(linesOf(target.value));
  };
  const given = (value as string[] | undefined) ?? [];
  // What comes from outside, e.g. an emptied form, shows; what is being typed stays as it is.
  const shown = linesOf(text).join('\n') === given.join('\n') ? text : given.join('\n');
  return (
    <>
      <Input.TextArea
        id={id}
        rows={3}
        value={shown}
        disabled={disabled === true}
        aria-describedby={`${id}-lines`}
        onBlur={() => onBlur(id, value)}
        onChange={change}
      />
      <small id={`${id}-lines`} className="muted">
        {words.form.lines}
      </small>
    </>
  );
}

function linesOf(text: string): string[] {
  return text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
}

export function DayWidget(props: WidgetProps) {
  return <DayPicker {...picked(props)} />;
}

export function MomentWidget(props: WidgetProps) {
  return <MomentPicker {...picked(props)} />;
}

function picked({ id, value, onChange, onBlur, disabled }: WidgetProps): DayPickerProps {
  return {
    id,
    value: value as string | undefined,
    onChange,
    onBlur: () => onBlur(id, value),
    disabled: disabled === true,
    asTyped: true,
    'aria-describedby': ariaDescribedByIds(id),
  };
}

export function MoneyWidget({ id, value, onChange, onBlur, disabled }: WidgetProps) {
  const { words } = useSpeech();
  const [text, setText] = useState(typeof value === 'number' ? yuanOf(value) : '');
  const given = typeof value === 'number' ? yuanOf(value) : (value ?? '');
  const shown = fenOf(text) === value || text === value ? text : given;
  const change = ({ target }: ChangeEvent<HTMLInputElement>) => {
    setText(target.value);
    onChange(target.value === '' ? undefined : (fenOf(target.value) ?? target.value));
  };
  return (
    <>
      <Input
        id={id}
        className="narrow"
        inputMode="decimal"
        value={shown}
        disabled={disabled === true}
        aria-describedby={`${id}-yuan`}
        onBlur={() => onBlur(id, value)}
        onChange={change}
      />{' '}
      <small id={`${id}-yuan`} className="muted">
        {typeof value === 'string' ? words.form.badMoney : words.form.yuan}
      </small>
    </>
  );
}

export function JsonWidget({ id, value, onChange, disabled }: WidgetProps) {
  const { words } = useSpeech();
  const [text, setText] = useState(value === undefined ? '' : JSON.stringify(value, null, 2));
  const [bad, setBad] = useState(false);
  const change = ({ target }: ChangeEvent<HTMLTextAreaElement>) => {
    setText(target.value);
    try {
      onChange(target.value.trim() === '' ? undefined : JSON.parse(target.value));
      setBad(false);
    } catch {
      setBad(true);
    }
  };
  return (
    <>
      <Input.TextArea
        id={id}
        rows={6}
        value={text}
        disabled={disabled === true}
        aria-describedby={`${id}-json`}
        onChange={change}
      />
      <small id={`${id}-json`} className="muted">
        {bad ? words.form.badJson : words.form.json}
      </small>
    </>
  );
}

export const widgets = {
  RadioWidget: ChoiceWidget,
  CheckboxesWidget: ManyWidget,
  SelectWidget,
  TextWidget,
  TextareaWidget: LongTextWidget,
  lines: LinesWidget,
  day: DayWidget,
  moment: MomentWidget,
  money: MoneyWidget,
  blob: FileWidget,
  json: JsonWidget,
};
