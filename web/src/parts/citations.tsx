import type { Citation } from '../api/queries.ts';
import { useSpeech } from '../language/language.ts';

/** The law behind something: documents with their articles. */
export function Citations({ citations }: { citations: readonly Citation[] }) {
  const { words } = useSpeech();
  if (citations.length === 0) return null;
  const documents = [...new Set(citations.map(({ document }) => document))];
  return (
    <p className="citations">
      <span className="muted">{words.law}：</span>
      {documents.map((document, i) => (
        <cite key={document}>
          {i > 0 && '；'}
          {document.includes('〔') ? document : `《${document}》`}
          {citations
            .filter((one) => one.document === document)
            .map(({ article }) => (article === 'notice' ? words.issuingNotice : articleText(article, words.article)))
            .join('、')}
        </cite>
      ))}
    </p>
  );
}

/** `8 ¶2` and `7(2)` name a paragraph and an item of the article. */
function articleText(article: string, say: (n: string, paragraph?: string, item?: string) => string): string {
  const [, number, paragraph, item] = /^(\d+)(?:\s*¶(\d+))?(?:\s*\((\d+)\))?$/.exec(article) ?? [];
  return number === undefined ? article : say(number, paragraph, item);
}
