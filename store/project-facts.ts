/**
 * From facts and the state after them to rows of the read model. Pure: the same history gives the same rows, whether it
 * comes fact by fact or at once.
 *
 * What is open is read from the state (deadlines, open tasks, data), what is over from the facts. A row of a task that
 * was opened before these facts is told in a patch.
 */
import type { CaseState, DeadlineState, Fact, Item, Reopened, Token } from '../engine/model.ts';
import { isDelegated } from '../engine/transitions/find-task.ts';
import type { Json, JsonObject } from '../rules/json.ts';
import { agendaOf, datesOf, NO_DUE_DATE, RunFold, type RunPatch } from './deadline-facts.ts';
import type { Outline } from './outline.ts';
import { gramsOf, searchText } from './search-text.ts';
import type {
  ActedRow,
  AgendaRow,
  CaseKeysRow,
  CaseRow,
  CopyRow,
  DeadlineRow,
  DeadlineRunRow,
  DocumentRow,
  InboxRow,
  IncidentRow,
  LinkRow,
  PartyRow,
  SearchPart,
  SearchRow,
  SignerRow,
  TaskRow,
} from './tables.ts';

export { NO_DUE_DATE };

interface TaskPatch {
  token: number;
  /** Null: still open. */
  state: 'completed' | 'closed' | null;
  closed_at: number | null;
  completed_by: string | null;
  version: number;
}

export interface Rows {
  /** That something was carried out changes nothing of what is open, due or found: those rows stand as they did. */
  onlyEffects: boolean;
  case: Omit<
    CaseRow,
    'hash' | 'state_hash' | 'run_number' | 'history_length' | 'parent_case' | 'dirty' | 'projected_at'
  >;
  /** Open ones (those opened earlier with version 0: it comes from a patch or stays) and those opened and ended here. */
  tasks: TaskRow[];
  /** Tasks opened before these facts. */
  patches: TaskPatch[];
  deadlines: DeadlineRow[];
  agenda: AgendaRow[];
  /** Runnings that begin in these facts, and changes of earlier ones. */
  runs: DeadlineRunRow[];
  runPatches: RunPatch[];
  inbox: InboxRow[];
  documents: DocumentRow[];
  /** Numbers given to documents: by the number of the fact that issued them. */
  documentNumbers: { seq: number; number: string }[];
  incidents: IncidentRow[];
  resolved: { incident: number; resolved_at: number }[];
  parties: PartyRow[];
  /** Of the open tasks; null: nothing of them has changed. */
  signers: SignerRow[] | null;
  copies: CopyRow[];
  links: LinkRow[];
  acted: ActedRow[];
  /** Of all who have acted in the case, earlier ones too. */
  urgency: Pick<ActedRow, 'open' | 'due_sort'>;
  keys: CaseKeysRow;
  /** Null: these facts change nothing of what the case is searched by. */
  search: SearchRow | null;
}

/** @param facts in order, without a gap; the last one has the number `state.seq`. */
export function projectFacts(facts: readonly Fact[], state: CaseState, outline: Outline): Rows {
  const rows: Rows = {
    onlyEffects: facts.length > 0 && facts.every(({ type }) => type === 'effect-done'),
    case: caseRow(state, outline),
    tasks: [],
    patches: [],
    deadlines: Object.entries(state.deadlines).map(([id, deadline]) => deadlineRow(state.id, id, deadline)),
    agenda: agendaOf(state, outline, plain(outline.unitOf(state))),
    runs: [],
    runPatches: [],
    inbox: [],
    documents: [],
    documentNumbers: [],
    incidents: [],
    resolved: [],
    parties: partiesOf(state, outline),
    signers: null,
    copies: [],
    links: [],
    acted: [],
    urgency: { open: state.status !== 'ended', due_sort: NO_DUE_DATE },
    keys: keysOf(state, outline),
    search: changesSearch(facts, outline) ? searchRow(state, outline) : null,
  };
  const tasks = new TaskFold(state, outline);
  const runs = new RunFold(facts, state, outline);
  for (const fact of facts) {
    tasks.take(fact);
    runs.take(fact);
    takeNotices(rows, fact, state.id, outline);
    takeActs(rows, fact, state, outline);
    takeRecords(rows, fact, state.id);
  }
  const done = { ...rows, ...tasks.result(), ...runs.result() };
  const urgency = urgencyOf(done);
  const signers = signersOf(facts, state, done.tasks);
  return {
    ...done,
    urgency,
    signers,
    acted: personsIn(facts).map((person) => ({ case_id: state.id, person, ...urgency })),
  };
}

