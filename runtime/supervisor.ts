import { spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { RuntimeFault } from './errors.ts';
import { lastLines, openLog, rotateLog } from './log-file.ts';
import { identify, type ProcessIdentity, stopProcess } from './processes.ts';
import type { ChildRecord } from './runtime-file.ts';
import type { Log, ServiceSpec } from './service.ts';

/** A child that was healthy this long starts again after the shortest wait. */
const healthyAgainMs = 60_000;
const longestWaitMs = 30_000;
const healthPauseMs = 5_000;
/** A child that lives but does not answer is stopped and started again after so many failed checks in a row. */
const failedChecksLimit = 6;

export interface SupervisorOptions {
  readonly logs: string;
  readonly log: Log;
  /** Told of every change, so that the next start can find what a killed supervisor left. */
  readonly onChildren: (children: readonly ChildRecord[]) => void;
}

/** Keeps services running, in their order. It knows nothing of what they do. */
export interface Supervisor {
  /** Starts a service and waits until it is healthy. @throws RuntimeFault if it isn't within its limit. */
  readonly start: (spec: ServiceSpec) => Promise<void>;
  /** Stops all services, the last started first. */
  readonly stop: () => Promise<void>;
  readonly children: () => readonly ChildRecord[];
}

interface Child {
  readonly spec: ServiceSpec;
  identity: ProcessIdentity | undefined;
  ended: Promise<string>;
  stopping: boolean;
  watching: Promise<void>;
}

/** How long to wait before the n-th start in a row (n from 1), in milliseconds: 1, 2, 4 … 30 s. */
export function restartWaitMs(failures: number): number {
  return Math.min(1_000 * 2 ** (failures - 1), longestWaitMs);
}

/** A supervisor with no services yet. */
export function createSupervisor(options: SupervisorOptions): Supervisor {
  const children: Child[] = [];
  let stopping = false;
  const records = () =>
    children.flatMap(({ spec, identity }) =>
      identity === undefined ? [] : [{ name: spec.name, stopSignal: spec.stopSignal, ...identity }],
    );
  const changed = () => options.onChildren(records());
  const rotation = setInterval(() => {
    for (const { spec } of children) rotateLog(logPath(options, spec));
  }, 60_000);
  rotation.unref();

  return {
    children: records,
    start: async (spec) => {
      const child: Child = {
        spec,
        identity: undefined,
        ended: Promise.resolve(''),
        stopping,
        watching: Promise.resolve(),
      };
      children.push(child);
      await spec.prepare?.();
      if (child.stopping) throw stoppedWhileStarting(spec);
      launch(child, options, changed);
      await untilHealthy(child, options);
      await spec.afterFirstHealthy?.();
      child.watching = keepRunning(child, options, changed);
    },
    stop: async () => {
      clearInterval(rotation);
      stopping = true;
      for (const child of children) child.stopping = true;
      for (const child of [...children].reverse()) {
        if (child.identity !== undefined) {
          await stopProcess(child.identity, child.spec.stopSignal, child.spec.stopGraceMs);
        }
        await child.watching;
        // It may have been between two starts when it was told to stop.
        if (child.identity !== undefined) await stopProcess(child.identity, 'SIGKILL', 0);
        child.identity = undefined;
        changed();
      }
    },
  };
}

function logPath(options: SupervisorOptions, spec: ServiceSpec): string {
  return join(options.logs, `${spec.name}.log`);
}

/** Waits for a line, then becomes the program with the same process id; at the end of its input it ends. */
const WAITING_SHELL = ['-c', 'read -r go && exec "$@" </dev/null', 'sh'];

/**
 * The child gets a process group of its own: Ctrl-C in a terminal goes to the supervisor alone, which
 * then stops the children in order. It begins only when it is noted: if the supervisor is killed
 * before, the child ends with it, and the next start finds whatever runs.
 */
function launch(child: Child, options: SupervisorOptions, changed: () => void): void {
  const { spec } = child;
  const output = openLog(logPath(options, spec));
  const started = spawn('/bin/sh', [...WAITING_SHELL, spec.command, ...spec.args], {
    detached: true,
    stdio: ['pipe', output, output],
    env: { ...process.env, ...spec.environment },
    ...(spec.workingDirectory === undefined ? {} : { cwd: spec.workingDirectory }),
    ...spec.user,
  });
  closeSync(output);
  child.identity = started.pid === undefined ? undefined : identify(started.pid);
  child.ended = new Promise((resolve) => {
    started.once('error', (error) => resolve(error.message));
    started.once('exit', (code, signal) => resolve(signal === null ? `exit code ${code}` : `signal ${signal}`));
  });
  changed();
  // Broken if the child has ended meanwhile, which is told by its end.
  started.stdin?.on('error', () => undefined);
  started.stdin?.end('go\n');
}

function stoppedWhileStarting(spec: ServiceSpec): RuntimeFault {
  return new RuntimeFault(`${spec.name} was stopped while it started.`);
}

/** Waits for the first healthy check; the process ending earlier is an error at once. */
async function untilHealthy(child: Child, options: SupervisorOptions): Promise<void> {
  const { spec } = child;
  const deadline = Date.now() + spec.startLimitMs;
  let reason = 'no check was made';
  let ending: string | undefined;
  void child.ended.then((how) => {
    ending = how;
  });
  while (ending === undefined && Date.now() < deadline && !child.stopping) {
    try {
      await spec.check();
      return;
    } catch (error) {
      reason = (error as Error).message;
      await sleep(100);
    }
  }
  if (child.stopping) throw stoppedWhileStarting(spec);
  const what =
    ending === undefined ? `is not healthy after ${spec.startLimitMs / 1000} s: ${reason}` : `ended: ${ending}`;
  const log = logPath(options, spec);
  throw new RuntimeFault(`${spec.name} ${what}. Last lines of ${log}:\n${lastLines(log, 15)}`);
}

/** Starts the child again whenever it ends or no longer answers, until it is told to stop. */
async function keepRunning(child: Child, options: SupervisorOptions, changed: () => void): Promise<void> {
  const { spec } = child;
  for (let failures = 0; ; ) {
    const healthySince = Date.now();
    const how = await endOrSilence(child);
    if (child.stopping) return;
    failures = Date.now() - healthySince >= healthyAgainMs ? 1 : failures + 1;
    const waitMs = restartWaitMs(failures);
    options.log(`${spec.name} stopped (${how}); starting it again in ${waitMs / 1000} s`);
    await waitUnlessStopping(child, waitMs);
    if (child.stopping) return;
    try {
      await spec.prepare?.();
      if (child.stopping) return;
      launch(child, options, changed);
      await untilHealthy(child, options);
      options.log(`${spec.name} is running again`);
    } catch (error) {
      if (child.stopping) return;
      options.log((error as Error).message);
      if (child.identity !== undefined) await stopProcess(child.identity, spec.stopSignal, spec.stopGraceMs);
    }
  }
}

async function waitUnlessStopping(child: Child, milliseconds: number): Promise<void> {
  for (let waited = 0; waited < milliseconds && !child.stopping; waited += 100) await sleep(100);
}

/** Resolves with the reason when the child has ended, or after it has been stopped because it didn't answer. */
async function endOrSilence(child: Child): Promise<string> {
  const { spec } = child;
  for (let failed = 0; ; ) {
    const ending = await Promise.race([child.ended, sleep(healthPauseMs, undefined, { ref: false })]);
    if (ending !== undefined) return ending;
    if (child.stopping) return child.ended;
    try {
      await spec.check();
      failed = 0;
    } catch (error) {
      failed += 1;
      if (failed < failedChecksLimit || child.stopping) continue;
      if (child.identity !== undefined) await stopProcess(child.identity, spec.stopSignal, spec.stopGraceMs);
      return `it no longer answered: ${(error as Error).message}`;
    }
  }
}

/** Stops what a killed supervisor left behind, the last started first. */
export async function stopOrphans(children: readonly ChildRecord[]): Promise<number> {
  let stopped = 0;
  for (const child of [...children].reverse()) {
    if (identify(child.pid)?.startedAt !== child.startedAt) continue;
    await stopProcess(child, child.stopSignal, 20_000);
    stopped += 1;
  }
  return stopped;
}
