/** `banli register …`: the registers of a running Banli: list, show, export, import, set. */
import { randomUUID } from 'node:crypto';
import { createWriteStream, readFileSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { type Command, Option } from 'commander';
import { type ApiClient, type ClientOptions, openClient, withClientOptions } from './client.ts';
import { UsageError, write } from './output.ts';

interface Label {
  zh: string;
  en: string;
}
interface Page {
  items: { key: string; values: Record<string, unknown>; texts: Record<string, Label | null> }[];
  next: string | null;
  key: string;
  fields: { name: string; label: Label }[];
}
interface Imported {
  rows: number;
  added: number;
  changed: number;
  unchanged: number;
  dryRun: boolean;
  earlier: { by: { name: string }; at: string } | null;
}

const NAME = '<slug>/<register>, e.g. blood-fee/donors';
const READER = 'banli/auditor';

export function registerRegister(program: Command): void {
  const registers = program.command('register').description('registers of a running Banli');
  registerList(registers);
  registerShow(registers);
  registerExport(registers);
  registerImport(registers);
  registerSet(registers);
}

/** @throws UsageError */
function pathOf(name: string): string {
  const [slug = '', id = '', more] = name.split('/');
  if (slug === '' || id === '' || more !== undefined) throw new UsageError(`${name}: expected ${NAME}`);
  return `/api/registers/${encodeURIComponent(slug)}/${encodeURIComponent(id)}`;
}

function registerList(registers: Command): void {
  withClientOptions(registers.command('list'))
    .description('all registers')
    .action(async (options: ClientOptions) => {
      const client = await openClient(options, READER);
      const { body } = await client.ask('GET', '/api/registers');
      const { items } = body as { items: { slug: string; id: string; label: Label }[] };
      const lines = items.map(({ slug, id, label }) => `${slug}/${id}  ${label.zh}\n`);
      await write(options.json ? `${JSON.stringify(body)}\n` : lines.join(''));
    });
}

function registerShow(registers: Command): void {
  withClientOptions(registers.command('show'))
    .description('rows by key; or how one row came about')
    .argument('<register>', NAME)
    .option('--search <text>', 'part of the key or of a value')
    .option('--history <key>', 'what was written to this row, latest first, as JSON lines')
    .action(async (name: string, options: ClientOptions & { search?: string; history?: string }) => {
      const client = await openClient(options, READER);
      const path = pathOf(name);
      if (options.history !== undefined) return printHistory(client, path, options.history);
      const query = options.search === undefined ? {} : { q: options.search };
      for await (const page of pagesOf(client, path, query)) {
        const { items } = page as Page;
        const lines = items.map((row) => (options.json ? JSON.stringify(row) : rowText(page as Page, row)));
        await write(lines.map((line) => `${line}\n`).join(''));
      }
    });
}

async function printHistory(client: ApiClient, path: string, key: string): Promise<void> {
  for await (const { items } of pagesOf(client, `${path}/rows/${encodeURIComponent(key)}/history`, {})) {
    for (const item of items) await write(`${JSON.stringify(item)}\n`);
  }
}

async function* pagesOf(
  client: ApiClient,
  path: string,
  query: Record<string, string>,
): AsyncGenerator<{ items: unknown[]; next: string | null }> {
  for (let cursor: string | null = ''; cursor !== null; ) {
    const asked = new URLSearchParams({ limit: '100', ...query, ...(cursor === '' ? {} : { cursor }) });
    const { body } = await client.ask('GET', `${path}?${asked}`);
    const page = body as { items: unknown[]; next: string | null };
    yield page;
    cursor = page.next;
  }
}

function rowText({ fields }: Page, { key, values, texts }: Page['items'][number]): string {
  const parts = fields.flatMap(({ name, label }) => {
    const value = values[name];
    if (value === undefined || value === null) return [];
    const text = texts[name]?.zh ?? (typeof value === 'string' ? value : JSON.stringify(value));
    return [`${label.zh}：${text}`];
  });
  return [key, ...parts].join('  ');
}

function registerExport(registers: Command): void {
  withClientOptions(registers.command('export'))
    .description('all rows as a table: CSV on standard output, or a file .csv or .xlsx')
    .argument('<register>', NAME)
    .option('--search <text>', 'part of the key or of a value')
    .option('--file <path>', 'where it is written; its ending says which it is')
    .addOption(new Option('--language <language>', 'of headings and codes').choices(['zh', 'en']).default('zh'))
    .action(async (name: string, options: ClientOptions & { search?: string; file?: string; language: string }) => {
      const format = options.file === undefined ? 'csv' : formatOf(options.file);
      const client = await openClient(options, READER);
      const query = new URLSearchParams({ format, ...(options.search === undefined ? {} : { q: options.search }) });
      const body = await client.download(`${pathOf(name)}?${query}`, { 'accept-language': options.language });
      if (options.file === undefined) for await (const text of body.setEncoding('utf8')) await write(text as string);
      else await pipeline(body, createWriteStream(options.file));
    });
}

/** @throws UsageError */
function formatOf(path: string): 'csv' | 'xlsx' {
  const ending = /\.(csv|xlsx)$/i.exec(path)?.[1]?.toLowerCase();
  if (ending === 'csv' || ending === 'xlsx') return ending;
  throw new UsageError(`${path}: expected a file that ends in .csv or .xlsx`);
}

const MEDIA_TYPES = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

function registerImport(registers: Command): void {
  withClientOptions(registers.command('import'))
    .description('merge the rows of a table, all or none')
    .argument('<register>', NAME)
    .argument('<file>', '.csv or .xlsx; the first line has the headings')
    .option('--dry-run', 'only check')
    .option('--key <key>', 'idempotency key; the same again repeats nothing')
    .action(async (name: string, path: string, options: ClientOptions & { dryRun?: boolean; key?: string }) => {
      const type = MEDIA_TYPES[formatOf(path)];
      const client = await openClient(options, writerOf(options));
      const headers = { 'content-type': type, 'idempotency-key': options.key ?? randomUUID() };
      const query = options.dryRun ? '?dryRun=true' : '';
      const { body } = await client.ask('POST', `${pathOf(name)}/import${query}`, read(path), headers);
      await write(options.json ? `${JSON.stringify(body)}\n` : importedText(body as Imported));
    });
}

/** Their name stands in the history of every row: there is no default. @throws UsageError */
function writerOf({ as, token }: ClientOptions): string {
  if (as !== undefined || token !== undefined || process.env.BANLI_TOKEN !== undefined) return as ?? '';
  throw new UsageError('who writes? Give --token, BANLI_TOKEN, or --as <slug>/<group> of an office of the document');
}

/** @throws UsageError */
function read(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch {
    throw new UsageError(`${path} can't be read`);
  }
}

function importedText({ rows, added, changed, unchanged, dryRun, earlier }: Imported): string {
  if (earlier !== null) return `nothing changed: ${earlier.by.name} imported this file at ${earlier.at}\n`;
  const what = dryRun ? 'would be' : 'were';
  return `${rows} rows: ${added} ${what} added, ${changed} changed, ${unchanged} stay as they are\n`;
}

interface Edits {
  edits: { form: { properties: Record<string, { type?: string; anyOf?: { type?: string }[] }> } }[];
}

function registerSet(registers: Command): void {
  withClientOptions(registers.command('set'))
    .description('write fields of a row by hand')
    .argument('<register>', NAME)
    .argument('<key>', 'of the row')
    .argument('<field=value...>', 'text as it is, all else as JSON (amounts in fen); nothing after = clears the field')
    .requiredOption('--reason <text>', 'why; it stands in the history of the row')
    .option('--new', 'add the row: it is not there yet')
    .option('--group <group>', 'as which group; left out: the first that may')
    .option('--key <key>', 'idempotency key; the same again repeats nothing')
    .action(async (name: string, row: string, settings: string[], options: SetOptions) => {
      const client = await openClient(options, writerOf(options));
      const register = pathOf(name);
      const path = `${register}/rows/${encodeURIComponent(row)}`;
      const found = await client.ask('GET', options.new ? `${register}/new-row` : path);
      const { reason, group } = options;
      const body = { values: valuesOf(settings, found.body as Edits), reason, ...(group && { as: group }) };
      const headers = { 'idempotency-key': options.key ?? randomUUID() };
      const { body: written } = options.new
        ? await client.ask('POST', `${register}/rows`, { key: row, ...body }, headers)
        : await client.ask('PATCH', path, body, { ...headers, 'if-match': found.headers.get('etag') ?? '' });
      await write(options.json ? `${JSON.stringify(written)}\n` : `${row}: written\n`);
    });
}

type SetOptions = ClientOptions & { reason: string; new?: boolean; group?: string; key?: string };

/** @throws UsageError */
function valuesOf(settings: readonly string[], { edits }: Edits): Record<string, unknown> {
  const fields = new Map(edits.flatMap(({ form }) => Object.entries(form.properties)));
  return Object.fromEntries(
    settings.map((setting) => {
      const [, name = '', text = ''] = /^([^=]+)=(.*)$/s.exec(setting) ?? [];
      if (name === '') throw new UsageError(`${setting}: expected <field>=<value>`);
      const { type, anyOf = [] } = fields.get(name) ?? {};
      const isText = [type, ...anyOf.map((one) => one.type)].includes('string');
      return [name, text === '' ? null : isText ? text : jsonOf(text)];
    }),
  );
}

/** Codes are texts that are no JSON. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
