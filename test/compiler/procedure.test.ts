/**
 * Goal: what the language leaves unsaid is filled in as docs/definition-language.md says, and what it says is kept in
 * its order. Method: small procedures in the document of test/definitions, looked at once compiled.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Procedure, Step } from '../../engine/model.ts';
import { compileText } from './tree.ts';

const SCORE = {
  path: 'demo/score.banli.yaml',
  text: `decision: demo.score
version: 1
title: 评分 | Score
cite: "1"
inputs:
  points: { label: 分数 | Points, type: integer, min: 0, max: 100 }
  paid: { label: 已缴费 | Paid, type: boolean }
  receipt: { label: 收据 | Receipt, type: text, required: input.paid }
  bonus?: { label: 加分 | Bonus, type: integer, default: 0 }
checks:
  - { fault: bonus, when: input.bonus > input.points, message: 加分过多 | Too much }
outputs:
  passed: { label: 合格 | Passed, type: boolean }
rules:
  - set: { passed: '=input.points + input.bonus >= 60 and (not(input.paid) or input.receipt != null)' }
    rule: passed
    cite: "1"
`,
};

const DOCUMENT = {
  path: 'demo/document.banli.yaml',
  text: readFileSync('test/definitions/document.banli.yaml', 'utf8'),
};

/** `declared`: what the document says beside that of test/definitions. */
function compile(body: string, declared = ''): { procedure: Procedure; messages: string[] } {
  const text = `procedure: demo.test\nversion: 1\ntitle: 试用 | Trial\nstartedBy: applicant\noutcomes: { done: 办结 | Done, bad: 不成 | Bad }\n${body}`;
  const { compiled, findings } = compileText(text, SCORE, { ...DOCUMENT, text: DOCUMENT.text + declared });
  const procedure = compiled.find(({ procedure: { id } }) => id === 'demo.test')?.procedure;
  if (procedure === undefined) throw new Error(JSON.stringify(findings));
  return {
    procedure,
    messages: findings
      .filter(({ severity, check }) => severity === 'error' && check !== 'unreached-outcome')
      .map(({ check, message }) => `${check}: ${message}`),
  };
}

function sound(body: string): Procedure {
  const { procedure, messages } = compile(body);
  expect(messages).toEqual([]);
  return procedure;
}

function stepOf<K extends Step['kind']>(procedure: Procedure, id: string, kind: K): Extract<Step, { kind: K }> {
  const step = procedure.steps.find((found) => found.id === id);
  if (step?.kind !== kind) throw new Error(`${id} is ${step?.kind}`);
  return step as Extract<Step, { kind: K }>;
}

const TASK = '  a: { label: 甲 | A, task: window, then: [{ end: done }] }\n';
const path = (root: string, ...names: string[]) => ({ op: 'path', root, path: names });

describe('scripts', () => {
  test('effects of a clause stand in the order in which they are written, the exit comes last', () => {
    const then = '[{ end: done, notify: { to: applicant, template: reminder }, document: permit, set: { x: 1 } }]';
    const [clause] = stepOf(
      sound(`start: a\nsteps:\n  a: { label: 甲 | A, task: window, then: ${then} }\n`),
      'a',
      'task',
    ).then;
    expect(clause?.effects.map(({ kind }) => kind)).toEqual(['notify', 'document', 'set']);
    expect(clause?.exit).toEqual({ kind: 'end', outcome: { op: 'const', value: 'done' } });
  });

  test('a list of targets is a parallel split, one with conditions an inclusive one', () => {
    const { start } = sound(
      'start: [{ goto: [a, { to: b, when: case.number = "1" }] }]\nsteps:\n  a: { label: 甲 | A, task: window, then: j }\n  b: { label: 乙 | B, task: window, then: j }\n  j: { label: 汇合 | J, join: all, then: [{ end: done }] }\n',
    );
    expect(start[0]?.exit).toMatchObject({ kind: 'goto', targets: [{ step: 'a' }, { step: 'b', when: { op: 'eq' } }] });
  });

  test('a condition over several effects is judged once', () => {
    const onEnter = 'onEnter: [{ when: data.x = 1, set: { x: 2 }, document: permit }], ';
    const step = stepOf(
      sound(
        `input: { x: { label: 数 | X, type: integer } }\nstart: a\nsteps:\n${TASK.replace('task:', `${onEnter}task:`)}`,
      ),
      'a',
      'task',
    );
    expect(step.onEnter).toMatchObject([
      { kind: 'for', when: { op: 'eq' }, effects: [{ kind: 'set' }, { kind: 'document' }] },
    ]);
  });

  test('what is set in a clause is known to be there in the next', () => {
    const then = '[{ set: { until: =today() } }, { set: { later: =data.until + days(1) }, end: done }]';
    sound(`start: a\nsteps:\n  a: { label: 甲 | A, task: window, then: ${then} }\n`);
  });
});

