/**
 * What the API needs from the world: narrow interfaces, made from the database and Temporal in adapters/, and kept in
 * memory by tests. Every one may throw `Unavailable`: then the answer is 503, and heals by itself.
 */
import type { Readable } from 'node:stream';
import type { Finding } from '../compiler/finding.ts';
import type { Bundle } from '../engine/model.ts';
import type { IsAsSeen } from '../replay/as-seen.ts';
import type { CaseCheck } from '../replay/case-check.ts';
import type { CalendarData } from '../rules/calendar/calendar.ts';
import type { Decision } from '../rules/decision/model.ts';
import type { JsonObject } from '../rules/json.ts';
import type {
  AgendaFilter,
  AgendaItem,
  AgendaSpan,
  CalendarEntry,
  DayCounts,
  Desk,
  GroupCounts,
} from '../store/agenda.ts';
import type { AuditEntry, AuditQuery, AuditRecord } from '../store/audit.ts';
import type { CalendarFeed } from '../store/calendar-feeds.ts';
import type { Campaign, CampaignMembers, CaseAtWork, Days, MemberFilter, MemberProgress } from '../store/campaigns.ts';
import type { CaseQuery, CaseView, InboxItem, SeenHead, Sight, TimelineEntry } from '../store/case-view.ts';
import type { Comment } from '../store/comments.ts';
import type { Page } from '../store/cursor.ts';
import type { DefinitionEntry, Deployed } from '../store/definitions.ts';
import type { DeskNotice, DoneQuery, DoneTask, WaitingCase, WaitingQuery } from '../store/desk.ts';
import type { Digest } from '../store/digests.ts';
import type { Draft } from '../store/drafts.ts';
import type { Gazette } from '../store/gazettes.ts';
import type { OfferItem } from '../store/offers.ts';
import type { IncidentItem } from '../store/operations.ts';
import type { DirectoryEntry, Person } from '../store/people.ts';
import type { IssuedReceipt } from '../store/receipts.ts';
import type { EditedRow, RowEdit } from '../store/register-edit.ts';
import type { DatedWrite } from '../store/register-history.ts';
import type { Imported, RegisterFile } from '../store/register-import.ts';
import type { GivenRow } from '../store/register-rows.ts';
import type { RegisterRow, VersionedRow } from '../store/registers.ts';
import type { RelatedCase } from '../store/related.ts';
import type { SavedView } from '../store/saved-views.ts';
import type { FoundCase } from '../store/search.ts';
import type { Figure, FigureCase, FigureQuery, Figures } from '../store/statistics.ts';
import type { StandIn, Substitution } from '../store/substitutes.ts';
import type { CaseRow } from '../store/tables.ts';
import type { Membership, TaskFilter, TaskItem, UnitTask, WorklistQuery, WorklistView } from '../store/worklist.ts';
import type { SendCommand, StartCase } from '../workflows/case-client.ts';
import type { CommandAnswer } from '../workflows/contract.ts';

/** `Gazette`: the document that definitions belong to, with its groups and registers. */
export type {
  AuditEntry,
  DatedWrite,
  Gazette,
  IncidentItem,
  IssuedReceipt,
  Membership,
  Person,
  RegisterRow,
  Sight,
  StandIn,
};

/** A server behind the API can't be reached now. */
export class Unavailable extends Error {
  override readonly name = 'Unavailable';
}

export interface Ports {
  /** Epoch ms. */
  now(): number;
  authentication: Authentication;
  people: People;
  directory: Directory;
  substitutes: Substitutes;
  drafts: Drafts;
  shelf: Shelf;
  compile: Compile;
  cases: CaseReader;
  campaigns: CampaignReader;
  deadlines: Deadlines;
  statistics: Statistics;
  desk: DeskReader;
  savedViews: SavedViews;
  comments: Comments;
  registers: Registers;
  files: Files;
  offers: Offers;
  receipts: Receipts;
  operations: OperationsReader;
  commands: Commands;
  idempotency: Idempotency;
  audit: Audit;
  audits: Audits;
  /** Null where an OpenID provider issues the tokens. */
  demo: Demo | null;
  health: Health;
}

// ── People ──────────────────────────────────────────────────────────────────────────────────────────────────────

export interface Authentication {
  /** The subject of a valid bearer token; null if it isn't valid. */
  subject(token: string): Promise<string | null>;
}

export interface People {
  bySubject(subject: string): Promise<Person | null>;
  /** `group` is `<slug>/<group>`; unit '' is the city, whose members act for every unit. */
  memberships(person: string): Promise<Membership[]>;
  names(ids: readonly string[]): Promise<Map<string, string>>;
  /** Persons of a group, for handing over. */
  members(group: string): Promise<{ id: string; name: string; unit: string }[]>;
}

