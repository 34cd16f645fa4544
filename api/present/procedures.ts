/** A procedure told in words, as an author, an officer or an auditor reads it. Pure. */
import type { DocumentKind, Each, Message, Procedure, Schedule, Step, Window } from '../../engine/model.ts';
import type { Program } from '../../engine/program.ts';
import type { Citation, Label } from '../../rules/label.ts';
import type { Named } from './names.ts';
import { type DeadlineWords, deadlineWords } from './words/deadline.ts';
import { conditionWords, nounWords } from './words/expression.ts';
import { type FormWords, formWords } from './words/form.ts';
import { type Lexicon, lexiconOf, type Titles } from './words/lexicon.ts';
import { fill, joined, quoted, quotedAll, same } from './words/say.ts';
import { type ClauseWords, effectWords, nameWords, scriptWords } from './words/script.ts';
import { type FigureWords, figuresWords } from './words/table.ts';

export interface ProcedureWords {
  startedBy: Label;
  input: FormWords;
  onStart: ClauseWords[];
  steps: StepWords[];
  deadlines: DeadlineWords[];
  messages: MessageWords[];
  schedules: ScheduleWords[];
  documents: DocumentWords[];
  registers: Named[];
  outcomes: Named[];
  onEnd: Label[];
  decisions: Named[];
  figures: FigureWords[];
}

export interface StepWords extends Named {
  citations: Citation[];
  kind: Label;
  /** The stage that it lies in. */
  scope: Named | null;
  /** Null where nobody has to do anything. */
  who: Label | null;
  notSameAs: Named[];
  /** Of a step with one task for each of a list. */
  each: Label | null;
  opensAt: Label | null;
  form: FormWords | null;
  onEnter: Label[];
  onItem: Label[];
  then: ClauseWords[];
  /** What a step that waits may be ended by, the first that comes. */
  branches: { on: Label; then: ClauseWords[] }[];
  deadlines: Named[];
}

export interface MessageWords extends Named {
  citations: Citation[];
  from: Label;
  accepted: Label[];
  form: FormWords;
  then: ClauseWords[];
}

export interface ScheduleWords extends Named {
  citations: Citation[];
  when: Label;
  does: Label;
}

export interface DocumentWords extends Named {
  /** Where it is issued. */
  issuedAt: Named[];
  /** Its text, with the names of what is filled in. */
  text: Label[];
}

export function procedureWords(program: Program, titles: Titles): ProcedureWords {
  const { procedure } = program;
  const lexicon = lexiconOf(procedure, [...program.decisions.values()], titles);
  return {
    startedBy: starters(procedure, lexicon),
    input: formWords(procedure.input, lexicon),
    onStart: scriptWords(procedure.start, lexicon),
    steps: procedure.steps.map((step) => stepWords(step, procedure, lexicon)),
    deadlines: procedure.deadlines.map((deadline) => deadlineWords(deadline, lexicon)),
    messages: procedure.messages.map((message) => messageWords(message, lexicon)),
    schedules: procedure.schedules.map((schedule) => scheduleWords(schedule, lexicon)),
    documents: procedure.documents.map((document) => documentWords(document, procedure, lexicon)),
    registers: procedure.registers.map(({ id, label }) => ({ id, label })),
    outcomes: procedure.outcomes.map(({ id, label }) => ({ id, label })),
    onEnd: procedure.onEnd.map((effect) => effectWords(effect, lexicon)),
    decisions: procedure.decisions.map((id) => ({ id, label: lexicon.title(id) })),
    figures: figuresWords(procedure.tables, lexicon),
  };
}

function starters({ startedBy }: Procedure, lexicon: Lexicon): Label {
  if (startedBy.length === 0) return { zh: '任何人', en: 'anyone' };
  const SYSTEM: Readonly<Record<string, Label>> = {
    schedule: { zh: '按日程自动启动', en: 'the schedule' },
    system: { zh: '由其他事项启动', en: 'other cases' },
  };
  return joined(startedBy.map((group) => SYSTEM[group] ?? lexicon.named('group', group)));
}

// ── steps ───────────────────────────────────────────────────────────────────────────────────────────────────────

