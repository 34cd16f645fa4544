/** Effects on other cases: starts, offers, messages. */
import type { Assignment, EffectKind } from '../../engine/model.ts';
import type { SourceNode } from '../source/node.ts';
import { didYouMean } from '../source/suggest.ts';
import { type Context, fullId, type Place, value } from './context.ts';
import { groupOf } from './notices.ts';
import { dataAssignment } from './registers.ts';

/** Inputs of another case: a list of names of case data, or a map of values. */
export function inputsFrom(ctx: Context, node: SourceNode | undefined, place: Place): Assignment[] {
  if (node === undefined) return [];
  if (node.isList) {
    return node.list().flatMap((item) => {
      const name = item.text('the name of case data');
      return name === undefined ? [] : dataAssignment(ctx, item, name, place);
    });
  }
  return node.entries().map(({ key, value: content }) => ({ name: key, value: value(ctx, content, place) }));
}

/** Full id of the procedure named under `procedure:`, told when it is not among the definitions. */
export function procedureOf(ctx: Context, node: SourceNode): string | undefined {
  const name = node.need('procedure');
  return name === undefined ? undefined : procedureNamed(ctx, name);
}

export function procedureNamed(ctx: Context, name: SourceNode): string | undefined {
  const written = name.text('the id of a procedure');
  if (written === undefined) return undefined;
  const id = fullId(ctx, written);
  if (!ctx.around.procedures.has(id)) {
    name.warning(
      'unknown-procedure',
      `there is no procedure "${id}" among the files`,
      didYouMean(id, ctx.around.procedures.keys()),
    );
  }
  return id;
}

function checkInputs(ctx: Context, node: SourceNode, procedure: string, input: readonly Assignment[]): void {
  const known = ctx.around.procedures.get(procedure)?.input;
  if (known === undefined) return;
  for (const { name } of input) {
    if (known.includes(name)) continue;
    node.error('unknown-input', `the start input of ${procedure} has no field "${name}"`, didYouMean(name, known));
  }
}

export function startEffect(ctx: Context, node: SourceNode, place: Place): EffectKind[] {
  node.unknownKeys(['procedure', 'input', 'link']);
  const procedure = procedureOf(ctx, node);
  if (procedure === undefined) return [];
  const input = inputsFrom(ctx, node.get('input'), place);
  checkInputs(ctx, node.get('input') ?? node, procedure, input);
  const link = node.get('link')?.text('the message that brings the end of the case');
  return [{ kind: 'start', procedure, input, ...(link !== undefined && { link }) }];
}

export function offerEffect(ctx: Context, node: SourceNode, place: Place): EffectKind[] {
  node.unknownKeys(['procedure', 'to', 'input']);
  const procedure = procedureOf(ctx, node);
  const to = node.need('to');
  if (procedure === undefined || to === undefined) return [];
  const input = inputsFrom(ctx, node.get('input'), place);
  checkInputs(ctx, node.get('input') ?? node, procedure, input);
  return [{ kind: 'offer', procedure, to: groupOf(ctx, to, place), input }];
}

export function sendEffect(ctx: Context, node: SourceNode, place: Place): EffectKind[] {
  node.unknownKeys(['procedure', 'message', 'match', 'data']);
  const procedure = procedureOf(ctx, node);
  const messageNode = node.need('message');
  const message = messageNode?.text('the name of a message');
  if (procedure === undefined || messageNode === undefined || message === undefined) return [];
  const known = ctx.around.procedures.get(procedure)?.messages;
  if (known !== undefined && !known.includes(message)) {
    messageNode.error('unknown-message', `${procedure} knows no message "${message}"`, didYouMean(message, known));
  }
  const match = inputsFrom(ctx, node.get('match'), place);
  return [{ kind: 'send', procedure, message, match, data: inputsFrom(ctx, node.get('data'), place) }];
}
