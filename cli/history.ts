/** `banli history export <case>`: one file with everything that is needed to check a case (docs/evidence.md). */
import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { NEGATIVE, UsageError } from './output.ts';

export function registerHistory(program: Command): void {
  const history = program.command('history').description('the histories of cases');
  history
    .command('export')
    .description('write an evidence file: histories, definition, calendar, facts, hashes, signature')
    .argument('<case>', 'its id or number')
    .option('-o, --output <file>', 'where to write it (default: <case>.zip)')
    .action(async (name: string, { output = `${name}.zip` }: { output?: string }) => {
      const [{ exportEvidence }, { openCaseSource }] = await Promise.all([
        import('../replay/export.ts'),
        import('./case-source.ts'),
      ]);
      const source = await openCaseSource((line) => console.error(line));
      try {
        const caseId = await source.findCase(name);
        const file = caseId === null ? null : await exportEvidence(source.parts, caseId);
        if (file === null) throw new UsageError(`There is no history of a case ${name}.`, NEGATIVE);
        writeFileSync(output, file, { mode: 0o600 });
        console.error(`${output}: ${file.length} bytes. It holds personal data: keep it as such.`);
      } finally {
        await source.close();
      }
    });
}
