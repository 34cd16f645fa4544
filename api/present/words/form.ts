/** Forms in words: what is filled in, when it must be, what is checked. Pure. */
import type { Check, Field, FieldType, Form } from '../../../rules/form/model.ts';
import type { Label } from '../../../rules/label.ts';
import { conditionWords } from './expression.ts';
import type { Lexicon } from './lexicon.ts';
import { fill, joined, NOTHING, same } from './say.ts';
import { valueWords } from './value.ts';

export interface FieldWords {
  name: string;
  label: Label;
  type: Label;
  /** 必填, 选填, or under which condition. */
  required: Label;
  personal: boolean;
  help: Label | null;
}

export interface FormWords {
  fields: FieldWords[];
  /** What the form is refused for beyond its single fields. */
  checks: Label[];
}

export function formWords(form: Form, lexicon: Lexicon): FormWords {
  const within = lexicon.within(form);
  return {
    fields: form.fields.map((field) => fieldWords(field, within)),
    checks: form.checks.map(({ message }: Check) => message),
  };
}

export function fieldWords(field: Field, lexicon: Lexicon): FieldWords {
  const { name, label, type, personal, help } = field;
  return {
    name,
    label,
    type: typeWords(type),
    required: needWords(field, lexicon),
    personal: personal === true,
    help: help ?? null,
  };
}

function needWords({ optional, required, when, mustBe, type }: Field, lexicon: Lexicon): Label {
  const parts: Label[] = [];
  if (when !== undefined) parts.push(fill({ zh: '仅在{0}时填写', en: 'only if {0}' }, conditionWords(when, lexicon)));
  if (required !== undefined)
    parts.push(fill({ zh: '{0}时必填', en: 'needed if {0}' }, conditionWords(required, lexicon)));
  else parts.push(optional === true ? { zh: '选填', en: 'optional' } : { zh: '必填', en: 'needed' });
  if (mustBe !== undefined) {
    const value = valueWords(type, mustBe) ?? same(JSON.stringify(mustBe));
    parts.push(fill({ zh: '须为{0}', en: 'must be {0}' }, value));
  }
  return joined(parts, { zh: '，', en: ', ' });
}

export function typeWords(type: FieldType): Label {
  switch (type.kind) {
    case 'boolean':
      return { zh: '是或否', en: 'yes or no' };
    case 'text':
      return type.multiline === true ? { zh: '多行文字', en: 'text of several lines' } : TEXTS[type.format ?? 'plain'];
    case 'integer':
    case 'number':
      return numberWords(type);
    case 'date':
      return { zh: '日期', en: 'date' };
    case 'instant':
      return { zh: '日期和时间', en: 'date and time' };
    case 'enum':
      return fill({ zh: '选项：{0}', en: 'one of: {0}' }, joined(type.values.map(({ label }) => label)));
    case 'list':
      return fill(
        { zh: '多项，每项为{0}{1}', en: 'several, each {0}{1}' },
        typeWords(type.of),
        boundsWords(type.min, type.max, { zh: '项', en: ' entries' }),
      );
    case 'record':
      return fill({ zh: '一组：{0}', en: 'a group: {0}' }, joined(type.fields.map(({ label }) => label)));
    case 'file':
      return { zh: '文件', en: 'file' };
    case 'json':
      return { zh: '判定数据', en: 'data of a decision' };
  }
}

const TEXTS = {
  plain: { zh: '文字', en: 'text' },
  month: { zh: '月份', en: 'month' },
  'credit-code': { zh: '统一社会信用代码', en: 'unified credit code' },
  'id-number': { zh: '居民身份号码', en: 'identity number' },
} as const;

function numberWords({ kind, min, max, unit }: Extract<FieldType, { kind: 'integer' | 'number' }>): Label {
  if (unit === 'fen') return { zh: '金额（元）', en: 'amount in yuan' };
  const kindWords = kind === 'integer' ? { zh: '整数', en: 'whole number' } : { zh: '数', en: 'number' };
  const inUnit = unit === undefined ? NOTHING : { zh: `（${unit}）`, en: ` (${unit})` };
  return fill({ zh: '{0}{1}{2}', en: '{0}{1}{2}' }, kindWords, inUnit, boundsWords(min, max, NOTHING));
}

function boundsWords(min: number | undefined, max: number | undefined, unit: Label): Label {
  if (min === undefined && max === undefined) return NOTHING;
  const [low, high] = [same(min ?? ''), same(max ?? '')];
  if (min === undefined) return fill({ zh: '，至多{0}{1}', en: ', at most {0}{1}' }, high, unit);
  if (max === undefined) return fill({ zh: '，至少{0}{1}', en: ', at least {0}{1}' }, low, unit);
  return fill({ zh: '，{0}至{1}{2}', en: ', {0} to {1}{2}' }, low, high, unit);
}
