/** `banli case …`: start, show and work on cases of a running Banli. */
import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { type ApiClient, type ClientOptions, jsonOption, openClient, withClientOptions } from './client.ts';
import { NEGATIVE, UsageError, write } from './output.ts';

interface Label {
  zh: string;
  en: string;
}
interface Named {
  id: string;
  label: Label;
}
interface Summary {
  id: string;
  number: string;
  procedure: Named;
  subject: string;
  status: string;
  outcome: Named | null;
  startedAt: string;
}
interface OpenTask {
  id: string;
  step: Named;
  item: string | null;
  group: Named;
  due: string | null;
  version: number;
}
interface Detail extends Summary {
  tasks: OpenTask[];
  deadlines: (Named & { state: string; due: string | null; daysLeft: number | null })[];
  timeline: { seq: number; at: string; text: Label }[];
  documents: (Named & { number: string | null })[];
}
interface Accepted {
  caseId: string;
  seq: number;
  status: string;
  visible: boolean;
}

export function registerCase(program: Command): void {
  const cases = program.command('case').description('cases of a running Banli');
  registerStart(cases);
  registerReading(cases);
  registerActing(cases);
}

function registerStart(cases: Command): void {
  withClientOptions(cases.command('start'))
    .description('start a case')
    .argument('<procedure>', 'e.g. ride-hailing.platform-permit')
    .requiredOption('--input <json>', 'the start input: JSON, @<file> or -')
    .option('--on-behalf-of <name>', 'the party for whom it is entered')
    .option('--key <key>', 'idempotency key; the same again repeats nothing')
    .action(
      async (procedure: string, options: ClientOptions & { input: string; onBehalfOf?: string; key?: string }) => {
        const input = await jsonOption('--input', options.input);
        const client = await openClient(options, await starterOf(procedure, options));
        const body = {
          procedure,
          input,
          ...(options.onBehalfOf === undefined ? {} : { onBehalfOf: options.onBehalfOf }),
        };
        const { body: started } = await client.ask('POST', '/api/cases', body, keyOf(options.key));
        const { id, number } = started as { id: string; number: string };
        await write(options.json ? `${JSON.stringify(started)}\n` : `${number} ${id}\n`);
      },
    );
}

/** The first group that may start the procedure. */
async function starterOf(procedure: string, options: ClientOptions): Promise<string> {
  if (options.as !== undefined || options.token !== undefined) return options.as ?? '';
  const client = await openClient({ ...options }, 'banli/operator');
  const { body } = await client.ask('GET', `/api/definitions/${encodeURIComponent(procedure)}`);
  const group = (body as { startedBy?: string[] }).startedBy?.[0];
  return group === undefined ? 'banli/operator' : `${procedure.split('.')[0]}/${group}`;
}

function registerReading(cases: Command): void {
  withClientOptions(cases.command('list'))
    .description('cases, latest start first')
    .option('--number <text>', 'part of the number')
    .option('--applicant <text>', 'part of a name')
    .option('--procedure <id>')
    .option('--status <status>', 'open or ended')
    .option('--limit <n>', 'at most so many, up to 100', '20')
    .action(async (options: ClientOptions & Record<string, string | undefined>) => {
      const client = await openClient(options, 'banli/auditor');
      const query = new URLSearchParams();
      for (const name of ['number', 'applicant', 'procedure', 'status', 'limit']) {
        const value = options[name];
        if (value !== undefined) query.set(name, value);
      }
      const { body } = await client.ask('GET', `/api/cases?${query}`);
      const { items } = body as { items: Summary[] };
      await write(options.json ? `${JSON.stringify(body)}\n` : items.map(summaryLine).join(''));
    });

  withClientOptions(cases.command('show'))
    .description('a case: what is open, deadlines, what happened')
    .argument('<case>', 'id or number')
    .option('--history', 'every fact with its hash, as JSON lines')
    .option('--decisions', 'what rules decided, and by which article, as JSON')
    .action(async (name: string, options: ClientOptions & { history?: boolean; decisions?: boolean }) => {
      const client = await openClient(options, 'banli/auditor');
      const id = await caseId(client, name);
      if (options.history) return printHistory(client, id);
      const path = options.decisions ? `/api/cases/${id}/decisions` : `/api/cases/${id}`;
      const { body } = await client.ask('GET', path);
      await write(options.json || options.decisions ? `${JSON.stringify(body)}\n` : detailText(body as Detail));
    });
}

async function printHistory(client: ApiClient, id: string): Promise<void> {
  for (let after: number | null = 0; after !== null; ) {
    const { body } = await client.ask('GET', `/api/cases/${id}/history?after=${after}`);
    const page = body as { items: unknown[]; next: number | null };
    for (const item of page.items) await write(`${JSON.stringify(item)}\n`);
    after = page.next;
  }
}

