/** Every fact as a sentence: those that the timeline tells, and those that only keep the books. Pure. */
import type { Fact } from '../../engine/model.ts';
import type { Program } from '../../engine/program.ts';
import type { Citation, Label } from '../../rules/label.ts';
import { dataItems } from './cases.ts';
import { decisionName, type ItemLabels, messageName, stepName } from './names.ts';
import { sentence } from './timeline.ts';

export function factWords(program: Program, fact: Fact, items: ItemLabels): Label {
  return sentence(program, fact, items) ?? bookkeeping(program, fact);
}

/** Where the law stands that a fact carries out. */
export function factCitations(program: Program, fact: Fact): Citation[] {
  if (fact.type === 'started') return program.procedure.citations;
  if (fact.type === 'decided') return fact.results.flatMap(({ citations }) => citations);
  if ('deadline' in fact) return program.deadlines.get(fact.deadline)?.citations ?? [];
  if (fact.type === 'message-received') return program.messages.get(fact.message)?.citations ?? [];
  return 'step' in fact && fact.step !== undefined ? (program.steps.get(fact.step)?.citations ?? []) : [];
}

const WITH_STEP: Readonly<Partial<Record<Fact['type'], readonly [string, string]>>> = {
  'step-reached': ['到达环节', 'Reached'],
  'step-passed': ['经过环节', 'Passed'],
  'step-pending': ['等待开启', 'To open later'],
  'step-closed': ['关闭环节', 'Closed'],
  'step-reckoned': ['重新计算时间', 'Reckoned anew'],
  'instances-opened': ['分项开启', 'Opened item by item'],
  'instances-completed': ['各项办结', 'All items done'],
  'scope-opened': ['进入子流程', 'Entered subprocess'],
  'scope-completed': ['子流程结束', 'Subprocess done'],
  'join-reached': ['等待汇合', 'Waits to join'],
  'join-passed': ['汇合', 'Joined'],
  'join-absorbed': ['并入已汇合的环节', 'Absorbed by a join'],
  'join-drained': ['汇合完毕', 'Join drained'],
  'wait-opened': ['开始等待', 'Waits'],
  'wait-completed': ['等待结束', 'Waited'],
  'timer-fired': ['到时', 'Time has come'],
  compensated: ['撤销环节', 'Undone'],
};

function bookkeeping(program: Program, fact: Fact): Label {
  const words = WITH_STEP[fact.type];
  if (words !== undefined && 'step' in fact && fact.step !== undefined) {
    return told(words[0], words[1], stepName(program, fact.step).label);
  }
  switch (fact.type) {
    case 'data-set':
      return told('写入数据', 'Data set', joined(dataItems(program, fact.set).map(({ label }) => label)));
    case 'rule-called':
      return told('提请判定', 'Asks a rule', ruleNames(program, fact.evaluations));
    case 'decided':
      return told('规则判定', 'Rule decided', decisionName(program, fact.decision).label);
    case 'effect-done':
      return { zh: `第${fact.of}号事实已落实`, en: `Fact ${fact.of} carried out` };
    case 'start-offered':
      return { zh: '请有关部门启动关联事项', en: 'Offered another case' };
    case 'message-sent':
      return told('通知关联事项', 'Told another case', messageName(program, fact.message).label);
    case 'error-raised':
    case 'escalation-raised':
      return { zh: '发生流程中定义的异常', en: 'Raised an error or escalation of the flow' };
    default:
      return { zh: '办件内部记录', en: 'Bookkeeping' };
  }
}

function ruleNames(program: Program, evaluations: readonly { decision: string }[]): Label {
  const ids = [...new Set(evaluations.map(({ decision }) => decision))];
  return joined(ids.map((id) => decisionName(program, id).label));
}

function joined(labels: readonly Label[]): Label {
  return { zh: labels.map(({ zh }) => zh).join('、'), en: labels.map(({ en }) => en).join(', ') };
}

function told(zh: string, en: string, what: Label): Label {
  return { zh: `${zh}：${what.zh}`, en: `${en}: ${what.en}` };
}
