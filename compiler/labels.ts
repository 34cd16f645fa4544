/** Labels: `企业名称 | Company`. */
import type { EnumValue } from '../rules/form/model.ts';
import type { Label } from '../rules/label.ts';
import type { SourceNode } from './source/node.ts';

const NONE: Label = { zh: '', en: '' };
const FORM = 'a label such as 企业名称 | Company';

/** Chinese before the bar, English after it. Without English the Chinese stands for both, with a warning. */
export function readLabel(node: SourceNode | undefined): Label {
  const text = node?.text(FORM);
  if (node === undefined || text === undefined) return NONE;
  const bar = text.indexOf('|');
  const zh = (bar < 0 ? text : text.slice(0, bar)).trim();
  const en = bar < 0 ? '' : text.slice(bar + 1).trim();
  if (zh === '') {
    node.error('label', `${node.path}: the label has no Chinese`, `write ${FORM}`);
    return { zh: en, en };
  }
  if (en === '') {
    node.warning('label', `${node.path}: the label has no English`, `write ${FORM}`);
    return { zh, en: zh };
  }
  return { zh, en };
}

/** The label of a map: its key `label`, which must be there. */
export function labelOf(node: SourceNode): Label {
  return readLabel(node.need('label'));
}

/** Ids with their labels, as under `enum:`, `groups:`, `outcomes:`; the value is a label or a map with one. */
export function readLabelled(node: SourceNode | undefined): EnumValue[] {
  if (node === undefined) return [];
  return node.entries().map(({ key, value }) => ({ id: key, label: value.isMap ? labelOf(value) : readLabel(value) }));
}
