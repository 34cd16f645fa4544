/**
 * A random walk through a procedure: valid and invalid completions by right and wrong groups, messages at any time, the
 * other acts of offices, and waiting. Seeded, so that a failure can be walked again.
 */

import { nextWake } from '../engine/agenda.ts';
import { decide } from '../engine/decide.ts';
import {
  type Actor,
  type CaseState,
  type Command,
  type Fact,
  type Refusal,
  SIGNING_MODES,
  type TaskStep,
  type Token,
} from '../engine/model.ts';
import { newCase } from '../engine/new-case.ts';
import { openCalls } from '../engine/owed.ts';
import type { Program } from '../engine/program.ts';
import { waysBack } from '../engine/transitions/return-task.ts';
import { answer } from '../rehearsal/core.ts';
import type { Calendar } from '../rules/calendar/calendar.ts';
import type { JsonObject } from '../rules/json.ts';
import { sample } from '../simulation/forms.ts';
import { randomOf } from '../simulation/random.ts';

export interface Step {
  command: Command;
  at: number;
  before: CaseState;
  after: CaseState;
  facts: readonly Fact[];
  refusal: Refusal | undefined;
}

/** Data that fit, taken from scenarios: by step or message, `` for the start. */
export type Hints = ReadonlyMap<string, readonly JsonObject[]>;

const HOUR = 3_600_000;

export function walk(
  program: Program,
  calendar: Calendar,
  seed: number,
  length: number,
  see: (step: Step) => void,
  hints: Hints = new Map(),
): CaseState {
  const random = randomOf(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  let state = newCase({ id: 'walk', number: 'walk', definition: '', calendar: '' });
  let at = 1_700_000_000_000 + Math.floor(random() * 200) * 24 * HOUR;

  const send = (command: Command, when: number): Refusal | undefined => {
    const before = state;
    const decided = decide(program, calendar, state, command, when);
    const facts = decided.ok ? decided.facts : [];
    if (decided.ok) state = decided.state;
    see({ command, at: when, before, after: state, facts, refusal: decided.ok ? undefined : decided.refusal });
    return decided.ok ? undefined : decided.refusal;
  };
  const rest = (): void => {
    for (let round = 0; round < 500; round++) {
      const [call] = openCalls(state);
      if (call !== undefined) send(answer(program, calendar, call), call.at);
      else {
        const wake = nextWake(program, calendar, state);
        if (wake === null || wake > at) return;
        send({ type: 'advance' }, at);
      }
    }
  };

  for (let tries = 0; tries < 40 && state.status === 'new'; tries++) {
    send({ type: 'start', input: hinted(hints, '', random) ?? sample(program.procedure.input, random, at) }, at);
  }
  if (state.status === 'new') return state;
  rest();
  for (let i = 0; i < length && state.status === 'open'; i++) {
    at += Math.floor(random() * (random() < 0.2 ? 20 * 24 : 30)) * HOUR;
    send({ type: 'advance' }, at);
    rest();
    const command = nextCommand(program, state, random, pick, at, hints);
    if (command !== undefined) send(command, at);
    rest();
  }
  return state;
}

function nextCommand(
  program: Program,
  state: CaseState,
  random: () => number,
  pick: <T>(list: readonly T[]) => T,
  at: number,
  hints: Hints,
): Command | undefined {
  const { messages } = program.procedure;
  if (messages.length > 0 && random() < 0.15) {
    const message = pick(messages);
    return {
      type: 'message',
      message: message.id,
      data: hinted(hints, message.id, random) ?? sample(message.form, random, at),
    };
  }
  const open = state.tokens.filter((token) => token.state === 'open' && token.group !== undefined);
  if (open.length === 0) return undefined;
  const token = pick(open);
  if (random() < 0.2) return officeAct(program, state, token, random, pick);
  const step = program.steps.get(token.step) as TaskStep;
  const group = random() < 0.05 ? 'nobody' : (token.group as string);
  return {
    type: 'complete',
    step: token.step,
    ...(token.item === undefined ? {} : { item: token.item.key }),
    by: { group, person: token.claimedBy ?? `group:${group}` },
    data: hinted(hints, token.step, random) ?? sample(step.form, random, at),
  };
}

/** One of the other things that offices do with a task: rightly or wrongly, by its holder or somebody else. */
function officeAct(
  program: Program,
  state: CaseState,
  token: Token,
  random: () => number,
  pick: <T>(list: readonly T[]) => T,
): Command {
  const persons = [token.claimedBy ?? 'a', 'a', 'b', 'c'];
  const by = { group: token.group as string, person: pick(persons) };
  const on = {
    step: token.step,
    ...(token.item === undefined ? {} : { item: token.item.key }),
    token: token.id,
    by,
  };
  const stranger = { ...on, by: { group: pick(program.procedure.groups).id, person: pick(persons) } };
  const done = Object.keys(state.steps);
  const commands: Command[] = [
    { type: 'claim', ...on },
    { type: 'release', ...on },
    { type: 'transfer', ...on, to: pick(persons) },
    { type: 'send-back', ...on, to: pick([...waysBack(program, state, token), pick(done)]), reason: 'r' },
    { type: 'retrieve', step: pick(done), by: { ...by, person: pick(['group', 'a']) } },
    { type: 'retrieve', step: pick(done), by: lastOf(state, pick(done)) ?? by },
    { type: 'delegate', ...on, to: pick(persons) },
    { type: 'return-delegation', ...on, opinion: 'o' },
    { type: 'recall-delegation', ...on },
    { type: 'pass-delegation', ...on, to: pick(persons) },
    { type: 'open-signing', ...on, mode: pick(SIGNING_MODES), signers: pick([['a'], ['a', 'b'], ['a', 'b', 'c'], []]) },
    { type: 'add-signers', ...on, add: [pick(['c', 'd'])] },
    { type: 'remove-signer', ...on, signer: pick(persons) },
    { type: 'pass-signature', ...stranger, signer: pick(persons), to: pick(persons) },
    { type: 'withdraw-signing', ...on },
    { type: 'sign', ...stranger, agree: random() < 0.6 },
    { type: 'copy', by, persons: [pick(persons)], groups: [] },
    { type: 'urge', ...stranger },
  ];
  return pick(commands);
}

function lastOf(state: CaseState, step: string): Actor | null {
  return state.steps[step]?.completedBy ?? null;
}

function hinted(hints: Hints, name: string, random: () => number): JsonObject | undefined {
  const known = hints.get(name) ?? [];
  return known.length === 0 || random() < 0.5 ? undefined : known[Math.floor(random() * known.length)];
}
