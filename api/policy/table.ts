/**
 * Who may do what: the only place that says so. A person has roles by their memberships and relations to the thing that
 * is asked for; a row allows an action to a role in a relation; what no row allows is refused.
 */

/**
 * `person`: everybody who has signed in. `officer`: a member of a group of an office. The others are the groups
 * `banli/<role>`.
 */
export const ROLES = ['person', 'officer', 'operator', 'auditor', 'author', 'administrator', 'leader'] as const;
export type Role = (typeof ROLES)[number];

/**
 * `none`: no relation is needed. `starter`: may act as a group that may start the procedure. `party`: applicant or another
 * party of the case. `office`: a member of a group of the document that the case or register belongs to, in its unit.
 * `candidate`: in the group (and unit) of the task. `sender`: may act as a group that the message may come from.
 * `owner`: has handed in the file.
 */
export const RELATIONS = ['none', 'starter', 'party', 'office', 'candidate', 'sender', 'owner'] as const;
export type Relation = (typeof RELATIONS)[number];

export const ACTIONS = [
  'definition.read',
  'definition.deploy',
  'case.start',
  'case.list',
  'case.read',
  'case.read-data',
  'case.read-history',
  'case.read-decisions',
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
  'message.send',
  'offer.list',
  'draft.keep',
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
  ),
  ...rows('person', 'owner', 'file.read'),
  ...rows('officer', 'none', 'substitute.name'),
  ...rows('person', 'starter', 'case.start'),
  ...rows('person', 'party', 'case.read', 'case.read-decisions', 'campaign.read', 'deadline.explain'),
  ...rows('person', 'candidate', 'task.read', 'task.claim', 'task.release', 'task.transfer', 'task.complete'),
  ...rows('person', 'sender', 'message.send'),
  ...rows('officer', 'office', 'case.read', 'case.read-data', 'case.read-history', 'case.read-decisions'),
  ...rows('officer', 'office', 'campaign.read', 'deadline.explain', 'register.read', 'register.import', 'file.read'),
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
  // Who says who may do what does none of it: an operator who could make themselves an auditor would read everything.
  ...rows('administrator', 'none', 'person.read', 'person.change'),
];

export function isAllowed(action: Action, roles: ReadonlySet<Role>, relations: ReadonlySet<Relation>): boolean {
  return POLICY.some(
    (row) => row.action === action && roles.has(row.role) && (row.relation === 'none' || relations.has(row.relation)),
  );
}
