/**
 * From facts and the state after them to rows of the read model. Pure: the same history gives the same rows, whether it
 * comes fact by fact or at once.
 *
 * What is open is read from the state (deadlines, open tasks, data), what is over from the facts. A row of a task that
 * was opened before these facts is told in a patch.
 */
import type { CaseState, DeadlineState, Fact, Token } from '../engine/model.ts';
import type { Json, JsonObject } from '../rules/json.ts';
import { agendaOf, datesOf, NO_DUE_DATE, RunFold, type RunPatch } from './deadline-facts.ts';
import type { Outline } from './outline.ts';
import { gramsOf, searchText } from './search-text.ts';
import type {
  AgendaRow,
  CaseKeysRow,
  CaseRow,
  DeadlineRow,
  DeadlineRunRow,
  DocumentRow,
  InboxRow,
  IncidentRow,
  PartyRow,
  SearchRow,
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
  keys: CaseKeysRow;
  search: SearchRow;
}

/** @param facts in order, without a gap; the last one has the number `state.seq`. */
export function projectFacts(facts: readonly Fact[], state: CaseState, outline: Outline): Rows {
  const rows: Rows = {
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
    keys: keysOf(state, outline),
    search: searchRow(state, outline),
  };
  const tasks = new TaskFold(state, outline);
  const runs = new RunFold(facts, state, outline);
  for (const fact of facts) {
    tasks.take(fact);
    runs.take(fact);
    takeNotices(rows, fact, state.id, outline);
    takeRecords(rows, fact, state.id);
  }
  return { ...rows, ...tasks.result(), ...runs.result() };
}

function caseRow(state: CaseState, outline: Outline): Rows['case'] {
  return {
    id: state.id,
    number: state.number,
    procedure: outline.procedure,
    definition: state.definition,
    calendar: state.calendar,
    subject: textsOf(state, outline)[0] ?? '',
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
          }),
          version: fact.seq,
        });
        return;
      case 'task-claimed':
      case 'task-released':
      case 'task-transferred':
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
  item?: { key: string } | undefined;
  claimedBy?: string | undefined;
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
    procedure: outline.procedure,
    grp: `${outline.slug}/${token.group}`,
    unit: plain(token.unit ?? ''),
    state: 'open',
    claimed_by: null,
    opened_at: token.since,
    closed_at: null,
    completed_by: null,
    ...WITHOUT_DUE,
    version: 0,
  };
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

function takeNotices(rows: Rows, fact: Fact, caseId: string, outline: Outline): void {
  const base = { case_id: caseId, seq: fact.seq, at: fact.at, template: null, deadline: null, days_before: null };
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

// ── what a case is found by ─────────────────────────────────────────────────────────────────────────────────────

function partiesOf(state: CaseState, outline: Outline): PartyRow[] {
  const by = state.startedBy;
  if (by?.person === undefined) return [];
  return [{ case_id: state.id, grp: `${outline.slug}/${by.group}`, person: by.person }];
}

function textsOf(state: CaseState, outline: Outline): string[] {
  return outline.textFields.flatMap((name) => {
    const value = state.data[name];
    return typeof value === 'string' && value.length <= 200 ? [plain(value)] : [];
  });
}

function searchRow(state: CaseState, outline: Outline): SearchRow {
  const by = [state.startedBy?.onBehalfOf, state.startedBy?.person].filter((name) => name !== undefined);
  const text = searchText([state.number, ...by, ...textsOf(state, outline)]);
  return { case_id: state.id, text, grams: gramsOf(text) };
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
  return text.replaceAll('\0', '').replace(/\p{Cs}/gu, '');
}

function plainOrNull(text: string | undefined): string | null {
  return text === undefined ? null : plain(text);
}
