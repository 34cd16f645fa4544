/** A letter as it is read, whatever it is written on: blocks from top to bottom. */
import type { PlainDate } from '../rules/calendar/date.ts';

export type BlockKind =
  /** Issuing body and title, centred. */
  | 'from'
  | 'title'
  /** Number of the document, to the right. */
  | 'number'
  | 'to'
  | 'text'
  | 'heading'
  | 'item'
  | 'annex'
  /** Issuing body and date at the end, to the right. */
  | 'signature'
  | 'date';

export interface Block {
  readonly kind: BlockKind;
  readonly text: string;
}

export interface Letter {
  readonly title: string;
  readonly number: string;
  readonly from: string;
  readonly issuedOn: PlainDate;
  readonly blocks: readonly Block[];
}

/** A letter that can't be written as it should be: a value that its text needs is not there. */
export class LetterFault extends Error {
  override readonly name = 'LetterFault';
  /** FEEL, as it stands in the definition. */
  readonly source: string;

  constructor(document: string, source: string, why: string) {
    super(`the letter ${document} can't be written: {{ ${source} }} ${why}`);
    this.source = source;
  }
}

/** For a terminal, for tests, and for whoever reads a letter aloud. */
export function plainText(letter: Letter): string {
  return `${letter.blocks.map(({ kind, text }) => `${MARKS[kind] ?? ''}${text}`).join('\n')}\n`;
}

const MARKS: Partial<Record<BlockKind, string>> = { text: '  ', item: '  · ', signature: '    ', date: '    ' };
