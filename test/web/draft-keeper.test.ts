/**
 * Goal: what is typed is saved once the person pauses, said to be saved only when it is, tried again when the server is
 * away, and a newer draft of another window is offered and never overwritten unasked.
 * Method: the keeper over a server in memory, with no pauses.
 */
import { expect, test } from 'vitest';
import { Refused, Unreachable } from '../../web/src/api/problem.ts';
import { DraftKeeper, type Keeping, type Newer, type Remote } from '../../web/src/form/draft-keeper.ts';
import type { Values } from '../../web/src/form/shape.ts';

function serverWith(data: Values | null = null, version = 0) {
  const server = { data, version, away: false };
  const answer = () => ({
    version: server.version,
    data: server.data,
    savedAt: server.data && '2026-11-20T10:00:00+08:00',
  });
  const remote: Remote = {
    async read() {
      if (server.away) throw new Unreachable();
      return answer();
    },
    async save(values, of) {
      if (server.away) throw new Unreachable();
      if (of !== server.version) throw mismatch();
      Object.assign(server, { data: values, version: of + 1 });
      return answer();
    },
    async drop() {
      Object.assign(server, { data: null, version: 0 });
    },
  };
  return { server, remote };
}

function mismatch(): Refused {
  const problem = {
    type: '/problems/version-mismatch',
    title: '',
    status: 412,
    detail: '',
    detailEn: '',
    instance: '',
  };
  return new Refused(problem, undefined);
}

function window(remote: Remote) {
  const seen = { keeping: { kind: 'unchanged' } as Keeping, newer: null as Newer | null, version: 0 };
  const keeper = new DraftKeeper(
    remote,
    {
      keeping: (now) => Object.assign(seen, { keeping: now }),
      newer: (draft) => Object.assign(seen, { newer: draft }),
      based: (version) => Object.assign(seen, { version }),
    },
    { change: 0, retry: 0 },
  );
  return { keeper, seen };
}

test('what is typed is saved, and said so when it is', async () => {
  const { server, remote } = serverWith();
  const { keeper, seen } = window(remote);
  expect(await keeper.open(null)).toBeNull();
  keeper.put({ a: 1 });
  keeper.put({ a: 2 });
  expect(seen.keeping.kind).toBe('saving');
  await expect.poll(() => seen.keeping.kind).toBe('saved');
  expect(server).toMatchObject({ data: { a: 2 }, version: 1 });
});

test('an empty window takes up what another browser saved', async () => {
  const { remote } = serverWith({ a: 1 }, 3);
  const { keeper, seen } = window(remote);
  expect(await keeper.open(null)).toEqual({ a: 1 });
  expect(seen).toMatchObject({ keeping: { kind: 'saved' }, version: 3 });
});

test('a newer draft of another window is offered; nothing is saved before the choice', async () => {
  const { server, remote } = serverWith({ a: 'theirs' }, 2);
  const { keeper, seen } = window(remote);
  await keeper.open({ values: { a: 'mine' }, version: 1 });
  expect(seen.newer).toMatchObject({ values: { a: 'theirs' } });
  keeper.put({ a: 'mine too' });
  keeper.flush();
  await Promise.resolve();
  expect(server.data).toEqual({ a: 'theirs' });
  keeper.keepOwn();
  expect(seen.newer).toBeNull();
  await expect.poll(() => server.data).toEqual({ a: 'mine too' });
});

test('the other draft can be taken instead', async () => {
  const { server, remote } = serverWith({ a: 'theirs' }, 2);
  const { keeper, seen } = window(remote);
  await keeper.open({ values: { a: 'mine' }, version: 1 });
  expect(keeper.takeNewer()).toEqual({ a: 'theirs' });
  expect(seen).toMatchObject({ newer: null, keeping: { kind: 'saved' } });
  expect(server.data).toEqual({ a: 'theirs' });
});

test('who saves over a version that is gone is told, not obeyed', async () => {
  const { server, remote } = serverWith();
  const [one, two] = [window(remote), window(remote)];
  await Promise.all([one.keeper.open(null), two.keeper.open(null)]);
  one.keeper.put({ a: 'one' });
  await expect.poll(() => one.seen.keeping.kind).toBe('saved');
  two.keeper.put({ a: 'two' });
  await expect.poll(() => two.seen.newer?.values).toEqual({ a: 'one' });
  expect(server.data).toEqual({ a: 'one' });
});

test('a tab that is further than its own saved draft goes on without a question', async () => {
  const { server, remote } = serverWith({ a: 1 }, 2);
  const { keeper, seen } = window(remote);
  await keeper.open({ values: { a: 2 }, version: 2 });
  await expect.poll(() => server.data).toEqual({ a: 2 });
  expect(seen.newer).toBeNull();
});

test('while the server is away it says so and tries again', async () => {
  const { server, remote } = serverWith();
  const { keeper, seen } = window(remote);
  await keeper.open(null);
  server.away = true;
  keeper.put({ a: 1 });
  await expect.poll(() => seen.keeping.kind).toBe('local');
  server.away = false;
  await expect.poll(() => seen.keeping.kind).toBe('saved');
  expect(server.data).toEqual({ a: 1 });
});

test('what is dropped is gone on the server too', async () => {
  const { server, remote } = serverWith({ a: 1 }, 1);
  const { keeper } = window(remote);
  await keeper.open(null);
  await keeper.drop();
  expect(server.data).toBeNull();
});
