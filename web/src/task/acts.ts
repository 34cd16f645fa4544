/** What can be done with a task beside completing it: with which questions, and the request that does it. */
import { api, ask } from '../api/client.ts';
import type { TaskDetail } from '../api/queries.ts';

/** Values of a dialog, by the names of its fields. */
export interface Asked {
  to?: string;
  reason?: string;
  note?: string;
  opinion?: string;
  agree?: boolean;
  mode?: 'all' | 'any' | 'vote';
  share?: number;
  signers?: string[];
  signer?: string;
  /** Persons, and groups as `wholeGroup` writes them. */
  receivers?: string[];
}

export type Question = keyof Asked;

/** From whom, or what, one may have to choose. */
export type Choices = Pick<TaskDetail, 'candidates' | 'colleagues' | 'sendBackTo' | 'signing'>;

export interface Act {
  id: string;
  /** First: a button of its own, before the others. Menu: behind 更多操作. */
  place: 'first' | 'bar' | 'menu';
  questions: readonly Question[];
  /** Of the questions those that may be left out. */
  optional?: readonly Question[];
  send(values: Asked, key: string): Promise<unknown>;
}

/** In the order in which an officer looks for them. */
export function actsOf(task: TaskDetail): Act[] {
  const { id, caseId, version, may } = task;
  const params = (key: string) => ({
    path: { id },
    header: { 'if-match': `"${version}"`, 'idempotency-key': key },
  });
  const all: Act[] = [
    {
      id: 'sign',
      place: 'first',
      questions: ['agree', 'opinion'],
      optional: ['opinion'],
      send: ({ agree = false, opinion = '' }, key) => {
        const body = { agree, ...(opinion.trim() === '' ? {} : { opinion }) };
        return ask(api.POST('/api/tasks/{id}/sign', { params: params(key), body }));
      },
    },
    {
      id: 'return-delegation',
      place: 'first',
      questions: ['opinion'],
      send: ({ opinion = '' }, key) =>
        ask(api.POST('/api/tasks/{id}/return-delegation', { params: params(key), body: { opinion } })),
    },
    {
      id: 'send-back',
      place: 'bar',
      questions: ['to', 'reason'],
      send: ({ to = '', reason = '' }, key) =>
        ask(api.POST('/api/tasks/{id}/send-back', { params: params(key), body: { to, reason } })),
    },
    {
      id: 'transfer',
      place: 'bar',
      questions: ['to'],
      send: ({ to = '' }, key) => ask(api.POST('/api/tasks/{id}/transfer', { params: params(key), body: { to } })),
    },
    {
      id: 'delegate',
      place: 'menu',
      questions: ['to', 'note'],
      optional: ['note'],
      send: ({ to = '', note: text }, key) =>
        ask(api.POST('/api/tasks/{id}/delegate', { params: params(key), body: { to, ...note(text) } })),
    },
    {
      id: 'recall-delegation',
      place: 'bar',
      questions: [],
      send: (_, key) => ask(api.POST('/api/tasks/{id}/recall-delegation', { params: params(key), body: {} })),
    },
    {
      id: 'open-signing',
      place: 'menu',
      questions: ['mode', 'signers', 'share', 'note'],
      optional: ['share', 'note'],
      send: ({ mode = 'all', signers = [], share, note: text }, key) => {
        const body = { mode, signers, ...(mode === 'vote' && share != null ? { share } : {}), ...note(text) };
        return ask(api.POST('/api/tasks/{id}/signing', { params: params(key), body }));
      },
    },
    {
      id: 'add-signers',
      place: 'bar',
      questions: ['signers'],
      send: ({ signers = [] }, key) =>
        ask(api.POST('/api/tasks/{id}/signing/signers', { params: params(key), body: { add: signers } })),
    },
    {
      id: 'remove-signer',
      place: 'menu',
      questions: ['signer'],
      send: ({ signer = '' }, key) => {
        const { path, header } = params(key);
        return ask(
          api.DELETE('/api/tasks/{id}/signing/signers/{person}', {
            params: { path: { ...path, person: signer }, header },
          }),
        );
      },
    },
    {
      id: 'withdraw-signing',
      place: 'menu',
      questions: [],
      send: (_, key) => ask(api.DELETE('/api/tasks/{id}/signing', { params: params(key) })),
    },
    urge(id),
  ];
  const open = all.filter((act) => may.some((action) => action === act.id) && canAnswer(act, task));
  return task.colleagues.length === 0 ? open : [...open, copy(caseId)];
}

/** Of who has no hand in the task: it is there on the page of the case too. */
export function urge(id: string): Act {
  return {
    id: 'urge',
    place: 'bar',
    questions: ['note'],
    optional: ['note'],
    send: ({ note: text }, key) =>
      ask(
        api.POST('/api/tasks/{id}/urge', {
          params: { path: { id }, header: { 'idempotency-key': key } },
          body: note(text),
        }),
      ),
  };
}

export function copy(caseId: string): Act {
  return {
    id: 'copy',
    place: 'menu',
    questions: ['receivers', 'note'],
    optional: ['note'],
    send: ({ receivers = [], note: text }, key) =>
      ask(
        api.POST('/api/cases/{id}/copies', {
          params: { path: { id: caseId }, header: { 'idempotency-key': key } },
          body: { ...receiversOf(receivers), ...note(text) },
        }),
      ),
  };
}

/** Among persons, whose ids have no colon, a whole group. */
const WHOLE = 'group:';
export const wholeGroup = (id: string): string => WHOLE + id;

function receiversOf(receivers: readonly string[]): { persons: string[]; groups: string[] } {
  return {
    persons: receivers.filter((one) => !one.startsWith(WHOLE)),
    groups: receivers.filter((one) => one.startsWith(WHOLE)).map((one) => one.slice(WHOLE.length)),
  };
}

/** Of a task that is over. */
export function retrieve(id: string): Act {
  return {
    id: 'retrieve',
    place: 'first',
    questions: [],
    send: (_, key) =>
      ask(
        api.POST('/api/tasks/{id}/retrieve', {
          params: { path: { id }, header: { 'idempotency-key': key } },
          body: {},
        }),
      ),
  };
}

function note(text: string | undefined): { note?: string } {
  return text === undefined || text.trim() === '' ? {} : { note: text };
}

/** Whether there is somebody, or a step, to choose. */
function canAnswer({ id }: Act, task: TaskDetail): boolean {
  if (id === 'send-back') return task.sendBackTo.length > 0;
  if (id === 'transfer' || id === 'delegate') return task.candidates.length > 0;
  return true;
}
