/**
 * One tick: claims what schedules owe since the last one, then starts the cases and writes the rows that are claimed. It may be repeated, broken off
 * or run twice at once: duties are claimed by their key, and a case is started under it.
 */
import { createHash } from 'node:crypto';
import { StartRefused } from '../activities/case-starts.ts';
import type { Bundle } from '../engine/model.ts';
import { type Calendar, compileCalendar } from '../rules/calendar/calendar.ts';
import { type Instant, localDate, startOfDay } from '../rules/calendar/date.ts';
import type { JsonObject } from '../rules/json.ts';
import type { Store } from '../store/database.ts';
import { currentCalendar, listDefinitions, readContentAs } from '../store/definitions.ts';
import { dutiesToStart, dutyFailed, dutyStarted, readTicks, recordTick, type ScheduleTick } from '../store/duties.ts';
import { insertOffer } from '../store/offers.ts';
import { slugOf } from '../store/outline.ts';
import { mergeIntoRegister, registerRows } from '../store/registers.ts';
import { openCases } from '../store/worklist.ts';
import { periodAt } from './occasion.ts';
import { type Due, type Duty, dueSchedules, type ScheduleSource } from './tick.ts';

export interface TickResult {
  claimed: number;
  started: number;
  /** `reason` holds nobody's data. */
  failed: { duty: Duty; reason: string }[];
  /** Schedules that wait for a year's holidays, or whose expressions failed. */
  held: ScheduleTick[];
}

/** Starts the case of a duty, under the idempotency key `schedule/<key>`, with its legal instant as `at`. */
export type StartDuty = (duty: Duty) => Promise<{ caseId: string }>;

const STARTED_PER_TICK = 2_000;

export async function runTick(store: Store, start: StartDuty, now: Instant): Promise<TickResult> {
  const calendar = await loadCalendar(store);
  // Before the first deployment there is neither calendar nor procedure: nothing is owed.
  if (calendar === undefined) return { claimed: 0, started: 0, failed: [], held: [] };
  const known = new Map((await readTicks(store)).map((tick) => [nameOf(tick), tick.until]));
  const duties: Duty[] = [];
  const ticks: ScheduleTick[] = [];
  for (const { source, since } of await deployedSchedules(store, now)) {
    const until = known.get(nameOf({ procedure: source.procedure, schedule: source.schedule.id })) ?? since;
    const due = dueSchedules([source], calendar, Math.max(since, lookBack(source, until, now)), now);
    duties.push(...due.duties);
    ticks.push(tickOf(source, due, until, now));
  }
  await recordTick(store, duties, ticks);
  const held = ticks.filter((tick) => tick.waitingForYear !== null || tick.fault !== null);
  return { claimed: duties.length, ...(await startDuties(store, start)), held };
}

function nameOf({ procedure, schedule }: { procedure: string; schedule: string }): string {
  return `${procedure}/${schedule}`;
}

/** Who comes into a list during a period is owed that period's case too. */
function lookBack({ schedule }: ScheduleSource, until: Instant, now: Instant): Instant {
  if (schedule.each === undefined || schedule.latecomers === false) return until;
  return Math.min(until, startOfDay(periodAt(schedule, localDate(now)).start) - 1);
}

/** A schedule that waits or failed is followed again from where it was: its keys tell what was done. */
function tickOf(source: ScheduleSource, due: Due, until: Instant, now: Instant): ScheduleTick {
  const waitingForYear = due.waiting[0]?.year ?? null;
  const fault = due.faults[0]?.reason ?? null;
  const isHeld = waitingForYear !== null || fault !== null;
  const name = { procedure: source.procedure, schedule: source.schedule.id };
  return { ...name, until: isHeld ? until : Math.max(until, now), waitingForYear, fault };
}

