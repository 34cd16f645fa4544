/**
 * `banli decide <id>`: inputs as JSON on standard input; outputs, trace and citations on standard output. With
 * `--batch` one case a line. Inputs with faults: exit code 2 and one line a fault; in a batch they are an answer.
 */
import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import type { Fault } from '../rules/form/model.ts';
import type { Json, JsonObject } from '../rules/json.ts';
import { DecisionLibrary } from './decision-library.ts';
import { SHIPPED_DEFINITIONS } from './definition-files.ts';
import { isObject, parse, readAll, readLines } from './input.ts';
import { endQuietlyWithoutReader, LineWriter, UsageError, WRONG, write } from './output.ts';

interface DecideOptions {
  readonly batch?: boolean;
  readonly definitions?: string;
}

export function registerDecide(program: Command): void {
  program
    .command('decide')
    .description('decide a case by the rules: inputs as JSON on standard input')
    .argument('[decision]', 'id of the decision, <document>.<decision>')
    .option('--batch', 'one {"id", "decision", "input"} a line')
    .option('--definitions <folder>', 'folder of the definitions (default: those that come with Banli)')
    .action(async (id: string | undefined, { batch, definitions = SHIPPED_DEFINITIONS }: DecideOptions) => {
      if (!existsSync(definitions)) throw new UsageError(`--definitions: there is no folder ${definitions}`);
      endQuietlyWithoutReader();
      const library = new DecisionLibrary(definitions);
      if (batch === true) {
        if (id !== undefined) throw new UsageError('--batch: each line names its decision, leave the argument out');
        await decideLines(library);
      } else if (id === undefined) throw new UsageError('expected the id of a decision, or --batch');
      else await decideOne(library, id);
    });
}

async function decideOne(library: DecisionLibrary, id: string): Promise<void> {
  const decision = library.find(id);
  if ('missing' in decision) throw new UsageError(decision.missing);
  const decided = library.decide(decision, inputOf(await readAll()));
  if (!decided.ok) throw new UsageError(decided.faults.map(({ field, message }) => `${field}: ${message}`));
  await write(`${JSON.stringify({ decision: id, ...decided.result })}\n`);
}

function inputOf(text: string): JsonObject {
  const input = parse(text);
  if ('fault' in input) throw new UsageError(`standard input: expected a JSON object, ${input.fault}`);
  if (!isObject(input.json)) throw new UsageError('standard input: expected a JSON object such as {"area": "core"}');
  return input.json;
}

// ---- batch ----

async function decideLines(library: DecisionLibrary): Promise<void> {
  const out = new LineWriter();
  let number = 0;
  for await (const line of readLines()) {
    number++;
    if (line.trim() === '') continue;
    const parsed = parse(line);
    if ('fault' in parsed) process.exitCode = WRONG;
    const answer =
      'fault' in parsed
        ? invalid(null, '', `line ${number} is no JSON: ${parsed.fault}`)
        : decideLine(library, parsed.json);
    await out.line(JSON.stringify(answer));
  }
  await out.flush();
}

function decideLine(library: DecisionLibrary, line: Json): Json {
  if (!isObject(line)) return invalid(null, '', 'expected {"id", "decision", "input"}');
  const { id = null, decision: name, input } = line;
  if (typeof name !== 'string') return invalid(id, 'decision', 'expected the id of a decision');
  const decision = library.find(name);
  if ('missing' in decision) return invalid(id, 'decision', decision.missing.join('; '));
  if (!isObject(input ?? null)) return invalid(id, 'input', 'expected an object');
  const decided = library.decide(decision, input as JsonObject);
  if (!decided.ok) return { id, invalid: decided.faults.map(told) };
  const { outputs, citations } = decided.result;
  return { id, outputs, citations: citations.map(({ document, article }) => ({ document, article })) };
}

function told({ field, message }: Fault): JsonObject {
  return { field, message };
}

function invalid(id: Json, field: string, message: string): JsonObject {
  return { id, invalid: [{ field, message }] };
}
