/** Functions of texts that look at how their arguments are written. */
import { EvaluationFault } from '../../../rules/expression/fault.ts';
import { compilePattern } from '../../../rules/expression/match.ts';
import type { Expr } from '../../../rules/expression/tree.ts';
import { BOOLEAN, INTEGER, listOf, TEXT } from '../../../rules/expression/type.ts';
import type { Call, FunctionCheck } from '../call.ts';
import { type Checked, checked } from '../checked.ts';
import { describe } from '../types.ts';

const TEXTUAL = ['text', 'number', 'boolean', 'date', 'instant', 'any'];

function string(call: Call): Checked {
  const type = call.value(0);
  if (!TEXTUAL.includes(type.kind)) {
    return call.bad('argument-type', 0, `string() of ${describe(type)} is not supported`);
  }
  const { tree } = call.argument(0);
  if (type.kind === 'text') return checked(tree, type);
  return checked({ op: 'call', fn: 'string', args: [tree] }, TEXT);
}

function pad(call: Call): Checked {
  const type = call.value(0);
  const value = type.kind === 'text' ? call.argument(0).tree : call.fit(0, INTEGER);
  return checked({ op: 'call', fn: 'pad', args: [value, call.fit(1, INTEGER)] }, TEXT);
}

function matches(call: Call): Checked {
  const value = call.fit(0, TEXT);
  const pattern = call.literal(1);
  if (pattern === undefined) return call.bad('unsupported', 1, 'a pattern must be written out');
  try {
    compilePattern(pattern);
  } catch (error) {
    if (!(error instanceof EvaluationFault)) throw error;
    return call.bad('bad-literal', 1, error.message);
  }
  return checked({ op: 'call', fn: 'matches', args: [value, { op: 'const', value: pattern }] }, BOOLEAN);
}

const SPECIAL_CHARACTERS = /[\\^$.*+?()[\]{}|]/;

/** The standard takes a pattern here; what means the same as a plain text is supported. */
function plain(call: Call, i: number): Expr {
  const text = call.literal(i);
  if (text === undefined || SPECIAL_CHARACTERS.test(text)) {
    call.bad('unsupported', i, 'only a plain text, written out, without characters that are special in patterns');
  }
  return { op: 'const', value: text ?? '' };
}

function replace(call: Call): Checked {
  const args = [call.fit(0, TEXT), plain(call, 1), call.fit(2, TEXT)];
  if (call.literal(1) === '') call.bad('bad-literal', 1, 'an empty text cannot be replaced');
  return checked({ op: 'call', fn: 'replace', args }, TEXT);
}

function split(call: Call): Checked {
  return checked({ op: 'call', fn: 'split', args: [call.fit(0, TEXT), plain(call, 1)] }, listOf(TEXT));
}

export const TEXT_FUNCTIONS: Readonly<Record<string, FunctionCheck>> = {
  string: { counts: [1, 1], check: string },
  pad: { counts: [2, 2], check: pad },
  matches: { counts: [2, 2], check: matches },
  replace: { counts: [3, 3], check: replace },
  split: { counts: [2, 2], check: split },
};