function urgencyOf({ urgency, tasks }: Rows): Rows['urgency'] {
  const dates = tasks.filter((task) => task.state === 'open').map((task) => task.due_sort);
  return { ...urgency, due_sort: dates.sort()[0] ?? NO_DUE_DATE };
}

/**
 * Who takes a task or gives it back has not done anything in the case yet; who signs for others or asks after it waits for
 * nothing; who runs the system works on all cases.
 */
const NO_WORK = new Set<Fact['type']>([
  'task-claimed',
  'task-released',
  'signed',
  'copied',
  'urged',
  'calendar-changed',
  'incident-resolved',
]);

/** Who did something in the case. */
function personsIn(facts: readonly Fact[]): string[] {
  const persons = facts.flatMap((fact) =>
    'by' in fact && fact.by?.person !== undefined && !NO_WORK.has(fact.type) ? [fact.by.person] : [],
  );
  return [...new Set(persons)].sort();
}

function caseRow(state: CaseState, outline: Outline): Rows['case'] {
  return {
    id: state.id,
    number: state.number,
    procedure: outline.procedure,
    definition: state.definition,
    calendar: state.calendar,
    subject: textsOf(state, outline)[0]?.text ?? '',
    unit: plain(outline.unitOf(state)),
    units: unitsOf(state, outline),
    started_by: state.startedBy?.person ?? state.startedBy?.group ?? null,
    on_behalf_of: plainOrNull(state.startedBy?.onBehalfOf),
    status: state.status === 'ended' ? 'ended' : 'open',
    outcome: state.outcome,
    started_at: state.startedAt,
    ended_at: state.endedAt,
    seq: state.seq,
  };
}

function unitsOf(state: CaseState, outline: Outline): Record<string, string> | null {
  const units = outline.unitsOf(state);
  return units && Object.fromEntries(Object.entries(units).map(([grp, unit]) => [grp, plain(unit)]));
}

// ── tasks ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** Follows each task through the facts. */
class TaskFold {
  readonly #state: CaseState;
  readonly #outline: Outline;
  /** Opened in these facts, and over already. */
  readonly #rows = new Map<number, TaskRow>();
  readonly #patches = new Map<number, TaskPatch>();

  constructor(state: CaseState, outline: Outline) {
    this.#state = state;
    this.#outline = outline;
  }

  take(fact: Fact): void {
    switch (fact.type) {
      case 'task-opened':
        this.#rows.set(fact.token, {
          ...openRow(this.#state.id, this.#outline, {
            id: fact.token,
            step: fact.step,
            since: fact.at,
            group: fact.group,
            unit: fact.unit,
            parent: fact.parent,
            item: fact.item,
            reopened: fact.reopened,
          }),
          version: fact.seq,
        });
        return;
      case 'task-claimed':
      case 'task-released':
      case 'task-transferred':
      case 'task-delegated':
      case 'delegation-returned':
      case 'delegation-recalled':
      case 'signing-opened':
      // Signatures and urgings leave the version as it is: they must not cost the officer what they are typing.
      case 'signing-closed':
        this.#touch(fact.token, fact.seq);
        return;
      case 'task-completed':
        this.#end(fact.token, 'completed', fact, fact.by.person ?? fact.by.group);
        return;
      case 'step-closed':
        this.#end(fact.token, 'closed', fact, null);
        return;
      case 'ended':
        for (const [token, row] of this.#rows) if (row.state === 'open') this.#end(token, 'closed', fact, null);
        return;
    }
  }

  /** What is open now is told by the state's tokens; what the facts say of them is their version. */
  result(): { tasks: TaskRow[]; patches: TaskPatch[] } {
    const open = this.#state.tokens.filter(isTask).map((token) => ({
      ...openRow(this.#state.id, this.#outline, token),
      ...dueOf(token.step, this.#state, this.#outline),
      claimed_by: token.claimedBy ?? null,
      delegated_to: isDelegated(token) ? (token.delegation?.to ?? null) : null,
      urged_at: token.urged?.at ?? null,
      version: this.#rows.get(token.id)?.version ?? this.#patches.get(token.id)?.version ?? 0,
    }));
    const ended = [...this.#rows.values()].filter((row) => row.state !== 'open');
    const patches = [...this.#patches.values()].filter((patch) => patch.state !== null);
    return { tasks: [...open, ...ended], patches };
  }

  #touch(token: number, seq: number): void {
    const row = this.#rows.get(token);
    if (row !== undefined) this.#rows.set(token, { ...row, version: seq });
    else this.#patches.set(token, { token, state: null, closed_at: null, completed_by: null, version: seq });
  }

  /** A step that is closed need not be a task; its patch then meets no row. */
  #end(token: number, state: 'completed' | 'closed', fact: Fact, by: string | null): void {
    const end = { state, closed_at: fact.at, completed_by: by, version: fact.seq };
    const row = this.#rows.get(token);
    if (row?.state === 'open') this.#rows.set(token, { ...row, ...end });
    // A task's token goes on as the step's own: after its completion nothing closes the task.
    else if (row === undefined && (this.#patches.get(token)?.state ?? null) === null) {
      this.#patches.set(token, { token, ...end });
    }
  }
}

