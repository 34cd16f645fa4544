/**
 * The second pass of an audit, which needs no Temporal: takes the recorded commands one after the other, decides them
 * again with the pinned definition, and compares with what was recorded: every fact, the chain of hashes at every
 * number, the state's hash at every command, the results of rules, what one run hands to the next.
 */
import { nativeHash } from '../codec/native-hash.ts';
import { canonical, chain as chainHash, GENESIS, stateHash } from '../engine/chain.ts';
import { decide } from '../engine/decide.ts';
import { evaluateRules } from '../engine/evaluate-rules.ts';
import type { CaseState, Command, Fact } from '../engine/model.ts';
import { newCase } from '../engine/new-case.ts';
import { loadProgram, type Program } from '../engine/program.ts';
import type { Calendar } from '../rules/calendar/calendar.ts';
import { contentHash } from '../workflows/content-hash.ts';
import type { KeptAnswer, RecordedStep, Ref, SignedCommand } from '../workflows/contract.ts';
import { calendarOf } from '../workflows/shell.ts';
import type { RunRecord } from './history.ts';

/** What was compared. Each has a test that fails for it alone. */
export type Check =
  | 'manifest'
  | 'content'
  | 'unreadable'
  | 'signature'
  | 'command'
  | 'rule'
  | 'fact'
  | 'chain'
  | 'state'
  | 'run'
  | 'end'
  | 'replay';

export interface Difference {
  check: Check;
  /** Number of the fact where it shows; null where it is none's. */
  number: number | null;
  message: string;
}

export interface Folded {
  state: CaseState;
  chain: string;
  facts: { fact: Fact; hash: string }[];
  /** What the commands of people were answered, in their order. */
  answers: KeptAnswer[];
  /** The first difference; the fold ends there. */
  difference: Difference | null;
}

/** Where an audit ends; `at` is set by whoever knows the number. */
export class Differs extends Error {
  override readonly name = 'Differs';
  readonly difference: Difference;

  constructor(check: Check, number: number | null, message: string) {
    super(message);
    this.difference = { check, number, message };
  }
}

/** @param runs all runs of the case, in their order. */
export function fold(runs: readonly RunRecord[]): Folded {
  const [first] = runs;
  if (first === undefined) throw new RangeError('A case has at least one run.');
  const folding = new Folding(first);
  let difference: Difference | null = null;
  try {
    runs.forEach((run, index) => {
      folding.run(run, index, runs[index + 1]);
    });
  } catch (error) {
    if (!(error instanceof Differs)) throw error;
    difference = error.difference;
  }
  const { state, chain, facts, answers } = folding;
  return { state, chain, facts, answers, difference };
}

class Folding {
  state: CaseState;
  chain = GENESIS;
  readonly facts: Folded['facts'] = [];
  readonly answers: KeptAnswer[] = [];
  private readonly program: Program;
  private calendar: Calendar;

  constructor({ input, bundle, calendar }: RunRecord) {
    const content = bundle.content;
    if (content === undefined) throw new Differs('content', null, `The definition ${bundle.hash} is missing.`);
    if (calendar.content === undefined) throw new Differs('content', null, `The calendar ${calendar.hash} is missing.`);
    this.program = loadProgram(content);
    this.calendar = calendarOf(calendar);
    const { caseId: id, number } = input;
    this.state = newCase({ id, number, definition: bundle.hash, calendar: calendar.hash });
  }

  run(run: RunRecord, index: number, next: RunRecord | undefined): void {
    if (index > 0) this.begins(run, index);
    for (const step of run.steps) this.step(run, step);
    this.ends(run, next);
  }

  // ---- one step ----

  private step(run: RunRecord, step: RecordedStep): void {
    const { id, command, calendar, at } = this.commandOf(run, step);
    const from = this.state.seq + 1;
    if (at !== undefined && at !== step.now)
      throw this.differs('command', `a recorded ${command.type} happened at another instant than it carries`);
    if (command.type === 'rule-returned' || command.type === 'rule-failed') this.checkRule(command);
    if (command.type === 'use-calendar') this.calendar = this.calendarFrom(calendar, command.calendar);
    const decided = decide(this.program, this.calendar, this.state, command, step.now);
    if (!decided.ok) {
      const { reason, detail } = decided.refusal;
      throw this.differs('command', `a recorded ${command.type} is refused: ${reason}, ${detail}`);
    }
    this.compareFacts(decided.facts, step.facts);
    this.state = decided.state;
    if (stateHash(this.state, nativeHash) !== step.stateHash) {
      throw this.differs('state', 'the state after it has another hash than recorded', this.state.seq);
    }
    if (id === undefined) return;
    const { seq, status, outcome } = this.state;
    const answer = { from, seq, chain: this.chain, status, outcome };
    this.answers.push({ id, content: contentHash(command), answer });
  }

