/** The tables of both schemas, as Kysely and the row builders see them. */
import type { ColumnType, Generated } from 'kysely';
import type { JsonObject } from '../rules/json.ts';

/** Written as text, as JSON has no other way to a json or jsonb column; read as a value. */
type JsonColumn<T> = ColumnType<T, string, string>;
/** A machine's time, set by the database unless given. */
type Stamp = ColumnType<Date, Date | string | undefined, Date | string>;

// ── app ─────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface ContentTable {
  hash: string;
  kind: 'bundle' | 'decision' | 'calendar';
  bytes: Buffer;
  stored_at: Stamp;
}

export interface DefinitionTable {
  kind: 'procedure' | 'decision';
  id: string;
  version: number;
  hash: string;
  title_zh: string;
  title_en: string;
  current: boolean;
  deployed_at: Stamp;
  deployed_by: string;
}

interface CalendarTable {
  hash: string;
  id: string;
  first_year: number;
  last_year: number;
  current: boolean;
  deployed_at: Stamp;
  deployed_by: string;
}

interface AppCaseTable {
  id: string;
  number: string;
  procedure: string;
  definition: string;
  calendar: string;
  idempotency_key: string;
  body_hash: string;
  start_at: number;
  start_command: Buffer | null;
  /** Keyed hash of the value that must be there once. */
  once_key: string | null;
  started: Generated<boolean>;
  created_at: Stamp;
}

interface AppDocumentTable {
  case_id: string;
  seq: number;
  document: string;
  number: string | null;
  /** Sealed JSON. */
  content: Buffer;
  issued_at: number;
  stored_at: Stamp;
}

interface RegisterTable {
  register: string;
  /** Keyed hash of the row's key. */
  key: string;
  /** Sealed JSON: key and values. */
  row: Buffer;
  updated_at: number;
}

/** The same, readable: in the read model. */
interface RegisterReadTable {
  register: string;
  key: string;
  values: JsonColumn<JsonObject>;
  updated_at: number;
}

interface RegisterHistoryTable {
  id: Generated<number>;
  register: string;
  key: string;
  /** What wrote: a case, an import, or an edit by hand or a schedule under an id of its own. */
  case_id: string;
  /** Number of its fact; of an import, the line of the file; of an edit by hand, 1. */
  seq: number;
  /** Sealed JSON: key and values; of an edit by hand, who did it and why. */
  row: Buffer;
  at: number;
  written_at: Stamp;
}

/** A file that was merged into a register, once. */
interface RegisterImportTable {
  id: string;
  register: string;
  person: string;
  /** SHA-256 of its bytes. */
  file: string;
  rows: number;
  at: number;
  imported_at: Stamp;
}

interface ReceiptTable {
  case_id: string;
  code: string;
  grp: string;
  salt: Buffer;
  /** Keyed hash of the slow hash. */
  secret: string;
  issue: number;
  issued_by: string;
  issued_at: Stamp;
}

interface OfferTable {
  case_id: string;
  seq: number;
  definition: string;
  grp: string;
  unit: string;
  /** Sealed JSON. */
  input: Buffer;
  at: number;
  taken_by_case: string | null;
  declined_by: string | null;
  closed_at: Date | null;
}

interface IdempotencyTable {
  person: string;
  key: string;
  route: string;
  body_hash: string;
  status: number | null;
  /** Sealed JSON. */
  response: Buffer | null;
  created_at: Stamp;
}

interface PersonTable {
  id: string;
  name: string;
  subject: string | null;
  demo: Generated<boolean>;
  disabled: Generated<boolean>;
  created_at: Stamp;
}

interface MembershipTable {
  person: string;
  grp: string;
  unit: string;
  granted_by: string;
  granted_at: Stamp;
}

interface MembershipAuditTable {
  id: Generated<number>;
  at: Stamp;
  by_person: string;
  action: 'granted' | 'withdrawn';
  person: string;
  grp: string;
  unit: string;
}

interface DraftTable {
  id: string;
  person: string;
  subject: string;
  version: number;
  /** Sealed JSON. */
  content: Buffer;
  updated_at: Stamp;
}

/** What the office notes beside a case, for itself. */
interface CommentTable {
  id: string;
  case_id: string;
  author: string;
  /** Sealed text. */
  content: Buffer;
  written_at: Stamp;
}

/** A filter of the worklist that a person keeps under a name. */
interface SavedViewTable {
  id: string;
  person: string;
  is_default: boolean;
  /** Sealed JSON: name and filter. */
  content: Buffer;
  saved_at: Stamp;
}

interface CalendarFeedTable {
  id: string;
  person: string;
  grp: string | null;
  token_hash: string;
  created_at: Stamp;
  read_at: Date | null;
}

