/**
 * Commands to cases: judged beforehand where that spares a number, signed and sent by the case client under the
 * request's own id, and answered when readers see them or two seconds have passed.
 */
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { canonical } from '../../engine/chain.ts';
import { decide } from '../../engine/decide.ts';
import type { Actor, Command, Refusal } from '../../engine/model.ts';
import { newCase } from '../../engine/new-case.ts';
import { refusal } from '../../engine/refusal.ts';
import type { IsAsSeen } from '../../replay/as-seen.ts';
import type { JsonObject } from '../../rules/json.ts';
import { CaseUnreachable, type SendCommand } from '../../workflows/case-client.ts';
import type { CommandAnswer } from '../../workflows/contract.ts';
import { formTooLarge, stateTooLarge } from '../../workflows/size.ts';
import type { Library } from '../case-file.ts';
import { type Caller, type Standing, startGroups } from '../policy/standing.ts';
import type { Gazette, Ports } from '../ports.ts';
import { Problem } from '../problems.ts';
import { demandHandedIn } from './handed-in.ts';
import { problemOfRefusal } from './refusals.ts';

const VISIBLE_WITHIN_MS = 2_000;
const LOOK_EVERY_MS = 25;
/** A little over the five seconds for which the client itself repeats what is busy or unknown. */
const ANSWER_WITHIN_MS = 6_000;

export interface Accepted {
  caseId: string;
  seq: number;
  status: CommandAnswer['status'];
  outcome: string | null;
  visible: boolean;
}

export interface StartRequest {
  procedure: string;
  input: JsonObject;
  /** The group as which the person starts it; default: the first that fits. */
  as?: string;
  onBehalfOf?: string;
  /** The offer that it takes: one case each. */
  offer?: { caseId: string; seq: number };
}

export interface CommandService {
  /** @throws Problem `not-found`, `forbidden`, `invalid`, `key-reused`, `outcome-unknown` */
  start(caller: Caller, key: string, request: StartRequest): Promise<Accepted & { number: string }>;
  send(request: SendCommand): Promise<Accepted>;
  /** What the same command under the same id was answered before; null if the case knows of none. */
  earlier(request: SendCommand): Promise<Accepted | null>;
  isAsSeen: IsAsSeen;
}

export function createCommandService(ports: Ports, library: Library): CommandService {
  return {
    async start(caller, key, request) {
      const ready = await judgeStart(ports, library, caller, request);
      const { offer } = request;
      const own = `api/${caller.person.id}/${key}`;
      const minted = await ports.commands.mint({
        key: offer === undefined ? own : `offer/${offer.caseId}/${offer.seq}`,
        bodyHash: hashOf({ ...request, ...(offer === undefined ? {} : { own }) }),
        at: ports.now(),
        ...ready,
      });
      if (minted.kind === 'taken') throw problemOfRefusal(taken(minted.input), 'input');
      if (minted.kind === 'conflict') throw new Problem(offer === undefined ? 'key-reused' : 'not-open');
      const { caseId, number, definition, calendar } = minted;
      const { command } = ready;
      await inTime(
        ports.commands.start({ caseId, number, procedure: request.procedure, definition, calendar, command }),
      );
      const seq = await visibleSeq(ports, caseId, 1);
      return { caseId, number, seq, status: 'open', outcome: null, visible: seq > 0 };
    },

    async send(request) {
      return accepted(ports, request.caseId, await inTime(ports.commands.command(request)));
    },

    async earlier(request) {
      const answer = await inTime(ports.commands.earlier(request));
      return answer === null ? null : accepted(ports, request.caseId, answer);
    },

    isAsSeen: (caseId, seen) => inTime(ports.commands.isAsSeen(caseId, seen)),
  };
}

function taken(input: string): Refusal {
  const fault = {
    field: input,
    code: 'taken',
    message: 'there is already a case or a record of it',
    messageZh: '已有办件或登记',
  };
  return refusal('invalid', 'taken', [fault]);
}

async function accepted(ports: Ports, caseId: string, { seq, status, outcome }: CommandAnswer): Promise<Accepted> {
  const seen = await visibleSeq(ports, caseId, seq);
  return { caseId, seq, status, outcome, visible: seen >= seq };
}

