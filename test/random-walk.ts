/**
 * A random walk through a procedure: valid and invalid completions by right and wrong groups, messages at any time,
 * and waiting. Seeded, so that a failure can be walked again.
 */

import { nextWake } from '../engine/agenda.ts';
import { decide } from '../engine/decide.ts';
import type { CaseState, Command, Fact, Refusal, TaskStep } from '../engine/model.ts';
import { newCase } from '../engine/new-case.ts';
import { openCalls } from '../engine/owed.ts';
import type { Program } from '../engine/program.ts';
import { answer } from '../rehearsal/core.ts';
import type { Calendar } from '../rules/calendar/calendar.ts';
import { addDays, formatInstant, localDate } from '../rules/calendar/date.ts';
import type { Field, FieldType, Form } from '../rules/form/model.ts';
import type { Json, JsonObject } from '../rules/json.ts';

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

/** Mulberry32: small, seeded, good enough to walk by. */
export function randomOf(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), a | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

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
  const step = program.steps.get(token.step) as TaskStep;
  const group = random() < 0.05 ? 'nobody' : (token.group as string);
  return {
    type: 'complete',
    step: token.step,
    ...(token.item === undefined ? {} : { item: token.item.key }),
    by: { group, person: `group:${group}` },
    data: hinted(hints, token.step, random) ?? sample(step.form, random, at),
  };
}

function hinted(hints: Hints, name: string, random: () => number): JsonObject | undefined {
  const known = hints.get(name) ?? [];
  return known.length === 0 || random() < 0.5 ? undefined : known[Math.floor(random() * known.length)];
}

/** Mostly fitting, sometimes not. */
export function sample(form: Form, random: () => number, at: number): JsonObject {
  const result: JsonObject = {};
  for (const field of form.fields) {
    if (field.optional && random() < 0.3) continue;
    if ((field.required !== undefined || field.when !== undefined) && random() < 0.25) continue;
    result[field.name] = random() < 0.01 ? { unexpected: true } : sampleField(field, random, at);
  }
  return result;
}

function sampleField(field: Field, random: () => number, at: number): Json {
  return field.mustBe !== undefined && random() < 0.95 ? field.mustBe : sampleOf(field.type, random, at);
}

function sampleOf(type: FieldType, random: () => number, at: number): Json {
  const between = (min: number, max: number): number => min + Math.floor(random() * (max - min + 1));
  switch (type.kind) {
    case 'boolean':
      return random() < 0.7;
    case 'text':
      if (type.format === 'month') return localDate(at).slice(0, 7);
      return `文本${between(1, 999)}`;
    case 'integer':
      return between(type.min ?? 0, type.max ?? (type.min ?? 0) + 100);
    case 'number':
      return between(type.min ?? 0, type.max ?? (type.min ?? 0) + 100);
    case 'date':
      return addDays(localDate(at), between(-5, 40));
    case 'instant':
      return formatInstant(at + between(-5, 40) * HOUR);
    case 'enum':
      return type.values[between(0, type.values.length - 1)]?.id ?? null;
    case 'list': {
      const size = between(type.min ?? 0, Math.min(type.max ?? 4, Math.max(type.min ?? 0, 4)));
      const items = [...(type.contains ?? []), ...Array.from({ length: size }, () => sampleOf(type.of, random, at))];
      return type.repeats ? items : [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
    }
    case 'record':
      return Object.fromEntries(
        type.fields.filter((f) => !f.optional || random() < 0.5).map((f) => [f.name, sampleField(f, random, at)]),
      );
    case 'file':
      return { hash: 'a'.repeat(64), name: '附件.pdf', size: 1_000 };
    case 'json':
      return null;
  }
}
