/**
 * Goal: auditors, and nobody else, step through a case, check it, take its evidence and read who read what; and all of
 * that stands in the log. What was changed in the read model is seen at its number.
 * Method: the app over ports in memory; facts are changed behind it.
 */
import { expect, test } from 'vitest';
import { createReplays } from '../../api/replays.ts';
import type { CaseCheck } from '../../replay/case-check.ts';
import { app, ask, complete, started, taskFor, world } from './fixtures/app.ts';

async function checked(): Promise<string> {
  const id = await started();
  await complete('window1', await taskFor('window1'), { complete: true });
  return id;
}

function factsOf(id: string) {
  const stored = world.cases.get(id);
  if (stored === undefined) throw new Error('no such case');
  return stored.facts;
}

test.each(['window1', 'applicant1', 'operator1', 'administrator1'])('%s is no auditor', async (person) => {
  const id = await checked();
  for (const [method, path] of [
    ['GET', `/api/cases/${id}/states`],
    ['GET', `/api/cases/${id}/states/1`],
    ['POST', `/api/cases/${id}/replay`],
    ['GET', `/api/cases/${id}/evidence`],
    ['GET', '/api/replays/1'],
    ['GET', '/api/audit'],
  ] as const) {
    expect((await ask(person, method, path)).status, path).toBe(403);
  }
  expect((await ask(person, 'POST', '/api/replays', { procedure: 'permits.permit', month: '2026-11' })).status).toBe(
    403,
  );
});

test('the life of a case in words, page by page, each fact with both times and its hash', async () => {
  const id = await checked();
  const all = await ask('auditor1', 'GET', `/api/cases/${id}/states`);
  expect(all.body).toMatchObject({ subject: '甲公司', total: factsOf(id).length, next: null });
  expect(all.body.items.map(({ text }: { text: { zh: string } }) => text.zh)).toEqual(
    expect.arrayContaining(['提出申请，立案', '经过环节：check步', '办理：check步', '待办：decide步']),
  );
  expect(all.body.items.every(({ holds }: { holds: boolean }) => holds)).toBe(true);
  const second = await ask('auditor1', 'GET', `/api/cases/${id}/states?after=1&limit=1`);
  expect(second.body).toMatchObject({ items: [{ seq: 2, hash: factsOf(id)[1]?.hash }], next: 2 });
});

test('a state shows what was open then, with whom, how the clock had counted, and what the fact changed', async () => {
  const id = await checked();
  const facts = factsOf(id);
  const done = facts.findIndex(({ fact }) => fact.type === 'task-completed') + 1;
  const before = await ask('auditor1', 'GET', `/api/cases/${id}/states/${done - 1}`);
  expect(before.body.steps).toMatchObject([{ id: 'check', state: 'open', group: { label: { zh: '窗口' } } }]);
  expect(before.body.data.map(({ name, change }: never) => [name, change])).toEqual([
    ['company', 'same'],
    ['area', 'same'],
  ]);
  const after = await ask('auditor1', 'GET', `/api/cases/${id}/states/${done}`);
  expect(after.body.fact).toMatchObject({ by: { id: 'window1' }, as: { id: 'window' }, holds: true });
  expect(after.body.data).toContainEqual(expect.objectContaining({ name: 'complete', change: 'new' }));
  expect(after.body.law).toMatchObject({ version: 1, citations: [{ document: '演示〔2026〕1号', article: '3' }] });
  const [clock] = after.body.deadlines;
  expect(clock).toMatchObject({ id: 'decision', state: 'running', counted: 0, until: '2026-11-20', days: 20 });
  expect(clock.stretches).toEqual([{ from: '2026-11-20', to: '2026-11-20', why: 'start', first: null, last: null }]);
  expect(after.body.previousHash).toBe(facts[done - 2]?.hash);
  expect((await ask('auditor1', 'GET', `/api/cases/${id}/states/${facts.length + 1}`)).status).toBe(404);
});

