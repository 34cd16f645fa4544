import { type DataDirectory, isProcessIdentity, readJsonFile, writePrivateFile } from './data-directory.ts';
import type { ProcessIdentity } from './processes.ts';

/** The ports of one home, all on the loopback address. */
export interface Ports {
  readonly postgres: number;
  readonly temporal: number;
  /** Of the server's own services among each other: gRPC of history, matching, worker, then four of membership. */
  readonly temporalInternal: readonly number[];
  readonly api: number;
  readonly worker: number;
}

/** A child as the supervisor started it. */
export interface ChildRecord extends ProcessIdentity {
  readonly name: string;
  readonly stopSignal: NodeJS.Signals;
}

/** `runtime.json`: what runs where, for the commands to find it and for the next start to clean up. */
export interface RuntimeFile {
  readonly supervisor: ProcessIdentity;
  readonly namespace: string;
  readonly temporalAddress: string;
  readonly databaseUrl: string;
  readonly ports: Ports;
  /** The address of the pages, once the api is started. */
  readonly apiUrl: string | null;
  /** True when every child has been healthy once since the start. */
  readonly ready: boolean;
  readonly children: readonly ChildRecord[];
}

/** Reads `runtime.json`; undefined if there is none or it is of another shape (an older version). */
export function readRuntimeFile(directory: DataDirectory): RuntimeFile | undefined {
  const value = readJsonFile(directory.runtimeFile) as Partial<RuntimeFile> | undefined;
  if (value === undefined || !isProcessIdentity(value.supervisor)) return undefined;
  if (!Array.isArray(value.children) || !value.children.every(isProcessIdentity)) return undefined;
  return value as RuntimeFile;
}

/** Replaces `runtime.json`. It holds a database password, so only the owner can read it. */
export function writeRuntimeFile(directory: DataDirectory, content: RuntimeFile): void {
  writePrivateFile(directory.runtimeFile, `${JSON.stringify(content, null, 2)}\n`);
}
