/** Where in the audit one is. */

import { useWords } from '../language/language.ts';
import { Link, paths } from '../router.tsx';
import { words as texts } from './words.ts';

export function Views({ current }: { current: 'find' | 'log' | 'month' }) {
  const words = useWords(texts);
  const views = [
    { id: 'find', to: paths.audit },
    { id: 'log', to: paths.auditLog() },
    { id: 'month', to: paths.auditMonth },
  ] as const;
  return (
    <nav className="views" aria-label={words.views}>
      {views.map(({ id, to }) => (
        <Link key={id} to={to} current={id === current}>
          {words[id]}
        </Link>
      ))}
    </nav>
  );
}