describe('rules and forms', () => {
  const input =
    'input:\n  points: { label: 分数 | Points, type: integer, min: 0, max: 100 }\n  paid: { label: 已缴费 | Paid, type: boolean }\n';

  test('inputs of a rule become the form; conditions are judged on form and data, checks with the form merged in', () => {
    const procedure = sound(
      `${input}start: a\nsteps:\n  a: { label: 甲 | A, task: window, inputsOf: [score], then: r }\n  r: { label: 判 | R, rule: score, then: [{ end: done }] }\n`,
    );
    const { form } = stepOf(procedure, 'a', 'task');
    expect(form.fields.map(({ name }) => name)).toEqual(['receipt', 'bonus']);
    expect(form.fields[0]?.required).toEqual(path('data', 'paid'));
    expect(form.fields[1]).toMatchObject({ optional: true });
    expect(form.fields[1]).not.toHaveProperty('default');
    expect(form.checks[0]?.when).toMatchObject({
      left: path('data', 'points'),
      right: { op: 'else', arg: path('data', 'bonus') },
    });
  });

  test('whether the inputs are asked can hang on a field beside them', () => {
    const step = 'task: window, form: { sure: { label: 属实 | Sure, type: boolean } }';
    const asked = 'inputsOf: { decisions: score, when: form.sure }';
    const then = '[{ when: form.sure, goto: r }, { end: bad }]';
    const procedure = sound(
      `${input}start: a\nsteps:\n  a: { label: 甲 | A, ${step}, ${asked}, then: ${then} }\n  r: { label: 判 | R, rule: score, then: [{ end: done }] }\n`,
    );
    const { form } = stepOf(procedure, 'a', 'task');
    expect(form.fields.map(({ name }) => name)).toEqual(['sure', 'receipt', 'bonus']);
    expect(form.fields[1]).toMatchObject({ required: path('data', 'paid'), when: path('form', 'sure') });
    expect(form.checks[0]?.when).toMatchObject({ op: 'and', args: [path('form', 'sure'), expect.anything()] });
  });

  test('the start input can be the inputs of a rule, too', () => {
    const procedure = sound(
      'inputsOf: [score]\nstart: r\nsteps:\n  r: { label: 判 | R, rule: score, then: [{ end: done }] }\n',
    );
    expect(procedure.input.fields.map(({ name }) => name)).toEqual(['points', 'paid', 'receipt', 'bonus']);
    expect(procedure.input.fields[2]?.required).toEqual(path('form', 'paid'));
  });

  test('with gives an input otherwise, null leaves it out, rename stores an output under another name', () => {
    const rule = 'rule: score, with: { points: 60, bonus: null, receipt: null }, rename: { passed: ok }';
    const { then } = stepOf(
      sound(
        `${input}start: r\nsteps:\n  r: { label: 判 | R, ${rule}, then: [{ when: data.ok, end: done }, { end: bad }] }\n`,
      ),
      'r',
      'auto',
    );
    expect(then[0]?.effects[0]).toEqual({
      kind: 'decide',
      decision: 'demo.score',
      with: [
        { name: 'points', value: { op: 'const', value: 60 } },
        { name: 'paid', value: path('data', 'paid') },
      ],
      rename: [{ output: 'passed', name: 'ok' }],
    });
    expect(then[1]?.when).toEqual(path('data', 'ok'));
  });

  test('outputs are labelled by the rule, other data by labels', () => {
    const procedure = sound(
      `${input}labels: { mood: 情况 | Mood }\nstart: r\nsteps:\n  r: { label: 判 | R, rule: score, with: { receipt: null }, then: [{ set: { mood: 1 }, end: done }] }\n`,
    );
    expect(procedure.dataLabels).toEqual({ passed: { zh: '合格', en: 'Passed' }, mood: { zh: '情况', en: 'Mood' } });
    expect(procedure.decisions).toEqual(['demo.score']);
    expect(procedure.dataUnits).toBeUndefined();
  });

  test('of a computed amount the unit is told beside its label', () => {
    const labels = 'labels: { total: { label: 总额 | Total, unit: fen } }';
    const procedure = sound(
      `${input}${labels}\nstart: r\nsteps:\n  r: { label: 判 | R, task: window, then: [{ set: { total: 1 }, end: done }] }\n`,
    );
    expect(procedure.dataLabels).toEqual({ total: { zh: '总额', en: 'Total' } });
    expect(procedure.dataUnits).toEqual({ total: 'fen' });
  });

  test('a decision asked in an expression belongs to the bundle', () => {
    const then = `[{ when: 'decide("demo.score", { points: 3, paid: false }).passed', end: done }, { end: bad }]`;
    expect(sound(`start: a\nsteps:\n  a: { label: 甲 | A, task: window, then: ${then} }\n`).decisions).toEqual([
      'demo.score',
    ]);
  });
});