const SHAPES = {
  rule: { zh: '规则判定', en: 'decision' },
  system: { zh: '系统处理', en: 'automatic' },
  document: { zh: '出具文书', en: 'document' },
  notification: { zh: '通知', en: 'notice' },
  register: { zh: '登记入册', en: 'register' },
  service: { zh: '系统处理', en: 'service' },
  gateway: { zh: '分流', en: 'branching' },
} as const;

const KINDS = {
  task: { zh: '人工办理', en: 'task' },
  wait: { zh: '等待', en: 'wait' },
  join: { zh: '汇合', en: 'join' },
  subprocess: { zh: '阶段', en: 'stage' },
} as const;

/** Written out: by their labels. */
function itemsWords({ items, labels }: Each, lexicon: Lexicon): Label {
  const written = items.op === 'const' && labels !== undefined ? Object.values(labels) : [];
  return written.length > 0 ? joined(written) : nounWords(items, lexicon);
}

function stepWords(step: Step, procedure: Procedure, lexicon: Lexicon): StepWords {
  const { id, label, citations, scope, opensAt, onEnter } = step;
  const own = step.kind === 'task' ? lexicon.within(step.form) : lexicon;
  const named = (one: string): Named => ({ id: one, label: lexicon.named('step', one) });
  const each = step.kind === 'task' || step.kind === 'subprocess' ? step.each : undefined;
  return {
    id,
    label,
    citations,
    kind: step.kind === 'auto' ? SHAPES[step.shape] : KINDS[step.kind],
    scope: scope === undefined ? null : named(scope),
    who: step.kind === 'task' ? nameWords(step.group, 'group', lexicon) : null,
    notSameAs: step.kind === 'task' ? step.notSameAs.map(named) : [],
    each: each === undefined ? null : itemsWords(each, lexicon),
    opensAt: opensAt === undefined ? null : nounWords(opensAt, lexicon),
    form: step.kind === 'task' ? formWords(step.form, lexicon) : null,
    onEnter: onEnter.map((effect) => effectWords(effect, own)),
    onItem: step.kind === 'task' ? step.onItem.map((effect) => effectWords(effect, own)) : [],
    then: step.kind === 'wait' ? [] : scriptWords(step.then, own),
    branches: branchesOf(step, procedure, own),
    deadlines: procedure.deadlines
      .filter((deadline) => deadline.covers.includes(id))
      .map((deadline) => ({ id: deadline.id, label: deadline.label })),
  };
}

function branchesOf(step: Step, procedure: Procedure, lexicon: Lexicon): StepWords['branches'] {
  if (step.kind === 'subprocess') {
    const CAUGHT = {
      error: { zh: '阶段中断时', en: 'when it is broken off' },
      escalation: { zh: '阶段上报时', en: 'when it is told something' },
    } as const;
    return [
      { on: { zh: '阶段开始', en: 'at its beginning' }, then: scriptWords(step.start, lexicon) },
      ...step.catches.map(({ kind, then }) => ({ on: CAUGHT[kind], then: scriptWords(then, lexicon) })),
    ];
  }
  if (step.kind !== 'wait') return [];
  return step.branches.map((branch) => {
    if (branch.kind === 'timer') {
      const on = fill({ zh: '到{0}', en: 'at {0}' }, nounWords(branch.at, lexicon));
      return { on, then: scriptWords(branch.then, lexicon) };
    }
    const message = procedure.messages.find(({ id }) => id === branch.message);
    const own = message === undefined ? lexicon : lexicon.within(message.form);
    const on = fill({ zh: '收到{0}', en: '{0} is received' }, quoted(lexicon.named('message', branch.message)));
    const when = branch.when === undefined ? undefined : conditionWords(branch.when, own);
    return {
      on: when === undefined ? on : fill({ zh: '{0}（{1}）', en: '{0} (if {1})' }, on, when),
      then: scriptWords(branch.then, own),
    };
  });
}

// ── messages, schedules, documents ──────────────────────────────────────────────────────────────────────────────

function messageWords(
  { id, label, citations, from, form, accepts, do: script }: Message,
  lexicon: Lexicon,
): MessageWords {
  const own = lexicon.within(form);
  return {
    id,
    label,
    citations,
    from: joined(from.map((group) => senderWords(group, lexicon))),
    accepted: accepts.map((window) => windowWords(window, own)),
    form: formWords(form, lexicon),
    then: scriptWords(script, own),
  };
}

