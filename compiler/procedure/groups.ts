/** The groups of the document, with their units as this procedure's case data give them. */
import type { GroupDefinition } from '../../engine/model.ts';
import { optional, TEXT } from '../../rules/expression/type.ts';
import type { SourceNode } from '../source/node.ts';
import { isExpression } from '../values.ts';
import { type Context, FLOW, value } from './context.ts';

export function compileGroups(ctx: Context): GroupDefinition[] {
  const { document, groupUnits } = ctx.around;
  return document.groups.map(({ id, label, party }) => {
    const unit = groupUnits.get(id);
    return {
      id,
      label,
      ...(unit !== undefined && hasItsData(ctx, unit) && { unit: value(ctx, unit, FLOW, optional(TEXT)) }),
      ...(party === true && { party }),
    };
  });
}

const READ = /\bdata\.([A-Za-z0-9]+)/g;

/** A procedure that knows no county has no tasks of a county's. */
function hasItsData(ctx: Context, unit: SourceNode): boolean {
  if (!isExpression(unit)) return true;
  return [...String(unit.scalar).matchAll(READ)].every(([, name = '']) => ctx.data.typeOf(name) !== undefined);
}