describe('multi-instance', () => {
  test('the item is seen in the step, the forms of all after it', () => {
    const procedure = sound(`input: { places: { label: 地点 | Places, type: list, of: text } }
start: a
steps:
  a:
    label: 甲 | A
    task: window
    each: =data.places
    unit: =item
    form: { dust: { label: 粉尘 | Dust, type: integer } }
    onItem: [{ register: { in: permits, key: =item, set: { status: valid } } }]
    then: [{ when: 'sum(items("a").dust) > 10', end: bad }, { end: done }]
`);
    const step = stepOf(procedure, 'a', 'task');
    expect(step.each).toEqual({ items: path('data', 'places'), sequential: false });
    expect(step.unit).toEqual(path('item'));
    expect(step.onItem[0]).toMatchObject({ kind: 'register', key: path('item') });
  });

  test('records have a key; sequential and until are kept', () => {
    const each = 'each: { items: =data.rows, key: code, sequential: true, until: form.enough }';
    const input =
      'input: { rows: { label: 行 | Rows, type: list, of: { type: record, fields: { code: { label: 码 | Code, type: text } } } } }\n';
    const procedure = sound(
      `${input}start: a\nsteps:\n  a: { label: 甲 | A, task: window, ${each}, form: { enough: { label: 够 | Enough, type: boolean } }, then: [{ end: done }] }\n`,
    );
    expect(stepOf(procedure, 'a', 'task').each).toEqual({
      items: path('data', 'rows'),
      key: 'code',
      sequential: true,
      until: path('form', 'enough'),
    });
  });

  describe('what people read of an item', () => {
    const NORTH = { zh: '北段', en: 'North' };
    const SOUTH = { zh: '南段', en: 'South' };
    const STRETCH = 'enum: { south: 南段 | South, north: 北段 | North }';
    const record = (key: string, name: string) =>
      `type: list, of: { type: record, fields: { code: { label: 码 | Code, ${key} }, name: { label: 名 | Name, ${name} } } }`;

    function eachOf(each: string, { data = 'type: text', then = '[{ end: done }]', more = '' } = {}) {
      const { procedure, messages } = compile(
        `input: { rows: { label: 行 | Rows, ${data} } }\ntables: { ways: { rows: [north, south] } }\nstart: a\nsteps:\n  a: { label: 甲 | A, task: window, each: ${each}, then: ${then} }\n${more}`,
        'types: { stretch: { label: 河段 | Stretch, enum: { north: 北段 | North, south: 南段 | South } }, plain: { label: 文 | Text, type: text } }\n',
      );
      return { procedure, each: stepOf(procedure, 'a', 'task').each, messages };
    }

    test('items that are written out with their labels keep their order', () => {
      const { each, messages } = eachOf('{ items: { south: 南段 | South, north: 北段 | North }, sequential: true }');
      expect(messages).toEqual([]);
      expect(each).toEqual({
        items: { op: 'const', value: ['south', 'north'] },
        labels: { south: SOUTH, north: NORTH },
        sequential: true,
      });
    });

    test('codes of an enum are told by its labels, also where they are the key of a record', () => {
      const labels = { north: NORTH, south: SOUTH };
      expect(eachOf('=data.rows', { data: `type: list, of: { ${STRETCH} }` }).each?.labels).toEqual(labels);
      const keyed = eachOf('{ items: =data.rows, key: code }', { data: record(STRETCH, 'type: text') });
      expect(keyed.each?.labels).toEqual(labels);
    });

    test('the keys of the forms of another step are the codes of its items', () => {
      const then = '{ goto: b }';
      const more = '  b: { label: 乙 | B, task: window, each: =items("a").key, then: [{ end: done }] }\n';
      const { procedure } = eachOf('=data.rows', { data: `type: list, of: { ${STRETCH} }`, then, more });
      expect(stepOf(procedure, 'b', 'task').each?.labels).toEqual({ north: NORTH, south: SOUTH });
    });

    test('a field of the record names it, by the labels of its own codes', () => {
      const named = eachOf('{ items: =data.rows, key: code, label: name }', { data: record(STRETCH, 'type: text') });
      expect(named.each).toEqual({ items: path('data', 'rows'), key: 'code', label: 'name', sequential: false });
      const coded = eachOf('{ items: =data.rows, key: code, label: name }', { data: record('type: text', STRETCH) });
      expect(coded.each?.labels).toEqual({ north: NORTH, south: SOUTH });
      expect(
        eachOf('{ items: =data.rows, key: code, label: nome }', { data: record('type: text', STRETCH) }).messages,
      ).toEqual(['unknown-field: the items have no field "nome"']);
    });

    test('of figures a declared enum tells the labels, and must have their codes', () => {
      expect(eachOf('{ items: =tables.ways, of: stretch }').each?.labels).toEqual({ north: NORTH, south: SOUTH });
      expect(eachOf('{ items: [north, east], of: stretch }').messages).toEqual([
        'unknown-code: steps.a.each.items: "east" is not one of "north", "south"',
      ]);
      expect(eachOf('{ items: =tables.ways, of: plain }').messages).toEqual([
        'unknown-type: steps.a.each.of: "plain" is no type with codes',
      ]);
    });

    test('texts and numbers are what people know', () => {
      expect(eachOf('=data.rows', { data: 'type: list, of: text' }).each).toEqual({
        items: path('data', 'rows'),
        sequential: false,
      });
      expect(eachOf('[东段, 3]').each).not.toHaveProperty('labels');
    });
  });
});