function registerActing(cases: Command): void {
  withClientOptions(cases.command('complete'))
    .description('complete an open step')
    .argument('<case>', 'id or number')
    .argument('<step>')
    .requiredOption('--data <json>', 'the form: JSON, @<file> or -')
    .option('--item <key>', 'of a step with several items')
    .option('--key <key>', 'idempotency key')
    .action(
      async (name: string, step: string, options: ClientOptions & { data: string; item?: string; key?: string }) => {
        const data = await jsonOption('--data', options.data);
        const reader = await openClient(withoutAs(options), 'banli/auditor');
        const { body } = await reader.ask('GET', `/api/cases/${await caseId(reader, name)}`);
        const task = taskNamed(body as Detail, step, options.item);
        const client = await openClient(options, task.group.id);
        const headers = { 'if-match': `"${task.version}"`, ...keyOf(options.key) };
        await printAccepted(await client.ask('POST', `/api/tasks/${task.id}/complete`, { data }, headers), options);
      },
    );

  withClientOptions(cases.command('message'))
    .description('send a message to a case')
    .argument('<case>', 'id or number')
    .argument('<message>')
    .option('--data <json>', 'the form: JSON, @<file> or -', '{}')
    .option('--key <key>', 'idempotency key')
    .action(async (name: string, message: string, options: ClientOptions & { data: string; key?: string }) => {
      const data = await jsonOption('--data', options.data);
      const reader = await openClient(withoutAs(options), 'banli/auditor');
      const id = await caseId(reader, name);
      const client = await openClient(options, await senderOf(reader, id, message));
      const sent = await client.ask('POST', `/api/cases/${id}/messages`, { message, data }, keyOf(options.key));
      await printAccepted(sent, options);
    });
}

/** Reading is done as the auditor where no token says who asks. */
function withoutAs({ as: _, ...options }: ClientOptions): ClientOptions {
  return options;
}

function taskNamed({ tasks }: Detail, step: string, item: string | undefined): OpenTask {
  const found = tasks.filter((task) => task.step.id === step && (item === undefined || task.item === item));
  const [task] = found;
  if (task !== undefined && found.length === 1) return task;
  const open = tasks.map((one) => (one.item === null ? one.step.id : `${one.step.id} --item ${one.item}`)).join(', ');
  throw new UsageError(`${step} names ${found.length} open tasks; open are: ${open || 'none'}`, NEGATIVE);
}

/** The first group from which the procedure takes the message. */
async function senderOf(client: ApiClient, id: string, message: string): Promise<string> {
  const { body } = await client.ask('GET', `/api/cases/${id}`);
  const { procedure } = body as Detail;
  const { body: definition } = await client.ask('GET', `/api/definitions/${procedure.id}`);
  const { messages = [] } = definition as { messages?: { id: string; from: string[] }[] };
  const from = messages.find((one) => one.id === message)?.from[0];
  return `${procedure.id.split('.')[0]}/${from ?? 'applicant'}`;
}

async function caseId(client: ApiClient, name: string): Promise<string> {
  if (/^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(name)) return name;
  const { body } = await client.ask('GET', `/api/cases?limit=2&number=${encodeURIComponent(name)}`);
  const { items } = body as { items: Summary[] };
  const exact = items.find(({ number }) => number === name) ?? (items.length === 1 ? items[0] : undefined);
  if (exact === undefined) throw new UsageError(`${name}: ${items.length} cases have this in their number`, NEGATIVE);
  return exact.id;
}

function keyOf(key: string | undefined): Record<string, string> {
  return { 'idempotency-key': key ?? randomUUID() };
}

async function printAccepted({ body }: { body: unknown }, { json }: ClientOptions): Promise<void> {
  const { seq, status } = body as Accepted;
  await write(json ? `${JSON.stringify(body)}\n` : `accepted as number ${seq}; the case is ${status}\n`);
}

// ---- text ----

function summaryLine({ number, id, procedure, subject, status, outcome, startedAt }: Summary): string {
  const end = outcome === null ? status : `${status}: ${outcome.label.zh}`;
  return `${number}  ${procedure.label.zh}  ${subject}  ${end}  ${startedAt.slice(0, 10)}  ${id}\n`;
}

function detailText(detail: Detail): string {
  const tasks = detail.tasks.map(
    ({ step, item, group, due }) =>
      `  ${step.id}${item === null ? '' : ` (${item})`}  ${step.label.zh}  ${group.label.zh}${due === null ? '' : `  ${due}`}\n`,
  );
  const deadlines = detail.deadlines.map(
    ({ label, state, due, daysLeft }) =>
      `  ${label.zh}  ${state}  ${due ?? ''}${daysLeft === null ? '' : `  ${daysLeft}`}\n`,
  );
  const documents = detail.documents.map(({ label, number }) => `  ${label.zh}  ${number ?? ''}\n`);
  const timeline = detail.timeline.map(({ seq, at, text }) => `  ${seq}  ${at.slice(0, 16)}  ${text.zh}\n`);
  const section = (title: string, lines: readonly string[]) => (lines.length === 0 ? [] : [`${title}\n`, ...lines]);
  return [
    summaryLine(detail),
    ...section('待办 | Open', tasks),
    ...section('期限 | Deadlines', deadlines),
    ...section('文书 | Documents', documents),
    ...section('经过 | History', timeline),
  ].join('');
}
