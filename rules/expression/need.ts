/** Checks at run time what the types could not prove. */
import { isRealDate, parseInstant } from '../calendar/date.ts';
import { EvaluationFault } from './fault.ts';
import { isInteger, isNum } from './number.ts';
import type { Code } from './run.ts';
import type { Expr, Need } from './tree.ts';
import { describeValue, isList, isRecord, type Value } from './value.ts';

const NAMES: Readonly<Record<Need, string>> = {
  boolean: 'true or false',
  number: 'a number',
  integer: 'an integer',
  text: 'a text',
  date: 'a date',
  instant: 'an instant',
  list: 'a list',
  record: 'a record',
  some: 'a value',
};

function fits(value: Value, what: Need): boolean {
  switch (what) {
    case 'boolean':
      return typeof value === 'boolean';
    case 'number':
      return isNum(value);
    case 'integer':
      return isNum(value) && isInteger(value);
    case 'text':
      return typeof value === 'string';
    case 'date':
      return typeof value === 'string' && isRealDate(value);
    case 'instant':
      return typeof value === 'string' && parseInstant(value) !== undefined;
    case 'list':
      return isList(value);
    case 'record':
      return isRecord(value);
    case 'some':
      return value !== null;
  }
}

export function needCode(tree: Extract<Expr, { op: 'need' }>, arg: Code): Code {
  const { what } = tree;
  return (run) => {
    const value = arg(run);
    if (fits(value, what)) return value;
    run.at = tree.arg;
    const code = value !== null ? 'wrong-type' : what === 'boolean' ? 'null-condition' : 'null-operand';
    throw new EvaluationFault(code, `${describeValue(value)} where ${NAMES[what]} is needed`);
  };
}
