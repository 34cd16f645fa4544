/** Chinese first, English for who asks for it. Labels always have both; what has one text has it in this language. Pure. */

export type Language = 'zh' | 'en';

/** The better of the two by the header's weights (RFC 9110); Chinese where nothing is said, or neither is preferred. */
export function languageOf(header: string | undefined): Language {
  const weights = { zh: 0, en: 0 };
  for (const part of (header ?? '').split(',')) {
    const [range = '', ...parameters] = part.trim().toLowerCase().split(';');
    const language = range.split('-', 1)[0];
    if (language !== 'zh' && language !== 'en') continue;
    const q = parameters
      .map((text) => /^\s*q=([01](?:\.\d{0,3})?)\s*$/.exec(text)?.[1])
      .find((text) => text !== undefined);
    weights[language] = Math.max(weights[language], q === undefined ? 1 : Number(q));
  }
  return weights.en > weights.zh ? 'en' : 'zh';
}

/** Schemas of forms with their titles in English; what has no `x-labels` stays as it is. */
export function withEnglishTitles(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withEnglishTitles);
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  const entries = Object.entries(value).map(([name, member]) => [name, withEnglishTitles(member)] as const);
  const whole = Object.fromEntries(entries);
  const labels = whole['x-labels'] as { en?: unknown } | undefined;
  return typeof whole.title === 'string' && typeof labels?.en === 'string' ? { ...whole, title: labels.en } : whole;
}
