/**
 * Commands speak to a running Banli over its API. Where it is: --url, BANLI_URL, the data directory that runs, then
 * 127.0.0.1:8420. As whom: --token, BANLI_TOKEN, then a demo person (--as), whose token the keys of the data directory
 * sign.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import type { Command } from 'commander';
import { signDemoToken } from '../api/auth/tokens.ts';
import { openDataDirectory } from '../runtime/data-directory.ts';
import { RuntimeFault } from '../runtime/errors.ts';
import { readKeys } from '../runtime/keys.ts';
import { readRuntimeFile } from '../runtime/runtime-file.ts';
import { readAll } from './input.ts';
import { NEGATIVE, UsageError } from './output.ts';

const DEFAULT_URL = 'http://127.0.0.1:8420';

export interface ClientOptions {
  readonly url?: string;
  readonly token?: string;
  /** A demo person: an id, or `<slug>/<group>` for the first of a group. */
  readonly as?: string;
  readonly json?: boolean;
}

export function withClientOptions(command: Command): Command {
  return command
    .option('--url <url>', 'address of the API (BANLI_URL; default: what runs in BANLI_HOME)')
    .option('--token <token>', 'access token (BANLI_TOKEN; default: a demo person)')
    .option('--as <person>', 'a demo person: its id, or <slug>/<group>')
    .option('--json', 'print the answer as JSON');
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

export interface ApiClient {
  /** @param body JSON; bytes are sent as they are. @throws UsageError with the API's refusal, exit code 1 */
  ask(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** The answer as it comes. @throws UsageError with the API's refusal, exit code 1 */
  download(path: string, headers: Readonly<Record<string, string>>): Promise<Readable>;
}

/** @param fallback demo person if none is given, as in --as */
export async function openClient(options: ClientOptions, fallback: string): Promise<ApiClient> {
  const home = resolve(process.env.BANLI_HOME ?? '.banli');
  const url = (options.url ?? process.env.BANLI_URL ?? runningUrl(home) ?? DEFAULT_URL).replace(/\/$/, '');
  const token = options.token ?? process.env.BANLI_TOKEN ?? (await demoToken(home, personOf(options.as ?? fallback)));
  return {
    async ask(method, path, body, headers = {}) {
      const response = await send(url, method, path, token, body, headers);
      const text = await response.text();
      const isJson = response.headers.get('content-type')?.includes('json') === true;
      const answer = { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
      if (!response.ok) throw refusalOf(answer.body, response.status);
      return answer;
    },
    async download(path, headers) {
      const response = await send(url, 'GET', path, token, undefined, headers);
      if (!response.ok) throw refusalOf(await response.json().catch(() => null), response.status);
      return Readable.fromWeb(response.body as ReadableStream);
    },
  };
}

async function send(
  url: string,
  method: string,
  path: string,
  token: string,
  body: unknown,
  headers: Readonly<Record<string, string>>,
): Promise<Response> {
  try {
    return await fetch(`${url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: body instanceof Uint8Array ? Buffer.from(body) : JSON.stringify(body) }),
    });
  } catch {
    throw new UsageError(
      `${url} does not answer. Start Banli (banli start), or give its address with --url.`,
      NEGATIVE,
    );
  }
}

function runningUrl(home: string): string | undefined {
  if (!existsSync(home)) return undefined;
  return readRuntimeFile(openDataDirectory(home))?.apiUrl ?? undefined;
}

/** `ride-hailing/approval-window` is the first demo person of the group. */
function personOf(name: string): string {
  return name.includes('/') ? `demo-${name.replace('/', '-')}-1` : name;
}

async function demoToken(home: string, person: string): Promise<string> {
  const file = process.env.BANLI_KEYS_FILE ?? join(home, 'keys.json');
  try {
    return (await signDemoToken(readKeys(file).demoIssuerKeys, person, Date.now())).token;
  } catch (error) {
    if (!(error instanceof RuntimeFault)) throw error;
    throw new UsageError(`${error.message} Set BANLI_HOME to the data directory, or give a token with --token.`);
  }
}

interface ProblemBody {
  title?: string;
  detail?: string;
  detailEn?: string;
  errors?: { pointer: string; detail: string; detailEn: string }[];
  findings?: {
    file: string;
    line: number;
    column: number;
    severity: string;
    check: string;
    message: string;
    remedy: string;
  }[];
}

function refusalOf(body: unknown, status: number): UsageError {
  const {
    title,
    detail,
    detailEn,
    errors = [],
    findings = [],
  } = (typeof body === 'object' && body ? body : {}) as ProblemBody;
  const lines = [
    `${status} ${title ?? ''}: ${detail ?? ''}`,
    ...(detailEn === undefined ? [] : [detailEn]),
    ...errors.map((error) => `  ${error.pointer}: ${error.detail} ${error.detailEn}`),
    ...findings.map(
      ({ file, line, column, severity, check, message, remedy }) =>
        `${file}:${line}:${column}: ${severity} ${check}: ${message}${remedy === '' ? '' : ` — ${remedy}`}`,
    ),
  ];
  return new UsageError(lines, NEGATIVE);
}

/** JSON of an option: the text itself, `@file`, or `-` for standard input. @throws UsageError */
export async function jsonOption(name: string, text: string): Promise<unknown> {
  const source = text === '-' ? await readAll() : text.startsWith('@') ? readFile(name, text.slice(1)) : text;
  try {
    return JSON.parse(source);
  } catch (error) {
    throw new UsageError(`${name}: expected JSON, @<file> or - for standard input: ${(error as Error).message}`);
  }
}

function readFile(name: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new UsageError(`${name}: ${path} can't be read`);
  }
}
