/**
 * Goal: what would have to be said again and again is said once, and means the same. Method: small procedures in a
 * document of their own, looked at once compiled; where the engine takes part, a case is run.
 */
import { describe, expect, test } from 'vitest';
import { compileDefinitions, type DefinitionFile } from '../../compiler/compile.ts';
import { decide } from '../../engine/decide.ts';
import type { Actor, Bundle, Procedure, Step } from '../../engine/model.ts';
import { newCase } from '../../engine/new-case.ts';
import { loadProgram } from '../../engine/program.ts';
import { checkForm } from '../../rules/form/check.ts';
import type { JsonObject } from '../../rules/json.ts';
import { calendar } from '../support.ts';

const DOCUMENT = `document: demo
number: 试政发〔2024〕1号
title: 试用办法 | Trial measures
laws: [行政许可法, HJ 1235—2021]
groups:
  applicant: { label: 申请人 | Applicant, party: true }
  county: { label: 县局 | County, unit: =data.county }
  city: 市局 | City
types:
  place: { label: 县 | County, enum: { yaodu: 尧都区 | Yaodu, quwo: 曲沃县 | Quwo } }
registers:
  permits:
    label: 许可 | Permits
    key: number
    fields:
      holder: { label: 持证人 | Holder, type: text }
      validTo: { label: 有效期至 | Valid to, type: date }
documents:
  permit: 许可证 | Permit
templates:
  reminder: 提醒 | Reminder
`;

const HEAD = `procedure: demo.test
version: 1
title: 试用 | Trial
startedBy: applicant
outcomes: { done: 办结 | Done }
`;

function compile(body: string, ...others: DefinitionFile[]) {
  const document = { path: 'demo/document.banli.yaml', text: DOCUMENT };
  const { compiled, findings, bundles } = compileDefinitions([
    ...(others.some(({ path }) => path === document.path) ? [] : [document]),
    { path: 'demo/test.banli.yaml', text: HEAD + body },
    ...others,
  ]);
  const procedure = compiled.find(({ procedure: { id } }) => id === 'demo.test')?.procedure;
  if (procedure === undefined) throw new Error(JSON.stringify(findings));
  return { procedure, findings, bundle: bundles.get('demo.test') };
}

function errorsOf(body: string, ...others: DefinitionFile[]): string[] {
  const errors = compile(body, ...others).findings.filter(({ severity }) => severity === 'error');
  return errors.map(({ check, message }) => `${check}: ${message}`);
}

function sound(body: string, ...others: DefinitionFile[]): Procedure {
  expect(errorsOf(body, ...others)).toEqual([]);
  return compile(body, ...others).procedure;
}

function stepOf<K extends Step['kind']>(procedure: Procedure, id: string, kind: K): Extract<Step, { kind: K }> {
  const step = procedure.steps.find((found) => found.id === id);
  if (step?.kind !== kind) throw new Error(`${id} is ${step?.kind}`);
  return step as Extract<Step, { kind: K }>;
}

/** The state of a case that has just been started. */
function started(bundle: Bundle | undefined, input: JsonObject, by: Actor = { group: 'applicant' }) {
  if (bundle === undefined) throw new Error('it did not compile');
  const state = newCase({ id: 'c', number: 'c', definition: '', calendar: '' });
  const decided = decide(loadProgram(bundle), calendar, state, { type: 'start', by, input }, Date.UTC(2024, 4, 6, 2));
  if (!decided.ok) throw new Error(JSON.stringify(decided.refusal));
  return decided;
}

function tasksOpened(bundle: Bundle | undefined, input: JsonObject) {
  return started(bundle, input).facts.flatMap((fact) => {
    if (fact.type !== 'task-opened') return [];
    const { group, unit } = fact;
    return [unit === undefined ? { group } : { group, unit }];
  });
}

const path = (root: string, ...names: string[]) => ({ op: 'path', root, path: names });
const COUNTY = 'input:\n  county: { label: 县 | County, type: place }\n';

const SCORE = {
  path: 'demo/score.banli.yaml',
  text: `decision: demo.score
version: 1
title: 评分 | Score
cite: "1"
inputs: { points: { label: 分数 | Points, type: integer } }
outputs: { passed: { label: 合格 | Passed, type: boolean } }
rules: [{ set: { passed: =input.points >= 60 }, rule: passed, cite: "1" }]
`,
};

