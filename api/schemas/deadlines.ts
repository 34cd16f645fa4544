import { Type } from 'typebox';
import { Label, Named, nullable, PlainDate, ref } from './common.ts';

const Risk = Type.Enum(['overdue', 'near', 'unclaimed', 'suspended', 'unknown'], {
  description:
    'overdue: its last day is over. near: as few days of its own basis are left as its last reminder gives, or three. unclaimed: overdue or due within seven days, and nobody has claimed a task under it. suspended: it stands still. unknown: its date waits for the holidays of a year.',
});

export const riskCounts = {
  overdue: Type.Integer(),
  near: Type.Integer(),
  unclaimed: Type.Integer(),
  suspended: Type.Integer(),
  unknown: Type.Integer(),
};

export const AgendaItem = Type.Object(
  {
    caseId: Type.String(),
    caseNumber: Type.String(),
    subject: Type.String(),
    procedure: ref(Named),
    deadline: ref(Named),
    group: Type.Union([ref(Named), Type.Null()], { description: 'Null: no task under it is open.' }),
    unit: Type.String(),
    unitLabel: ref(Label),
    state: Type.Enum(['running', 'suspended', 'overdue']),
    basis: Type.String(),
    from: PlainDate,
    due: nullable(PlainDate),
    earliest: nullable(PlainDate),
    unknownYear: nullable(Type.Integer()),
    daysLeft: Type.Union([Type.Integer(), Type.Null()], { description: 'In its own basis; negative: overdue.' }),
    unclaimed: Type.Integer({ description: 'Open tasks under it that nobody has claimed.' }),
    risks: Type.Array(Risk),
  },
  { $id: 'AgendaItem', description: 'A deadline that runs, at a group that has an open task under it.' },
);
