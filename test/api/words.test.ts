/**
 * Goal: a person reads in words what a definition says, with nothing hidden and no id shown. Method: a shipped document,
 * compiled; sentences by example, and over all its definitions that no id of the machine is in any word.
 */
import { describe, expect, test } from 'vitest';
import { articlesOf, compareArticles } from '../../api/present/articles.ts';
import { decisionWords } from '../../api/present/decisions.ts';
import { readable } from '../../api/present/names.ts';
import { procedureWords } from '../../api/present/procedures.ts';
import { valueWords } from '../../api/present/words/value.ts';
import { cellReader } from '../../api/registers/read-cell.ts';
import { valueWords as letterWords } from '../../letters/words.ts';
import type { FieldType } from '../../rules/form/model.ts';
import { compileFolder, programOf } from '../support.ts';

const compiled = compileFolder('definitions/ride-hailing');
const permit = procedureWords(programOf(compiled, 'ride-hailing.platform-permit'), new Map());

const step = (id: string) => permit.steps.find((one) => one.id === id);

describe('a procedure', () => {
  test('tells a deadline: length, start, suspension, end, reminders, what follows', () => {
    const decision = permit.deadlines.find(({ id }) => id === 'decision');
    expect(decision).toMatchObject({
      lengths: [{ zh: '20个工作日', en: '20 working days' }],
      starts: [{ zh: '“受理”办结', en: '“Acceptance” is completed' }],
      from: { zh: '受理日期' },
      suspends: [{ zh: '“线上服务能力认定”办理期间' }],
      met: [{ zh: '“作出决定”办结' }],
      reminders: { zh: '到期前5、1个工作日提醒行政审批审查岗' },
      overdue: [{ when: null, then: [{ zh: '上报行政审批负责人' }] }],
    });
    const supplement = permit.deadlines.find(({ id }) => id === 'supplement');
    expect(supplement?.starts[0]?.zh).toBe('“材料审查”办结（审查结果为不齐）');
    expect(supplement?.lengths[0]?.zh).toBe('30日（自然日）');
  });

  test('tells a step: who, what is filled in, what follows under which condition', () => {
    expect(step('check-materials')).toMatchObject({
      who: { zh: '行政审批窗口' },
      kind: { zh: '人工办理' },
      form: {
        fields: [
          { label: { zh: '审查结果' }, required: { zh: '必填' }, type: { zh: '选项：齐全、不齐、不属本机关' } },
          { label: { zh: '缺少的材料' }, required: { zh: '审查结果为不齐时必填' } },
        ],
      },
    });
    expect(step('check-materials')?.then[0]).toEqual({
      when: { zh: '审查结果为不齐', en: 'Result is Incomplete' },
      then: [
        { zh: '出具“补正通知书”', en: expect.any(String) },
        { zh: '转入“补正材料”', en: expect.any(String) },
      ],
    });
  });

  test('tells where a wait leads and what a message does', () => {
    expect(step('recognition')?.branches[0]?.on.zh).toBe('收到“认定结果”');
    const withdraw = permit.messages.find(({ id }) => id === 'withdraw');
    expect(withdraw?.from.zh).toBe('申请人');
    expect(withdraw?.accepted[0]?.zh).toBe('“作出决定”办结之前');
    expect(withdraw?.then[0]?.then[0]?.zh).toBe('办结：“撤回”');
  });
});

describe('a decision', () => {
  test('is a table: a column for each input that is looked at, a rule with its article', () => {
    const decision = compiled.decisions.get('ride-hailing.platform-materials');
    const [first, materials] = decisionWords(decision as never, new Map()).stages;
    expect(first?.hit.zh).toBe('自上而下，适用第一条符合的规则');
    expect(first?.conditions.map(({ zh }) => zh)).toEqual(['首次从事网约车经营', '注册地在本市']);
    expect(first?.rules[0]?.tests.map((one) => one?.zh)).toEqual(['“是”', '“否”']);
    expect(first?.rules[0]?.values[0]?.zh).toBe('向注册地申请');
    expect(first?.rules[2]?.tests.map((one) => one?.zh)).toEqual(['其余情形', undefined]);
    expect(first?.rules[0]?.citations).toEqual([{ document: '临政规发〔2023〕3号', article: '8 ¶2' }]);
    expect(materials?.when?.zh).toBe('受理途径不为向注册地申请');
  });

  test('has its figures as tables, codes by their names', () => {
    const decision = compiled.decisions.get('ride-hailing.vehicle-eligibility');
    const { figures } = decisionWords(decision as never, new Map());
    const powertrains = figures.find(({ columns }) => columns.some(({ zh }) => zh === '动力'));
    expect(powertrains?.rows.map(([name]) => name?.zh)).toContain('纯电动');
  });
});

