/** `banli diagram <procedure>`: the procedure as BPMN 2.0 XML with its layout, on standard output. */
import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { bpmnOf } from '../interchange/bpmn/to-xml.ts';
import { SHIPPED_DEFINITIONS } from './definition-files.ts';
import { endQuietlyWithoutReader, UsageError, write } from './output.ts';
import { ProcedureLibrary } from './procedure-library.ts';

export function registerDiagram(program: Command): void {
  program
    .command('diagram')
    .description('a procedure as BPMN 2.0 XML with its layout')
    .argument('<procedure>', 'id of the procedure, <document>.<procedure>')
    .option('--definitions <folder>', 'folder of the definitions (default: those that come with Banli)')
    .action(async (id: string, { definitions = SHIPPED_DEFINITIONS }: { definitions?: string }) => {
      if (!existsSync(definitions)) throw new UsageError(`--definitions: there is no folder ${definitions}`);
      endQuietlyWithoutReader();
      const found = new ProcedureLibrary(definitions).find(id);
      if ('missing' in found) throw new UsageError(found.missing);
      await write(await bpmnOf(found.bundle));
    });
}
