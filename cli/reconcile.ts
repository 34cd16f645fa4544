/**
 * `banli reconcile <decision> --with year=2023 --list <input>=<file> …`: a decision that compares two lists line by
 * line, for lists of any length: they are read as streams, checked row by row and compared by PostgreSQL. Exit code 0
 * if all agrees, 1 if something differs, 2 if a list has bad rows: then nothing is compared.
 */
import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Command } from 'commander';
import { didYouMean } from '../compiler/source/suggest.ts';
import type { LineStatus } from '../rules/functions/reconcile.ts';
import type { JsonObject } from '../rules/json.ts';
import type { Citation } from '../rules/label.ts';
import { NoDatabase, type StatusSums, withListReconciliation } from '../store/reconcile-lists.ts';
import { DecisionLibrary } from './decision-library.ts';
import { SHIPPED_DEFINITIONS } from './definition-files.ts';
import { plainValue } from './list-file.ts';
import { endQuietlyWithoutReader, NEGATIVE, UsageError, write } from './output.ts';
import { loadLists } from './reconcile-check.ts';
import { type ListDecision, listDecision } from './reconcile-decision.ts';
import { told, writeDifferences } from './reconcile-report.ts';

interface ReconcileOptions {
  readonly with: readonly string[];
  readonly list: readonly string[];
  readonly differences?: string;
  readonly definitions?: string;
  readonly json?: boolean;
}

/** What was asked: files by the name of the input. */
export interface Asked {
  readonly decision: ListDecision;
  /** The inputs that are no lists, checked. */
  readonly others: JsonObject;
  readonly files: { readonly hospital: string; readonly centre: string };
}

/** Amounts in fen. */
export interface ReconciledLists {
  decision: string;
  outputs: { agreedFen: number; disputedFen: number; unclaimedFen: number; result: 'agreed' | 'differences' };
  statuses: Record<LineStatus, { lines: number; amountFen: number; differenceFen: number }>;
  citations: readonly Citation[];
}

const gather = (value: string, before: readonly string[]): string[] => [...before, value];

export function registerReconcile(program: Command): void {
  program
    .command('reconcile')
    .description('reconcile two lists of any length, given as files (.csv, .ndjson)')
    .argument('<decision>', 'id of a decision whose rule is function: reconcile')
    .option('--with <input=value>', 'an input that is no list, such as year=2023 (repeatable)', gather, [])
    .option('--list <input=file>', 'a list and its file; columns by field id or label (repeatable)', gather, [])
    .option('--differences <file>', 'write the lines that do not agree: .csv for people, .ndjson for programs')
    .option('--definitions <folder>', 'folder of the definitions (default: those that come with Banli)')
    .option('--json', 'print one line of JSON')
    .action(async (id: string, options: ReconcileOptions) => {
      endQuietlyWithoutReader();
      const library = new DecisionLibrary(options.definitions ?? SHIPPED_DEFINITIONS);
      const asked = askedOf(library, id, options);
      const reconciled = await reconcileFiles(library, asked, options.differences);
      await write(options.json === true ? `${JSON.stringify(reconciled)}\n` : told(asked.decision, reconciled));
      if (reconciled.outputs.result !== 'agreed') process.exitCode = NEGATIVE;
    });
}

// ── what is asked ───────────────────────────────────────────────────────────────────────────────────────────────

function askedOf(library: DecisionLibrary, id: string, options: ReconcileOptions): Asked {
  const found = library.find(id);
  if ('missing' in found) throw new UsageError(found.missing);
  const decision = listDecision(found);
  const { hospital, centre } = decision;
  const others = othersOf(library, decision, options.with);
  const files = pairsOf('--list', options.list, [hospital.input.name, centre.input.name]);
  const fileOf = (name: string): string => {
    const file = files.get(name);
    if (file === undefined) throw new UsageError(`--list ${name}=<file> is missing`);
    if (!existsSync(file)) throw new UsageError(`--list ${name}: there is no file ${file}`);
    return file;
  };
  const asked = {
    decision,
    others,
    files: { hospital: fileOf(hospital.input.name), centre: fileOf(centre.input.name) },
  };
  if (options.differences !== undefined) checkTarget(options.differences, [...files.values()]);
  return asked;
}