/** Persons and memberships, kept by an administrator. */
export interface Directory {
  /** `text` is part of an id or name. */
  list(query: { text?: string; limit: number; cursor?: string }): Promise<Page<DirectoryEntry>>;
  find(id: string): Promise<DirectoryEntry | null>;
  add(person: { id: string; name: string; subject: string }): Promise<'added' | 'id-taken' | 'subject-taken'>;
  /** They can't sign in any more. False if there is none, or none to disable. */
  disable(id: string): Promise<boolean>;
  /** False if they are in it already. */
  grant(id: string, to: Membership, by: string): Promise<boolean>;
  /** False if they were not in it. */
  withdraw(id: string, from: Membership, by: string): Promise<boolean>;
}

/** Who stands in for officers on leave. Days are local dates. */
export interface Substitutes {
  name(named: Omit<Substitution, 'id'>): Promise<Substitution>;
  /** Those that run on the day or later. */
  of(person: string, day: string): Promise<Substitution[]>;
  /** False if the person has no such one. */
  withdraw(id: string, person: string, by: string): Promise<boolean>;
  /** For whom the person stands in on the day. */
  standIns(substitute: string, day: string): Promise<StandIn[]>;
}

/** What persons have begun to fill in. */
export interface Drafts {
  read(person: string, subject: string): Promise<Draft | null>;
  /** Null if another window has saved since `version`; 0: there was none. */
  save(person: string, subject: string, version: number, data: JsonObject): Promise<Draft | null>;
  drop(person: string, subject: string): Promise<void>;
}

export interface DemoPerson {
  id: string;
  name: string;
  memberships: Membership[];
}

export interface Demo {
  persons(): Promise<DemoPerson[]>;
  /** Null if there is no such demo person. */
  token(person: string): Promise<{ token: string; expiresAt: number } | null>;
}

// ── Definitions ─────────────────────────────────────────────────────────────────────────────────────────────────

export interface Compiled {
  findings: Finding[];
  bundles: Bundle[];
  decisions: Decision[];
  gazettes: Gazette[];
}

/** Pure; slow: it proves the soundness of procedures. */
export type Compile = (files: readonly { path: string; text: string }[]) => Promise<Compiled>;

export interface CurrentCalendar {
  hash: string;
  firstYear: number;
  lastYear: number;
}

export interface Shelf {
  list(): Promise<DefinitionEntry[]>;
  /** @throws Error if the content is gone. */
  bundle(hash: string): Promise<Bundle>;
  decision(hash: string): Promise<Decision>;
  calendar(hash: string): Promise<CalendarData>;
  currentCalendar(): Promise<CurrentCalendar | null>;
  gazettes(): Promise<Gazette[]>;
  /** @throws DeploymentRefused */
  deploy(compiled: Omit<Compiled, 'findings'>, by: string): Promise<Deployed[]>;
  /** The new one's hash. */
  deployCalendar(calendar: CalendarData, by: string): Promise<string>;
}

// ── Reading ─────────────────────────────────────────────────────────────────────────────────────────────────────

export interface CaseReader {
  view(caseId: string): Promise<CaseView | null>;
  timeline(caseId: string, from: number, limit: number): Promise<TimelineEntry[]>;
  list(query: CaseQuery): Promise<Page<CaseRow>>;
  search(query: { text: string; sight: Sight; limit: number; cursor?: string }): Promise<Page<FoundCase>>;
  /** Of the cases around it those that may be seen. */
  related(caseId: string, sight: Sight): Promise<RelatedCase[]>;
  head(caseId: string): Promise<SeenHead>;
  /** Hash of the calendar that the case began with; null if there is no such case. */
  firstCalendar(caseId: string): Promise<string | null>;
}

/** Cases with others around them. */
export interface CampaignReader {
  list(query: {
    procedures: readonly string[];
    sight: Sight;
    status?: 'open' | 'ended';
    limit: number;
    cursor?: string;
  }): Promise<Page<CaseAtWork>>;
  /** In the order of the campaign's members. */
  progress(campaign: Campaign, sight: Sight, days: Days): Promise<MemberProgress[]>;
  members(
    campaign: Campaign,
    members: CampaignMembers,
    query: MemberFilter & { sight: Sight; days: Days; limit: number; cursor?: string },
  ): Promise<Page<CaseAtWork>>;
}

