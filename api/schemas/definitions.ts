import { Type } from 'typebox';
import { Citation, JsonSchema, Label, Named, nullable, ref } from './common.ts';

export const DefinitionSummary = Type.Object(
  {
    kind: Type.Enum(['procedure', 'decision']),
    id: Type.String(),
    version: Type.Integer(),
    hash: Type.String({ description: 'SHA-256 of its canonical JSON; cases are pinned to it.' }),
    title: ref(Label),
    deployedAt: Type.String({ format: 'date-time' }),
  },
  { $id: 'DefinitionSummary' },
);

const Cited = { ...Named.properties, citations: Type.Array(ref(Citation)) };

const Step = Type.Object({
  ...Cited,
  kind: Type.Enum(['task', 'auto', 'wait', 'join', 'subprocess']),
  shape: Type.Optional(Type.String({ description: 'Of an automatic step: rule, document, register, …' })),
  scope: Type.Optional(Type.String({ description: 'The subprocess that it lies in.' })),
  group: Type.Optional(nullable(Type.String({ description: 'Null: computed from the case data.' }))),
  form: Type.Optional(ref(JsonSchema)),
  multi: Type.Optional(Type.Boolean()),
  notSameAs: Type.Optional(Type.Array(Type.String())),
  next: Type.Array(Type.String(), { description: 'Steps to which the flow can go on.' }),
});

const Rule = Type.Object({
  rule: Type.String(),
  citations: Type.Array(ref(Citation)),
  label: nullable(ref(Label)),
});

export const DefinitionDetail = Type.Object(
  {
    ...DefinitionSummary.properties,
    citations: Type.Array(ref(Citation)),
    document: nullable(Type.Object({ id: Type.String(), number: Type.String(), title: ref(Label) })),
    form: ref(JsonSchema),
    versions: Type.Array(Type.Object({ version: Type.Integer(), hash: Type.String(), current: Type.Boolean() })),
    mayStartAs: Type.Optional(Type.Array(Type.String(), { description: 'Groups as which the caller may start it.' })),
    startedBy: Type.Optional(Type.Array(Type.String())),
    numberPrefix: Type.Optional(Type.String()),
    start: Type.Optional(Type.Array(Type.String(), { description: 'The first steps.' })),
    steps: Type.Optional(Type.Array(Step)),
    deadlines: Type.Optional(
      Type.Array(Type.Object({ ...Cited, covers: Type.Array(Type.String()), remind: Type.Array(Type.Integer()) })),
    ),
    messages: Type.Optional(
      Type.Array(Type.Object({ ...Cited, from: Type.Array(Type.String()), form: ref(JsonSchema) })),
    ),
    outcomes: Type.Optional(Type.Array(ref(Named))),
    groups: Type.Optional(Type.Array(ref(Named))),
    documents: Type.Optional(Type.Array(ref(Named))),
    registers: Type.Optional(Type.Array(ref(Named))),
    templates: Type.Optional(Type.Array(ref(Named))),
    decisions: Type.Optional(Type.Array(Type.String())),
    outputs: Type.Optional(Type.Array(Type.Object({ name: Type.String(), label: ref(Label) }))),
    rules: Type.Optional(Type.Array(Rule)),
  },
  {
    $id: 'DefinitionDetail',
    description: 'Of a procedure: steps, deadlines, messages and the flow; of a decision: outputs and rules.',
  },
);

export const DefinitionFiles = Type.Array(
  Type.Object(
    { path: Type.String({ minLength: 1, maxLength: 500 }), text: Type.String() },
    { additionalProperties: false },
  ),
  { minItems: 1, maxItems: 2_000 },
);

export const DefinitionChange = Type.Object(
  {
    kind: Type.Enum(['procedure', 'decision']),
    id: Type.String(),
    title: ref(Label),
    version: Type.Integer(),
    hash: Type.String(),
    change: Type.Enum(['new', 'changed', 'unchanged']),
    previousVersion: nullable(Type.Integer()),
    openCases: Type.Integer({ description: 'Open cases of earlier versions; they keep theirs.' }),
    meaning: ref(Label),
  },
  { $id: 'DefinitionChange' },
);

export const FindingSchema = Type.Object(
  {
    file: Type.String(),
    line: Type.Integer(),
    column: Type.Integer(),
    check: Type.String(),
    severity: Type.Enum(['error', 'warning']),
    message: Type.String(),
    remedy: Type.String(),
  },
  { $id: 'Finding' },
);
