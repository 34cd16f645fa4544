/**
 * Runs a scenario as a real case on a Temporal server whose clock skips to the next entry: the same workflow, timers,
 * updates and activities as in the office. What is printed comes from the history, decided again on the way: a
 * rehearsal is an audit too.
 *
 * The case's clock is the server's virtual time shifted to the scenario's start. An entry carries its own instant, so
 * that the milliseconds which a machine takes never show.
 */
import { randomUUID } from 'node:crypto';
import { Client, Connection, type WorkflowHandle } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import PQueue from 'p-queue';
import { runsOf } from '../activities/case-histories.ts';
import { createEvaluateRules } from '../activities/evaluate-rules.ts';
import type { Archive, ContentStore, ReadModel } from '../activities/ports.ts';
import { createPrograms } from '../activities/programs.ts';
import { createProject } from '../activities/project.ts';
import type { EffectOrder } from '../activities/shapes.ts';
import { createDataConverter } from '../codec/data-converter.ts';
import { createSigner } from '../codec/signing.ts';
import { canonical, digest } from '../engine/chain.ts';
import { decide } from '../engine/decide.ts';
import type { Bundle, CaseState, Command, Fact, Refusal } from '../engine/model.ts';
import { newCase } from '../engine/new-case.ts';
import { printedEvent, printedRefusal, rehearsalResult } from '../engine/printed.ts';
import { loadProgram, type Program } from '../engine/program.ts';
import { createFindEndedCase } from '../replay/ended-case.ts';
import { fold } from '../replay/fold.ts';
import { type History, readRun } from '../replay/history.ts';
import { type Calendar, type CalendarData, compileCalendar } from '../rules/calendar/calendar.ts';
import type { JsonObject } from '../rules/json.ts';
import type { TemporalConnectionConfig } from '../runtime/config.ts';
import { createKeys, type Keys } from '../runtime/keys.ts';
import { fastForward } from '../runtime/time-skipping.ts';
import { caseBundle } from '../workflows/bundle.ts';
import { type CaseClient, CaseRefusal, createCaseClient } from '../workflows/case-client.ts';
import { createCaseWorker } from '../workflows/case-worker.ts';
import type { CaseView } from '../workflows/contract.ts';
import type { Rehearsed } from './core.ts';
import type { Scenario } from './scenario.ts';

export interface TemporalStageOptions {
  server: TemporalConnectionConfig;
  /** One in which time can be skipped. */
  namespace: string;
  /** Where the workflow's bundle is kept between runs; absent: made anew. */
  bundleDirectory?: string;
  /** Cases at one time; default 16. */
  concurrency?: number;
  /** Default: fresh ones, gone afterwards. */
  keys?: Pick<Keys, 'dataKeys' | 'commandKeys'>;
}

export interface RehearseOptions {
  /** Goes on in a new run after so many commands; what is printed must not depend on it. */
  forceContinueAsNewEvery?: number;
  /** Under which id the workflow runs (default: any), and who is given its histories. */
  keep?: { workflowId: string; take(runs: KeptRun[]): void };
}

export interface KeptRun {
  runId: string;
  history: History;
}

export interface TemporalStage {
  rehearse(bundle: Bundle, calendar: CalendarData, scenario: Scenario, options?: RehearseOptions): Promise<Rehearsed>;
  close(): Promise<void>;
}

