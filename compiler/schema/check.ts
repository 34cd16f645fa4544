/** The file against the JSON Schema of the language: a gate beside the readers, for shapes that these would let through. */
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import type { SourceNode } from '../source/node.ts';
import { LANGUAGE } from './language.ts';

export type DefinitionKind = 'document' | 'decision' | 'procedure' | 'block';

// Used once and for a moment: to optimise the generated code, or to write out in it what several kinds share, takes longer
// than it saves. That the language is a good schema is for the tests to say, not for every start.
const ajv = new Ajv2020({
  allErrors: true,
  strict: false,
  validateFormats: false,
  meta: false,
  validateSchema: false,
  inlineRefs: false,
  code: { optimize: false },
});
ajv.addSchema(LANGUAGE);

/** Of one kind alone, so that what is told is about that kind; made when it is first asked for. */
function validatorOf(kind: DefinitionKind): ValidateFunction {
  return ajv.getSchema(`${LANGUAGE.$id}#/$defs/${kind}`) as ValidateFunction;
}

export interface SchemaFault {
  at: SourceNode;
  message: string;
}

export function schemaFaults(root: SourceNode, kind: DefinitionKind): SchemaFault[] {
  const validate = validatorOf(kind);
  if (validate(root.json())) return [];
  return (validate.errors ?? []).map((error) => ({ at: nodeAt(root, error.instancePath), message: messageOf(error) }));
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
