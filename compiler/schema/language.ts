/**
 * JSON Schema (2020-12) of the definition language: for completion and hover in editors, and as a gate of its own when
 * definitions are compiled. The one source of schema/banli.schema.json (scripts/schema.ts).
 */
import { cite, commonDefs, ID, label, unless, when } from './common.ts';
import { flowDefs } from './flow.ts';
import { flag, integer, list, map, named, oneOrMany, ref, type Schema, text, told } from './parts.ts';

const letter = {
  letter: text('Its text: a file beside this one (.md), a paragraph a line, with {{ FEEL }} where values go.'),
  from: told('Issuing body: a group, a text or `=…`. Left out: the group that acted last.', ref('value')),
  to: told('Addressee. Left out: who started the case.', ref('value')),
  annexes: told('Text, a list of texts, or `=…` giving files or texts.', ref('value')),
  reasons: flag('Rules that decided are told with their articles; without a text they always are.'),
  review: flag('It tells of reconsideration (60 days) and court action (6 months).'),
};

const sections: Record<string, Schema> = {
  input: told('What a case starts with.', ref('fields')),
  steps: ref('steps'),
  deadlines: named('Legal clocks by id.', ref('deadline'), ID),
  messages: named('Messages by id.', ref('message'), ID),
  outcomes: told('How a case can end.', ref('labelled')),
  onEnd: told('Effects of every end.', ref('effects')),
  tables: ref('tables'),
  schedules: named('Schedules by id.', ref('schedule'), ID),
  labels: told('Labels of case data that no form, output or message names.', ref('dataLabelled')),
  members: list(
    'Makes a case a campaign: which other cases it is shown with, beside those that it started.',
    map(
      'Cases of a procedure.',
      {
        procedure: text('The procedure.'),
        match: named(
          'Data of those cases, by name, and what they must be. Left out: all that were started while the case was open.',
          ref('value'),
        ),
      },
      ['procedure'],
    ),
  ),
  documents: named(
    'More of letters that it issues, over what the document says of them.',
    map('A letter.', letter),
    ID,
  ),
};

const accept = list(
  'Warnings that are as they should be: they are not told any more.',
  map(
    'A warning and why it is as it should be.',
    {
      check: text('The name of the check.'),
      at: text('The step, deadline, field … at which it stands; left out: anywhere in the file.'),
      reason: text('Why.'),
    },
    ['check', 'reason'],
  ),
);

const include: Schema = {
  type: ['string', 'object', 'array'],
  properties: { block: text('The block.'), with: named('Its parameters.', ref('value')) },
  items: {
    type: ['string', 'object'],
    properties: { block: text('The block.'), with: named('Its parameters.', ref('value')) },
    additionalProperties: false,
  },
  additionalProperties: false,
  description: 'Blocks whose sections come first; what is written here is laid over them.',
};

const procedure: Schema = {
  type: 'object',
  description: 'A procedure.',
  properties: {
    procedure: text('`<slug>.<name>`'),
    version: integer('A new meaning is a new version; a running case keeps its own.', 1),
    title: label,
    cite,
    startedBy: oneOrMany('Groups who may start a case; `anyone`, `schedule` or `case`.'),
    number: text('Prefix of the case number.'),
    catalogCode: text('事项编码, kept as given.'),
    include,
    inputsOf: ref('inputsOf'),
    checks: ref('checks'),
    unit: told('Unit of the case as a whole.', ref('value')),
    once: map(
      'An input (text) that no other case has: a start by hand that repeats it is refused.',
      {
        input: text('The input.'),
        procedures: oneOrMany('Whose cases are compared; left out: those of this procedure.'),
        register: text('Nor may a row of this register have it as its key.'),
        ended: flag('Cases that have ended count too.'),
      },
      ['input'],
    ),
    start: told('What a case begins with.', ref('script')),
    soundness: map(
      'Why it may be deployed though the search could not prove it sound.',
      { unproven: text('The reason.') },
      ['unproven'],
    ),
    ...sections,
    accept,
  },
  required: ['procedure', 'version', 'title', 'startedBy', 'start'],
  additionalProperties: false,
};