async function startDuties(store: Store, start: StartDuty): Promise<Pick<TickResult, 'started' | 'failed'>> {
  const failed: TickResult['failed'] = [];
  let started = 0;
  for (const duty of await dutiesToStart(store, STARTED_PER_TICK)) {
    try {
      const { caseId } = await carryOut(store, start, duty);
      await dutyStarted(store, duty.key, caseId);
      started++;
    } catch (error) {
      const reason = reasonOf(error);
      await dutyFailed(store, duty.key, reason);
      failed.push({ duty, reason });
    }
  }
  return { started, failed };
}

async function carryOut(store: Store, start: StartDuty, duty: Duty): Promise<{ caseId: string }> {
  if (duty.row !== undefined) return writeRow(store, duty, duty.row);
  return duty.offer === undefined ? start(duty) : offerStart(store, duty, duty.offer);
}

/** Once, under an id made of the duty's key; what is not known is left to whom it is offered. */
async function offerStart(store: Store, duty: Duty, group: string): Promise<{ caseId: string }> {
  const { key, procedure: definition, unit, at } = duty;
  const caseId = nameBasedUuid(key);
  const input = Object.fromEntries(Object.entries(duty.input).filter(([, value]) => value !== null));
  await insertOffer(store, { caseId, seq: 1, definition, group, unit, input, at });
  return { caseId };
}

/** Once, under an id made of the duty's key. */
async function writeRow(store: Store, { key, at }: Duty, row: NonNullable<Duty['row']>): Promise<{ caseId: string }> {
  const caseId = nameBasedUuid(key);
  await mergeIntoRegister(store, row.register, row, { caseId, seq: 1, at });
  return { caseId };
}

/** RFC 9562, version 8: of a hash. */
function nameBasedUuid(name: string): string {
  const bytes = createHash('sha256').update(name).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

function reasonOf(error: unknown): string {
  if (error instanceof StartRefused) return error.withoutData;
  return error instanceof Error ? error.message : String(error);
}

// ── what is deployed ────────────────────────────────────────────────────────────────────────────────────────────

export async function loadCalendar(store: Store): Promise<Calendar | undefined> {
  const current = await currentCalendar(store.db);
  if (current === null) return undefined;
  const content = await readContentAs<Omit<Parameters<typeof compileCalendar>[0], 'version'>>(store.db, current.hash);
  return compileCalendar({ ...content, version: current.hash });
}

/** The schedules of all current versions; `since`: when the procedure was deployed first, nothing is owed before. */
async function deployedSchedules(store: Store, now: Instant): Promise<{ source: ScheduleSource; since: Instant }[]> {
  const definitions = (await listDefinitions(store.db)).filter(({ kind }) => kind === 'procedure');
  const registers = new Map<string, JsonObject[]>();
  const found: { source: ScheduleSource; since: Instant }[] = [];
  for (const { id, hash, current } of definitions) {
    if (!current) continue;
    const { procedure, decisions } = await readContentAs<Bundle>(store.db, hash);
    if (procedure.schedules.length === 0) continue;
    const slug = slugOf(id);
    for (const { id: register } of procedure.registers) {
      const name = `${slug}/${register}`;
      if (!registers.has(name)) registers.set(name, await recordsOf(store, name));
    }
    const versions = definitions.filter((entry) => entry.id === id);
    const since = Math.min(...versions.map(({ deployedAt }) => deployedAt.getTime()));
    for (const schedule of procedure.schedules) {
      const register = (name: string) => registers.get(`${slug}/${name}`) ?? [];
      const decision = (name: string) => decisions.find((entry) => entry.id === name);
      const open = new Map<string, JsonObject[]>();
      for (const read of schedule.cases ?? []) open.set(read, await openCases(store, read, now));
      const cases = (name: string) => open.get(name) ?? [];
      const source = { procedure: id, schedule, tables: procedure.tables, register, decision, cases };
      found.push({ since, source });
    }
  }
  return found;
}

async function recordsOf(store: Store, register: string): Promise<JsonObject[]> {
  return (await registerRows(store, register)).map(({ key, values }) => ({ ...values, key }));
}
