/** `banli incident …`: what cases could not do by themselves. */
import type { Command } from 'commander';
import { type ClientOptions, openClient, withClientOptions } from './client.ts';
import { UsageError, write } from './output.ts';

interface Incident {
  caseId: string;
  caseNumber: string;
  incident: number;
  kind: string;
  reason: string;
  step: string | null;
  raisedAt: string;
}

export function registerIncident(program: Command): void {
  const incidents = program.command('incident').description('incidents of cases, for operators');
  withClientOptions(incidents.command('list'))
    .description('open incidents, latest first')
    .option('--resolved', 'those that are settled')
    .option('--limit <n>', 'at most so many, up to 100', '20')
    .action(async (options: ClientOptions & { resolved?: boolean; limit: string }) => {
      const client = await openClient(options, 'banli/operator');
      const query = new URLSearchParams({ open: String(options.resolved !== true), limit: options.limit });
      const { body } = await client.ask('GET', `/api/incidents?${query}`);
      const { items } = body as { items: Incident[] };
      await write(options.json ? `${JSON.stringify(body)}\n` : items.map(line).join(''));
    });

  withClientOptions(incidents.command('retry'))
    .description('try the cause of an incident again')
    .argument('<case>', 'id of the case')
    .argument('<n>', 'number of the incident')
    .action(async (caseId: string, n: string, options: ClientOptions) => {
      await settle(options, `/api/incidents/${caseId}/${numberOf(n)}/retry`);
    });

  withClientOptions(incidents.command('resolve'))
    .description('take an incident as settled; the reason stays in the history')
    .argument('<case>', 'id of the case')
    .argument('<n>', 'number of the incident')
    .requiredOption('--reason <text>')
    .action(async (caseId: string, n: string, options: ClientOptions & { reason: string }) => {
      await settle(options, `/api/incidents/${caseId}/${numberOf(n)}/resolve`, { reason: options.reason });
    });
}

async function settle(options: ClientOptions, path: string, body?: object): Promise<void> {
  const client = await openClient(options, 'banli/operator');
  const { body: accepted } = await client.ask('POST', path, body);
  const { seq } = accepted as { seq: number };
  await write(options.json ? `${JSON.stringify(accepted)}\n` : `accepted as number ${seq}\n`);
}

function numberOf(text: string): number {
  if (/^[1-9][0-9]{0,8}$/.test(text)) return Number(text);
  throw new UsageError(`<n>: expected the number of an incident, found ${text}`);
}

function line({ caseNumber, caseId, incident, kind, step, reason, raisedAt }: Incident): string {
  return `${caseId} ${incident}  ${caseNumber}  ${kind}${step === null ? '' : ` at ${step}`}  ${raisedAt}  ${reason}\n`;
}