type TaskToken = Pick<Token, 'id' | 'step' | 'since'> & {
  group: string;
  unit?: string | undefined;
  parent?: number | undefined;
  item?: Item | undefined;
  claimedBy?: string | undefined;
  reopened?: Reopened | undefined;
};

function isTask(token: Token): token is Token & TaskToken {
  return token.state === 'open' && token.group !== undefined;
}

function openRow(caseId: string, outline: Outline, token: TaskToken): TaskRow {
  return {
    case_id: caseId,
    token: token.id,
    step: token.step,
    parent: token.parent ?? null,
    item: token.item === undefined ? null : plain(token.item.key),
    item_name: token.item === undefined ? null : plainOrNull(outline.itemName(token.step, token.item.value)),
    procedure: outline.procedure,
    grp: `${outline.slug}/${token.group}`,
    unit: plain(token.unit ?? ''),
    state: 'open',
    claimed_by: null,
    delegated_to: null,
    ...sentBack(token),
    urged_at: null,
    opened_at: token.since,
    closed_at: null,
    completed_by: null,
    ...WITHOUT_DUE,
    version: 0,
  };
}

/** What was retrieved is no news to anybody. */
function sentBack({ reopened, since }: TaskToken): Pick<TaskRow, 'sent_back_at' | 'sent_back_to'> {
  if (reopened?.reason === undefined) return { sent_back_at: null, sent_back_to: null };
  return { sent_back_at: since, sent_back_to: reopened.performer ?? null };
}

const WITHOUT_DUE = { deadline: null, due: null, due_basis: null, due_earliest: null, due_sort: NO_DUE_DATE };

/** Of the deadlines that cover the step: the one with the first date; else one that has none yet. */
function dueOf(step: string, state: CaseState, outline: Outline): Pick<TaskRow, keyof typeof WITHOUT_DUE> {
  let best: Pick<TaskRow, keyof typeof WITHOUT_DUE> = WITHOUT_DUE;
  for (const id of outline.covering.get(step) ?? []) {
    const deadline = state.deadlines[id];
    if (deadline === undefined || deadline.state === 'met' || deadline.state === 'cancelled') continue;
    const { due, due_earliest } = datesOf(deadline.due);
    const sort = due ?? NO_DUE_DATE;
    if (best.deadline === null || sort < best.due_sort) {
      best = { deadline: id, due, due_basis: deadline.basis, due_earliest, due_sort: sort };
    }
  }
  return best;
}

// ── deadlines ───────────────────────────────────────────────────────────────────────────────────────────────────

function deadlineRow(caseId: string, id: string, deadline: DeadlineState): DeadlineRow {
  return {
    case_id: caseId,
    deadline: id,
    state: deadline.state,
    basis: deadline.basis,
    counts_from: deadline.from,
    days: deadline.days,
    ...datesOf(deadline.due),
    suspensions: deadline.suspensions,
    extensions: deadline.extensions,
    started_at: deadline.startedAt,
  };
}

