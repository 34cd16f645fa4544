/** Which data an expression looks at: for the trace of a rule and for the checks of a definition. */
import type { Expr } from './tree.ts';

/** The nodes directly below a node. */
export function childrenOf(tree: Expr): readonly Expr[] {
  switch (tree.op) {
    case 'const':
    case 'path':
    case 'local':
    case 'today':
    case 'now':
      return [];
    case 'field':
      return [tree.of];
    case 'list':
      return tree.items;
    case 'record':
      return tree.entries.map(([, value]) => value);
    case 'if':
      return [tree.test, tree.yes, tree.no];
    case 'not':
    case 'neg':
    case 'is-null':
    case 'one-of':
    case 'need':
      return [tree.arg];
    case 'eq':
    case 'ne':
    case 'lt':
    case 'le':
    case 'add':
    case 'sub':
    case 'mul':
    case 'div':
    case 'pow':
      return [tree.left, tree.right];
    case 'for':
    case 'some':
    case 'every':
      return [...tree.each.flatMap((each) => ('in' in each ? [each.in] : [each.from, each.to])), tree.body];
    case 'filter':
    case 'sort-by':
      return [tree.of, tree.test];
    case 'at':
      return [tree.of, tree.index];
    case 'let':
      return [tree.value, tree.body];
    case 'else':
      return [tree.arg, tree.otherwise];
    case 'lookup':
      return [tree.of, ...tree.args];
    case 'and':
    case 'or':
    case 'call':
    case 'engine':
      return tree.args;
  }
}

/** The paths read, each from its root, in order of appearance, without repeats: `['data', 'tasks', 'dueDate']`. */
export function readsOf(tree: Expr): string[][] {
  const found = new Map<string, string[]>();
  const visit = (node: Expr): void => {
    if (node.op === 'path') {
      const path = [node.root, ...node.path];
      found.set(path.join('\n'), path);
    }
    for (const child of childrenOf(node)) visit(child);
  };
  visit(tree);
  return [...found.values()];
}

/** Calls of functions of the case's state with a constant id, such as `{fn: 'step', id: 'review'}`. */
export function engineCallsOf(tree: Expr): { fn: string; id: string }[] {
  const found = new Map<string, { fn: string; id: string }>();
  const visit = (node: Expr): void => {
    if (node.op === 'engine') {
      const [id] = node.args;
      if (id?.op === 'const' && typeof id.value === 'string')
        found.set(`${node.fn}\n${id.value}`, { fn: node.fn, id: id.value });
    }
    for (const child of childrenOf(node)) visit(child);
  };
  visit(tree);
  return [...found.values()];
}
