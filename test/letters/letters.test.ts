/**
 * Goal: what a case issued reads as a letter: from the text of the definition or from the case data, with its reasons and
 * their articles, and never with a gap.
 * Method: rehearsed scenarios; the golden texts are written out here. Every letter of every shipped scenario is made once.
 */
import { describe, expect, test } from 'vitest';
import { loadProgram } from '../../engine/program.ts';
import { LetterFault, plainText } from '../../letters/letter.ts';
import { reviewWords } from '../../letters/review.ts';
import { chineseNumber, citationWords } from '../../letters/words.ts';
import { compileText, filesUnder } from '../compiler/tree.ts';
import { programOf, shippedDefinitions } from '../support.ts';
import { lettersOf, shippedScenarios } from './issued.ts';

function letterOf(scenario: string, document: string): string {
  const found = shippedScenarios().find(({ id }) => id === scenario);
  if (found === undefined) throw new Error(`no scenario ${scenario}`);
  const issued = lettersOf(found).find((one) => one.document === document);
  return issued === undefined ? '' : plainText(issued.letter);
}

describe('a letter with a text of its own', () => {
  test('tells the refusal, the rules that applied with their articles, and the ways of review', () => {
    expect(
      letterOf('ride-hailing.platform-permit-supplemented-and-refused', 'refusal-decision'),
    ).toBe(`临汾市行政审批服务管理部门
不予行政许可决定书
不予行政许可决定书〔2023〕00001
  你（单位）提出的“ride-hailing.platform-permit-supplemented-and-refused”号申请，本机关已依法审查。
  该申请于2023年12月11日受理。
  经审查，本机关决定不予行政许可，理由如下：
  · 条件不符
判定理由
  · 本市服务能力（本市服务机构及能力：否）——临政规发〔2023〕3号第七条第（五）项
  · 符合条件：否（不符合项：本市服务能力）——临政规发〔2023〕3号第七条
  办理依据：临政规发〔2023〕3号第九条、第十条、第十一条。
  如对本决定不服，可以自收到本文书之日起六十日内依法申请行政复议（《行政复议法》第九条），也可以自收到本文书之日起六个月内依法直接向人民法院提起行政诉讼（《行政诉讼法》第四十六条）。
    临汾市行政审批服务管理部门
    2023年12月15日
`);
  });

  test('is addressed as the definition says, and leaves out paragraphs whose condition fails', () => {
    const letter = letterOf('outfalls/setup-approval/happy', 'approval-letter');
    expect(letter).toContain('\n示例焦化公司：\n');
    expect(letter).toContain('排污口类型：工矿企业排污口\n');
    expect(letter).not.toContain('应当落实下列要求');
  });
});

describe('what is published', () => {
  test('the results of the assessment name who is criticised, and no clues', () => {
    const circular = letterOf('food-safety.annual-evaluation/order-of-everything', 'results-circular');
    expect(circular).toContain('· 尧都区：D级，95分，第1名\n');
    expect(circular).toContain('弄虚作假，予以批评：尧都区\n');
    expect(circular).toContain('· 洪洞县：配备率低\n');
    expect(circular).not.toContain('线索');
  });

  test('the bulletin of service quality holds the companies, their results and the handling of complaints', () => {
    const bulletin = letterOf('ride-hailing.quality-evaluation-data-missing', 'quality-bulletin');
    expect(bulletin).toContain('· 晋通出行（许可证号：LF-2）：测评得分60；未报送投诉处理数据\n');
    expect(bulletin).toContain('· 平阳约车（许可证号：LF-1）：测评得分100；受理投诉3件，办结2件\n');
  });

  test('goals are replied to with the budget', () => {
    expect(letterOf('service-purchase/budget/approved', 'budget-reply')).toContain('绩效指标：数量、服务对象满意度\n');
  });
});

test('without a text it tells the matter, the data with their labels, the reasons and the articles', () => {
  expect(letterOf('air-action/warning-response/happy', 'warning-notice')).toBe(`市生态环境局
预警通知
预警通知〔2023〕00001
  关于“重污染天气过程应对”一事（办件编号：air-action/warning-response/happy），现将有关内容告知如下：
办件信息
  · 过程编号：2023-12-01
  · 预计开始日期：2023年12月2日
办理情况
  · 发布预警：是
  · 预警级别：橙色
  办理依据：临政办发〔2023〕39号三25。
    市生态环境局
    2023年12月1日
`);
});

test('without a text it tells no personal data', () => {
  const letter = letterOf('blood-fee/direct-waiver/happy', 'settlement-sheet');
  expect(letter).toContain('减免编号');
  expect(letter).not.toMatch(/证件号|用血者姓名/);
});

