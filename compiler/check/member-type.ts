import { required, type Type } from '../../rules/expression/type.ts';
import { describe, unify } from '../feel/types.ts';
import type { TreeCheck } from './define.ts';

/** What the read model finds cases by: short values that stand for themselves. */
const FOUND_BY: readonly Type['kind'][] = ['text', 'number', 'boolean', 'date', 'instant', 'any'];

export const memberType: TreeCheck = {
  name: 'member-type',
  severity: 'error',
  about: 'Members are told by data that can not equal the value, or by a list or record.',
  remedy: 'give a value of the same type, or another field',
  tree({ procedures }, tell) {
    const known = new Map(procedures.map(({ procedure, context }) => [procedure.id, context.data]));
    for (const { context } of procedures) {
      for (const { procedure, field, type, node } of context.uses.matches) {
        const wanted = known.get(procedure)?.typeOf(field);
        if (wanted === undefined) continue;
        const fault = faultOf(wanted, type);
        if (fault !== undefined) tell(node, `"${field}" of ${procedure} ${fault}`);
      }
    }
  },
};

function faultOf(wanted: Type, given: Type | undefined): string | undefined {
  if (!FOUND_BY.includes(wanted.kind)) return `is a ${describe(wanted)}: no case is found by it`;
  if (given === undefined || canEqual(required(wanted), required(given))) return undefined;
  return `is ${describe(wanted)}, and the value ${describe(given)}`;
}

function canEqual(a: Type, b: Type): boolean {
  if (a.kind === 'text' && b.kind === 'text' && a.enum !== undefined && b.enum !== undefined) {
    return a.enum.some((code) => b.enum?.includes(code));
  }
  return b.kind !== 'null' && unify(a, b) !== undefined;
}
