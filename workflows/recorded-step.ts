/** The record of one command: what it led to, chained. Pure; the same in the workflow and in the activity. */
import { chain, type Hash, stateHash } from '../engine/chain.ts';
import type { CaseState, Fact } from '../engine/model.ts';
import type { RecordedStep } from './contract.ts';

/** @param previous chain hash before the first fact. @param hash faster than the default, where there is one */
export function recordedStep(
  origin: Pick<RecordedStep, 'by' | 'now' | 'machineAt'>,
  decided: { facts: readonly Fact[]; state: CaseState },
  previous: string,
  hash?: Hash,
): RecordedStep {
  let last = previous;
  const facts = decided.facts.map((fact) => {
    last = chain(last, fact, hash);
    return { fact, hash: last };
  });
  return { ...origin, facts, stateHash: stateHash(decided.state, hash) };
}
