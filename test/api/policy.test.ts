/**
 * Goal: the policy allows exactly what is meant, for each role, action and relation; and a person's standing is what
 * their memberships and the case's parties say.
 * Method: the meant matrix, written out here a second time, against the table over the whole product; standings by
 * example.
 */
import { expect, test } from 'vitest';
import {
  actingGroups,
  callerOf,
  candidateFor,
  relationsToCase,
  sightOf,
  startGroups,
} from '../../api/policy/standing.ts';
import { ACTIONS, type Action, isAllowed, RELATIONS, type Relation, ROLES, type Role } from '../../api/policy/table.ts';
import type { CaseView } from '../../store/case-view.ts';
import { caseView, gazette } from './fixtures/world.ts';

/** For each action: `role` (no relation needed) or `role:relation`. What isn't written is refused. */
const MEANT: Record<Action, string> = {
  'definition.read': 'person',
  'definition.deploy': 'operator author',
  'definition.rehearse': 'officer author operator auditor',
  'case.start': 'person:starter',
  'case.list': 'person',
  'case.read': 'person:party officer:office officer:signer person:copied auditor operator',
  'case.copy': 'officer:office',
  'case.read-data': 'officer:office auditor',
  'case.read-history': 'officer:office auditor',
  'case.read-decisions': 'person:party officer:office auditor',
  'case.read-state': 'auditor',
  'case.replay': 'auditor',
  'case.export': 'auditor',
  'comment.read': 'officer:office auditor',
  'comment.write': 'officer:office',
  'campaign.list': 'person',
  'campaign.read': 'person:party officer:office auditor operator',
  'deadline.explain': 'person:party officer:office auditor operator',
  'deadline.list': 'officer',
  'calendar-feed.keep': 'officer',
  'digest.read': 'officer',
  'statistics.read': 'officer leader',
  'document.read': 'person:party officer:office auditor',
  'document.serve': 'officer:office',
  'task.list': 'person',
  'task.read': 'person:candidate officer:signer',
  'task.claim': 'person:candidate',
  'task.release': 'person:candidate',
  'task.transfer': 'person:candidate',
  'task.complete': 'person:candidate',
  'task.send-back': 'officer:candidate',
  'task.retrieve': 'officer:candidate',
  'task.delegate': 'officer:candidate',
  'task.return-delegation': 'officer:candidate',
  'task.recall-delegation': 'officer:candidate',
  'task.open-signing': 'officer:candidate',
  'task.add-signers': 'officer:candidate',
  'task.remove-signer': 'officer:candidate',
  'task.withdraw-signing': 'officer:candidate',
  'task.sign': 'officer:signer',
  'task.urge': 'person:party officer:office',
  'message.send': 'person:sender',
  'draw.read': 'officer:office auditor',
  'reconciliation.read': 'officer:office auditor',
  'receipt.issue': 'person:party officer:office',
  'receipt.read': 'holder:party',
  'receipt.act': 'holder:party',
  'offer.list': 'person',
  'draft.keep': 'person',
  'view.keep': 'person',
  'substitute.name': 'officer',
  'inbox.read': 'person',
  'event.listen': 'person',
  'incident.read': 'auditor operator',
  'incident.retry': 'operator',
  'incident.resolve': 'operator',
  'calendar.read': 'person',
  'calendar.change': 'operator',
  'register.read': 'officer:office auditor',
  'register.import': 'officer:office',
  'register.edit': 'officer:office',
  'audit.read': 'auditor',
  'person.read': 'auditor administrator',
  'person.change': 'administrator',
  'file.store': 'person',
  'file.read': 'person:owner officer:office auditor',
};

const product = ACTIONS.flatMap((action) =>
  ROLES.flatMap((role) => RELATIONS.map((relation) => ({ action, role, relation }))),
);

function isMeant(action: Action, role: Role, relation: Relation): boolean {
  return MEANT[action].split(' ').some((entry) => entry === role || entry === `${role}:${relation}`);
}

