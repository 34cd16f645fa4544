/** Breadth first over all markings that a case can reach, up to a limit, each with the way to it. */
import type { StepId } from '../../engine/model.ts';
import { everyRun } from './choices.ts';
import { type Frame, framesOf } from './frames.ts';
import { Impossible } from './judge.ts';
import { copyOf, keyOf, type Mark, type Marking, newMarking, remove } from './marking.ts';
import type { Net } from './net.ts';
import { type Note, Play } from './play.ts';

export const STATES_MAX = 20_000;

/** `outside`: a message that nothing waits for; it may never come. */
export interface Edge {
  to: number;
  outside: boolean;
  /** By the answer to a question about the flow itself, which may not be possible here. */
  unsure: boolean;
}

export interface State {
  marking: Marking;
  /** The state before and the move from it. */
  parent: number;
  move: string;
  edges: Edge[];
}

export interface Explored {
  states: State[];
  complete: boolean;
  notes: { note: Note; state: number }[];
  /** `deadline step` where the overdue script found the step open. */
  closedBy: Set<string>;
}

interface Move {
  name: string;
  outside: boolean;
  play(play: Play): void;
}

export function explore(net: Net, limit = STATES_MAX): Explored {
  const states: State[] = [];
  const index = new Map<string, number>();
  const notes: Explored['notes'] = [];
  const noted = new Set<string>();
  const closedBy = new Set<string>();
  const add = (marking: Marking, parent: number, move: string): number => {
    const key = keyOf(marking);
    const known = index.get(key);
    if (known !== undefined) return known;
    index.set(key, states.length);
    states.push({ marking, parent, move, edges: [] });
    return states.length - 1;
  };
  const follow = (from: number, before: Marking, move: Move): void => {
    const plays = everyRun((choose) => {
      const play = new Play(net, copyOf(before), choose);
      try {
        move.play(play);
      } catch (error) {
        if (!(error instanceof Impossible)) throw error;
        return { play, possible: false };
      }
      return { play, possible: true };
    });
    for (const { play, possible } of plays) {
      const to = possible ? add(play.marking, from, move.name) : from;
      if (from >= 0 && to !== from) states[from]?.edges.push({ to, outside: move.outside, unsure: play.asksFlow });
      for (const closed of play.closedBy) closedBy.add(closed);
      for (const note of play.notes) {
        const key = JSON.stringify({ ...note, other: '' });
        if (!noted.has(key)) notes.push({ note, state: to });
        noted.add(key);
      }
    }
  };
  follow(-1, newMarking(), { name: 'start', outside: false, play: (play) => play.start() });
  for (let at = 0; at < states.length; at++) {
    if (states.length > limit) return { states, complete: false, notes, closedBy };
    const { marking } = states[at] as State;
    if (marking.outcome !== null) continue;
    for (const move of movesOf(net, marking)) follow(at, marking, move);
  }
  return { states, complete: true, notes, closedBy };
}

/** The moves to a state, oldest first. */
export function wayTo(states: readonly State[], state: number): string[] {
  const moves: string[] = [];
  for (let at = state; at >= 0; at = states[at]?.parent ?? -1) moves.unshift(states[at]?.move ?? '');
  return moves.filter((move) => move !== '' && !move.startsWith('·'));
}

// ---- moves ----

/** What happens of itself comes first, one thing at a time; then whatever may happen. */
function movesOf(net: Net, marking: Marking): Move[] {
  const forced = forcedMove(net, marking);
  return forced === undefined ? freeMoves(net, marking) : [forced];
}

/** Names a token by its place, so that it is found again in a copy. */
function locate(marking: Marking, frameIndex: number, markIndex: number): { frame: Frame; mark: Mark } {
  const frame = [...framesOf(marking)][frameIndex] as Frame;
  return { frame, mark: frame.list[markIndex] as Mark };
}

function forcedMove(net: Net, marking: Marking): Move | undefined {
  const frames = [...framesOf(marking)];
  for (const [f, frame] of frames.entries()) {
    const m = frame.list.findIndex((mark) => mark.state === 'running');
    if (m >= 0) return forced(f, m, (play, at) => play.arrive(at.mark, at.frame));
  }
  for (const [f, frame] of frames.entries()) {
    const found = joinMove(net, frame, f) ?? scopeMove(frame, f);
    if (found !== undefined) return found;
  }
  return undefined;
}

