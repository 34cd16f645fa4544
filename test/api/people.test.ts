/**
 * Goal: persons and memberships are kept by administrators alone; what is wrong is told by field; every change and every
 * look is in the audit log.
 * Method: the app with ports in memory, answers held to the OpenAPI document.
 */
import { describe, expect, test } from 'vitest';
import { ask, world } from './fixtures/app.ts';

const ADMIN = 'administrator1';
const li = { id: 'li', name: '李四', subject: 'sub-li' };
const add = (body: object = li, person = ADMIN) => ask(person, 'POST', '/api/persons', body);
const join = (group: string, unit?: string) =>
  ask(ADMIN, 'POST', '/api/persons/li/memberships', { group, ...(unit === undefined ? {} : { unit }) });

test.each(['applicant1', 'window1', 'operator1', 'auditor1', null])('%s changes nobody', async (person) => {
  const status = person === null ? 401 : 403;
  expect((await ask(person, 'POST', '/api/persons', li)).status).toBe(status);
  expect((await ask(person, 'DELETE', '/api/persons/li')).status).toBe(status);
  expect((await ask(person, 'POST', '/api/persons/li/memberships', { group: 'banli/auditor' })).status).toBe(status);
  expect((await ask(person, 'DELETE', '/api/persons/li/memberships?group=permits/window')).status).toBe(status);
  expect(world.people).toEqual([]);
});

test('auditors see who is what, others do not', async () => {
  await add();
  expect((await ask('auditor1', 'GET', '/api/persons')).body.items).toMatchObject([li]);
  expect((await ask('operator1', 'GET', '/api/persons')).status).toBe(403);
  expect((await ask('operator1', 'GET', '/api/persons/li/memberships')).status).toBe(403);
});

describe('a person', () => {
  test('is added with the subject of the identity provider, listed, and disabled', async () => {
    const added = await add();
    expect(added).toMatchObject({ status: 201, headers: { location: '/api/persons/li' } });
    expect(added.body).toEqual({ ...li, disabled: false, demo: false, memberships: [] });
    expect((await ask(ADMIN, 'DELETE', '/api/persons/li')).status).toBe(204);
    expect((await ask(ADMIN, 'GET', '/api/persons')).body.items).toMatchObject([{ id: 'li', disabled: true }]);
    expect((await ask(ADMIN, 'DELETE', '/api/persons/li')).status).toBe(404);
  });

  test('gets an id if none is given', async () => {
    const { id: _, ...unnamed } = li;
    expect((await add(unnamed)).body.id).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('of an id or subject that another has is refused by field', async () => {
    await add();
    expect((await add({ ...li, subject: 'other' })).body).toMatchObject({
      status: 422,
      errors: [{ pointer: '/id', code: 'taken' }],
    });
    expect((await add({ ...li, id: 'wang' })).body.errors).toMatchObject([{ pointer: '/subject', code: 'taken' }]);
    expect((await add({ ...li, id: 'a b' })).status).toBe(400);
  });
});

describe('a membership', () => {
  test('is granted for a group that there is, in a unit or the city, and withdrawn', async () => {
    await add();
    expect((await join('permits/window', 'yaodu')).body.items).toMatchObject([
      { id: 'permits/window', label: { zh: '窗口' }, unit: 'yaodu' },
    ]);
    expect((await join('banli/auditor')).body.items).toHaveLength(2);
    const path = '/api/persons/li/memberships?group=permits/window';
    expect((await ask(ADMIN, 'DELETE', path)).status).toBe(404);
    expect((await ask(ADMIN, 'DELETE', `${path}&unit=yaodu`)).body.items).toMatchObject([{ id: 'banli/auditor' }]);
  });

  test.each(['permits/nobody', 'nothing/window', 'banli/king', 'window'])('in %s is refused', async (group) => {
    await add();
    expect((await join(group)).body.errors).toMatchObject([{ pointer: '/group', code: 'unknown' }]);
  });

  test('of somebody unknown is not found', async () => {
    expect((await join('permits/window')).status).toBe(404);
  });
});

test('nobody locks themselves out', async () => {
  world.people.push({ id: ADMIN, name: '', subject: ADMIN, disabled: false, demo: false, memberships: [] });
  expect((await ask(ADMIN, 'DELETE', `/api/persons/${ADMIN}`)).body).toMatchObject({ reason: 'own-account' });
  const path = `/api/persons/${ADMIN}/memberships?group=banli/administrator`;
  expect((await ask(ADMIN, 'DELETE', path)).body).toMatchObject({ status: 403, reason: 'own-account' });
});

test('who did what to whom is in the audit log', async () => {
  await add();
  await join('permits/window', 'yaodu');
  await ask('window1', 'POST', '/api/persons', li);
  expect(world.audit.map(({ person, action, object, outcome }) => [person, action, object, outcome])).toEqual([
    [ADMIN, 'person.change', 'person:li', 'done'],
    [ADMIN, 'person.change', 'person:li granted permits/window in yaodu', 'done'],
    ['window1', 'person.change', undefined, 'refused'],
  ]);
});
