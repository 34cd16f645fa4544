import type { ReactNode } from 'react';

/** What may be wider than the page, and holds nothing to come to by keyboard: it scrolls by arrow keys itself. */
export function Wide({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls: reachable by keyboard
    <section className="wide" tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
