/** What a person is: to the office, to a document, to a case, to a task. Pure. */
import type { CaseView } from '../../store/case-view.ts';
import { slugOf } from '../../store/outline.ts';
import type { TaskItem } from '../../store/worklist.ts';
import type { Gazette, Membership, Person, Sight, StandIn } from '../ports.ts';
import type { Relation, Role } from './table.ts';

/** As what somebody acts: their own membership, or that of an officer on leave for whom they stand in. */
export interface Standing extends Membership {
  standsInFor?: string;
}

/** A person who has signed in, with their memberships and those of whom they stand in for. */
export interface Caller {
  readonly person: Person;
  readonly memberships: readonly Standing[];
  /** Officers on leave. */
  readonly standsInFor: readonly Pick<StandIn, 'person' | 'name'>[];
  readonly roles: ReadonlySet<Role>;
}

/** The slug of Banli's own groups: `banli/<role>`. */
export const OWN = 'banli';
export const OWN_GROUPS = ['operator', 'auditor', 'author', 'administrator', 'leader'] as const;

export function callerOf(
  person: Person,
  own: readonly Membership[],
  gazettes: readonly Gazette[],
  standIns: readonly StandIn[] = [],
): Caller {
  const roles = new Set<Role>(['person']);
  for (const role of OWN_GROUPS) if (own.some(({ group }) => group === `${OWN}/${role}`)) roles.add(role);
  const memberships = [...own, ...standIns.flatMap((absent) => inTheirName(absent, gazettes))];
  const caller: Caller = { person, memberships, standsInFor: standIns, roles };
  if (gazettes.some((gazette) => officeGroups(caller, gazette.id, gazette).length > 0)) roles.add('officer');
  return caller;
}

/** Of an officer on leave: the offices alone. Banli's own roles, and what they are a party to, stay theirs. */
function inTheirName({ person, memberships }: StandIn, gazettes: readonly Gazette[]): Standing[] {
  return memberships
    .filter(({ group }) => {
      const [slug, local = ''] = group.split('/', 2);
      return (
        slug !== OWN &&
        !isParty(
          gazettes.find(({ id }) => id === slug),
          local,
        )
      );
    })
    .map((membership) => ({ ...membership, standsInFor: person }));
}

/** Whether membership of a document's group is per case: applicants, enterprises. */
export function isParty(gazette: Gazette | undefined, group: string): boolean {
  return gazette?.groups.find(({ id }) => id === group)?.party === true;
}

/** Whether a task of the group that has no unit is for the members of every unit, as a party's always is. */
export function isForAnyUnit(gazette: Gazette | undefined, group: string): boolean {
  return isParty(gazette, group) || gazette?.groups.find(({ id }) => id === group)?.anyUnit === true;
}

/** As which of a document's groups the person acts by membership, parties left aside. */
export function officeGroups(caller: Caller, slug: string, gazette: Gazette | undefined): Standing[] {
  return caller.memberships.flatMap(({ group, ...rest }) => {
    const local = group.startsWith(`${slug}/`) ? group.slice(slug.length + 1) : undefined;
    return local === undefined || isParty(gazette, local) ? [] : [{ group: local, ...rest }];
  });
}

/** The city's members act for every unit. */
function covers(member: string, unit: string): boolean {
  return member === '' || member === unit;
}

/** Groups of the procedure's `startedBy` as which the person may start; no list: anyone, as `anyone`. */
export function startGroups(
  caller: Caller,
  procedure: { id: string; startedBy: readonly string[] },
  gazette: Gazette | undefined,
): string[] {
  if (procedure.startedBy.length === 0) return ['anyone'];
  const mine = new Set(officeGroups(caller, slugOf(procedure.id), gazette).map(({ group }) => group));
  return procedure.startedBy.filter((group) => isParty(gazette, group) || mine.has(group));
}

/** Whether a member of the group, local name, may do its task in the unit. */
function coversTask(gazette: Gazette | undefined, group: string, member: string, unit: string): boolean {
  return covers(member, unit) || (unit === '' && isForAnyUnit(gazette, group));
}

/** As which offices of the document the person acts for a unit. */
export function officesOfUnit(caller: Caller, gazette: Gazette, unit: string): Standing[] {
  return officeGroups(caller, gazette.id, gazette).filter((member) =>
    coversTask(gazette, member.group, member.unit, unit),
  );
}

