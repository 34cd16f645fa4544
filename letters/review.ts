/** The ways of review that law gives against a decision of an office. */
import type { PlainDate } from '../rules/calendar/date.ts';
import { citationWords } from './words.ts';

/** The reconsideration law as revised, in force since then, counts its articles anew. */
const REVISED = '2024-01-01';

export function reviewWords(issuedOn: PlainDate): string {
  const reconsideration = citationWords([{ document: '行政复议法', article: issuedOn < REVISED ? '9' : '20' }]);
  const court = citationWords([{ document: '行政诉讼法', article: '46' }]);
  return (
    `如对本决定不服，可以自收到本文书之日起六十日内依法申请行政复议（${reconsideration}），` +
    `也可以自收到本文书之日起六个月内依法直接向人民法院提起行政诉讼（${court}）。`
  );
}
