/**
 * Goal: what differs between two versions of a definition is told in words, and nothing that the engine would do
 * differently is passed over. Method: edits of shipped definitions as an author makes them, compiled and compared.
 */
import { describe, expect, test } from 'vitest';
import { type Change, compareParts } from '../../api/present/comparison/compare.ts';
import { partsOfDecision, partsOfProcedure } from '../../api/present/comparison/parts.ts';
import { definitionTree } from '../../cli/definition-files.ts';
import { type Compiled, compileDefinitions } from '../../compiler/compile.ts';
import { programOf } from '../support.ts';

/** One procedure of the document with what it needs. */
const files = definitionTree('definitions/ride-hailing').filter(
  ({ path }) =>
    /(document|licence|platform-permit|filings)\.banli\.yaml$/.test(path) || /\/(decisions|letters)\//.test(path),
);
const PERMIT = 'ride-hailing.platform-permit';
const VEHICLE = 'ride-hailing.vehicle-eligibility';

/** As an author would: one text for another, which must be there. */
function edited(...edits: readonly [file: string, before: string, after: string][]): Compiled {
  const changed = files.map((file) => {
    const own = edits.filter(([name]) => file.path.endsWith(name));
    const text = own.reduce((was, [, before, after]) => {
      if (!was.includes(before)) throw new Error(`${file.path} has no ${before}`);
      return was.replace(before, after);
    }, file.text);
    return { ...file, text };
  });
  const compiled = compileDefinitions(changed);
  const errors = compiled.findings.filter(({ severity }) => severity === 'error');
  expect(errors.map(({ message }) => message)).toEqual([]);
  return compiled;
}

const before = edited();

function changesOfPermit(after: Compiled): Change[] {
  const parts = (compiled: Compiled) => partsOfProcedure(programOf(compiled, PERMIT), new Map());
  return compareParts(parts(before), parts(after));
}

const told = (changes: readonly Change[]) =>
  changes.map(({ what, label, change, aspect, before: was, after: is }) =>
    [
      `${what.zh}“${label.zh}”`,
      change,
      aspect?.zh,
      was.map(({ zh }) => zh).join('|'),
      is.map(({ zh }) => zh).join('|'),
    ].join(' '),
  );

describe('a procedure', () => {
  test('the same is the same', () => {
    expect(changesOfPermit(before)).toEqual([]);
  });

  test('a shorter deadline, and reminders', () => {
    const after = edited(
      [
        'licence.banli.yaml',
        'basis: working\n    days: 20\n    starts: completed accepted',
        'basis: working\n    days: 15\n    starts: completed accepted',
      ],
      ['licence.banli.yaml', 'remind: [5, 1]', 'remind: [3]'],
    );
    expect(told(changesOfPermit(after))).toEqual([
      '期限“许可决定期限” changed 长度 20个工作日 15个工作日',
      '期限“许可决定期限” changed 提醒 到期前5、1个工作日提醒行政审批审查岗 到期前3个工作日提醒行政审批审查岗',
    ]);
  });

  test('a label, a field that became required, a new field', () => {
    const after = edited(
      [
        'platform-permit.banli.yaml',
        'label: 发证 | Delivery of the permit',
        'label: 送达证件 | Handing over the permit',
      ],
      ['platform-permit.banli.yaml', 'telecomBusiness?: { label', 'telecomBusiness: { label'],
      ['platform-permit.banli.yaml', '      - when: form.telecomBusiness != null\n        start', '      - start'],
      [
        'platform-permit.banli.yaml',
        '      - when: form.telecomBusiness = null\n        offer: { procedure: filings, to: platform-company, input: [companyName, permitNumber] }\n',
        '',
      ],
      [
        'platform-permit.banli.yaml',
        '  creditCode: { label: 统一社会信用代码 | Credit code, type: text }',
        '  creditCode: { label: 统一社会信用代码 | Credit code, type: text }\n  contact?: { label: 联系人 | Contact, type: text }',
      ],
    );
    const changes = told(changesOfPermit(after));
    expect(changes).toContain('表单项“立案表单：联系人” added   填写要求：选填|内容：文字|个人信息：否');
    expect(changes).toContain('环节“送达证件” changed 名称 发证 送达证件');
    expect(changes).toContain('表单项“送达证件：涉及电信业务” changed 填写要求 选填 必填');
    expect(changes.some((line) => line.startsWith('环节“送达证件” changed 之后'))).toBe(true);
  });

  test('a step that came, and where the flow goes now', () => {
    const after = edited(
      ['platform-permit.banli.yaml', '    then: decide\n', '    then: second-review\n'],
      [
        'platform-permit.banli.yaml',
        '  deliver-permit:\n    label: 发证',
        '  second-review:\n    label: 复核 | Second review\n    cite: ["7"]\n    task: approval-director\n    then: decide\n  deliver-permit:\n    label: 发证',
      ],
    );
    const changes = told(changesOfPermit(after));
    expect(changes).toContain('环节“条件判定” changed 之后 转入“作出决定” 转入“复核”');
    expect(changes.find((line) => line.startsWith('环节“复核” added'))).toContain('由谁办理：行政审批负责人');
  });
});

describe('a decision', () => {
  const changes = (after: Compiled) => {
    const parts = (compiled: Compiled) => partsOfDecision(compiled.decisions.get(VEHICLE) as never, new Map());
    return told(compareParts(parts(before), parts(after)));
  };

  test('a rule with another condition, and another article', () => {
    const after = edited([
      'vehicle-eligibility.banli.yaml',
      'when: input.boxes = "one-box", add: body, cite: "14(2)"',
      'when: input.boxes != "three-box", add: body, cite: "14(3)"',
    ]);
    expect(changes(after)).toEqual([
      '规则“车辆条件判定：规则4” changed 依据 临政规发〔2023〕3号 14(2) 临政规发〔2023〕3号 14(3)',
      '规则“车辆条件判定：规则4” changed 条件 条件：厢数为单厢 条件：厢数不为三厢',
    ]);
  });

  test('a figure: the line as it was and as it is', () => {
    const after = edited(['powertrains.csv', '2650', '2655']);
    const [line, ...more] = changes(after);
    expect(more).toEqual([]);
    expect(line).toContain('changed 行');
    expect(line).toContain('2655');
    expect(line).toContain('2655');
  });
});

test('what no word tells is told as a change all the same', () => {
  const part = { kind: 'step' as const, id: 'a', label: { zh: '甲', en: 'A' }, aspects: [] };
  const found = compareParts([{ ...part, content: '1' }], [{ ...part, content: '2' }]);
  expect(found).toMatchObject([{ change: 'changed', aspect: null, before: [], after: [] }]);
});

test('lines in another order are told whole', () => {
  const [a, b] = [
    { zh: '甲', en: 'a' },
    { zh: '乙', en: 'b' },
  ];
  const part = (lines: (typeof a)[]) => ({
    kind: 'rule' as const,
    id: 'r',
    label: { zh: '规则', en: 'rule' },
    aspects: [{ label: { zh: '次序', en: 'order' }, lines }],
    content: '',
  });
  expect(compareParts([part([a, b])], [part([b, a])])).toMatchObject([{ before: [a, b], after: [b, a] }]);
});
