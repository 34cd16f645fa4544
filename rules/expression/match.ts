/**
 * Regular expressions in linear time: a pattern becomes a small automaton whose states are followed side by
 * side, so that no text can make it run away (as `(a+)+$` does with JS's own).
 *
 * Supported: characters, `.`, classes `[a-z]` and `[^…]`, `\d \w \s` (ASCII) and their opposites, `\n \t \r`,
 * `\uXXXX`, groups, `|`, `* + ? {m} {m,} {m,n}`, `^`, `$`. Not: back references, look-around, named groups,
 * `\b`, `\p{…}`, flags. Works on code points.
 */
import { EvaluationFault } from './fault.ts';

/** Instructions of one pattern, after repeats are written out. */
export const PATTERN_SIZE_MAX = 5_000;
/** Characters times instructions of one match. */
export const MATCH_WORK_MAX = 50_000_000;

export interface Pattern {
  /** Whether some part of the text matches. */
  finds(text: string): boolean;
  /** Whether the whole text matches. */
  matches(text: string): boolean;
}

type Test = (point: number) => boolean;

type Node =
  | { kind: 'empty' | 'start' | 'end' }
  | { kind: 'character'; test: Test }
  | { kind: 'sequence' | 'choice'; parts: Node[] }
  | { kind: 'repeat'; of: Node; min: number; max: number };

type Instruction =
  | { kind: 'character'; test: Test }
  | { kind: 'split'; to: number[] }
  | { kind: 'start' | 'end' | 'match' };

const CACHE = new Map<string, Pattern>();
const CACHE_MAX = 500;

/** Reads a pattern; EvaluationFault `bad-text` says what is wrong with it and where. */
export function compilePattern(pattern: string): Pattern {
  const known = CACHE.get(pattern);
  if (known !== undefined) return known;
  const program: Instruction[] = [];
  emit(new Reader(pattern).readAll(), program);
  program.push({ kind: 'match' });
  const compiled: Pattern = {
    finds: (text) => simulate(program, text, false),
    matches: (text) => simulate(program, text, true),
  };
  if (CACHE.size >= CACHE_MAX) CACHE.clear();
  CACHE.set(pattern, compiled);
  return compiled;
}

// ---- reading ----

const point = (text: string): number => text.codePointAt(0) ?? 0;
const isDigit: Test = (p) => p >= 48 && p <= 57;
const isWord: Test = (p) => isDigit(p) || (p >= 65 && p <= 90) || (p >= 97 && p <= 122) || p === 95;
const isSpace: Test = (p) => p === 32 || (p >= 9 && p <= 13) || p === 0xa0 || p === 0x3000 || p === 0xfeff;
const not =
  (test: Test): Test =>
  (p) =>
    !test(p);

const CLASSES: Readonly<Record<string, Test>> = {
  d: isDigit,
  D: not(isDigit),
  w: isWord,
  W: not(isWord),
  s: isSpace,
  S: not(isSpace),
};
const CONTROLS: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, f: 12, v: 11 };
const REPEATS: Readonly<Record<string, readonly [number, number]>> = {
  '*': [0, Number.POSITIVE_INFINITY],
  '+': [1, Number.POSITIVE_INFINITY],
  '?': [0, 1],
};

class Reader {
  private readonly characters: readonly string[];
  private at = 0;

  constructor(pattern: string) {
    this.characters = [...pattern];
  }

  readAll(): Node {
    const node = this.choice();
    if (this.at < this.characters.length) throw this.fault('a ")" without "("');
    return node;
  }

  private peek(): string {
    return this.characters[this.at] ?? '';
  }

  private take(text: string): boolean {
    if (this.peek() !== text) return false;
    this.at += 1;
    return true;
  }

  private next(): string {
    const character = this.characters[this.at];
    if (character === undefined) throw this.fault('an unfinished pattern');
    this.at += 1;
    return character;
  }

  private fault(what: string): EvaluationFault {
    return new EvaluationFault(
      'bad-text',
      `pattern "${this.characters.join('')}": ${what} at character ${this.at + 1}`,
    );
  }