describe('the unit of a group', () => {
  const steps =
    'start: a\nsteps:\n  a: { label: 甲 | A, task: county, then: b }\n  b: { label: 乙 | B, task: city, then: [{ end: done }] }\n';

  test('is compiled for the procedures whose case data have what it reads', () => {
    expect(sound(COUNTY + steps).groups).toEqual([
      { id: 'applicant', label: { zh: '申请人', en: 'Applicant' }, party: true },
      { id: 'county', label: { zh: '县局', en: 'County' }, unit: path('data', 'county') },
      { id: 'city', label: { zh: '市局', en: 'City' } },
    ]);
    expect(sound(steps).groups[1]).toEqual({ id: 'county', label: { zh: '县局', en: 'County' } });
  });

  test('is that of its tasks, also where the group is computed, unless the task names its own', () => {
    const { bundle } = compile(`input:
  county: { label: 县 | County, type: place }
  who: { label: 谁 | Who, enum: { county: 县 | County, city: 市 | City } }
start: [{ goto: [a, b] }]
steps:
  a: { label: 甲 | A, task: =data.who, then: j }
  b: { label: 乙 | B, task: county, unit: quwo, then: j }
  j: { label: 汇合 | J, join: all, then: [{ end: done }] }
`);
    const opened = (who: string) => tasksOpened(bundle, { county: 'yaodu', who });
    expect(opened('county')).toEqual([
      { group: 'county', unit: 'yaodu' },
      { group: 'county', unit: 'quwo' },
    ]);
    expect(opened('city')).toEqual([{ group: 'city' }, { group: 'county', unit: 'quwo' }]);
  });
});

test('a deadline of a step starts with its opening and is met by its completion, unless it says otherwise', () => {
  const steps = 'start: a\nsteps:\n  a: { label: 甲 | A, task: city, then: [{ end: done }] }\ndeadlines:\n';
  const [plain, own] = sound(`${steps}  d: { label: 期限 | Term, of: a, basis: working, days: 5 }
  e: { label: 期限 | Term, of: a, basis: working, days: 5, starts: case, startsWhen: case.number = "1", met: issued permit }
`).deadlines;
  expect(plain).toMatchObject({
    starts: [{ on: { kind: 'opened', step: 'a' } }],
    met: [{ on: { kind: 'completed', step: 'a' } }],
    covers: ['a'],
  });
  expect(own).toMatchObject({
    starts: [{ on: { kind: 'case-started' }, when: { op: 'eq' } }],
    met: [{ on: { kind: 'issued' } }],
  });
});

describe('rules', () => {
  const a = (keys: string) => `start: a\nsteps:\n  a: { label: 甲 | A, task: city, ${keys}, then: [{ end: done }] }\n`;
  const form = 'form: { note: { label: 说明 | Note, type: text } }';
  const fieldsOf = (body: string) => stepOf(sound(body, SCORE), 'a', 'task').form.fields.map(({ name }) => name);

  test('the fields of inputsOf stand where it is written', () => {
    expect(fieldsOf(a(`${form}, inputsOf: score`))).toEqual(['note', 'points']);
    expect(fieldsOf(a(`inputsOf: score, ${form}`))).toEqual(['points', 'note']);
    const input = '{ note: { label: 说明 | Note, type: text } }';
    const start = 'start: r\nsteps:\n  r: { label: 判 | R, rule: score, then: [{ end: done }] }\n';
    const names = (text: string) => sound(text + start, SCORE).input.fields.map(({ name }) => name);
    expect(names(`input: ${input}\ninputsOf: score\n`)).toEqual(['note', 'points']);
    expect(names(`inputsOf: score\ninput: ${input}\n`)).toEqual(['points', 'note']);
  });

  test('each rule of a list has words of its own', () => {
    const rules =
      '[{ decision: score, with: { points: 1 }, rename: { passed: low } }, { decision: score, with: { points: 99 }, as: high }]';
    const procedure = sound(
      `start: r\nsteps:\n  r: { label: 判 | R, rule: ${rules}, then: [{ when: data.low or high.passed, end: done }, a] }\n  a: { label: 甲 | A, task: city, then: [{ end: done }] }\n`,
      SCORE,
    );
    expect(stepOf(procedure, 'r', 'auto').then[0]?.effects).toMatchObject([
      { decision: 'demo.score', with: [{ value: { value: 1 } }], rename: [{ output: 'passed', name: 'low' }] },
      { decision: 'demo.score', with: [{ value: { value: 99 } }], as: 'high' },
    ]);
  });
});

describe('label(x)', () => {
  const set = (value: string) =>
    `input:\n  county: { label: 县 | County, type: place }\n  other?: { label: 另 | Other, type: place }\nstart: [{ set: { name: '${value}' }, goto: a }]\nsteps:\n  a: { label: 甲 | A, task: city, then: [{ end: done }] }\n`;

  test('is the Chinese name of a code, and null where there is no code', () => {
    const named = (value: string, input: JsonObject) => started(compile(set(value)).bundle, input).state.data.name;
    expect(named('=label(data.county) + "环境局"', { county: 'quwo' })).toBe('曲沃县环境局');
    expect(named('=label(if data.county = "quwo" then data.county else data.other)', { county: 'yaodu' })).toBe(null);
  });

  test('of something else is a fault', () => {
    expect(errorsOf(set('=label("quwo")'))).toEqual([expect.stringContaining('argument-type')]);
  });
});

describe('citations', () => {
  const cited = (cite: string) =>
    sound(`cite: ${cite}\nstart: a\nsteps:\n  a: { label: 甲 | A, task: city, then: [{ end: done }] }\n`).citations;

  test('a listed law alone is cited as a whole', () => {
    expect(cited('[HJ 1235—2021, 行政许可法/32, "9"]')).toEqual([
      { document: 'HJ 1235—2021', article: '' },
      { document: '行政许可法', article: '32' },
      { document: '试政发〔2024〕1号', article: '9' },
    ]);
  });
});

