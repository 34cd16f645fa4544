/**
 * Patterns of texts: a small part of the syntax of regular expressions, matched against the whole text in time that
 * grows with its length only (the states are followed side by side, Thompson 1968), so that no text holds a worker up.
 *
 * Characters, `.`, `[a-z]`, `[^a-z]`, `\d \w \s` and their opposites, `\` before a sign, `( )` or `(?: )`, `|`, and
 * `* + ? {n} {n,} {n,m}`. Not: `^ $` (the whole text always counts), look-around, back references, lazy quantifiers,
 * `\p`, `\b`, flags. Whatever is accepted means the same to JavaScript with the flag `u`.
 */

/** Where a pattern goes wrong. */
export interface PatternFault {
  readonly at: number;
  readonly message: string;
  readonly remedy: string;
}

/** States of a compiled pattern; a counted part is written out as often as it counts. */
export const STATES_MAX = 2_000;

type Test = (code: number) => boolean;

type Tree =
  | { kind: 'test'; test: Test }
  | { kind: 'all'; parts: Tree[] }
  | { kind: 'any'; parts: Tree[] }
  | { kind: 'times'; part: Tree; min: number; max: number };

class Refused extends Error {
  readonly at: number;
  readonly remedy: string;
  constructor(at: number, message: string, remedy: string) {
    super(message);
    this.at = at;
    this.remedy = remedy;
  }
}

/** What is wrong with a pattern, or undefined. */
export function patternFault(pattern: string): PatternFault | undefined {
  try {
    compilePattern(pattern);
    return undefined;
  } catch (error) {
    if (error instanceof Refused) return { at: error.at, message: error.message, remedy: error.remedy };
    throw error;
  }
}

/** The pattern as a test of whole texts. A pattern with a fault is an Error: the compiler has refused it before. */
export function compilePattern(pattern: string): (text: string) => boolean {
  const states = new Builder().program(new Parser(pattern).parse());
  return (text) => run(states, text);
}

// ---- parsing ----

const CLASSES: Readonly<Record<string, Test>> = {
  d: isDigit,
  w: isWord,
  s: isSpace,
  D: (code) => !isDigit(code),
  W: (code) => !isWord(code),
  S: (code) => !isSpace(code),
};

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isWord(code: number): boolean {
  return isDigit(code) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95;
}

function isSpace(code: number): boolean {
  return String.fromCodePoint(code).trim() === '';
}

function isLineEnd(code: number): boolean {
  return code === 10 || code === 13 || code === 0x2028 || code === 0x2029;
}

/** Signs that mean something and stand for themselves only after `\`. */
const SIGNS = '^$\\.*+?()[]{}|/';

class Parser {
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  parse(): Tree {
    const tree = this.alternatives();
    if (this.at < this.text.length) this.refuse(`"${this.text[this.at]}" without its opening`, 'write \\ before it');
    return tree;
  }

  private alternatives(): Tree {
    const parts = [this.sequence()];
    while (this.eat('|')) parts.push(this.sequence());
    return parts.length === 1 ? (parts[0] as Tree) : { kind: 'any', parts };
  }

  private sequence(): Tree {
    const parts: Tree[] = [];
    while (this.at < this.text.length && this.text[this.at] !== '|' && this.text[this.at] !== ')') {
      parts.push(this.quantified(this.atom()));
    }
    return { kind: 'all', parts };
  }

  private atom(): Tree {
    if (this.eat('(')) return this.group();
    if (this.eat('[')) return { kind: 'test', test: this.set() };
    if (this.eat('.')) return { kind: 'test', test: (code) => !isLineEnd(code) };
    if (this.eat('\\')) return { kind: 'test', test: this.escape(SIGNS) };
    const sign = this.text[this.at] ?? '';
    if (sign === '^' || sign === '$') this.refuse(`"${sign}" is not needed: the whole text is matched`, 'leave it out');
    if (SIGNS.includes(sign) && sign !== '/') this.refuse(`"${sign}" has nothing before it`, 'write \\ before it');
    return { kind: 'test', test: equals(this.character()) };
  }

  private group(): Tree {
    if (this.text[this.at] === '?' && !this.eat('?:'))
      this.refuse('look-around and names are not read', 'use ( ) or (?: )');
    const tree = this.alternatives();
    if (!this.eat(')')) this.refuse('")" is missing', 'close the group');
    return tree;
  }

  private quantified(part: Tree): Tree {
    const [min, max] = this.quantifier();
    if (max === undefined) return part;
    if ('*+?{'.includes(this.text[this.at] ?? ' '))
      this.refuse('one quantifier after another', 'use one, around a group if need be');
    return { kind: 'times', part, min: min ?? 0, max };
  }

