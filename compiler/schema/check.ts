/** The file against the JSON Schema of the language: a gate beside the readers, for shapes that these would let through. */
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import type { SourceNode } from '../source/node.ts';
import { LANGUAGE } from './language.ts';

let compiled: ValidateFunction | undefined;

function validator(): ValidateFunction {
  compiled ??= new Ajv2020({ allErrors: true, strict: false, validateFormats: false }).compile(LANGUAGE);
  return compiled;
}

export interface SchemaFault {
  at: SourceNode;
  message: string;
}

export function schemaFaults(root: SourceNode): SchemaFault[] {
  const validate = validator();
  if (validate(root.json())) return [];
  const errors = (validate.errors ?? []).filter(({ keyword }) => keyword !== 'if' && keyword !== 'anyOf');
  return errors.map((error) => ({ at: nodeAt(root, error.instancePath), message: messageOf(error) }));
}

function messageOf({ instancePath, message, params }: ErrorObject): string {
  const extra = (params as { additionalProperty?: string }).additionalProperty;
  const where = instancePath === '' ? 'the file' : instancePath.slice(1).replaceAll('/', '.');
  return `${where}: ${message ?? 'does not fit'}${extra === undefined ? '' : ` ("${extra}")`}`;
}

/** The node of a JSON pointer; the last there is where it leads nowhere. */
function nodeAt(root: SourceNode, pointer: string): SourceNode {
  let at = root;
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    const { content } = at;
    const next = content.kind === 'list' ? content.items[Number(key)] : at.get(key);
    if (next === undefined) return at;
    at = next;
  }
  return at;
}
