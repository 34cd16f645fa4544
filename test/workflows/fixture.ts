/** A small procedure with one of everything that the durable shell has to do with: tasks, a rule, a clock, effects. */
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Bundle, Deadline, Effect, Procedure, TaskStep } from '../../engine/model.ts';
import type { Decision } from '../../rules/decision/model.ts';
import type { Expr } from '../../rules/expression/tree.ts';
import type { Form } from '../../rules/form/model.ts';
import type { Json } from '../../rules/json.ts';
import { loadCalendars } from '../../store/calendar-files.ts';

const label = (en: string) => ({ zh: en, en });
const is = (value: Json): Expr => ({ op: 'const', value });
const data = (name: string): Expr => ({ op: 'path', root: 'data', path: [name] });
const form = (name: string): Expr => ({ op: 'path', root: 'form', path: [name] });
const equals = (left: Expr, value: string): Expr => ({ op: 'eq', by: 'plain', left, right: is(value) });

const inputForm: Form = {
  fields: [
    { name: 'applicant', label: label('Applicant'), type: { kind: 'text' }, personal: true },
    { name: 'amount', label: label('Amount'), type: { kind: 'integer', min: 1 } },
  ],
  checks: [],
};

const check: Decision = {
  format: 1,
  id: 'demo.check',
  version: 1,
  title: label('Check'),
  citations: [],
  inputs: { fields: [{ name: 'amount', label: label('Amount'), type: { kind: 'integer' } }], checks: [] },
  outputs: [{ name: 'eligible', label: label('Eligible'), type: { kind: 'boolean' } }],
  tables: {},
  stages: [
    {
      kind: 'rules',
      hit: 'first',
      rules: [
        {
          rule: 'large',
          when: {
            op: 'lt',
            by: 'number',
            left: is(1000),
            right: { op: 'path', root: 'input', path: ['amount'] },
          },
          values: [{ name: 'eligible', value: is(false) }],
          citations: [{ document: '示例〔2026〕1号', article: '5' }],
        },
        {
          rule: 'small',
          when: is(true),
          values: [{ name: 'eligible', value: is(true) }],
          citations: [{ document: '示例〔2026〕1号', article: '6' }],
        },
      ],
    },
  ],
};

const resultForm = (name: string, ...values: string[]): Form => ({
  fields: [
    {
      name,
      label: label(name),
      type: { kind: 'enum', values: values.map((id) => ({ id, label: label(id) })) },
    },
    { name: 'note', label: label('Note'), type: { kind: 'text' }, optional: true },
  ],
  checks: [],
});

function task(id: string, group: string, taskForm: Form, then: TaskStep['then']): TaskStep {
  return {
    kind: 'task',
    id,
    label: label(id),
    citations: [],
    onEnter: [],
    compensation: [],
    group: is(group),
    form: taskForm,
    notSameAs: [],
    onItem: [],
    then,
  };
}

const granted: Effect[] = [
  { kind: 'document', document: is('permit') },
  {
    kind: 'register',
    register: 'permits',
    key: data('applicant'),
    values: [{ name: 'amount', value: data('amount') }],
  },
  { kind: 'notify', to: is('applicant'), template: is('granted') },
];

const refused: Effect[] = ['refusal', 'advice'].map((id) => ({ kind: 'document', document: is(id) }));

const term: Deadline = {
  id: 'term',
  label: label('term'),
  citations: [],
  lengths: [{ basis: 'working', days: is(20) }],
  starts: [{ on: { kind: 'case-started' } }],
  suspendedWhile: [],
  suspends: [],
  resumes: [],
  met: [{ on: { kind: 'completed', step: 'approve' } }],
  cancels: [],
  remind: [5],
  covers: ['review', 'approve'],
  overdue: [{ effects: [{ kind: 'escalate', to: is('leader') }] }],
};

export const procedure: Procedure = {
  format: 1,
  id: 'demo.permit',
  version: 1,
  title: label('Permit'),
  citations: [],
  startedBy: [],
  input: inputForm,
  steps: [
    task('review', 'window', resultForm('result', 'complete', 'incomplete'), [
      {
        when: equals(form('result'), 'incomplete'),
        effects: [],
        exit: { kind: 'goto', targets: [{ step: 'review' }] },
      },
      {
        effects: [
          { kind: 'decide', decision: 'demo.check', with: [{ name: 'amount', value: data('amount') }], rename: [] },
        ],
        exit: { kind: 'goto', targets: [{ step: 'approve' }] },
      },
    ]),
    task('approve', 'leader', resultForm('decision', 'grant', 'refuse'), [
      { when: equals(form('decision'), 'grant'), effects: granted, exit: { kind: 'end', outcome: is('granted') } },
      { effects: refused, exit: { kind: 'end', outcome: is('refused') } },
    ]),
  ],
  start: [{ effects: [], exit: { kind: 'goto', targets: [{ step: 'review' }] } }],
  deadlines: [term],
  messages: [
    {
      id: 'remark',
      label: label('Remark'),
      citations: [],
      from: [is('applicant')],
      form: { fields: [{ name: 'remark', label: label('Remark'), type: { kind: 'text' } }], checks: [] },
      accepts: [],
      merges: true,
      do: [],
    },
  ],
  outcomes: ['granted', 'refused'].map((id) => ({ id, label: label(id) })),
  onEnd: [],
  groups: ['applicant', 'window', 'leader'].map((id) => ({ id, label: label(id) })),
  documents: ['permit', 'refusal', 'advice'].map((id) => ({ id, label: label(id) })),
  registers: [{ id: 'permits', label: label('Permits') }],
  templates: [{ id: 'granted', label: label('Granted') }],
  tables: {},
  decisions: ['demo.check'],
  schedules: [],
  dataLabels: { eligible: label('Eligible') },
  numberPrefix: '示例',
};

const calendarContent = loadCalendars();
export const contents = new Map<string, string>();

/** Puts content under its hash, as a deployment does. */
export function deployed(value: unknown): string {
  const text = canonicalize(value) ?? '';
  const hash = createHash('sha256').update(text).digest('hex');
  contents.set(hash, text);
  return hash;
}

export const bundle: Bundle = { procedure, decisions: [check] };
export const bundleHash = deployed(bundle);
export const calendarHash = deployed(calendarContent);
export const contentStore = { get: (hash: string) => Promise.resolve(contents.get(hash) ?? null) };
