/** Addresses of the pages of definitions, below `/definitions`. Pure. */
export type DefinitionView =
  | { view: 'list'; q: string }
  | { view: 'procedure' | 'decision'; id: string; version: number | undefined }
  | { view: 'versions'; kind: 'procedure' | 'decision'; id: string }
  | { view: 'rehearsal'; id: string }
  | { view: 'articles'; slug: string }
  | { view: 'deploy' };

const KINDS = { procedures: 'procedure', decisions: 'decision' } as const;

/** Null: there is no such page. */
export function definitionViewOf(parts: readonly string[], params: URLSearchParams): DefinitionView | null {
  const [first, id, page, more] = parts;
  if (more !== undefined) return null;
  if (first === undefined) return { view: 'list', q: params.get('q') ?? '' };
  if (first === 'deploy' && id === undefined) return { view: 'deploy' };
  if (first === 'articles' && id !== undefined && page === undefined) return { view: 'articles', slug: id };
  if (!(first === 'procedures' || first === 'decisions') || id === undefined) return null;
  const kind = KINDS[first];
  if (page === 'versions') return { view: 'versions', kind, id };
  if (page === 'rehearsal' && kind === 'procedure') return { view: 'rehearsal', id };
  return page === undefined ? { view: kind, id, version: versionOf(params.get('version')) } : null;
}

function versionOf(text: string | null): number | undefined {
  const version = Number(text);
  return Number.isSafeInteger(version) && version > 0 ? version : undefined;
}

const path = (folder: string, id: string) => `/definitions/${folder}/${encodeURIComponent(id)}`;
const ofVersion = (version: number | undefined) => (version === undefined ? '' : `?version=${version}`);

export const definitionPaths = {
  procedures: (q = '') => `/definitions${q === '' ? '' : `?q=${encodeURIComponent(q)}`}`,
  procedure: (id: string, version?: number) => path('procedures', id) + ofVersion(version),
  decision: (id: string, version?: number) => path('decisions', id) + ofVersion(version),
  versions: (kind: 'procedure' | 'decision', id: string) => `${path(`${kind}s`, id)}/versions`,
  rehearsal: (id: string) => `${path('procedures', id)}/rehearsal`,
  articles: (slug: string) => path('articles', slug),
  deploy: '/definitions/deploy',
};
