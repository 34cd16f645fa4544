/** Deadlines in words: how long, on what basis, what starts, suspends and ends them, who is reminded when. Pure. */
import type { Deadline, DeadlineLength, Occasion, Trigger } from '../../../engine/model.ts';
import type { Citation, Label } from '../../../rules/label.ts';
import { conditionWords, nounWords } from './expression.ts';
import type { Lexicon } from './lexicon.ts';
import { fill, joined, quoted, quotedAll, same } from './say.ts';
import { type ClauseWords, nameWords, scriptWords } from './script.ts';

export interface DeadlineWords {
  id: string;
  label: Label;
  citations: Citation[];
  /** One for each case that the definition makes; the first that fits. */
  lengths: Label[];
  starts: Label[];
  /** The day from which it counts, where it isn't the day of the start. */
  from: Label | null;
  suspends: Label[];
  resumes: Label[];
  met: Label[];
  cancels: Label[];
  reminders: Label | null;
  overdue: ClauseWords[];
  covers: { id: string; label: Label }[];
}

export function deadlineWords(deadline: Deadline, lexicon: Lexicon): DeadlineWords {
  const { id, label, citations, covers } = deadline;
  const triggers = (list: readonly Trigger[]) => list.map((trigger) => triggerWords(trigger, lexicon));
  const whileOpen = deadline.suspendedWhile.map((step) =>
    fill({ zh: '{0}办理期间', en: 'while {0} is open' }, quoted(lexicon.named('step', step))),
  );
  return {
    id,
    label,
    citations,
    lengths: deadline.lengths.map((length) => lengthWords(length, lexicon)),
    starts: triggers(deadline.starts),
    from: deadline.from === undefined ? null : nounWords(deadline.from, lexicon),
    suspends: [...whileOpen, ...triggers(deadline.suspends)],
    resumes: triggers(deadline.resumes),
    met: triggers(deadline.met),
    cancels: triggers(deadline.cancels),
    reminders: remindersWords(deadline, lexicon),
    overdue: scriptWords(deadline.overdue, lexicon),
    covers: covers.map((step) => ({ id: step, label: lexicon.named('step', step) })),
  };
}

const UNITS = {
  working: { zh: '{0}个工作日', en: '{0} working days' },
  calendar: { zh: '{0}日（自然日）', en: '{0} calendar days' },
} as const;

export function lengthWords(length: DeadlineLength, lexicon: Lexicon): Label {
  const said = plainLength(length, lexicon);
  if (length.when === undefined) return said;
  return fill({ zh: '{0}（{1}时）', en: '{0} (if {1})' }, said, conditionWords(length.when, lexicon));
}

function plainLength(length: DeadlineLength, lexicon: Lexicon): Label {
  switch (length.basis) {
    case 'working':
    case 'calendar':
      return fill(UNITS[length.basis], nounWords(length.days, lexicon));
    case 'fixed':
      return fill({ zh: '至{0}止', en: 'until {0}' }, nounWords(length.date, lexicon, { kind: 'date' }));
    case 'none':
      return { zh: '不计期限', en: 'no deadline' };
  }
}

export function triggerWords({ on, when }: Trigger, lexicon: Lexicon): Label {
  const said = occasionWords(on, lexicon);
  if (when === undefined) return said;
  return fill({ zh: '{0}（{1}）', en: '{0} (if {1})' }, said, conditionWords(when, atOccasion(on, lexicon)));
}

/** What `form` and `message` mean upon it. */
function atOccasion(on: Occasion, lexicon: Lexicon): Lexicon {
  if ('step' in on) return lexicon.at('step', on.step);
  return on.kind === 'message' ? lexicon.at('message', on.message) : lexicon;
}

const MOMENTS = {
  reached: { zh: '进入{0}{1}', en: '{0} is reached{1}' },
  opened: { zh: '{0}{1}开启', en: '{0} opens{1}' },
  completed: { zh: '{0}{1}办结', en: '{0} is completed{1}' },
  closed: { zh: '{0}{1}关闭', en: '{0} is closed{1}' },
} as const;

const WHICH = {
  first: { zh: '首次', en: ' for the first time' },
  again: { zh: '再次', en: ' again' },
  each: { zh: '', en: '' },
} as const;

export function occasionWords(on: Occasion, lexicon: Lexicon): Label {
  switch (on.kind) {
    case 'case-started':
      return { zh: '立案', en: 'the case starts' };
    case 'issued':
      return fill({ zh: '出具{0}', en: '{0} is issued' }, quoted(lexicon.named('document', on.document)));
    case 'served':
      return fill({ zh: '送达{0}', en: '{0} is served' }, quoted(lexicon.named('document', on.document)));
    case 'decided':
      return fill({ zh: '按规则{0}判定', en: '{0} has decided' }, quoted(lexicon.title(on.decision)));
    case 'message':
      return fill({ zh: '收到{0}', en: '{0} is received' }, quoted(lexicon.named('message', on.message)));
    case 'overdue':
      return fill({ zh: '期限{0}逾期', en: '{0} is overdue' }, quoted(lexicon.named('deadline', on.deadline)));
    default:
      return fill(MOMENTS[on.kind], quoted(lexicon.named('step', on.step)), WHICH[on.which ?? 'each']);
  }
}

function remindersWords({ remind, remindTo, lengths, covers }: Deadline, lexicon: Lexicon): Label | null {
  if (remind.length === 0) return null;
  const working = lengths.some(({ basis }) => basis === 'working');
  const days = joined(remind.map((n) => same(n)));
  const to =
    remindTo !== undefined
      ? nameWords(remindTo, 'group', lexicon)
      : fill(
          { zh: '办理{0}的岗位', en: 'the groups at {0}' },
          quotedAll(covers.map((step) => lexicon.named('step', step))),
        );
  return fill(
    working
      ? { zh: '到期前{0}个工作日提醒{1}', en: '{0} working days before, to {1}' }
      : { zh: '到期前{0}日提醒{1}', en: '{0} days before, to {1}' },
    days,
    to,
  );
}
