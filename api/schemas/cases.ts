import { Type } from 'typebox';
import { MESSAGE_ACTIONS } from '../../engine/model.ts';
import { TASK_ACTIONS } from '../policy/task-standing.ts';
import { Citation, Instant, JsonSchema, Label, Named, nullable, PersonName, PlainDate, ref } from './common.ts';
import { Guidance } from './guidance.ts';
import { OfficeActs } from './office-acts.ts';

export const CaseSummary = Type.Object(
  {
    id: Type.String(),
    number: Type.String({ description: '办件编号' }),
    procedure: ref(Named),
    subject: Type.String({ description: 'What people know it by, e.g. the name of a company.' }),
    unit: Type.String(),
    status: Type.Union([Type.Literal('open'), Type.Literal('ended')]),
    outcome: nullable(ref(Named)),
    startedAt: Instant,
    endedAt: nullable(Instant),
    seq: Type.Integer({ description: 'Number of the last fact.' }),
  },
  { $id: 'CaseSummary' },
);

export const Deadline = Type.Object(
  {
    id: Type.String(),
    label: ref(Label),
    citations: Type.Array(ref(Citation)),
    state: Type.Enum(['running', 'suspended', 'met', 'overdue', 'cancelled']),
    basis: Type.Enum(['working', 'calendar', 'fixed']),
    from: PlainDate,
    days: Type.Integer(),
    extensions: Type.Integer(),
    due: nullable(PlainDate),
    earliest: nullable(PlainDate),
    unknownYear: nullable(Type.Integer()),
    daysLeft: nullable(
      Type.Integer({ description: 'In its own basis: 0 on the last day, negative when overdue; null when over.' }),
    ),
  },
  { $id: 'Deadline' },
);

export const TaskSummary = Type.Object(
  {
    id: Type.String(),
    caseId: Type.String(),
    caseNumber: Type.String(),
    subject: Type.String(),
    procedure: ref(Named),
    step: ref(Named),
    item: nullable(Type.String()),
    itemLabel: nullable(ref(Label)),
    group: ref(Named),
    unit: Type.String(),
    unitLabel: ref(Label),
    claimedBy: nullable(ref(PersonName)),
    delegatedTo: nullable(ref(PersonName)),
    sentBackAt: nullable(Instant),
    urgedAt: nullable(Instant),
    toSign: Type.Boolean({ description: 'In view=mine: the caller is asked to sign it.' }),
    openedAt: Instant,
    deadline: nullable(ref(Named)),
    due: nullable(PlainDate),
    dueBasis: nullable(Type.String()),
    dueEarliest: nullable(PlainDate),
    daysLeft: nullable(Type.Integer()),
    overdue: Type.Boolean(),
    formKey: Type.String({ description: 'The same for tasks that have the same form.' }),
    version: Type.Integer({ description: 'Its ETag, without the quotes.' }),
  },
  { $id: 'TaskSummary' },
);

export const DataItem = Type.Object(
  {
    name: Type.String(),
    label: ref(Label),
    value: Type.Unknown(),
    text: nullable(ref(Label)),
    personal: Type.Boolean(),
  },
  { $id: 'DataItem' },
);

export const TimelineItem = Type.Object(
  {
    seq: Type.Integer(),
    at: Instant,
    type: Type.String(),
    text: ref(Label),
    by: Type.Optional(ref(PersonName)),
    standsInFor: Type.Optional(ref(PersonName)),
    onBehalfOf: Type.Optional(Type.String()),
  },
  { $id: 'TimelineItem' },
);

export const MessageOffer = Type.Object(
  {
    id: Type.String(),
    label: ref(Label),
    citations: Type.Array(ref(Citation)),
    as: Type.Array(ref(Named), { description: 'Groups as which the caller may send it.' }),
    form: ref(JsonSchema),
    action: nullable(
      Type.Enum([...MESSAGE_ACTIONS], {
        description: '补正, 延期, 中止, 恢复, 撤回: what it does to a clock stands in the definition.',
      }),
    ),
  },
  { $id: 'MessageOffer' },
);

export const OpenTask = Type.Object(
  {
    id: Type.String(),
    step: ref(Named),
    item: nullable(Type.String()),
    itemLabel: nullable(ref(Label)),
    group: ref(Named),
    unit: Type.String(),
    unitLabel: ref(Label),
    claimedBy: nullable(ref(PersonName)),
    openedAt: Instant,
    due: nullable(PlainDate),
    version: Type.Integer(),
    may: Type.Array(Type.Enum([...TASK_ACTIONS])),
  },
  { $id: 'OpenTask' },
);

