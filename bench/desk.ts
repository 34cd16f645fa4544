/**
 * How fast the desk opens in Chromium, cold: from asking for the page to the first row, with 100 open tasks of the
 * officer's group and with 100,000.
 *
 *   npm run bench -- desk
 *
 * Builds the pages and starts an installation of its own in a temporary directory.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Browser } from 'playwright-core';
import { deployShipped } from '../cli/deploy-shipped.ts';
import { createVault } from '../codec/vault.ts';
import { readStartConfig } from '../runtime/config.ts';
import { pickFreePorts } from '../runtime/ports.ts';
import { startAll } from '../runtime/start.ts';
import { closeStore, openStore, type Store } from '../store/database.ts';
import { buildPages, openBrowser } from '../test/browser/desk.ts';
import { type Figure, quantile, report } from './report.ts';

const PERSON = 'demo-ride-hailing-approval-window-1';
const GROUP = 'ride-hailing/approval-window';
const PROCEDURE = 'ride-hailing.platform-permit';
const ROUNDS = 12;
const WANTED_MS = 1_500;

async function fill(store: Store, tasks: number): Promise<void> {
  await sql`TRUNCATE read.tasks, read.cases, read.search`.execute(store.db);
  await sql`
    INSERT INTO read.tasks (case_id, token, step, procedure, grp, unit, state, opened_at, deadline, due, due_basis,
      due_sort, version)
    SELECT md5(i::text)::uuid, 1, 'check-materials', ${PROCEDURE}, ${GROUP}, '', 'open', 1700000000000 + i, 'acceptance',
      d.due, 'working', d.due, 1
    FROM generate_series(1, ${tasks}) AS i, LATERAL (SELECT current_date + (hashint4(i) & 63) AS due) AS d`.execute(
    store.db,
  );
  await sql`
    INSERT INTO read.cases (id, number, procedure, definition, calendar, subject, unit, status, started_at, seq, hash,
      state_hash, run_number, history_length)
    SELECT t.case_id, '演示〔2026〕' || t.opened_at, t.procedure, d.hash, c.hash, '某某出行有限公司', '', 'open', t.opened_at,
      1, 'h', 's', 1, 1
    FROM read.tasks t, app.definitions d, app.calendars c
    WHERE d.id = ${PROCEDURE} AND d.current AND c.current`.execute(store.db);
  await sql`VACUUM ANALYZE read.tasks, read.cases`.execute(store.db);
}

/** A browser that has never seen the pages; the person has signed in. */
async function openOnce(browser: Browser, url: string, session: object): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN' });
  try {
    const page = await context.newPage();
    await page.addInitScript((text) => sessionStorage.setItem('banli.session', text), JSON.stringify(session));
    const begin = performance.now();
    await page.goto(url, { waitUntil: 'commit' });
    await page.locator('tr[data-task]').first().waitFor();
    return performance.now() - begin;
  } finally {
    await context.close();
  }
}

async function measure(browser: Browser, url: string, store: Store): Promise<Figure[]> {
  const response = await fetch(new URL('/api/demo/tokens', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ person: PERSON }),
  });
  if (!response.ok) throw new Error(`no token for ${PERSON}: ${await response.text()}`);
  const { token } = (await response.json()) as { token: string };
  const session = { person: PERSON, name: '演示', token };
  const figures: Figure[] = [];
  for (const tasks of [100, 100_000]) {
    await fill(store, tasks);
    await openOnce(browser, url, session);
    const taken: number[] = [];
    for (let i = 0; i < ROUNDS; i++) taken.push(await openOnce(browser, url, session));
    taken.sort((a, b) => a - b);
    const name = `the desk with ${tasks.toLocaleString('en')} open tasks`;
    figures.push({ name: `${name}, median`, value: quantile(taken, 0.5), unit: 'ms', wanted: { atMost: WANTED_MS } });
    figures.push({ name: `${name}, slowest`, value: quantile(taken, 1), unit: 'ms' });
  }
  return figures;
}

await buildPages();
const home = mkdtempSync(join(tmpdir(), 'banli-bench-'));
const [postgres, temporal, worker, api] = await pickFreePorts(4);
const config = readStartConfig(
  {
    BANLI_HOME: home,
    BANLI_POSTGRES_PORT: String(postgres),
    BANLI_TEMPORAL_PORT: String(temporal),
    BANLI_TEMPORAL_INTERNAL_PORT: '0',
    BANLI_WORKER_PORT: String(worker),
    BANLI_API_PORT: String(api),
  },
  process.cwd(),
);
const signal = new AbortController().signal;
const started = await startAll({ config, log: console.error, signal, afterReady: deployShipped });
if (started.kind !== 'running') throw new Error(`${home} is in use`);
const browser = await openBrowser();
const { installation, url } = started;
const store = openStore(installation.databaseUrl, {
  statementTimeoutMs: 600_000,
  vault: createVault(installation.keys.dataKeys),
});
try {
  report('desk', await measure(browser, url, store));
} finally {
  await closeStore(store);
  await browser.close();
  await installation.stop();
  rmSync(home, { recursive: true, force: true });
}
