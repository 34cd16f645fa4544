/**
 * Folds a fact into the state. It copies what the fact says and computes nothing that law or a later engine could
 * see otherwise: so an old history folds to the same state under every later engine. States share structure and are
 * never written to.
 */

import { localDate } from '../rules/calendar/date.ts';
import type { JsonObject } from '../rules/json.ts';
import { merged } from '../rules/records.ts';
import type {
  CaseState,
  DeadlineStarted,
  DeadlineState,
  Delegation,
  Due,
  Fact,
  Owed,
  Signing,
  StepId,
  StepMemory,
  TaskOpened,
  Token,
  WaitOpened,
} from './model.ts';

export function evolve(before: CaseState, fact: Fact): CaseState {
  const state = copyOf(before);
  state.seq = fact.seq;
  state.now = fact.at;
  apply(state, fact);
  return state;
}

/**
 * Field by field: a spread of this many takes several times as long, and this runs at every fact. In the order of the
 * alphabet, as canonical JSON has them.
 */
function copyOf(s: CaseState): CaseState {
  return {
    calendar: s.calendar,
    calls: s.calls,
    completedForCompensation: s.completedForCompensation,
    data: s.data,
    deadlines: s.deadlines,
    definition: s.definition,
    documents: s.documents,
    endedAt: s.endedAt,
    id: s.id,
    incidents: s.incidents,
    messages: s.messages,
    nextCall: s.nextCall,
    nextIncident: s.nextIncident,
    nextToken: s.nextToken,
    now: s.now,
    number: s.number,
    outcome: s.outcome,
    owed: s.owed,
    seq: s.seq,
    startedAt: s.startedAt,
    startedBy: s.startedBy,
    stateVersion: s.stateVersion,
    status: s.status,
    steps: s.steps,
    tokens: s.tokens,
  };
}

