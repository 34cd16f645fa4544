/**
 * What people do in a case: tasks in office hours and sometimes late, messages that are waited for, corrections and
 * withdrawals that nobody waits for, and mistakes.
 */
import type { Command, Refusal, TaskStep, Token, WaitStep } from '../engine/model.ts';
import { type Calendar, countWorking } from '../rules/calendar/calendar.ts';
import { dayNumber, type Instant, localDate, localDay, MS_PER_DAY } from '../rules/calendar/date.ts';
import type { Form } from '../rules/form/model.ts';
import type { Json, JsonObject } from '../rules/json.ts';
import type { Agenda } from './agenda.ts';
import { type Act, type Examples, slugOf } from './examples.ts';
import { type FieldFault, filled } from './forms.ts';
import { inDaytime, inOffice } from './office.ts';
import { between, chance, pick, type Random, shuffled } from './random.ts';
import type { SimulatedCase } from './simulated-case.ts';
import { type Chance, moved, moveOf } from './values.ts';

/** How often, of all acts. */
const LATE = 0.07;
const WRONG_GROUP = 0.01;
const WRONG_FORM = 0.03;
/** Cases in which somebody writes what nobody waits for. */
const UNASKED = 0.08;
/** Of those whose example leaves a step undone: nobody does it for months. */
const LEFT = 0.5;
/** A form for which nothing fits is tried so often. */
const TRIES = 3;

export interface Office {
  calendar: Calendar;
  examples: Examples;
  agenda: Agenda;
  /** A case has moved: what follows from it. */
  moved(one: SimulatedCase): void;
}

export class People {
  private readonly office: Office;

  constructor(office: Office) {
    this.office = office;
  }

  /** At the start: messages of the example that nothing in it waits for, and some that nobody expects. */
  planMessages(one: SimulatedCase): void {
    const { program, example, random, at } = one.given;
    for (const act of example?.acts ?? []) {
      if (!act.isMessage || program.awaited.has(act.name)) continue;
      const when = inDaytime(at, Math.max(0, Math.round((act.at - (example?.start ?? 0)) / MS_PER_DAY)), random);
      this.office.agenda.add(when, (now) => this.write(one, act.name, now, act));
    }
    const { messages } = program.procedure;
    const message = chance(random, UNASKED) ? pick(random, messages) : undefined;
    if (message === undefined) return;
    this.office.agenda.add(inDaytime(at, between(random, 0, 45), random), (now) => this.write(one, message.id, now));
  }

  /** For everything that has opened and that nobody has planned for. */
  plan(one: SimulatedCase, now: Instant): void {
    for (const token of one.state.tokens) {
      if (token.state !== 'open' || one.planned.has(token.id)) continue;
      one.planned.add(token.id);
      const step = one.given.program.steps.get(token.step);
      if (step?.kind === 'task') this.planTask(one, token, step, now);
      if (step?.kind === 'wait') this.planWait(one, token, step, now);
    }
  }

  // ── tasks ─────────────────────────────────────────────────────────────────────────────────────────────────────

  private planTask(one: SimulatedCase, token: Token, step: TaskStep, now: Instant): void {
    const { example, random } = one.given;
    const act = one.nextAct(step.id, false, token.item?.key);
    const isLeft = example !== undefined && act === undefined && chance(random, LEFT);
    const days = isLeft ? between(random, 40, 120) : this.daysFor(one, step.id, now);
    this.office.agenda.add(this.inTurn(one, token, now, days), (at) => this.work(one, token, step, at, 1));
  }

  private inTurn(one: SimulatedCase, token: Token, now: Instant, days: number): Instant {
    const { program, random } = one.given;
    const group = program.procedure.groups.find(({ id }) => id === token.group);
    return group?.party === true ? inDaytime(now, days, random) : inOffice(now, days, this.office.calendar, random);
  }

  /** Working days until it is done: within the soonest deadline that covers the step, and sometimes after it. */
  private daysFor(one: SimulatedCase, step: string, now: Instant): number {
    const { random, program } = one.given;
    const dues = program.procedure.deadlines.flatMap((deadline) => {
      const due = deadline.covers.includes(step) ? one.state.deadlines[deadline.id]?.due : undefined;
      return due != null && 'date' in due && due.date >= localDate(now) ? [due.date] : [];
    });
    if (dues.length === 0) return between(random, 0, 5);
    const left = this.workingDaysUntil(dues.sort()[0] as string, now);
    return chance(random, LATE) ? left + between(random, 1, 12) : between(random, 0, Math.min(left, 15));
  }

  private workingDaysUntil(date: string, now: Instant): number {
    const { calendar } = this.office;
    return countWorking(localDay(now), Math.min(dayNumber(date), calendar.lastDay), calendar);
  }

  private work(one: SimulatedCase, token: Token, step: TaskStep, at: Instant, attempt: number): void {
    one.advance(at);
    const open = one.state.tokens.find(({ id }) => id === token.id);
    if (open?.state === 'open') {
      const refused = this.complete(one, open, step, at);
      if (refused !== undefined && attempt < TRIES) {
        const again = this.inTurn(one, open, at, between(one.given.random, 0, 2));
        this.office.agenda.add(again, (later) => this.work(one, token, step, later, attempt + 1));
      }
    }
    this.office.moved(one);
  }

