/**
 * Goal: a draft follows its person to another browser, and a newer one is never overwritten silently; nobody else sees it.
 * Method: the app with ports in memory.
 */
import { expect, test } from 'vitest';
import { ask } from './fixtures/app.ts';

const PATH = `/api/drafts/${encodeURIComponent('task/00000000-0000-7000-8000-000000000001.3')}`;
const save = (data: object, version: number | null, person = 'window1') =>
  ask(person, 'PUT', PATH, { data }, version === null ? {} : { 'if-match': `"${version}"` });

test('what one browser saved the other reads, with its version', async () => {
  expect((await ask('window1', 'GET', PATH)).body).toEqual({ version: 0, data: null, savedAt: null });
  expect(await save({ result: 'complete' }, 0)).toMatchObject({ status: 200, headers: { etag: '"1"' } });
  const read = await ask('window1', 'GET', PATH);
  expect(read).toMatchObject({ headers: { etag: '"1"' }, body: { version: 1, data: { result: 'complete' } } });
  expect((await ask('window2', 'GET', PATH)).body.data).toBeNull();
});

test('a window that has not read the newer draft does not overwrite it', async () => {
  await save({ a: 1 }, 0);
  await save({ a: 2 }, 1);
  expect((await save({ a: 3 }, 1)).body).toMatchObject({ status: 412, type: '/problems/version-mismatch' });
  expect((await save({ a: 3 }, null)).body).toMatchObject({ status: 428 });
  expect((await ask('window1', 'GET', PATH)).body.data).toEqual({ a: 2 });
});

test('a draft is dropped once; one that is too large, or of no form, is refused', async () => {
  await save({ a: 1 }, 0);
  expect((await ask('window1', 'DELETE', PATH)).status).toBe(204);
  expect((await ask('window1', 'GET', PATH)).body.version).toBe(0);
  expect((await save({ a: 'x'.repeat(70_000) }, 0)).status).toBe(413);
  expect((await ask('window1', 'PUT', '/api/drafts/other', { data: {} }, { 'if-match': '"0"' })).status).toBe(400);
});
