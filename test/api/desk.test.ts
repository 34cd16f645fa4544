/**
 * Goal: a person's desk has what is theirs, counted and narrowed; cases are found by their texts, by whom they concern;
 * views are kept by and for one person.
 * Method: the app with all ports in memory and the real engine, by injected requests; each answer is held to the
 * OpenAPI document.
 */
import { describe, expect, test } from 'vitest';
import { ask, complete, input, start, started, taskFor, world } from './fixtures/app.ts';

const countsFor = async (person: string): Promise<Record<string, number>> => {
  const { body } = await ask(person, 'GET', '/api/desk');
  return Object.fromEntries(body.views.map(({ id, count }: { id: string; count: number }) => [id, count]));
};

describe('the desk', () => {
  test('counts each view, and tells by what it can be narrowed', async () => {
    await started();
    const { id } = (await taskFor('window1')).body;
    await ask('window1', 'POST', `/api/tasks/${id}/claim`);
    expect(await countsFor('window1')).toEqual({
      mine: 1,
      groups: 1,
      'sent-back': 0,
      waiting: 0,
      done: 0,
      overdue: 0,
      soon: 0,
      party: 0,
    });
    const { body } = await ask('window1', 'GET', '/api/desk');
    expect(body).toMatchObject({ procedures: [{ id: 'permits.permit', label: { zh: '演示许可' } }], units: [] });
  });

  test('of who is only a party counts no tasks of others', async () => {
    await started();
    expect(await countsFor('applicant2')).toMatchObject({ groups: 0, overdue: 0, waiting: 0 });
  });

  test('tells whom the person waits for and since when, and what they have done', async () => {
    await started();
    await complete('window1', await taskFor('window1'), { complete: true });
    expect((await ask('window1', 'GET', '/api/desk/waiting')).body.items).toMatchObject([
      {
        case: { subject: '甲公司' },
        waitsFor: [{ step: { id: 'decide' }, group: { label: { zh: '负责人' } }, person: null }],
        deadline: { id: 'decision' },
        daysLeft: 20,
      },
    ]);
    expect((await ask('applicant1', 'GET', '/api/desk/waiting')).body.items).toHaveLength(1);
    expect((await ask('director1', 'GET', '/api/desk/waiting')).body.items).toEqual([]);
    expect((await ask('window1', 'GET', '/api/desk/done')).body.items).toMatchObject([
      { step: { id: 'check' }, case: { status: 'open' }, today: true },
    ]);
    expect((await ask('window2', 'GET', '/api/desk/done')).body.items).toEqual([]);
  });

  test('is narrowed by days, by who has a task and by text', async () => {
    await started();
    const found = async (query: string) => (await ask('window1', 'GET', `/api/tasks?${query}`)).body.items.length;
    const due = (await taskFor('window1')).body.due;
    expect(await found(`dueFrom=${due}&dueTo=${due}`)).toBe(1);
    expect(await found('dueTo=2026-11-20')).toBe(0);
    expect(await found('view=overdue')).toBe(0);
    expect(await found('view=soon')).toBe(0);
    expect(await found('claimed=true')).toBe(0);
    expect(await found('claimed=false')).toBe(1);
    expect(await found(`q=${encodeURIComponent('甲公司')}`)).toBe(1);
    expect(await found(`q=${encodeURIComponent('乙公司')}`)).toBe(0);
  });

  test('tells which tasks have the same form', async () => {
    await start('a');
    await start('b');
    const { items } = (await ask('window1', 'GET', '/api/tasks')).body;
    expect(items[0].formKey).toBe(items[1].formKey);
  });
});

describe('search', () => {
  const search = (person: string, q: string) => ask(person, 'GET', `/api/search?q=${encodeURIComponent(q)}`);

  test('finds a case by a part of a text, however it is written, and shows the place', async () => {
    await start('a', { procedure: 'permits.permit', input: { ...input, company: '晋通ＡＢＣ出行' } });
    const { body } = await search('window1', '通abc');
    expect(body.items).toMatchObject([
      {
        case: { subject: '晋通ＡＢＣ出行' },
        matches: [{ place: { zh: '企业' }, text: '晋通ＡＢＣ出行', from: 1, to: 5 }],
      },
    ]);
    const byNumber = await search('window1', '〔2026〕00001 出行');
    expect(byNumber.body.items[0].matches.map(({ place }: { place: { zh: string } }) => place.zh)).toEqual([
      '办件编号',
      '企业',
    ]);
    expect((await search('window1', '没有')).body.items).toEqual([]);
    expect((await search('window1', '（）')).body.items).toEqual([]);
  });

  test('finds for nobody what they may not see, and stands in the audit log', async () => {
    await started();
    expect((await search('applicant1', '甲公司')).body.items).toHaveLength(1);
    expect((await search('applicant2', '甲公司')).body.items).toEqual([]);
    expect(world.audit.filter(({ action }) => action === 'case.list')).toHaveLength(2);
    expect((await ask('window1', 'GET', '/api/search')).status).toBe(400);
  });
});

describe('saved views', () => {
  const view = { name: '本周到期', filter: { view: 'soon', q: '甲公司' }, isDefault: true };

  test('are kept, changed and dropped by whose they are', async () => {
    const made = await ask('window1', 'POST', '/api/me/views', view);
    expect(made).toMatchObject({ status: 201, body: view });
    const path = `/api/me/views/${made.body.id}`;
    expect((await ask('window2', 'GET', '/api/me/views')).body.items).toEqual([]);
    expect((await ask('window2', 'PUT', path, view)).status).toBe(404);
    expect((await ask('window2', 'DELETE', path)).status).toBe(404);
    expect((await ask('window1', 'PUT', path, { ...view, name: '到期' })).body.name).toBe('到期');
    expect((await ask('window1', 'DELETE', path)).status).toBe(204);
    expect((await ask('window1', 'GET', '/api/me/views')).body.items).toEqual([]);
  });

  test('have each a name of its own, and one of them opens the desk', async () => {
    await ask('window1', 'POST', '/api/me/views', view);
    const same = await ask('window1', 'POST', '/api/me/views', { ...view, name: ' 本周到期 ' });
    expect(same).toMatchObject({ status: 422, body: { errors: [{ pointer: '/name', code: 'taken' }] } });
    await ask('window1', 'POST', '/api/me/views', { ...view, name: '另一个' });
    const { items } = (await ask('window1', 'GET', '/api/me/views')).body;
    expect(items.map(({ isDefault }: { isDefault: boolean }) => isDefault)).toEqual([false, true]);
    const long = { ...view, name: '长', filter: { q: '长'.repeat(2_000) } };
    expect((await ask('window1', 'POST', '/api/me/views', long)).body.errors).toMatchObject([{ pointer: '/filter' }]);
  });
});
