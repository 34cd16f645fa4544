/** Functions whose parameters and result have fixed types. */
import {
  BOOLEAN,
  DATE,
  DAYS,
  INSTANT,
  INTEGER,
  listOf,
  MONTHS,
  NUMBER,
  TEXT,
  type Type,
} from '../../../rules/expression/type.ts';

export interface Simple {
  readonly params: readonly Type[];
  readonly result: Type;
  /** How many arguments must be there; all, if left out. */
  readonly least?: number;
  /** Stands for arguments left out. */
  readonly fill?: string | number | null;
  /** The built-in's name, where it is another one. */
  readonly fn?: string;
}

const ofDate = (result: Type): Simple => ({ params: [DATE], result });
const ofTexts = (result: Type): Simple => ({ params: [TEXT, TEXT], result });
const duration = (result: Type): Simple => ({ params: [INTEGER], result });

export const SIMPLE_FUNCTIONS: Readonly<Record<string, Simple>> = {
  'string length': { params: [TEXT], result: INTEGER },
  substring: { params: [TEXT, INTEGER, INTEGER], least: 2, result: TEXT },
  'substring before': ofTexts(TEXT),
  'substring after': ofTexts(TEXT),
  'upper case': { params: [TEXT], result: TEXT },
  'lower case': { params: [TEXT], result: TEXT },
  trim: { params: [TEXT], result: TEXT },
  contains: ofTexts(BOOLEAN),
  'starts with': ofTexts(BOOLEAN),
  'ends with': ofTexts(BOOLEAN),
  'string join': { params: [listOf(TEXT), TEXT], least: 1, fill: '', result: TEXT },
  'sort by bytes': { params: [listOf(TEXT)], result: listOf(TEXT) },
  sha256: { params: [TEXT], result: TEXT },
  number: { params: [TEXT], result: NUMBER },
  decimal: { params: [NUMBER, INTEGER], result: NUMBER },
  odd: { params: [INTEGER], result: BOOLEAN },
  even: { params: [INTEGER], result: BOOLEAN },

  'month text': ofDate(TEXT),
  quarter: ofDate(INTEGER),
  'week of year': ofDate(INTEGER),
  'start of week': ofDate(DATE),
  'end of week': ofDate(DATE),
  'start of month': ofDate(DATE),
  'end of month': ofDate(DATE),
  'start of quarter': ofDate(DATE),
  'end of quarter': ofDate(DATE),
  'start of year': ofDate(DATE),
  'end of year': ofDate(DATE),
  'local date': { params: [INSTANT], result: DATE },
  'local time': { params: [INSTANT], result: TEXT },
  'add days': { params: [DATE, INTEGER], result: DATE },
  'add months': { params: [DATE, INTEGER], result: DATE, fn: 'date plus months' },
  'add years': { params: [DATE, INTEGER], result: DATE },
  'days between': { params: [DATE, DATE], result: INTEGER },
  'months between': { params: [DATE, DATE], result: INTEGER },
  'years between': { params: [DATE, DATE], result: INTEGER },
  'minutes between': { params: [INSTANT, INSTANT], result: INTEGER },
  'years and months duration': { params: [DATE, DATE], result: MONTHS, fn: 'months between' },
  'working day': { params: [DATE, INTEGER], result: DATE },
  'working days between': { params: [DATE, DATE], result: INTEGER },
  'is working day': ofDate(BOOLEAN),
  days: duration(DAYS),
  hours: duration(DAYS),
  minutes: duration(DAYS),
  months: duration(MONTHS),
  years: duration(MONTHS),
};
