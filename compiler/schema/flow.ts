/** Scripts, effects, steps, deadlines, messages and schedules. */
import { MESSAGE_ACTIONS } from '../../engine/model.ts';
import { cite, ID, label, unless, when } from './common.ts';
import {
  computedInteger,
  flag,
  integer,
  list,
  map,
  named,
  oneOf,
  oneOrMany,
  PARAMETER,
  ref,
  type Schema,
  text,
  told,
} from './parts.ts';

const group = (description: string): Schema =>
  oneOrMany(`${description} A group, a list, or \`=…\` that gives either.`);
const steps = (description: string): Schema => oneOrMany(description);
const effects = (description: string): Schema => told(description, ref('effects'));
const script = (description: string): Schema => told(description, ref('script'));
const occasions = (description: string): Schema => told(description, ref('occasions'));
const values = (description: string): Schema => named(description, ref('value'));
const input = (description: string): Schema => ({
  type: ['array', 'object', 'string'],
  pattern: PARAMETER,
  items: { type: 'string' },
  additionalProperties: ref('value'),
  description,
});

const effectKeys: Record<string, Schema> = {
  set: values('Case data to set, by name.'),
  clear: oneOrMany('Drops case data.'),
  merge: { const: true, description: 'Merges the data of the message (one with `merges: false`).' },
  decide: {
    type: ['string', 'object'],
    description: 'Runs a rule: inputs by name from the case data, outputs into the case data.',
    properties: {
      decision: text('The decision.'),
      with: values('Inputs given otherwise than by name; null leaves one out.'),
      rename: named('Outputs stored under another name.', { type: 'string' }),
      as: text('Keeps the outputs as a local of the script instead.'),
      for: text('Runs it for each element of a list, under this name.'),
      in: told('The list.', ref('value')),
      into: text('Where the results are kept, in order.'),
      key: told(
        'Instead of `into`: each is told as decided, its outputs lie under the step by this key.',
        ref('value'),
      ),
      do: effects('With `key`: what follows each; sees `output`.'),
    },
    additionalProperties: false,
  },
  document: text('Issues a document: its id, or `=…`.'),
  notify: map('Notifies groups.', { to: group('Who is told.'), template: text('The template.') }, ['to', 'template']),
  escalate: text('In an overdue script: tells the group that the deadline has passed.'),
  register: map(
    'Merges values into the row of a register.',
    {
      in: text('The register.'),
      key: told('The key of the row.', ref('value')),
      fields: oneOrMany('Case data of the same name.'),
      set: values('Other values by name.'),
      add: values('What lists of the row gain, unless it is there.'),
    },
    ['in', 'key'],
  ),
  start: map(
    'Starts another case.',
    {
      procedure: text('The procedure.'),
      input: input('Names of case data, or a map of values.'),
      link: text('The message that brings its end.'),
    },
    ['procedure'],
  ),
  offer: map(
    'A task for a group to start a case.',
    { procedure: text('The procedure.'), to: group('Who may start it.'), input: input('What is known already.') },
    ['procedure', 'to'],
  ),
  send: map(
    'A message to the open cases of a procedure whose data match.',
    {
      procedure: text('The procedure.'),
      message: text('The message.'),
      match: input('Data by which the cases are found.'),
      data: input('What the message brings.'),
    },
    ['procedure', 'message'],
  ),
  begin: oneOrMany('Starts deadlines by hand.'),
  suspend: oneOrMany('Suspends deadlines.'),
  resume: oneOrMany('Resumes deadlines.'),
  meet: oneOrMany('Meets deadlines.'),
  cancel: oneOrMany('Cancels deadlines.'),
  extend: map(
    'Adds days to a running deadline.',
    {
      deadline: text('The deadline.'),
      days: computedInteger('Days in its own basis.'),
      times: integer('How often a start; 1 if left out.', 1),
    },
    ['deadline', 'days'],
  ),
  close: steps('Closes open steps without completion.'),
  open: text('Opens a side step, once at a time.'),
  raise: text('BPMN escalation: told to the nearest subprocess that catches it.'),
  compensate: {
    type: ['boolean', 'array', 'string'],
    items: { type: 'string' },
    description: 'Undoes completed steps: a list, or true for all.',
  },
  for: text('Repeats effects for each element of a list, under this name.'),
  in: told('The list.', ref('value')),
  do: effects('Effects, each with its own `when` if need be.'),
};

const targets: Schema = {
  type: ['string', 'array', 'object'],
  items: { type: ['string', 'object'], properties: { to: text('A step.'), when }, additionalProperties: false },
  properties: { to: text('A step.'), when },
  additionalProperties: false,
  description: 'On to a step; a list is a parallel split, `{ to, when }` in it an inclusive one.',
};

