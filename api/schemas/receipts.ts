import { Type } from 'typebox';
import { Deadline, MessageOffer, Service } from './cases.ts';
import { Citation, Instant, JsonSchema, Label, nullable, ref } from './common.ts';

export const IssuedReceipt = Type.Object(
  {
    code: Type.String({ description: '回执码' }),
    secret: Type.String({ description: '查询密码: told this once.' }),
  },
  { $id: 'IssuedReceipt' },
);

const Words = Type.Object({
  label: ref(Label),
  blocks: Type.Array(Type.Object({ kind: Type.Enum(['heading', 'text', 'item']), text: Type.String() }), {
    description: 'Its body, Chinese.',
  }),
});

const ReceiptTask = Type.Object({
  task: Type.Integer({ description: 'Its number in the case.' }),
  label: ref(Label),
  itemLabel: nullable(ref(Label)),
  citations: Type.Array(ref(Citation)),
  form: ref(JsonSchema),
  initial: Type.Record(Type.String(), Type.Unknown(), { description: 'What the party filled in before.' }),
  deadline: nullable(ref(Deadline)),
  letters: Type.Array(Words, { description: 'Issued with it: what is asked for, and why.' }),
  isTaken: Type.Boolean({ description: 'A person who has signed in has claimed it, and nobody else may do it.' }),
  version: Type.Integer({ description: 'Its ETag, without the quotes.' }),
});

export const ReceiptCase = Type.Object(
  {
    number: Type.String({ description: '办件编号' }),
    procedure: ref(Label),
    status: Type.Enum(['open', 'ended']),
    outcome: nullable(ref(Label)),
    startedAt: Instant,
    endedAt: nullable(Instant),
    waitsFor: nullable(Type.Enum(['party', 'office'], { description: 'Null: it has ended.' })),
    tasks: Type.Array(ReceiptTask, { description: 'What the party has to do.' }),
    deadlines: Type.Array(ref(Deadline), { description: 'Those that run.' }),
    documents: Type.Array(
      Type.Object({
        seq: Type.Integer(),
        label: ref(Label),
        number: nullable(Type.String({ description: 'Null while it is being taken: there is no letter yet.' })),
        issuedAt: Instant,
        service: nullable(Service),
      }),
    ),
    messages: Type.Array(ref(MessageOffer)),
  },
  { $id: 'ReceiptCase', description: 'What a party sees of its case by its receipt.' },
);