interface DigestTable {
  person: string;
  day: string;
  at: number;
  since: number;
  overdue: number;
  today: number;
  week: number;
  fresh: number;
  seen_at: ColumnType<Date | null, Date | undefined, Date>;
}

interface BlobTable {
  hash: string;
  size: number;
  media_type: string;
  /** Sealed. */
  bytes: Buffer;
  stored_by: string;
  stored_at: Stamp;
}

interface ArchiveTable {
  run_id: string;
  case_id: string;
  status: string;
  events: number;
  hash: string;
  bytes: Buffer;
  started_at: number;
  closed_at: number;
  archived_at: Stamp;
}

interface ArchiveQueueTable {
  run_id: string;
  workflow_id: string;
  closed_at: number;
  queued_at: Stamp;
  attempts: Generated<number>;
  next_attempt_at: Stamp;
  last_error: string | null;
}

interface AuditTable {
  id: Generated<number>;
  at: Stamp;
  person: string | null;
  acting_as: string | null;
  action: string;
  case_id: string | null;
  object: string | null;
  outcome: 'done' | 'refused' | 'failed';
  reason: string | null;
  trace_id: string | null;
}

interface DutyTable {
  /** SHA-256 of the duty's key. */
  key: string;
  procedure: string;
  schedule: string;
  period: string;
  unit: string;
  at: number;
  /** Sealed JSON: key and input. */
  duty: Buffer;
  case_id: string | null;
  attempts: Generated<number>;
  last_error: string | null;
  claimed_at: Stamp;
}

interface ScheduleTickTable {
  procedure: string;
  schedule: string;
  until: number;
  waiting_for_year: number | null;
  fault: string | null;
  ticked_at: Stamp;
}

// ── read ────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface CaseRow {
  id: string;
  number: string;
  procedure: string;
  definition: string;
  calendar: string;
  subject: string;
  unit: string;
  /** Of groups of another unit than the case's. */
  units?: Record<string, string> | null | undefined;
  started_by: string | null;
  on_behalf_of: string | null;
  status: 'open' | 'ended';
  outcome: string | null;
  started_at: number;
  ended_at: number | null;
  seq: number;
  hash: string;
  state_hash: string;
  run_number: number;
  history_length: number;
  parent_case: string | null;
  dirty: boolean;
  projected_at: Date;
}

interface FactRow {
  case_id: string;
  seq: number;
  at: number;
  type: string;
  body: JsonObject;
  hash: string;
  machine_at: number;
}

export interface TaskRow {
  case_id: string;
  token: number;
  step: string;
  parent: number | null;
  item: string | null;
  /** What the item is called by its own record; null: people know it by its key. */
  item_name: string | null;
  procedure: string;
  grp: string;
  unit: string;
  state: 'open' | 'completed' | 'closed';
  claimed_by: string | null;
  /** Who works on it for its holder. */
  delegated_to: string | null;
  /** When it was sent back here, and to whom: who did it last. */
  sent_back_at: number | null;
  sent_back_to: string | null;
  urged_at: number | null;
  opened_at: number;
  closed_at: number | null;
  completed_by: string | null;
  deadline: string | null;
  due: string | null;
  due_basis: string | null;
  due_earliest: string | null;
  due_sort: string;
  version: number;
}

export interface DeadlineRow {
  case_id: string;
  deadline: string;
  state: 'running' | 'suspended' | 'met' | 'overdue' | 'cancelled';
  basis: string;
  counts_from: string;
  days: number;
  due: string | null;
  due_earliest: string | null;
  unknown_year: number | null;
  suspensions: { from: string; to: string | null }[];
  extensions: number;
  started_at: number;
}

/** A deadline that runs, at a desk that has an open task under it. */
export interface AgendaRow {
  case_id: string;
  deadline: string;
  run: number;
  /** `<slug>/<group>`; `<slug>/`: nobody's turn. */
  grp: string;
  unit: string;
  /** Of the case. */
  case_unit: string;
  procedure: string;
  state: 'running' | 'suspended' | 'overdue';
  basis: string;
  counts_from: string;
  due: string | null;
  due_earliest: string | null;
  unknown_year: number | null;
  due_sort: string;
  warn_days: number;
  /** Open tasks under it that nobody has claimed. */
  unclaimed: number;
}

/** One running of a deadline, from its start to its end. */
export interface DeadlineRunRow {
  case_id: string;
  procedure: string;
  deadline: string;
  run: number;
  /** That are due by it. */
  steps: string[];
  started_at: number;
  due: string | null;
  overdue_at: number | null;
  ended_at: number | null;
  ended_as: 'met' | 'cancelled' | null;
  /** Number of the last fact that changed it, and its instant. */
  version: number;
  changed_at: number;
  /** When it was known whether it was kept, and the groups (`<slug>/<group>`) that had had a task of these steps by then. */
  judged_at: number | null;
  grps: string[];
}