const exitKeys: Record<string, Schema> = {
  goto: targets,
  end: text('Ends the case with this outcome (`=…` computed).'),
  done: { const: true, description: 'This token ends; the case or subprocess goes on with the others.' },
  error: text('The enclosing subprocess ends and catches it.'),
};

const clauseKeys = { when, unless, ...effectKeys, ...exitKeys };
const clause: Schema = { type: ['string', 'object'], properties: clauseKeys, additionalProperties: false };
const each: Schema = {
  type: ['array', 'string', 'object'],
  properties: {
    items: {
      type: ['array', 'string', 'object'],
      additionalProperties: label,
      description: 'The list; or codes with their labels, in this order.',
    },
    key: text('The field that is the key of an item.'),
    of: text('The declared enum whose codes the items are, where the list does not tell.'),
    label: text('The field by which people know an item.'),
    sequential: flag('One after the other.'),
    until: told('Ends when this holds after an item.', ref('condition')),
  },
  additionalProperties: false,
  description: 'Multi-instance: one instance an item of the list.',
};

const early = oneOf('A message that comes before the wait for it is lost, and that is meant.', 'lost');

const ruleKeys: Record<string, Schema> = {
  decision: text('The decision.'),
  with: values('Inputs given otherwise than by name; null leaves one out.'),
  rename: named('Outputs stored under another name.', { type: 'string' }),
  as: text('Keeps the outputs as a local of the script.'),
};

const stepKeys: Record<string, Schema> = {
  label,
  cite,
  opensAt: told('Opens then, if it is reached earlier: an instant or a date.', ref('value')),
  onEnter: effects('When a token arrives, before the step opens.'),
  compensation: effects('What undoes the step.'),
  then: script('What follows the step.'),
  task: text('A step of a person: the group that does it, or `=…`.'),
  form: told('What is filled in.', ref('fields')),
  initial: values('What stands in fields of the form at first; may read registers.'),
  inputsOf: ref('inputsOf'),
  checks: ref('checks'),
  unit: told('Which unit of the group.', ref('value')),
  notSameAs: steps('Steps whose last performer may not do this one.'),
  sendBack: steps(
    'Tasks to which it can be sent back; none: `[]`. Left out: those that lead here without touching the law.',
  ),
  each,
  onItem: effects('At the completion of each item.'),
  rule: {
    type: ['string', 'array', 'object'],
    items: { type: ['string', 'object'], properties: ruleKeys, additionalProperties: false },
    properties: ruleKeys,
    additionalProperties: false,
    description: 'An automatic step that runs decisions, each by its name or as `{ decision, with, rename, as }`.',
  },
  with: values('Inputs given otherwise than by name.'),
  rename: named('Outputs stored under another name.', { type: 'string' }),
  as: text('Keeps the outputs as a local of the script.'),
  do: effects('An automatic step: its effects.'),
  message: text('A step that waits for a message.'),
  when,
  timer: told('A step that waits for an instant or a date.', ref('value')),
  await: list(
    'Whichever comes first.',
    map('A message or an instant.', {
      message: text('The message.'),
      when,
      at: told('An instant or a date.', ref('value')),
      then: script('What follows.'),
    }),
  ),
  early,
  listed: flag('False: a wait that is no step of its own.'),
  notices: {
    type: ['array', 'object', 'string'],
    items: ref('notice'),
    description: 'Notices at 09:00, days before a date.',
  },
  join: {
    type: ['string', 'integer'],
    description: '`all`: waits for every token that can still reach it; a number: passes at so many.',
    examples: ['all', 2],
  },
  subprocess: map('Steps in a scope of their own.', {
    start: script('What it begins with.'),
    steps: told('Its steps.', ref('steps')),
    each,
    catch: list(
      'Errors and escalations from inside.',
      map('What is caught.', {
        error: text('Code of an error.'),
        escalation: text('Code of an escalation.'),
        interrupting: flag('False: the subprocess goes on.'),
        then: script('What follows.'),
      }),
    ),
  }),
  call: map(
    'Starts a case and waits for its end.',
    {
      procedure: text('The procedure.'),
      input: input('Names of case data, or a map of values.'),
      message: text('The message that tells its end.'),
    },
    ['procedure', 'message'],
  ),
};

const lengthKeys: Record<string, Schema> = {
  basis: oneOf('Working days or calendar days.', 'working', 'calendar'),
  days: computedInteger('How many days.'),
  fixed: { type: ['string', 'null'], description: 'A fixed date, or `=…`; null: it does not start.' },
};