// ── inbox, documents, incidents ─────────────────────────────────────────────────────────────────────────────────

const NOTHING = {
  person: null,
  by_person: null,
  step: null,
  note: null,
  template: null,
  deadline: null,
  days_before: null,
};

function takeNotices(rows: Rows, fact: Fact, caseId: string, outline: Outline): void {
  const base = { ...NOTHING, case_id: caseId, seq: fact.seq, at: fact.at };
  const grp = (group: string): string => `${outline.slug}/${group}`;
  switch (fact.type) {
    case 'notified':
      rows.inbox.push({ ...base, place: 0, kind: 'notice', grp: grp(fact.to), template: fact.template });
      return;
    case 'reminder':
      fact.to.forEach((to, place) => {
        const { deadline, daysBefore } = fact;
        rows.inbox.push({ ...base, place, kind: 'reminder', grp: grp(to), deadline, days_before: daysBefore });
      });
      return;
    case 'escalated':
      rows.inbox.push({ ...base, place: 0, kind: 'escalation', grp: grp(fact.to), deadline: fact.deadline });
      return;
  }
}

/** What persons tell others: copies, urgings, and to who did it last what was sent back. */
function takeActs(rows: Rows, fact: Fact, state: CaseState, outline: Outline): void {
  const base = { ...NOTHING, case_id: state.id, seq: fact.seq, at: fact.at, grp: '' };
  const grp = (group: string): string => `${outline.slug}/${group}`;
  switch (fact.type) {
    case 'copied': {
      const told = { ...base, kind: 'copy' as const, by_person: fact.by.person ?? null, note: plainOrNull(fact.note) };
      const receivers = [
        ...fact.persons.map((person) => ({ person, grp: null })),
        ...fact.groups.map((group) => ({ person: null, grp: grp(group) })),
      ];
      receivers.forEach((to, place) => {
        rows.copies.push({ case_id: state.id, seq: fact.seq, place, ...to });
        rows.inbox.push({ ...told, place, person: to.person, grp: to.grp ?? '' });
      });
      return;
    }
    case 'urged': {
      const { person: by_person = null } = fact.by;
      const told = { ...base, kind: 'urge' as const, by_person, step: fact.step, note: plainOrNull(fact.note) };
      rows.inbox.push({
        ...told,
        place: 0,
        ...(fact.to === undefined ? { grp: grp(fact.group) } : { person: fact.to }),
      });
      return;
    }
    case 'task-sent-back': {
      if (fact.performer === undefined) return;
      const { person: by_person = null } = fact.by;
      const told = { ...base, kind: 'sent-back' as const, by_person, step: fact.to, note: plain(fact.reason) };
      rows.inbox.push({ ...told, place: 0, person: fact.performer });
      return;
    }
  }
}

function takeRecords(rows: Rows, fact: Fact, caseId: string): void {
  switch (fact.type) {
    case 'document-issued':
      rows.documents.push({
        case_id: caseId,
        seq: fact.seq,
        document: fact.document,
        number: null,
        issued_at: fact.at,
      });
      return;
    case 'effect-done':
      if (typeof fact.result.number === 'string') {
        rows.documentNumbers.push({ seq: fact.of, number: fact.result.number });
      }
      rows.links.push(...linksOf(caseId, fact));
      return;
    case 'incident-raised':
      rows.incidents.push({
        case_id: caseId,
        incident: fact.incident,
        kind: fact.kind,
        reason: plain(fact.reason),
        step: fact.step ?? null,
        raised_at: fact.at,
        resolved_at: null,
      });
      return;
    case 'incident-resolved':
      rows.resolved.push({ incident: fact.incident, resolved_at: fact.at });
      return;
  }
}

/** Cases that an effect started or reached. */
function linksOf(case_id: string, { of: seq, result }: Extract<Fact, { type: 'effect-done' }>): LinkRow[] {
  const { caseId: started, delivered: told } = result;
  return [
    ...(typeof started === 'string' ? [{ case_id, seq, kind: 'started' as const, other: started }] : []),
    ...(Array.isArray(told)
      ? told.map((other) => ({ case_id, seq, kind: 'told' as const, other: String(other) }))
      : []),
  ];
}

