/** The audit log as people read it: what was read or tried, about what, with what result. Pure. */
import type { Label } from '../../rules/label.ts';
import type { AuditRecord } from '../../store/audit.ts';
import { slugOf } from '../../store/outline.ts';
import { ACTIONS, type Action } from '../policy/table.ts';
import type { Gazette } from '../ports.ts';
import { PROBLEMS, type ProblemCode } from '../problems.ts';
import { type Names, nameOf } from './cases.ts';
import { groupOf, type Named } from './names.ts';

const label = (zh: string, en: string): Label => ({ zh, en });

/** What each action is called in the log. */
export const ACTION_WORDS: Readonly<Record<Action, Label>> = {
  'definition.read': label('查看事项定义', 'Read definitions'),
  'definition.deploy': label('发布事项定义', 'Deployed definitions'),
  'definition.rehearse': label('演练事项', 'Rehearsed a procedure'),
  'case.start': label('立案', 'Started a case'),
  'case.list': label('查询办件', 'Listed cases'),
  'case.read': label('查看办件', 'Read a case'),
  'case.read-data': label('查看办件数据', 'Read case data'),
  'case.read-history': label('查看办件全部事实', 'Read the history of a case'),
  'case.read-decisions': label('查看判定记录', 'Read decisions'),
  'case.read-state': label('逐步查看办件', 'Stepped through a case'),
  'case.replay': label('核验办件', 'Checked a case'),
  'case.export': label('导出证据包', 'Exported evidence'),
  'case.copy': label('抄送办件', 'Sent a copy of a case'),
  'comment.read': label('查看备注', 'Read comments'),
  'comment.write': label('写备注', 'Commented'),
  'campaign.list': label('查看集中办理清单', 'Listed campaigns'),
  'campaign.read': label('查看集中办理', 'Read a campaign'),
  'deadline.explain': label('查看期限计算', 'Read how a deadline counts'),
  'deadline.list': label('查看到期事项', 'Listed deadlines'),
  'calendar-feed.keep': label('订阅日历', 'Kept a calendar feed'),
  'digest.read': label('查看每日提要', 'Read the digest'),
  'statistics.read': label('查看统计', 'Read statistics'),
  'document.read': label('查看文书', 'Read a document'),
  'document.serve': label('登记送达', 'Told service of a document'),
  'task.list': label('查看待办', 'Listed tasks'),
  'task.read': label('查看任务', 'Read a task'),
  'task.claim': label('签收任务', 'Claimed a task'),
  'task.release': label('放回任务', 'Released a task'),
  'task.transfer': label('转办任务', 'Handed over a task'),
  'task.complete': label('办理任务', 'Completed a task'),
  'task.send-back': label('退回上一环节', 'Sent a task back'),
  'task.retrieve': label('拿回任务', 'Retrieved a task'),
  'task.delegate': label('委派任务', 'Delegated a task'),
  'task.return-delegation': label('回复委派', 'Returned a delegation'),
  'task.recall-delegation': label('收回委派', 'Recalled a delegation'),
  'task.open-signing': label('发起会签', 'Opened a signing'),
  'task.add-signers': label('加签', 'Added signers'),
  'task.remove-signer': label('减签', 'Removed a signer'),
  'task.withdraw-signing': label('撤销会签', 'Withdrew a signing'),
  'task.sign': label('签署意见', 'Signed'),
  'task.urge': label('催办', 'Urged'),
  'message.send': label('提交来件', 'Sent a message'),
  'draw.read': label('查看摇号', 'Read a draw'),
  'reconciliation.read': label('查看逐笔核对', 'Read a reconciliation'),
  'receipt.issue': label('出具回执', 'Issued a receipt'),
  'receipt.read': label('凭回执查询', 'Read by receipt'),
  'receipt.act': label('凭回执办理', 'Acted by receipt'),
  'draft.keep': label('保存草稿', 'Kept a draft'),
  'view.keep': label('保存视图', 'Kept a view'),
  'substitute.name': label('指定代办人', 'Named a substitute'),
  'offer.list': label('查看待启动事项', 'Listed offers'),
  'inbox.read': label('查看通知', 'Read notices'),
  'event.listen': label('接收更新', 'Listened to changes'),
  'incident.read': label('查看故障', 'Read incidents'),
  'incident.retry': label('重试故障', 'Retried an incident'),
  'incident.resolve': label('了结故障', 'Resolved an incident'),
  'calendar.read': label('查看工作日历', 'Read calendars'),
  'calendar.change': label('更改工作日历', 'Changed the calendar'),
  'register.read': label('查看台账', 'Read a register'),
  'register.import': label('导入台账', 'Imported into a register'),
  'register.edit': label('手工更改台账', 'Edited a register by hand'),
  'audit.read': label('查看访问记录', 'Read the audit log'),
  'person.read': label('查看人员', 'Read persons'),
  'person.change': label('更改人员', 'Changed persons'),
  'file.store': label('上传文件', 'Uploaded a file'),
  'file.read': label('下载文件', 'Downloaded a file'),
};