export const flowDefs: Record<string, Schema> = {
  effects: {
    type: ['array', 'object', 'string'],
    pattern: PARAMETER,
    properties: clauseKeys,
    additionalProperties: false,
    items: clause,
    description: 'Effects in order.',
  },
  script: {
    type: ['string', 'object', 'array'],
    properties: clauseKeys,
    additionalProperties: false,
    items: clause,
    description: 'A step, one clause, or a list of clauses run in order; the first that exits ends it.',
  },
  step: map('A step of one kind: task, rule, do, message, timer, await, join, subprocess or call.', stepKeys),
  steps: {
    ...named('Steps by id.', ref('step'), ID),
    defaultSnippets: [
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a snippet of the editor
      { label: 'task', body: '${1:review}:\n  label: ${2:审查} | ${3:Review}\n  task: ${4:group}\n  then: ${5:next}' },
    ],
  },
  notice: map('A notice before a date.', {
    before: told('The date.', ref('value')),
    days: { type: ['integer', 'array'], items: integer('Days.'), description: 'Days before it.' },
    to: group('Who is told.'),
    template: text('The template.'),
  }),
  occasions: {
    type: ['string', 'array', 'object'],
    items: {
      type: ['string', 'object'],
      properties: { on: text('The occasion.'), when, all: told('All of these.', ref('occasions')) },
      additionalProperties: false,
    },
    properties: { on: text('The occasion.'), when, all: told('All of these.', ref('occasions')) },
    additionalProperties: false,
    description:
      '`case`, `reached x`, `opened x`, `completed x`, `closed x` (`first`, `again`), `issued document`, `decided decision`, `message x`, `overdue deadline`.',
    examples: ['case', 'completed review', { on: 'completed review', when: 'form.result = "return"' }],
  },
  deadline: map('A legal clock.', {
    label,
    cite,
    ...lengthKeys,
    cases: list(
      'By condition, judged at the start.',
      map('A length.', { when, none: { const: true, description: 'It does not start.' }, ...lengthKeys }),
    ),
    of: text('The step that it is for: `starts: opened x` and `met: completed x`, unless these are written.'),
    starts: occasions('What starts it.'),
    startsWhen: told('A condition for all of its starts.', ref('condition')),
    from: told('The day from which it counts, if another than that of the occasion.', ref('value')),
    suspended: map('When no day counts.', {
      while: steps('While one of these is open.'),
      from: occasions('From this.'),
      to: occasions('To this.'),
    }),
    met: occasions('What meets it; left out: the completion of the step `of`, or of its own name.'),
    cancelled: occasions('What cancels it.'),
    remind: {
      type: ['integer', 'array', 'string'],
      pattern: PARAMETER,
      items: integer('Days.'),
      description: 'Days before its end, at 09:00.',
    },
    remindTo: group('Who is reminded; left out: who has the open steps it covers.'),
    covers: steps('Steps it covers.'),
    overdue: script('What follows when it has passed.'),
  }),
  message: map('A message that a case can receive.', {
    label,
    cite,
    from: oneOrMany('Who may send it: groups, `system`, or `anyone`.'),
    form: told('What it brings.', ref('fields')),
    inputsOf: ref('inputsOf'),
    checks: ref('checks'),
    accepts: {
      type: ['object', 'array', 'string'],
      items: ref('window'),
      properties: windowKeys(),
      additionalProperties: false,
      description: 'When it counts; otherwise it is recorded and changes nothing.',
    },
    early,
    merges: flag('False: its data are merged by the effect `merge` alone.'),
    action: oneOf('Which act of office practice it is, for readers.', ...MESSAGE_ACTIONS),
    do: script('What it does.'),
  }),
  window: map('When a message counts.', windowKeys()),
  schedule: map('Cases that start by themselves, or rows that are written.', {
    label,
    cite,
    every: oneOf('How often.', 'once', 'year', 'half-year', 'quarter', 'month', 'week', 'day'),
    month: integer('Month of the period, from 1.', 1),
    day: integer('Day of the month.', 1),
    workingDay: integer('Working day of the month.', 1),
    weekday: integer('1 Monday to 7 Sunday.', 1),
    date: text('The date, for `once`.'),
    at: text('Time of the day; 09:00 if left out.'),
    from: text('Not before this date.'),
    until: text('Not after this date.'),
    for: text('One case an element of a list, under this name.'),
    in: told('The list.', ref('value')),
    unit: told('Unit of the case.', ref('value')),
    input: input('Start input; sees `period`.'),
    offer: text('Asks this group to start the case, with `input` as far as it is known; `=…` computes it.'),
    register: map('Writes a row and starts no case.', {
      in: text('The register.'),
      key: told('The key of the row.', ref('value')),
      set: values('Its values by name.'),
    }),
    latecomers: flag('`false`: who comes into the list after the day is not owed that period any more.'),
  }),
};

function windowKeys(): Record<string, Schema> {
  return {
    while: steps('While one of these is open.'),
    untilOpened: steps('Until one of these was opened.'),
    untilDone: steps('Until one of these was completed.'),
    when: told('While this holds.', ref('condition')),
  };
}
