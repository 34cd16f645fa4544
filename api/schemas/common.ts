/** Schemas that many routes share. Those with an `$id` are the components of the OpenAPI document. */
import { type Static, type TSchema, Type } from 'typebox';

/** A reference to a component, with its type. */
export function ref<T extends TSchema>(schema: T) {
  const { $id } = schema as { $id?: string };
  if ($id === undefined) throw new Error('only a schema with an $id can be referred to');
  return Type.Unsafe<Static<T>>({ $ref: `${$id}#` });
}

export function nullable<T extends TSchema>(schema: T) {
  return Type.Union([schema, Type.Null()]);
}

export const Label = Type.Object(
  { zh: Type.String(), en: Type.String() },
  { $id: 'Label', description: 'What people read: Chinese, English.' },
);

export const Citation = Type.Object(
  { document: Type.String(), article: Type.String() },
  {
    $id: 'Citation',
    description: 'Where it stands in law.',
    examples: [{ document: '临政规发〔2023〕3号', article: '9' }],
  },
);

export const Named = Type.Object({ id: Type.String(), label: ref(Label) }, { $id: 'Named' });

export const PersonName = Type.Object({ id: Type.String(), name: Type.String() }, { $id: 'PersonName' });

export const Instant = Type.String({ format: 'date-time', description: 'RFC 3339 with offset.' });
export const PlainDate = Type.String({ format: 'date' });

export const JsonSchema = Type.Object(
  {},
  {
    $id: 'FormSchema',
    additionalProperties: true,
    description:
      'JSON Schema 2020-12 of a form. x-labels, x-enum-labels, x-help, x-unit, x-order, x-multiline, x-personal are for pages.',
  },
);

/** Any JSON object; what fits is said by a form. */
export const Data = Type.Unsafe<import('../../rules/json.ts').JsonObject>({
  type: 'object',
  additionalProperties: true,
});

/** A fault of a body, where it is. */
export const ProblemFault = Type.Object({
  pointer: Type.String({ description: 'RFC 6901, into the body' }),
  code: Type.String(),
  detail: Type.String(),
  detailEn: Type.String(),
  line: Type.Optional(Type.Integer({ description: 'Of a table, from 1.' })),
  field: Type.Optional(Type.String({ description: 'Heading of the column of a table.' })),
});

export const ProblemSchema = Type.Object(
  {
    type: Type.String({ description: '/problems/<code>; see docs/errors.md' }),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String({ description: 'Chinese' }),
    detailEn: Type.String(),
    instance: Type.String(),
    reason: Type.Optional(Type.String()),
    errors: Type.Optional(Type.Array(ProblemFault)),
  },
  { $id: 'Problem', additionalProperties: true },
);

/** Refusals, said once for all routes. */
export const refusals: Readonly<Record<never, TSchema>> = { '4xx': ref(ProblemSchema), '5xx': ref(ProblemSchema) };

export const PageQuery = {
  limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
  cursor: Type.Optional(Type.String({ minLength: 1, maxLength: 500, description: 'From Link: rel="next".' })),
};

export function pageOf<T extends TSchema>(item: T) {
  return Type.Object({
    items: Type.Array(item),
    next: nullable(Type.String({ description: 'Cursor of the next page.' })),
  });
}

export const CaseParams = Type.Object({
  id: Type.String({ minLength: 1, maxLength: 60, description: 'Id of the case.' }),
});

export const PersonId = Type.String({ minLength: 1, maxLength: 200, pattern: '^[A-Za-z0-9._@-]+$' });
export const PersonParams = Type.Object({ id: PersonId });

export const TaskId = Type.String({ minLength: 1, maxLength: 60, description: 'Id of the task: <case id>.<token>.' });
