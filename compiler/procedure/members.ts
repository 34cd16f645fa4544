/** `members:` which other cases a case is shown with. Whether they have the fields is told when all are compiled. */
import type { Member, Procedure } from '../../engine/model.ts';
import { BOOLEAN, enumOf, NUMBER, type Type } from '../../rules/expression/type.ts';
import type { SourceNode } from '../source/node.ts';
import { type Context, FLOW, typedValue } from './context.ts';
import { procedureOf } from './other-cases.ts';

export function membersOf(ctx: Context, node: SourceNode | undefined): Pick<Procedure, 'members'> {
  if (node === undefined || ctx.goal !== 'all') return {};
  return { members: node.list().flatMap((item) => memberOf(ctx, item)) };
}

function memberOf(ctx: Context, node: SourceNode): Member[] {
  node.unknownKeys(['procedure', 'match']);
  const procedure = procedureOf(ctx, node);
  const match = node.get('match');
  if (procedure === undefined) return [];
  if (match === undefined) return [{ procedure }];
  const values = match.entries().flatMap(({ key, name, value }) => {
    const read = typedValue(ctx, value, FLOW);
    if (read === undefined) return [];
    ctx.uses.matches.push({ procedure, field: key, type: read.type ?? typeOfConstant(value.scalar), node: name });
    return [{ name: key, value: read.tree }];
  });
  return [{ procedure, match: values }];
}

/** A date and an instant are texts as they are written: of these nothing is told. */
function typeOfConstant(scalar: unknown): Type | undefined {
  if (typeof scalar === 'number') return NUMBER;
  if (typeof scalar === 'boolean') return BOOLEAN;
  return typeof scalar === 'string' && !/^\d{4}-\d{2}-\d{2}/.test(scalar) ? enumOf(scalar) : undefined;
}
