/**
 * Citations: `"9"` is an article of the document itself, `行政许可法/32` one of a law that the document lists, and a
 * listed law alone, such as `HJ 1235—2021`, is cited as a whole: its article is empty.
 */
import type { Citation } from '../rules/label.ts';
import type { SourceNode } from './source/node.ts';
import { didYouMean } from './source/suggest.ts';

export interface Citable {
  /** The document's own number, such as 临政规发〔2023〕3号. */
  readonly number: string;
  readonly laws: readonly string[];
}

/** One citation or a list of them; none where there is no node. */
export function readCitations(node: SourceNode | undefined, document: Citable): Citation[] {
  if (node === undefined) return [];
  return node.oneOrMany().flatMap((item) => readCitation(item, document) ?? []);
}

function readCitation(node: SourceNode, { number, laws }: Citable): Citation | undefined {
  const text = node.text('an article in quotes, such as "9" or 行政许可法/32')?.trim();
  if (text === undefined) return undefined;
  if (laws.includes(text)) return { document: text, article: '' };
  const slash = text.indexOf('/');
  const article = slash < 0 ? text : text.slice(slash + 1).trim();
  if (article === '') {
    node.error('citation', `${node.path}: "${text}" names no article`, 'write "9" or 行政许可法/32');
    return undefined;
  }
  if (slash < 0) return { document: number, article };
  const law = text.slice(0, slash).trim();
  if (law !== number && !laws.includes(law)) {
    const remedy = `list it under "laws:" of document.banli.yaml; ${didYouMean(law, laws)}`;
    node.error('citation', `${node.path}: "${law}" is no law that the document lists`, remedy);
  }
  return { document: law, article };
}
