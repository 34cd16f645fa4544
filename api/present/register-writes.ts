/** What wrote to a row of a register, as people read it. Pure. */
import { formatInstant } from '../../rules/calendar/date.ts';
import type { Label } from '../../rules/label.ts';
import type { DatedWrite, Gazette } from '../ports.ts';
import { type Names, nameOf } from './cases.ts';
import { groupOf } from './names.ts';
import { valueWords } from './words/value.ts';

/** Persons whom the writes name. */
export function writersIn(writes: readonly DatedWrite[]): string[] {
  return writes.flatMap(({ origin }) => {
    switch (origin.kind) {
      case 'import':
        return [origin.person];
      case 'edit':
        return [origin.person, ...(origin.standsInFor === undefined ? [] : [origin.standsInFor])];
      default:
        return [];
    }
  });
}

/** @param slug of the register's document */
export function originShown(origin: DatedWrite['origin'], slug: string, gazettes: readonly Gazette[], names: Names) {
  switch (origin.kind) {
    case 'case':
      return { kind: origin.kind, caseId: origin.caseId, caseNumber: origin.number, seq: origin.seq };
    case 'import':
      return { kind: origin.kind, by: nameOf(names, origin.person), file: origin.file, line: origin.line };
    case 'edit':
      return {
        kind: origin.kind,
        by: nameOf(names, origin.person),
        as: groupOf(gazettes, `${slug}/${origin.group}`),
        standsInFor: origin.standsInFor === undefined ? null : nameOf(names, origin.standsInFor),
        reason: origin.reason,
      };
    case 'schedule':
      return origin;
  }
}

/** What changed a row last, and when: for whoever read it before. */
export function changeWords({ origin, at }: DatedWrite, names: Names): Label {
  const who = writerWords(origin, names);
  const when = valueWords({ kind: 'instant' }, formatInstant(at)) ?? { zh: '', en: '' };
  return { zh: `此行已由${who.zh}于${when.zh}改动。`, en: `The row was changed by ${who.en} at ${when.en}.` };
}

function writerWords(origin: DatedWrite['origin'], names: Names): Label {
  switch (origin.kind) {
    case 'case':
      return { zh: `办件${origin.number}`, en: `case ${origin.number}` };
    case 'schedule':
      return { zh: '自动日程', en: 'a schedule' };
    default: {
      const { name } = nameOf(names, origin.person);
      return { zh: name, en: name };
    }
  }
}