/** What is due for desks, and what tells a person of it: calendar feeds and digests. */
export interface Deadlines {
  days(filter: AgendaFilter, span: { from: string; to: string }): Promise<DayCounts[]>;
  counts(filter: AgendaFilter): Promise<GroupCounts[]>;
  page(query: AgendaFilter & { span: AgendaSpan; limit: number; cursor?: string }): Promise<Page<AgendaItem>>;
  /** For calendars; with what ended at `endedSince` or later. */
  entries(desks: readonly Desk[], endedSince: number): Promise<CalendarEntry[]>;
  feeds(person: string): Promise<CalendarFeed[]>;
  /** With its secret, told this once; null: the person has as many as they may have. */
  createFeed(person: string, group: string | null): Promise<{ id: string; token: string } | null>;
  /** False if the person has no such feed. */
  revokeFeed(person: string, id: string): Promise<boolean>;
  /** Whose the secret is; null: nobody's who can sign in. */
  openFeed(token: string): Promise<{ person: string; group: string | null } | null>;
  /** Latest first. */
  digests(person: string, limit: number): Promise<Digest[]>;
  /** False if there is none. */
  markDigestSeen(person: string, day: string): Promise<boolean>;
}

export interface Statistics {
  figures(query: FigureQuery): Promise<Figures>;
  cases(
    query: FigureQuery & { figure: Figure; deadline?: string; limit: number; cursor?: string },
  ): Promise<Page<FigureCase>>;
}

export interface DeskReader {
  worklist(query: WorklistQuery): Promise<Page<TaskItem>>;
  /** Counts stop at `max`. */
  count(view: WorklistView, filter: TaskFilter, max: number): Promise<number>;
  waiting(query: WaitingQuery & { limit: number; cursor?: string }): Promise<Page<WaitingCase>>;
  countWaiting(query: WaitingQuery, max: number): Promise<number>;
  done(query: DoneQuery & { limit: number; cursor?: string }): Promise<Page<DoneTask>>;
  countDone(query: DoneQuery, max: number): Promise<number>;
  task(caseId: string, token: number): Promise<TaskItem | null>;
  /** Units in which a group has open tasks, the city ('') too. */
  units(groups: readonly string[]): Promise<Membership[]>;
  /** Of each membership with open tasks the first of them. */
  firstTasks(memberships: readonly Membership[]): Promise<UnitTask[]>;
  inbox(query: {
    person: string;
    memberships: readonly Membership[];
    limit: number;
    cursor?: string;
  }): Promise<Page<InboxItem>>;
  /** How many of their latest notices the person has not marked as seen. */
  unread(reader: { person: string; memberships: readonly Membership[] }): Promise<number>;
  markSeen(person: string, caseId: string, seq: number): Promise<void>;
  /** Whether the person is a party of the case or has acted in it. */
  hasPartIn(caseId: string, person: string): Promise<boolean>;
  /** Calls `tell` at each change, `lost` once when it can no longer know. The result stops it. */
  listen(tell: (notice: DeskNotice) => void, lost: (reason: Error) => void): Promise<() => Promise<void>>;
}

/** Filters of the worklist that persons keep under a name. */
export interface SavedViews {
  list(person: string): Promise<SavedView[]>;
  /** Under an id that there is, or null for a new one. */
  save(
    person: string,
    id: string | null,
    view: Omit<SavedView, 'id'>,
  ): Promise<SavedView | 'taken' | 'too-many' | 'none'>;
  /** False if there is none. */
  drop(person: string, id: string): Promise<boolean>;
}

/** What the office notes beside a case. */
export interface Comments {
  /** Latest first. */
  list(caseId: string): Promise<Comment[]>;
  write(caseId: string, author: string, text: string): Promise<void>;
}

export type Offer = Omit<OfferItem, 'unit'> & { caseNumber: string };

export interface Offers {
  open(query: { person: string; groups: readonly string[]; limit: number; cursor?: string }): Promise<Page<Offer>>;
  find(caseId: string, seq: number): Promise<Offer | null>;
  /** False if it was closed before. */
  close(offer: { caseId: string; seq: number }, by: { caseId: string } | { declinedBy: string }): Promise<boolean>;
}

/** By which a party sees its case without an account. */
export interface Receipts {
  /** Told with the start of a case, the same to every repeat; null once a new secret was issued. */
  first(of: { caseId: string; group: string; by: string }): Promise<IssuedReceipt | null>;
  /** The first one of a case, or a new secret: the earlier one opens nothing any more. */
  issue(of: { caseId: string; group: string; by: string }): Promise<IssuedReceipt>;
  open(code: string, secret: string): Promise<OpenedReceipt>;
  /** Null: no token of a session that still runs. */
  holder(token: string): Promise<Holder | null>;
}