/** Connects and starts a worker of its own. */
export async function openTemporalStage(options: TemporalStageOptions): Promise<TemporalStage> {
  const keys = options.keys ?? createKeys();
  const contents = new Map<string, string>();
  const content: ContentStore = { get: (hash) => Promise.resolve(contents.get(hash) ?? null) };
  const dataConverter = createDataConverter(keys, content);
  const [connection, native, workflowBundle] = await Promise.all([
    Connection.connect(options.server),
    NativeConnection.connect(options.server),
    caseBundle(options.bundleDirectory),
  ]);
  const { namespace } = options;
  const client = new Client({ connection, namespace, dataConverter: createDataConverter(keys) });
  const taskQueue = `rehearsal-${randomUUID()}`;
  const programs = createPrograms(content);
  const activities = {
    ...nothingHappens,
    project: createProject({ readModel: nobodyReads, programs, log: () => undefined }),
    evaluateRules: createEvaluateRules(programs),
  };
  const worker = await createCaseWorker({
    ...{ connection: native, namespace, keys, content, workflowBundle, taskQueue, activities },
  });
  const running = worker.run();
  const queue = new PQueue({ concurrency: options.concurrency ?? 16 });
  const store = (value: unknown): string => {
    const text = canonical(value);
    const hash = digest(text);
    contents.set(hash, text);
    return hash;
  };
  const [codec] = dataConverter.payloadCodecs;
  if (codec === undefined) throw new Error('no codec');
  const endedCase = createFindEndedCase({ client, codec, archive: nothingArchived });

  return {
    rehearse(bundle, calendar, scenario, { forceContinueAsNewEvery, keep } = {}) {
      const begin = () => {
        const workflowId = keep?.workflowId ?? randomUUID();
        const sign = createSigner(keys.commandKeys);
        const cases = createCaseClient({
          ...{ client, sign, taskQueue, workflowIdOf: () => workflowId },
          endedCase: () => endedCase(workflowId),
        });
        return new TemporalRun({
          ...{ client, cases, workflowId, bundle, scenario },
          ...{ program: loadProgram(bundle), calendar: compileCalendar(calendar) },
          ...{ definitionHash: store(bundle), calendarHash: store(calendar) },
          ...(forceContinueAsNewEvery === undefined ? {} : { forceContinueAsNewEvery }),
          readHistory: (history) => readRun(history, workflowId, codec),
          ...(keep === undefined ? {} : { keep: (runs) => keep.take(runs) }),
        });
      };
      return queue.add(() => untilOver(scenario.id, begin, keep === undefined ? ATTEMPTS : 1));
    },
    async close() {
      await queue.onIdle();
      worker.shutdown();
      await running;
      await Promise.all([connection.close(), native.close()]);
    },
  };
}

const nothingArchived: Pick<Archive, 'read'> = { read: () => Promise.resolve([]) };

const nobodyReads: ReadModel = { project: () => Promise.resolve({ kind: 'stored' }) };

/** Nothing leaves: what a case owes in a rehearsal is recorded and not carried out. */
const nothingHappens = {
  carryOut: (orders: readonly EffectOrder[]) =>
    Promise.resolve(orders.map(({ request: { of } }) => ({ of, result: {} }))),
  tellParent: () => Promise.resolve(),
};

interface RunParts {
  client: Client;
  cases: CaseClient;
  workflowId: string;
  bundle: Bundle;
  program: Program;
  calendar: Calendar;
  definitionHash: string;
  calendarHash: string;
  scenario: Scenario;
  forceContinueAsNewEvery?: number;
  readHistory(history: History): ReturnType<typeof readRun>;
  keep?(runs: KeptRun[]): void;
}

/** A case may go on in a new run while its clock runs ahead; each such run is forwarded anew. */
const FORWARDS_MAX = 50;

/** Far more than the longest takes; a workflow whose code fails would be waited for for ever. */
const REHEARSAL_LIMIT_MS = 4 * 60_000;
/**
 * Now and then the server loses a fast-forward, and the clock stands; or it carries one out whose answer was lost, and
 * the one that is sent again goes too far. Neither says anything of the case: it is begun again, as another one.
 */
const ATTEMPTS = 3;

class ClockAstray extends Error {}

async function untilOver(id: string, begin: () => TemporalRun, attempts: number): Promise<Rehearsed> {
  for (let attempt = 1; ; attempt++) {
    const run = begin();
    try {
      return await withinLimit(id, run.rehearse());
    } catch (error) {
      if (!(error instanceof ClockAstray)) throw error;
      await run.abandon();
      if (attempt === attempts) throw error;
    }
  }
}

