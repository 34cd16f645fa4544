/** A procedure or decision taken apart into what its author would call one thing each, with its aspects in words. Pure. */
import { canonical } from '../../../engine/chain.ts';
import type { Procedure } from '../../../engine/model.ts';
import type { Program } from '../../../engine/program.ts';
import type { Decision } from '../../../rules/decision/model.ts';
import type { Form } from '../../../rules/form/model.ts';
import type { Citation, Label } from '../../../rules/label.ts';
import { type DecisionWords, decisionWords, ruleLabel } from '../decisions.ts';
import { type ProcedureWords, procedureWords, type StepWords } from '../procedures.ts';
import type { FormWords } from '../words/form.ts';
import type { Titles } from '../words/lexicon.ts';
import { joined, same } from '../words/say.ts';
import type { ClauseWords } from '../words/script.ts';
import type { FigureWords } from '../words/table.ts';
import type { Aspect, Part } from './compare.ts';

/** Decisions that it calls too: a case is pinned to both. */
export function partsOfProcedure(program: Program, titles: Titles): Part[] {
  const { procedure } = program;
  const words = procedureWords(program, titles);
  const decisions = [...program.decisions.values()];
  return [
    definitionPart(procedure, words),
    ...formParts('start', { zh: '立案表单', en: 'start form' }, procedure.input, words.input),
    ...words.steps.flatMap((step, i) => stepParts(step, procedure, i)),
    ...deadlineParts(words, procedure),
    ...words.messages.flatMap((message, i) => {
      const source = procedure.messages[i];
      const part: Part = {
        kind: 'message',
        id: message.id,
        label: message.label,
        aspects: [
          cited(message.citations),
          aspect('来自', 'from', message.from),
          list('受理时段', 'accepted', message.accepted),
          list('之后', 'what follows', clauseLines(message.then)),
        ],
        content: canonical({ ...source, form: null } as never),
      };
      return [part, ...formParts(`message ${message.id}`, message.label, source?.form, message.form)];
    }),
    ...words.schedules.map((schedule, i) => ({
      kind: 'schedule' as const,
      id: schedule.id,
      label: schedule.label,
      aspects: [
        cited(schedule.citations),
        aspect('时间', 'when', schedule.when),
        aspect('内容', 'what', schedule.does),
      ],
      content: canonical(procedure.schedules[i] as never),
    })),
    ...words.documents.map((document, i) => ({
      kind: 'document' as const,
      id: document.id,
      label: document.label,
      aspects: [list('正文', 'text', document.text)],
      content: canonical(procedure.documents[i] as never),
    })),
    ...words.outcomes.map(({ id, label }) => ({ kind: 'outcome' as const, id, label, aspects: [], content: '' })),
    ...words.registers.map(({ id, label }) => ({ kind: 'register' as const, id, label, aspects: [], content: '' })),
    ...figureParts('', procedure.title, words.figures),
    ...decisions.flatMap((decision) => partsOfDecision(decision, titles)),
  ];
}

function definitionPart(procedure: Procedure, words: ProcedureWords): Part {
  const { unit, once, members, onEnd, startedBy, numberPrefix, catalogCode } = procedure;
  return {
    kind: 'definition',
    id: procedure.id,
    label: procedure.title,
    aspects: [
      cited(procedure.citations),
      aspect('由谁启动', 'started by', words.startedBy),
      list('立案后', 'at the start', clauseLines(words.onStart)),
      list('办结时', 'at the end', words.onEnd),
      aspect('办件编号', 'number', same(numberPrefix)),
    ],
    content: canonical({ unit, once, members, onEnd, startedBy, catalogCode } as never),
  };
}

function stepParts(step: StepWords, procedure: Procedure, index: number): Part[] {
  const source = procedure.steps[index];
  const part: Part = {
    kind: 'step',
    id: step.id,
    label: step.label,
    aspects: [
      cited(step.citations),
      aspect('种类', 'kind', step.kind),
      aspect('由谁办理', 'who', step.who),
      aspect('所在阶段', 'stage', step.scope?.label ?? null),
      list(
        '须与下列环节不同人',
        'another person than at',
        step.notSameAs.map(({ label }) => label),
      ),
      aspect('逐项', 'for each', step.each),
      aspect('开启时间', 'opens', step.opensAt),
      list('开启前', 'before it opens', step.onEnter),
      list('每项之后', 'after each', step.onItem),
      list('之后', 'what follows', clauseLines(step.then)),
      list(
        '等待的事项',
        'waits for',
        step.branches.flatMap(({ on, then }) => clauseLines(then, on)),
      ),
    ],
    content: canonical({ ...source, form: null } as never),
  };
  const form = source?.kind === 'task' ? source.form : undefined;
  return [part, ...formParts(`step ${step.id}`, step.label, form, step.form)];
}

function deadlineParts(words: ProcedureWords, procedure: Procedure): Part[] {
  return words.deadlines.map((deadline, i) => ({
    kind: 'deadline' as const,
    id: deadline.id,
    label: deadline.label,
    aspects: [
      cited(deadline.citations),
      list('长度', 'length', deadline.lengths),
      list('起算', 'starts', deadline.starts),
      aspect('自何日起算', 'counts from', deadline.from),
      list('中止', 'suspended', deadline.suspends),
      list('恢复', 'resumed', deadline.resumes),
      list('完成', 'met', deadline.met),
      list('终止', 'cancelled', deadline.cancels),
      aspect('提醒', 'reminders', deadline.reminders),
      list('逾期后', 'when overdue', clauseLines(deadline.overdue)),
      list(
        '所含环节',
        'covers',
        deadline.covers.map(({ label }) => label),
      ),
    ],
    content: canonical(procedure.deadlines[i] as never),
  }));
}