/** Members of a party group act in cases that name nobody as that party, each in their unit. */
function partyGroups(caller: Caller, view: Pick<CaseView, 'parties'>, slug: string, gazette: Gazette | undefined) {
  const named = new Set(view.parties.map(({ grp }) => grp));
  const mine = view.parties.filter(({ person }) => person === caller.person.id).map(({ grp }) => grp);
  const byMembership = caller.memberships
    .filter(({ group }) => group.startsWith(`${slug}/`) && !named.has(group))
    .filter(({ group }) => isParty(gazette, group.slice(slug.length + 1)));
  return { mine, byMembership };
}

/** To a case: party by its rows or tasks, office by membership in its unit or in that of one of its tasks. */
export function relationsToCase(caller: Caller, view: CaseView, gazette: Gazette | undefined): Set<Relation> {
  const relations = new Set<Relation>();
  const slug = slugOf(view.case.procedure);
  const { mine, byMembership } = partyGroups(caller, view, slug, gazette);
  const hasTask = view.tasks.some(({ grp, unit }) =>
    byMembership.some(
      (member) => member.group === grp && coversTask(gazette, grp.slice(slug.length + 1), member.unit, unit),
    ),
  );
  if (mine.length > 0 || hasTask) relations.add('party');
  if (officeGroups(caller, slug, gazette).some((member) => concerns(member, slug, view, gazette)))
    relations.add('office');
  const names = [caller.person.id, ...caller.standsInFor.map(({ person }) => person)];
  if (view.signers.some(({ person }) => names.includes(person))) relations.add('signer');
  if (view.copies.some((copy) => isCopied(caller, copy, view))) relations.add('copied');
  return relations;
}

/** A copy to a group is for those of it whom its notices reach: of the unit, of the city, or all in a case of the city. */
function isCopied(caller: Caller, { person, grp }: CaseView['copies'][number], view: CaseView): boolean {
  if (grp === null) return person === caller.person.id;
  const unit = view.case.units?.[grp] ?? view.case.unit;
  return caller.memberships.some((member) => member.group === grp && (unit === '' || covers(member.unit, unit)));
}

function concerns({ group, unit }: Membership, slug: string, view: CaseView, gazette: Gazette | undefined): boolean {
  return (
    covers(unit, view.case.units?.[`${slug}/${group}`] ?? view.case.unit) ||
    view.tasks.some((task) => task.grp === `${slug}/${group}` && coversTask(gazette, group, unit, task.unit))
  );
}

/** As which of the case's groups the person can act in it, local names. */
export function actingGroups(caller: Caller, view: CaseView, gazette: Gazette | undefined): Standing[] {
  const slug = slugOf(view.case.procedure);
  const { mine, byMembership } = partyGroups(caller, view, slug, gazette);
  const parties = new Set([...mine, ...byMembership.map(({ group }) => group)]);
  const asParty = [...parties].map((group) => ({ group: group.slice(slug.length + 1), unit: '' }));
  const asOffice = officeGroups(caller, slug, gazette).filter((member) => concerns(member, slug, view, gazette));
  return [...asParty, ...asOffice];
}

/**
 * As what the person may do a task: as its party in this case, or by membership in its group and unit. What an officer
 * on leave has claimed is done in their name. Null: they may not.
 */
export function candidateFor(
  caller: Caller,
  task: Pick<TaskItem, 'group' | 'unit' | 'procedure'> & { claimedBy?: string | null },
  parties: CaseView['parties'],
  gazette: Gazette | undefined,
): Standing | null {
  const slug = slugOf(task.procedure);
  const local = task.group.slice(slug.length + 1);
  const { mine, byMembership } = partyGroups(caller, { parties }, slug, gazette);
  const stoodFor = byMembership.some(
    ({ group, unit }) => group === task.group && coversTask(gazette, local, unit, task.unit),
  );
  if (mine.includes(task.group) || stoodFor) return { group: local, unit: '' };
  const found = officeGroups(caller, slug, gazette).filter(
    ({ group, unit }) => group === local && coversTask(gazette, local, unit, task.unit),
  );
  const absent = found.find(({ standsInFor }) => standsInFor !== undefined && standsInFor === task.claimedBy);
  return absent ?? found[0] ?? null;
}

/** Which cases stand in this person's lists. */
export function sightOf(caller: Caller, gazettes: readonly Gazette[]): Sight {
  const offices = gazettes.flatMap((gazette) =>
    officeGroups(caller, gazette.id, gazette).map(({ unit }) => ({ slug: gazette.id, unit })),
  );
  const distinct = new Map(offices.map((office) => [`${office.slug}\n${office.unit}`, office]));
  const all = caller.roles.has('auditor') || caller.roles.has('operator');
  return { all, party: caller.person.id, offices: [...distinct.values()] };
}
