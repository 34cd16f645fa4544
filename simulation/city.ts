/**
 * A year of the office on the pure core: people bring cases and work on them, schedules open cases, cases start and
 * tell each other, registers are written. Time goes from one instant at which something happens to the next; all
 * chance comes from the seed, and each case draws from its own.
 */

import { nextWake } from '../engine/agenda.ts';
import { decide } from '../engine/decide.ts';
import type { Bundle, Command, Fact } from '../engine/model.ts';
import type { Program } from '../engine/program.ts';
import type { Watch } from '../rehearsal/core.ts';
import type { Calendar } from '../rules/calendar/calendar.ts';
import {
  addDays,
  addYears,
  endOfYear,
  formatInstant,
  type Instant,
  instantAt,
  localDate,
  type PlainDate,
  startOfDay,
  yearOf,
} from '../rules/calendar/date.ts';
import type { Json, JsonObject } from '../rules/json.ts';
import { periodAt } from '../scheduler/occasion.ts';
import { type Duty, dueSchedules, type ScheduleSource } from '../scheduler/tick.ts';
import { Agenda } from './agenda.ts';
import { type Example, type Examples, slugOf } from './examples.ts';
import { type FieldFault, filled } from './forms.ts';
import { inDaytime, inOffice } from './office.ts';
import { faultsOf, People } from './people.ts';
import { between, chance, pick, type Random, randomOf, seedOf, shuffled } from './random.ts';
import { Registers } from './registers.ts';
import { type CaseStart, freshCase, type Origin, SimulatedCase } from './simulated-case.ts';
import { moved, moveOf } from './values.ts';

export interface Procedures {
  calendar: Calendar;
  /** By id. */
  bundles: ReadonlyMap<string, { bundle: Bundle; program: Program }>;
  examples: Examples;
}

export interface CityOptions {
  year: number;
  seed: number;
  /** Cases that people bring; what schedules and other cases start comes on top. */
  cases: number;
  /** Told of every decided command of a case. */
  watch?: (one: SimulatedCase) => Watch;
}

/** What happened beside the cases. */
export interface Ledger {
  startsRefused: { procedure: string; origin: Origin; fault: string }[];
  delivered: number;
  undelivered: number;
  offers: number;
  schedulesFailed: { schedule: string; reason: string }[];
}

export interface Year {
  year: number;
  seed: number;
  /** The instant at which it stops. */
  end: Instant;
  cases: SimulatedCase[];
  registers: Registers;
  ledger: Ledger;
}

export function simulateYear(procedures: Procedures, options: CityOptions): Year {
  return new City(procedures, options).run();
}

/** How many cases of a procedure that nobody but a schedule or another case opens people bring all the same. */
const SELDOM = 0.2;
/** How often somebody comes in the season in which the example came. */
const IN_SEASON = 0.7;

class City {
  private readonly procedures: Procedures;
  private readonly options: CityOptions;
  private readonly agenda = new Agenda();
  private readonly registers = new Registers();
  private readonly people: People;
  private readonly cases: SimulatedCase[] = [];
  private readonly byProcedure = new Map<string, SimulatedCase[]>();
  /** Values that a case may have once, by procedure. */
  private readonly taken = new Map<string, { value: Json; of: SimulatedCase }[]>();
  private readonly done = new Set<string>();
  private readonly ledger: Ledger = {
    startsRefused: [],
    delivered: 0,
    undelivered: 0,
    offers: 0,
    schedulesFailed: [],
  };
  private readonly begin: Instant;
  private readonly end: Instant;
  private now: Instant;

  constructor(procedures: Procedures, options: CityOptions) {
    this.procedures = procedures;
    this.options = options;
    const first = `${options.year}-01-01`;
    this.begin = startOfDay(first);
    this.end = instantAt(endOfYear(first), '23:59');
    this.now = this.begin;
    const { calendar, examples } = procedures;
    const moved = (one: SimulatedCase): void => this.settle(one);
    this.people = new People({ calendar, examples, agenda: this.agenda, moved });
  }

