/** Small histories for the tests of the store: facts written by hand, folded by the engine's `evolve`. */
import type { ProjectedFact, ProjectionBatch } from '../../activities/ports.ts';
import { canonical, chain, digest, GENESIS, stateHash } from '../../engine/chain.ts';
import { evolve } from '../../engine/evolve.ts';
import type { Bundle, CaseState, Deadline, Fact, FactBody } from '../../engine/model.ts';
import { newCase } from '../../engine/new-case.ts';

const label = (zh: string) => ({ zh, en: zh });

function deadline(id: string, step: string): Deadline {
  return {
    id,
    label: label(id),
    citations: [],
    lengths: [{ basis: 'working', days: { op: 'const', value: 5 } }],
    starts: [{ on: { kind: 'opened', step } }],
    suspendedWhile: [],
    suspends: [],
    resumes: [],
    met: [{ on: { kind: 'completed', step } }],
    cancels: [],
    remind: [],
    covers: [],
    overdue: [],
  };
}

/** A procedure of two tasks, `check` and `review`, each with a deadline of its name, and one over both. */
export const BUNDLE: Bundle = {
  procedure: {
    format: 1,
    id: 'pets.licence',
    version: 1,
    title: label('养犬许可'),
    citations: [],
    startedBy: ['applicant'],
    unit: { op: 'path', root: 'data', path: ['county'] },
    input: {
      fields: [
        { name: 'owner', label: label('饲主'), type: { kind: 'text' } },
        { name: 'idNumber', label: label('身份证号'), type: { kind: 'text', format: 'id-number' } },
        { name: 'county', label: label('县'), type: { kind: 'text' } },
      ],
      checks: [],
    },
    steps: [],
    start: [],
    deadlines: [
      deadline('check', 'check'),
      deadline('review', 'review'),
      { ...deadline('decision', 'review'), covers: ['check', 'review'] },
    ],
    messages: [],
    outcomes: [],
    onEnd: [],
    groups: [{ id: 'keeper', label: label('饲养场'), unit: { op: 'path', root: 'data', path: ['keeper'] } }],
    documents: [{ id: 'licence', label: label('养犬证') }],
    registers: [],
    templates: [],
    tables: {},
    decisions: [],
    schedules: [],
    dataLabels: {},
    numberPrefix: '养犬许可',
  },
  decisions: [],
};

export const BUNDLE_TEXT = canonical(BUNDLE);
export const BUNDLE_HASH = digest(BUNDLE_TEXT);

export const START = Date.UTC(2026, 0, 5, 1);
const HOUR = 3_600_000;

export interface History {
  caseId: string;
  facts: ProjectedFact[];
  /** After each number; [0] is the new case. */
  states: CaseState[];
  /** Facts `from` to `to` as the worker sends them; the later, the longer its history. */
  batch(from: number, to: number, pair?: { runNumber?: number; historyLength?: number }): ProjectionBatch;
}

/** One fact an hour from START. */
export function historyOf(
  caseId: string,
  bodies: readonly FactBody[],
  number = `养犬许可〔2026〕${caseId.slice(-5)}`,
): History {
  const facts: ProjectedFact[] = [];
  const states = [newCase({ id: caseId, number, definition: BUNDLE_HASH, calendar: 'c'.repeat(64) })];
  bodies.forEach((body, i) => {
    const fact = { seq: i + 1, at: START + i * HOUR, ...body } as Fact;
    const hash = chain(facts.at(-1)?.hash ?? GENESIS, fact);
    facts.push({ fact, hash });
    states.push(evolve(states[i] as CaseState, fact));
  });
  return {
    caseId,
    facts,
    states,
    batch: (from, to, pair = {}) => {
      const state = states[to] as CaseState;
      return {
        caseId,
        runId: 'run-1',
        runNumber: pair.runNumber ?? 1,
        historyLength: pair.historyLength ?? to * 3,
        procedure: BUNDLE.procedure.id,
        previous: facts[from - 2]?.hash ?? GENESIS,
        facts: facts.slice(from - 1, to),
        state,
        stateHash: stateHash(state),
        machineAt: START,
      };
    },
  };
}

const applicant = { group: 'applicant', person: 'p-wang' };
const clerk = { group: 'window', person: 'p-li' };

/** A case from start to end: two tasks, one of them by items, clocks, notices, a document and an incident. */
export const WHOLE_CASE: FactBody[] = [
  {
    type: 'started',
    by: applicant,
    input: { owner: '王小明', idNumber: '11010519491231002X', county: 'yaodu', dogs: 2 },
  },
  { type: 'step-reached', token: 1, step: 'check', scope: 0 },
  { type: 'step-passed', token: 1, step: 'check' },
  {
    type: 'deadline-started',
    deadline: 'check',
    basis: 'working',
    from: '2026-01-05',
    days: 5,
    date: null,
    due: { date: '2026-01-12' },
  },
  {
    type: 'deadline-started',
    deadline: 'decision',
    basis: 'working',
    from: '2026-01-05',
    days: 20,
    date: null,
    due: { unknownYear: 2027, earliest: '2027-02-01' },
  },
  { type: 'task-opened', token: 2, step: 'check', scope: 0, group: 'window', unit: 'yaodu' },
  { type: 'task-claimed', token: 2, step: 'check', person: 'p-li', by: clerk },
  { type: 'deadline-suspended', deadline: 'check' },
  { type: 'notified', to: 'applicant', template: 'correct-materials' },
  { type: 'deadline-resumed', deadline: 'check', due: { date: '2026-01-14' } },
  { type: 'reminder', deadline: 'check', daysBefore: 1, to: ['window', 'head'] },
  { type: 'deadline-reckoned', deadline: 'decision', due: { date: '2026-02-06' } },
  { type: 'task-completed', token: 2, step: 'check', by: clerk, data: { checkedBy: '李' }, clear: [] },
  { type: 'deadline-met', deadline: 'check' },
  { type: 'step-passed', token: 2, step: 'check' },
  {
    type: 'instances-opened',
    token: 3,
    step: 'review',
    scope: 0,
    items: [
      { key: 'a', value: 'a' },
      { key: 'b', value: 'b' },
    ],
  },
  {
    type: 'task-opened',
    token: 4,
    step: 'review',
    scope: 0,
    parent: 3,
    item: { key: 'a', value: 'a' },
    group: 'reviewer',
  },
  {
    type: 'task-opened',
    token: 5,
    step: 'review',
    scope: 0,
    parent: 3,
    item: { key: 'b', value: 'b' },
    group: 'reviewer',
  },
  {
    type: 'task-completed',
    token: 4,
    step: 'review',
    item: 'a',
    by: { group: 'reviewer', person: 'p-zhao' },
    data: { ok: true },
    clear: [],
  },
  { type: 'step-passed', token: 4, step: 'review' },
  { type: 'overdue', deadline: 'decision' },
  { type: 'escalated', deadline: 'decision', to: 'head' },
  { type: 'document-issued', document: 'licence' },
  { type: 'incident-raised', incident: 1, kind: 'effect-failed', reason: 'no printer', of: 23 },
  { type: 'incident-resolved', incident: 1, how: 'retried' },
  { type: 'effect-done', of: 23, result: { number: '养犬证〔2026〕00001' } },
  {
    type: 'task-claimed',
    token: 5,
    step: 'review',
    item: 'b',
    person: 'p-zhao',
    by: { group: 'reviewer', person: 'p-zhao' },
  },
  { type: 'data-set', set: { owner: '王大明' }, clear: ['dogs'] },
  { type: 'ended', outcome: 'granted' },
];