async function withinLimit<T>(id: string, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const say = () =>
      reject(new ClockAstray(`Rehearsal ${id} did not end within ${REHEARSAL_LIMIT_MS / 60_000} minutes.`));
    timer = setTimeout(say, REHEARSAL_LIMIT_MS);
  });
  // What it still waits for ends with its case.
  work.catch(() => undefined);
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** A refusal and the number of the last fact before it. */
interface RefusedAt {
  after: number;
  event: JsonObject;
}

class TemporalRun {
  private readonly parts: RunParts;
  private readonly refusals: RefusedAt[] = [];
  /** The case as last seen, and when that was on our own clock. */
  private view: CaseView | undefined;
  private seenAt = 0;
  private commands = 0;

  constructor(parts: RunParts) {
    this.parts = parts;
  }

  async rehearse(): Promise<Rehearsed> {
    const { scenario } = this.parts;
    const refused = this.decideStart();
    if (refused !== undefined) {
      return { kind: 'invalid', faults: refused.faults.map(({ field, message }) => ({ field, message })) };
    }
    const handle = await this.start();
    try {
      await this.look();
      for (const { at, command } of scenario.script) {
        await this.forwardTo(at);
        await this.perform(command ?? { type: 'advance' }, at);
      }
      return await this.result();
    } finally {
      await handle.terminate('the rehearsal is over').catch(() => undefined);
    }
  }

  /** Ends the case, so that nothing waits for it any more. */
  async abandon(): Promise<void> {
    const { client, workflowId } = this.parts;
    await client.workflow
      .getHandle(workflowId)
      .terminate('the rehearsal is begun again')
      .catch(() => undefined);
  }

  /** As the API does before it starts a case. */
  private decideStart(): Refusal | undefined {
    const { program, calendar, scenario, definitionHash, calendarHash } = this.parts;
    const { id, start, input } = scenario;
    const fresh = newCase({ id, number: id, definition: definitionHash, calendar: calendarHash });
    const decided = decide(program, calendar, fresh, { type: 'start', input }, start);
    return decided.ok ? undefined : decided.refusal;
  }

  private async start(): Promise<WorkflowHandle> {
    const { client, cases, scenario, bundle, workflowId, forceContinueAsNewEvery } = this.parts;
    const { definitionHash: definition, calendarHash: calendar } = this.parts;
    const { id, start, input } = scenario;
    await cases.start({
      ...{ caseId: id, number: id, procedure: bundle.procedure.id, definition, calendar },
      command: { type: 'start', input },
      rehearsal: { start },
      ...(forceContinueAsNewEvery === undefined ? {} : { forceContinueAsNewEvery }),
    });
    return client.workflow.getHandle(workflowId);
  }

  // ---- time ----

  private async forwardTo(at: number): Promise<void> {
    for (let attempt = 1; attempt <= FORWARDS_MAX; attempt++) {
      const clock = (this.view?.clock ?? 0) + (Date.now() - this.seenAt);
      const ms = Math.ceil(at - clock);
      if (ms <= 0 || this.view?.state.status === 'ended') return;
      try {
        // Then everything due before has happened; how the case stands is asked after the entry that follows.
        if ((await fastForward(this.parts.client, this.parts.workflowId, ms)) === 'reached') return;
      } catch (error) {
        if (attempt === FORWARDS_MAX) throw error;
      }
      // The case ended, or went on in a new run on the way: then that one is forwarded.
      await this.look();
    }
  }

