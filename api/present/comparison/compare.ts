/**
 * What differs between two versions of a definition, told in words. A definition is taken apart into named parts, each
 * with its aspects in words; parts are matched by id. What differs without changing a word is told as such: nothing that
 * the engine would do differently is passed over. Pure.
 */
import type { Label } from '../../../rules/label.ts';

/** A step, a deadline, a field, a rule …: what an author would call one thing. */
export interface Part {
  kind: PartKind;
  /** Unique among the parts of its kind. */
  id: string;
  label: Label;
  aspects: Aspect[];
  /** Canonical JSON of what the engine sees of it. */
  content: string;
}

export interface Aspect {
  label: Label;
  /** A list is compared line by line. */
  lines: Label[];
}

export type PartKind = keyof typeof PART_KINDS;

export const PART_KINDS = {
  definition: { zh: '总体', en: 'definition' },
  field: { zh: '表单项', en: 'field' },
  form: { zh: '表单', en: 'form' },
  step: { zh: '环节', en: 'step' },
  deadline: { zh: '期限', en: 'deadline' },
  message: { zh: '来文', en: 'message' },
  schedule: { zh: '日程', en: 'schedule' },
  document: { zh: '文书', en: 'document' },
  register: { zh: '台账', en: 'register' },
  outcome: { zh: '办理结果', en: 'outcome' },
  output: { zh: '输出', en: 'output' },
  stage: { zh: '规则组', en: 'set of rules' },
  rule: { zh: '规则', en: 'rule' },
  figures: { zh: '数据表', en: 'figures' },
} as const satisfies Record<string, Label>;

export interface Change {
  kind: PartKind;
  /** 环节, 期限 … */
  what: Label;
  label: Label;
  change: 'added' | 'removed' | 'changed';
  /** What of it has changed; null: it came or went as a whole, or no word tells the change. */
  aspect: Label | null;
  before: Label[];
  after: Label[];
}

export function compareParts(before: readonly Part[], after: readonly Part[]): Change[] {
  const earlier = new Map(before.map((part) => [keyOf(part), part]));
  const later = new Map(after.map((part) => [keyOf(part), part]));
  const removed = before.filter((part) => !later.has(keyOf(part)));
  return [
    ...after.flatMap((part) => {
      const same = earlier.get(keyOf(part));
      return same === undefined ? [whole(part, 'added')] : changesOf(same, part);
    }),
    ...removed.map((part) => whole(part, 'removed')),
  ];
}

const keyOf = ({ kind, id }: Part) => `${kind} ${id}`;

function whole(part: Part, change: 'added' | 'removed'): Change {
  const lines = part.aspects.flatMap(({ label, lines: said }) =>
    said.length === 0 ? [] : [{ zh: `${label.zh}：${joinedZh(said)}`, en: `${label.en}: ${joinedEn(said)}` }],
  );
  return {
    kind: part.kind,
    what: PART_KINDS[part.kind],
    label: part.label,
    change,
    aspect: null,
    before: change === 'removed' ? lines : [],
    after: change === 'added' ? lines : [],
  };
}

const joinedZh = (lines: readonly Label[]) => lines.map(({ zh }) => zh).join('；');
const joinedEn = (lines: readonly Label[]) => lines.map(({ en }) => en).join('; ');

const NAME: Label = { zh: '名称', en: 'name' };

function changesOf(before: Part, after: Part): Change[] {
  const of = { kind: after.kind, what: PART_KINDS[after.kind], label: after.label, change: 'changed' as const };
  const found: Change[] = [];
  if (!isSame(before.label, after.label))
    found.push({ ...of, aspect: NAME, before: [before.label], after: [after.label] });
  const labels = [...new Map([...before.aspects, ...after.aspects].map(({ label }) => [label.zh, label])).values()];
  for (const label of labels) {
    const lines = (part: Part) => part.aspects.find((one) => one.label.zh === label.zh)?.lines ?? [];
    const differing = differingLines(lines(before), lines(after));
    if (differing !== null) found.push({ ...of, aspect: label, ...differing });
  }
  // Something that no word tells, such as the length of a text.
  if (found.length === 0 && before.content !== after.content)
    found.push({ ...of, aspect: null, before: [], after: [] });
  return found;
}

/** The lines that only one of the two has; all where only their order differs; null where nothing does. */
function differingLines(before: readonly Label[], after: readonly Label[]): { before: Label[]; after: Label[] } | null {
  const only = (lines: readonly Label[], others: readonly Label[]) => {
    const left = others.map(keyOfLine);
    return lines.filter((line) => {
      const at = left.indexOf(keyOfLine(line));
      if (at >= 0) left.splice(at, 1);
      return at < 0;
    });
  };
  const [gone, come] = [only(before, after), only(after, before)];
  if (gone.length > 0 || come.length > 0) return { before: gone, after: come };
  const isSameOrder = before.every((line, i) => isSame(line, after[i]));
  return isSameOrder ? null : { before: [...before], after: [...after] };
}

function isSame(a: Label, b: Label | undefined): boolean {
  return b !== undefined && keyOfLine(a) === keyOfLine(b);
}

function keyOfLine({ zh, en }: Label): string {
  return `${zh}\n${en}`;
}