test.each(product)('$action by $role in relation $relation', ({ action, role, relation }) => {
  expect(isAllowed(action, new Set([role]), new Set([relation]))).toBe(isMeant(action, role, relation));
});

test('without a role nothing is allowed, whatever the relation', () => {
  for (const action of ACTIONS) expect(isAllowed(action, new Set(), new Set(RELATIONS))).toBe(false);
});

const caller = (id: string, ...groups: [string, string?][]) =>
  callerOf(
    { id, name: id, disabled: false },
    groups.map(([group, unit = '']) => ({ group, unit })),
    [gazette],
  );

test('members of offices are officers; members of party groups are not', () => {
  expect([...caller('a', ['permits/window']).roles]).toEqual(['person', 'officer']);
  expect([...caller('b', ['permits/applicant']).roles]).toEqual(['person']);
  expect([...caller('c', ['banli/operator']).roles]).toEqual(['person', 'operator']);
  expect([...caller('d', ['other/window']).roles]).toEqual(['person']);
});

test('anyone may start as a party; an office only by membership', () => {
  const procedure = { id: 'permits.permit', startedBy: ['applicant', 'window'] };
  expect(startGroups(caller('a'), procedure, gazette)).toEqual(['applicant']);
  expect(startGroups(caller('b', ['permits/window']), procedure, gazette)).toEqual(['applicant', 'window']);
  expect(startGroups(caller('c'), { ...procedure, startedBy: ['schedule'] }, gazette)).toEqual([]);
  expect(startGroups(caller('d'), { ...procedure, startedBy: [] }, gazette)).toEqual(['anyone']);
});

test('a case is a party matter of those it names, an office matter of its unit and of the city', () => {
  const view = caseView({ unit: 'yaodu', parties: [{ grp: 'permits/applicant', person: 'p1' }] });
  const relations = (who: ReturnType<typeof caller>) => [...relationsToCase(who, view, gazette)];
  expect(relations(caller('p1'))).toEqual(['party']);
  expect(relations(caller('p2', ['permits/applicant']))).toEqual([]);
  expect(relations(caller('o1', ['permits/window', 'yaodu']))).toEqual(['office']);
  expect(relations(caller('o2', ['permits/window', 'huozhou']))).toEqual([]);
  expect(relations(caller('o3', ['permits/window']))).toEqual(['office']);
  expect(relations(caller('o4', ['other/window']))).toEqual([]);
});

test('a group of a unit of its own has an office matter in that unit', () => {
  const view = { ...caseView({ unit: 'yaodu' }) };
  view.case = { ...view.case, units: { 'permits/window': 'huozhou' } };
  const relations = (group: string, unit: string) => [...relationsToCase(caller('o', [group, unit]), view, gazette)];
  expect(relations('permits/window', 'huozhou')).toEqual(['office']);
  expect(relations('permits/window', 'yaodu')).toEqual([]);
  expect(relations('permits/director', 'huozhou')).toEqual([]);
  expect(relations('permits/director', 'yaodu')).toEqual(['office']);
});

test('a case may be read by the persons that it was copied to, and by the groups, in its unit', () => {
  const copies = [
    { person: 'p1', grp: null },
    { person: null, grp: 'other/window' },
  ];
  const relations = (unit: string, who: ReturnType<typeof caller>) => [
    ...relationsToCase(who, { ...caseView({ unit }), copies }, gazette),
  ];
  expect(relations('yaodu', caller('p1'))).toEqual(['copied']);
  expect(relations('yaodu', caller('p2'))).toEqual([]);
  expect(relations('yaodu', caller('p2', ['other/window', 'yaodu']))).toEqual(['copied']);
  expect(relations('yaodu', caller('p2', ['other/window']))).toEqual(['copied']);
  expect(relations('yaodu', caller('p2', ['other/window', 'huozhou']))).toEqual([]);
  expect(relations('', caller('p2', ['other/window', 'huozhou']))).toEqual(['copied']);
});