  private quantifier(): [number?, number?] {
    if (this.eat('*')) return [0, Number.POSITIVE_INFINITY];
    if (this.eat('+')) return [1, Number.POSITIVE_INFINITY];
    if (this.eat('?')) return [0, 1];
    if (this.text[this.at] !== '{') return [];
    const match = /^\{(\d{1,4})(,(\d{1,4})?)?\}/.exec(this.text.slice(this.at));
    if (match === null) return this.refuse('"{" begins no count', 'write {2}, {2,} or {2,4}, or \\ before it');
    const min = Number(match[1]);
    const max = match[2] === undefined ? min : match[3] === undefined ? Number.POSITIVE_INFINITY : Number(match[3]);
    if (max < min) this.refuse(`{${min},${max}} counts backwards`, 'write the smaller number first');
    this.at += match[0].length;
    return [min, max];
  }

  private escape(signs: string): Test {
    const letter = this.text[this.at] ?? '';
    const test =
      CLASSES[letter] ?? (letter !== '' && signs.includes(letter) ? equals(letter.charCodeAt(0)) : undefined);
    if (test === undefined) return this.refuse(`"\\${letter}" is not read`, 'leave the \\ out');
    this.at++;
    return test;
  }

  private set(): Test {
    const inverse = this.eat('^');
    const tests: Test[] = [];
    while (!this.eat(']')) {
      if (this.at >= this.text.length) this.refuse('"]" is missing', 'close the set');
      tests.push(this.range());
    }
    return (code) => tests.some((test) => test(code)) !== inverse;
  }

  private range(): Test {
    if (this.eat('\\')) return this.escape(`${SIGNS}-`);
    if ('[^-&~'.includes(this.text[this.at] ?? ' '))
      this.refuse(`"${this.text[this.at]}" in a set`, 'write \\ before it');
    const from = this.character();
    if (this.text[this.at] !== '-' || this.text[this.at + 1] === ']') return equals(from);
    this.at++;
    if ('\\['.includes(this.text[this.at] ?? '\\'))
      this.refuse('a range must end with a character', 'write such as a-z');
    const to = this.character();
    if (to < from) this.refuse('a range runs backwards', 'write the lower character first');
    return (code) => code >= from && code <= to;
  }

  private character(): number {
    const code = this.text.codePointAt(this.at) ?? 0;
    this.at += code > 0xffff ? 2 : 1;
    return code;
  }

  private eat(sign: string): boolean {
    if (!this.text.startsWith(sign, this.at)) return false;
    this.at += sign.length;
    return true;
  }

  private refuse(message: string, remedy: string): never {
    throw new Refused(this.at, message, remedy);
  }
}

function equals(wanted: number): Test {
  return (code) => code === wanted;
}

// ---- states ----

/** A state reads a character and goes on to `next`, or goes on to several without reading; the last one accepts. */
type State = { test: Test; next: number } | { split: number[] } | { accept: true };

class Builder {
  private readonly states: State[] = [];

  /** States in an array; the first to be entered comes last. */
  program(tree: Tree): State[] {
    const start = this.add(tree, this.push({ accept: true }));
    this.push({ split: [start] });
    return this.states;
  }

  /** Builds backwards: the entry of a tree which goes on to `next`. */
  private add(tree: Tree, next: number): number {
    switch (tree.kind) {
      case 'test':
        return this.push({ test: tree.test, next });
      case 'all':
        return tree.parts.reduceRight((after, part) => this.add(part, after), next);
      case 'any':
        return this.push({ split: tree.parts.map((part) => this.add(part, next)) });
      case 'times':
        return this.repeat(tree.part, tree.min, tree.max, next);
    }
  }

  private repeat(part: Tree, min: number, max: number, next: number): number {
    let entry = next;
    if (max === Number.POSITIVE_INFINITY) {
      const loop: State = { split: [next] };
      entry = this.push(loop);
      loop.split.push(this.add(part, entry));
    } else {
      for (let i = min; i < max; i++) entry = this.push({ split: [this.add(part, entry), next] });
    }
    for (let i = 0; i < min; i++) entry = this.add(part, entry);
    return entry;
  }

  private push(state: State): number {
    if (this.states.length >= STATES_MAX) {
      throw new Refused(
        0,
        `the pattern is too long (${STATES_MAX} states)`,
        'shorten it, or bound the length by min and max',
      );
    }
    return this.states.push(state) - 1;
  }
}

function run(states: readonly State[], text: string): boolean {
  let current = reach(states, [states.length - 1]);
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const next: number[] = [];
    for (const i of current) {
      const state = states[i] as State;
      if ('test' in state && state.test(code)) next.push(state.next);
    }
    if (next.length === 0) return false;
    current = reach(states, next);
  }
  return [...current].some((i) => 'accept' in (states[i] as State));
}

/** All states that can be entered from these without reading. */
function reach(states: readonly State[], from: readonly number[]): Set<number> {
  const reached = new Set(from);
  for (const i of reached) {
    const state = states[i] as State;
    if ('split' in state) for (const next of state.split) reached.add(next);
  }
  return reached;
}