test('a fact that was changed is seen at its number; where facts no longer fit together there is no state', async () => {
  const id = await checked();
  const facts = factsOf(id);
  const first = facts[0];
  if (first?.fact.type !== 'started') throw new Error('a case begins');
  facts[0] = { ...first, fact: { ...first.fact, input: { company: '乙公司', area: 30 } } };
  const list = await ask('auditor1', 'GET', `/api/cases/${id}/states`);
  expect(list.body.items.filter(({ holds }: { holds: boolean }) => !holds)).toMatchObject([{ seq: 1 }]);
  const opened = facts.findIndex(({ fact }) => fact.type === 'task-opened');
  facts.splice(opened, 1);
  const broken = await ask('auditor1', 'GET', `/api/cases/${id}/states/${facts.length}`);
  expect(broken.body.type).toBe('/problems/history-broken');
  expect((await ask('auditor1', 'GET', `/api/cases/${id}/states/1`)).status).toBe(200);
});

async function result(location: string) {
  for (;;) {
    const { body } = await ask('auditor1', 'GET', location);
    if (body.state === 'done' || body.state === 'failed') return body;
  }
}

test('a check is accepted, and its result read where Location says; of a month, all its cases', async () => {
  const id = await checked();
  const accepted = await ask('auditor1', 'POST', `/api/cases/${id}/replay`);
  expect(accepted.status).toBe(202);
  const found = await result(String(accepted.headers.location));
  expect(found).toMatchObject({ state: 'done', total: 1, done: 1, items: [{ case: { id }, differences: [] }] });
  const month = { procedure: 'permits.permit', month: '2026-11' };
  const all = await ask('auditor1', 'POST', '/api/replays', month);
  expect((await result(String(all.headers.location))).items).toMatchObject([{ case: { id } }]);
  expect((await ask('auditor1', 'POST', '/api/replays', { ...month, procedure: 'permits.none' })).status).toBe(404);
  expect((await ask('auditor1', 'GET', '/api/replays/none')).body).toMatchObject({
    status: 404,
    detail: expect.stringContaining('请重新核验'),
  });
});

test('checks run one at a time; the same one is not begun twice, and too many are refused', async () => {
  const running: (() => void)[] = [];
  const audits = {
    async *check(ids: readonly string[]): AsyncGenerator<CaseCheck> {
      await new Promise<void>((resolve) => running.push(resolve));
      for (const caseId of ids) yield { caseId, runs: 1, facts: 1, chain: null, differences: [] };
    },
    evidence: async () => null,
  };
  const replays = createReplays(audits);
  const of = (id: string) => [{ id, number: id, subject: '' }];
  const first = replays.start(of('a'));
  expect(replays.start(of('a'))).toBe(first);
  const others = Array.from({ length: 19 }, (_, i) => replays.start(of(`b${i}`)));
  expect(others).not.toContain(null);
  expect(replays.start(of('c'))).toBeNull();
  expect(running).toHaveLength(1);
  expect(others.map((one) => one?.state)).toEqual(others.map(() => 'waiting'));
  replays.close();
});

test('evidence is a zip to be saved; every reading of an auditor stands in the log, which is read as csv too', async () => {
  const id = await checked();
  const evidence = await app.inject({
    url: `/api/cases/${id}/evidence`,
    headers: { authorization: 'Bearer auditor1' },
  });
  expect([evidence.headers['content-type'], evidence.body]).toEqual(['application/zip', 'zip']);
  await ask('auditor1', 'GET', `/api/cases/${id}/states/2`);
  expect(world.audit.slice(-2)).toMatchObject([
    { person: 'auditor1', action: 'case.export', caseId: id, outcome: 'done' },
    { person: 'auditor1', action: 'case.read-state', caseId: id, object: 'fact:2' },
  ]);
  const { body } = await ask('auditor1', 'GET', `/api/audit?case=${id}`);
  expect(body.items[0]).toMatchObject({
    person: { name: '演示-auditor1' },
    action: { id: 'case.read-state', label: { zh: '逐步查看办件' } },
    object: { label: { zh: '第2号事实' } },
  });
  const csv = await ask('auditor1', 'GET', '/api/audit?person=window1&format=csv');
  const [heading, line] = csv.body.split('\r\n');
  expect(heading).toMatch(/^\uFEFF时间,人员,身份,/);
  expect(line).toContain('演示-window1');
  expect(world.audit.at(-1)).toMatchObject({ action: 'audit.read', object: 'person:window1' });
});