test('a party that a case does not name is stood for by the members of its group, for its tasks only', () => {
  const named = caseView({ parties: [{ grp: 'permits/applicant', person: 'p1' }] });
  const task = { group: 'permits/applicant', unit: '', procedure: 'permits.permit' };
  const member = caller('p2', ['permits/applicant']);
  expect(candidateFor(member, task, named.parties, gazette)).toBeNull();
  expect(candidateFor(member, task, [], gazette)).toEqual({ group: 'applicant', unit: '' });
  expect(candidateFor(caller('p3'), task, [], gazette)).toBeNull();
  expect([...relationsToCase(member, caseView({ parties: [] }), gazette)]).toEqual([]);
});

test("a party's task in a unit is for the members of that unit, one without for all of them", () => {
  const task = { group: 'permits/applicant', unit: 'LF-7', procedure: 'permits.permit' };
  const of = (unit: string) => caller(`m${unit}`, ['permits/applicant', unit]);
  expect(candidateFor(of('LF-7'), task, [], gazette)).toEqual({ group: 'applicant', unit: '' });
  expect(candidateFor(of('LF-8'), task, [], gazette)).toBeNull();
  expect(candidateFor(of(''), task, [], gazette)).toEqual({ group: 'applicant', unit: '' });
  expect(candidateFor(of('LF-8'), { ...task, unit: '' }, [], gazette)).toEqual({ group: 'applicant', unit: '' });
});

test('a task is for its group in its unit', () => {
  const task = { group: 'permits/window', unit: 'yaodu', procedure: 'permits.permit' };
  expect(candidateFor(caller('a', ['permits/window', 'yaodu']), task, [], gazette)).toEqual({
    group: 'window',
    unit: 'yaodu',
  });
  expect(candidateFor(caller('b', ['permits/window', 'huozhou']), task, [], gazette)).toBeNull();
  expect(candidateFor(caller('c', ['permits/window']), task, [], gazette)).toEqual({ group: 'window', unit: '' });
  expect(candidateFor(caller('d', ['permits/director', 'yaodu']), task, [], gazette)).toBeNull();
});

test("a task without a unit is the city's, or every unit's where the group says so", () => {
  const task = { group: 'permits/window', unit: '', procedure: 'permits.permit' };
  const who = caller('a', ['permits/window', 'yaodu']);
  const shared = { ...gazette, groups: gazette.groups.map((group) => ({ ...group, anyUnit: true as const })) };
  expect(candidateFor(who, task, [], gazette)).toBeNull();
  expect(candidateFor(who, task, [], shared)).toEqual({ group: 'window', unit: 'yaodu' });
  expect(candidateFor(who, { ...task, unit: 'huozhou' }, [], shared)).toBeNull();
  const row = { grp: 'permits/window', unit: '' } as CaseView['tasks'][number];
  const view = { ...caseView({}), tasks: [row] };
  expect(actingGroups(who, view, gazette)).toEqual([]);
  expect(actingGroups(who, view, shared)).toEqual([{ group: 'window', unit: 'yaodu' }]);
});

test('in a case a person acts as its party and as their offices', () => {
  const view = caseView({ parties: [{ grp: 'permits/applicant', person: 'p1' }] });
  const who = caller('p1', ['permits/window']);
  expect(actingGroups(who, view, gazette).map(({ group }) => group)).toEqual(['applicant', 'window']);
});

test('lists show offices of the documents, and everything to auditors and operators', () => {
  expect(sightOf(caller('a', ['permits/window', 'yaodu'], ['permits/applicant']), [gazette])).toEqual({
    all: false,
    party: 'a',
    offices: [{ slug: 'permits', unit: 'yaodu' }],
  });
  expect(sightOf(caller('b', ['banli/auditor']), [gazette]).all).toBe(true);
});
