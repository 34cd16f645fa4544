/**
 * A day, a month or a moment, typed or picked from a calendar. It is shown as the page writes dates, whatever the browser's
 * language is; the value handed on is ISO, as the API has it. A moment is one of the office, +08:00.
 */
import { DatePicker, type DatePickerProps } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import 'dayjs/locale/zh-cn.js';
import { type Language, officeInstant, officeMinute } from '../dates.ts';
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
      onChange={(minute) => onChange?.(minute === undefined ? undefined : officeInstant(minute))}
    />
  );
}

interface PickerProps extends DayPickerProps, Pick<DatePickerProps, 'picker' | 'showTime' | 'needConfirm'> {
  /** The form of its values. */
  iso: string;
  formats: Record<Language, string[]>;
}

function Picker({ value, onChange, min, max, iso, formats, ...rest }: PickerProps) {
  const { language } = useSpeech();
  return (
    <DatePicker
      {...rest}
      {...between(min, max, iso)}
      value={read(value, iso)}
      format={formats[language]}
      onChange={(chosen: Dayjs | null) => onChange?.(chosen?.format(iso))}
    />
  );
}

const local = (instant: string | undefined) => (instant === undefined ? undefined : officeMinute(instant));

function read(text: string | undefined, format: string): Dayjs | null {
  const found = dayjs(text ?? '', format, true);
  return found.isValid() ? found : null;
}

function between(min: string | undefined, max: string | undefined, format: string) {
  const [first, last] = [read(min, format), read(max, format)];
  return { ...(first !== null && { minDate: first }), ...(last !== null && { maxDate: last }) };
}