export interface LogItem {
  id: number;
  at: string;
  person: { id: string; name: string } | null;
  actingAs: Named | null;
  /** The officer on leave in whose name it was done. */
  standsInFor: { id: string; name: string } | null;
  action: Named;
  case: { id: string; number: string } | null;
  /** Without a label where people have no word for it. */
  object: { id: string; label: Label | null } | null;
  outcome: AuditRecord['outcome'];
  reason: Named | null;
}

export function logItem(record: AuditRecord, gazettes: readonly Gazette[], names: Names): LogItem {
  const { group, standsInFor } = actingAs(record);
  return {
    id: record.id,
    at: record.at.toISOString(),
    person: record.person === null ? null : nameOf(names, record.person),
    actingAs: group === null ? null : groupOf(gazettes, group),
    standsInFor: standsInFor === null ? null : nameOf(names, standsInFor),
    action: { id: record.action, label: actionWords(record.action) },
    case:
      record.caseId === undefined || record.caseNumber === undefined
        ? null
        : { id: record.caseId, number: record.caseNumber },
    object:
      record.object === undefined ? null : { id: record.object, label: objectWords(record.object, gazettes, names) },
    outcome: record.outcome,
    reason: record.reason === undefined ? null : { id: record.reason, label: reasonWords(record.reason) },
  };
}

/** Whose names an answer about these records needs. */
export function personsOf(records: readonly AuditRecord[]): string[] {
  const ids = records.flatMap((record) => {
    const object = /^person:(\S+)/.exec(record.object ?? '')?.[1];
    return [record.person, actingAs(record).standsInFor, object].filter((id) => typeof id === 'string');
  });
  return [...new Set(ids)];
}

/** `<slug>/<group>`, and ` for <person>` of a substitute. */
function actingAs({ actingAs: as }: AuditRecord): { group: string | null; standsInFor: string | null } {
  const [, group = null, standsInFor = null] = /^(\S+)(?: for (\S+))?$/.exec(as ?? '') ?? [];
  return { group, standsInFor };
}

function actionWords(action: string): Label {
  const known = ACTIONS.find((one) => one === action);
  return known === undefined ? label('其他操作', 'Something else') : ACTION_WORDS[known];
}

function objectWords(object: string, gazettes: readonly Gazette[], names: Names): Label | null {
  const [, kind, of = ''] = /^([a-z]+):(\S+)/.exec(object) ?? [];
  switch (kind) {
    case 'fact':
      return label(`第${of}号事实`, `fact ${of}`);
    case 'document':
      return label(`第${of}号事实出具的文书`, `document of fact ${of}`);
    case 'incident':
      return label(`第${of}号故障`, `incident ${of}`);
    case 'cases':
      return label(`${of}件`, `${of} cases`);
    case 'person': {
      const { name } = nameOf(names, of);
      return label(name, name);
    }
    case 'register': {
      const [slug = '', id] = of.split('/', 2);
      const register = gazettes.find((one) => one.id === slug)?.registers.find((one) => one.id === id);
      return register?.label ?? null;
    }
    case undefined:
      return gazettes.find(({ id }) => object.includes('.') && id === slugOf(object))?.title ?? null;
    default:
      return null;
  }
}

function reasonWords(reason: string): Label {
  const en = reason.replaceAll('-', ' ');
  return reason in PROBLEMS ? label(PROBLEMS[reason as ProblemCode].title, en) : label('不符合办理条件', en);
}

const COLUMNS: readonly [Label, (item: LogItem, language: keyof Label) => string][] = [
  [label('时间', 'Time'), ({ at }) => at],
  [label('人员', 'Person'), ({ person }) => person?.name ?? ''],
  [label('身份', 'Acting as'), ({ actingAs: as }, language) => as?.label[language] ?? ''],
  [label('代为办理', 'Standing in for'), ({ standsInFor }) => standsInFor?.name ?? ''],
  [label('操作', 'Action'), ({ action }, language) => action.label[language]],
  [label('办件编号', 'Case'), ({ case: of }) => of?.number ?? ''],
  [label('对象', 'Object'), ({ object }, language) => object?.label?.[language] ?? ''],
  [label('结果', 'Result'), ({ outcome }, language) => OUTCOME_WORDS[outcome][language]],
  [label('原因', 'Reason'), ({ reason }, language) => reason?.label[language] ?? ''],
];

const OUTCOME_WORDS: Readonly<Record<LogItem['outcome'], Label>> = {
  done: label('完成', 'done'),
  refused: label('被拒绝', 'refused'),
  failed: label('失败', 'failed'),
};

export function logHeadings(language: keyof Label): string[] {
  return COLUMNS.map(([heading]) => heading[language]);
}

export function logCells(item: LogItem, language: keyof Label): string[] {
  return COLUMNS.map(([, cell]) => cell(item, language));
}