test('no id of the machine is shown, in either language', () => {
  const all = [...compiled.bundles.keys()].map((id) => procedureWords(programOf(compiled, id), new Map()));
  const decisions = [...compiled.decisions.values()].map((decision) => decisionWords(decision, new Map()));
  const texts = wordsIn([all, decisions]);
  expect(texts.length).toBeGreaterThan(1_000);
  // Texts of letters, formats and examples may hold anything that their author wrote.
  const ids = texts.flatMap((text) => text.match(/\b[a-z]+[A-Z]\w+|\b[a-z]{3,}(?:-[a-z]+)+\b/g) ?? []);
  const known = [...compiled.bundles.values()].flatMap(({ procedure }) => [
    ...procedure.steps.map(({ id }) => id),
    ...procedure.deadlines.map(({ id }) => id),
    ...procedure.groups.map(({ id }) => id),
  ]);
  expect([...new Set(ids)].filter((id) => known.includes(id) || /[A-Z]/.test(id))).toEqual([]);
});

/** Every text of every label. */
function wordsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(wordsIn);
  if (typeof value !== 'object' || value === null) return [];
  if ('zh' in value && 'en' in value) return [String(value.zh), String(value.en)];
  return Object.values(value).flatMap(wordsIn);
}

test('articles name what carries them out, in the order of the document', () => {
  const procedures = [...compiled.bundles.values()].map(({ procedure }) => procedure);
  const [own, ...laws] = articlesOf('临政规发〔2023〕3号', procedures, [...compiled.decisions.values()]);
  expect(own?.document).toBe('临政规发〔2023〕3号');
  expect(laws.map(({ document }) => document)).toContain('行政许可法');
  const ninth = own?.articles.find(({ article }) => article === '9');
  expect(ninth?.carriedOutBy).toContainEqual({
    definition: { id: 'ride-hailing.platform-permit', label: expect.anything() },
    kind: 'procedure',
    what: { zh: '期限', en: 'deadline' },
    label: { zh: '许可决定期限', en: 'Decision on the licence' },
  });
});

test('articles are in the order of their numbers', () => {
  const mixed = ['10', '8(2)', '附表', '8 ¶2', '9', '8', '8(10)'];
  expect(mixed.sort(compareArticles)).toEqual(['8', '8 ¶2', '8(2)', '8(10)', '9', '10', '附表']);
});

describe('a text that may be a code', () => {
  const type: FieldType = { kind: 'text', codes: [{ id: 'big-fall', label: { zh: '退步较大', en: 'Fell far' } }] };
  const field = { name: 'ground', label: { zh: '事由', en: 'Ground' }, type };
  const list = { ...field, type: { kind: 'list', of: type } as const };

  test('is read by its label, other texts as they stand', () => {
    expect(readable(field, 'big-fall')).toEqual({ zh: '退步较大', en: 'Fell far' });
    expect(readable(field, '其他情况')).toBeNull();
    expect(readable(list, ['big-fall'])).toEqual({ zh: '退步较大', en: 'Fell far' });
    expect(valueWords(list.type, ['big-fall', '其他情况'])?.zh).toBe('退步较大、其他情况');
    expect(letterWords(list.type, ['big-fall', '其他情况'])).toBe('退步较大、其他情况');
  });

  test('may be typed by its label', () => {
    const read = cellReader(list.type);
    expect(read('退步较大')).toEqual({ value: ['big-fall'] });
    expect(read('["其他情况、退步较大"]')).toEqual({ value: ['其他情况、退步较大'] });
  });
});
