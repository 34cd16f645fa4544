/** A case as a campaign: which cases are around it, by what its procedure says of them now. */
import type { Member } from '../engine/model.ts';
import type { Program } from '../engine/program.ts';
import { assigned, newRun } from '../engine/run.ts';
import { EvaluationFault } from '../rules/expression/fault.ts';
import type { Campaign, CampaignMembers } from '../store/campaigns.ts';
import type { CaseFile } from './case-file.ts';

/** Procedures that have members, by id: of each its current version. */
export function campaignPrograms(programs: readonly Program[]): Program[] {
  return programs.filter(({ procedure }) => (procedure.members?.length ?? 0) > 0);
}

/**
 * The case under the members of `program`, which may be a later version than the case runs under: readers of an older
 * case see what is asked for today.
 */
export function campaignOf(file: CaseFile, program: Program): Campaign {
  const { id, started_at, ended_at } = file.view.case;
  const members = (program.procedure.members ?? []).map((member) => membersOf(file, program, member));
  return { caseId: id, startedAt: started_at, endedAt: ended_at, members };
}

function membersOf(file: CaseFile, program: Program, { procedure, match }: Member): CampaignMembers {
  if (match === undefined) return { procedure, by: { kind: 'while-open' } };
  const values = valuesOf(file, program, match);
  // Nothing is told by a value that is not there yet.
  if (values === undefined || Object.values(values).includes(null)) return { procedure, by: { kind: 'none' } };
  return { procedure, by: { kind: 'data', match: values } };
}

function valuesOf({ calendar, state }: CaseFile, program: Program, match: NonNullable<Member['match']>) {
  try {
    return assigned(newRun(program, calendar, state, state.now), {}, match, true);
  } catch (error) {
    if (error instanceof EvaluationFault) return undefined;
    throw error;
  }
}