/** Writes to the fresh top level of `state` only; everything below is replaced, not changed. */
function apply(state: CaseState, fact: Fact): void {
  switch (fact.type) {
    case 'started':
      state.status = 'open';
      state.startedAt = fact.at;
      state.startedBy = fact.by ?? null;
      state.data = fact.input;
      return;
    case 'ended':
      return end(state, fact.outcome);
    case 'data-set':
      state.data = merged(state.data, fact.set, fact.clear ?? []);
      return;
    case 'calendar-changed':
      state.calendar = fact.calendar;
      return;
    case 'step-reached':
      remember(state, fact.step, (m) => reachedUnlessPending(state, fact.token, m, fact.at));
      return place(state, { id: fact.token, step: fact.step, scope: fact.scope, state: 'running', since: fact.at });
    case 'step-passed':
      if (fact.completes) remember(state, fact.step, (m) => completed(m, fact.at, null));
      if (fact.compensable) state.completedForCompensation = [...state.completedForCompensation, fact.step];
      return remove(state, [fact.token]);
    case 'step-pending':
      remember(state, fact.step, (m) => reached(m, fact.at));
      return place(state, {
        id: fact.token,
        step: fact.step,
        scope: fact.scope,
        state: 'pending',
        since: fact.at,
        opensAt: fact.opensAt,
      });
    case 'step-closed':
      remember(state, fact.step, (m) => ({ ...m, closed: m.closed + 1 }));
      return remove(state, [fact.token]);
    case 'instances-opened':
      remember(state, fact.step, (m) => ({
        ...opened(reachedUnlessPending(state, fact.token, m, fact.at), fact.at),
        items: fact.items.map((item) => item.key),
      }));
      state.data = { ...state.data, [fact.step]: {} };
      return place(state, {
        id: fact.token,
        step: fact.step,
        scope: fact.scope,
        state: 'instances',
        since: fact.at,
        queue: fact.items,
      });
    case 'instances-completed':
      remember(state, fact.step, (m) => completed(m, fact.at, m.completedBy));
      return change(state, fact.token, { state: 'running' });
    case 'scope-opened':
      if (fact.parent === undefined) {
        remember(state, fact.step, (m) => opened(reachedUnlessPending(state, fact.token, m, fact.at), fact.at));
      } else dequeue(state, fact.parent, fact.item?.key);
      return place(state, {
        id: fact.token,
        step: fact.step,
        scope: fact.scope,
        state: 'scope',
        since: fact.at,
        ...(fact.parent === undefined ? {} : { parent: fact.parent }),
        ...(fact.item === undefined ? {} : { item: fact.item }),
      });
    case 'scope-completed':
      if (tokenOf(state, fact.token).parent === undefined) {
        remember(state, fact.step, (m) => completed(m, fact.at, null));
      }
      return change(state, fact.token, { state: 'running' });
    case 'join-reached':
      remember(state, fact.step, (m) => reached(m, fact.at));
      return place(state, { id: fact.token, step: fact.step, scope: fact.scope, state: 'joining', since: fact.at });
    case 'join-passed':
      remove(state, fact.tokens);
      if (fact.drains !== undefined) {
        place(state, { id: fact.drains, step: fact.step, scope: fact.scope, state: 'draining', since: fact.at });
      }
      return place(state, { id: fact.token, step: fact.step, scope: fact.scope, state: 'running', since: fact.at });
    case 'join-absorbed':
    case 'join-drained':
      return remove(state, [fact.token]);
    case 'task-opened':
      return openTask(state, fact, fact.at);
    case 'task-claimed':
      return change(state, fact.token, { claimedBy: fact.person });
    case 'task-released':
      return drop(state, fact.token, 'claimedBy');
    case 'task-transferred':
      return change(state, fact.token, { claimedBy: fact.to });
    case 'task-delegated': {
      const { to, note } = fact;
      const delegation = { to, at: fact.at, ...(note === undefined ? {} : { note }) };
      return change(state, fact.token, { delegation });
    }
    case 'delegation-returned':
      return returnDelegation(state, fact.token, { at: fact.at, opinion: fact.opinion });
    case 'delegation-recalled':
      return drop(state, fact.token, 'delegation');
    case 'signing-opened':
      return change(state, fact.token, { signing: openedSigning(fact) });
    case 'signer-added':
      return sign(state, fact.token, (s) => ({ ...s, signers: [...s.signers, { person: fact.signer }] }));
    case 'signer-removed':
      return sign(state, fact.token, (s) => ({
        ...s,
        signers: s.signers.filter(({ person }) => person !== fact.signer),
      }));
    case 'signed':
      return sign(state, fact.token, (s) => withAnswer(s, fact));
    case 'signing-closed':
      return sign(state, fact.token, (s) => ({ ...s, closed: { at: fact.at, result: fact.result } }));
    case 'urged':
      return urge(state, fact);
    // What they bring about is told by the facts that follow; a copy moves nothing.
    case 'task-sent-back':
    case 'task-retrieved':
    case 'copied':
      return;
    case 'task-completed': {
      if (tokenOf(state, fact.token).parent === undefined) {
        remember(state, fact.step, (m) => completed(m, fact.at, fact.by));
      } else {
        remember(state, fact.step, (m) => ({ ...m, completedBy: fact.by }));
      }
      state.data = withForm(state.data, fact.step, fact.item, fact.data, fact.clear);
      return change(state, fact.token, { state: 'running' });
    }
    case 'wait-opened':
      return openWait(state, fact, fact.at);
    case 'timer-fired':
    case 'wait-completed':
      remember(state, fact.step, (m) => completed(m, fact.at, null));
      return change(state, fact.token, { state: 'running' });
    case 'message-received': {
      const before = state.messages[fact.message];
      state.messages = {
        ...state.messages,
        [fact.message]: { times: (before?.times ?? 0) + 1, lastAt: fact.at },
      };
      if (fact.merged) state.data = merged(state.data, fact.data, fact.clear);
      return;
    }
    case 'error-raised':
    case 'escalation-raised':
      return;
    case 'compensated':
      state.completedForCompensation = withoutLast(state.completedForCompensation, fact.step);
      return;
    case 'rule-called':
      state.nextCall = fact.call + 1;
      state.calls = [
        ...state.calls,
        { call: fact.call, frame: fact.frame, evaluations: fact.evaluations, at: fact.at, failed: false },
      ];
      return;
    case 'decided':
      state.calls = state.calls.filter((call) => call.call !== fact.call);
      if (fact.item === undefined) state.data = merged(state.data, fact.stored, []);
      else state.data = withForm(state.data, fact.item.step, fact.item.key, fact.stored, []);
      return;
    case 'deadline-started':
      return startDeadline(state, fact, fact.at);
    case 'deadline-suspended':
      return deadline(state, fact.deadline, (d) => ({
        ...d,
        state: 'suspended',
        due: null,
        suspensions: [...d.suspensions, { from: localDate(fact.at), to: null }],
      }));
    case 'deadline-resumed':
      return deadline(state, fact.deadline, (d) => ({
        ...moved(d, fact.due, fact.at),
        state: 'running',
        suspensions: resumedOn(d.suspensions, localDate(fact.at)),
      }));
    case 'deadline-extended':
      return deadline(state, fact.deadline, (d) => ({
        ...moved(d, fact.due, fact.at),
        days: d.basis === 'fixed' ? d.days : d.days + fact.days,
        date: d.basis === 'fixed' && fact.due !== null && 'date' in fact.due ? fact.due.date : d.date,
        extensions: d.extensions + 1,
      }));
    case 'deadline-reckoned':
      return deadline(state, fact.deadline, (d) => moved(d, fact.due, fact.at));
    case 'step-reckoned':
      return change(state, fact.token, {
        ...(fact.opensAt === undefined ? {} : { opensAt: fact.opensAt }),
        ...(fact.timers === undefined ? {} : { timers: fact.timers }),
      });
    case 'deadline-met':
      return deadline(state, fact.deadline, (d) => ({ ...d, state: 'met' }));
    case 'deadline-cancelled':
      return deadline(state, fact.deadline, (d) => ({ ...d, state: 'cancelled' }));
    case 'overdue':
      return deadline(state, fact.deadline, (d) => ({ ...d, state: 'overdue' }));
    case 'reminder':
      return deadline(state, fact.deadline, (d) => ({ ...d, reminded: [...d.reminded, fact.daysBefore] }));
    case 'escalated':
      return;
    case 'notified':
      if (fact.notice !== undefined) takeNotice(state, fact.notice.token, fact.notice.index);
      return;
    case 'document-issued': {
      const times = (state.documents[fact.document]?.times ?? 0) + 1;
      state.documents = {
        ...state.documents,
        [fact.document]: { issuedAt: fact.at, times, seq: fact.seq, number: null },
      };
      return owe(state, fact, 'document', { document: fact.document });
    }
    case 'document-served': {
      const issued = state.documents[fact.document];
      if (issued === undefined) return;
      const served = { on: fact.servedOn, method: fact.method };
      state.documents = { ...state.documents, [fact.document]: { ...issued, served } };
      return;
    }
    case 'registered':
      return owe(state, fact, 'register', {
        register: fact.register,
        key: fact.key,
        values: fact.values,
        ...(fact.adds === undefined ? {} : { adds: fact.adds }),
      });
    case 'case-started':
      return owe(state, fact, 'start', {
        definition: fact.definition,
        input: fact.input,
        ...(fact.link === undefined ? {} : { link: fact.link }),
      });
    case 'start-offered':
      return owe(state, fact, 'offer', { definition: fact.definition, to: fact.to, input: fact.input });
    case 'message-sent':
      return owe(state, fact, 'send', {
        definition: fact.definition,
        message: fact.message,
        match: fact.match,
        data: fact.data,
      });
    case 'effect-done':
      state.owed = state.owed.filter((effect) => effect.of !== fact.of);
      state.documents = numbered(state.documents, fact.of, fact.result);
      return;
    case 'effect-failed':
      state.owed = state.owed.map((effect) => (effect.of === fact.of ? { ...effect, failed: true } : effect));
      return;
    case 'incident-raised': {
      const { type: _, seq: __, at, ...incident } = fact;
      state.nextIncident = fact.incident + 1;
      state.incidents = [...state.incidents, { ...incident, at }];
      if (fact.call !== undefined) state.calls = withFailed(state.calls, fact.call, true);
      return;
    }
    case 'incident-resolved':
      return resolveIncident(state, fact.incident, fact.how);
    default:
      return unknownFact(fact);
  }
}