export interface InboxRow {
  case_id: string;
  seq: number;
  place: number;
  kind: 'notice' | 'reminder' | 'escalation' | 'copy' | 'urge' | 'sent-back';
  /** Empty where it comes to a person alone. */
  grp: string;
  person: string | null;
  by_person: string | null;
  step: string | null;
  note: string | null;
  template: string | null;
  deadline: string | null;
  days_before: number | null;
  at: number;
}

export interface DocumentRow {
  case_id: string;
  seq: number;
  document: string;
  number: string | null;
  issued_at: number;
}

export interface IncidentRow {
  case_id: string;
  incident: number;
  kind: string;
  reason: string;
  step: string | null;
  raised_at: number;
  resolved_at: number | null;
}

export interface PartyRow {
  case_id: string;
  grp: string;
  person: string;
}

/** Who is asked to sign an open task. */
export interface SignerRow {
  case_id: string;
  token: number;
  person: string;
  /** `over`: the signing was closed before they answered. */
  state: 'asked' | 'agreed' | 'disagreed' | 'over';
  due_sort: string;
}

/** To whom, person or group, a case was sent for their notice. */
export interface CopyRow {
  case_id: string;
  seq: number;
  place: number;
  person: string | null;
  grp: string | null;
}

/** Another case to which a case has done something: started it, or sent it a message. */
export interface LinkRow {
  case_id: string;
  /** Of the fact that did it. */
  seq: number;
  kind: 'started' | 'told';
  other: string;
}

export interface CaseKeysRow {
  case_id: string;
  procedure: string;
  open: boolean;
  keys: JsonObject;
}

/** Who has acted in a case, with what sorts it among the cases that they wait for. */
export interface ActedRow {
  case_id: string;
  person: string;
  open: boolean;
  due_sort: string;
}

/** A text by which a case is found: its number, who started it (an id), for whom, or a field of the start. */
export interface SearchPart {
  place: 'number' | 'starter' | 'party' | 'field';
  field?: string;
  text: string;
}

export interface SearchRow {
  case_id: string;
  text: string;
  grams: string[];
  parts: SearchPart[];
}

export interface SubstituteTable {
  id: string;
  person: string;
  substitute: string;
  from_date: string;
  until_date: string;
  named_by: string;
  named_at: Stamp;
  withdrawn_at: Date | null;
  withdrawn_by: string | null;
}

export interface Tables {
  'app.content': ContentTable;
  'app.definitions': DefinitionTable;
  'app.calendars': CalendarTable;
  'app.numbers': { kind: 'case' | 'document'; key: string; year: number; last: number };
  'app.cases': AppCaseTable;
  'app.documents': AppDocumentTable;
  'app.registers': RegisterTable;
  'app.register_history': RegisterHistoryTable;
  'app.register_imports': RegisterImportTable;
  'app.offers': OfferTable;
  'app.idempotency': IdempotencyTable;
  'app.persons': PersonTable;
  'app.memberships': MembershipTable;
  'app.membership_audit': MembershipAuditTable;
  'app.drafts': DraftTable;
  'app.substitutes': SubstituteTable;
  'app.saved_views': SavedViewTable;
  'app.comments': CommentTable;
  'app.inbox_seen': { person: string; case_id: string; seq: number; seen_at: Stamp };
  'app.calendar_feeds': CalendarFeedTable;
  'app.digests': DigestTable;
  'app.digest_days': { day: string; at: number };
  'app.blobs': BlobTable;
  'app.blob_owners': { hash: string; person: string; stored_at: Stamp };
  'app.archives': ArchiveTable;
  'app.archive_queue': ArchiveQueueTable;
  'app.audit_log': AuditTable;
  'app.receipts': ReceiptTable;
  'app.receipt_attempts': { code: string; attempts: number; last_at: Stamp };
  'app.signing_keys': { key_id: string; public_key: Buffer; created_at: Stamp; retired_at: Date | null };
  'app.duty_keys': DutyTable;
  'app.schedule_ticks': ScheduleTickTable;
  'read.cases': CaseRow;
  'read.facts': FactRow;
  'read.tasks': TaskRow;
  'read.deadlines': DeadlineRow;
  'read.agenda': AgendaRow;
  'read.deadline_runs': DeadlineRunRow;
  'read.inbox': InboxRow;
  'read.documents': DocumentRow;
  'read.incidents': IncidentRow;
  'read.parties': PartyRow;
  'read.signers': SignerRow;
  'read.copies': CopyRow;
  'read.links': LinkRow;
  'read.acted': ActedRow;
  'read.case_keys': CaseKeysRow;
  'read.search': SearchRow;
  'read.registers': RegisterReadTable;
  'read.version': { version: number };
}
