/** `banli start`: everything under one supervisor (see runtime/start.ts). */
import type { Command } from 'commander';

export function registerStart(program: Command): void {
  program
    .command('start')
    .description('start everything: database, Temporal server, worker, API and page; Ctrl-C stops it')
    .allowUnknownOption()
    .helpOption(false)
    .argument('[options...]')
    .action(async (args: string[]) => {
      const [{ runStart }, { deployShipped }] = await Promise.all([
        import('../runtime/start.ts'),
        import('./deploy-shipped.ts'),
      ]);
      process.exitCode = await runStart(args, { afterReady: deployShipped });
    });
}
