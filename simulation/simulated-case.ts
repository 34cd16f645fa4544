/** One case of a simulation on the core, with the script that leads to it again. */
import { decide } from '../engine/decide.ts';
import type { CaseState, Command, Fact, Refusal } from '../engine/model.ts';
import { newCase } from '../engine/new-case.ts';
import { rehearsalResult } from '../engine/printed.ts';
import type { Program } from '../engine/program.ts';
import { Stage, unknownYear, type Watch } from '../rehearsal/core.ts';
import type { Entry, Scenario } from '../rehearsal/scenario.ts';
import type { Calendar } from '../rules/calendar/calendar.ts';
import { type Instant, localDate } from '../rules/calendar/date.ts';
import type { JsonObject } from '../rules/json.ts';
import type { Act, Example } from './examples.ts';
import type { Random } from './random.ts';
import { moved, moveOf } from './values.ts';

/** Who opened it: a person, a schedule, another case, or a person who was offered to by one of these. */
export type Origin = 'person' | 'schedule' | 'case' | 'offer';

export interface CaseStart {
  id: string;
  program: Program;
  at: Instant;
  input: JsonObject;
  origin: Origin;
  /** What its people follow, if they follow one. */
  example: Example | undefined;
  random: Random;
  /** Which case is told its end, by which message. */
  parent?: { of: SimulatedCase; message: string };
}

export class SimulatedCase {
  readonly given: CaseStart;
  readonly script: Entry[] = [];
  /** Tokens for which somebody has planned to act. */
  readonly planned = new Set<number>();
  /** The instant for which it is in the agenda. */
  wake: Instant | undefined;
  refusals = 0;
  /** Forms for which nobody found what fits. */
  unfilled = 0;
  private readonly stage: Stage;
  private readonly calendar: Calendar;
  private readonly used = new Set<Act>();
  private seen = 0;

  constructor(given: CaseStart, calendar: Calendar, watch?: Watch) {
    this.given = given;
    this.calendar = calendar;
    this.stage = new Stage(given.program, calendar, freshCase(given.id), watch);
  }

  get state(): CaseState {
    return this.stage.state;
  }

  get facts(): readonly Fact[] {
    return this.stage.facts;
  }

  /** The refusal, if the input is refused. */
  start(): Refusal | undefined {
    return this.stage.send({ type: 'start', input: this.given.input }, this.given.at);
  }

  advance(at: Instant): void {
    this.stage.advance(at);
  }

  /** What a command would be refused for; nothing changes. */
  tried(command: Command, at: Instant): Refusal | undefined {
    const decided = decide(this.given.program, this.calendar, this.state, command, at);
    return decided.ok ? undefined : decided.refusal;
  }

  perform(command: Command, at: Instant): Refusal | undefined {
    this.script.push({ at, command });
    const refused = this.stage.perform({ at, command });
    if (refused !== undefined) this.refusals += 1;
    return refused;
  }

  /** Facts since it was asked last. */
  news(): Fact[] {
    const news = this.stage.facts.slice(this.seen);
    this.seen = this.stage.facts.length;
    return news;
  }

  /** What the example does next of that name; not twice the same. */
  nextAct(name: string, isMessage: boolean, item?: string): Act | undefined {
    const acts = this.given.example?.acts.filter((act) => act.name === name && act.isMessage === isMessage) ?? [];
    const next = acts.find((act) => !this.used.has(act) && (act.item === item || item === undefined));
    return next ?? acts.find((act) => !this.used.has(act));
  }

  /** The data of an act with its dates moved and, should these not fit, as they stand. */
  take(act: Act): JsonObject[] {
    this.used.add(act);
    const { example, at } = this.given;
    return example === undefined
      ? [act.data]
      : [moved(act.data, moveOf(localDate(example.start), localDate(at))), act.data];
  }

  /** A year whose holidays are not known and that a period reached. */
  get unknownYear(): number | undefined {
    return unknownYear(this.stage.facts);
  }

  /** Its script up to `end`, as a scenario. */
  scenario(end: Instant): Scenario {
    const { id, program, at: start, input } = this.given;
    const script = [...this.script, { at: end, command: undefined }];
    return { id, definition: program.procedure.id, start, input, script, expect: undefined };
  }

  /** What a rehearsal of its scenario prints. */
  printed(): JsonObject {
    return rehearsalResult(this.given.program, this.state, this.stage.events);
  }
}

export function freshCase(id: string): CaseState {
  return newCase({ id, number: id, definition: '', calendar: '' });
}
