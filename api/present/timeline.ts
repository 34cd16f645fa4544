/** Facts as sentences for people: what happened, when, by whom. What only keeps the books stays in the history. Pure. */
import type { Fact, ServiceMethod, SigningMode, SigningResult } from '../../engine/model.ts';
import type { Program } from '../../engine/program.ts';
import { formatInstant } from '../../rules/calendar/date.ts';
import type { Label } from '../../rules/label.ts';
import type { TimelineEntry } from '../../store/case-view.ts';
import {
  deadlineName,
  decisionName,
  documentName,
  groupName,
  type ItemLabels,
  itemLabelsOf,
  messageName,
  outcomeName,
  registerName,
  stepName,
  templateName,
} from './names.ts';

/** The ways of service. */
export const SERVICE_WORDS: Readonly<Record<ServiceMethod, Label>> = {
  direct: { zh: '直接送达', en: 'in person' },
  mail: { zh: '邮寄送达', en: 'by mail' },
  electronic: { zh: '电子送达', en: 'electronically' },
  announcement: { zh: '公告送达', en: 'by announcement' },
  lien: { zh: '留置送达', en: 'left at the place' },
};

export interface TimelineItem {
  seq: number;
  at: string;
  type: Fact['type'];
  text: Label;
  /** Person's id; absent where the case acts by itself. */
  by?: string;
  /** Id of the officer in whose place; for the office. */
  standsInFor?: string;
  onBehalfOf?: string;
}

/** @param inside whether the reader is of the office: who signs, advises or is told is its own business */
export function timelineItems(
  program: Program,
  entries: readonly TimelineEntry[],
  { inside = false }: { inside?: boolean } = {},
): TimelineItem[] {
  const items = itemLabelsOf({ program, entries });
  return entries.flatMap(({ fact }) => {
    const text = sentence(program, fact, items);
    if (text === null || (!inside && OF_THE_OFFICE.has(fact.type))) return [];
    const by = 'by' in fact ? fact.by : undefined;
    return [
      {
        seq: fact.seq,
        at: formatInstant(fact.at),
        type: fact.type,
        text,
        ...(by?.person === undefined ? {} : { by: by.person }),
        ...(by?.standsInFor === undefined || !inside ? {} : { standsInFor: by.standsInFor }),
        ...(by?.onBehalfOf === undefined ? {} : { onBehalfOf: by.onBehalfOf }),
      },
    ];
  });
}

const OF_THE_OFFICE: ReadonlySet<Fact['type']> = new Set([
  'task-sent-back',
  'task-retrieved',
  'task-delegated',
  'delegation-returned',
  'delegation-recalled',
  'signing-opened',
  'signer-added',
  'signer-removed',
  'signed',
  'signing-closed',
  'copied',
]);

function say(zh: string, en: string, { label }: { label: Label }, more: Label = { zh: '', en: '' }): Label {
  return { zh: `${zh}：${label.zh}${more.zh}`, en: `${en}: ${label.en}${more.en}` };
}

export function sentence(program: Program, fact: Fact, items: ItemLabels): Label | null {
  switch (fact.type) {
    case 'started':
      return { zh: '提出申请，立案', en: 'Case started' };
    case 'ended':
      return say('办结', 'Case ended', outcomeName(program, fact.outcome));
    case 'calendar-changed':
      return { zh: '改按新的工作日历计期', en: 'Counts with another calendar' };
    case 'decided': {
      return fact.gathered ? null : say('规则判定', 'Rule decided', decisionName(program, fact.decision));
    }
    case 'notified': {
      const to = groupName(program, fact.to).label;
      const told = { zh: `（${to.zh}）`, en: ` (${to.en})` };
      return say('发出通知', 'Notified', templateName(program, fact.template), told);
    }
    case 'document-issued':
      return say('出具文书', 'Document issued', documentName(program, fact.document));
    case 'document-served':
      return say('送达', 'Served', documentName(program, fact.document), {
        zh: `（${SERVICE_WORDS[fact.method].zh}，${fact.servedOn}）`,
        en: ` (${SERVICE_WORDS[fact.method].en}, ${fact.servedOn})`,
      });
    case 'registered':
      return say('登记入册', 'Registered', registerName(program, fact.register), {
        zh: ` ${fact.key}`,
        en: ` ${fact.key}`,
      });
    case 'case-started':
      return { zh: '启动关联事项', en: 'Started another case' };
    case 'message-received':
      return say('收到', 'Received', messageName(program, fact.message));
    case 'incident-raised':
      return { zh: '自动处理出现故障，已转运维处理', en: 'Incident raised' };
    case 'incident-resolved':
      return { zh: '故障已处理', en: 'Incident resolved' };
    case 'effect-failed':
      return { zh: '一项办理结果未能送达，已转运维处理', en: 'An effect failed' };
    default:
      return (
        taskSentence(program, fact, items) ?? officeSentence(program, fact, items) ?? deadlineSentence(program, fact)
      );
  }
}

