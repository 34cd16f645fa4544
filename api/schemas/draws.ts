import { Type } from 'typebox';
import { CaseSummary, DataItem } from './cases.ts';
import { Instant, Label, Named, nullable, ref } from './common.ts';

export const DrawDetail = Type.Object(
  {
    case: ref(CaseSummary),
    stage: Type.Enum(['open', 'sealed', 'seeded', 'drawn', 'published']),
    tasks: Type.Array(
      Type.Object({
        id: Type.String(),
        label: ref(Label),
        group: ref(Named),
        unit: Type.String(),
        unitLabel: ref(Label),
        isMine: Type.Boolean(),
      }),
      { description: 'Open tasks: by them the draw goes on.' },
    ),
    pool: Type.Object({
      hash: nullable(Type.String({ description: 'SHA-256 of the text of the pool.' })),
      intact: nullable(Type.Boolean({ description: 'The drawn pool is the sealed one.' })),
    }),
    sealedAt: nullable(Instant),
    acts: Type.Array(Type.Object({ label: ref(Label), at: Instant, items: Type.Array(ref(DataItem)) }), {
      description: 'What people noted: the sealing, the seed and how it was made, the publication.',
    }),
    result: nullable(
      Type.Object({
        decision: ref(Label),
        at: Instant,
        values: Type.Array(ref(DataItem)),
        lists: Type.Array(Type.Object({ id: Type.String(), label: ref(Label), total: Type.Integer() })),
      }),
    ),
    published: Type.Array(Type.Object({ label: ref(Label), number: nullable(Type.String()), at: Instant })),
  },
  { $id: 'DrawDetail' },
);
