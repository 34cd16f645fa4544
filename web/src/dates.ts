/** Dates as people read them. Instants are shown in the time of the office, +08:00. Pure. */
export type Language = 'zh' | 'en';

const WEEKDAYS = {
  zh: ['日', '一', '二', '三', '四', '五', '六'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
};
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const OFFICE_MS = 8 * 3_600_000;

/** `2024-01-23` as 2024年1月23日(星期二), or Tue 23 Jan 2024. */
export function longDate(date: string, language: Language): string {
  const day = new Date(`${date}T00:00:00Z`);
  const weekday = WEEKDAYS[language][day.getUTCDay()];
  if (language === 'zh') {
    return `${day.getUTCFullYear()}年${day.getUTCMonth() + 1}月${day.getUTCDate()}日(星期${weekday})`;
  }
  return `${weekday} ${day.getUTCDate()} ${MONTHS[day.getUTCMonth()]} ${day.getUTCFullYear()}`;
}

/** An RFC 3339 instant as date and time of the office, to the minute. */
export function longInstant(instant: string, language: Language): string {
  const [day = '', time] = officeMinute(instant).split(' ');
  return `${longDate(day, language)} ${time}`;
}

/** An RFC 3339 instant as `2024-01-23 09:00` of the office; '' if it is none. */
export function officeMinute(instant: string): string {
  const at = Date.parse(instant);
  return Number.isNaN(at) ? '' : new Date(at + OFFICE_MS).toISOString().slice(0, 16).replace('T', ' ');
}

/** The instant of `2024-01-23 09:00` in the office, RFC 3339. */
export const officeInstant = (minute: string): string => `${minute.replace(' ', 'T')}:00+08:00`;

/** Every ISO date in a text as a long date. */
export function withLongDates(text: string, language: Language): string {
  return text.replace(/\b\d{4}-\d{2}-\d{2}\b/g, (date) => longDate(date, language));
}

export const isDate = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text);
export const isInstant = (text: string): boolean => /^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})$/.test(text);

/** The day in the office at an instant (epoch ms). */
export const officeDay = (instant: number): string => new Date(instant + OFFICE_MS).toISOString().slice(0, 10);
