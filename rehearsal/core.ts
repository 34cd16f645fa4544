/** Runs a scenario on the pure core: virtual time, rules answered at once. */
import { decide } from '../engine/decide.ts';
import { evaluateRules } from '../engine/evaluate-rules.ts';
import type { CaseState, Command, Fact, Refusal, RuleCall } from '../engine/model.ts';
import { newCase } from '../engine/new-case.ts';
import { openCalls } from '../engine/owed.ts';
import { printedEvent, printedRefusal, rehearsalResult } from '../engine/printed.ts';
import type { Program } from '../engine/program.ts';
import { ruleReturn } from '../engine/rule-return.ts';
import type { Calendar } from '../rules/calendar/calendar.ts';
import type { JsonObject } from '../rules/json.ts';
import type { Entry, Scenario } from './scenario.ts';

export type Rehearsed =
  | { kind: 'ran'; result: JsonObject; state: CaseState; facts: Fact[] }
  | { kind: 'invalid'; faults: { field: string; message: string }[] }
  /** A period reached past the years whose holidays are known. */
  | { kind: 'unknown-year'; year: number };

/** Told of every decided command: property tests and the hash chain listen here. */
export type Watch = (state: CaseState, facts: readonly Fact[], command: Command) => void;

export function rehearse(program: Program, calendar: Calendar, scenario: Scenario, watch?: Watch): Rehearsed {
  const stage = new Stage(
    program,
    calendar,
    newCase({ id: scenario.id, number: scenario.id, definition: '', calendar: '' }),
    watch,
  );
  const refused = stage.send({ type: 'start', input: scenario.input }, scenario.start);
  if (refused !== undefined)
    return { kind: 'invalid', faults: refused.faults.map(({ field, message }) => ({ field, message })) };
  for (const entry of scenario.script) stage.perform(entry);
  const year = unknownYear(stage.facts);
  if (year !== undefined) return { kind: 'unknown-year', year };
  return {
    kind: 'ran',
    result: rehearsalResult(program, stage.state, stage.events),
    state: stage.state,
    facts: stage.facts,
  };
}

/** One case on virtual time: what was decided, and what is printed of it. */
export class Stage {
  readonly events: JsonObject[] = [];
  readonly facts: Fact[] = [];
  readonly program: Program;
  readonly calendar: Calendar;
  readonly watch: Watch | undefined;
  state: CaseState;

  constructor(program: Program, calendar: Calendar, state: CaseState, watch: Watch | undefined) {
    this.program = program;
    this.calendar = calendar;
    this.state = state;
    this.watch = watch;
  }

  /** An entry of a script: time passes, then comes its command. A refusal is printed where it happened. */
  perform({ at, command }: Entry): Refusal | undefined {
    this.advance(at);
    if (command === undefined) return undefined;
    const refused = this.send(command, at);
    if (refused !== undefined) this.events.push(printedRefusal(refused, at));
    return refused;
  }

  /** Lets time pass up to `at`, rules included. */
  advance(at: number): void {
    do {
      this.answerRules();
      this.decide({ type: 'advance' }, at);
    } while (openCalls(this.state).length > 0);
  }

  /** Sends a command; the refusal, if it was refused. */
  send(command: Command, at: number): Refusal | undefined {
    const refused = this.decide(command, at);
    // A command brings what it makes due by itself; only behind a rule that is out may more have waited.
    if (refused === undefined && openCalls(this.state).length > 0) this.advance(at);
    return refused;
  }

  private answerRules(): void {
    for (let call = openCalls(this.state)[0]; call !== undefined; call = openCalls(this.state)[0]) {
      this.decide(answer(this.program, this.calendar, call), call.at);
    }
  }

  private decide(command: Command, at: number) {
    const decided = decide(this.program, this.calendar, this.state, command, at);
    if (!decided.ok) return decided.refusal;
    this.state = decided.state;
    for (const fact of decided.facts) {
      this.facts.push(fact);
      const event = printedEvent(fact);
      if (event !== null) this.events.push(event);
    }
    this.watch?.(this.state, decided.facts, command);
    return undefined;
  }
}

/** The command that brings the answer of the rules back. */
export function answer(program: Program, calendar: Calendar, call: RuleCall): Command {
  return ruleReturn(call.call, evaluateRules(call.evaluations, program.decisions, calendar));
}

/** The first year whose holidays a due date needed and nobody knows. */
export function unknownYear(facts: readonly Fact[]): number | undefined {
  for (const fact of facts) {
    if ('due' in fact && fact.due !== null && 'unknownYear' in fact.due) return fact.due.unknownYear;
  }
  return undefined;
}
