/** Every check there is, by name. */
import { CHECKS } from './all.ts';
import type { CheckInfo } from './define.ts';
import { READING } from './reading.ts';

export const CATALOGUE: readonly CheckInfo[] = [...READING, ...CHECKS]
  .map(({ name, severity, about, remedy }) => ({ name, severity, about, remedy }))
  .sort((a, b) => (a.name < b.name ? -1 : 1));