function forced(f: number, m: number, act: (play: Play, at: { frame: Frame; mark: Mark }) => void): Move {
  return { name: '·', outside: false, play: (play) => act(play, locate(play.marking, f, m)) };
}

function joinMove(net: Net, frame: Frame, f: number): Move | undefined {
  for (const [m, mark] of frame.list.entries()) {
    if (mark.state !== 'joining' && mark.state !== 'passed') continue;
    const more = canStillReach(net, frame.list, mark.step);
    if (mark.state === 'passed') {
      if (!more) return forced(f, m, (_play, at) => remove(at.frame.list, at.mark));
      continue;
    }
    const move = passMove(net, frame, mark, more, f, m);
    if (move !== undefined) return move;
  }
  return undefined;
}

function passMove(net: Net, frame: Frame, mark: Mark, more: boolean, f: number, m: number): Move | undefined {
  const step = net.program.steps.get(mark.step);
  if (step?.kind !== 'join') return undefined;
  if (frame.list.some((other) => other.step === mark.step && other.state === 'passed')) {
    return forced(f, m, (_play, at) => remove(at.frame.list, at.mark));
  }
  const waiting = frame.list.filter((other) => other.step === mark.step && other.state === 'joining').length;
  const passes = step.mode === 'all' ? !more : waiting >= step.mode;
  if (!passes) return undefined;
  return forced(f, m, (play, at) => {
    const all = at.frame.list.filter((other) => other.step === at.mark.step && other.state === 'joining');
    play.passJoin(step.mode === 'all' ? all : all.slice(0, step.mode), at.frame, step.mode !== 'all');
  });
}

/** Whether a token of the scope can still come to the join. */
function canStillReach(net: Net, list: readonly Mark[], join: StepId): boolean {
  const from = net.program.reaching.get(join);
  return list.some((mark) => mark.step !== join && mark.state !== 'passed' && from?.has(mark.step) === true);
}

function scopeMove(frame: Frame, f: number): Move | undefined {
  for (const [m, mark] of frame.list.entries()) {
    if (mark.state === 'scope' && mark.inner.length === 0)
      return forced(f, m, (play, at) => play.completeScope(at.mark, at.frame));
    if (mark.state !== 'instances') continue;
    const i = mark.inner.findIndex((instance) => instance.inner.length === 0);
    if (i >= 0) return forced(f, m, (play, at) => play.completeInstance(at.mark, at.mark.inner[i] as Mark, at.frame));
  }
  return undefined;
}

function freeMoves(net: Net, marking: Marking): Move[] {
  const moves: Move[] = [];
  const awaited = new Set<string>();
  for (const [f, frame] of [...framesOf(marking)].entries()) {
    for (const [m, mark] of frame.list.entries()) {
      if (mark.state === 'open') moves.push(...tokenMoves(net, mark, f, m, awaited));
    }
  }
  for (const deadline of net.clocks.values()) {
    if (marking.clocks[deadline.id] !== 'running') continue;
    moves.push({ name: `overdue ${deadline.id}`, outside: false, play: (play) => play.overdue(deadline) });
  }
  for (const { id, do: script } of net.program.procedure.messages) {
    if (script.length === 0 && !awaited.has(id)) continue;
    moves.push({ name: `message ${id}`, outside: !awaited.has(id), play: (play) => play.message(id) });
  }
  return moves;
}

function tokenMoves(net: Net, mark: Mark, f: number, m: number, awaited: Set<string>): Move[] {
  const step = net.program.steps.get(mark.step);
  const at = (play: Play) => locate(play.marking, f, m);
  if (step?.kind === 'task') {
    return [
      { name: `complete ${mark.step}`, outside: false, play: (play) => play.complete(at(play).mark, at(play).frame) },
      // Ways back that no author names touch nothing that the search follows.
      ...(step.sendBack ?? []).map((to) => ({
        name: `send ${mark.step} back to ${to}`,
        outside: false,
        play: (play: Play) => play.sendBack(at(play).mark, at(play).frame, to),
      })),
    ];
  }
  if (step?.kind !== 'wait') return [];
  const moves: Move[] = [];
  for (const [index, branch] of step.branches.entries()) {
    if (branch.kind === 'message') awaited.add(branch.message);
    else
      moves.push({
        name: `${mark.step}: the instant comes`,
        outside: false,
        play: (play) => play.branch(at(play).mark, at(play).frame, index),
      });
  }
  return moves;
}
