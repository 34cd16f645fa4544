/**
 * A letter as a Word document: A4, margins and sizes after GB/T 9704, in the fonts of offices. The same letter gives the
 * same bytes: the parts are packed anew with the letter's date, and what the library dates itself is set to it.
 */
import { AlignmentType, convertMillimetersToTwip, Document, Packer, Paragraph, TextRun } from 'docx';
import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from 'fflate';
import type { Block, BlockKind, Letter } from '../letters/letter.ts';
import { partsOf } from '../rules/calendar/date.ts';

/** Half points and twentieths of a point are Word's units. */
const HALF = 2;
const TWENTIETH = 20;

interface Style {
  font: string;
  points: number;
  bold?: true;
  align?: 'center' | 'right';
  indent?: number;
  left?: number;
  above?: number;
}

const STYLES: Record<BlockKind, Style> = {
  from: { font: '宋体', points: 22, bold: true, align: 'center' },
  title: { font: '宋体', points: 18, bold: true, align: 'center', above: 10 },
  number: { font: '仿宋', points: 12, align: 'right', above: 10 },
  to: { font: '仿宋', points: 16, above: 14 },
  text: { font: '仿宋', points: 16, indent: 2 },
  heading: { font: '黑体', points: 16, indent: 2, above: 6 },
  item: { font: '仿宋', points: 16, left: 2 },
  annex: { font: '仿宋', points: 16, indent: 2 },
  signature: { font: '仿宋', points: 16, align: 'right', above: 28 },
  date: { font: '仿宋', points: 16, align: 'right' },
};

const MARGIN = {
  top: convertMillimetersToTwip(37),
  bottom: convertMillimetersToTwip(35),
  left: convertMillimetersToTwip(28),
  right: convertMillimetersToTwip(26),
};
const A4 = { width: convertMillimetersToTwip(210), height: convertMillimetersToTwip(297) };

export async function letterDocx(letter: Letter): Promise<Uint8Array> {
  const { title, number, from, blocks, issuedOn } = letter;
  const document = new Document({
    title: `${title} ${number}`,
    creator: from,
    lastModifiedBy: from,
    sections: [{ properties: { page: { size: A4, margin: MARGIN } }, children: blocks.map(paragraph) }],
  });
  return repacked(await Packer.toBuffer(document), issuedOn);
}

function paragraph({ kind, text }: Block): Paragraph {
  const { font, points, bold = false, align, indent = 0, left = 0, above = 0 } = STYLES[kind];
  return new Paragraph({
    ...(align !== undefined && { alignment: align === 'center' ? AlignmentType.CENTER : AlignmentType.RIGHT }),
    indent: { firstLine: indent * points * TWENTIETH, left: left * points * TWENTIETH },
    spacing: { before: above * TWENTIETH, line: 28 * TWENTIETH, lineRule: 'atLeast' },
    keepNext: kind === 'heading' || kind === 'signature',
    children: [new TextRun({ text, bold, size: points * HALF, font: { ascii: font, eastAsia: font, hAnsi: font } })],
  });
}

const CORE = 'docProps/core.xml';

function repacked(bytes: Uint8Array, date: string): Uint8Array {
  const parts = unzipSync(bytes);
  const { year, month, day } = partsOf(date);
  // A zip has local time without a zone; these parts are read by nobody as an instant.
  const mtime = new Date(Math.max(year, 1980), month - 1, day);
  const files: Zippable = {};
  for (const name of Object.keys(parts).sort()) {
    const content = parts[name] as Uint8Array;
    files[name] = [name === CORE ? strToU8(dated(strFromU8(content), date)) : content, { mtime }];
  }
  return zipSync(files, { level: 6 });
}

function dated(core: string, date: string): string {
  return core.replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${date}T00:00:00Z`);
}
