/** Small parts of the language's JSON Schema. In a block `$name` may stand anywhere in place of a list, map or number. */
export type Schema = { readonly [key: string]: unknown };

export const PARAMETER = '^\\$[A-Za-z][A-Za-z0-9]*$';
const COMPUTED = '^[=$]';

export const ref = (name: string): Schema => ({ $ref: `#/$defs/${name}` });

/** A reference with words of its own. */
export const told = (description: string, schema: Schema): Schema => ({ ...schema, description });

export const text = (description: string): Schema => ({ type: 'string', description });

export const flag = (description: string): Schema => ({ type: 'boolean', description });

export const integer = (description: string, minimum = 0): Schema => ({ type: 'integer', minimum, description });

/** An integer, or `=…` that gives one. */
export const computedInteger = (description: string): Schema => ({
  type: ['integer', 'string'],
  minimum: 0,
  pattern: COMPUTED,
  description,
});

export const oneOf = (description: string, ...values: string[]): Schema => ({ enum: values, description });

/** One of them, or a list. */
export const oneOrMany = (description: string, items: Schema = { type: 'string' }): Schema => ({
  type: ['string', 'array'],
  items,
  description,
});

export const list = (description: string, items: Schema): Schema => ({
  type: ['array', 'string'],
  pattern: PARAMETER,
  items,
  description,
});

/** A map of these keys and no other. */
export const map = (description: string, properties: Record<string, Schema>, required: string[] = []): Schema => ({
  type: ['object', 'string'],
  pattern: PARAMETER,
  properties,
  additionalProperties: false,
  ...(required.length > 0 && { required }),
  description,
});

/** A map from names to things of one kind. */
export const named = (description: string, of: Schema, names?: string): Schema => ({
  type: ['object', 'string'],
  pattern: PARAMETER,
  ...(names !== undefined && { propertyNames: { pattern: names } }),
  additionalProperties: of,
  description,
});

export const anyValue = (description: string): Schema => ({ description });