test('a script of the procedure takes the place of that of its block, other keys are laid over it', () => {
  const block = {
    path: 'demo/block.banli.yaml',
    text: `block: demo.common
steps:
  a: { label: 甲 | A, cite: "1", task: city, then: { document: permit, goto: b } }
  then: { label: 乙 | B, task: city, then: [{ end: done }] }
deadlines:
  a: { label: 期限 | Term, basis: working, days: 5, starts: case, overdue: { escalate: city } }
`,
  };
  const procedure = sound(
    `include: common
start: a
steps:
  a: { task: county, then: { set: { x: 1 }, goto: then } }
  then: { task: county }
deadlines:
  a: { days: 7, overdue: { escalate: county } }
`,
    block,
  );
  const step = stepOf(procedure, 'a', 'task');
  expect(step).toMatchObject({ group: { value: 'county' }, citations: [{ article: '1' }] });
  expect(step.then).toHaveLength(1);
  expect(step.then[0]?.effects.map(({ kind }) => kind)).toEqual(['set']);
  expect(stepOf(procedure, 'then', 'task').label.zh).toBe('乙');
  expect(procedure.deadlines[0]).toMatchObject({
    lengths: [{ days: { value: 7 } }],
    overdue: [{ effects: [{ kind: 'escalate', to: { value: 'county' } }] }],
  });
});

test('case.unit is the unit of who started the case', () => {
  const { bundle } = compile(
    'unit: =case.unit\nstart: [{ set: { from: =case.unit }, goto: a }]\nsteps:\n  a: { label: 甲 | A, task: city, unit: =case.unit, then: [{ end: done }] }\n',
  );
  const of = (unit?: string) => {
    const { state } = started(bundle, {}, { group: 'applicant', ...(unit !== undefined && { unit }) });
    return [state.data.from, state.tokens[0]?.unit];
  };
  expect(of('yaodu')).toEqual(['yaodu', 'yaodu']);
  expect(of()).toEqual([null, undefined]);
});

describe('checks of a declared type', () => {
  const types = `types:
  rows:
    type: list
    of: { type: record, fields: { code: { label: 码 | Code, type: text }, n: { label: 数 | N, type: integer } } }
    checks: [{ when: sum(rows.n) > 10, message: 过多 | Too much }]
  span:
    type: record
    fields: { from: { label: 自 | From, type: date }, to: { label: 至 | To, type: date } }
    checks: [{ fault: to, when: row.to < row.from, message: 倒置 | Reversed }]
`;
  const withTypes = DOCUMENT.replace('types:\n', types);

  const faultsOf = (fields: string, data: JsonObject) => {
    const { bundle } = compile(
      `input: ${fields}\nstart: a\nsteps:\n  a: { label: 甲 | A, task: city, then: [{ end: done }] }\n`,
      { path: 'demo/document.banli.yaml', text: withTypes },
    );
    return checkForm(bundle?.procedure.input ?? { fields: [], checks: [] }, data, {
      env: { roots: {}, now: 0, calendar, call: () => null },
    }).faults.map(({ field, code }) => `${field} ${code}`);
  };
  const n = (...numbers: number[]) => numbers.map((value, i) => ({ code: `c${i}`, n: value }));

  test('are made wherever the type is used, over the whole list or in the record', () => {
    const rows = '{ rows?: { label: 行 | Rows, type: rows } }';
    expect(faultsOf(rows, { rows: n(5, 5) })).toEqual([]);
    expect(faultsOf(rows, { rows: n(5, 6) })).toEqual(['rows check']);
    expect(faultsOf(rows, {})).toEqual([]);
    const inside = '{ r: { label: 记 | R, type: record, fields: { rows: { label: 行 | Rows, type: rows } } } }';
    expect(faultsOf(inside, { r: { rows: n(5, 6) } })).toEqual(['r.rows check']);
    const span = '{ span: { label: 期 | Span, type: span } }';
    expect(faultsOf(span, { span: { from: '2024-01-02', to: '2024-01-01' } })).toEqual(['span.to check']);
  });

  test('are added to where it is used', () => {
    const more = (check: string) => `{ rows: { label: 行 | Rows, type: rows, checks: [${check}] } }`;
    const atLeast = more('{ when: count(rows) < 2, message: 太少 | Too few }');
    expect(faultsOf(atLeast, { rows: n(1, 1) })).toEqual([]);
    expect(faultsOf(atLeast, { rows: n(1) })).toEqual(['rows check']);
    expect(faultsOf(atLeast, { rows: n(11) })).toEqual(['rows check', 'rows check']);
    const span =
      '{ span: { label: 期 | Span, type: span, checks: [{ fault: from, when: row.from < date("2024-01-01"), message: 过早 | Early }] } }';
    expect(faultsOf(span, { span: { from: '2023-01-02', to: '2023-01-01' } })).toEqual([
      'span.to check',
      'span.from check',
    ]);
  });
});
