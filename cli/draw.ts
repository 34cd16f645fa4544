/**
 * `banli draw`: a draw as its decision has it, input as JSON on standard input, outputs on standard output; with
 * `--publish` the record that anyone can check. `banli draw verify <file>` draws again from such a record and compares:
 * exit code 0 if it comes out the same, 1 if not, 2 if it can't be read.
 */
import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { canonical } from '../engine/chain.ts';
import type { Json, JsonObject } from '../rules/json.ts';
import { DecisionLibrary } from './decision-library.ts';
import { SHIPPED_DEFINITIONS } from './definition-files.ts';
import { isObject, parse, readAll } from './input.ts';
import { NEGATIVE, UsageError, write } from './output.ts';

interface DrawOptions {
  readonly decision?: string;
  readonly definitions?: string;
  readonly publish?: boolean;
}

interface Record {
  readonly decision: string;
  readonly input: JsonObject;
  readonly outputs: JsonObject;
}

export function registerDraw(program: Command): void {
  const draw = program
    .command('draw')
    .description('a public draw: sealed pool and seed as JSON on standard input')
    .option('--decision <id>', 'the decision that draws (default: the one that calls the function draw)')
    .option('--definitions <folder>', 'folder of the definitions (default: those that come with Banli)')
    .option('--publish', 'print the record for publication: decision, input and outputs')
    .action(async (options: DrawOptions) => {
      const library = new DecisionLibrary(options.definitions ?? SHIPPED_DEFINITIONS);
      const decision = options.decision ?? onlyDraw(library);
      const input = objectOf(await readAll(), 'standard input');
      const outputs = drawn(library, decision, input);
      await write(`${JSON.stringify(options.publish === true ? { decision, input, outputs } : outputs)}\n`);
    });
  draw
    .command('verify')
    .description('draw again from a published record and compare')
    .argument('<file>')
    .action(async (file: string) => {
      const { definitions = SHIPPED_DEFINITIONS } = draw.opts<DrawOptions>();
      await verify(new DecisionLibrary(definitions), file);
    });
}

function onlyDraw(library: DecisionLibrary): string {
  const ids = library.callersOf('draw');
  const [only] = ids;
  if (only === undefined) throw new UsageError('no decision here calls the function draw: name one with --decision');
  if (ids.length > 1) throw new UsageError(`several decisions draw, name one with --decision: ${ids.join(', ')}`);
  return only;
}

/** @throws UsageError with a line for each fault of the input */
function drawn(library: DecisionLibrary, id: string, input: JsonObject): JsonObject {
  const decision = library.find(id);
  if ('missing' in decision) throw new UsageError(decision.missing);
  const decided = library.decide(decision, input);
  if (!decided.ok) throw new UsageError(decided.faults.map(({ field, message }) => `${field}: ${message}`));
  return decided.result.outputs;
}

async function verify(library: DecisionLibrary, file: string): Promise<void> {
  const { decision, input, outputs } = recordOf(file);
  const again = drawn(library, decision, input);
  const names = [...new Set([...Object.keys(again), ...Object.keys(outputs)])];
  const differing = names.filter((name) => text(again[name]) !== text(outputs[name]));
  for (const name of differing) await write(`${name}: ${firstDifference(outputs[name], again[name])}\n`);
  if (differing.length > 0) process.exitCode = NEGATIVE;
  else await write(`the same again: ${decision}\n`);
}

function recordOf(file: string): Record {
  const record = objectOf(contentOf(file), file);
  const { decision, input, outputs } = record;
  if (typeof decision !== 'string' || !isObject(input) || !isObject(outputs))
    throw new UsageError(`${file}: expected {"decision", "input", "outputs"}, as banli draw --publish prints it`);
  return { decision, input, outputs };
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`${file} can't be read: ${(error as Error).message}`);
  }
}

/** In a list the first entry that differs: a list of a whole town is no answer. */
function firstDifference(published: Json | undefined, found: Json | undefined): string {
  if (Array.isArray(published) && Array.isArray(found)) {
    const length = Math.max(published.length, found.length);
    for (let i = 0; i < length; i++) {
      if (text(published[i]) !== text(found[i]))
        return `entry ${i + 1}: published ${text(published[i])}, drawn ${text(found[i])}`;
    }
  }
  return `published ${text(published)}, drawn ${text(found)}`;
}

function text(value: Json | undefined): string {
  return value === undefined ? 'nothing' : canonical(value);
}

function objectOf(content: string, where: string): JsonObject {
  const parsed = parse(content);
  if ('fault' in parsed) throw new UsageError(`${where}: expected a JSON object, ${parsed.fault}`);
  if (!isObject(parsed.json)) throw new UsageError(`${where}: expected a JSON object`);
  return parsed.json;
}
