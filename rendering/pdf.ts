/**
 * A letter as PDF: A4, margins and sizes after GB/T 9704, with the glyphs that it uses embedded. The same letter gives
 * the same bytes: its dates are those of the letter.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import PDFDocument from 'pdfkit';
import type { Block, BlockKind, Letter } from '../letters/letter.ts';
import { startOfDay } from '../rules/calendar/date.ts';

const MM = 72 / 25.4;
const PAGE = { size: 'A4', margins: { top: 37 * MM, bottom: 35 * MM, left: 28 * MM, right: 26 * MM } };
const WIDTH = 156 * MM;

interface Style {
  font: 'regular' | 'bold';
  size: number;
  align?: 'center' | 'right' | 'left';
  /** First line and all lines, in characters of the text's size. */
  indent?: number;
  left?: number;
  /** Points above. */
  above?: number;
}

const STYLES: Record<BlockKind, Style> = {
  from: { font: 'bold', size: 22, align: 'center' },
  title: { font: 'bold', size: 18, align: 'center', above: 10 },
  number: { font: 'regular', size: 12, align: 'right', above: 10 },
  to: { font: 'regular', size: 14, above: 14 },
  text: { font: 'regular', size: 14, indent: 2, above: 4 },
  heading: { font: 'bold', size: 14, indent: 2, above: 8 },
  item: { font: 'regular', size: 14, left: 2, above: 2 },
  annex: { font: 'regular', size: 14, indent: 2, above: 4 },
  signature: { font: 'regular', size: 14, align: 'right', above: 28 },
  date: { font: 'regular', size: 14, align: 'right', above: 4 },
};

const fontFile = (name: string) =>
  fileURLToPath(import.meta.resolve(`@expo-google-fonts/noto-serif-sc/${name}/NotoSerifSC_${name}.ttf`));
const FONTS = { regular: '400Regular', bold: '700Bold' } as const;
const loaded = new Map<string, Buffer>();

function font(name: keyof typeof FONTS): Buffer {
  const found = loaded.get(name) ?? readFileSync(fontFile(FONTS[name]));
  loaded.set(name, found);
  return found;
}

export async function letterPdf(letter: Letter): Promise<Uint8Array> {
  const on = new Date(startOfDay(letter.issuedOn));
  const document = new PDFDocument({
    ...PAGE,
    lang: 'zh-CN',
    info: { Title: `${letter.title} ${letter.number}`, Author: letter.from, CreationDate: on, ModDate: on },
  });
  const chunks: Uint8Array[] = [];
  document.on('data', (chunk: Uint8Array) => chunks.push(chunk));
  const done = new Promise<void>((resolve, reject) => document.on('end', resolve).on('error', reject));
  for (const name of Object.keys(FONTS) as (keyof typeof FONTS)[]) document.registerFont(name, font(name));
  for (const block of letter.blocks) write(document, block);
  document.end();
  await done;
  return Buffer.concat(chunks);
}

function write(document: PDFKit.PDFDocument, { kind, text }: Block): void {
  const { font, size, align = 'left', indent = 0, left = 0, above = 0 } = STYLES[kind];
  const start = PAGE.margins.left + left * size;
  document.font(font).fontSize(size);
  // Never a signature without its date, or a heading alone, at the foot of a page.
  const needed = above + size * (kind === 'signature' || kind === 'heading' ? 5 : 2);
  if (document.y + needed > document.page.height - PAGE.margins.bottom) document.addPage();
  else document.y += above;
  document.text(printable(document, text), start, document.y, {
    width: WIDTH - left * size,
    align,
    indent: indent * size,
    lineGap: size * 0.35,
  });
}

/** Printers' mark for a character that a font lacks: seen, where an empty place would not be. */
const LACKING = '〓';

function printable(document: PDFKit.PDFDocument, text: string): string {
  const { font } = (document as unknown as { _font: { font: { hasGlyphForCodePoint(code: number): boolean } } })._font;
  return [...text].map((one) => (font.hasGlyphForCodePoint(one.codePointAt(0) ?? 0) ? one : LACKING)).join('');
}
