/** Definitions told in words, what differs between their versions, and articles with what carries them out. */
import { type TSchema, Type } from 'typebox';
import { Citation, Label, Named, nullable, PersonName, ref } from './common.ts';

const Labels = Type.Array(ref(Label));
const Cited = { ...Named.properties, citations: Type.Array(ref(Citation)) };
const list = <T extends TSchema>(item: T) => Type.Array(item);

export const FormWords = Type.Object(
  {
    fields: list(
      Type.Object({
        name: Type.String(),
        label: ref(Label),
        type: ref(Label),
        required: ref(Label),
        personal: Type.Boolean(),
        help: nullable(ref(Label)),
      }),
    ),
    checks: Labels,
  },
  { $id: 'FormWords', description: 'A form in words: what is filled in, when it must be, what is checked.' },
);

export const ClauseWords = Type.Object(
  { when: nullable(ref(Label)), then: Labels },
  { $id: 'ClauseWords', description: 'What follows under a condition; null: in any case.' },
);

export const FigureWords = Type.Object(
  { label: ref(Label), columns: Labels, rows: list(Labels) },
  { $id: 'FigureWords', description: 'Figures of the document as a table.' },
);

const StepWords = Type.Object({
  ...Cited,
  kind: ref(Label),
  scope: nullable(ref(Named)),
  who: nullable(ref(Label)),
  notSameAs: list(ref(Named)),
  each: nullable(ref(Label)),
  opensAt: nullable(ref(Label)),
  form: nullable(ref(FormWords)),
  onEnter: Labels,
  onItem: Labels,
  then: list(ref(ClauseWords)),
  branches: list(Type.Object({ on: ref(Label), then: list(ref(ClauseWords)) })),
  deadlines: list(ref(Named)),
});

const DeadlineWords = Type.Object({
  ...Cited,
  lengths: Labels,
  starts: Labels,
  from: nullable(ref(Label)),
  suspends: Labels,
  resumes: Labels,
  met: Labels,
  cancels: Labels,
  reminders: nullable(ref(Label)),
  overdue: list(ref(ClauseWords)),
  covers: list(ref(Named)),
});

/** Of a procedure or a decision: which one, of which document, in force since when. */
const Head = {
  id: Type.String(),
  version: Type.Integer(),
  hash: Type.String(),
  current: Type.Boolean(),
  title: ref(Label),
  deployedAt: Type.String({ format: 'date-time' }),
  versions: Type.Integer({ description: 'How many there are.' }),
  citations: list(ref(Citation)),
  document: nullable(Type.Object({ id: Type.String(), number: Type.String(), title: ref(Label) })),
};

export const ProcedureInWords = Type.Object(
  {
    ...Head,
    mayStart: Type.Boolean({ description: 'Whether the caller may start a case.' }),
    mayRehearse: Type.Boolean(),
    openCases: Type.Integer({ description: 'Of all versions.' }),
    startedBy: ref(Label),
    input: ref(FormWords),
    onStart: list(ref(ClauseWords)),
    steps: list(StepWords),
    deadlines: list(DeadlineWords),
    messages: list(
      Type.Object({ ...Cited, from: ref(Label), accepted: Labels, form: ref(FormWords), then: list(ref(ClauseWords)) }),
    ),
    schedules: list(Type.Object({ ...Cited, when: ref(Label), does: ref(Label) })),
    documents: list(Type.Object({ ...Named.properties, issuedAt: list(ref(Named)), text: Labels })),
    registers: list(ref(Named)),
    outcomes: list(ref(Named)),
    onEnd: Labels,
    decisions: list(ref(Named)),
    figures: list(ref(FigureWords)),
  },
  { $id: 'ProcedureInWords' },
);

export const DecisionInWords = Type.Object(
  {
    ...Head,
    mayTry: Type.Boolean(),
    inputs: ref(FormWords),
    form: Type.Unsafe<Record<string, unknown>>({ $ref: 'FormSchema#' }),
    outputs: list(Type.Object({ name: Type.String(), label: ref(Label), type: ref(Label) })),
    stages: list(
      Type.Object({
        hit: ref(Label),
        when: nullable(ref(Label)),
        conditions: Labels,
        outputs: Labels,
        rules: list(
          Type.Object({
            rule: Type.String(),
            label: nullable(ref(Label)),
            tests: list(nullable(ref(Label))),
            values: list(nullable(ref(Label))),
            citations: list(ref(Citation)),
            code: Type.String({ description: 'FEEL' }),
          }),
        ),
      }),
    ),
    figures: list(ref(FigureWords)),
    usedBy: list(ref(Named)),
  },
  { $id: 'DecisionInWords' },
);

export const DefinitionVersion = Type.Object(
  {
    version: Type.Integer(),
    hash: Type.String(),
    current: Type.Boolean(),
    deployedAt: Type.String({ format: 'date-time' }),
    deployedBy: ref(PersonName),
    openCases: nullable(Type.Integer({ description: 'Null: of a decision, which no case is pinned to by itself.' })),
  },
  { $id: 'DefinitionVersion' },
);

export const DefinitionDifference = Type.Object(
  {
    kind: Type.String(),
    what: ref(Label),
    label: ref(Label),
    change: Type.Enum(['added', 'removed', 'changed']),
    aspect: nullable(ref(Label)),
    before: Labels,
    after: Labels,
  },
  { $id: 'DefinitionDifference' },
);

export const Article = Type.Object(
  {
    article: Type.String({ description: 'Empty: the document as a whole.' }),
    carriedOutBy: list(
      Type.Object({
        definition: ref(Named),
        kind: Type.Enum(['procedure', 'decision']),
        what: ref(Label),
        label: ref(Label),
      }),
    ),
  },
  { $id: 'Article' },
);