  run(): Year {
    this.planArrivals();
    this.planSchedules();
    for (let next = this.agenda.next(this.end); next !== undefined; next = this.agenda.next(this.end)) {
      this.now = Math.max(this.now, next.at);
      next.act(this.now);
    }
    for (const one of this.cases) one.advance(this.end);
    const { year, seed } = this.options;
    return { year, seed, end: this.end, cases: this.cases, registers: this.registers, ledger: this.ledger };
  }

  // ── who comes ─────────────────────────────────────────────────────────────────────────────────────────────────

  private planArrivals(): void {
    const random = randomOf(seedOf(this.options.seed, 'arrivals'));
    const weights = [...this.procedures.bundles].map(([id, { program }]) => {
      const { startedBy, groups } = program.procedure;
      const byPeople = startedBy.length === 0 || groups.some((group) => startedBy.includes(group.id));
      return { id, weight: (0.5 + random()) * (byPeople ? 1 : SELDOM) };
    });
    const whole = weights.reduce((sum, { weight }) => sum + weight, 0);
    let due = 0;
    let planned = 0;
    for (const { id, weight } of weights) {
      due += (weight / whole) * this.options.cases;
      for (; planned < Math.round(due); planned++) this.planArrival(id, planned);
    }
  }

  private planArrival(procedure: string, number: number): void {
    const random = randomOf(seedOf(this.options.seed, `arrival ${number}`));
    const example = pick(random, this.procedures.examples.of(procedure));
    const day = this.arrivalDay(example, random);
    const at = chance(random, 0.5)
      ? inOffice(startOfDay(day) - 1, 1, this.procedures.calendar, random)
      : inDaytime(startOfDay(day) - 1, 1, random);
    this.agenda.add(at, (now) => this.bring(procedure, 'person', now, example, random, {}));
  }

  private arrivalDay(example: Example | undefined, random: Random): PlainDate {
    const { year } = this.options;
    const first = `${year}-01-01`;
    if (example === undefined || !chance(random, IN_SEASON)) return addDays(first, between(random, 0, 364));
    const then = localDate(example.start);
    const day = addDays(addYears(then, year - yearOf(then)), between(random, -3, 3));
    return yearOf(day) === year ? day : first;
  }

  /** Somebody fills in the start; what is known of it is given. */
  private bring(
    procedure: string,
    origin: Origin,
    at: Instant,
    example: Example | undefined,
    random: Random,
    known: JsonObject,
  ): void {
    const program = this.procedures.bundles.get(procedure)?.program;
    if (program === undefined) return this.refuseStart(procedure, origin, 'unknown procedure');
    const { examples } = this.procedures;
    const judge = (input: JsonObject): readonly FieldFault[] => this.startFaults(program, input, at);
    const inputs = this.inputsOf(procedure, example, random, at).map((input) => ({ ...input, ...known }));
    const { data, fits } = filled(program.procedure.input, judge, inputs, {
      random,
      at,
      known: (name, type) => examples.known(slugOf(procedure), name, type),
    });
    if (!fits) return this.refuseStart(procedure, origin, judge(data)[0]?.field ?? '');
    this.open({ program, at, input: data, origin, example, random });
  }

  private inputsOf(procedure: string, example: Example | undefined, random: Random, at: Instant): JsonObject[] {
    const others = shuffled(random, this.procedures.examples.of(procedure)).slice(0, 3);
    return [...(example === undefined ? [] : [example]), ...others].flatMap(({ start, input }) => [
      moved(input, moveOf(localDate(start), localDate(at))),
      input,
    ]);
  }

  private startFaults(program: Program, input: JsonObject, at: Instant): readonly FieldFault[] {
    const decided = decide(program, this.procedures.calendar, freshCase(''), { type: 'start', input }, at);
    if (!decided.ok) return faultsOf(decided.refusal);
    return this.isTaken(program, input) ? [{ field: program.procedure.once?.input ?? '', code: 'taken' }] : [];
  }

  private isTaken({ procedure }: Program, input: JsonObject): boolean {
    const { once } = procedure;
    if (once === undefined) return false;
    const value = input[once.input] ?? null;
    if (once.register !== undefined && this.registers.has(`${slugOf(procedure.id)}/${once.register}`, String(value)))
      return true;
    const name = `${slugOf(procedure.id)}/${once.input}`;
    const mine = (of: SimulatedCase): boolean =>
      once.procedures.includes(of.given.program.procedure.id) && (once.ended === true || of.state.status !== 'ended');
    return (this.taken.get(name) ?? []).some((entry) => entry.value === value && mine(entry.of));
  }