function unknownFact(fact: never): never {
  throw new Error(`evolve() knows no fact like ${JSON.stringify(fact)}`);
}

// ── tokens ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** A pending token is replaced where it stands, so that tokens keep the order in which they arrived. */
function place(state: CaseState, token: Token): void {
  const waiting = state.tokens.some((candidate) => candidate.id === token.id);
  state.tokens = waiting
    ? state.tokens.map((candidate) => (candidate.id === token.id ? token : candidate))
    : [...state.tokens, token];
  state.nextToken = Math.max(state.nextToken, token.id + 1);
}

function remove(state: CaseState, ids: readonly number[]): void {
  state.tokens = state.tokens.filter((token) => !ids.includes(token.id));
  if (state.calls.length > 0) {
    state.calls = state.calls.filter((call) => call.frame.token === null || !ids.includes(call.frame.token));
  }
}

function change(state: CaseState, id: number, by: Partial<Token>): void {
  state.tokens = state.tokens.map((token) => (token.id === id ? { ...token, ...by } : token));
}

function tokenOf(state: CaseState, id: number): Token {
  const token = state.tokens.find((candidate) => candidate.id === id);
  if (token === undefined) throw new Error(`fact ${state.seq} names token ${id}, which the case does not have`);
  return token;
}

function drop(state: CaseState, id: number, name: 'claimedBy' | 'delegation'): void {
  state.tokens = state.tokens.map((token) => {
    if (token.id !== id) return token;
    const { [name]: _, ...rest } = token;
    return rest;
  });
}

