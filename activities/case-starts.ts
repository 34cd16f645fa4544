/**
 * Starts a case that another one owes. The start is decided with the engine before a number is minted, so that a
 * refused start leaves no gap in the numbers.
 */
import { createHash } from 'node:crypto';
import { canonical } from '../engine/chain.ts';
import { decide } from '../engine/decide.ts';
import type { Bundle, Command } from '../engine/model.ts';
import { newCase } from '../engine/new-case.ts';
import { loadProgram } from '../engine/program.ts';
import { type CalendarData, compileCalendar } from '../rules/calendar/calendar.ts';
import type { JsonObject } from '../rules/json.ts';
import type { StartCase } from '../workflows/case-client.ts';
import { formTooLarge, stateTooLarge } from '../workflows/size.ts';
import { type CaseStarts, type ContentStore, type EffectRequest, NeverWill } from './ports.ts';

export interface MintCase {
  key: string;
  bodyHash: string;
  procedure: string;
  definition: string;
  calendar: string;
  numberPrefix: string;
  at: number;
  start: { command: Command & { type: 'start' }; at?: number; parent?: { caseId: string; message: string } };
}

/** What the database does for a start. */
export interface StartDesk {
  /** Hashes of the definition and the calendar that new cases of a procedure get; null: not deployed. */
  current(procedure: string): Promise<{ definition: string; calendar: string } | null>;
  /** Case id and number, once for each key. */
  mint(request: MintCase): Promise<{ caseId: string; number: string; definition: string; calendar: string }>;
  markStarted(caseId: string): Promise<void>;
}

export interface CaseStartsParts {
  desk: StartDesk;
  content: ContentStore;
  /** Starts the workflow; repeating it changes nothing. */
  start(request: StartCase): Promise<void>;
  now(): number;
}

export function createCaseStarts(parts: CaseStartsParts): CaseStarts {
  return {
    async start(request) {
      const { procedure, input, link } = contentOf(request);
      return startOnce(parts, {
        key: `effect/${request.key}`,
        content: request.content,
        procedure,
        input,
        extra: link === undefined ? {} : { parent: { caseId: request.caseId, message: link } },
      });
    },
  };
}

/** What a schedule owes: `at` is its legal instant, `key` makes it once. */
export interface ScheduledStart {
  key: string;
  procedure: string;
  at: number;
  input: JsonObject;
}

export function createStartDuty(parts: CaseStartsParts): (duty: ScheduledStart) => Promise<{ caseId: string }> {
  return ({ key, procedure, at, input }) =>
    startOnce(parts, {
      key: `schedule/${hashOf(key)}`,
      content: { procedure, input },
      procedure,
      input,
      extra: { at },
    });
}

interface Start {
  key: string;
  content: JsonObject;
  procedure: string;
  input: JsonObject;
  extra: { at?: number; parent?: { caseId: string; message: string } };
}

async function startOnce(parts: CaseStartsParts, start: Start): Promise<{ caseId: string; number: string }> {
  const { procedure, extra } = start;
  const current = await parts.desk.current(procedure);
  if (current === null) throw new NeverWill(`The procedure ${procedure} is not deployed: deploy it and try again.`);
  const command = { type: 'start' as const, input: start.input };
  const at = extra.at ?? parts.now();
  const bundle = await bundleThatTakes(parts, current, command, at);
  const minted = await parts.desk.mint({
    key: start.key,
    bodyHash: hashOf(canonical(start.content)),
    procedure,
    ...current,
    numberPrefix: bundle.procedure.numberPrefix,
    at,
    start: { command, ...extra },
  });
  await parts.start({ ...minted, procedure, command, ...extra });
  await parts.desk.markStarted(minted.caseId);
  return { caseId: minted.caseId, number: minted.number };
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function contentOf({ content }: EffectRequest): { procedure: string; input: JsonObject; link?: string } {
  const { definition, input, link } = content as { definition: string; input: JsonObject; link?: string };
  return { procedure: definition, input, ...(typeof link === 'string' ? { link } : {}) };
}

/** The procedure refuses the start; the message may quote the input, `withoutData` does not. */
export class StartRefused extends NeverWill {
  readonly withoutData: string;

  constructor(message: string, withoutData: string) {
    super(message);
    this.withoutData = withoutData;
  }
}

/** @throws StartRefused if the procedure refuses the start. */
async function bundleThatTakes(
  { content }: CaseStartsParts,
  { definition, calendar }: { definition: string; calendar: string },
  command: Command,
  at: number,
): Promise<Bundle> {
  const [bundle, data] = await Promise.all([
    json<Bundle>(content, definition),
    json<Omit<CalendarData, 'version'>>(content, calendar),
  ]);
  const fresh = newCase({ id: '', number: '', definition, calendar });
  const decided = decide(loadProgram(bundle), compileCalendar({ version: calendar, ...data }), fresh, command, at);
  const refusal = formTooLarge(command) ?? (decided.ok ? stateTooLarge(fresh, decided.state) : decided.refusal);
  if (refusal === null) return bundle;
  const { reason, faults } = refusal;
  const why = faults.map(({ field, message }) => `${field}: ${message}`).join('; ');
  const where = faults.map(({ field, code }) => `${field}: ${code}`).join('; ');
  const what = `${bundle.procedure.id} can't be started with this input (${reason})`;
  throw new StartRefused(`${what}: ${why}`, `${what}: ${where}`);
}

async function json<T>(content: ContentStore, hash: string): Promise<T> {
  const text = await content.get(hash);
  if (text === null) throw new Error(`The content store has nothing under ${hash}.`);
  return JSON.parse(text) as T;
}
