/** What a procedure declares, found before anything is compiled: so that order does not matter to references. */
import type { StepId } from '../../engine/model.ts';
import type { SourceNode } from '../source/node.ts';

export const STEP_KINDS = ['task', 'rule', 'do', 'message', 'timer', 'await', 'join', 'subprocess', 'call'] as const;
export type StepKey = (typeof STEP_KINDS)[number];

export interface DeclaredStep {
  id: StepId;
  key: StepKey;
  node: SourceNode;
  name: SourceNode;
  /** The subprocess that it lies in. */
  scope: StepId | undefined;
}

export interface Declared {
  /** In the order in which they are written; those of a subprocess follow it. */
  steps: Map<StepId, DeclaredStep>;
  deadlines: Map<string, SourceNode>;
  messages: Map<string, SourceNode>;
  outcomes: Map<string, SourceNode>;
}

export function readDeclared(root: SourceNode): Declared {
  const steps = new Map<StepId, DeclaredStep>();
  const node = root.get('steps');
  if (node !== undefined) gatherSteps(node, undefined, steps);
  return {
    steps,
    deadlines: entriesOf(root.get('deadlines')),
    messages: entriesOf(root.get('messages')),
    outcomes: entriesOf(root.get('outcomes')),
  };
}

function entriesOf(node: SourceNode | undefined): Map<string, SourceNode> {
  return new Map((node?.entries() ?? []).map(({ key, value }) => [key, value]));
}

function gatherSteps(node: SourceNode, scope: StepId | undefined, into: Map<StepId, DeclaredStep>): void {
  for (const { key: id, name, value } of node.entries()) {
    const other = into.get(id);
    if (other !== undefined) {
      const { line } = other.name.position;
      name.error(
        'duplicate-id',
        `there are two steps "${id}" (the other in line ${line})`,
        'give one of them another name',
      );
      continue;
    }
    const key = keyOf(value);
    if (key === undefined) continue;
    into.set(id, { id, key, node: value, name, scope });
    const inner = key === 'subprocess' ? value.get('subprocess')?.get('steps') : undefined;
    if (inner !== undefined) gatherSteps(inner, id, into);
  }
}

function keyOf(node: SourceNode): StepKey | undefined {
  if (!node.isMap) {
    node.expected('a step');
    return undefined;
  }
  const found = STEP_KINDS.filter((key) => node.has(key));
  if (found.length === 1) return found[0];
  const kinds = STEP_KINDS.join(', ');
  if (found.length === 0) node.error('step-kind', `${node.path}: no kind of step is named`, `add one of ${kinds}`);
  else node.error('step-kind', `${node.path}: ${found.join(' and ')} beside each other`, 'make two steps of them');
  return found[0];
}
