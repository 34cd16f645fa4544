/**
 * Goal: the embedded servers are real, usable and keep their promises.
 * Method: requests to the servers that the global setup started.
 */
import { randomUUID } from 'node:crypto';
import { Connection } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { withClient } from '../../runtime/postgres.ts';
import { prepareNamespaces } from '../../runtime/temporal-namespaces.ts';
import { closeStore, openStore } from '../../store/database.ts';

let connection: Connection;

beforeAll(async () => {
  connection = await Connection.connect({ address: inject('temporalAddress') });
});

afterAll(async () => {
  await connection.close();
});

const startRequest = (namespace: string, skipping: boolean) => ({
  namespace,
  workflowId: randomUUID(),
  requestId: randomUUID(),
  workflowType: { name: 'nothing' },
  taskQueue: { name: 'nobody' },
  ...(skipping ? { timeSkippingConfig: { enabled: true } } : {}),
});

describe('the Temporal server', () => {
  test('is the real server of the release that Banli is tested with', async () => {
    const info = await connection.workflowService.getSystemInfo({});
    expect(info.serverVersion).toBe('1.32.2');
    const cluster = await connection.workflowService.getClusterInfo({});
    expect(cluster.persistenceStore).toBe('postgres12');
    expect(cluster.historyShardCount).toBe(4);
  });

  test.each([
    ['banli', 30],
    ['banli-rehearsal', 1],
  ])('starts workflows in %s, kept %i days', async (namespace, days) => {
    const described = await connection.workflowService.describeNamespace({ namespace });
    expect(Number(described.config?.workflowExecutionRetentionTtl?.seconds)).toBe(days * 86_400);
    const started = await connection.workflowService.startWorkflowExecution(startRequest(namespace, false));
    expect(started.runId).not.toBe('');
  });

  test('knows the search attributes of cases', async () => {
    for (const namespace of [inject('namespace'), inject('rehearsalNamespace')]) {
      const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
      expect(customAttributes).toMatchObject({ BanliProcedure: 2, BanliEngineVersion: 3 });
    }
  });

  test('skips time for rehearsals and refuses it for cases', async () => {
    const accepted = startRequest(inject('rehearsalNamespace'), true);
    await expect(connection.workflowService.startWorkflowExecution(accepted)).resolves.toBeDefined();
    const refused = startRequest(inject('namespace'), true);
    await expect(connection.workflowService.startWorkflowExecution(refused)).rejects.toThrow(/not enabled/);
  });

  test('is prepared a second time without a change', async () => {
    await expect(
      prepareNamespaces({ address: inject('temporalAddress') }, [inject('namespace')]),
    ).resolves.toBeUndefined();
  });
});

describe('PostgreSQL', () => {
  test('is release 18, durable, in UTF-8, and sorts Chinese by pinyin', async () => {
    await withClient(inject('databaseUrl'), async (client) => {
      const show = async (name: string) => (await client.query(`SHOW ${name}`)).rows[0][name] as string;
      expect(await show('server_version')).toMatch(/^18\./);
      expect(await show('fsync')).toBe('on');
      expect(await show('synchronous_commit')).toBe('on');
      expect(await show('server_encoding')).toBe('UTF8');
      const sorted = await client.query(
        "SELECT word FROM (VALUES ('中'), ('办'), ('理')) AS words(word) ORDER BY word",
      );
      expect(sorted.rows.map((row: { word: string }) => row.word)).toEqual(['办', '理', '中']);
    });
  });

  test('commits ahead of the disk only where that was asked for', async () => {
    for (const [commitsAhead, expected] of [
      [true, 'off'],
      [false, 'on'],
    ] as const) {
      const store = openStore(inject('databaseUrl'), { commitsAhead });
      const { rows } = await store.pool.query('SHOW synchronous_commit');
      await closeStore(store);
      expect(rows).toEqual([{ synchronous_commit: expected }]);
    }
  });

  test('lets the role banli open no other database', async () => {
    const other = inject('databaseUrl').replace(/\/banli$/, '/temporal');
    await expect(withClient(other, (client) => client.query('SELECT 1'))).rejects.toThrow(/permission denied/);
  });
});