function senderWords(group: Message['from'][number], lexicon: Lexicon): Label {
  if (group.op === 'const' && group.value === 'system') return { zh: '本系统', en: 'Banli itself' };
  return nameWords(group, 'group', lexicon);
}

function windowWords(window: Window, lexicon: Lexicon): Label {
  if (window.kind === 'when') return fill({ zh: '{0}时', en: 'if {0}' }, conditionWords(window.when, lexicon));
  const steps = quotedAll(window.steps.map((step) => lexicon.named('step', step)));
  const WINDOWS = {
    while: { zh: '{0}办理期间', en: 'while {0} is open' },
    'until-opened': { zh: '{0}开启之前', en: 'until {0} opens' },
    'until-done': { zh: '{0}办结之前', en: 'until {0} is done' },
  } as const;
  return fill(WINDOWS[window.kind], steps);
}

const EVERY = {
  once: { zh: '一次', en: 'once' },
  year: { zh: '每年', en: 'every year' },
  'half-year': { zh: '每半年', en: 'every half-year' },
  quarter: { zh: '每季度', en: 'every quarter' },
  month: { zh: '每月', en: 'every month' },
  week: { zh: '每周', en: 'every week' },
  day: { zh: '每日', en: 'every day' },
} as const;
const WEEKDAYS = ['一', '二', '三', '四', '五', '六', '日'];

function scheduleWords(schedule: Schedule, lexicon: Lexicon): ScheduleWords {
  const { id, label, citations, every, month, day, workingDay, weekday, date, at, from, until } = schedule;
  const parts: Label[] = [EVERY[every]];
  if (date !== undefined) parts.push(same(date));
  if (month !== undefined) {
    parts.push(
      every === 'year' ? { zh: `${month}月`, en: `month ${month}` } : { zh: `第${month}个月`, en: `month ${month}` },
    );
  }
  if (day !== undefined) parts.push({ zh: `第${day}日`, en: `day ${day}` });
  if (workingDay !== undefined) parts.push({ zh: `第${workingDay}个工作日`, en: `working day ${workingDay}` });
  if (weekday !== undefined) parts.push({ zh: `星期${WEEKDAYS[weekday - 1] ?? ''}`, en: `weekday ${weekday}` });
  parts.push(same(at));
  if (from !== undefined) parts.push({ zh: `（自${from}起）`, en: `from ${from}` });
  if (until !== undefined) parts.push({ zh: `（至${until}止）`, en: `until ${until}` });
  return { id, label, citations, when: joined(parts, { zh: '', en: ' ' }), does: dutyWords(schedule, lexicon) };
}

function dutyWords({ each, offer, writes }: Schedule, lexicon: Lexicon): Label {
  const what =
    writes !== undefined
      ? fill(
          { zh: '登记台账{0}', en: 'writes to the register {0}' },
          quoted(lexicon.named('register', writes.register)),
        )
      : offer !== undefined
        ? fill({ zh: '请{0}启动本事项', en: 'asks {0} to start a case' }, nameWords(offer, 'group', lexicon))
        : { zh: '启动本事项', en: 'starts a case' };
  if (each === undefined) return what;
  return fill({ zh: '对{0}逐一{1}', en: 'for each of {0}: {1}' }, nounWords(each.items, lexicon), what);
}

function documentWords({ id, label, text }: DocumentKind, procedure: Procedure, lexicon: Lexicon): DocumentWords {
  const issuedAt = procedure.steps.filter((step) => issues(step, id));
  return {
    id,
    label,
    issuedAt: issuedAt.map((step) => ({ id: step.id, label: step.label })),
    text: (text ?? []).map(({ parts }) =>
      joined(
        parts.map((part) =>
          typeof part === 'string' ? same(part) : fill({ zh: '〔{0}〕', en: '[{0}]' }, nounWords(part.value, lexicon)),
        ),
        same(''),
      ),
    ),
  };
}

/** Whether the step names the document in one of its effects. */
function issues(step: Step, document: string): boolean {
  return JSON.stringify(step).includes(`"document":{"op":"const","value":"${document}"}`);
}
