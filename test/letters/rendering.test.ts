/**
 * Goal: a letter is a PDF and a Word document that say what it says, the same bytes each time.
 * Method: both are made, read back by other libraries, and made again.
 */
import { strFromU8, unzipSync } from 'fflate';
import { extractText, getDocumentProxy, getMeta } from 'unpdf';
import { expect, test } from 'vitest';
import type { Letter } from '../../letters/letter.ts';
import { letterDocx } from '../../rendering/docx.ts';
import { letterPdf } from '../../rendering/pdf.ts';

const letter: Letter = {
  title: '不予行政许可决定书',
  number: '不予行政许可决定书〔2024〕00001',
  from: '示例行政审批部门',
  issuedOn: '2024-01-15',
  blocks: [
    { kind: 'from', text: '示例行政审批部门' },
    { kind: 'title', text: '不予行政许可决定书' },
    { kind: 'number', text: '不予行政许可决定书〔2024〕00001' },
    { kind: 'to', text: '甲公司：' },
    { kind: 'text', text: '经审查，决定不予行政许可 <&> "引号"，PM2.5 55 μg/m³，理由如下：' },
    { kind: 'heading', text: '判定理由' },
    { kind: 'item', text: '符合条件：否——《行政许可法》第三十八条' },
    { kind: 'annex', text: '附件：现场照片.jpg' },
    { kind: 'signature', text: '示例行政审批部门' },
    { kind: 'date', text: '2024年1月15日' },
  ],
};

const long: Letter = {
  ...letter,
  blocks: letter.blocks.flatMap((block) => (block.kind === 'item' ? Array(60).fill(block) : [block])),
};

const joined = (text: string) => text.replace(/\s/g, '');

async function pdfText(bytes: Uint8Array): Promise<{ pages: number; text: string }> {
  const { totalPages, text } = await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: true });
  return { pages: totalPages, text: joined(text) };
}

function docxText(bytes: Uint8Array): string {
  const xml = strFromU8(unzipSync(bytes)['word/document.xml'] as Uint8Array);
  const text = [...xml.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)].map(([, part]) => part).join('\n');
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}

test('the PDF reads as the letter, block by block, with its fonts inside', async () => {
  const bytes = await letterPdf(letter);
  const { pages, text } = await pdfText(bytes);
  expect(pages).toBe(1);
  expect(text).toBe(joined(letter.blocks.map((block) => block.text).join('')));
  expect(Buffer.from(bytes).toString('latin1')).toMatch(/\/FontFile2/);
  expect(bytes.length).toBeLessThan(200_000);
});

test('a PDF of several pages loses nothing, and its signature stays with its date', async () => {
  const { pages, text } = await pdfText(await letterPdf(long));
  expect(pages).toBeGreaterThan(1);
  expect(text.match(/第三十八条/g)).toHaveLength(60);
  expect(text.endsWith(joined('示例行政审批部门 2024年1月15日'))).toBe(true);
});

test('a character that the font lacks is shown as lacking', async () => {
  const rare = { ...letter, blocks: [{ kind: 'text' as const, text: '姓名：𠀀' }] };
  expect((await pdfText(await letterPdf(rare))).text).toBe('姓名：〓');
});

test('the Word document reads as the letter', async () => {
  expect(docxText(await letterDocx(letter))).toBe(letter.blocks.map((block) => block.text).join('\n'));
});

test('the same letter has the same bytes, at any time; dates inside are those of the letter', async () => {
  const at = async () => [await letterPdf(letter), await letterDocx(letter)] as const;
  const [pdf, docx] = await at();
  // Zip and PDF count seconds.
  await new Promise((resolve) => setTimeout(resolve, 2_100));
  const [pdfAgain, docxAgain] = await at();
  expect(Buffer.compare(pdf, pdfAgain)).toBe(0);
  expect(Buffer.compare(docx, docxAgain)).toBe(0);
  const { info } = await getMeta(await getDocumentProxy(new Uint8Array(pdf)));
  expect(info.CreationDate).toMatch(/^D:2024011/);
  expect(strFromU8(unzipSync(docx)['docProps/core.xml'] as Uint8Array)).toContain('2024-01-15T00:00:00Z');
});

test('control: another letter has other bytes', async () => {
  const other = { ...letter, number: '不予行政许可决定书〔2024〕00002' };
  expect(Buffer.compare(await letterPdf(letter), await letterPdf(other))).not.toBe(0);
  expect(Buffer.compare(await letterDocx(letter), await letterDocx(other))).not.toBe(0);
});
