/** Who acts: a person stands for themselves, and a substitute for the officer on leave too. Pure. */
import type { Actor } from './model.ts';

/** Whether who acts is this person or stands in for them. */
export function actsFor(by: Actor, person: string): boolean {
  return by.person === person || by.standsInFor === person;
}

/** Whether two acts have a person in common, in their own name or another's. */
export function sharePerson(one: Actor, other: Actor): boolean {
  return [other.person, other.standsInFor].some((person) => person !== undefined && actsFor(one, person));
}