function openTask(state: CaseState, fact: TaskOpened, at: number): void {
  if (fact.parent === undefined)
    remember(state, fact.step, (m) => opened(reachedUnlessPending(state, fact.token, m, at), at));
  else dequeue(state, fact.parent, fact.item?.key);
  place(state, {
    id: fact.token,
    step: fact.step,
    scope: fact.scope,
    state: 'open',
    since: at,
    group: fact.group,
    ...(fact.unit === undefined ? {} : { unit: fact.unit }),
    ...(fact.parent === undefined ? {} : { parent: fact.parent }),
    ...(fact.item === undefined ? {} : { item: fact.item }),
    ...(fact.reopened === undefined ? {} : { reopened: fact.reopened }),
  });
}

function openWait(state: CaseState, fact: WaitOpened, at: number): void {
  remember(state, fact.step, (m) => opened(reachedUnlessPending(state, fact.token, m, at), at));
  place(state, {
    id: fact.token,
    step: fact.step,
    scope: fact.scope,
    state: 'open',
    since: at,
    timers: fact.timers,
    notices: fact.notices,
  });
}

function dequeue(state: CaseState, parent: number, key: string | undefined): void {
  state.tokens = state.tokens.map((token) =>
    token.id === parent ? { ...token, queue: (token.queue ?? []).filter((item) => item.key !== key) } : token,
  );
}

function takeNotice(state: CaseState, id: number, index: number): void {
  state.tokens = state.tokens.map((token) =>
    token.id === id ? { ...token, notices: (token.notices ?? []).filter((_, i) => i !== index) } : token,
  );
}

function end(state: CaseState, outcome: string): void {
  state.status = 'ended';
  state.outcome = outcome;
  state.endedAt = state.now;
  state.tokens = [];
  state.calls = [];
  const deadlines: Record<string, DeadlineState> = {};
  for (const [id, d] of Object.entries(state.deadlines)) {
    deadlines[id] = d.state === 'running' || d.state === 'suspended' ? { ...d, state: 'cancelled' } : d;
  }
  state.deadlines = deadlines;
}

// ── who else works on a task ────────────────────────────────────────────────────────────────────────────────────

type FactOf<T extends Fact['type']> = Extract<Fact, { type: T }>;

function returnDelegation(state: CaseState, id: number, returned: NonNullable<Delegation['returned']>): void {
  const { delegation } = tokenOf(state, id);
  if (delegation !== undefined) change(state, id, { delegation: { ...delegation, returned } });
}

function openedSigning({ mode, signers, share, note, at }: FactOf<'signing-opened'>): Signing {
  return {
    mode,
    signers: signers.map((person) => ({ person })),
    ...(share === undefined ? {} : { share }),
    ...(note === undefined ? {} : { note }),
    openedAt: at,
  };
}

function sign(state: CaseState, id: number, how: (signing: Signing) => Signing): void {
  const { signing } = tokenOf(state, id);
  if (signing !== undefined) change(state, id, { signing: how(signing) });
}

function withAnswer(signing: Signing, { signer, agree, opinion, at }: FactOf<'signed'>): Signing {
  const signed = { at, agree, ...(opinion === undefined ? {} : { opinion }) };
  const signers = signing.signers.map((one) => (one.person === signer ? { ...one, signed } : one));
  return { ...signing, signers };
}

/** The last day of each person: who urges twice a day is refused. */
function urge(state: CaseState, { token, by, at }: FactOf<'urged'>): void {
  const { person } = by;
  if (person === undefined) return;
  const others = (tokenOf(state, token).urged?.by ?? []).filter((one) => one.person !== person);
  change(state, token, { urged: { at, by: [...others, { person, on: localDate(at) }] } });
}

// ── memory of steps ─────────────────────────────────────────────────────────────────────────────────────────────

const UNSEEN: StepMemory = {
  closed: 0,
  completed: 0,
  completedAt: null,
  completedBy: null,
  firstCompletedAt: null,
  firstOpenedAt: null,
  firstReachedAt: null,
  opened: 0,
  openedAt: null,
  reached: 0,
};