export function hashOf(content: unknown): string {
  return createHash('sha256').update(canonical(content)).digest('hex');
}

/**
 * The start as the engine would be given it now: by the definition and the calendar that new cases take.
 * @throws Problem `not-found`, `forbidden`, `unavailable`
 */
export async function proposeStart(
  ports: Pick<Ports, 'shelf'>,
  library: Library,
  caller: Caller,
  request: Omit<StartRequest, 'offer'>,
) {
  const current = (await ports.shelf.list()).find(
    ({ kind, id, current }) => kind === 'procedure' && current && id === request.procedure,
  );
  const calendar = await ports.shelf.currentCalendar();
  if (current === undefined) throw new Problem('not-found');
  if (calendar === null) throw new Problem('unavailable', { detailEn: 'No calendar is deployed yet.' });
  const [program, counts, gazette] = await Promise.all([
    library.program(current.hash),
    library.calendar(calendar.hash),
    library.gazetteOf(request.procedure),
  ]);
  const by = starter(caller, request, program.procedure, gazette);
  const command: Command & { type: 'start' } = { type: 'start', by, input: request.input };
  const state = newCase({ id: '', number: '', definition: current.hash, calendar: calendar.hash });
  return { program, calendar: counts, state, command };
}

/** Decides the start with the engine: a refused one must take no number. */
async function judgeStart(ports: Ports, library: Library, caller: Caller, request: StartRequest) {
  const { program, calendar, state: fresh, command } = await proposeStart(ports, library, caller, request);
  const decided = decide(program, calendar, fresh, command, ports.now());
  const refusal = formTooLarge(command) ?? (decided.ok ? stateTooLarge(fresh, decided.state) : decided.refusal);
  if (refusal !== null) throw problemOfRefusal(refusal, 'input');
  // What an offer brings along was handed in at the case that made it.
  if (request.offer === undefined) {
    const handed = { form: request.input, known: {}, person: caller.person.id, under: 'input' as const };
    await demandHandedIn(ports.files, program.procedure.input.fields, handed);
  }
  const bundle = await ports.shelf.bundle(fresh.definition);
  return { bundle, definition: fresh.definition, calendar: fresh.calendar, command };
}

function starter(
  caller: Caller,
  request: StartRequest,
  procedure: { id: string; startedBy: readonly string[] },
  gazette: Gazette | undefined,
): Actor {
  const groups = startGroups(caller, procedure, gazette);
  const group = request.as === undefined ? groups[0] : groups.find((candidate) => candidate === request.as);
  if (group === undefined) throw new Problem('forbidden', { reason: 'group-may-not-start' });
  return actor(caller, { group, unit: '' }, request.onBehalfOf);
}

export function actor(caller: Caller, as: Standing, onBehalfOf: string | undefined): Actor {
  return {
    group: as.group,
    ...(as.unit === '' ? {} : { unit: as.unit }),
    person: caller.person.id,
    ...(onBehalfOf === undefined ? {} : { onBehalfOf }),
    ...(as.standsInFor === undefined ? {} : { standsInFor: as.standsInFor }),
  };
}

/** The command goes on by itself; what becomes of it is asked again under the same id. */
async function inTime<T>(work: Promise<T>): Promise<T> {
  const waiting = new AbortController();
  const late = sleep(ANSWER_WITHIN_MS, undefined, { signal: waiting.signal }).then(() => {
    throw new CaseUnreachable('No answer yet.');
  });
  late.catch(() => undefined);
  work.catch(() => undefined);
  try {
    return await Promise.race([work, late]);
  } finally {
    waiting.abort();
  }
}

/** The number of the last fact that readers see, when it has reached `seq` or the time is over. */
async function visibleSeq(ports: Ports, caseId: string, seq: number): Promise<number> {
  const until = performance.now() + VISIBLE_WITHIN_MS;
  for (;;) {
    const seen = (await ports.cases.head(caseId).catch(() => null))?.seq ?? 0;
    if (seen >= seq || performance.now() > until) return seen;
    await sleep(LOOK_EVERY_MS);
  }
}
