import type { Citation } from '../api/queries.ts';
import { useSpeech } from '../language/language.ts';

/** The law behind something: document and article. */
export function Citations({ citations }: { citations: readonly Citation[] }) {
  const { words } = useSpeech();
  if (citations.length === 0) return null;
  return (
    <p className="citations">
      <span className="muted">{words.law}：</span>
      {citations.map(({ document, article }, i) => (
        <cite key={`${document} ${article}`}>
          {i > 0 && '；'}
          {document.includes('〔') ? document : `《${document}》`}
          {articleText(article, words.article)}
        </cite>
      ))}
    </p>
  );
}

/** `8 ¶2` and `7(2)` keep their marks after the article's number. */
function articleText(article: string, say: (n: string) => string): string {
  const parts = /^(\d+)(.*)$/.exec(article);
  return parts === null ? article : say(parts[1] ?? '') + (parts[2] ?? '').replace(/\s*¶(\d+)/, '第$1款');
}