function remember(state: CaseState, step: StepId, how: (memory: StepMemory) => StepMemory): void {
  state.steps = { ...state.steps, [step]: how(state.steps[step] ?? UNSEEN) };
}

function reached(m: StepMemory, at: number): StepMemory {
  return { ...m, reached: m.reached + 1, firstReachedAt: m.firstReachedAt ?? at };
}

function reachedUnlessPending(state: CaseState, token: number, m: StepMemory, at: number): StepMemory {
  return state.tokens.some((candidate) => candidate.id === token) ? m : reached(m, at);
}

function opened(m: StepMemory, at: number): StepMemory {
  return { ...m, opened: m.opened + 1, firstOpenedAt: m.firstOpenedAt ?? at, openedAt: at };
}

function completed(m: StepMemory, at: number, by: StepMemory['completedBy']): StepMemory {
  return {
    ...m,
    completed: m.completed + 1,
    firstCompletedAt: m.firstCompletedAt ?? at,
    completedAt: at,
    completedBy: by,
  };
}

// ── data ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Forms of one item lie under the step's id, by key. */
function withForm(
  data: JsonObject,
  step: StepId,
  item: string | undefined,
  form: JsonObject,
  clear: string[],
): JsonObject {
  if (item === undefined) return merged(data, form, clear);
  const forms = (data[step] ?? {}) as JsonObject;
  const earlier = (forms[item] ?? {}) as JsonObject;
  return { ...data, [step]: { ...forms, [item]: merged(earlier, form, clear) } };
}

// ── deadlines ───────────────────────────────────────────────────────────────────────────────────────────────────

function deadline(state: CaseState, id: string, how: (d: DeadlineState) => DeadlineState): void {
  const before = state.deadlines[id];
  if (before === undefined) throw new Error(`fact ${state.seq} names deadline ${id}, which has not started`);
  state.deadlines = { ...state.deadlines, [id]: how(before) };
}

function startDeadline(state: CaseState, fact: DeadlineStarted, at: number): void {
  const started: DeadlineState = {
    state: 'running',
    basis: fact.basis,
    from: fact.from,
    days: fact.days,
    date: fact.date,
    suspensions: [],
    due: fact.due,
    fixedAt: at,
    reminded: [],
    extensions: 0,
    starts: (state.deadlines[fact.deadline]?.starts ?? 0) + 1,
    startedAt: at,
  };
  state.deadlines = { ...state.deadlines, [fact.deadline]: started };
}

/** Reminders follow the new date: what was sent for the old one does not count. */
function moved(d: DeadlineState, due: Due | null, at: number): DeadlineState {
  return { ...d, due, fixedAt: at, reminded: [] };
}

function resumedOn(suspensions: DeadlineState['suspensions'], date: string): DeadlineState['suspensions'] {
  return suspensions.map((s, i) => (i === suspensions.length - 1 && s.to === null ? { ...s, to: date } : s));
}

// ── what is owed, what went wrong ───────────────────────────────────────────────────────────────────────────────

function owe(state: CaseState, fact: Fact, kind: Owed['kind'], content: JsonObject): void {
  state.owed = [...state.owed, { of: fact.seq, kind, at: fact.at, failed: false, content }];
}

function numbered(documents: CaseState['documents'], of: number, result: JsonObject): CaseState['documents'] {
  const number = result.number;
  const issued = Object.entries(documents).find(([, document]) => document.seq === of);
  if (issued === undefined || typeof number !== 'string') return documents;
  return { ...documents, [issued[0]]: { ...issued[1], number } };
}

function resolveIncident(state: CaseState, id: number, how: 'retried' | 'resolved'): void {
  const incident = state.incidents.find((candidate) => candidate.incident === id);
  state.incidents = state.incidents.filter((candidate) => candidate.incident !== id);
  if (incident?.of !== undefined) {
    const { of } = incident;
    if (how === 'resolved') state.owed = state.owed.filter((effect) => effect.of !== of);
    else state.owed = state.owed.map((effect) => (effect.of === of ? { ...effect, failed: false } : effect));
  }
  if (incident?.call !== undefined && how === 'retried') state.calls = withFailed(state.calls, incident.call, false);
}

function withFailed(calls: CaseState['calls'], id: number, failed: boolean): CaseState['calls'] {
  return calls.map((call) => (call.call === id ? { ...call, failed } : call));
}

function withoutLast<T>(list: readonly T[], value: T): T[] {
  const index = list.lastIndexOf(value);
  return list.filter((_, i) => i !== index);
}
