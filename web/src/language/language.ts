/** Which language a person reads; Chinese first, remembered by the browser. */
import type { Label } from '../api/queries.ts';
import type { Language } from '../dates.ts';
import { createStore } from '../store.ts';
import { en } from './en.ts';
import { type Words, zh } from './zh.ts';

const PLACE = 'banli.language';

const chosen = createStore<Language>(localStorage.getItem(PLACE) === 'en' ? 'en' : 'zh');
speak(chosen.get());

export function speak(language: Language): void {
  localStorage.setItem(PLACE, language);
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  chosen.set(language);
}

export interface Speech {
  language: Language;
  words: Words;
  /** A label in the chosen language. */
  say: (label: Label) => string;
}

const SPEECH: Record<Language, Speech> = {
  zh: { language: 'zh', words: zh, say: (label) => label.zh },
  en: { language: 'en', words: en, say: (label) => label.en || label.zh },
};

export function useSpeech(): Speech {
  return SPEECH[chosen.use()];
}

/** Words that one room of the pages alone needs: they come with the room, not with the first load. */
export function useWords<W>(words: Record<Language, W>): W {
  return words[chosen.use()];
}
