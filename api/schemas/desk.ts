import { Type } from 'typebox';
import { CaseSummary, TaskSummary } from './cases.ts';
import { Data, Instant, Label, Named, nullable, PersonName, ref } from './common.ts';

const { deadline, due, dueBasis, dueEarliest, daysLeft, overdue } = TaskSummary.properties;

export const WaitingCase = Type.Object(
  {
    case: ref(CaseSummary),
    waitsFor: Type.Array(
      Type.Object({
        step: ref(Named),
        item: nullable(Type.String()),
        itemLabel: nullable(ref(Label)),
        group: ref(Named),
        unit: Type.String(),
        person: nullable(ref(PersonName)),
        since: Instant,
      }),
    ),
    steps: Type.Array(ref(Named), {
      description: 'Where nobody has a task: the steps that wait for a message or a date.',
    }),
    ...{ deadline, due, dueBasis, dueEarliest, daysLeft, overdue },
  },
  { $id: 'WaitingCase' },
);

export const DoneTask = Type.Object(
  {
    id: Type.String(),
    step: ref(Named),
    item: nullable(Type.String()),
    itemLabel: nullable(ref(Label)),
    case: ref(CaseSummary),
    at: Instant,
    today: Type.Boolean(),
  },
  { $id: 'DoneTask' },
);

export const FoundCase = Type.Object(
  {
    case: ref(CaseSummary),
    matches: Type.Array(
      Type.Object({
        place: ref(Label),
        text: Type.String(),
        from: Type.Integer({ description: 'Where in the text the match begins, in UTF-16 units.' }),
        to: Type.Integer(),
      }),
    ),
  },
  { $id: 'FoundCase' },
);

export const SavedView = Type.Object(
  {
    id: Type.String(),
    name: Type.String(),
    filter: Data,
    isDefault: Type.Boolean({ description: 'What the desk opens with.' }),
  },
  { $id: 'SavedView' },
);
