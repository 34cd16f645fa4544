/** Client and worker for cases on the servers of the global setup, with ports in memory. */
import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection, type Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { inject } from 'vitest';
import { createCarryOut, createTellParent } from '../../activities/carry-out.ts';
import type { CaseHistoriesParts } from '../../activities/case-histories.ts';
import { createEvaluateRules } from '../../activities/evaluate-rules.ts';
import type { ClosedRun } from '../../activities/ports.ts';
import { createPrograms, type Programs } from '../../activities/programs.ts';
import { createProject } from '../../activities/project.ts';
import { cachedContent } from '../../codec/content-cache.ts';
import { createDataConverter } from '../../codec/data-converter.ts';
import { createSigner } from '../../codec/signing.ts';
import { codecOf, folding } from '../../replay/audit.ts';
import { createFindEndedCase } from '../../replay/ended-case.ts';
import type { Folded } from '../../replay/fold.ts';
import type { JsonObject } from '../../rules/json.ts';
import { readKeys } from '../../runtime/keys.ts';
import { caseBundle } from '../../workflows/bundle.ts';
import { type CaseClient, createCaseClient } from '../../workflows/case-client.ts';
import { createCaseWorker } from '../../workflows/case-worker.ts';
import { bundleHash, calendarHash, contentStore, contents, procedure } from '../workflows/fixture.ts';
import { type MemoryEffects, type MemoryReadModel, memoryEffects, memoryReadModel } from '../workflows/memory-ports.ts';

export interface Office {
  client: Client;
  cases: CaseClient;
  readModel: MemoryReadModel;
  effects: MemoryEffects;
  /** Whether definitions can't be had where facts are recorded. */
  rulesApart: boolean;
  taskQueue: string;
  keys: ReturnType<typeof readKeys>;
  bundle: WorkflowBundleWithSourceMap;
  /** Closed runs that are kept beside the server. */
  archived: ClosedRun[];
  /** The histories of a case, from server and archive. */
  sources: CaseHistoriesParts;
  /** Starts a case of the test procedure and gives its id. */
  open(options?: {
    input?: JsonObject;
    forceContinueAsNewEvery?: number;
    rehearsal?: { start: number };
  }): Promise<string>;
  /** What the history of a case in its first run says, decided again. */
  folded(caseId: string): Promise<Folded>;
  startWorker(): Promise<void>;
  stopWorker(): Promise<void>;
  close(): Promise<void>;
}

export async function openOffice(namespace: string): Promise<Office> {
  const address = inject('temporalAddress');
  const keys = readKeys(inject('keysFile'));
  const [connection, native] = await Promise.all([
    Connection.connect({ address }),
    NativeConnection.connect({ address }),
  ]);
  const client = new Client({ connection, namespace, dataConverter: createDataConverter(keys) });
  const taskQueue = `office-${randomUUID()}`;
  const archived: ClosedRun[] = [];
  const archive = { read: async (id: string) => archived.filter(({ caseId }) => caseId === id) };
  const sources = { client, archive, codec: codecOf(keys, contents) };
  const endedCase = createFindEndedCase(sources);
  const cases = createCaseClient({ client, sign: createSigner(keys.commandKeys), taskQueue, endedCase });
  const readModel = memoryReadModel();
  const effects = memoryEffects();
  const content = cachedContent(contentStore);
  const bundle = await caseBundle();
  let running: { worker: Worker; ended: Promise<void> } | undefined;

  const office: Office = {
    client,
    cases,
    readModel,
    effects,
    rulesApart: false,
    taskQueue,
    keys,
    bundle,
    archived,
    sources,
    async open({ input = { applicant: '张三', amount: 10 }, ...rest } = {}) {
      const caseId = randomUUID();
      const number = `${procedure.numberPrefix}〔2026〕00001`;
      const pinned = { procedure: procedure.id, definition: bundleHash, calendar: calendarHash };
      await cases.start({ caseId, number, ...pinned, command: { type: 'start', input }, ...rest });
      return caseId;
    },
    async folded(caseId) {
      const history = await client.workflow.getHandle(caseId).fetchHistory();
      return folding([history], caseId, codecOf(keys, contents));
    },
    async startWorker() {
      const programs = createPrograms(content);
      const atTheRecord: Programs = {
        of: (hashes) => (office.rulesApart ? Promise.reject(new Error('not now')) : programs.of(hashes)),
      };
      const activities = {
        project: createProject({ readModel, programs: atTheRecord, log: () => undefined }),
        evaluateRules: createEvaluateRules(programs),
        carryOut: createCarryOut(effects),
        tellParent: createTellParent(effects.messages),
      };
      const worker = await createCaseWorker({
        ...{ connection: native, namespace, keys, content, activities, taskQueue },
        workflowBundle: bundle,
      });
      running = { worker, ended: worker.run() };
    },
    async stopWorker() {
      running?.worker.shutdown();
      await running?.ended;
      running = undefined;
    },
    async close() {
      await office.stopWorker();
      await Promise.all([connection.close(), native.close()]);
    },
  };
  await office.startWorker();
  return office;
}
