/**
 * Goal: a campaign shows where the cases around it stand, to each person those that they may see.
 * Method: the app with all ports in memory; a procedure whose members are the cases of the same company.
 */
import { beforeEach, describe, expect, test } from 'vitest';
import { ask, input, start, started, world } from './fixtures/app.ts';
import { bundle } from './fixtures/world.ts';

const company = { op: 'path' as const, root: 'data' as const, path: ['company'] };
const members = [{ procedure: 'permits.permit', match: [{ name: 'company', value: company }] }];

// The library of the app keeps the procedure: it is changed in place, in this file alone.
beforeEach(() => {
  bundle.procedure.members = members;
});

const startOther = (key: string, person: string, name = '甲公司') =>
  start(key, { procedure: 'permits.permit', input: { ...input, company: name } }, person);

describe('the list', () => {
  test('has the cases of procedures with members that the person may see, with what they are at', async () => {
    const id = await started();
    const list = await ask('window1', 'GET', '/api/campaigns');
    expect(list.body.items).toMatchObject([
      {
        id,
        steps: [{ id: 'check', label: { zh: 'check步' } }],
        due: '2026-12-18',
        overdue: false,
        unitLabel: { zh: '市级' },
      },
    ]);
    expect((await ask('applicant2', 'GET', '/api/campaigns')).body.items).toEqual([]);
    expect((await ask('window1', 'GET', '/api/campaigns?status=ended')).body.items).toEqual([]);
    expect(world.audit.at(-1)).toMatchObject({ person: 'window1', action: 'campaign.list', outcome: 'done' });
  });
});

describe('a campaign', () => {
  test('counts the cases that its data name, at their steps and by outcome', async () => {
    const id = await started();
    await startOther('k2', 'applicant1');
    await startOther('k3', 'applicant2');
    await startOther('k4', 'applicant2', '乙公司');
    const answer = await ask('auditor1', 'GET', `/api/campaigns/${id}`);
    expect(answer.body).toMatchObject({
      campaign: { id, status: 'open' },
      steps: [{ id: 'check' }],
      members: [
        {
          procedure: { id: 'permits.permit', label: { zh: '演示许可' } },
          ...{ open: 2, ended: 0, overdue: 0, soon: 0, waiting: 0 },
          steps: [{ step: { id: 'check', label: { zh: 'check步', en: 'check' } }, open: 2 }],
          outcomes: [],
          units: [{ unit: { id: '', label: { zh: '市级', en: 'City' } }, open: 2 }],
        },
      ],
    });
    expect(world.audit.at(-1)).toMatchObject({ action: 'campaign.read', caseId: id, outcome: 'done' });
  });

  test('counts for a party its own cases alone', async () => {
    const id = await started();
    await startOther('k2', 'applicant1');
    await startOther('k3', 'applicant2');
    const answer = await ask('applicant1', 'GET', `/api/campaigns/${id}`);
    expect(answer.body.members).toMatchObject([{ open: 1 }]);
  });

  test('is not found by who may not see it, nor where there is none; the attempt stands in the audit log', async () => {
    const id = await started();
    expect(await ask('applicant2', 'GET', `/api/campaigns/${id}`)).toMatchObject({
      status: 404,
      body: { type: '/problems/not-found' },
    });
    expect(world.audit.at(-1)).toMatchObject({ action: 'campaign.read', caseId: id, outcome: 'refused' });
    expect((await ask('window1', 'GET', '/api/campaigns/nothing')).status).toBe(404);
    expect((await ask('administrator1', 'GET', `/api/campaigns/${id}`)).status).toBe(404);
    expect((await ask(null, 'GET', `/api/campaigns/${id}`)).status).toBe(401);
  });
});

describe('its members', () => {
  const membersOf = (id: string, query: string, person = 'window1') =>
    ask(person, 'GET', `/api/campaigns/${id}/members?${query}`);

  test('are cases, by page and filter', async () => {
    const id = await started();
    const others = [await startOther('k2', 'applicant1'), await startOther('k3', 'applicant2')];
    const page = await membersOf(id, 'procedure=permits.permit');
    expect(page.body.items.map((item: { id: string }) => item.id).sort()).toEqual(
      others.map(({ body }) => body.id as string).sort(),
    );
    const first = await membersOf(id, 'procedure=permits.permit&limit=1&step=check');
    expect(first.body.items).toHaveLength(1);
    expect(first.headers.link).toBe(
      `</api/campaigns/${id}/members?procedure=permits.permit&limit=1&step=check&cursor=next-page>; rel="next"`,
    );
    expect((await membersOf(id, 'procedure=permits.permit&step=decide')).body.items).toEqual([]);
  });

  test('of a procedure that is not around it are not found; a filter that is none is refused', async () => {
    const id = await started();
    expect((await membersOf(id, 'procedure=permits.other')).status).toBe(404);
    expect((await membersOf(id, 'procedure=permits.permit&due=never')).body).toMatchObject({
      type: '/problems/bad-request',
      errors: [{ pointer: '#/querystring/due' }],
    });
    expect((await membersOf(id, '')).status).toBe(400);
  });
});

test('a case under a procedure that has no members is no campaign', async () => {
  const id = await started();
  delete bundle.procedure.members;
  expect((await ask('auditor1', 'GET', '/api/campaigns')).body.items).toEqual([]);
  expect((await ask('auditor1', 'GET', `/api/campaigns/${id}`)).status).toBe(404);
});
