/**
 * A day, a month or a moment, typed or picked from a calendar. It is shown as the page writes dates, whatever the browser's
 * language is; the value handed on is ISO, as the API has it. A moment is one of the office, +08:00.
 */
import { DatePicker, type DatePickerProps } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import 'dayjs/locale/zh-cn.js';
import { type FormEvent, useRef } from 'react';
import { isInstant, type Language, officeInstant, officeMinute } from '../dates.ts';
import { useSpeech } from '../language/language.ts';

const DAY = 'YYYY-MM-DD';
const MONTH = 'YYYY-MM';
const MINUTE = 'YYYY-MM-DD HH:mm';

/** The first is how it is shown; all of them may be typed. */
const DAYS: Record<Language, string[]> = {
  zh: ['YYYY年M月D日', 'YYYY年MM月DD日', DAY, 'YYYY-M-D', 'YYYY/M/D', 'YYYY.M.D', 'YYYYMMDD'],
  en: ['D MMM YYYY', DAY, 'YYYY-M-D', 'YYYY/M/D', 'YYYY.M.D', 'YYYYMMDD'],
};
const MONTHS: Record<Language, string[]> = {
  zh: ['YYYY年M月', 'YYYY年MM月', MONTH, 'YYYY-M', 'YYYY/M', 'YYYY.M', 'YYYYMM'],
  en: ['MMM YYYY', MONTH, 'YYYY-M', 'YYYY/M', 'YYYY.M', 'YYYYMM'],
};
const MINUTES: Record<Language, string[]> = {
  zh: DAYS.zh.map((day) => `${day} HH:mm`),
  en: DAYS.en.map((day) => `${day} HH:mm`),
};

export interface DayPickerProps {
  id?: string;
  /** ISO; what is none shows as nothing. */
  value?: string | undefined;
  onChange?: (value: string | undefined) => void;
  onBlur?: () => void;
  /** The first and the last that may be chosen, ISO. */
  min?: string | undefined;
  max?: string | undefined;
  disabled?: boolean;
  /** What is typed and is none that may be chosen is handed on as well, for the API to refuse; else it is not taken. */
  asTyped?: boolean;
  allowClear?: boolean;
  'aria-label'?: string;
  'aria-describedby'?: string;
}

export function DayPicker(props: DayPickerProps) {
  return <Picker {...props} iso={DAY} formats={DAYS} />;
}

export function MonthPicker(props: DayPickerProps) {
  return <Picker {...props} iso={MONTH} formats={MONTHS} picker="month" />;
}

/** Rule of a field of the kit's forms whose picker hands on what is typed: it is a day that may be chosen, or nothing. */
export function isADay(message: string, { min, max }: Pick<DayPickerProps, 'min' | 'max'> = {}) {
  return {
    async validator(_rule: unknown, value: string | undefined) {
      if (value === undefined) return;
      const day = read(value, DAY);
      if (day === null || !isWithin(day, between(min, max, DAY))) throw new Error(message);
    },
  };
}

/** To the minute; values are instants of RFC 3339. */
export function MomentPicker({ value, onChange, min, max, ...rest }: DayPickerProps) {
  return (
    <Picker
      {...rest}
      iso={MINUTE}
      formats={MINUTES}
      showTime={{ format: 'HH:mm' }}
      // What was typed holds once the field is left, as everywhere else.
      needConfirm={false}
      min={local(min)}
      max={local(max)}
      value={local(value)}
      onChange={(minute) => onChange?.(minute !== undefined && isMinute(minute) ? officeInstant(minute) : minute)}
    />
  );
}

interface PickerProps extends DayPickerProps, Pick<DatePickerProps, 'picker' | 'showTime' | 'needConfirm'> {
  /** The form of its values. */
  iso: string;
  formats: Record<Language, string[]>;
}

function Picker({ value, onChange, min, max, iso, formats, asTyped = false, ...rest }: PickerProps) {
  const { language } = useSpeech();
  const format = formats[language];
  const limits = between(min, max, iso);
  const typed = useTyped(value, iso);
  const take = (chosen: Dayjs | null) => {
    // Left with something in it that can't be chosen, the picker would go back to what it had.
    if (chosen !== null && typed.isKept()) return;
    typed.forget();
    onChange?.(chosen?.format(iso));
  };
  const picker = (
    <DatePicker
      {...rest}
      {...limits}
      value={typed.shown}
      format={format}
      preserveInvalidOnBlur={typed.isKept()}
      {...(typed.unread !== undefined && { placeholder: typed.unread })}
      onCalendarChange={typed.forget}
      onChange={take}
    />
  );
  if (!asTyped) return picker;
  const type = ({ target }: FormEvent<HTMLElement>) => {
    const { value: text } = target as HTMLInputElement;
    const day = format.map((one) => dayjs(text, one, language, true)).find((one) => one.isValid());
    const given = day?.format(iso) ?? text;
    if (day === undefined || !isWithin(day, limits)) typed.keep(given);
    // The picker itself hands on what it takes once the field is left, but not what it had before.
    else if (typed.forget() !== given) return;
    onChange?.(given === '' ? undefined : given);
  };
  return <span onInput={type}>{picker}</span>;
}

/** While what is typed can't be chosen, the picker stays at what it had: it would empty its input else. */
function useTyped(value: string | undefined, iso: string) {
  const kept = useRef<{ text: string; shown: Dayjs | null }>(null);
  const day = read(value, iso);
  const shown = kept.current !== null && kept.current.text === (value ?? '') ? kept.current.shown : day;
  return {
    shown,
    unread: day === null && value !== '' ? value : undefined,
    isKept: () => kept.current !== null,
    keep: (text: string) => {
      kept.current = { text, shown };
    },
    /** @returns at what the picker had stayed, ISO; undefined: nothing was kept */
    forget: () => {
      const before = kept.current?.shown?.format(iso);
      kept.current = null;
      return before;
    },
  };
}

const local = (text: string | undefined) => (text !== undefined && isInstant(text) ? officeMinute(text) : text);

const isMinute = (text: string) => read(text, MINUTE) !== null;

function read(text: string | undefined, format: string): Dayjs | null {
  const found = dayjs(text ?? '', format, true);
  return found.isValid() ? found : null;
}

function between(min: string | undefined, max: string | undefined, format: string) {
  const [first, last] = [read(min, format), read(max, format)];
  return { ...(first !== null && { minDate: first }), ...(last !== null && { maxDate: last }) };
}

function isWithin(day: Dayjs, { minDate, maxDate }: { minDate?: Dayjs; maxDate?: Dayjs }): boolean {
  return !(minDate?.isAfter(day) === true || maxDate?.isBefore(day) === true);
}
