import { Type } from 'typebox';
import { Instant, Label, Named, nullable, ref } from './common.ts';

const Quantiles = nullable(
  Type.Object({ median: Type.Integer(), p90: Type.Integer({ description: 'Nine of ten took no longer.' }) }),
);

const durations = {
  calendarDays: Quantiles,
  workingDays: Type.Unsafe<import('typebox').Static<typeof Quantiles>>({
    ...Quantiles,
    description: 'By the calendar of now; null where a year’s holidays are not known.',
  }),
};

const kept = {
  inTime: Type.Integer({ description: 'Deadlines met in time in the period.' }),
  late: Type.Integer({ description: 'Deadlines that became overdue in the period.' }),
  stillLate: Type.Integer({ description: 'Of these, not met or ended yet.' }),
};

const cases = { started: Type.Integer(), ended: Type.Integer(), ...durations, ...kept };

export const Figures = Type.Object(
  {
    from: Type.String({ description: 'First month, YYYY-MM.' }),
    to: Type.String({ description: 'Last month.' }),
    total: Type.Object({ ...cases, open: Type.Integer({ description: 'Now.' }) }),
    months: Type.Array(
      Type.Object({ month: Type.String(), ...cases, open: Type.Integer({ description: 'At the end of the month.' }) }),
    ),
    procedures: Type.Array(Type.Object({ procedure: ref(Named), ...cases, open: Type.Integer() })),
    groups: Type.Array(
      Type.Object({
        group: ref(Named),
        document: ref(Named),
        opened: Type.Integer({ description: 'Tasks that came in the period.' }),
        completed: Type.Integer(),
        open: Type.Integer(),
        ...durations,
        ...kept,
      }),
    ),
    deadlines: Type.Array(Type.Object({ procedure: ref(Named), deadline: ref(Named), ...kept })),
  },
  { $id: 'Figures' },
);

export const FigureCase = Type.Object(
  {
    id: Type.String(),
    number: Type.String(),
    procedure: ref(Named),
    unitLabel: ref(Label),
    status: Type.Enum(['open', 'ended']),
    outcome: nullable(ref(Named)),
    startedAt: Instant,
    endedAt: nullable(Instant),
    calendarDays: nullable(Type.Integer()),
    workingDays: nullable(Type.Integer()),
    mayOpen: Type.Boolean({ description: 'Whether the caller may read the case itself.' }),
  },
  { $id: 'FigureCase' },
);
