/**
 * Who may do what: the only place that says so. A person has roles by their memberships and relations to the thing that
 * is asked for; a row allows an action to a role in a relation; what no row allows is refused.
 */

/**
 * `person`: everybody who has signed in. `officer`: a member of a group of an office. `holder`: nobody has signed in, the
 * receipt of a case was shown. The others are the groups `banli/<role>`.
 */
export const ROLES = [
  'person',
  'officer',
  'holder',
  'operator',
  'auditor',
  'author',
  'administrator',
  'leader',
] as const;
export type Role = (typeof ROLES)[number];

/**
 * `none`: no relation is needed. `starter`: may act as a group that may start the procedure. `party`: applicant or another
 * party of the case. `office`: a member of a group of the document that the case or register belongs to, in its unit.
 * `candidate`: in the group (and unit) of the task. `signer`: asked to sign an open task of the case. `copied`: the case
 * was sent to them or their group for their notice. `sender`: may act as a group that the message may come from.
 * `owner`: has handed in the file.
 */
export const RELATIONS = [
  'none',
  'starter',
  'party',
  'office',
  'candidate',
  'signer',
  'copied',
  'sender',
  'owner',
] as const;
export type Relation = (typeof RELATIONS)[number];

export const ACTIONS = [
  'definition.read',
  'definition.deploy',
  'definition.rehearse',
  'case.start',
  'case.list',
  'case.read',
  'case.read-data',
  'case.read-history',
  'case.read-decisions',
  'case.read-state',
  'case.replay',
  'case.export',
  'comment.read',
  'comment.write',
  'campaign.list',
  'campaign.read',
  'deadline.explain',
  'deadline.list',
  'calendar-feed.keep',
  'digest.read',
  'statistics.read',
  'document.read',
  'document.serve',
  'task.list',
  'task.read',
  'task.claim',
  'task.release',
  'task.transfer',
  'task.complete',
  'task.send-back',
  'task.retrieve',
  'task.delegate',
  'task.return-delegation',
  'task.recall-delegation',
  'task.open-signing',
  'task.add-signers',
  'task.remove-signer',
  'task.withdraw-signing',
  'task.sign',
  'task.urge',
  'case.copy',
  'message.send',
  'draw.read',
  'reconciliation.read',
  'receipt.issue',
  'receipt.read',
  'receipt.act',
  'offer.list',
  'draft.keep',
  'view.keep',
  'substitute.name',
  'inbox.read',
  'event.listen',
  'incident.read',
  'incident.retry',
  'incident.resolve',
  'calendar.read',
  'calendar.change',
  'register.read',
  'register.import',
  'register.edit',
  'audit.read',
  'person.read',
  'person.change',
  'file.store',
  'file.read',
] as const;
export type Action = (typeof ACTIONS)[number];

export interface Row {
  readonly action: Action;
  readonly role: Role;
  readonly relation: Relation;
}

function rows(role: Role, relation: Relation, ...actions: Action[]): Row[] {
  return actions.map((action) => ({ action, role, relation }));
}

export const POLICY: readonly Row[] = [
  ...rows(
    'person',
    'none',
    'definition.read',
    'calendar.read',
    'case.list',
    'campaign.list',
    'task.list',
    'inbox.read',
    'event.listen',
    'offer.list',
    'file.store',
    'draft.keep',
    'view.keep',
  ),
  ...rows('person', 'owner', 'file.read'),
  ...rows('officer', 'none', 'substitute.name'),
  ...rows('person', 'starter', 'case.start'),
  ...rows('person', 'party', 'case.read', 'case.read-decisions', 'campaign.read', 'deadline.explain'),
  ...rows('person', 'candidate', 'task.read', 'task.claim', 'task.release', 'task.transfer', 'task.complete'),
  ...rows('officer', 'candidate', 'task.send-back', 'task.retrieve'),
  ...rows('officer', 'candidate', 'task.delegate', 'task.return-delegation', 'task.recall-delegation'),
  ...rows(
    'officer',
    'candidate',
    'task.open-signing',
    'task.add-signers',
    'task.remove-signer',
    'task.withdraw-signing',
  ),
  ...rows('officer', 'signer', 'task.read', 'task.sign', 'case.read'),
  ...rows('person', 'copied', 'case.read'),
  ...rows('person', 'party', 'task.urge'),
  ...rows('officer', 'office', 'task.urge', 'case.copy'),
  ...rows('person', 'sender', 'message.send'),
  ...rows('person', 'party', 'receipt.issue'),
  ...rows('officer', 'office', 'receipt.issue', 'draw.read', 'reconciliation.read'),
  ...rows('auditor', 'none', 'draw.read', 'reconciliation.read'),
  // Whoever shows a receipt has this case and nothing else, and stands for its party.
  ...rows('holder', 'party', 'receipt.read', 'receipt.act'),
  ...rows('officer', 'office', 'case.read', 'case.read-data', 'case.read-history', 'case.read-decisions'),
  ...rows('officer', 'office', 'comment.read', 'comment.write'),
  ...rows('auditor', 'none', 'comment.read'),
  ...rows('officer', 'office', 'campaign.read', 'deadline.explain', 'file.read'),
  // Which fields of a row, and of which unit, is said by the register.
  ...rows('officer', 'office', 'register.read', 'register.import', 'register.edit'),
  ...rows('auditor', 'none', 'case.read', 'case.read-data', 'case.read-history', 'case.read-decisions'),
  ...rows(
    'auditor',
    'none',
    'campaign.read',
    'deadline.explain',
    'register.read',
    'incident.read',
    'audit.read',
    'person.read',
    'file.read',
  ),
  ...rows('auditor', 'none', 'case.read-state', 'case.replay', 'case.export'),
  ...rows('person', 'party', 'document.read'),
  ...rows('officer', 'office', 'document.read', 'document.serve'),
  ...rows('auditor', 'none', 'document.read'),
  // An operator keeps cases going without reading what is in them.
  ...rows('operator', 'none', 'case.read', 'campaign.read', 'deadline.explain', 'calendar.change', 'definition.deploy'),
  ...rows('operator', 'none', 'incident.read', 'incident.retry', 'incident.resolve'),
  // Of the caller's own groups, whatever the case.
  ...rows('officer', 'none', 'deadline.list', 'calendar-feed.keep', 'digest.read', 'statistics.read'),
  // Figures of all cases, and behind each the number, procedure, state and dates of its cases: no right to open one.
  ...rows('leader', 'none', 'statistics.read'),
  ...rows('author', 'none', 'definition.deploy'),
  // Rehearsals and tries write nothing and show no case.
  ...(['officer', 'author', 'operator', 'auditor'] as const).flatMap((role) =>
    rows(role, 'none', 'definition.rehearse'),
  ),
  // Who says who may do what does none of it: an operator who could make themselves an auditor would read everything.
  ...rows('administrator', 'none', 'person.read', 'person.change'),
];

export function isAllowed(action: Action, roles: ReadonlySet<Role>, relations: ReadonlySet<Relation>): boolean {
  return POLICY.some(
    (row) => row.action === action && roles.has(row.role) && (row.relation === 'none' || relations.has(row.relation)),
  );
}
