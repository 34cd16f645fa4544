/**
 * Projections of one command each: how long an officer's answer waits for the read model, and how many a second one
 * PostgreSQL takes.
 *
 *   DATABASE_URL=postgres://… node bench/projection.ts
 *
 * Empties the schema `read` of DATABASE_URL, so it refuses a database that has cases.
 */
import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { sql } from 'kysely';
import { v7 } from 'uuid';
import { createContentStore, putContent } from '../store/content.ts';
import { closeStore } from '../store/database.ts';
import { createReadModel } from '../store/projection.ts';
import { recreateReadSchema } from '../store/read-schema.ts';
import { BUNDLE_TEXT, historyOf, WHOLE_CASE } from '../test/store/history.ts';
import { openEmptyStore } from './empty-store.ts';

const CASES = 400;
/** A command brings about three facts. */
const CUTS = [6, 9, 12, 15, 18, 22, 26, WHOLE_CASE.length];

const store = await openEmptyStore({ connections: 16, statementTimeoutMs: 2_000 });
await putContent(store.db, 'bundle', BUNDLE_TEXT);
const model = createReadModel(store, createContentStore(store));

async function projectCase(taken: number[]): Promise<void> {
  const history = historyOf(v7(), WHOLE_CASE);
  let from = 1;
  for (const to of CUTS) {
    const batch = history.batch(from, to);
    const begin = process.hrtime.bigint();
    await model.project(batch);
    taken.push(Number(process.hrtime.bigint() - begin) / 1e6);
    from = to + 1;
  }
}

async function measure(atOnce: number): Promise<void> {
  await recreateReadSchema(store.db);
  const taken: number[] = [];
  let left = CASES;
  const begin = process.hrtime.bigint();
  const work = async () => {
    while (left-- > 0) await projectCase(taken);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  const seconds = Number(process.hrtime.bigint() - begin) / 1e9;
  taken.sort((a, b) => a - b);
  const at = (share: number) => (taken[Math.floor((taken.length - 1) * share)] ?? 0).toFixed(1);
  console.log(`| ${atOnce} | ${(taken.length / seconds).toFixed(0)} | ${at(0.5)} | ${at(0.99)} | ${at(1)} |`);
}

const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
const { rows } = await sql<{ server_version: string }>`SHOW server_version`.execute(store.db);
console.log(`commit ${commit}, PostgreSQL ${rows[0]?.server_version}, ${cpus().length} × ${cpus()[0]?.model.trim()}\n`);
console.log('| at once | a second | p50 ms | p99 ms | max ms |\n|---:|---:|---:|---:|---:|');
for (const atOnce of [1, 4, 16]) await measure(atOnce);
await recreateReadSchema(store.db);
await closeStore(store);