export type OpenedReceipt =
  | { kind: 'open'; caseId: string; token: string; expiresAt: number }
  | { kind: 'wrong'; caseId: string | null }
  | { kind: 'locked'; seconds: number };

/** Who stands for a party of one case, by its receipt. */
export interface Holder {
  caseId: string;
  /** Without the document. */
  group: string;
}

/** `register` is `<slug>/<register>`. */
export interface Registers {
  /** Rows by key; `text` is part of the key or of a value. */
  search(register: string, query: { text?: string; limit: number; cursor?: string }): Promise<Page<RegisterRow>>;
  row(register: string, key: string): Promise<VersionedRow | null>;
  /** Merges values into a row, or makes it, once for the same request. */
  edit(register: string, edit: RowEdit): Promise<EditedRow>;
  /** What was written to a row, latest first. */
  history(register: string, key: string, query: { limit: number; cursor?: string }): Promise<Page<DatedWrite>>;
  /** Merges the rows of a file, all and once. */
  import(register: string, rows: readonly GivenRow[], by: RegisterFile): Promise<Imported>;
  /** What importing them would do now. */
  tryImport(register: string, rows: readonly GivenRow[], file: string): Promise<Imported>;
}

/** Files of forms, by the SHA-256 of their bytes. */
export interface Files {
  /** Its hash. */
  store(bytes: Uint8Array, mediaType: string, by: string): Promise<string>;
  read(hash: string): Promise<{ mediaType: string; bytes: Uint8Array } | null>;
  /** Whether this person has handed it in. */
  isOwner(hash: string, person: string): Promise<boolean>;
}

export interface OperationsReader {
  incidents(query: { open: boolean; limit: number; cursor?: string }): Promise<Page<IncidentItem>>;
  /** Open cases by procedure and the hash of their definition. */
  openByDefinition(): Promise<{ procedure: string; definition: string; cases: number }[]>;
  /** Open cases that count with another calendar than this, in the order of their ids. */
  openWithOtherCalendar(calendar: string, after: string, limit: number): Promise<string[]>;
}

// ── Acting ──────────────────────────────────────────────────────────────────────────────────────────────────────

export interface MintStart {
  /** Once for each key. */
  key: string;
  bodyHash: string;
  bundle: Bundle;
  definition: string;
  calendar: string;
  at: number;
  command: StartCase['command'];
}

export type MintedStart =
  | { kind: 'minted'; caseId: string; number: string; definition: string; calendar: string }
  | { kind: 'conflict' }
  /** Another case or a register has the value of this input, which must be there once. */
  | { kind: 'taken'; input: string };

export interface Commands {
  mint(start: MintStart): Promise<MintedStart>;
  /** Repeating it changes nothing. @throws CaseUnreachable */
  start(request: StartCase): Promise<void>;
  /** @throws CaseRefusal | CaseUnreachable */
  command(request: SendCommand): Promise<CommandAnswer>;
  /** The answer given before to the same command under the same id; null if none is known. @throws CaseUnreachable */
  earlier(request: Pick<SendCommand, 'caseId' | 'id' | 'command'>): Promise<CommandAnswer | null>;
  isAsSeen: IsAsSeen;
}

export type IdempotencyState =
  | { kind: 'first' }
  | { kind: 'running' }
  | { kind: 'other-content' }
  | { kind: 'answered'; status: number; body: JsonObject };

/** Requests by (person, key). */
export interface Idempotency {
  begin(person: string, key: string, route: string, bodyHash: string): Promise<IdempotencyState>;
  answered(person: string, key: string, status: number, body: JsonObject): Promise<void>;
  /** Nothing was done, or its fate is to be asked again: the key is free for a repeat. */
  release(person: string, key: string): Promise<void>;
}

/** Who read or tried what; ids and reasons only. */
export interface Audit {
  write(entry: AuditEntry): Promise<void>;
  /** Latest first. */
  read(query: AuditQuery): Promise<Page<AuditRecord>>;
}

/** Checks of whole cases against their histories, outside this process. */
export interface Audits {
  /** One after another, in the order given. @throws Unavailable if that ends before the last */
  check(caseIds: readonly string[], signal: AbortSignal): AsyncIterable<CaseCheck>;
  /** The evidence file as it is written; null if nothing is left of the case. @throws Unavailable */
  evidence(caseId: string, signal: AbortSignal): Promise<Readable | null>;
}

export interface Health {
  /** Each resolves if the part works, and rejects with the reason if not. */
  database(): Promise<void>;
  temporal(): Promise<void>;
  worker(): Promise<void>;
}
