/** What follows an act or an event, in words: clauses with their condition, effects and where they lead. Pure. */
import type { Assignment, Clause, Effect, Exit, Script } from '../../../engine/model.ts';
import type { Expr } from '../../../rules/expression/tree.ts';
import type { Label } from '../../../rules/label.ts';
import { conditionWords, nounWords } from './expression.ts';
import type { Lexicon, NamedKind } from './lexicon.ts';
import { fill, joined, quoted, quotedAll } from './say.ts';

export interface ClauseWords {
  /** Null: in any case. */
  when: Label | null;
  /** What is done, in order; where it leads comes last. */
  then: Label[];
}

export function scriptWords(script: Script, lexicon: Lexicon): ClauseWords[] {
  return script.map((clause) => clauseWords(clause, lexicon)).filter(({ then }) => then.length > 0);
}

function clauseWords({ when, effects, exit }: Clause, lexicon: Lexicon): ClauseWords {
  return {
    when: when === undefined ? null : conditionWords(when, lexicon),
    then: [
      ...effects.map((effect) => effectWords(effect, lexicon)),
      ...(exit === undefined ? [] : [exitWords(exit, lexicon)]),
    ],
  };
}

export function exitWords(exit: Exit, lexicon: Lexicon): Label {
  switch (exit.kind) {
    case 'goto':
      return fill(
        { zh: '转入{0}', en: 'goes on to {0}' },
        joined(exit.targets.map(({ step, when }) => withCondition(quoted(lexicon.named('step', step)), when, lexicon))),
      );
    case 'end':
      return fill({ zh: '办结：{0}', en: 'the case ends: {0}' }, nameWords(exit.outcome, 'outcome', lexicon));
    case 'done':
      return { zh: '本环节到此为止', en: 'this path ends' };
    case 'error':
      return { zh: '中断所在阶段，按异常处理', en: 'the stage is broken off' };
  }
}

const DEADLINE_ACTS = {
  start: { zh: '起算期限{0}', en: 'starts the deadline {0}' },
  suspend: { zh: '中止期限{0}', en: 'suspends the deadline {0}' },
  resume: { zh: '恢复期限{0}', en: 'resumes the deadline {0}' },
  meet: { zh: '期限{0}视为完成', en: 'the deadline {0} is met' },
  cancel: { zh: '终止期限{0}', en: 'cancels the deadline {0}' },
} as const;

export function effectWords(effect: Effect, lexicon: Lexicon): Label {
  const { when } = effect;
  const said = plainEffect(effect, lexicon);
  if (when === undefined) return said;
  return fill({ zh: '{0}时，{1}', en: 'if {0}: {1}' }, conditionWords(when, lexicon), said);
}

