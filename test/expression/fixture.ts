/** A case that the tests' expressions look at, with its types. */

import { type Compiled, compileFeel } from '../../compiler/feel/compile.ts';
import { DEADLINE, DOCUMENT, type FeelContext, STEP } from '../../compiler/feel/context.ts';
import { compileCalendar } from '../../rules/calendar/calendar.ts';
import { parseInstant } from '../../rules/calendar/date.ts';
import type { Env } from '../../rules/expression/env.ts';
import { compileExpr } from '../../rules/expression/evaluate.ts';
import type { Expr } from '../../rules/expression/tree.ts';
import {
  ANY,
  BOOLEAN,
  DATE,
  enumOf,
  INSTANT,
  INTEGER,
  listOf,
  NUMBER,
  optional,
  recordOf,
  TEXT,
  type Type,
} from '../../rules/expression/type.ts';
import type { Json } from '../../rules/json.ts';

const TASK = recordOf({
  name: TEXT,
  dueDate: DATE,
  status: enumOf('open', 'agreed', 'late'),
  fee: INTEGER,
  note: optional(TEXT),
});

const DATA = recordOf({
  count: INTEGER,
  rate: NUMBER,
  date: DATE,
  item: TEXT,
  grade: enumOf('A', 'B', 'C'),
  vip: optional(BOOLEAN),
  due: optional(DATE),
  limit: optional(INTEGER),
  closedAt: INSTANT,
  tasks: listOf(TASK),
  codes: listOf(TEXT),
  owner: optional(recordOf({ name: TEXT, age: optional(INTEGER) })),
  extra: ANY,
  constructor: optional(TEXT),
});

export const CONTEXT: FeelContext = {
  roots: { data: DATA, form: recordOf({ finishBy: DATE, total: INTEGER }), item: recordOf({ key: TEXT }) },
  byId: {
    step: { review: STEP, approve: STEP },
    deadline: { 'report-due': DEADLINE },
    document: { notice: DOCUMENT },
    items: { 'county-report': listOf(recordOf({ key: TEXT, changes: INTEGER })) },
  },
  decisions: {
    'mine.score': { inputs: { mine: TEXT, points: optional(INTEGER) }, outputs: recordOf({ score: INTEGER }) },
  },
  tables: {
    milestones: {
      keys: ['id'],
      row: recordOf({ id: TEXT, due: DATE }),
      values: [['centre'], ['training']],
    },
    roads: { keys: ['road', 'side'], row: recordOf({ road: TEXT, side: TEXT, km: NUMBER }) },
    grades: { keys: ['grade'], row: recordOf({ grade: TEXT, visits: INTEGER }), values: [['A'], ['B'], ['C']] },
  },
};

const MILESTONES = [
  { id: 'centre', due: '2023-10-31' },
  { id: 'training', due: '2023-12-31' },
];
const ROADS = [
  { road: 'G108', side: 'east', km: 12.5 },
  { road: 'G108', side: 'west', km: 9.25 },
];
const GRADES = ['A', 'B', 'C'].map((grade, i) => ({ grade, visits: i + 1 }));

const STATE: Record<string, Json> = {
  'step review': {
    open: false,
    done: true,
    times: 2,
    completedAt: '2023-08-20T09:00:00+08:00',
    completedBy: 'reviewer',
  },
  'step approve': { open: true, done: false, times: 0, completedAt: null },
  'deadline report-due': { state: 'overdue', due: '2023-08-18', extended: false },
  'document notice': { issuedOn: '2023-08-01', number: null, times: 1 },
  'items county-report': [
    { key: 'yaodu', changes: 3 },
    { key: 'hongtong', changes: 4 },
  ],
};

export const ENV: Env = {
  roots: {
    data: {
      count: 3,
      rate: 0.29,
      date: '2023-08-20',
      item: 'x',
      grade: 'B',
      due: null,
      closedAt: '2023-08-20T18:00:00+08:00',
      tasks: [
        { name: 'wells', dueDate: '2023-09-30', status: 'open', fee: 500, note: 'dry' },
        { name: 'roads', dueDate: '2023-12-05', status: 'agreed', fee: 700 },
        { name: 'dams', dueDate: '2023-10-01', status: 'late', fee: 500, note: null },
      ],
      codes: ['b', 'a', 'b'],
      owner: { name: 'Li', age: null },
      extra: { n: 7, list: [1, 2], text: 't' },
    },
    form: { finishBy: '2023-08-25', total: 12 },
    item: { key: 'outer' },
    tables: { milestones: MILESTONES, roads: ROADS, grades: GRADES },
  },
  now: parseInstant('2023-08-20T23:30:00+08:00') ?? 0,
  calendar: compileCalendar({
    id: 'test',
    version: '1',
    years: [
      {
        year: 2023,
        off: ['2023-09-29', '2023-10-02', '2023-10-03', '2023-10-04', '2023-10-05', '2023-10-06'],
        work: ['2023-10-07', '2023-10-08'],
        source: 'for tests',
      },
    ],
  }),
  call(name, args) {
    if (name === 'decide') return { score: (args[1] as { points?: number }).points ?? 60 };
    return STATE[`${name} ${args[0]}`] ?? null;
  },
};

export function compiled(source: string, expected?: Type): Extract<Compiled, { ok: true }> {
  const result = compileFeel(source, CONTEXT, expected);
  if (!result.ok) throw new Error(`${source}: ${JSON.stringify(result.faults)}`);
  return result;
}

/** The value, which must be the same when the tree has been stored as JSON in between. */
export function evaluated(source: string): Json {
  const { tree } = compiled(source);
  const value = compileExpr(tree)(ENV);
  const stored = compileExpr(JSON.parse(JSON.stringify(tree)) as Expr)(ENV);
  if (JSON.stringify(value) !== JSON.stringify(stored)) throw new Error(`${source}: ${value} but stored ${stored}`);
  return value;
}
