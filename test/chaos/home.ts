/** A whole installation in a home of its own, started again whenever it ends, as an init system would. */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openDataDirectory } from '../../runtime/data-directory.ts';
import { pickFreePorts } from '../../runtime/ports.ts';
import { identify, isRunning } from '../../runtime/processes.ts';
import { type RuntimeFile, readRuntimeFile } from '../../runtime/runtime-file.ts';

const SCRIPT = fileURLToPath(new URL('./installation.ts', import.meta.url));
const RESTART_MS = 500;

export const SERVICES = ['postgres', 'temporal', 'worker', 'api'] as const;
export type Service = (typeof SERVICES)[number];

export class Home {
  readonly path = mkdtempSync(join(tmpdir(), 'banli-chaos-'));
  readonly api: string;
  /** How often the supervisor was started. */
  starts = 0;
  #supervisor: ChildProcess | undefined;
  #ended: Promise<void> = Promise.resolve();
  #isStopping = false;
  readonly #environment: Record<string, string>;

  private constructor(ports: readonly number[]) {
    const [postgres, temporal, api, worker] = ports;
    this.api = `http://127.0.0.1:${api}`;
    this.#environment = {
      BANLI_HOME: this.path,
      BANLI_POSTGRES_PORT: String(postgres),
      BANLI_TEMPORAL_PORT: String(temporal),
      BANLI_TEMPORAL_INTERNAL_PORT: '0',
      BANLI_API_PORT: String(api),
      BANLI_WORKER_PORT: String(worker),
    };
  }

  static async create(): Promise<Home> {
    return new Home(await pickFreePorts(4));
  }

  start(): void {
    this.starts += 1;
    const log = openSync(join(this.path, 'supervisor.log'), 'a');
    const child = spawn(process.execPath, [SCRIPT], {
      env: { ...process.env, ...this.#environment },
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    this.#supervisor = child;
    this.#ended = new Promise((resolve) => child.once('exit', () => resolve()));
    void this.#ended.then(async () => {
      if (this.#isStopping) return;
      await sleep(RESTART_MS);
      if (!this.#isStopping) this.start();
    });
  }

  /** @throws Error with the supervisor's last words */
  async untilReady(limitMs: number): Promise<void> {
    const until = Date.now() + limitMs;
    while (!(await this.isReady())) {
      if (Date.now() > until) throw new Error(`not ready after ${limitMs / 1000} s:\n${this.lastWords()}`);
      await sleep(200);
    }
  }

  /** Whether database, Temporal server and worker can be reached by the API. */
  async isReady(): Promise<boolean> {
    try {
      const response = await fetch(`${this.api}/readyz`, { signal: AbortSignal.timeout(5_000) });
      await response.arrayBuffer();
      return response.ok;
    } catch {
      return false;
    }
  }

  runtime(): RuntimeFile | undefined {
    return readRuntimeFile(openDataDirectory(this.path));
  }

  /** Kills -9 one child; false if it does not run now. */
  killService(name: Service): boolean {
    const child = this.runtime()?.children.find((record) => record.name === name);
    if (child === undefined || !isRunning(child)) return false;
    return kill(child.pid);
  }

  killSupervisor(): boolean {
    const pid = this.#supervisor?.pid;
    return pid !== undefined && identify(pid) !== undefined && kill(pid);
  }

  lastWords(): string {
    return readFileSync(join(this.path, 'supervisor.log'), 'utf8').split('\n').slice(-30).join('\n');
  }

  /** Stops everything in order. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#supervisor?.kill('SIGINT');
    await this.#ended;
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

function kill(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL');
  } catch {
    return false;
  }
}