  // ── cases ─────────────────────────────────────────────────────────────────────────────────────────────────────

  private open(start: Omit<CaseStart, 'id'>): void {
    const { id: procedure, once } = start.program.procedure;
    const siblings = this.byProcedure.get(procedure) ?? [];
    const id = `${procedure}/${siblings.length + 1}`;
    const one = new SimulatedCase({ ...start, id }, this.procedures.calendar, (...told) => watch?.(...told));
    const watch = this.options.watch?.(one);
    const refused = one.start();
    if (refused !== undefined) return this.refuseStart(procedure, start.origin, faultsOf(refused)[0]?.field ?? '');
    this.cases.push(one);
    this.byProcedure.set(procedure, [...siblings, one]);
    if (once !== undefined) {
      const name = `${slugOf(procedure)}/${once.input}`;
      this.taken.set(name, [...(this.taken.get(name) ?? []), { value: start.input[once.input] ?? null, of: one }]);
    }
    this.people.planMessages(one);
    this.settle(one);
  }

  private refuseStart(procedure: string, origin: Origin, fault: string): void {
    this.ledger.startsRefused.push({ procedure, origin, fault });
  }

  /** After a case has moved: what it owes is carried out, people see what is open, and it is woken in time. */
  private settle(one: SimulatedCase): void {
    for (const fact of one.news()) this.carryOut(one, fact);
    if (one.state.status !== 'open') return;
    this.people.plan(one, this.now);
    const wake = nextWake(one.given.program, this.procedures.calendar, one.state) ?? undefined;
    if (wake === undefined || wake === one.wake) return;
    one.wake = wake;
    this.agenda.add(wake, () => {
      if (one.wake !== wake) return;
      one.wake = undefined;
      one.advance(wake);
      this.settle(one);
    });
  }

  private carryOut(one: SimulatedCase, fact: Fact): void {
    const slug = slugOf(one.given.program.procedure.id);
    const { random } = one.given;
    switch (fact.type) {
      case 'registered':
        return this.registers.write(`${slug}/${fact.register}`, fact.key, fact.values, fact.adds);
      case 'case-started': {
        const parent = fact.link === undefined ? {} : { parent: { of: one, message: fact.link } };
        return this.agenda.add(this.now, () =>
          this.openBySystem(fact.definition, 'case', this.now, fact.input, parent),
        );
      }
      case 'start-offered':
        return this.offer(fact.definition, fact.input, random);
      case 'message-sent':
        return this.agenda.add(this.now, () => this.send(fact.definition, fact.message, fact.match, fact.data));
      case 'ended':
        return this.tellParent(one, fact.outcome);
      default:
    }
  }

  private openBySystem(
    procedure: string,
    origin: Origin,
    at: Instant,
    input: JsonObject,
    parent: Pick<CaseStart, 'parent'> = {},
  ): void {
    const program = this.procedures.bundles.get(procedure)?.program;
    if (program === undefined) return this.refuseStart(procedure, origin, 'unknown procedure');
    const number = this.byProcedure.get(procedure)?.length ?? 0;
    const random = randomOf(seedOf(this.options.seed, `${origin} ${procedure} ${number}`));
    const example = pick(random, this.procedures.examples.of(procedure));
    this.open({ program, at, input, origin, example, random, ...parent });
  }

  private offer(procedure: string, input: JsonObject, random: Random): void {
    this.ledger.offers += 1;
    const at = inOffice(this.now, between(random, 0, 5), this.procedures.calendar, random);
    const example = pick(random, this.procedures.examples.of(procedure));
    this.agenda.add(at, (now) => this.bring(procedure, 'offer', now, example, random, input));
  }

  // ── between cases ─────────────────────────────────────────────────────────────────────────────────────────────