describe('registers', () => {
  test('a list of the row gains an item; another field is no list', () => {
    const then = (add: string) =>
      `start: a\nsteps:\n  a: { label: 甲 | A, task: window, then: [{ register: { in: permits, key: =case.number, add: { ${add} } }, end: done }, { end: bad }] }\n`;
    const step = stepOf(sound(then('notes: =case.number')), 'a', 'task');
    expect(step.then[0]?.effects[0]).toMatchObject({
      kind: 'register',
      values: [],
      adds: [{ name: 'notes', value: path('case', 'number') }],
    });
    expect(compile(then('status: valid')).messages).toEqual(['type: "status" of the register is no list']);
  });
});

describe('waits and calls', () => {
  const messages =
    'messages:\n  reply: { label: 答复 | Reply, from: window, form: { yes: { label: 同意 | Yes, type: boolean } } }\n';

  test('whichever comes first: a message or an instant', () => {
    const wait =
      '  w: { label: 等 | W, listed: false, await: [{ message: reply, when: message.yes, then: a }, { at: 2024-05-01, then: [{ end: bad }] }] }\n';
    const step = stepOf(sound(`${messages}start: w\nsteps:\n${wait}${TASK}`), 'w', 'wait');
    expect(step).toMatchObject({ listed: false, notices: [] });
    expect(step.branches).toMatchObject([
      { kind: 'message', message: 'reply', when: path('message', 'yes') },
      { kind: 'timer', at: { op: 'const', value: '2024-05-01' } },
    ]);
  });

  test('a call starts a case with a link and waits for the message that brings its end', () => {
    const call = '  c: { label: 调用 | Call, call: { procedure: test, input: { x: 1 }, message: reply }, then: a }\n';
    const input = 'input: { x: { label: 数 | X, type: integer } }\n';
    const step = stepOf(sound(`${input}${messages}start: c\nsteps:\n${call}${TASK}`), 'c', 'wait');
    expect(step.onEnter).toEqual([
      {
        kind: 'start',
        procedure: 'demo.test',
        input: [{ name: 'x', value: { op: 'const', value: 1 } }],
        link: 'reply',
      },
    ]);
    expect(step.branches).toMatchObject([{ kind: 'message', message: 'reply' }]);
  });
});

