/** Multi-instance steps: one task or subprocess an item, all at once or one after the other. */
import type { Json, JsonObject } from '../../rules/json.ts';
import { occasionAtOnce } from '../deadlines/occasions.ts';
import { LIMITS } from '../limits.ts';
import type { Each, Item, SubprocessStep, TaskStep } from '../model.ts';
import { emit, holds, type Run, tokenById, value } from '../run.ts';
import { closeBelow } from './close.ts';
import { candidates, scopeRoots, startScope, stepOf } from './enter.ts';
import { runScript } from './script.ts';

type Multiple = (TaskStep | SubprocessStep) & { each?: Each };

export function openInstances(run: Run, step: Multiple, scope: number, token: number): void {
  const each = step.each as Each;
  const items = itemsOf(value(run, scopeRoots(run, scope), each.items), each.key);
  emit(run, { type: 'instances-opened', token, step: step.id, scope, items });
  for (const item of each.sequential ? items.slice(0, 1) : items) openInstance(run, step, token, item);
  finishIfDone(run, step, token);
}

/** Items by key, in order. Two of one key would be one form: that is refused. */
function itemsOf(found: Json, key: string | undefined): Item[] {
  const list = Array.isArray(found) ? found : [];
  if (list.length > LIMITS.itemsPerStep) {
    throw new RangeError(`a multi-instance step has at most ${LIMITS.itemsPerStep} items, not ${list.length}`);
  }
  const items = list.map((entry) => ({ key: keyOf(entry, key), value: entry }));
  const keys = new Set(items.map((item) => item.key));
  if (keys.size !== items.length) throw new RangeError('two items of a multi-instance step have the same key');
  return items;
}

function keyOf(entry: Json, key: string | undefined): string {
  const found = key === undefined || entry === null || typeof entry !== 'object' ? entry : (entry as JsonObject)[key];
  if (typeof found === 'string') return found;
  if (typeof found === 'number' || typeof found === 'boolean') return String(found);
  throw new RangeError(`an item's key is text or a number, not ${JSON.stringify(found)}`);
}

function openInstance(run: Run, step: Multiple, parent: number, item: Item): void {
  const around = tokenById(run.state, parent);
  if (around === undefined) return;
  const token = run.state.nextToken;
  const { scope } = around;
  if (step.kind === 'task') {
    const roots = { ...scopeRoots(run, scope), item: item.value };
    emit(run, { type: 'task-opened', token, step: step.id, scope, parent, item, ...candidates(run, step, roots) });
    return;
  }
  emit(run, { type: 'scope-opened', token, step: step.id, scope, parent, item });
  startScope(run, step.id, token);
}

/** An instance is done and gone: the next one opens, or the step is complete. */
export function afterInstance(run: Run, parent: number): void {
  const around = tokenById(run.state, parent);
  if (around === undefined || run.state.status !== 'open') return;
  const step = stepOf(run, around.step) as Multiple;
  const each = step.each as Each;
  if (each.until !== undefined && holds(run, scopeRoots(run, around.scope), each.until)) {
    closeBelow(run, parent);
    return complete(run, step, parent);
  }
  const next = each.sequential ? around.queue?.[0] : undefined;
  if (next !== undefined) openInstance(run, step, parent, next);
  finishIfDone(run, step, parent);
}

function finishIfDone(run: Run, step: Multiple, parent: number): void {
  const around = tokenById(run.state, parent);
  if (around?.state !== 'instances' || (around.queue ?? []).length > 0) return;
  if (run.state.tokens.some((token) => token.parent === parent)) return;
  complete(run, step, parent);
}

/** The last item is done. Deadlines are met before its own effects run, so this is asked before they do. */
export function isLastInstance(run: Run, parent: number, except: number): boolean {
  const around = tokenById(run.state, parent);
  if (around === undefined || (around.queue ?? []).length > 0) return false;
  return !run.state.tokens.some((token) => token.parent === parent && token.id !== except);
}

function complete(run: Run, step: Multiple, parent: number): void {
  const around = tokenById(run.state, parent);
  if (around === undefined) return;
  emit(run, { type: 'instances-completed', token: parent, step: step.id });
  const scope = { token: parent, scope: around.scope, roots: scopeRoots(run, around.scope) };
  const on = { kind: 'completed', step: step.id } as const;
  occasionAtOnce(run, on, scope.roots);
  runScript(run, `step:${step.id}`, scope, on);
}