/** `name=value` by name. */
function pairsOf(option: string, texts: readonly string[], names: readonly string[]): Map<string, string> {
  const pairs = new Map<string, string>();
  for (const text of texts) {
    const at = text.indexOf('=');
    const name = text.slice(0, at);
    if (at < 1) throw new UsageError(`${option} ${text}: expected ${option} <input>=…`);
    if (!names.includes(name)) throw new UsageError(`${option} ${name}: no such input, ${didYouMean(name, names)}`);
    if (pairs.has(name)) throw new UsageError(`${option} ${name} is there twice`);
    pairs.set(name, text.slice(at + 1));
  }
  return pairs;
}

/** @throws UsageError with a line for each fault, as `banli decide` has them */
function othersOf(library: DecisionLibrary, { decision, others }: ListDecision, texts: readonly string[]): JsonObject {
  const names = others.fields.map(({ name }) => name);
  const given = pairsOf('--with', texts, names);
  const submitted: JsonObject = {};
  for (const { name, type } of others.fields) {
    const text = given.get(name);
    if (text !== undefined) submitted[name] = plainValue(type, text);
  }
  const { values, faults } = library.checkInputs(decision, others, submitted);
  if (faults.length > 0) throw new UsageError(faults.map(({ field, message }) => `--with ${field}: ${message}`));
  for (const { name, default: standard } of others.fields) if (standard !== undefined) values[name] ??= standard;
  return values;
}

function checkTarget(target: string, sources: readonly string[]): void {
  if (!/\.(csv|ndjson)$/i.test(target))
    throw new UsageError(`--differences ${target}: expected a file .csv or .ndjson`);
  if (!existsSync(dirname(resolve(target)))) {
    throw new UsageError(`--differences: there is no folder ${dirname(target)}`);
  }
  if (sources.some((source) => resolve(source) === resolve(target))) {
    throw new UsageError(`--differences ${target}: this is one of the lists`);
  }
}

// ── what is done ────────────────────────────────────────────────────────────────────────────────────────────────

async function reconcileFiles(
  library: DecisionLibrary,
  asked: Asked,
  target: string | undefined,
): Promise<ReconciledLists> {
  const database = await openDatabase();
  try {
    return await withListReconciliation(database.url, async (lists) => {
      await loadLists(library, asked, lists);
      const sums = await lists.judge(asked.others[asked.decision.year] as number);
      const reconciled = reconciledOf(asked.decision, sums);
      if (target !== undefined) await writeDifferences(asked.decision, lists.differences(), target);
      return reconciled;
    });
  } catch (error) {
    if (error instanceof NoDatabase) throw new UsageError(`the database can't be reached: ${error.message}`);
    throw error;
  } finally {
    await database.stop();
  }
}

/** The one that is given; or that of the servers that run, or that are started for the time. */
async function openDatabase(): Promise<{ url: string; stop: () => Promise<void> }> {
  const url = process.env.DATABASE_URL;
  if (url !== undefined && url !== '') return { url, stop: () => Promise.resolve() };
  const [{ homeOf }, { startServersOnly }] = await Promise.all([
    import('./case-source.ts'),
    import('../runtime/servers.ts'),
  ]);
  const log = (line: string) => console.error(line);
  const { databaseUrl, stop } = await startServersOnly({ home: homeOf(process.env), ports: 'free', log });
  return { url: databaseUrl, stop };
}

function reconciledOf({ decision, citations }: ListDecision, sums: Record<LineStatus, StatusSums>): ReconciledLists {
  const { agreed, 'not-claimed': unclaimed, ...disputed } = sums;
  const disputedFen = Object.values(disputed).reduce((sum, { amountFen }) => sum + amountFen, 0n);
  const differing = [unclaimed, ...Object.values(disputed)].some(({ lines }) => lines > 0);
  const statuses = Object.entries(sums).map(([status, { lines, amountFen, differenceFen }]) => {
    return [status, { lines, amountFen: fen(amountFen), differenceFen: fen(differenceFen) }];
  });
  return {
    decision: decision.id,
    outputs: {
      agreedFen: fen(agreed.amountFen),
      disputedFen: fen(disputedFen),
      unclaimedFen: fen(unclaimed.amountFen),
      result: differing ? 'differences' : 'agreed',
    },
    statuses: Object.fromEntries(statuses) as ReconciledLists['statuses'],
    citations,
  };
}

/** An output holds whole numbers up to 2^53 − 1. */
function fen(sum: bigint): number {
  const number = Number(sum);
  if (Number.isSafeInteger(number)) return number;
  throw new UsageError(`a sum of ${sum} fen is more than the decision can give: reconcile the lists in parts`);
}
