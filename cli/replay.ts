/**
 * `banli replay <file|case>`: checks a case fact by fact. Needs no server for a file. Exit code 1: something differs;
 * the first difference of each pass is named.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import type { Audit } from '../replay/audit.ts';
import type { Difference } from '../replay/fold.ts';
import { NEGATIVE, UsageError, write } from './output.ts';

interface ReplayOptions {
  readonly json?: boolean;
  readonly keys?: string;
}

export function registerReplay(program: Command): void {
  program
    .command('replay')
    .description('check a case: every fact decided again, and the history replayed by Temporal')
    .argument('<file|case>', 'an evidence file (banli history export), or the id or number of a case')
    .option('--keys <file>', 'key file (default: that of the installation)')
    .option('--json', 'print one line of JSON')
    .action(async (name: string, options: ReplayOptions) => {
      const found = await auditOf(name, options);
      await write(options.json === true ? `${JSON.stringify(found)}\n` : told(found));
      if (found.fold !== null || found.replay !== null) process.exitCode = NEGATIVE;
    });
}

async function auditOf(name: string, { keys: keyFile }: ReplayOptions): Promise<Audit> {
  const [{ audit }, { caseBundle }, { homeOf, keysOf }, { DefaultLogger, Runtime }] = await Promise.all([
    import('../replay/audit.ts'),
    import('../workflows/bundle.ts'),
    import('./case-source.ts'),
    import('@temporalio/worker'),
  ]);
  const home = homeOf(process.env);
  // Before the runtime: once that is there, a name that nothing has would not end the process.
  const file = existsSync(name) ? readFileSync(name) : await exported(name);
  // The worker's own words about the replay; ours say it shorter.
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    telemetryOptions: { logging: { forward: {}, filter: 'OFF' } },
  });
  const bundle = await caseBundle(join(home, 'bundles'));
  try {
    return await audit(file, keysOf(home, keyFile), bundle);
  } finally {
    // A file in which the first pass finds a difference needs no worker, with whose end the runtime would end too.
    await Runtime.instance().shutdown();
  }
}

async function exported(name: string): Promise<Uint8Array> {
  const [{ exportEvidence }, { openCaseSource }] = await Promise.all([
    import('../replay/export.ts'),
    import('./case-source.ts'),
  ]);
  const source = await openCaseSource((line) => console.error(line));
  try {
    const caseId = await source.findCase(name);
    const file = caseId === null ? null : await exportEvidence(source.parts, caseId);
    if (file === null) throw new UsageError(`There is no file and no history of a case ${name}.`, NEGATIVE);
    return file;
  } finally {
    await source.close();
  }
}

function told({ case: named, runs, facts, chain, fold, replay }: Audit): string {
  const lines = [
    named === null ? 'No case could be read from it.' : `${named.number} ${named.procedure} ${named.id}`,
    `runs ${runs}, facts ${facts}, last hash ${chain ?? 'unknown'}`,
    `decided again: ${outcome(fold)}`,
    // What can't be read isn't replayed.
    `replayed by Temporal: ${chain === null ? 'not tried' : outcome(replay)}`,
  ];
  return `${lines.join('\n')}\n`;
}

function outcome(difference: Difference | null): string {
  return difference === null ? 'holds' : `DIFFERS (${difference.check}): ${difference.message}`;
}