test('every document of every shipped scenario makes a letter without a gap', () => {
  const letters = shippedScenarios().flatMap((scenario) => lettersOf(scenario));
  expect(letters.length).toBeGreaterThan(100);
  const blocks = letters.flatMap(({ letter }) => letter.blocks);
  expect(blocks.filter(({ text }) => text.trim() === '' || /undefined|null|\{\{|NaN/.test(text))).toEqual([]);
}, 120_000);

test('no letter of a shipped scenario prints a code for which there are words', () => {
  const coded = shippedScenarios().flatMap((scenario) => {
    const codes = codesOf(scenario.definition);
    return lettersOf(scenario).flatMap(({ document, letter }) =>
      letter.blocks.flatMap(({ text }) => {
        const words = text.replaceAll(scenario.id, '').match(/[A-Za-z0-9-]+/g) ?? [];
        return words.filter((word) => codes.has(word)).map((word) => `${document}: ${word} in ${text}`);
      }),
    );
  });
  expect([...new Set(coded)]).toEqual([]);
}, 120_000);

/** Codes of three letters and more: what has an id and a label in the procedure and its document, and rows with names. */
function codesOf(definition: string): Set<string> {
  const [slug = ''] = definition.split('.');
  const { decisions, documents } = shippedDefinitions();
  const found = new Set(['notice']);
  const add = (code: unknown) => typeof code === 'string' && /^[a-z][a-z-]{2,}$/.test(code) && found.add(code);
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const { id, label, key, name } = node as Record<string, unknown>;
    if (label !== undefined) add(id);
    if (typeof name === 'string') add(key);
    for (const below of node instanceof Map ? node.values() : Object.values(node)) visit(below);
  };
  visit(documents.get(slug));
  visit(programOf(shippedDefinitions(), definition).procedure);
  for (const decision of decisions.values()) if (decision.id.startsWith(`${slug}.`)) visit(decision);
  return found;
}

describe('data that are missing', () => {
  const procedure = (text: string) => `
procedure: demo.test
version: 1
title: 试用 | Trial
startedBy: applicant
input:
  note?: { label: 说明 | Note, type: text }
start: [{ document: permit, end: granted }]
steps: {}
outcomes: { granted: 准予 | Granted }
documents:
  permit: { ${text} }
`;
  const issue = (said: string, letter: string) => {
    const compiled = compileText(procedure(said), { path: 'demo/letters/permit.md', text: letter });
    const bundle = compiled.bundles.get('demo.test');
    if (bundle === undefined) throw new Error(JSON.stringify(compiled.findings));
    const scenario = { id: 'x', definition: 'demo.test', start: '2024-01-15T09:00:00+08:00', input: {}, script: [] };
    return lettersOf(scenario, loadProgram(bundle))[0]?.letter;
  };

  test('are a fault that names the expression, not an empty place', () => {
    const make = () => issue('letter: letters/permit.md', '说明：{{ data.note }}\n');
    expect(make).toThrow(LetterFault);
    expect(make).toThrow("the letter permit can't be written: {{ data.note }} has no value in this case");
  });

  test('of an addressee are one too', () => {
    expect(() => issue('to: =data.note', '准予。\n')).toThrow('{{ to }}');
  });

  test('are left out with their paragraph where its condition says so', () => {
    const letter = issue('letter: letters/permit.md', '准予。\n{{ if data.note != null }} 说明：{{ data.note }}\n');
    expect(letter?.blocks.filter(({ kind }) => kind === 'text').map(({ text }) => text)).toEqual(['准予。']);
  });
});

test('a letter is part of the bundle: another text is another definition, of the procedures that issue it alone', () => {
  const all = shippedDefinitions();
  const kinds = (id: string) =>
    programOf(all, id)
      .procedure.documents.filter(({ text }) => text !== undefined)
      .map(({ id }) => id);
  expect(kinds('ride-hailing.platform-permit')).toContain('refusal-decision');
  expect(kinds('ride-hailing.complaint')).toEqual([]);
});

test('a fault in the text of a letter is told at its line and column', () => {
  const path = 'test/definitions/bad/letter-value';
  const base = filesUnder(path);
  const { findings } = compileText('', ...base);
  const told = findings
    .filter(({ file }) => file.endsWith('refusal.md'))
    .map((one) => [one.check, one.line, one.column]);
  expect(told).toContainEqual(['unknown-field', 1, 9]);
  expect(told).toContainEqual(['letter-value', 2, 6]);
});

describe('words', () => {
  test('numbers of articles are Chinese', () => {
    expect([1, 10, 11, 20, 42, 100, 101, 110, 119, 230].map(chineseNumber)).toEqual([
      '一',
      '十',
      '十一',
      '二十',
      '四十二',
      '一百',
      '一百零一',
      '一百一十',
      '一百一十九',
      '二百三十',
    ]);
  });

  test('articles of one document stand together; what is no number stays as it is', () => {
    const at = (document: string, article: string) => ({ document, article });
    const law = [
      at('行政许可法', '32'),
      at('临政规发〔2023〕3号', '8 ¶2'),
      at('行政许可法', '42'),
      at('HJ 1235—2021', ''),
    ];
    expect(citationWords(law)).toBe(
      '《行政许可法》第三十二条、第四十二条；临政规发〔2023〕3号第八条第二款；《HJ 1235—2021》',
    );
    expect(citationWords([at('临政办发〔2023〕39号', '三25')])).toBe('临政办发〔2023〕39号三25');
  });

  test('reconsideration is cited by the law in force on the day', () => {
    expect(reviewWords('2023-12-31')).toContain('《行政复议法》第九条');
    expect(reviewWords('2024-01-01')).toContain('《行政复议法》第二十条');
  });
});