  private send(procedure: string, message: string, match: JsonObject, data: JsonObject): void {
    const matches = ({ state }: SimulatedCase): boolean =>
      state.status === 'open' && Object.entries(match).every(([name, value]) => state.data[name] === value);
    for (const one of (this.byProcedure.get(procedure) ?? []).filter(matches)) this.deliver(one, message, data);
  }

  private tellParent(one: SimulatedCase, outcome: string): void {
    const { parent } = one.given;
    if (parent === undefined) return;
    const fields = parent.of.given.program.messages.get(parent.message)?.form.fields ?? [];
    const told: JsonObject = { ...one.state.data, outcome };
    const data = Object.fromEntries(
      fields.flatMap(({ name }) => (told[name] === undefined ? [] : [[name, told[name] as Json]])),
    );
    this.agenda.add(this.now, () => this.deliver(parent.of, parent.message, data));
  }

  private deliver(one: SimulatedCase, message: string, data: JsonObject): void {
    const command: Command = { type: 'message', message, data };
    const refused = one.perform(command, this.now);
    this.ledger[refused === undefined ? 'delivered' : 'undelivered'] += 1;
    this.settle(one);
  }

  // ── schedules ─────────────────────────────────────────────────────────────────────────────────────────────────

  private planSchedules(): void {
    const byTime = new Map<string, ScheduleSource[]>();
    for (const { bundle } of this.procedures.bundles.values()) {
      for (const schedule of bundle.procedure.schedules) {
        byTime.set(schedule.at, [...(byTime.get(schedule.at) ?? []), this.sourceOf(bundle, schedule)]);
      }
    }
    const last = localDate(this.end);
    for (const [time, sources] of [...byTime].sort()) {
      let since = this.begin - 1;
      for (let day = localDate(this.begin); day <= last; day = addDays(day, 1)) {
        const [from, to] = [since, instantAt(day, time)];
        this.agenda.add(to, () => this.tick(sources, from, to));
        since = to;
      }
    }
  }

  private sourceOf({ procedure, decisions }: Bundle, schedule: Bundle['procedure']['schedules'][number]) {
    return {
      procedure: procedure.id,
      schedule,
      tables: procedure.tables,
      register: (name: string) => this.registers.records(`${slugOf(procedure.id)}/${name}`),
      decision: (name: string) => decisions.find(({ id }) => id === name),
      cases: (name: string) => this.openRows(name),
    };
  }

  private openRows(procedure: string): JsonObject[] {
    const open = (this.byProcedure.get(procedure) ?? []).filter(({ state }) => state.status === 'open');
    return open.map(({ given, state }) => ({
      number: given.id,
      unit: '',
      startedOn: localDate(given.at),
      overdue: given.program.procedure.deadlines.some(
        ({ id, covers }) =>
          state.deadlines[id]?.state === 'overdue' && state.tokens.some(({ step }) => covers.includes(step)),
      ),
    }));
  }

  private tick(sources: readonly ScheduleSource[], from: Instant, to: Instant): void {
    for (const source of sources) {
      const due = dueSchedules([source], this.procedures.calendar, this.lookBack(source, from, to), to);
      for (const { procedure, schedule, period, reason } of due.faults)
        this.ledger.schedulesFailed.push({ schedule: `${procedure}/${schedule}/${period}`, reason });
      for (const duty of due.duties.filter(({ key }) => !this.done.has(key))) this.fulfil(duty);
    }
  }

  /** Who comes into a list during a period is owed that period's case too. */
  private lookBack({ schedule }: ScheduleSource, from: Instant, to: Instant): Instant {
    if (schedule.each === undefined || schedule.latecomers === false) return from;
    return Math.max(this.begin - 1, Math.min(from, startOfDay(periodAt(schedule, localDate(to)).start) - 1));
  }

  private fulfil(duty: Duty): void {
    this.done.add(duty.key);
    const { procedure, row, at } = duty;
    if (row !== undefined) return this.registers.write(row.register, row.key, row.values);
    const input = Object.fromEntries(Object.entries(duty.input).filter(([, value]) => value !== null));
    if (duty.offer !== undefined)
      return this.offer(procedure, input, randomOf(seedOf(this.options.seed, `${duty.key} ${formatInstant(at)}`)));
    this.openBySystem(procedure, 'schedule', at, input);
  }
}
