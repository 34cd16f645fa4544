import { readFileSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { RuntimeFault } from './errors.ts';
import { largestServerPort } from './ports.ts';
import { officeNamespace, rehearsalNamespace } from './temporal-config.ts';

/** How to reach a Temporal server; the shape that the clients of @temporalio take. */
export interface TemporalConnectionConfig {
  readonly address: string;
  readonly apiKey?: string;
  readonly tls?: true | TemporalTls;
}

interface TemporalTls {
  readonly serverRootCACertificate?: Buffer;
  readonly clientCertPair?: { readonly crt: Buffer; readonly key: Buffer };
}

/** Settings of the supervisor. A port of 0 means: pick a free one. */
export interface StartConfig {
  readonly home: string;
  readonly namespace: string;
  readonly keysFile: string;
  /** Undefined: the embedded PostgreSQL. */
  readonly databaseUrl: string | undefined;
  /** Undefined: a Temporal server of our own. */
  readonly temporal: TemporalConnectionConfig | undefined;
  readonly postgresPort: number;
  readonly temporalPort: number;
  /** The first of seven ports in a row that the embedded server's own services use among each other. */
  readonly temporalInternalPort: number;
  readonly apiHost: string;
  readonly apiPort: number;
  /** Where the worker answers GET /healthz and /metrics, on loopback. */
  readonly workerPort: number;
}

/** Settings of a child (worker, api) and of commands that talk to the servers. */
export interface ServiceConfig {
  readonly home: string;
  readonly namespace: string;
  readonly keysFile: string;
  readonly temporal: TemporalConnectionConfig;
  readonly databaseUrl: string;
  /** The Temporal server keeps its histories in that PostgreSQL too. */
  readonly onePostgres: boolean;
  readonly apiHost: string;
  readonly apiPort: number;
  /** Where the worker answers GET /healthz and /metrics, on loopback. */
  readonly workerPort: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** @throws RuntimeFault with one line for each fault, naming the variable. */
export function readStartConfig(environment: Environment, workingDirectory: string): StartConfig {
  return collectingFaults(environment, (reader) => ({
    ...commonSettings(reader, workingDirectory),
    databaseUrl: reader.databaseUrl(false),
    temporal: reader.text('TEMPORAL_ADDRESS') === undefined ? undefined : temporalConnection(reader),
    postgresPort: reader.port('BANLI_POSTGRES_PORT', 5433),
    temporalPort: reader.port('BANLI_TEMPORAL_PORT', 7233, largestServerPort),
    temporalInternalPort: reader.port('BANLI_TEMPORAL_INTERNAL_PORT', 7234, largestServerPort - 6),
  }));
}

/** @throws RuntimeFault with one line for each fault, naming the variable. */
export function readServiceConfig(environment: Environment, workingDirectory: string): ServiceConfig {
  return collectingFaults(environment, (reader) => ({
    ...commonSettings(reader, workingDirectory),
    temporal: temporalConnection(reader),
    databaseUrl: reader.databaseUrl(true) ?? '',
    onePostgres: reader.flag('BANLI_ONE_POSTGRESQL'),
  }));
}

function commonSettings(reader: Reader, workingDirectory: string) {
  const home = resolve(workingDirectory, reader.text('BANLI_HOME') ?? '.banli');
  return {
    home,
    namespace: reader.namespace(),
    keysFile: reader.absolutePath('BANLI_KEYS_FILE') ?? join(home, 'keys.json'),
    apiHost: reader.text('BANLI_API_HOST') ?? '127.0.0.1',
    apiPort: reader.port('BANLI_API_PORT', 8420),
    workerPort: reader.port('BANLI_WORKER_PORT', 8421),
  };
}

/** The names of the variables are those of Temporal's own clients. */
function temporalConnection(reader: Reader): TemporalConnectionConfig {
  const apiKey = reader.text('TEMPORAL_API_KEY');
  const ca = reader.file('TEMPORAL_TLS_SERVER_CA_CERT_PATH');
  const crt = reader.file('TEMPORAL_TLS_CLIENT_CERT_PATH');
  const key = reader.file('TEMPORAL_TLS_CLIENT_KEY_PATH');
  if ((crt === undefined) !== (key === undefined)) {
    reader.fault('TEMPORAL_TLS_CLIENT_CERT_PATH and TEMPORAL_TLS_CLIENT_KEY_PATH belong together: set both or none.');
  }
  const certificates: TemporalTls = {
    ...(ca === undefined ? {} : { serverRootCACertificate: ca }),
    ...(crt === undefined || key === undefined ? {} : { clientCertPair: { crt, key } }),
  };
  const hasCertificates = Object.keys(certificates).length > 0;
  const wantsTls = hasCertificates || apiKey !== undefined || reader.flag('TEMPORAL_TLS');
  return {
    address: reader.hostAndPort('TEMPORAL_ADDRESS'),
    ...(apiKey === undefined ? {} : { apiKey }),
    ...(wantsTls ? { tls: hasCertificates ? certificates : true } : {}),
  };
}

function collectingFaults<T>(environment: Environment, read: (reader: Reader) => T): T {
  const reader = new Reader(environment);
  const result = read(reader);
  if (reader.faults.length > 0) throw new RuntimeFault(reader.faults.join('\n'));
  return result;
}

/** Reads variables and notes every fault, so that all are reported at once. */
class Reader {
  readonly faults: string[] = [];
  readonly #environment: Environment;

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  fault(line: string): void {
    this.faults.push(line);
  }

  /** An empty variable counts as not set. */
  text(name: string): string | undefined {
    const value = this.#environment[name]?.trim();
    return value === '' ? undefined : value;
  }

  port(name: string, fallback: number, largest = 65_535): number {
    const value = this.text(name);
    if (value === undefined) return fallback;
    const port = Number(value);
    if (/^\d{1,5}$/.test(value) && port <= largest) return port;
    this.fault(`${name} is ${quoted(value)}: expected a port number from 0 to ${largest}, for example ${fallback}.`);
    return fallback;
  }

  namespace(): string {
    const value = this.text('BANLI_NAMESPACE') ?? officeNamespace;
    if (value === rehearsalNamespace) {
      this.fault(`BANLI_NAMESPACE is ${quoted(value)}, in which time can be skipped: cases need another namespace.`);
    }
    return value;
  }

  flag(name: string): boolean {
    const value = this.text(name)?.toLowerCase();
    if (value === undefined || value === 'false') return false;
    if (value !== 'true') this.fault(`${name} is ${quoted(value)}: expected true or false.`);
    return true;
  }

  absolutePath(name: string): string | undefined {
    const value = this.text(name);
    if (value !== undefined && !isAbsolute(value)) {
      this.fault(`${name} is ${quoted(value)}: expected an absolute path.`);
    }
    return value;
  }

  file(name: string): Buffer | undefined {
    const path = this.absolutePath(name);
    if (path === undefined) return undefined;
    try {
      return readFileSync(path);
    } catch (error) {
      this.fault(`${name}: ${path} can't be read (${(error as NodeJS.ErrnoException).code}).`);
      return undefined;
    }
  }

  hostAndPort(name: string): string {
    const value = this.text(name);
    if (value === undefined) this.fault(`${name} is not set: expected <host>:<port> of the Temporal server.`);
    else if (!/^[^\s:/]+:\d{1,5}$|^\[[0-9a-fA-F:]+\]:\d{1,5}$/.test(value)) {
      this.fault(`${name} is ${quoted(value)}: expected <host>:<port>, for example 127.0.0.1:7233.`);
    }
    return value ?? '';
  }

  /** The value may hold a password and is never repeated in a message. */
  databaseUrl(required: boolean): string | undefined {
    const value = this.text('DATABASE_URL');
    const expected = 'expected postgres://<user>:<password>@<host>:<port>/<database>.';
    if (value === undefined && required) this.fault(`DATABASE_URL is not set: ${expected}`);
    if (value !== undefined && !/^postgres(ql)?:\/\/[^/]+\/.+$/.test(value)) {
      this.fault(`DATABASE_URL is not the address of a PostgreSQL database: ${expected}`);
    }
    return value;
  }
}

function quoted(value: string): string {
  return JSON.stringify(value);
}