// ── signers ─────────────────────────────────────────────────────────────────────────────────────────────────────

const ABOUT_SIGNERS = new Set<Fact['type']>([
  'signing-opened',
  'signer-added',
  'signer-removed',
  'signed',
  'signing-closed',
  'task-completed',
  'step-closed',
  'ended',
]);

/** Those of the open tasks, each with its task's date; null where no signing is open and none was touched. */
function signersOf(facts: readonly Fact[], state: CaseState, tasks: readonly TaskRow[]): SignerRow[] | null {
  const signing = state.tokens.filter((token) => isTask(token) && token.signing !== undefined);
  if (signing.length === 0 && !facts.some(({ type }) => ABOUT_SIGNERS.has(type))) return null;
  const dates = new Map(tasks.map((task) => [task.token, task.due_sort]));
  return signing.flatMap(({ id: token, signing }) =>
    (signing?.signers ?? []).map(({ person, signed }) => ({
      case_id: state.id,
      token,
      person,
      state:
        signed === undefined
          ? signing?.closed === undefined
            ? 'asked'
            : 'over'
          : signed.agree
            ? 'agreed'
            : 'disagreed',
      due_sort: dates.get(token) ?? NO_DUE_DATE,
    })),
  );
}

// ── what a case is found by ─────────────────────────────────────────────────────────────────────────────────────

function partiesOf(state: CaseState, outline: Outline): PartyRow[] {
  const by = state.startedBy;
  if (by?.person === undefined) return [];
  return [{ case_id: state.id, grp: `${outline.slug}/${by.group}`, person: by.person }];
}

function textsOf(state: CaseState, outline: Outline): { field: string; text: string }[] {
  return outline.textFields.flatMap((field) => {
    const value = state.data[field];
    return typeof value === 'string' && value.length <= 200 ? [{ field, text: plain(value) }] : [];
  });
}

/** What a case is searched by comes with its start; a later form may bring a field of it anew. */
function changesSearch(facts: readonly Fact[], { textFields }: Outline): boolean {
  return facts.some((fact) => fact.type === 'started' || writtenBy(fact).some((field) => textFields.includes(field)));
}

/** Fields of the case's data. */
function writtenBy(fact: Fact): string[] {
  const values = 'set' in fact ? fact.set : 'stored' in fact ? fact.stored : 'data' in fact ? fact.data : {};
  return [...Object.keys(values), ...('clear' in fact ? (fact.clear ?? []) : [])];
}

/** What a case is searched by: its number, its parties, its short texts. */
export function searchRow(state: CaseState, outline: Outline): SearchRow {
  const { onBehalfOf, person } = state.startedBy ?? {};
  const parts: SearchPart[] = [
    { place: 'number', text: state.number },
    ...(onBehalfOf === undefined ? [] : [{ place: 'party' as const, text: plain(onBehalfOf) }]),
    ...(person === undefined ? [] : [{ place: 'starter' as const, text: person }]),
    ...textsOf(state, outline).map((found) => ({ place: 'field' as const, ...found })),
  ];
  const text = searchText(parts.map((part) => part.text));
  return { case_id: state.id, text, grams: gramsOf(text), parts };
}

/** Longer texts are prose, by which no message finds its case. */
const LONGEST_KEY = 200;

function keysOf(state: CaseState, outline: Outline): CaseKeysRow {
  const keys: JsonObject = {};
  for (const [name, value] of Object.entries(state.data)) if (isKey(value)) keys[name] = value;
  return { case_id: state.id, procedure: outline.procedure, open: state.status === 'open', keys };
}

function isKey(value: Json): boolean {
  if (typeof value === 'string') return value.length <= LONGEST_KEY && plain(value) === value;
  return typeof value === 'number' || typeof value === 'boolean';
}

/** PostgreSQL's text and jsonb hold every character but U+0000 and halves of surrogate pairs. */
function plain(text: string): string {
  if (text.isWellFormed() && !text.includes('\0')) return text;
  return text.replaceAll('\0', '').replace(/\p{Cs}/gu, '');
}

function plainOrNull(text: string | null | undefined): string | null {
  return text === null || text === undefined ? null : plain(text);
}