  private choice(): Node {
    const parts = [this.sequence()];
    while (this.take('|')) parts.push(this.sequence());
    return parts.length === 1 ? (parts[0] as Node) : { kind: 'choice', parts };
  }

  private sequence(): Node {
    const parts: Node[] = [];
    while (this.at < this.characters.length && this.peek() !== '|' && this.peek() !== ')') parts.push(this.repeat());
    return { kind: 'sequence', parts };
  }

  private repeat(): Node {
    const of = this.atom();
    const range = this.range();
    if (range === undefined) return of;
    this.take('?'); // lazy or greedy: whether it matches is the same
    if (this.range() !== undefined) throw this.fault('a repeat of a repeat');
    return { kind: 'repeat', of, min: range[0], max: range[1] };
  }

  private range(): readonly [number, number] | undefined {
    const simple = REPEATS[this.peek()];
    if (simple !== undefined) {
      this.at += 1;
      return simple;
    }
    if (!this.take('{')) return undefined;
    const min = this.count();
    const max = this.take(',') ? (this.peek() === '}' ? Number.POSITIVE_INFINITY : this.count()) : min;
    if (!this.take('}') || max < min) throw this.fault('a bad repeat; write {2}, {2,} or {2,5}');
    return [min, max];
  }

  private count(): number {
    let digits = '';
    while (isDigit(point(this.peek()))) digits += this.next();
    if (digits === '' || digits.length > 4) throw this.fault('a bad repeat; write {2}, {2,} or {2,5}');
    return Number(digits);
  }

  private atom(): Node {
    const character = this.next();
    switch (character) {
      case '^':
        return { kind: 'start' };
      case '$':
        return { kind: 'end' };
      case '.':
        return { kind: 'character', test: (p) => p !== 10 && p !== 13 && p !== 0x2028 && p !== 0x2029 };
      case '(':
        return this.group();
      case '[':
        return { kind: 'character', test: this.characterClass() };
      case '*':
      case '+':
      case '?':
      case '{':
        throw this.fault(`"${character}" with nothing to repeat; write \\${character} for the character`);
      default:
        return { kind: 'character', test: this.single(character) };
    }
  }

  private group(): Node {
    if (this.take('?') && !this.take(':')) throw this.fault('look-around, flags and named groups are not supported,');
    const node = this.choice();
    if (!this.take(')')) throw this.fault('a missing ")"');
    return node;
  }

  private single(character: string): Test {
    if (character === '\\') return this.escape();
    const wanted = point(character);
    return (p) => p === wanted;
  }

  private escape(): Test {
    const known = CLASSES[this.peek()];
    if (known !== undefined) {
      this.at += 1;
      return known;
    }
    const wanted = this.escapedPoint();
    return (p) => p === wanted;
  }

  /** After a backslash, what is no class. */
  private escapedPoint(): number {
    const character = this.next();
    if (character === 'u') return this.hexadecimal();
    const control = CONTROLS[character];
    if (control !== undefined) return control;
    if (isWord(point(character))) throw this.fault(`"\\${character}" is not supported,`);
    return point(character);
  }

  private hexadecimal(): number {
    const digits = this.next() + this.next() + this.next() + this.next();
    if (!/^[0-9a-fA-F]{4}$/.test(digits)) throw this.fault('\\u without four hexadecimal digits');
    return Number.parseInt(digits, 16);
  }

  private characterClass(): Test {
    const negated = this.take('^');
    const tests: Test[] = [];
    while (!this.take(']')) tests.push(this.classPart());
    const test: Test = (p) => tests.some((part) => part(p));
    return negated ? not(test) : test;
  }

  private classPart(): Test {
    const character = this.next();
    const known = character === '\\' ? CLASSES[this.peek()] : undefined;
    if (known !== undefined) {
      this.at += 1;
      return known;
    }
    const low = character === '\\' ? this.escapedPoint() : point(character);
    if (this.peek() !== '-' || this.characters[this.at + 1] === ']') return (p) => p === low;
    this.at += 1;
    const end = this.next();
    const high = end === '\\' ? this.escapedPoint() : point(end);
    if (high < low) throw this.fault('a range in the wrong order');
    return (p) => p >= low && p <= high;
  }
}

