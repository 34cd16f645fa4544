/** Data of a case as label and value. */
import type { DataItem } from '../api/queries.ts';
import { isDate, isInstant, longDate, longInstant } from '../dates.ts';
import { type Speech, useSpeech } from '../language/language.ts';
import { FileLink, isStoredFile } from './file-link.tsx';

/** @param caseId the case whose files can be saved from here */
export function DataList({ items, caseId }: { items: readonly DataItem[]; caseId?: string }) {
  const speech = useSpeech();
  const { words, say } = speech;
  // What has no name for people is not meant for them.
  const shown = items.filter(({ name, label, value }) => value !== null && value !== undefined && label.zh !== name);
  if (shown.length === 0) return <p className="muted">{words.none}</p>;
  return (
    <dl className="data">
      {shown.map(({ name, label, value, text, personal }) => (
        <div key={name}>
          <dt>
            {say(label)}
            {personal && <span className="tag">{words.form.personal}</span>}
          </dt>
          <dd>
            {isStoredFile(value) && caseId !== undefined ? (
              <FileLink file={value} caseId={caseId} />
            ) : text === null ? (
              readable(value, speech)
            ) : (
              say(text)
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** A value without a label of its own: dates in words, lists joined, of a record its values. */
export function readable(value: unknown, speech: Speech): string {
  const { language, words } = speech;
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (typeof value === 'string') {
    if (isDate(value)) return longDate(value, language);
    return isInstant(value) ? longInstant(value, language) : value;
  }
  if (typeof value !== 'object') return String(value);
  const join = language === 'zh' ? '、' : ', ';
  if (Array.isArray(value)) {
    const nested = value.some((one) => typeof one === 'object');
    return value.map((one) => readable(one, speech)).join(nested ? '；' : join) || words.none;
  }
  if ('hash' in value && 'name' in value) return String(value.name);
  return Object.values(value)
    .map((one) => readable(one, speech))
    .filter((one) => one !== '')
    .join(join);
}
