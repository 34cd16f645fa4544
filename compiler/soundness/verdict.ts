/** What the search found: option to complete, proper completion, no dead step, each with the way to a counter-example. */
import type { StepId } from '../../engine/model.ts';
import { type Explored, explore, type State, wayTo } from './explore.ts';
import { type Marking, marksOf, openSteps } from './marking.ts';
import type { Net } from './net.ts';
import type { Note } from './play.ts';

export interface Stuck {
  kind: 'hangs' | 'join' | 'loop' | 'message-only';
  /** Where the case stands. */
  steps: StepId[];
  way: string[];
  /** Every way there hangs on conditions about the flow itself, so that it may not be possible. */
  unsure: boolean;
}

export interface Verdict {
  /** False: the limit was reached, so nothing is proven. */
  complete: boolean;
  states: number;
  stuck: Stuck[];
  deadSteps: StepId[];
  outcomes: Set<string>;
  notes: { note: Note; way: string[] }[];
  /** `deadline step`: the overdue script of the deadline can find the step open. */
  closedBy: Set<string>;
}

export function judge(net: Net, limit?: number): Verdict {
  const explored = explore(net, limit);
  const { states, complete, notes } = explored;
  return {
    complete,
    states: states.length,
    stuck: complete ? stuckStates(explored, net) : [],
    deadSteps: complete ? deadSteps(explored, net) : [],
    closedBy: explored.closedBy,
    outcomes: new Set(states.flatMap(({ marking }) => marking.outcome ?? [])),
    notes: notes.map(({ note, state }) => ({ note, way: wayTo(states, state) })),
  };
}

function deadSteps({ states }: Explored, net: Net): StepId[] {
  const seen = new Set<StepId>();
  for (const { marking } of states) for (const mark of marksOf(marking.tokens)) seen.add(mark.step);
  return net.program.procedure.steps.map(({ id }) => id).filter((id) => !seen.has(id));
}

/** One example of each kind: the one nearest to the start. */
function stuckStates({ states }: Explored, net: Net): Stuck[] {
  const byItself = canEnd(states, false);
  const withMessages = canEnd(states, true);
  const sure = surelyReached(states);
  const found = new Map<Stuck['kind'], Stuck>();
  for (const [index, { marking }] of states.entries()) {
    if (byItself.has(index) || [...marksOf(marking.tokens)].some((mark) => mark.state === 'running')) continue;
    const kind = withMessages.has(index) ? 'message-only' : kindOf(marking, states[index] as State, net);
    const before = found.get(kind);
    if (before !== undefined && !(before.unsure && sure.has(index))) continue;
    found.set(kind, { kind, steps: openSteps(marking), way: wayTo(states, index), unsure: !sure.has(index) });
  }
  const looping = [...states.keys()].find((index) => !withMessages.has(index));
  if (found.size === 0 && looping !== undefined) {
    const { marking } = states[looping] as State;
    found.set('loop', {
      kind: 'loop',
      steps: openSteps(marking),
      way: wayTo(states, looping),
      unsure: !sure.has(looping),
    });
  }
  // From before a deadlock no way leads to an end either: that is told by the deadlock.
  if (found.has('join') || found.has('hangs')) found.delete('loop');
  return [...found.values()];
}

function kindOf(marking: Marking, { edges }: State, net: Net): Stuck['kind'] {
  const marks = [...marksOf(marking.tokens)];
  if (marks.length === 0) return 'hangs';
  const joins = marks.some(({ step, state }) => state === 'joining' && net.program.steps.get(step)?.kind === 'join');
  return joins && edges.every(({ outside }) => outside) ? 'join' : 'loop';
}

/** States from which an end can be reached; `outside`: with the help of messages that nothing waits for. */
function canEnd(states: readonly State[], outside: boolean): Set<number> {
  const before: number[][] = states.map(() => []);
  for (const [from, { edges }] of states.entries()) {
    for (const edge of edges) if (outside || !edge.outside) before[edge.to]?.push(from);
  }
  const found = new Set<number>();
  const queue = [...states.keys()].filter((index) => states[index]?.marking.outcome !== null);
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    if (found.has(at)) continue;
    found.add(at);
    queue.push(...(before[at] ?? []));
  }
  return found;
}

/** States that can be reached without an answer about the flow itself. */
function surelyReached(states: readonly State[]): Set<number> {
  const found = new Set<number>();
  const queue = [...states.keys()].filter((index) => states[index]?.parent === -1);
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    if (found.has(at)) continue;
    found.add(at);
    for (const edge of states[at]?.edges ?? []) if (!edge.unsure) queue.push(edge.to);
  }
  return found;
}
