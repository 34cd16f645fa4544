import type { ReactNode } from 'react';

/** What may be wider than the page: by keyboard it is come to itself and scrolls by arrow keys. `wraps`: its cells break lines. */
export function Wide({ label, wraps = false, children }: { label: string; wraps?: boolean; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls: reachable by keyboard
    <section className={wraps ? 'scroll' : 'wide'} tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