// ---- automaton ----

function push(program: Instruction[], instruction: Instruction): void {
  if (program.length >= PATTERN_SIZE_MAX) {
    throw new EvaluationFault('limit', `a pattern of more than ${PATTERN_SIZE_MAX} instructions: repeat less`);
  }
  program.push(instruction);
}

function emit(node: Node, program: Instruction[]): void {
  switch (node.kind) {
    case 'empty':
      return;
    case 'start':
    case 'end':
      push(program, { kind: node.kind });
      return;
    case 'character':
      push(program, node);
      return;
    case 'sequence':
      for (const part of node.parts) emit(part, program);
      return;
    case 'choice':
      emitChoice(node.parts, program);
      return;
    case 'repeat':
      emitRepeat(node, program);
  }
}

function emitChoice(parts: readonly Node[], program: Instruction[]): void {
  const split: Instruction & { kind: 'split' } = { kind: 'split', to: [] };
  push(program, split);
  const jumps: (Instruction & { kind: 'split' })[] = [];
  for (const part of parts) {
    split.to.push(program.length);
    emit(part, program);
    const jump: Instruction & { kind: 'split' } = { kind: 'split', to: [] };
    push(program, jump);
    jumps.push(jump);
  }
  for (const jump of jumps) jump.to.push(program.length);
}

function emitRepeat(node: Node & { kind: 'repeat' }, program: Instruction[]): void {
  for (let i = 0; i < node.min; i++) emit(node.of, program);
  if (node.max === Number.POSITIVE_INFINITY) {
    const loop: Instruction & { kind: 'split' } = { kind: 'split', to: [program.length + 1] };
    const start = program.length;
    push(program, loop);
    emit(node.of, program);
    push(program, { kind: 'split', to: [start] });
    loop.to.push(program.length);
    return;
  }
  const exits: (Instruction & { kind: 'split' })[] = [];
  for (let i = node.min; i < node.max; i++) {
    const exit: Instruction & { kind: 'split' } = { kind: 'split', to: [program.length + 1] };
    push(program, exit);
    exits.push(exit);
    emit(node.of, program);
  }
  for (const exit of exits) exit.to.push(program.length);
}

/** Follows all states at once: every instruction is visited at most once a character. */
function simulate(program: readonly Instruction[], text: string, whole: boolean): boolean {
  if (text.length * program.length > MATCH_WORK_MAX) {
    throw new EvaluationFault('limit', `a text of ${text.length} characters is too long for this pattern`);
  }
  const seen = new Int32Array(program.length).fill(-1);
  let states: number[] = [];
  let step = 0;
  for (let at = 0; ; step++) {
    if (at === 0 || !whole) states = [...states, 0];
    const open = closure(program, states, seen, step, at === 0, at === text.length);
    if (open.matched && (!whole || at === text.length)) return true;
    if (at === text.length) return false;
    const character = text.codePointAt(at) ?? 0;
    at += character > 0xffff ? 2 : 1;
    states = [];
    for (const state of open.characters) {
      const instruction = program[state] as Instruction & { kind: 'character' };
      if (instruction.test(character)) states.push(state + 1);
    }
    if (whole && states.length === 0) return false;
  }
}

function closure(
  program: readonly Instruction[],
  states: readonly number[],
  seen: Int32Array,
  step: number,
  first: boolean,
  last: boolean,
): { characters: number[]; matched: boolean } {
  const characters: number[] = [];
  const stack = [...states];
  let matched = false;
  for (let state = stack.pop(); state !== undefined; state = stack.pop()) {
    if (seen[state] === step) continue;
    seen[state] = step;
    const instruction = program[state] as Instruction;
    if (instruction.kind === 'match') matched = true;
    else if (instruction.kind === 'character') characters.push(state);
    else if (instruction.kind === 'split') stack.push(...instruction.to);
    else if (instruction.kind === 'start' ? first : last) stack.push(state + 1);
  }
  return { characters, matched };
}
