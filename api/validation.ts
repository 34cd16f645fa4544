/**
 * How requests are checked: bodies as they are, text (paths, queries, headers) with numbers and booleans read from it.
 * Nothing unknown is dropped in silence.
 */
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { FastifySchemaCompiler } from 'fastify';

function ajv(coerceTypes: boolean): Ajv2020 {
  const made = new Ajv2020({ allErrors: true, useDefaults: true, strict: false, coerceTypes });
  addFormats.default(made);
  return made;
}

const strict = ajv(false);
const text = ajv(true);

export const validatorCompiler: FastifySchemaCompiler<object> = ({ schema, httpPart }) =>
  (httpPart === 'body' ? strict : text).compile(schema);
