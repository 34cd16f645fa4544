/** A deadline with its length, as far as that is written in the definition: 审核期限 10个工作日. Pure. */
import type { Deadline, DeadlineLength } from '../../engine/model.ts';
import type { Label } from '../../rules/label.ts';

export function clockWords({ label, lengths }: Deadline): Label {
  const words = lengths.flatMap((length) => lengthWords(length) ?? []);
  if (words.length === 0 || words.length < lengths.filter(({ basis }) => basis !== 'none').length) return label;
  const zh = words.map((one) => one.zh).join('/');
  const en = words.map((one) => one.en).join(' / ');
  return { zh: `${label.zh} ${zh}`, en: `${label.en}, ${en}` };
}

/** Null where it depends on the case. */
function lengthWords(length: DeadlineLength): Label | null {
  if (length.basis === 'none') return null;
  if (length.basis === 'fixed') {
    const { date } = length;
    return date.op === 'const' && typeof date.value === 'string'
      ? { zh: `至${date.value}`, en: `by ${date.value}` }
      : null;
  }
  const { days, basis } = length;
  if (days.op !== 'const' || typeof days.value !== 'number') return null;
  return basis === 'working'
    ? { zh: `${days.value}个工作日`, en: `${days.value} working days` }
    : { zh: `${days.value}日`, en: `${days.value} days` };
}
