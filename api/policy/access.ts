/** Asks the policy, and answers a refusal: what a person may not see is not there for them. */
import type { CaseFile } from '../case-file.ts';
import { Problem } from '../problems.ts';
import { type Caller, relationsToCase } from './standing.ts';
import { ACTIONS, type Action, isAllowed, type Relation } from './table.ts';

/** @throws Problem `forbidden` */
export function demand(action: Action, caller: Caller, relations: ReadonlySet<Relation> = new Set()): void {
  if (!isAllowed(action, caller.roles, relations)) throw new Problem('forbidden');
}

/**
 * The person's relations to a case that they may see. A foreign case is not found.
 * @throws Problem `not-found`; `forbidden` for what they may not do with a case that they may see
 */
export function demandCase(action: Action, caller: Caller, file: Pick<CaseFile, 'view' | 'gazette'>): Set<Relation> {
  const relations = relationsToCase(caller, file.view, file.gazette);
  if (!isAllowed('case.read', caller.roles, relations)) throw new Problem('not-found');
  if (!isAllowed(action, caller.roles, relations)) throw new Problem('forbidden');
  return relations;
}

/** Of the actions on a case those that the person has. */
export function rightsOn(caller: Caller, relations: ReadonlySet<Relation>): Action[] {
  const onCases = ACTIONS.filter((action) =>
    /^(case\.read|case\.copy|comment\.|deadline\.|document\.|incident\.|receipt\.issue|draw\.read|reconciliation\.read)/.test(
      action,
    ),
  );
  return onCases.filter((action) => isAllowed(action, caller.roles, relations));
}