  private complete(one: SimulatedCase, token: Token, step: TaskStep, at: Instant): Refusal | undefined {
    const { random } = one.given;
    const command = (group: string, person: string, data: JsonObject): Command => ({
      type: 'complete',
      step: step.id,
      ...(token.item === undefined ? {} : { item: token.item.key }),
      by: { group, person },
      data,
    });
    const group = token.group ?? '';
    if (chance(random, WRONG_GROUP)) return one.perform(command('nobody', 'nobody', {}), at);
    // Where the one who did the step before may not do this one, a colleague does.
    const persons = [`group:${group}`, `group:${group}:2`, `group:${group}:3`];
    const mayAct = (person: string): boolean => one.tried(command(group, person, {}), at)?.reason !== 'not-authorised';
    const person = persons.find(mayAct) ?? `group:${group}`;
    const act = one.nextAct(step.id, false, token.item?.key);
    const data = this.fill(one, step.form, step.id, act, at, (form) => one.tried(command(group, person, form), at));
    return one.perform(command(group, person, chance(random, WRONG_FORM) ? spoilt(data, random) : data), at);
  }

  // ── messages ──────────────────────────────────────────────────────────────────────────────────────────────────

  private planWait(one: SimulatedCase, token: Token, step: WaitStep, now: Instant): void {
    const { random } = one.given;
    const messages = step.branches.flatMap((branch) => (branch.kind === 'message' ? [branch.message] : []));
    const message = messages.find((id) => one.nextAct(id, true) !== undefined) ?? pick(random, messages);
    if (message === undefined) return;
    const timers = (token.timers ?? []).flatMap(({ at }) => (at === null ? [] : [at]));
    // It comes in time or, sometimes, not.
    const days = timers.length > 0 && chance(random, 0.35) ? between(random, 60, 200) : between(random, 1, 15);
    this.office.agenda.add(inDaytime(now, days, random), (at) => this.answer(one, token, message, at, 1));
  }

  private answer(one: SimulatedCase, token: Token, message: string, at: Instant, attempt: number): void {
    one.advance(at);
    const isOpen = one.state.tokens.some(({ id, state }) => id === token.id && state === 'open');
    if (!isOpen) return this.office.moved(one);
    this.write(one, message, at, one.nextAct(message, true));
    const stillOpen = one.state.tokens.some(({ id, state }) => id === token.id && state === 'open');
    if (!stillOpen || attempt >= TRIES) return;
    const again = inDaytime(at, between(one.given.random, 1, 10), one.given.random);
    this.office.agenda.add(again, (later) => this.answer(one, token, message, later, attempt + 1));
  }

  private write(one: SimulatedCase, message: string, at: Instant, act?: Act): void {
    one.advance(at);
    const form = one.given.program.messages.get(message)?.form;
    const { random } = one.given;
    const isOver = one.state.status !== 'open';
    // To a case that has ended hardly anybody writes.
    if (form !== undefined && !(isOver && chance(random, 0.9))) {
      const command = (data: JsonObject): Command => ({ type: 'message', message, data });
      const data = this.fill(one, form, message, act, at, (found) => one.tried(command(found), at));
      one.perform(command(data), at);
    }
    this.office.moved(one);
  }

  // ── forms ─────────────────────────────────────────────────────────────────────────────────────────────────────

  private fill(
    one: SimulatedCase,
    form: Form,
    name: string,
    act: Act | undefined,
    at: Instant,
    tried: (data: JsonObject) => Refusal | undefined,
  ): JsonObject {
    const { random, program } = one.given;
    const own = act === undefined ? [] : one.take(act);
    const others = this.examplesOf(program.procedure.id, name, random, at);
    const { data, fits } = filled(form, (found) => faultsOf(tried(found)), [...own, ...others], this.chanceOf(one, at));
    if (!fits && one.state.status === 'open') one.unfilled += 1;
    return data;
  }

  private examplesOf(procedure: string, name: string, random: Random, at: Instant): JsonObject[] {
    const found = this.office.examples.of(procedure).flatMap(({ acts }) => acts.filter((act) => act.name === name));
    return shuffled(random, found)
      .slice(0, 2)
      .map((act) => moved(act.data, moveOf(localDate(act.at), localDate(at))));
  }

  private chanceOf(one: SimulatedCase, at: Instant): Chance {
    const { random, program } = one.given;
    const slug = slugOf(program.procedure.id);
    return { random, at, known: (name, type) => this.office.examples.known(slug, name, type) };
  }
}

export function faultsOf(refusal: Refusal | undefined): readonly FieldFault[] {
  if (refusal === undefined || refusal.reason !== 'invalid') return [];
  return refusal.faults.length > 0 ? refusal.faults : [{ field: '', code: 'check' }];
}

/** Something left out, or something that the form does not know. */
function spoilt(data: JsonObject, random: Random): JsonObject {
  const names = Object.keys(data);
  const name = pick(random, names);
  if (name === undefined || chance(random, 0.5)) return { ...data, unexpected: true as Json };
  return Object.fromEntries(Object.entries(data).filter(([other]) => other !== name));
}
