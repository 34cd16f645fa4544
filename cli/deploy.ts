/** `banli deploy <folder>`: compiles the definitions of a folder on the server and deploys all of them or none. */
import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import type { DefinitionChange } from '../api/deploy-definitions.ts';
import type { Finding } from '../compiler/finding.ts';
import { type ApiClient, type ClientOptions, openClient, withClientOptions } from './client.ts';
import { definitionTree } from './definition-files.ts';
import { painter, UsageError, write } from './output.ts';

export interface Deployment {
  deployed: DefinitionChange[];
  warnings: Finding[];
}

export function registerDeploy(program: Command): void {
  withClientOptions(program.command('deploy'))
    .description('deploy the definitions of a folder to a running Banli')
    .argument('<folder>')
    .option('--dry-run', 'say what would change, change nothing')
    .action(async (folder: string, options: ClientOptions & { dryRun?: boolean }) => {
      const files = filesOf(folder);
      const client = await openClient(options, 'banli/operator');
      const done = await deploy(client, files, options.dryRun === true);
      await write(options.json ? `${JSON.stringify(done)}\n` : lines(done, options.dryRun === true).join(''));
    });
}

function filesOf(folder: string): { path: string; text: string }[] {
  if (!existsSync(folder)) throw new UsageError(`${folder}: there is no such folder`);
  const files = definitionTree(folder);
  if (files.length === 0) throw new UsageError(`${folder}: there is no *.banli.yaml in it`);
  return files;
}

export async function deploy(
  client: ApiClient,
  files: readonly { path: string; text: string }[],
  dryRun: boolean,
): Promise<Deployment> {
  const { body } = await client.ask('POST', '/api/definitions', { files, dryRun });
  return body as Deployment;
}

function lines({ deployed, warnings }: Deployment, dryRun: boolean): string[] {
  const paint = painter();
  const words = { new: paint('green', 'new'), changed: paint('yellow', 'changed'), unchanged: 'unchanged' };
  const changed = deployed.filter(({ change }) => change !== 'unchanged');
  const list = changed.map(
    ({ change, kind, id, version, meaning }) =>
      `${words[change]} ${kind} ${id} ${version}: ${meaning.zh} ${meaning.en}\n`,
  );
  const told = warnings.map(
    ({ file, line, column, check, message }) => `${file}:${line}:${column}: warning ${check}: ${message}\n`,
  );
  const sum = `${changed.length} ${dryRun ? 'would change' : 'deployed'}, ${deployed.length - changed.length} unchanged\n`;
  return [...told, ...list, sum];
}
