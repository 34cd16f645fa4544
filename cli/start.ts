/** `banli start`: everything under one supervisor (see runtime/start.ts). */
import type { Command } from 'commander';
import { NEGATIVE, UsageError } from './output.ts';

export function registerStart(program: Command): void {
  program
    .command('start')
    .description('start everything: database, Temporal server, worker, API and page; Ctrl-C stops it')
    .allowUnknownOption()
    .helpOption(false)
    .argument('[options...]')
    .action(async (args: string[]) => {
      const [{ runStart }, { deployShipped }, { ensurePage }] = await Promise.all([
        import('../runtime/start.ts'),
        import('./deploy-shipped.ts'),
        import('../runtime/page.ts'),
      ]);
      if (!args.some((arg) => arg === '-h' || arg === '--help')) buildPage(ensurePage);
      process.exitCode = await runStart(args, { afterReady: deployShipped });
    });
}

function buildPage(ensurePage: (log: (line: string) => void) => void): void {
  try {
    ensurePage((line) => console.error(line));
  } catch (error) {
    throw new UsageError((error as Error).message, NEGATIVE);
  }
}