/** How a document reached whom; receiver and note for those who may read the letter. */
export const Service = Type.Object({
  method: ref(Named),
  servedOn: PlainDate,
  receivedBy: nullable(Type.String()),
  note: nullable(Type.String()),
});

export const IssuedDocument = Type.Object(
  {
    ...Named.properties,
    seq: Type.Integer({ description: 'Number of the fact that issued it.' }),
    number: nullable(Type.String()),
    issuedAt: Instant,
    letters: nullable(
      Type.Object(
        { pdf: Type.String(), docx: Type.String() },
        { description: 'Where the letter is read; null until it has its number, and for those who may not read it.' },
      ),
    ),
    service: nullable(Service),
  },
  { $id: 'IssuedDocument' },
);

export const CaseDetail = Type.Object(
  {
    ...CaseSummary.properties,
    definition: Type.String({ description: 'SHA-256 of the definition that the case is pinned to.' }),
    definitionVersion: Type.Integer(),
    calendar: Type.String(),
    startedBy: nullable(ref(PersonName)),
    onBehalfOf: nullable(Type.String()),
    open: Type.Array(ref(Named), { description: 'Open steps: tasks and waits.' }),
    tasks: Type.Array(ref(OpenTask)),
    deadlines: Type.Array(ref(Deadline)),
    documents: Type.Array(ref(IssuedDocument)),
    timeline: Type.Array(ref(TimelineItem), { description: 'The latest 100, in order.' }),
    data: nullable(
      Type.Array(ref(DataItem), {
        description: 'Of a party: what it handed in. Null for those who may not read them.',
      }),
    ),
    retrievable: Type.Array(
      Type.Object({
        id: Type.String(),
        step: ref(Named),
        item: nullable(Type.String()),
        itemLabel: nullable(ref(Label)),
      }),
      {
        description: 'Tasks that the caller completed and can take back.',
      },
    ),
    messages: Type.Array(ref(MessageOffer), { description: 'Messages that the caller may send.' }),
    expected: Type.Array(Type.Object({ ...Named.properties, from: Type.Array(ref(Named)) }), {
      description: 'Messages that the case would take now, with the groups that may send them.',
    }),
    incidents: Type.Array(
      Type.Object({ incident: Type.Integer(), kind: Type.String(), reason: Type.String(), raisedAt: Instant }),
    ),
    may: Type.Array(Type.String({ description: 'Actions of the policy that the caller has here.' })),
  },
  { $id: 'CaseDetail' },
);

export const TaskDetail = Type.Object(
  {
    ...TaskSummary.properties,
    citations: Type.Array(ref(Citation)),
    form: ref(JsonSchema),
    data: Type.Array(ref(DataItem)),
    initial: Type.Record(Type.String(), Type.Unknown(), {
      description: 'Values that the fields of the form have in the case data now.',
    }),
    itemValue: Type.Unknown({ description: 'Of a multi-instance step: the item.' }),
    deadlines: Type.Array(ref(Deadline)),
    candidates: Type.Array(ref(PersonName), { description: 'To whom it can be handed over.' }),
    may: OpenTask.properties.may,
    ...Guidance,
    messages: Type.Array(ref(MessageOffer), { description: 'Messages that the caller may send to the case.' }),
    ...OfficeActs,
  },
  { $id: 'TaskDetail' },
);

export const Accepted = Type.Object(
  {
    caseId: Type.String(),
    seq: Type.Integer({ description: 'Number of the last fact that the command brought.' }),
    status: Type.Enum(['new', 'open', 'ended']),
    outcome: nullable(Type.String()),
    visible: Type.Boolean({ description: 'Whether lists and pages show it already; false: within a moment.' }),
  },
  { $id: 'Accepted' },
);

export const Started = Type.Object(
  {
    ...Accepted.properties,
    id: Type.String(),
    number: Type.String(),
    procedure: Type.String(),
    receipt: Type.Unsafe<{ code: string; secret: string } | null>(
      nullable(
        Type.Object(
          { code: Type.String(), secret: Type.String() },
          { description: 'For the party, told to who starts the case.' },
        ),
      ),
    ),
  },
  { $id: 'Started' },
);
