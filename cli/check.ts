/**
 * `banli check <files|folders>`: everything that is wrong with definitions, at once, and the examples and scenarios
 * beside them. Exit code 1: an error was found; 2: wrong usage.
 */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import type { AcceptedFinding } from '../compiler/accept.ts';
import { CATALOGUE } from '../compiler/check/catalogue.ts';
import { compileDefinitions } from '../compiler/compile.ts';
import { type Finding, printFinding } from '../compiler/finding.ts';
import { runExamples } from './check-examples.ts';
import { toSarif } from './check-sarif.ts';
import { definitionTree, SHIPPED_DEFINITIONS } from './definition-files.ts';
import { endQuietlyWithoutReader, NEGATIVE, painter, UsageError, write } from './output.ts';

interface CheckOptions {
  readonly listChecks?: boolean;
  readonly json?: boolean;
  readonly format: 'text' | 'json' | 'sarif';
  readonly examples: boolean;
  readonly all?: boolean;
}

export function registerCheck(program: Command): void {
  program
    .command('check')
    .description('everything that is wrong with definitions, at once')
    .argument('[paths...]', 'files or folders; left out: the definitions that come with Banli')
    .option('--list-checks', 'print the checks and what they find')
    .option('--json', 'print findings as JSON')
    .addOption(
      new Option('--format <format>', 'how findings are printed').choices(['text', 'json', 'sarif']).default('text'),
    )
    .option('--all', 'also the warnings that are explained where they are')
    .option('--no-examples', 'leave the examples and scenarios beside the definitions aside')
    .action(async (paths: string[], options: CheckOptions) => {
      endQuietlyWithoutReader();
      if (options.listChecks === true) return listChecks(options);
      await check(paths.length === 0 ? [SHIPPED_DEFINITIONS] : paths, options);
    });
}

async function check(paths: readonly string[], options: CheckOptions): Promise<void> {
  const missing = paths.filter((path) => !existsSync(path));
  if (missing.length > 0) throw new UsageError(missing.map((path) => `${path}: there is no such file or folder`));
  const findings: Finding[] = [];
  for (const [root, asked] of rootsOf(paths)) {
    const compiled = compileDefinitions(definitionTree(root));
    const told = options.all === true ? [...compiled.findings, ...explained(compiled.accepted)] : compiled.findings;
    findings.push(...told.filter(({ file }) => isAsked(file, asked)));
    if (options.examples) findings.push(...runExamples(root, compiled).filter(({ file }) => isAsked(file, asked)));
  }
  await print(findings, options);
  if (findings.some(({ severity }) => severity === 'error')) process.exitCode = NEGATIVE;
}

/** What an author has explained, with the explanation in place of the remedy. */
function explained(accepted: readonly AcceptedFinding[]): Finding[] {
  return accepted.map(({ reason, ...finding }) => ({ ...finding, remedy: `accepted: ${reason}` }));
}

/**
 * A file is checked with all of its document, and only what is wrong in it is told: so the folder to read is the one
 * above with `document.banli.yaml`, if the path itself has none below it.
 */
function rootsOf(paths: readonly string[]): Map<string, string[]> {
  const roots = new Map<string, string[]>();
  for (const path of paths) {
    const full = resolve(path);
    const folder = statSync(full).isDirectory() ? full : dirname(full);
    const root = documentAbove(folder) ?? folder;
    roots.set(root, [...(roots.get(root) ?? []), full]);
  }
  return roots;
}

function documentAbove(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (readdirSync(at).includes('document.banli.yaml')) return at;
    if (dirname(at) === at) return undefined;
  }
}

function isAsked(file: string, asked: readonly string[]): boolean {
  const full = resolve(file);
  return asked.some((path) => full === path || !relative(path, full).startsWith('..'));
}

// ---- printing ----

async function print(findings: readonly Finding[], options: CheckOptions): Promise<void> {
  const format = options.json === true ? 'json' : options.format;
  if (format === 'json') return write(`${JSON.stringify(findings)}\n`);
  if (format === 'sarif') return write(`${JSON.stringify(toSarif(findings), null, 2)}\n`);
  const paint = painter();
  for (const finding of findings) {
    await write(`${paint(finding.severity === 'error' ? 'red' : 'yellow', printFinding(finding))}\n`);
  }
  console.error(summary(findings));
}

function summary(findings: readonly Finding[]): string {
  const count = (severity: string) => findings.filter((finding) => finding.severity === severity).length;
  const of = (n: number, word: string) => `${n} ${word}${n === 1 ? '' : 's'}`;
  return `${of(count('error'), 'error')}, ${of(count('warning'), 'warning')}`;
}

async function listChecks(options: CheckOptions): Promise<void> {
  if (options.json === true || options.format === 'json') return write(`${JSON.stringify(CATALOGUE)}\n`);
  for (const { name, severity, about, remedy } of CATALOGUE)
    await write(`${name} (${severity}): ${about} — ${remedy}\n`);
}