  /** The case when nothing is about to happen by itself. */
  private async look(): Promise<void> {
    const { cases, scenario } = this.parts;
    for (;;) {
      try {
        const view = await cases.state(scenario.id);
        this.view = view;
        this.seenAt = Date.now();
        if (view.isSettled) return;
      } catch (error) {
        if (error instanceof CaseRefusal && error.type === 'not-open') return;
        throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  // ---- entries ----

  private async perform(command: Command, at: number): Promise<void> {
    const refused = await this.send(command, at);
    // A refused command brings not even what the clock would: that happens all the same, before the refusal.
    if (refused !== undefined) await this.send({ type: 'advance' }, at);
    await this.look();
    if (refused === undefined || command.type === 'advance') return;
    const refusal = refused ?? this.refusalAfterEnd(command, at);
    if (refusal !== null) this.refusals.push({ after: this.view?.state.seq ?? 0, event: printedRefusal(refusal, at) });
  }

  /** Undefined: performed. Null: the workflow has ended, and says no more why. */
  private async send(command: Command, at: number): Promise<Refusal | null | undefined> {
    this.commands += 1;
    const { cases, scenario } = this.parts;
    const id = `entry-${this.commands}`;
    try {
      for (let attempt = 1; ; attempt++) {
        try {
          await cases.command({ caseId: scenario.id, id, command, at });
          return undefined;
        } catch (error) {
          if (!(error instanceof CaseRefusal) || error.type !== 'clock' || attempt >= FORWARDS_MAX) throw error;
          // The refused command has shown what the clock really is.
          await this.look();
          if ((this.view?.state.now ?? 0) > at)
            throw new ClockAstray(`Rehearsal ${scenario.id}: its clock ran past an entry.`);
          await this.forwardTo(at);
        }
      }
    } catch (error) {
      if (!(error instanceof CaseRefusal)) throw error;
      if (error.refusal?.detail === 'case-ended' && error.refusal.step === undefined) return null;
      if (error.refusal === null || error.type === 'busy') throw error;
      return error.refusal;
    }
  }

  private refusalAfterEnd(command: Command, at: number): Refusal | null {
    const { program, calendar } = this.parts;
    const state = this.view?.state;
    if (state === undefined) return null;
    const decided = decide(program, calendar, { ...state, status: 'ended' } satisfies CaseState, command, at);
    return decided.ok ? null : decided.refusal;
  }

  // ---- the result ----

  private async result(): Promise<Rehearsed> {
    const { keep, client, workflowId, scenario } = this.parts;
    // Histories that are kept are whole: an ended case still has to carry out what it owes.
    if (keep !== undefined && this.view?.state.status === 'ended') await client.workflow.getHandle(workflowId).result();
    const kept = await runsOf({ client, archive: nothingArchived }, workflowId);
    const runs = [];
    for (const { history } of kept) runs.push(await this.parts.readHistory(history));
    const { state, facts, difference } = fold(runs.map((run) => ({ ...run, end: settledEnd(run.end) })));
    if (difference !== null) throw new Error(`The history of the rehearsal does not hold: ${difference.message}`);
    const all = facts.map(({ fact }) => fact);
    const last = scenario.script.at(-1)?.at ?? scenario.start;
    if (all.some(({ at }) => at > last))
      throw new ClockAstray(`Rehearsal ${scenario.id}: its clock ran past the last entry.`);
    keep?.(kept);
    const year = unknownYear(all);
    if (year !== undefined) return { kind: 'unknown-year', year };
    return { kind: 'ran', result: rehearsalResult(this.parts.program, state, this.events(all)), state, facts: all };
  }

  private events(facts: readonly Fact[]): JsonObject[] {
    const before = (seq: number) => this.refusals.filter(({ after }) => after === seq).map(({ event }) => event);
    return [
      ...before(0),
      ...facts.flatMap((fact) => {
        const event = printedEvent(fact);
        return [...(event === null ? [] : [event]), ...before(fact.seq)];
      }),
    ];
  }
}

/** A rehearsal ends in the middle of a case. */
function settledEnd(end: Awaited<ReturnType<typeof readRun>>['end']): typeof end {
  return end.kind === 'broken' ? { kind: 'open' } : end;
}

function unknownYear(facts: readonly Fact[]): number | undefined {
  for (const fact of facts) {
    if ('due' in fact && fact.due !== null && 'unknownYear' in fact.due) return fact.due.unknownYear;
  }
  return undefined;
}
