import { type ReactNode, useEffect, useRef } from 'react';
import { useSpeech } from '../language/language.ts';

/** A page with its heading, which gets the focus when the page is opened, so that screen readers say where one is. */
export function Page({ title, above, children }: { title: string; above?: ReactNode; children: ReactNode }) {
  const { words } = useSpeech();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  useEffect(() => {
    document.title = `${title} - ${words.product}`;
  }, [title, words]);
  return (
    <>
      {above}
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children}
    </>
  );
}

/** A part of a page under its own heading. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="section" aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}
