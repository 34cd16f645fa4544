/** Figures of a definition as tables that a person reads. Pure. */
import { isRecord, type Json, type JsonObject } from '../../../rules/json.ts';
import type { Label } from '../../../rules/label.ts';
import { type Lexicon, tableLabel } from './lexicon.ts';
import { joined, same } from './say.ts';
import { valueWords } from './value.ts';

export interface FigureWords {
  label: Label;
  columns: Label[];
  rows: Label[][];
}

export function figuresWords(tables: JsonObject, lexicon: Lexicon): FigureWords[] {
  return Object.entries(tables).map(([, content], index) => figureWords(tableLabel(index), content, lexicon));
}

function figureWords(label: Label, content: Json, lexicon: Lexicon): FigureWords {
  const records = recordsOf(content);
  const names = [...new Set(records.flatMap((record) => Object.keys(record)))];
  return {
    label,
    columns: names.map((name) => (name === KEY ? { zh: '项目', en: 'item' } : lexicon.field(name).label)),
    rows: records.map((record) => names.map((name) => cellWords(name, record[name] ?? null, lexicon))),
  };
}

const KEY = ' key';

/** Rows of whatever shape the figures have: a list of records, a list of values, records by name, values by name. */
function recordsOf(content: Json): JsonObject[] {
  if (Array.isArray(content)) return content.map((one) => (isRecord(one) ? one : { value: one }));
  if (!isRecord(content)) return [{ value: content }];
  return Object.entries(content).map(([name, one]) =>
    isRecord(one) ? { [KEY]: name, ...one } : { [KEY]: name, value: one },
  );
}

function cellWords(name: string, value: Json, lexicon: Lexicon): Label {
  if (value === null) return same('');
  if (name === KEY) return lexicon.code(String(value)) ?? lexicon.field(String(value)).label;
  const { type } = lexicon.field(name);
  const known = type === undefined ? null : valueWords(type, value);
  if (known !== null) return known;
  if (Array.isArray(value)) return joined(value.map((one) => cellWords(name, one, lexicon)));
  if (isRecord(value)) {
    const parts = Object.entries(value).map(([inner, one]) => {
      const said = cellWords(inner, one, lexicon);
      const of = lexicon.field(inner).label;
      return { zh: `${of.zh} ${said.zh}`, en: `${of.en} ${said.en}` };
    });
    return joined(parts, { zh: '，', en: ', ' });
  }
  if (typeof value === 'boolean') return value ? { zh: '是', en: 'yes' } : { zh: '否', en: 'no' };
  if (typeof value === 'number') return same(value);
  return (
    lexicon.code(value) ?? (/^[a-z0-9]+(-[a-z0-9]+)+$/.test(value) ? same(value.replaceAll('-', ' ')) : same(value))
  );
}
