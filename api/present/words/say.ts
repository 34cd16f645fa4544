/** Sentences in both languages at once: templates with `{0}`, `{1}` … for their parts. Pure. */
import type { Label } from '../../../rules/label.ts';

export const NOTHING: Label = { zh: '', en: '' };

export function fill(template: Label, ...parts: readonly Label[]): Label {
  const filled = (language: keyof Label) =>
    template[language].replace(/\{(\d)\}/g, (_, n: string) => parts[Number(n)]?.[language] ?? '');
  return { zh: filled('zh'), en: filled('en') };
}

export function same(text: string | number): Label {
  return { zh: String(text), en: String(text) };
}

export function joined(parts: readonly Label[], between: Label = { zh: '、', en: ', ' }): Label {
  return { zh: parts.map(({ zh }) => zh).join(between.zh), en: parts.map(({ en }) => en).join(between.en) };
}

/** A name of a step, document, deadline … within a sentence. */
export function quoted(name: Label): Label {
  return { zh: `“${name.zh}”`, en: `“${name.en}”` };
}

export function quotedAll(names: readonly Label[]): Label {
  return joined(names.map(quoted));
}

/** What is left of a name of which nobody wrote a label: `minRangeKm` reads as `min range km`. */
export function spaced(name: string): Label {
  return same(
    name
      .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
      .replace(/[-_]/g, ' ')
      .toLowerCase(),
  );
}
