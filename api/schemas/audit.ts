import { Type } from 'typebox';
import { CASE_CHECKS } from '../../replay/case-check.ts';
import { DataItem, Deadline } from './cases.ts';
import { Citation, Instant, Label, Named, nullable, PersonName, PlainDate, ref } from './common.ts';

export const FactItem = Type.Object(
  {
    seq: Type.Integer(),
    at: Type.String({ format: 'date-time', description: 'Legal instant.' }),
    recordedAt: Type.String({ format: 'date-time', description: "The machine's time." }),
    text: ref(Label),
    by: nullable(ref(PersonName)),
    as: nullable(ref(Named)),
    onBehalfOf: nullable(Type.String()),
    standsInFor: nullable(ref(PersonName)),
    hash: Type.String(),
    holds: Type.Boolean({ description: 'Whether the hash is that of this fact behind the one before.' }),
  },
  { $id: 'FactItem' },
);

const Clock = Type.Object({
  ...Deadline.properties,
  counted: Type.Integer({ description: 'Days counted so far.' }),
  until: Type.String({ format: 'date', description: 'The day up to which they are counted.' }),
  stretches: Type.Array(
    Type.Object({
      from: PlainDate,
      to: PlainDate,
      why: Type.Enum(['start', 'counted', 'weekend', 'holiday', 'suspended', 'rolled', 'fixed']),
      first: nullable(Type.Integer()),
      last: nullable(Type.Integer()),
    }),
    { description: 'Days in a row that count, or do not, for the same reason.' },
  ),
  suspensions: Type.Array(Type.Object({ from: PlainDate, to: nullable(PlainDate) })),
  isChanged: Type.Boolean(),
});

const Sentence = Type.Object({ text: ref(Label), citations: Type.Array(ref(Citation)) });

const DecisionTrace = Type.Object({
  ...Named.properties,
  citations: Type.Array(ref(Citation)),
  inputs: Type.Array(Type.Array(ref(DataItem)), { description: 'Of each evaluation, at most 20.' }),
  evaluations: Type.Integer(),
  concluded: Type.Array(ref(Label)),
  reasons: Type.Array(Sentence),
});

export const StateAfter = Type.Object(
  {
    fact: ref(FactItem),
    previousHash: Type.String(),
    stateHash: Type.String({ description: 'SHA-256 of the canonical state.' }),
    total: Type.Integer({ description: 'Facts of the case.' }),
    status: Type.Enum(['open', 'ended']),
    outcome: nullable(ref(Named)),
    law: Type.Object(
      {
        procedure: Type.String(),
        title: ref(Label),
        version: Type.Integer(),
        deployedAt: nullable(Instant),
        definition: Type.String(),
        calendar: Type.Object({ hash: Type.String(), firstYear: Type.Integer(), lastYear: Type.Integer() }),
        citations: Type.Array(ref(Citation), { description: 'Which the fact carries out.' }),
      },
      { description: 'What the case was pinned to then.' },
    ),
    steps: Type.Array(
      Type.Object({
        ...Named.properties,
        state: Type.Enum(['pending', 'open', 'joining', 'running', 'instances', 'scope']),
        item: nullable(Type.String()),
        itemLabel: nullable(ref(Label)),
        group: nullable(ref(Named)),
        unit: nullable(Type.String()),
        holder: nullable(ref(PersonName)),
        since: Instant,
        opensAt: nullable(Instant),
        citations: Type.Array(ref(Citation)),
      }),
    ),
    marks: Type.Object(
      { open: Type.Array(Type.String()), passed: Type.Array(Type.String()), closed: Type.Array(Type.String()) },
      { description: 'Elements of the drawing of the procedure: where the case stood, and which way it came.' },
    ),
    data: Type.Array(Type.Object({ ...DataItem.properties, change: Type.Enum(['new', 'changed', 'same', 'removed']) })),
    deadlines: Type.Array(Clock),
    documents: Type.Array(
      Type.Object({
        ...Named.properties,
        seq: Type.Integer(),
        number: nullable(Type.String()),
        times: Type.Integer(),
        issuedAt: Instant,
        servedOn: nullable(PlainDate),
      }),
    ),
    registers: Type.Array(
      Type.Object({
        ...Named.properties,
        seq: Type.Integer(),
        key: Type.String(),
        values: Type.Array(ref(DataItem)),
        carriedOut: Type.Boolean(),
      }),
    ),
    decision: nullable(DecisionTrace),
  },
  { $id: 'StateAfter' },
);

const CheckName = Type.Enum([...CASE_CHECKS]);

export const ReplayDetail = Type.Object(
  {
    id: Type.String(),
    state: Type.Enum(['waiting', 'running', 'done', 'failed']),
    total: Type.Integer(),
    done: Type.Integer(),
    checks: Type.Array(CheckName, { description: 'What is compared; see docs/evidence.md.' }),
    items: Type.Array(
      Type.Object({
        case: Type.Object({ id: Type.String(), number: Type.String(), subject: Type.String() }),
        runs: Type.Integer(),
        facts: Type.Integer(),
        chain: nullable(Type.String()),
        differences: Type.Array(
          Type.Object({
            check: CheckName,
            outcome: Type.Enum(['differs', 'cut-short']),
            number: nullable(Type.Integer()),
          }),
          { description: 'What does not hold; empty: everything holds.' },
        ),
      }),
    ),
  },
  { $id: 'Replay' },
);
