/**
 * `banli calendar apply <file>`: a year that was published goes to a running Banli. First it says which deadlines of open
 * cases move, then it is applied: new cases count with it, and open ones go over to it.
 */
import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { CalendarFileError, readCalendarFile } from '../store/calendar-files.ts';
import { type ApiClient, type ClientOptions, openClient, withClientOptions } from './client.ts';
import { NEGATIVE, UsageError, write } from './output.ts';

interface Moved {
  caseNumber: string;
  deadlines: {
    id: string;
    label: { zh: string };
    before: string | null;
    after: string | null;
    unknownYear: number | null;
  }[];
}

interface Change {
  hash: string;
  moved: Moved[];
  cases: number;
  failed: { caseId: string; reason: string }[];
  more: boolean;
}

/** Cases a request: each is told by a command of its own. */
const SHOWN = 1_000;
const APPLIED = 200;

export function registerApply(calendar: Command): void {
  withClientOptions(calendar.command('apply'))
    .description('bring a year (cn-<year>.json) to a running Banli: what moves, then apply it')
    .argument('<file>')
    .option('--dry-run', 'only say which deadlines would move')
    .action(async (file: string, options: ClientOptions & { dryRun?: boolean }) => {
      const year = yearOf(file);
      const client = await openClient(options, 'banli/operator');
      const preview = await ask(client, { year, dryRun: true, limit: SHOWN });
      if (!options.json) await write(previewText(preview));
      const applied = options.dryRun === true ? undefined : await apply(client, year);
      if (options.json) await write(`${JSON.stringify({ ...preview, applied: applied ?? null })}\n`);
      else if (applied !== undefined)
        await write(`applied as ${applied.hash}: ${applied.cases} open cases went over\n`);
      for (const { caseId, reason } of applied?.failed ?? []) console.error(`${caseId} did not go over: ${reason}`);
      if ((applied?.failed ?? []).length > 0) process.exitCode = NEGATIVE;
    });
}

/** @throws UsageError for a file with faults */
function yearOf(file: string): unknown {
  try {
    readCalendarFile(file);
  } catch (error) {
    if (error instanceof CalendarFileError) throw new UsageError(error.message);
    throw error;
  }
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** Until every open case was told once; those that can't be told now are named, and told when it is sent again. */
async function apply(client: ApiClient, year: unknown): Promise<Pick<Change, 'hash' | 'cases' | 'failed'>> {
  let cases = 0;
  for (;;) {
    const done = await ask(client, { year, dryRun: false, limit: APPLIED });
    cases += done.cases - done.failed.length;
    const isStuck = done.failed.length === done.cases;
    if (!done.more || isStuck) return { hash: done.hash, cases, failed: done.failed };
  }
}

async function ask(client: ApiClient, body: { year: unknown; dryRun: boolean; limit: number }): Promise<Change> {
  return (await client.ask('POST', '/api/calendars', body)).body as Change;
}

function previewText({ moved, cases, more }: Change): string {
  const lines = moved.flatMap(({ caseNumber, deadlines }) =>
    deadlines.map(({ id, label, before, after, unknownYear }) => {
      const to = after ?? `${unknownYear} not published`;
      return `${caseNumber}  ${id}  ${label.zh}  ${before ?? 'no date'} → ${to}\n`;
    }),
  );
  const looked = more ? `the first ${cases} open cases; there are more` : `${cases} open cases`;
  return `${lines.join('')}${lines.length} deadlines move, of ${looked}\n`;
}
