/** Finding a case from every page; `/` leads here. */
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useWords } from '../language/language.ts';
import { useKeys } from '../parts/keys.ts';
import { navigate, paths } from '../router.tsx';
import { words } from './words.ts';

/** @param said what the page that is open was found by */
export function SearchBox({ said }: { said: string }) {
  const { label, hint } = useWords(words);
  const [text, setText] = useState(said);
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => setText(said), [said]);
  useKeys({
    '/': () => {
      box.current?.focus();
      box.current?.select();
    },
  });
  const search = (event: FormEvent) => {
    event.preventDefault();
    const q = text.trim();
    if (q !== '') navigate(paths.search(q));
  };
  return (
    <search>
      <form onSubmit={search}>
        <input
          ref={box}
          type="search"
          className="search-box"
          aria-label={label}
          aria-keyshortcuts="/"
          placeholder={hint}
          maxLength={100}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
      </form>
    </search>
  );
}