function taskSentence(program: Program, fact: Fact, items: ItemLabels): Label | null {
  switch (fact.type) {
    case 'task-opened':
      return say('待办', 'Task opened', stepName(program, fact.step), itemNote(items(fact.step, fact.item?.key)));
    case 'task-claimed':
      return say('签收', 'Claimed', stepName(program, fact.step), itemNote(items(fact.step, fact.item)));
    case 'task-released':
      return say('取消签收', 'Released', stepName(program, fact.step), itemNote(items(fact.step, fact.item)));
    case 'task-transferred':
      return say('转办', 'Handed over', stepName(program, fact.step), itemNote(items(fact.step, fact.item)));
    case 'task-completed':
      return say('办理', 'Completed', stepName(program, fact.step), itemNote(items(fact.step, fact.item)));
    default:
      return null;
  }
}

function officeSentence(program: Program, fact: Fact, items: ItemLabels): Label | null {
  switch (fact.type) {
    case 'task-sent-back':
      return say('退回', 'Sent back', stepName(program, fact.step), {
        zh: `，退至${stepName(program, fact.to).label.zh}：${fact.reason}`,
        en: ` to ${stepName(program, fact.to).label.en}: ${fact.reason}`,
      });
    case 'task-retrieved':
      return say('拿回', 'Taken back', stepName(program, fact.to), itemNote(items(fact.to, fact.item)));
    case 'task-delegated':
      return say('委派', 'Delegated', stepName(program, fact.step), itemNote(items(fact.step, fact.item)));
    case 'delegation-returned':
      return say('委派交回', 'Delegation returned', stepName(program, fact.step), words(fact.opinion));
    case 'delegation-recalled':
      return say(
        '收回委派',
        'Delegation recalled',
        stepName(program, fact.step),
        itemNote(items(fact.step, fact.item)),
      );
    case 'signing-opened': {
      const { zh, en } = SIGNING_WORDS[fact.mode];
      const n = fact.signers.length;
      return say(zh, en, stepName(program, fact.step), { zh: `（${n}人）`, en: ` (${n} signers)` });
    }
    case 'signer-added':
      return say('加签', 'Signer added', stepName(program, fact.step), itemNote(items(fact.step, fact.item)));
    case 'signer-removed':
      return say('减签', 'Signer removed', stepName(program, fact.step), itemNote(items(fact.step, fact.item)));
    case 'signed': {
      const [zh, en] = fact.agree ? ['签署：同意', 'Signed, agreeing'] : ['签署：不同意', 'Signed, not agreeing'];
      return say(zh, en, stepName(program, fact.step), words(fact.opinion));
    }
    case 'signing-closed': {
      const { zh, en } = RESULT_WORDS[fact.result];
      return say(zh, en, stepName(program, fact.step), itemNote(items(fact.step, fact.item)));
    }
    case 'copied':
      return { zh: `抄送${note(fact.note)}`, en: `Copied to others${note(fact.note, ': ')}` };
    case 'urged':
      return say('催办', 'Urged', stepName(program, fact.step), words(fact.note));
    default:
      return null;
  }
}

/** 会签、或签、票签 */
const SIGNING_WORDS: Readonly<Record<SigningMode, Label>> = {
  all: { zh: '发起会签', en: 'Out for signature by all' },
  any: { zh: '发起或签', en: 'Out for signature by any one' },
  vote: { zh: '发起票签', en: 'Out for a vote' },
};

const RESULT_WORDS: Readonly<Record<SigningResult, Label>> = {
  agreed: { zh: '签署结果：同意', en: 'Signing closed, agreed' },
  disagreed: { zh: '签署结果：不同意', en: 'Signing closed, not agreed' },
  withdrawn: { zh: '撤回签署', en: 'Signing withdrawn' },
};

function note(text: string | undefined, before = '：'): string {
  return text === undefined ? '' : `${before}${text}`;
}

function words(text: string | undefined): Label {
  return { zh: note(text, '，'), en: note(text, ', ') };
}

function itemNote(item: Label | null): Label {
  return item === null ? { zh: '', en: '' } : { zh: `（${item.zh}）`, en: ` (${item.en})` };
}

const DEADLINE_WORDS = {
  'deadline-started': ['期限起算', 'Deadline started'],
  'deadline-suspended': ['期限中止', 'Deadline suspended'],
  'deadline-resumed': ['期限恢复', 'Deadline resumed'],
  'deadline-extended': ['期限延长', 'Deadline extended'],
  'deadline-reckoned': ['期限重新计算', 'Deadline reckoned anew'],
  'deadline-met': ['期限内办结', 'Deadline met'],
  'deadline-cancelled': ['期限终止', 'Deadline cancelled'],
  overdue: ['逾期', 'Overdue'],
  reminder: ['临期提醒', 'Reminder'],
  escalated: ['逾期上报', 'Escalated'],
} as const;

function deadlineSentence(program: Program, fact: Fact): Label | null {
  if (!('deadline' in fact) || !(fact.type in DEADLINE_WORDS)) return null;
  const [zh, en] = DEADLINE_WORDS[fact.type as keyof typeof DEADLINE_WORDS];
  const due = 'due' in fact && fact.due !== null && 'date' in fact.due ? fact.due.date : undefined;
  const note = due === undefined ? undefined : { zh: `，${due}到期`, en: `, due ${due}` };
  return say(zh, en, deadlineName(program, fact.deadline), note);
}
