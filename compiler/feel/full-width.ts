/**
 * Full-width characters outside of texts and comments. An input method writes ＞ or （ by itself, and FEEL would
 * take them for parts of a name; each is a fault that says what to write.
 */
import type { Finding } from './context.ts';

const REPLACEMENTS: Readonly<Record<string, string>> = {
  '“': '"',
  '”': '"',
  '„': '"',
  '‘': '"',
  '’': '"',
  '「': '"',
  '」': '"',
  '《': '"',
  '》': '"',
  '。': '.',
  '、': ',',
  '【': '[',
  '】': ']',
  '〔': '(',
  '〕': ')',
  '×': '*',
  '÷': '/',
  '−': '-',
  '–': '-',
  '—': '-',
  '≥': '>=',
  '≤': '<=',
  '≠': '!=',
  '≦': '<=',
  '≧': '>=',
  '…': '..',
  '￥': '',
  '\u3000': ' ',
  '\u00a0': ' ',
};

/** What to write for a character; undefined if it may stand. */
function replacementOf(character: string): string | undefined {
  const known = REPLACEMENTS[character];
  if (known !== undefined) return known;
  const unit = character.charCodeAt(0);
  return unit >= 0xff01 && unit <= 0xff5e ? String.fromCharCode(unit - 0xfee0) : undefined;
}

type State = 'code' | 'text' | 'wide-text' | 'line' | 'block';

function nextState(state: State, source: string, at: number): State {
  const two = source.slice(at, at + 2);
  const one = source.charAt(at);
  switch (state) {
    case 'code':
      if (two === '//') return 'line';
      if (two === '/*') return 'block';
      if (one === '"') return 'text';
      return one === '“' || one === '”' || one === '＂' ? 'wide-text' : 'code';
    case 'text':
      return one === '"' ? 'code' : 'text';
    case 'wide-text':
      return one === '“' || one === '”' || one === '＂' ? 'code' : 'wide-text';
    case 'line':
      return one === '\n' ? 'code' : 'line';
    case 'block':
      return two === '*/' ? 'code' : 'block';
  }
}

/**
 * The faults, and the source as it was meant: with every full-width character replaced by one character, so
 * that positions stay and the rest can be checked too.
 */
export function replaceFullWidth(source: string): { source: string; faults: Finding[] } {
  const faults: Finding[] = [];
  const characters = source.split('');
  let state: State = 'code';
  for (let at = 0; at < characters.length; at++) {
    if (state === 'text' && characters[at] === '\\') {
      at += 1;
      continue;
    }
    const next = nextState(state, source, at);
    const isCode = state === 'code' || (state === 'wide-text' && next === 'code');
    state = next;
    const character = source.charAt(at);
    const instead = isCode && state !== 'line' && state !== 'block' ? replacementOf(character) : undefined;
    if (instead === undefined) continue;
    characters[at] = instead.charAt(0) || ' ';
    faults.push({
      code: 'full-width',
      message: `"${character}" is a full-width character`,
      from: at,
      to: at + 1,
      remedy: instead.trim() === '' ? 'leave it out or write a space' : `write ${instead}`,
    });
  }
  return { source: characters.join(''), faults };
}
