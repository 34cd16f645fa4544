import { Type } from 'typebox';
import { LINE_STATUSES } from '../../rules/functions/reconcile.ts';
import { CaseSummary, DataItem } from './cases.ts';
import { Instant, Label, nullable, ref } from './common.ts';

export const LineKind = Type.Enum(['differing', ...LINE_STATUSES]);

export const ReconciliationDetail = Type.Object(
  {
    case: ref(CaseSummary),
    tasks: Type.Array(
      Type.Object({ id: Type.String(), label: ref(Label), group: ref(Label), isMine: Type.Boolean() }),
      {
        description: 'One open task of each step by which the reconciliation goes on.',
      },
    ),
    result: nullable(
      Type.Object({
        at: Instant,
        values: Type.Array(ref(DataItem)),
        kinds: Type.Array(
          Type.Object({
            id: Type.Enum([...LINE_STATUSES]),
            label: ref(Label),
            lines: Type.Integer(),
            difference: ref(Label),
          }),
        ),
        unanswered: Type.Integer({ description: 'Numbers that differ and of which nothing was answered yet.' }),
        balances: Type.Boolean({ description: 'Everything agrees, or all that differs has its answer.' }),
      }),
    ),
  },
  { $id: 'ReconciliationDetail' },
);

export const ReconciledLine = Type.Object(
  {
    place: Type.Integer(),
    number: Type.String(),
    status: ref(Label),
    difference: ref(Label),
    claimed: nullable(Type.Array(ref(DataItem))),
    recorded: nullable(Type.Array(ref(DataItem))),
    answers: Type.Array(Type.Object({ label: ref(Label), at: Instant, items: Type.Array(ref(DataItem)) })),
  },
  { $id: 'ReconciledLine' },
);
