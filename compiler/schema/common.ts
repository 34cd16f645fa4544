/** Labels, citations, expressions, fields: what all kinds of definition share. */
import { anyValue, flag, integer, list, map, named, oneOf, oneOrMany, ref, type Schema, text, told } from './parts.ts';

export const NAME = '^[a-z][A-Za-z0-9]*\\??$';
export const ID = '^[a-z][a-z0-9]*(-[a-z0-9]+)*$';

export const when: Schema = told('Only when this condition (FEEL) holds.', ref('condition'));
export const unless: Schema = told('Only when this condition (FEEL) does not hold.', ref('condition'));
export const label: Schema = ref('label');
export const cite: Schema = ref('citations');

const fieldKeys: Record<string, Schema> = {
  label,
  type: text(
    '`boolean`, `text`, `integer`, `number`, `date`, `instant`, `list` (with `of`), `record` (with `fields`), `file`, `json`, or a type that the document declares.',
  ),
  enum: told('The codes with their labels.', ref('labelled')),
  values: list('Narrows a declared enum to these codes.', { type: 'string' }),
  of: { ...ref('fieldType'), description: 'Type of the items of a list.' },
  fields: told('Fields of a record.', ref('fields')),
  checks: told('Checks within a record (as `row`), or over a list as a whole (as `rows`).', ref('checks')),
  min: { type: 'number', description: 'Least number, size of a list, or length of a text.' },
  max: { type: 'number', description: 'Greatest number, size of a list, or length of a text.' },
  above: { type: 'number', description: 'The number must be greater than this.' },
  below: { type: 'number', description: 'The number must be less than this.' },
  decimals: integer('At most so many decimals.'),
  pattern: text('The whole text must match (linear-time regular expression).'),
  format: oneOf(
    'month: YYYY-MM; credit-code: GB 32100-2015; id-number: GB 11643-1999.',
    'month',
    'credit-code',
    'id-number',
  ),
  multiline: flag('A text of several lines.'),
  codes: text('A declared enum: texts that are codes of it are read by their labels, others as they stand.'),
  unit: text('Unit shown to people; `fen` for money.'),
  repeats: flag('A list may hold a value twice.'),
  key: text('Field of the records of a list that no two have alike.'),
  contains: list('The list must hold all of these.', {}),
  required: told('Required exactly when this holds, optional otherwise.', ref('condition')),
  when: told(
    'The field exists only when this holds; otherwise what is given is neither checked nor stored.',
    ref('condition'),
  ),
  mustBe: anyValue('The only value that is accepted.'),
  default: anyValue('What a decision reads when the optional input is left out.'),
  personal: flag('Personal data: masked in lists, never logged, reading it is audited.'),
  help: told('Help for people, Chinese | English.', label),
};

export const commonDefs: Record<string, Schema> = {
  label: {
    type: 'string',
    minLength: 1,
    description: 'Chinese first, English after the bar: `企业名称 | Company`.',
    examples: ['企业名称 | Company'],
  },
  citations: {
    ...oneOrMany(
      'Where it stands in law: `"9"` or `"8 ¶2"` is an article of the document itself, `行政许可法/32` one of a law listed under `laws:`, a listed law alone the whole of it.',
    ),
    examples: ['9', '行政许可法/32'],
  },
  condition: {
    type: ['string', 'boolean'],
    description: 'A FEEL expression that is true or false; no `=` before it.',
    examples: ['form.result = "complete"'],
  },
  value: anyValue('A value as it stands, or `=` and a FEEL expression.'),
  labelled: named('Ids with their labels.', {
    type: ['string', 'object'],
    properties: { label },
    additionalProperties: false,
  }),
  dataLabelled: named('Names with their labels; of an amount also its unit.', {
    type: ['string', 'object'],
    properties: { label, unit: text('Unit shown to people; `fen` for money.') },
    additionalProperties: false,
  }),
  fieldType: { type: ['string', 'object'], properties: fieldKeys, additionalProperties: false },
  field: map('A field of a form. A `?` after its name: may be left out.', fieldKeys),
  fields: {
    type: ['object', 'string'],
    pattern: '^\\$',
    propertyNames: { pattern: NAME },
    additionalProperties: ref('field'),
    description: 'Fields by name in camelCase; `?` after the name: may be left out.',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a snippet of the editor
    defaultSnippets: [{ label: 'field', body: '${1:name}: { label: ${2:名称} | ${3:Name}, type: ${4:text} }' }],
  },
  checks: list(
    'Checks over several fields, made when every field by itself is valid.',
    map(
      'Refuses the form when the condition holds.',
      {
        fault: text('The field that is told; of a list, the list itself.'),
        when: told('The form is refused when this holds.', ref('condition')),
        unless: told('The form is refused when this does not hold.', ref('condition')),
        message: told('What is told, Chinese | English.', label),
      },
      ['message'],
    ),
  ),
  tables: named(
    'Figures: a file beside the definition, a list of rows, or `{ file, key }` or `{ rows, key }`.',
    anyValue('A file (.json, .yaml, .csv) or the figures themselves.'),
  ),
  inputsOf: {
    type: ['object', 'array', 'string'],
    items: { type: 'string' },
    properties: {
      decisions: oneOrMany('Decisions whose inputs become fields.'),
      except: oneOrMany('Inputs that come from elsewhere.'),
      when: told('These fields exist only when this holds.', ref('condition')),
    },
    additionalProperties: false,
    description: 'Makes the inputs of decisions the form, less the names that the case data have.',
  },
};