  private compareFacts(facts: readonly Fact[], recorded: RecordedStep['facts']): void {
    facts.forEach((fact, place) => {
      const copy = recorded[place];
      if (copy === undefined) throw this.differs('fact', `${fact.type} is missing from the record`, fact.seq);
      if (canonical(copy.fact) !== canonical(fact)) {
        throw this.differs('fact', `expected ${brief(fact)}, recorded is ${brief(copy.fact)}`, fact.seq);
      }
      this.chain = chainHash(this.chain, fact, nativeHash);
      if (copy.hash !== this.chain) throw this.differs('chain', 'its hash is another than recorded', fact.seq);
      this.facts.push({ fact, hash: this.chain });
    });
    const extra = recorded[facts.length];
    if (extra === undefined) return;
    throw this.differs('fact', `${extra.fact.type} is recorded and nothing leads to it`, extra.fact.seq);
  }

  /** The command of a step: the case's own, or a person's, whose signature must hold, with the instant it happens at. */
  private commandOf(
    run: RunRecord,
    { by }: RecordedStep,
  ): { id?: string; command: Command; calendar: Ref | null; at?: number } {
    if (by.kind === 'case') return { command: by.command, calendar: null };
    const update = by.kind === 'start' ? { signed: run.start, calendar: null } : run.updates.get(by.id);
    const name = by.kind === 'start' ? 'the start' : `command ${by.id}`;
    if (!update?.signed) throw this.differs('command', `${name} is not in the history`);
    this.checkSignature(update.signed, name);
    const { id, command, at } = update.signed.signed;
    const isOfInstant = at !== undefined && run.input.engineVersion >= 2;
    return { id, command, calendar: update.calendar, ...(isOfInstant ? { at } : {}) };
  }

  private checkSignature({ signed, verdict, key }: SignedCommand, name: string): void {
    if (verdict === 'unknown-key') throw this.differs('signature', `${name} is signed with key ${key}, not known here`);
    if (verdict === 'valid' && signed.caseId === this.state.id) return;
    throw this.differs('signature', `the signature of ${name} does not hold`);
  }

  /** Rules are pure: what they said then, they say again. */
  private checkRule(command: Command & { type: 'rule-returned' | 'rule-failed' }): void {
    const call = this.state.calls.find((candidate) => candidate.call === command.call);
    if (call === undefined) throw this.differs('rule', `nothing called the rule of call ${command.call}`);
    const again = evaluateRules(call.evaluations, this.program.decisions, this.calendar);
    // A failure may have had a cause outside the rule; a result never has.
    if (command.type === 'rule-failed') return;
    if (again.ok && canonical(again.results) === canonical(command.results)) return;
    const names = call.evaluations.map(({ decision }) => decision).join(', ');
    throw this.differs('rule', `${names} gives another result than recorded`);
  }

  private calendarFrom(ref: Ref | null, hash: string): Calendar {
    if (ref?.hash === hash && ref.content !== undefined) return calendarOf(ref);
    throw new Differs('content', this.state.seq + 1, `The calendar ${hash} is missing.`);
  }

  private differs(check: Check, what: string, number = this.state.seq + 1): Differs {
    return new Differs(check, number, `At number ${number}: ${what}.`);
  }

  // ---- from run to run ----

  private begins({ input }: RunRecord, index: number): void {
    const { resumed } = input;
    if (resumed === undefined || resumed.runNumber !== index + 1) {
      throw this.differs('run', `run ${index + 1} does not begin where the one before ended`);
    }
    if (resumed.chain !== this.chain) throw this.differs('run', `run ${index + 1} begins with another chain`);
    if (stateHash(resumed.state, nativeHash) !== stateHash(this.state, nativeHash)) {
      throw this.differs('run', `run ${index + 1} begins with another state`);
    }
  }

  private ends({ end }: RunRecord, next: RunRecord | undefined): void {
    const isLast = next === undefined;
    if (end.kind === 'broken') throw this.differs('end', `the run has ${end.how}`);
    if (isLast && end.kind === 'continued') throw this.differs('end', 'the run goes on in a next one that is missing');
    // What follows the end of the case begins with the command for which it was begun.
    if (!isLast && end.kind !== (next.start === null ? 'continued' : 'completed'))
      throw this.differs('end', `a run that is ${end.kind} is followed by another`);
    if (end.kind !== 'completed') return;
    const { outcome, seq, chain } = end.result;
    if (outcome === this.state.outcome && seq === this.state.seq && chain === this.chain) return;
    throw this.differs('end', `the result names number ${seq} with ${outcome}, the facts end otherwise`);
  }
}

function brief(fact: Fact): string {
  const text = canonical(fact);
  return text.length <= 160 ? text : `${text.slice(0, 157)}…`;
}
