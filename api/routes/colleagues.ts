/** Persons of the office: who can be asked to sign a task, or be sent a case for their notice. */
import type { CaseFile } from '../case-file.ts';
import type { Context } from '../context.ts';
import { callerOf, candidateFor } from '../policy/standing.ts';
import type { Gazette, Ports } from '../ports.ts';
import { Problem } from '../problems.ts';

/** By groups of the office of a document, parties left aside; of a unit and of the city, whose is every unit. */
export async function colleaguesOf({ people }: Pick<Ports, 'people'>, gazette: Gazette | undefined, unit: string) {
  const groups = (gazette?.groups ?? []).filter(({ party }) => party !== true);
  const found = await Promise.all(
    groups.map(async ({ id, label }) => {
      const members = await people.members(`${gazette?.id}/${id}`);
      const near = members.filter((member) => unit === '' || member.unit === '' || member.unit === unit);
      const persons = new Map(near.map((member) => [member.id, { id: member.id, name: member.name }]));
      return { group: { id, label }, persons: [...persons.values()] };
    }),
  );
  return found.filter(({ persons }) => persons.length > 0);
}

/**
 * @param under the member of the body that names them
 * @throws Problem `invalid`, naming who is not of the office
 */
export async function demandColleagues(
  ports: Pick<Ports, 'people'>,
  gazette: Gazette | undefined,
  persons: readonly string[],
  under: string,
): Promise<void> {
  if (persons.length === 0) return;
  const groups = await colleaguesOf(ports, gazette, '');
  const known = new Set(groups.flatMap((group) => group.persons.map(({ id }) => id)));
  const errors = persons.flatMap((person, i) =>
    known.has(person) ? [] : [{ ...STRANGER, pointer: `/${under}/${i}` }],
  );
  if (errors.length > 0) throw new Problem('invalid', { errors });
}

/**
 * The person, in their own name, must be one who could do the task.
 * @throws Problem `invalid`
 */
export async function demandCandidate(
  { ports, library }: Pick<Context, 'ports' | 'library'>,
  person: string,
  task: Parameters<typeof candidateFor>[1],
  file: CaseFile,
): Promise<void> {
  const [memberships, gazettes] = await Promise.all([ports.people.memberships(person), library.gazettes()]);
  const other = callerOf({ id: person, name: '', disabled: false }, memberships, gazettes);
  if (candidateFor(other, task, file.view.parties, file.gazette) !== null) return;
  throw new Problem('invalid', { errors: [NOT_IN_GROUP] });
}

const NOT_IN_GROUP = {
  pointer: '/to',
  code: 'not-in-group',
  detail: '该人员不在本岗位，不能办理本任务。',
  detailEn: 'The person is not in the group of the task.',
};

const STRANGER = {
  code: 'not-a-colleague',
  detail: '该人员不在本事项的办理岗位。',
  detailEn: 'The person is in no group of the office.',
};
