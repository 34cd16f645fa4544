import { setTimeout as sleep } from 'node:timers/promises';
import { Connection, type ConnectionOptions } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import proto from '@temporalio/proto';
import { RuntimeFault } from './errors.ts';
import { rehearsalNamespace } from './temporal-config.ts';

type ErrorWithCode = Error & { readonly code?: number };

// Codes of gRPC, https://grpc.io/docs/guides/status-codes/
const alreadyExists = 6;
const permissionDenied = 7;
const unimplemented = 12;

/** Set once a case at its start; see the design of trust: no personal data in them. */
const searchAttributes = {
  BanliProcedure: proto.temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
  BanliEngineVersion: proto.temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_INT,
};

/** How long the server keeps a closed run, in days. Archives are taken well before. */
const retentionDays = { cases: 30, rehearsals: 1 };

/** Resolves if the server takes requests of workflows. */
export async function checkTemporal(options: ConnectionOptions): Promise<void> {
  await withConnection(options, async (connection) => {
    const service = 'temporal.api.workflowservice.v1.WorkflowService';
    const { status } = await connection.healthService.check({ service });
    if (status !== 1) throw new Error(`the Temporal server at ${options.address} is not serving yet`);
  });
}

/**
 * Registers the namespaces and search attributes that are missing and waits until all of the server
 * knows them (its caches are refreshed every few seconds). Repeating it changes nothing.
 * @throws RuntimeFault if they are not usable within a minute.
 */
export async function prepareNamespaces(options: ConnectionOptions, namespaces: readonly string[]): Promise<void> {
  await withConnection(options, async (connection) => {
    await Promise.all(
      namespaces.map(async (namespace) => {
        await registerNamespace(connection, namespace);
        await untilUsable(connection, namespace);
      }),
    );
  });
}

async function registerNamespace(connection: Connection, namespace: string): Promise<void> {
  const days = namespace === rehearsalNamespace ? retentionDays.rehearsals : retentionDays.cases;
  await tolerating([alreadyExists, permissionDenied, unimplemented], () =>
    connection.workflowService.registerNamespace({
      namespace,
      description: namespace === rehearsalNamespace ? 'Rehearsals in virtual time' : 'Cases of Banli',
      workflowExecutionRetentionPeriod: msToTs(days * 86_400_000),
    }),
  );
}

async function untilUsable(connection: Connection, namespace: string): Promise<void> {
  let reason: unknown;
  for (let waited = 0; waited < 60_000; waited += 200) {
    try {
      await addSearchAttributes(connection, namespace);
      await connection.workflowService.countWorkflowExecutions({
        namespace,
        query: "BanliProcedure = 'x' AND BanliEngineVersion = 1",
      });
      return;
    } catch (error) {
      reason = error;
      await sleep(200);
    }
  }
  throw new RuntimeFault(
    `The namespace ${namespace} is not usable after a minute: ${(reason as Error).message}. ` +
      'On a Temporal server of your own, an administrator creates the namespace and its search attributes ' +
      'BanliProcedure (Keyword) and BanliEngineVersion (Int).',
  );
}

async function addSearchAttributes(connection: Connection, namespace: string): Promise<void> {
  await tolerating([alreadyExists, permissionDenied, unimplemented], () =>
    connection.operatorService.addSearchAttributes({ namespace, searchAttributes }),
  );
}

async function tolerating(codes: readonly number[], work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!codes.includes((error as ErrorWithCode).code ?? -1)) throw error;
  }
}

/** Runs `work` on a connection of its own, closed afterwards. Connecting is given 5 seconds. */
export async function withConnection<T>(
  options: ConnectionOptions,
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  const connection = await Connection.connect({ connectTimeout: 5_000, ...options });
  try {
    return await connection.withDeadline(Date.now() + 90_000, () => work(connection));
  } finally {
    await connection.close();
  }
}