const block: Schema = {
  type: 'object',
  description: 'What several procedures share. `$name` as a whole value is replaced by the parameter.',
  properties: {
    block: text('`<slug>.<name>`'),
    params: oneOrMany('Names of its parameters.'),
    include,
    ...sections,
    accept,
  },
  required: ['block'],
  additionalProperties: false,
};

const rule = { rule: { type: ['string', 'integer'], description: 'Name of the rule in the trace.' }, cite };
const valueRule = map('A rule.', { ...rule, when, unless, set: named('Outputs by name.', ref('value')), label });
const hits = (description: string): Schema => list(description, valueRule);

const stage = map('A stage: rules, values or an algorithm.', {
  when,
  unless,
  ...rule,
  first: hits('FIRST: the first rule that holds gives its values.'),
  unique: hits('UNIQUE: at most one rule may hold.'),
  any: hits('ANY: all rules that hold agree.'),
  collect: text('RULE ORDER: every rule that holds adds a value to this output.'),
  rules: list('The rules of `collect`.', map('A rule.', { ...rule, when, unless, add: ref('value'), label })),
  set: named('Computed outputs.', ref('value')),
  function: text('A registered algorithm.'),
  args: named('Its arguments.', ref('value')),
  table: map('A decision table by columns.', {
    inputs: list('Expressions.', {}),
    outputs: list('Names of outputs.', { type: 'string' }),
    hit: { enum: ['first', 'unique', 'any', 'collect'], description: 'Hit policy.' },
    rows: list('Rule, unary tests, values, citation.', { type: 'array' }),
  }),
});

const decision: Schema = {
  type: 'object',
  description: 'A decision: typed inputs, stages of rules in order, typed outputs.',
  properties: {
    decision: text('`<slug>.<name>`'),
    version: integer('A new meaning is a new version.', 1),
    title: label,
    cite,
    inputs: ref('fields'),
    checks: ref('checks'),
    outputs: ref('fields'),
    rules: list('Stages in the order in which they are evaluated.', stage),
    tables: ref('tables'),
    labels: ref('labelled'),
    accept,
  },
  required: ['decision', 'version', 'title', 'cite', 'inputs', 'outputs', 'rules'],
  additionalProperties: false,
};

const document: Schema = {
  type: 'object',
  description: 'The gazette document with its groups, registers and types.',
  properties: {
    document: text('The slug.'),
    number: text('As it is cited: 临政规发〔2023〕3号.'),
    title: label,
    issued: text('YYYY-MM-DD'),
    inForce: text('YYYY-MM-DD'),
    validUntil: text('YYYY-MM-DD'),
    laws: list('Laws that citations may name.', { type: 'string' }),
    groups: named('Who acts.', {
      type: ['string', 'object'],
      properties: {
        label,
        party: flag('Membership is per case: the applicant, an enterprise.'),
        unit: told('Unit of its tasks that name none of their own, by the case data: `=data.county`.', ref('value')),
        anyUnit: flag('A task that has no unit is for the members of every unit, not of the city alone.'),
      },
      additionalProperties: false,
    }),
    types: named('Types by name.', ref('fieldType')),
    registers: named(
      'Registers by id.',
      map(
        'A register.',
        {
          label,
          key: text('What its key is made of.'),
          fields: ref('fields'),
          byHand: {
            type: ['string', 'array', 'object'],
            items: { type: 'string' },
            additionalProperties: oneOrMany('Fields that this group writes.'),
            description:
              'Fields that officers write: a list, for every office of the document; or groups, each with its fields.',
          },
          unit: text('The field that tells of which unit a row is: officers of other units do not write it by hand.'),
        },
        ['label', 'key', 'fields'],
      ),
      ID,
    ),
    documents: named(
      'Letters that its procedures issue.',
      { type: ['string', 'object'], properties: { label, ...letter }, additionalProperties: false },
      ID,
    ),
    templates: told('Templates of notices.', ref('labelled')),
    tables: ref('tables'),
    accept,
  },
  required: ['document', 'number', 'title'],
  additionalProperties: false,
};

const KINDS = { document, decision, procedure, block };
export const LANGUAGE: Schema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'https://banli.cn/schema/banli.schema.json',
  title: 'Banli definitions',
  description: 'A procedure, a decision, a document or a block: one a file. The first key tells which.',
  oneOf: Object.keys(KINDS).map(ref),
  $defs: { ...commonDefs, ...flowDefs, ...KINDS },
};
