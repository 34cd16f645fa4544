/**
 * Goal: a person sees what is due for their groups and nobody else's; a calendar's address shows numbers and names of
 * deadlines to whoever has its secret, until it is revoked; digests are read and noted as read.
 * Method: the app with all ports in memory.
 */
import { describe, expect, test } from 'vitest';
import { app, ask, start, started, world } from './fixtures/app.ts';
import type { deadlinesOf } from './fixtures/due.ts';

const DUE = '2026-12-18';

describe('what is due', () => {
  test('is that of the groups of the person, with days left in its own basis and what is at risk', async () => {
    const id = await started();
    const { body } = await ask('window1', 'GET', '/api/deadlines');
    expect(body.items).toMatchObject([
      {
        caseId: id,
        caseNumber: '演示许可〔2026〕00001',
        deadline: { label: { zh: '决定期限' } },
        group: { id: 'permits/window', label: { zh: '窗口' } },
        ...{ state: 'running', basis: 'working', due: DUE, daysLeft: 20, unclaimed: 1, risks: [] },
      },
    ]);
    expect((await ask('director1', 'GET', '/api/deadlines')).body.items).toEqual([]);
    expect(world.audit.at(-1)).toMatchObject({ action: 'deadline.list', outcome: 'done' });
  });

  test('is counted by day, with what kind of day each is, and by group and procedure', async () => {
    await started();
    await start('k2');
    const days = await ask('window1', 'GET', `/api/deadlines/days?from=${DUE}&to=2026-12-20`);
    expect(days.body).toMatchObject({
      today: '2026-11-20',
      days: [
        { day: DUE, kind: 'weekday', due: 2 },
        { day: '2026-12-19', kind: 'weekend', due: 0 },
        { day: '2026-12-20', kind: 'weekend', due: 0 },
      ],
    });
    const beyond = await ask('window1', 'GET', '/api/deadlines/days?from=2031-01-01&to=2031-01-01');
    expect(beyond.body.days).toMatchObject([{ kind: null }]);
    const counts = await ask('window1', 'GET', '/api/deadlines/counts');
    expect(counts.body.items).toMatchObject([
      {
        desk: 'permits/window',
        group: { label: { zh: '窗口' } },
        document: { label: { zh: '演示办法' } },
        procedure: { label: { zh: '演示许可' } },
        open: 2,
      },
    ]);
  });

  test('is narrowed by group, and a span that is none is refused', async () => {
    await started();
    const of = async (query: string) => (await ask('both1', 'GET', `/api/deadlines?${query}`)).body.items.length;
    expect(await of('group=permits/window')).toBe(1);
    expect(await of('group=permits/director')).toBe(0);
    expect(await of('group=other/window')).toBe(0);
    expect(await of('withoutDate=true')).toBe(0);
    expect(await of('from=2026-12-19&to=2026-12-31')).toBe(0);
    for (const query of [
      'from=2026-02-30&to=2026-03-01',
      'from=2026-03-01&to=2026-02-01',
      'from=2026-01-01&to=2029-01-01',
    ])
      expect((await ask('window1', 'GET', `/api/deadlines/days?${query}`)).status, query).toBe(400);
  });

  test('is for officers alone', async () => {
    for (const person of ['applicant2', 'administrator1', 'leader1'])
      expect((await ask(person, 'GET', '/api/deadlines')).status, person).toBe(403);
    expect((await ask(null, 'GET', '/api/deadlines/counts')).status).toBe(401);
  });
});

describe('the address of a calendar', () => {
  const make = (person = 'window1', group: string | null = null) =>
    ask(person, 'POST', '/api/me/calendar-feeds', { group });
  const read = (path: string, headers: object = {}) => ask(null, 'GET', path, undefined, headers);

  test('shows deadlines as days with reminders, and nobody’s data', async () => {
    await start('k1', { procedure: 'permits.permit', input: { company: '秘密公司', area: 3 } });
    const { body, headers } = await make();
    expect(headers['cache-control']).toBe('no-store');
    const answer = await read(body.path);
    expect(answer.headers['content-type']).toBe('text/calendar; charset=utf-8');
    const lines = String(answer.body).split('\r\n');
    expect(lines[0]).toBe('BEGIN:VCALENDAR');
    expect(lines).toContain('DTSTART;VALUE=DATE:20261218');
    expect(lines).toContain('SUMMARY:决定期限 演示许可〔2026〕00001');
    expect(lines).toContain('SEQUENCE:2');
    expect(answer.body).not.toContain('秘密公司');
  });

  test('is the same while nothing changes, and says so', async () => {
    await started();
    const { path } = (await make()).body;
    const { etag } = (await read(path)).headers;
    expect((await read(path)).headers.etag).toBe(etag);
    expect(await read(path, { 'if-none-match': etag })).toMatchObject({ status: 304, body: '' });
    await start('k2');
    expect((await read(path, { 'if-none-match': etag })).status).toBe(200);
  });

  test('is of one’s own groups, and shows one group alone', async () => {
    await started();
    expect((await make('window1', 'permits/director')).body).toMatchObject({ reason: 'other-group' });
    const { path } = (await make('both1', 'permits/director')).body;
    expect(String((await read(path)).body)).not.toContain('BEGIN:VEVENT');
    expect((await make('applicant1')).status).toBe(403);
  });

  test('is found until it is revoked, by its maker alone', async () => {
    const { id, path } = (await make()).body;
    expect((await ask('window1', 'GET', '/api/me/calendar-feeds')).body.items).toMatchObject([{ id, group: null }]);
    expect((await ask('window2', 'GET', '/api/me/calendar-feeds')).body.items).toEqual([]);
    expect((await ask('window2', 'DELETE', `/api/me/calendar-feeds/${id}`)).status).toBe(404);
    expect((await read(path)).status).toBe(200);
    expect((await ask('window1', 'DELETE', `/api/me/calendar-feeds/${id}`)).status).toBe(204);
    expect((await read(path)).status).toBe(404);
    expect((await read('/api/calendar-feeds/not-a-secret-that-is-known/deadlines.ics')).status).toBe(404);
    expect(JSON.stringify(world.audit)).not.toContain('secret-');
  });

  test('can be made some times, and read so often in a minute', async () => {
    const { path } = (await make()).body;
    await make();
    await make();
    expect((await make()).body).toMatchObject({ status: 403, reason: 'too-many-feeds' });
    const answers = await Promise.all(Array.from({ length: 40 }, () => app.inject({ url: path })));
    expect(answers.at(-1)?.statusCode).toBe(429);
  });
});

describe('digests', () => {
  const DIGEST = { day: '2026-11-20', at: 0, since: 0, overdue: 1, today: 2, week: 3, fresh: 4, seen: false };

  test('are read by officers, and noted as read', async () => {
    (world.ports.deadlines as ReturnType<typeof deadlinesOf>).given.push({ ...DIGEST });
    const { body } = await ask('window1', 'GET', '/api/me/digests');
    expect(body.items).toMatchObject([
      { ...DIGEST, at: '1970-01-01T08:00:00+08:00', since: '1970-01-01T08:00:00+08:00' },
    ]);
    expect((await ask('window1', 'POST', '/api/me/digests/2026-11-20/seen')).status).toBe(204);
    expect((await ask('window1', 'GET', '/api/me/digests')).body.items[0].seen).toBe(true);
    expect((await ask('window1', 'POST', '/api/me/digests/2026-11-19/seen')).status).toBe(404);
    expect((await ask('applicant2', 'GET', '/api/me/digests')).status).toBe(403);
  });
});
