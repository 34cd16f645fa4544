/** As what a person acts on an open task. Pure. */
import type { CaseState } from '../../engine/model.ts';
import type { CaseView } from '../../store/case-view.ts';
import { slugOf } from '../../store/outline.ts';
import type { TaskItem } from '../../store/worklist.ts';
import type { Gazette } from '../ports.ts';
import { actingGroups, type Caller, candidateFor, officeGroups, type Standing } from './standing.ts';
import type { Relation } from './table.ts';

/** What can be done with an open task: each is a command of the engine and a route of /api/tasks/{id}. */
export const TASK_ACTIONS = [
  'claim',
  'release',
  'transfer',
  'complete',
  'send-back',
  'delegate',
  'return-delegation',
  'recall-delegation',
  'open-signing',
  'add-signers',
  'remove-signer',
  'withdraw-signing',
  'sign',
  'urge',
] as const;
export type TaskAction = (typeof TASK_ACTIONS)[number];

export type Task = Pick<TaskItem, 'group' | 'unit' | 'procedure' | 'step' | 'item' | 'token' | 'claimedBy'>;

interface CaseAround {
  view: CaseView;
  state: CaseState;
  gazette: Gazette | undefined;
}

export interface Standings {
  /** In its group and unit. */
  candidate: Standing | null;
  /** To whom it is delegated. */
  delegate: Standing | null;
  /** Who is asked to sign. */
  signer: Standing | null;
  /** A party or an office of the case. */
  other: Standing | null;
}

export function standingsTo(caller: Caller, task: Task, { view, state, gazette }: CaseAround): Standings {
  const token = state.tokens.find(({ id }) => id === task.token);
  const candidate = (claimedBy: string | null) => candidateFor(caller, { ...task, claimedBy }, view.parties, gazette);
  const signers = (token?.signing?.signers ?? []).map(({ person }) => person);
  return {
    candidate: candidate(task.claimedBy),
    delegate: candidate(token?.delegation?.to ?? null),
    signer: signerOf(caller, slugOf(task.procedure), gazette, signers),
    other: actingGroups(caller, view, gazette)[0] ?? null,
  };
}

/** In their own name, or in that of an officer on leave. */
function signerOf(
  caller: Caller,
  slug: string,
  gazette: Gazette | undefined,
  signers: readonly string[],
): Standing | null {
  const offices = officeGroups(caller, slug, gazette);
  const own = signers.includes(caller.person.id) ? offices.find(({ standsInFor }) => standsInFor === undefined) : null;
  const isAsked = ({ standsInFor }: Standing) => standsInFor !== undefined && signers.includes(standsInFor);
  return own ?? offices.find(isAsked) ?? null;
}

export function standingFor(action: TaskAction | 'read', standings: Standings): Standing | null {
  const { candidate, delegate, signer, other } = standings;
  switch (action) {
    case 'read':
      return candidate ?? signer;
    case 'sign':
      return signer;
    case 'return-delegation':
      return delegate;
    case 'urge':
      return candidate ?? other;
    default:
      return candidate;
  }
}

/** What they are to the task beside what they are to its case. */
export function relationsToTask({ candidate, signer }: Standings): Relation[] {
  return [...(candidate === null ? [] : (['candidate'] as const)), ...(signer === null ? [] : (['signer'] as const))];
}