function plainEffect(effect: Effect, lexicon: Lexicon): Label {
  const step = (id: string) => lexicon.named('step', id);
  switch (effect.kind) {
    case 'set':
      return fill({ zh: '记载{0}', en: 'records {0}' }, assignmentsWords(effect.values, lexicon));
    case 'clear':
      return fill(
        { zh: '清除{0}', en: 'clears {0}' },
        joined(effect.names.map((name) => lexicon.path('data', [name]).label)),
      );
    case 'merge':
      return { zh: '采纳来文内容', en: 'takes over what the message says' };
    case 'decide':
      return fill(
        effect.each === undefined
          ? { zh: '按规则{0}判定', en: 'is decided by {0}' }
          : { zh: '对{1}逐项按规则{0}判定', en: 'each of {1} is decided by {0}' },
        quoted(lexicon.title(effect.decision)),
        effect.each === undefined ? { zh: '', en: '' } : nounWords(effect.each.items, lexicon),
      );
    case 'document':
      return fill({ zh: '出具{0}', en: 'issues {0}' }, nameWords(effect.document, 'document', lexicon));
    case 'notify':
      return fill(
        { zh: '通知{0}：{1}', en: 'notifies {0}: {1}' },
        nameWords(effect.to, 'group', lexicon),
        nameWords(effect.template, 'template', lexicon),
      );
    case 'escalate':
      return fill({ zh: '上报{0}', en: 'escalates to {0}' }, nameWords(effect.to, 'group', lexicon));
    case 'register':
      return fill(
        { zh: '登记入册{0}（{1}）', en: 'writes to the register {0} ({1})' },
        quoted(lexicon.named('register', effect.register)),
        joined([...effect.values, ...(effect.adds ?? [])].map(({ name }) => lexicon.field(name).label)),
      );
    case 'start':
      return fill({ zh: '启动事项{0}', en: 'starts a case of {0}' }, quoted(lexicon.title(effect.procedure)));
    case 'offer':
      return fill(
        { zh: '请{0}启动事项{1}', en: 'asks {0} to start a case of {1}' },
        nameWords(effect.to, 'group', lexicon),
        quoted(lexicon.title(effect.procedure)),
      );
    case 'send':
      return fill({ zh: '告知相关的{0}', en: 'tells the cases of {0}' }, quoted(lexicon.title(effect.procedure)));
    case 'deadline':
      return fill(DEADLINE_ACTS[effect.action], quoted(lexicon.named('deadline', effect.deadline)));
    case 'extend':
      return fill(
        { zh: '期限{0}延长{1}日（至多{2}次）', en: 'extends the deadline {0} by {1} days (at most {2} times)' },
        quoted(lexicon.named('deadline', effect.deadline)),
        nounWords(effect.days, lexicon),
        { zh: String(effect.times), en: String(effect.times) },
      );
    case 'close':
      return fill({ zh: '关闭{0}', en: 'closes {0}' }, quotedAll(effect.steps.map(step)));
    case 'open':
      return fill({ zh: '开启{0}', en: 'opens {0}' }, quoted(step(effect.step)));
    case 'raise':
      return { zh: '向所在阶段上报', en: 'tells the stage around it' };
    case 'compensate':
      return effect.steps === undefined
        ? { zh: '撤销已办环节的后果', en: 'undoes what was done' }
        : fill({ zh: '撤销{0}的后果', en: 'undoes {0}' }, quotedAll(effect.steps.map(step)));
    case 'for':
      return fill(
        { zh: '对{0}逐项：{1}', en: 'for each of {0}: {1}' },
        nounWords(effect.items, lexicon),
        joined(
          effect.effects.map((one) => effectWords(one, lexicon)),
          { zh: '；', en: '; ' },
        ),
      );
  }
}

function assignmentsWords(values: readonly Assignment[], lexicon: Lexicon): Label {
  return joined(
    values.map(({ name, value }) => {
      const { label, type } = lexicon.path('data', [name]);
      return fill({ zh: '{0}＝{1}', en: '{0} = {1}' }, label, nounWords(value, lexicon, type));
    }),
    { zh: '；', en: '; ' },
  );
}

function withCondition(said: Label, when: Expr | undefined, lexicon: Lexicon): Label {
  if (when === undefined) return said;
  return fill({ zh: '{0}（{1}时）', en: '{0} (if {1})' }, said, conditionWords(when, lexicon));
}

/** An expression that gives the id of something, or a list of them. */
export function nameWords(tree: Expr, kind: NamedKind, lexicon: Lexicon): Label {
  const name = (id: string) => (kind === 'group' ? lexicon.named(kind, id) : quoted(lexicon.named(kind, id)));
  switch (tree.op) {
    case 'const':
      if (Array.isArray(tree.value)) return joined(tree.value.map((id) => name(String(id))));
      return name(String(tree.value));
    case 'list':
      return joined(tree.items.map((item) => nameWords(item, kind, lexicon)));
    case 'if':
      return fill(
        { zh: '{1}（{0}时）或{2}（其余情形）', en: '{1} (if {0}) or {2} (otherwise)' },
        conditionWords(tree.test, lexicon),
        nameWords(tree.yes, kind, lexicon),
        nameWords(tree.no, kind, lexicon),
      );
    case 'call':
      if (tree.fn !== 'concatenate' && tree.fn !== 'union') return nounWords(tree, lexicon);
      return joined(tree.args.map((arg) => nameWords(arg, kind, lexicon)));
    default:
      return nounWords(tree, lexicon);
  }
}
