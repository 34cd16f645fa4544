/** A worker for cases, the same for the office, rehearsals and tests; only the activities differ. */
import { type NativeConnection, Worker, type WorkflowBundleOption } from '@temporalio/worker';
import type { ContentStore } from '../activities/ports.ts';
import type { LocalActivities, RemoteActivities } from '../activities/shapes.ts';
import { createDataConverter } from '../codec/data-converter.ts';
import type { Keys } from '../runtime/keys.ts';
import { CASE_QUEUE } from './contract.ts';
import type { TickActivities } from './schedule-tick.ts';

export interface CaseWorkerOptions {
  connection: NativeConnection;
  namespace: string;
  keys: Pick<Keys, 'dataKeys' | 'commandKeys'>;
  /** Cached and verified (codec/content-cache.ts). */
  content: ContentStore;
  activities: LocalActivities & RemoteActivities & Partial<TickActivities>;
  workflowBundle: WorkflowBundleOption;
  /** Default: the queue of cases. */
  taskQueue?: string;
  /** Cases kept in memory between tasks; each takes about a megabyte. Default 300. */
  maxCachedWorkflows?: number;
}

export function createCaseWorker(options: CaseWorkerOptions): Promise<Worker> {
  const { connection, namespace, keys, content, activities, workflowBundle } = options;
  return Worker.create({
    connection,
    namespace,
    taskQueue: options.taskQueue ?? CASE_QUEUE,
    workflowBundle,
    activities: { ...activities },
    dataConverter: createDataConverter(keys, content),
    maxCachedWorkflows: options.maxCachedWorkflows ?? 300,
    shutdownGraceTime: '10 s',
    shutdownForceTime: '18 s',
  });
}
