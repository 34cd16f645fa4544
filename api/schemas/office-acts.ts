/** What officers do with a task beside completing it, as the task tells it. */
import { Type } from 'typebox';
import { SIGNING_MODES } from '../../engine/model.ts';
import { Instant, Label, Named, nullable, PersonName, ref } from './common.ts';

export const Signing = Type.Object(
  {
    mode: Type.Enum([...SIGNING_MODES], { description: '会签, 或签, 票签' }),
    share: nullable(
      Type.Integer({ description: 'Of a vote: the percentage of all signers that the agreeing must be more than.' }),
    ),
    note: nullable(Type.String()),
    openedAt: Instant,
    signers: Type.Array(
      Type.Object({
        person: ref(PersonName),
        signed: nullable(Type.Object({ agree: Type.Boolean(), opinion: nullable(Type.String()), at: Instant })),
      }),
    ),
    result: nullable(Type.Enum(['agreed', 'disagreed', 'withdrawn'], { description: 'Null: it is open.' })),
    closedAt: nullable(Instant),
  },
  { $id: 'Signing' },
);

export const Colleagues = Type.Object(
  { group: ref(Named), persons: Type.Array(ref(PersonName)) },
  { $id: 'Colleagues', description: 'Persons of a group of the office.' },
);

/** Members of TaskDetail. */
export const OfficeActs = {
  sendBackTo: Type.Array(
    Type.Object({
      step: Type.String(),
      label: ref(Label),
      performer: nullable(ref(PersonName)),
    }),
    { description: 'Steps to which it can be sent back, with who did them last.' },
  ),
  sentBack: nullable(
    Type.Object({
      from: ref(Named),
      by: nullable(ref(PersonName)),
      reason: Type.String(),
      at: Instant,
      performer: nullable(ref(PersonName)),
    }),
  ),
  delegation: nullable(
    Type.Object(
      {
        to: ref(PersonName),
        note: nullable(Type.String()),
        at: Instant,
        returned: nullable(Type.Object({ opinion: Type.String(), at: Instant })),
      },
      { description: 'The latest. While it is not returned, nobody completes the task.' },
    ),
  ),
  signing: nullable(ref(Signing)),
  urgedAt: nullable(Instant),
  colleagues: Type.Array(ref(Colleagues), {
    description: 'Who can be asked to sign or sent a copy, by groups of the office.',
  }),
};
