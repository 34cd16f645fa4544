/**
 * Blocks: what several procedures share. `$name` as a whole value is replaced by the parameter, a list within a list
 * is spliced; then the procedure's own sections are laid over the block's, key by key.
 */
import type { Entry, SourceNode } from '../source/node.ts';
import { didYouMean } from '../source/suggest.ts';

export interface Block {
  id: string;
  root: SourceNode;
}

const SECTIONS = [
  'input',
  'steps',
  'deadlines',
  'messages',
  'outcomes',
  'onEnd',
  'tables',
  'schedules',
  'labels',
  'documents',
] as const;

const PARAMETER = /^\$([A-Za-z][A-Za-z0-9]*)$/;

/** The procedure with all its blocks laid under it. `around` are the blocks being expanded, outermost first. */
export function expandIncludes(
  root: SourceNode,
  slug: string,
  blocks: ReadonlyMap<string, Block>,
  around: readonly string[] = [],
): SourceNode {
  const include = root.get('include');
  if (include === undefined) return root;
  let base: SourceNode | undefined;
  for (const node of include.oneOrMany()) {
    const sections = includedSections(node, slug, blocks, around);
    if (sections !== undefined) base = base === undefined ? sections : layOver(base, sections);
  }
  return base === undefined ? root : layOver(base, root);
}

function includedSections(
  node: SourceNode,
  slug: string,
  blocks: ReadonlyMap<string, Block>,
  around: readonly string[],
): SourceNode | undefined {
  const name = node.isMap ? node.need('block') : node;
  const written = name?.text('the name of a block');
  if (name === undefined || written === undefined) return undefined;
  const id = written.includes('.') ? written : `${slug}.${written}`;
  const block = blocks.get(id);
  if (block === undefined) {
    name.error('unknown-block', `there is no block "${id}"`, didYouMean(id, blocks.keys()));
    return undefined;
  }
  if (around.includes(id)) {
    name.error('block-cycle', `the block "${id}" includes itself`, `take the include out of ${around.join(' → ')}`);
    return undefined;
  }
  const filled = fillParameters(block, node);
  return onlySections(expandIncludes(filled, slug, blocks, [...around, id]));
}

function fillParameters(block: Block, include: SourceNode): SourceNode {
  const declared = parametersOf(block);
  const given = include.get('with');
  const values = new Map((given?.isMap ? given.entries() : []).map((entry) => [entry.key, entry] as const));
  for (const [key, entry] of values) {
    if (declared.includes(key)) continue;
    entry.name.error(
      'unknown-parameter',
      `the block "${block.id}" has no parameter "${key}"`,
      didYouMean(key, declared),
    );
  }
  for (const name of declared) {
    if (values.has(name)) continue;
    include.error(
      'missing-parameter',
      `the block "${block.id}" needs the parameter "${name}"`,
      `add "${name}:" under with:`,
    );
  }
  return substitute(block.root, new Map([...values].map(([key, entry]) => [key, entry.value])));
}

export function parametersOf(block: Block): string[] {
  return (block.root.get('params')?.oneOrMany() ?? []).flatMap((node) =>
    typeof node.scalar === 'string' ? [node.scalar] : [],
  );
}

/** Names of the parameters that a node takes the place of, each with where it stands. */
export function* parametersUsed(node: SourceNode): Generator<{ name: string; at: SourceNode }> {
  const { content } = node;
  if (content.kind === 'map')
    for (const { key, value } of content.entries) if (key !== 'params') yield* parametersUsed(value);
  if (content.kind === 'list') for (const item of content.items) yield* parametersUsed(item);
  const name = parameterOf(node);
  if (name !== undefined) yield { name, at: node };
}

function parameterOf(node: SourceNode): string | undefined {
  return typeof node.scalar === 'string' ? PARAMETER.exec(node.scalar)?.[1] : undefined;
}

function substitute(node: SourceNode, values: ReadonlyMap<string, SourceNode>): SourceNode {
  const name = parameterOf(node);
  if (name !== undefined) return values.get(name) ?? node;
  const { content } = node;
  if (content.kind === 'map') {
    const entries = content.entries.map((entry) => ({ ...entry, value: substitute(entry.value, values) }));
    return node.with({ kind: 'map', entries });
  }
  if (content.kind !== 'list') return node;
  const items = content.items.flatMap((item) => {
    const filled = substitute(item, values);
    return parameterOf(item) !== undefined && filled.content.kind === 'list' ? filled.content.items : [filled];
  });
  return node.with({ kind: 'list', items });
}

function onlySections(block: SourceNode): SourceNode {
  if (block.content.kind !== 'map') return block;
  const sections: readonly string[] = SECTIONS;
  return block.with({ kind: 'map', entries: block.content.entries.filter(({ key }) => sections.includes(key)) });
}

/** A script or list of effects, by its place: two of them are not merged, what is done in which order is one thing. */
const SCRIPT =
  /^((steps [^ ]+ subprocess )*(steps [^ ]+ (then|do|onEnter|onItem|compensation)|steps [^ ]+ subprocess start)|deadlines [^ ]+ overdue|messages [^ ]+ do|onEnd)$/;

/** `over` laid over `base`: what only one of them has stays, maps are merged but for scripts, otherwise `over` wins. */
function layOver(base: SourceNode, over: SourceNode, path: readonly string[] = []): SourceNode {
  if (base.content.kind !== 'map' || over.content.kind !== 'map' || SCRIPT.test(path.join(' '))) return over;
  const entries: Entry[] = base.content.entries.map((entry) => {
    const own = over.get(entry.key);
    return own === undefined ? entry : { ...entry, value: layOver(entry.value, own, [...path, entry.key]) };
  });
  const known = new Set(entries.map((entry) => entry.key));
  for (const entry of over.content.entries) if (!known.has(entry.key)) entries.push(entry);
  return over.with({ kind: 'map', entries });
}
