import { Type } from 'typebox';
import { CaseSummary } from './cases.ts';
import { Label, Named, nullable, PlainDate, ref } from './common.ts';

export const CaseAtWork = Type.Object(
  {
    ...CaseSummary.properties,
    unitLabel: ref(Label),
    steps: Type.Array(ref(Named), { description: 'Steps of its open tasks.' }),
    due: nullable(PlainDate),
    overdue: Type.Boolean({ description: 'An open task is past its date.' }),
  },
  { $id: 'CaseAtWork' },
);

const counts = {
  open: Type.Integer(),
  ended: Type.Integer(),
  overdue: Type.Integer({ description: 'Open cases with a task past its date.' }),
  soon: Type.Integer({ description: 'Open cases whose first date is today or within seven days.' }),
};

export const MemberProgress = Type.Object(
  {
    procedure: ref(Named),
    draws: Type.Boolean({ description: 'Its cases draw from a sealed pool: see /api/draws.' }),
    ...counts,
    waiting: Type.Integer({ description: 'Open cases without a task: they wait for a message, a date, another case.' }),
    steps: Type.Array(Type.Object({ step: ref(Named), open: Type.Integer(), overdue: Type.Integer() }), {
      description: 'A case with tasks at several steps is counted at each.',
    }),
    outcomes: Type.Array(Type.Object({ outcome: ref(Named), cases: Type.Integer() })),
    units: Type.Array(Type.Object({ unit: ref(Named), ...counts })),
  },
  { $id: 'MemberProgress' },
);
