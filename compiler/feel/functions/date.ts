/** Making dates, instants and durations. */
import { DATE, INSTANT, INTEGER, TEXT } from '../../../rules/expression/type.ts';
import type { Call, FunctionCheck } from '../call.ts';
import { type Checked, checked } from '../checked.ts';
import { dateLiteral, durationLiteral, instantLiteral } from '../literal.ts';

const PART_NAMES = ['year', 'month', 'day'];

function dateOfParts(call: Call): Checked {
  if (call.count === 2) return call.bad('argument-type', 1, 'date takes a text, an instant, or year, month and day');
  const args = PART_NAMES.map((_, i) => call.fit(i, INTEGER));
  const numbers = args.map((arg) => (arg.op === 'const' && typeof arg.value === 'number' ? arg.value : undefined));
  const [year, month, day] = numbers;
  if (year !== undefined && month !== undefined && day !== undefined) {
    const text = [`${year}`.padStart(4, '0'), `${month}`.padStart(2, '0'), `${day}`.padStart(2, '0')].join('-');
    return dateLiteral(text) ?? call.bad('bad-literal', 0, `there is no ${text}`);
  }
  return checked({ op: 'call', fn: 'date of parts', args }, DATE);
}

function date(call: Call): Checked {
  if (call.count > 1) return dateOfParts(call);
  const text = call.literal(0);
  if (text !== undefined) {
    return dateLiteral(text) ?? call.bad('bad-literal', 0, `"${text}" is no date`, 'write date("2023-08-20")');
  }
  const type = call.value(0);
  if (type.kind === 'date') return call.argument(0);
  if (type.kind === 'instant') return checked({ op: 'call', fn: 'local date', args: [call.argument(0).tree] }, DATE);
  return checked({ op: 'call', fn: 'date of text', args: [call.fit(0, TEXT)] }, DATE);
}

function dateAndTime(call: Call): Checked {
  if (call.count === 2) {
    const args = [call.fit(0, DATE), call.fit(1, TEXT)];
    return checked({ op: 'call', fn: 'instant of date', args }, INSTANT);
  }
  const text = call.literal(0);
  if (text === undefined) {
    if (call.value(0).kind === 'instant') return call.argument(0);
    return checked({ op: 'call', fn: 'instant of text', args: [call.fit(0, TEXT)] }, INSTANT);
  }
  const remedy = 'write date and time("2023-08-20T18:00:00+08:00")';
  return instantLiteral(text) ?? call.bad('bad-literal', 0, `"${text}" is no instant`, remedy);
}

function duration(call: Call): Checked {
  const text = call.literal(0);
  if (text === undefined) {
    return call.bad('unsupported', 0, 'the text of a duration must be written out', 'write days(n), months(n)');
  }
  return (
    durationLiteral(text) ?? call.bad('bad-literal', 0, `"${text}" is no duration`, 'write "P3D", "PT2H" or "P1Y6M"')
  );
}

export const DATE_FUNCTIONS: Readonly<Record<string, FunctionCheck>> = {
  date: { counts: [1, 3], check: date },
  'date and time': { counts: [1, 2], check: dateAndTime },
  duration: { counts: [1, 1], check: duration },
  today: { counts: [0, 0], check: () => checked({ op: 'today' }, DATE) },
  now: { counts: [0, 0], check: () => checked({ op: 'now' }, INSTANT) },
};