describe('deadlines', () => {
  const deadline = (body: string) => {
    const [found] = sound(`start: a\nsteps:\n${TASK}deadlines:\n  a: { label: 期限 | Term, ${body} }\n`).deadlines;
    return found;
  };

  test('met by the step of its own name, and covers it; other lists are empty', () => {
    expect(deadline('basis: working, days: 5, starts: case')).toEqual({
      id: 'a',
      label: { zh: '期限', en: 'Term' },
      citations: [],
      lengths: [{ basis: 'working', days: { op: 'const', value: 5 } }],
      starts: [{ on: { kind: 'case-started' } }],
      suspendedWhile: [],
      suspends: [],
      resumes: [],
      met: [{ on: { kind: 'completed', step: 'a' } }],
      cancels: [],
      remind: [],
      covers: ['a'],
      overdue: [],
    });
  });

  test('by condition another length, a fixed date, or none', () => {
    const cases =
      'cases: [{ when: case.number = "1", fixed: 2024-12-31 }, { when: case.number = "2", none: true }, { basis: calendar, days: 30 }], starts: opened a first';
    expect(deadline(cases)).toMatchObject({
      lengths: [{ basis: 'fixed', when: { op: 'eq' } }, { basis: 'none' }, { basis: 'calendar' }],
      starts: [{ on: { kind: 'opened', step: 'a', which: 'first' } }],
    });
  });

  test('all of several: each with the condition that the others have been', () => {
    const met = deadline('basis: working, days: 5, starts: case, met: [{ all: [completed a, issued permit] }]')?.met;
    expect(met).toMatchObject([
      { on: { kind: 'completed' }, when: { right: { of: { fn: 'document' }, path: ['times'] } } },
      { on: { kind: 'issued' }, when: { right: { of: { fn: 'step' }, path: ['completed'] } } },
    ]);
  });

  test('what an occasion brought is seen in its condition', () => {
    const body = `start: a
steps:
  a: { label: 甲 | A, task: window, form: { ok: { label: 好 | Ok, type: boolean } }, then: [{ end: done }] }
deadlines:
  d: { label: 期限 | Term, basis: working, days: 5, starts: case, met: { on: completed a, when: form.ok }, cancelled: { on: closed a } }
`;
    expect(sound(body).deadlines[0]?.met).toEqual([{ on: { kind: 'completed', step: 'a' }, when: path('form', 'ok') }]);
  });
});

describe('messages and schedules', () => {
  test('windows are gathered, all of which must hold', () => {
    const body = `start: a\nsteps:\n${TASK}messages:\n  m: { label: 消息 | M, from: [window, system], merges: false, accepts: [{ while: [a] }, { when: case.number = "1" }], do: [{ merge: true }] }\n`;
    expect(sound(body).messages[0]).toMatchObject({
      from: [{ value: 'window' }, { value: 'system' }],
      merges: false,
      accepts: [{ kind: 'while', steps: ['a'] }, { kind: 'when' }],
      do: [{ effects: [{ kind: 'merge' }] }],
    });
  });

  test('a schedule sees its period', () => {
    const body = `input: { year: { label: 年 | Year, type: integer } }\nstart: a\nsteps:\n${TASK}schedules:\n  yearly: { every: year, month: 1, workingDay: 1, input: { year: =period.year } }\n`;
    expect(sound(body).schedules[0]).toMatchObject({
      every: 'year',
      month: 1,
      workingDay: 1,
      at: '09:00',
      input: [{ name: 'year', value: path('period', 'year') }],
    });
  });
});

test('an input that must be there once: a text that is surely given, among the cases of its procedure or of those named', () => {
  const once = (text: string) =>
    `input: { tag: { label: 牌号 | Tag, type: text }, age?: { label: 年龄 | Age, type: integer } }\nonce: ${text}\nstart: a\nsteps:\n${TASK}`;
  expect(sound(once('{ input: tag }')).once).toEqual({ input: 'tag', procedures: ['demo.test'] });
  expect(sound(once('{ input: tag, procedures: test, register: permits, ended: true }')).once).toEqual({
    input: 'tag',
    procedures: ['demo.test'],
    register: 'permits',
    ended: true,
  });
  expect(sound(`start: a\nsteps:\n${TASK}`)).not.toHaveProperty('once');
  const faults = (text: string) => compile(once(text)).messages.map((message) => message.split(':')[0]);
  expect(faults('{ input: age }')).toEqual(['type']);
  expect(faults('{ input: tags }')).toEqual(['type']);
  expect(faults('{ input: tag, register: permit }')).toEqual(['unknown-register']);
});

test('a compiled procedure is plain JSON without undefined', () => {
  const procedure = sound(`start: a\nsteps:\n${TASK}`);
  expect(JSON.parse(JSON.stringify(procedure))).toEqual(procedure);
  const holes: string[] = [];
  const visit = (part: unknown, at: string): void => {
    if (part === undefined) holes.push(at);
    if (typeof part === 'object' && part !== null)
      for (const [key, child] of Object.entries(part)) visit(child, `${at}.${key}`);
  };
  visit(procedure, '');
  expect(holes).toEqual([]);
});
