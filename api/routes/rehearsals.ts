/**
 * Rehearsals on virtual time: a script so far and one more act, played on the pure core. Nothing is kept between two
 * requests, and nothing is written anywhere.
 */
import { Type } from 'typebox';
import type { Program } from '../../engine/program.ts';
import type { Watch } from '../../rehearsal/core.ts';
import { notStarted, type Played, play } from '../../rehearsal/play.ts';
import { parseScenario, type Scenario } from '../../rehearsal/scenario.ts';
import { formatInstant } from '../../rules/calendar/date.ts';
import { formSchema } from '../../rules/form/json-schema.ts';
import type { JsonObject } from '../../rules/json.ts';
import { problemOfRefusal } from '../commands/refusals.ts';
import type { App, Context } from '../context.ts';
import { nextMorning, rehearsalView, scenarioFile } from '../present/rehearsal.ts';
import { Problem } from '../problems.ts';
import { DataItem, Deadline } from '../schemas/cases.ts';
import { Citation, Data, Instant, JsonSchema, Label, Named, nullable, ref, refusals } from '../schemas/common.ts';
import { DefinitionFiles } from '../schemas/definitions.ts';
import { createTryouts } from '../tryouts.ts';

const LIMITS = { entries: 500, facts: 20_000, ms: 3_000 } as const;
const FILES_MAX = 16 * 1024 * 1024;

const Rehearsal = Type.Object({
  scenario: Type.Unsafe<JsonObject>({
    type: 'object',
    additionalProperties: true,
    description: 'The script with the act in it, as `banli rehearse` reads it; send it back with the next act.',
  }),
  form: ref(JsonSchema),
  now: Instant,
  tomorrow: { ...Instant, description: 'The next morning.' },
  status: Type.Enum(['new', 'open', 'ended']),
  outcome: nullable(ref(Named)),
  unknownYear: nullable(
    Type.Integer({ description: 'A period reached into this year, whose holidays are not published.' }),
  ),
  events: Type.Array(Type.Object({ at: Instant, type: Type.String(), text: ref(Label), by: nullable(ref(Label)) })),
  tasks: Type.Array(
    Type.Object({
      step: ref(Named),
      citations: Type.Array(ref(Citation)),
      item: nullable(Type.String()),
      itemLabel: nullable(ref(Label)),
      group: ref(Named),
      since: Instant,
      form: ref(JsonSchema),
      initial: Data,
    }),
  ),
  waits: Type.Array(ref(Named)),
  messages: Type.Array(
    Type.Object({
      ...Named.properties,
      citations: Type.Array(ref(Citation)),
      from: Type.Array(ref(Named)),
      form: ref(JsonSchema),
    }),
  ),
  deadlines: Type.Array(ref(Deadline)),
  documents: Type.Array(
    Type.Object({ ...Named.properties, at: Instant, text: Type.String(), mayServe: Type.Boolean() }),
  ),
  next: nullable(Type.Object({ at: Instant, text: ref(Label) })),
  data: Type.Array(ref(DataItem)),
});

export function rehearsalRoutes(app: App, { ports, library }: Context): void {
  const tryouts = createTryouts(ports.compile);

  app.post(
    '/api/rehearsals',
    {
      bodyLimit: FILES_MAX,
      config: { action: 'definition.rehearse' },
      schema: {
        operationId: 'rehearse',
        tags: ['definitions'],
        description:
          'Plays a script on virtual time and tries one more act. Of a deployed definition, or of files that are not deployed. Nothing is written.',
        body: Type.Object(
          {
            definition: Type.String({ maxLength: 200 }),
            version: Type.Optional(Type.Integer({ minimum: 1 })),
            files: Type.Optional({ ...DefinitionFiles, description: 'Definitions that are not deployed.' }),
            start: Instant,
            input: Type.Optional({ ...Data, description: 'Left out: nothing is started, only the form is told.' }),
            script: Type.Optional(Type.Array(Data, { maxItems: LIMITS.entries })),
            act: Type.Optional({
              ...Data,
              description:
                '`complete`, `message`, `serve` or `wait: true`, with `at`; without it: at the time reached.',
            }),
          },
          { additionalProperties: false },
        ),
        response: { 200: Rehearsal, ...refusals },
      },
    },
    async (request) => {
      const { definition, version, files, start, input, script = [], act } = request.body;
      const [program, calendar] = await Promise.all([
        files === undefined ? deployed(definition, version) : tryouts.program(files, definition),
        current(),
      ]);
      // Also the number of its case, as letters and registers show it.
      const raw = { id: '演练', definition, start, input: input ?? {}, script };
      const before = scenarioOf(raw, 'script');
      if (input === undefined) return answer(program, raw, notStarted(before));
      const entries = act === undefined ? script : [...script, { at: formatInstant(lastOf(before)), ...act }];
      const scenario = scenarioOf({ ...raw, script: entries }, 'act');
      const last = act === undefined ? undefined : scenario.script.at(-1);
      const played = play(program, calendar, { ...scenario, script: before.script }, last, watch());
      if (played.kind === 'refused') {
        request.formUnder = played.at === 'start' ? 'input' : 'act/data';
        throw problemOfRefusal(played.refusal, request.formUnder);
      }
      return answer(program, { ...raw, script: entries }, played.played);
    },
  );

  const deployed = async (id: string, version: number | undefined): Promise<Program> => {
    const entry = (await ports.shelf.list()).find(
      (one) =>
        one.kind === 'procedure' && one.id === id && (version === undefined ? one.current : one.version === version),
    );
    if (entry === undefined) throw new Problem('not-found');
    return library.program(entry.hash);
  };

  const current = async () => {
    const calendar = await ports.shelf.currentCalendar();
    if (calendar === null) throw new Problem('unavailable');
    return library.calendar(calendar.hash);
  };

  const answer = async (program: Program, raw: Parameters<typeof scenarioFile>[1], played: Played) => ({
    scenario: scenarioFile(program, raw, played),
    form: formSchema(program.procedure.input),
    ...rehearsalView(program, await current(), played),
    tomorrow: formatInstant(nextMorning(played.now)),
  });
}

/** @throws Problem `bad-request`, with what is wrong at which entry */
function scenarioOf(raw: JsonObject, lastIs: 'script' | 'act'): Scenario {
  const parsed = parseScenario(raw);
  if ('ok' in parsed) return parsed.ok;
  const last = (raw.script as JsonObject[]).length - 1;
  const errors = parsed.faults.map(({ field, message }) => {
    const path = field.replace(/\[(\d+)\]/g, '/$1').replaceAll('.', '/');
    const pointer =
      lastIs === 'act' && path.startsWith(`script/${last}`) ? path.replace(`script/${last}`, 'act') : path;
    return { pointer: `/${pointer}`, code: 'scenario', detail: `演练脚本有误：${message}`, detailEn: message };
  });
  throw new Problem('bad-request', { errors });
}

function lastOf({ start, script }: Scenario): number {
  return script.at(-1)?.at ?? start;
}

/** A rehearsal is bounded in what happens and in the time that it takes. */
function watch(): Watch {
  const begun = performance.now();
  let facts = 0;
  return (_state, more) => {
    facts += more.length;
    if (facts <= LIMITS.facts && performance.now() - begun <= LIMITS.ms) return;
    const detail = `演练超过了上限（${LIMITS.facts}个事件或${LIMITS.ms / 1000}秒），请缩短时间跨度。`;
    const detailEn = `The rehearsal passes its limits (${LIMITS.facts} events or ${LIMITS.ms / 1000} s): let less time pass.`;
    throw new Problem('too-large', { detail, detailEn });
  };
}
