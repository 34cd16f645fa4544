import type { CaseDetail } from '../api/queries.ts';

/** Of the office, or of those who look after it: a party sees no names of officers. */
export function isInside({ may }: Pick<CaseDetail, 'may'>): boolean {
  return may.includes('case.read-history') || may.includes('incident.read');
}
