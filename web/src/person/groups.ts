import type { Named } from '../api/queries.ts';
import type { Speech } from '../language/language.ts';

/** Names of groups, each once. The roles of Banli itself stand in no document that would name them. */
export function groupNames(groups: readonly Named[], { words, say }: Speech): string {
  const names = groups.map(({ id, label }) => words.person.roles[id.replace(/^banli\//, '')] ?? say(label));
  return [...new Set(names)].join(' · ');
}