function formParts(of: string, label: Label, form: Form | undefined, words: FormWords | null): Part[] {
  if (form === undefined || words === null) return [];
  const fields = words.fields.map((field, i): Part => {
    const source = form.fields[i];
    return {
      kind: 'field',
      id: `${of} ${field.name}`,
      label: { zh: `${label.zh}：${field.label.zh}`, en: `${label.en}: ${field.label.en}` },
      aspects: [
        aspect('填写要求', 'needed', field.required),
        aspect('内容', 'content', field.type),
        aspect('说明', 'help', field.help),
        aspect('个人信息', 'personal data', field.personal ? { zh: '是', en: 'yes' } : { zh: '否', en: 'no' }),
      ],
      content: canonical({ ...source, label: null } as never),
    };
  });
  const whole: Part = {
    kind: 'form',
    id: of,
    label,
    aspects: [list('校验', 'checks', words.checks)],
    content: canonical(form.checks as never),
  };
  return form.checks.length === 0 ? fields : [...fields, whole];
}

// ── decisions ───────────────────────────────────────────────────────────────────────────────────────────────────

export function partsOfDecision(decision: Decision, titles: Titles): Part[] {
  const words = decisionWords(decision, titles);
  const { id, title } = decision;
  return [
    { kind: 'definition', id, label: title, aspects: [cited(decision.citations)], content: '' },
    ...formParts(`decision ${id}`, title, decision.inputs, words.inputs),
    ...words.outputs.map((output, i) => ({
      kind: 'output' as const,
      id: `${id} ${output.name}`,
      label: { zh: `${title.zh}：${output.label.zh}`, en: `${title.en}: ${output.label.en}` },
      aspects: [aspect('内容', 'content', output.type)],
      content: canonical({ ...decision.outputs[i], label: null } as never),
    })),
    ...words.stages.flatMap((stage, i) => stageParts(stage, decision, i)),
    ...figureParts(id, title, words.figures),
  ];
}

function stageParts(stage: DecisionWords['stages'][number], { id, title, stages }: Decision, index: number): Part[] {
  const source = stages[index];
  const sources = source !== undefined && 'rules' in source ? source.rules : [source];
  const part: Part = {
    kind: 'stage',
    id: `${id} ${index}`,
    label: { zh: `${title.zh}：第${index + 1}组`, en: `${title.en}: set ${index + 1}` },
    aspects: [aspect('适用方式', 'hit policy', stage.hit), aspect('适用条件', 'only if', stage.when)],
    content: canonical({ ...source, rules: null, values: null, args: null } as never),
  };
  const rules = stage.rules.map((rule, i): Part => {
    const label = ruleLabel(rule);
    return {
      kind: 'rule',
      id: `${id} ${index} ${rule.rule}`,
      label: { zh: `${title.zh}：${label.zh}`, en: `${title.en}: ${label.en}` },
      aspects: [
        cited(rule.citations),
        list('条件', 'condition', cellLines(stage.conditions, rule.tests)),
        list('结果', 'result', cellLines(stage.outputs, rule.values)),
      ],
      content: canonical({ ...sources[i], label: null } as never),
    };
  });
  return [part, ...rules];
}

function cellLines(columns: readonly Label[], cells: readonly (Label | null)[]): Label[] {
  return cells.flatMap((cell, i) => {
    const column = columns[i];
    return cell === null || column === undefined ? [] : [pair(column, cell)];
  });
}

function figureParts(of: string, title: Label, figures: readonly FigureWords[]): Part[] {
  return figures.map(({ label, columns, rows }) => ({
    kind: 'figures' as const,
    id: `${of} ${label.zh}`,
    label: { zh: `${title.zh}：${label.zh}`, en: `${title.en}: ${label.en}` },
    aspects: [
      list('栏目', 'columns', columns),
      list(
        '行',
        'rows',
        rows.map((row) => joined(row, { zh: ' | ', en: ' | ' })),
      ),
    ],
    content: '',
  }));
}

// ── aspects ─────────────────────────────────────────────────────────────────────────────────────────────────────

function aspect(zh: string, en: string, said: Label | null): Aspect {
  return { label: { zh, en }, lines: said === null ? [] : [said] };
}

function list(zh: string, en: string, lines: Label[]): Aspect {
  return { label: { zh, en }, lines };
}

function cited(citations: readonly Citation[]): Aspect {
  const lines = citations.map(({ document, article }) => same(article === '' ? document : `${document} ${article}`));
  return { label: { zh: '依据', en: 'law' }, lines };
}

function pair(a: Label, b: Label): Label {
  return { zh: `${a.zh}：${b.zh}`, en: `${a.en}: ${b.en}` };
}

function clauseLines(clauses: readonly ClauseWords[], on?: Label): Label[] {
  return clauses.map(({ when, then }) => {
    const done = joined(then, { zh: '；', en: '; ' });
    const said = when === null ? done : { zh: `${when.zh}时：${done.zh}`, en: `if ${when.en}: ${done.en}` };
    return on === undefined ? said : pair(on, said);
  });
}
