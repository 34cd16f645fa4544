/**
 * Goal: a rehearsal goes on act by act over the API, refuses what the engine refuses, and its script gives the same events
 * when `banli rehearse` plays it. Method: the app with all ports in memory; the script played again by the core.
 */
import { describe, expect, test } from 'vitest';
import { loadProgram } from '../../engine/program.ts';
import { rehearse } from '../../rehearsal/core.ts';
import { mismatches } from '../../rehearsal/expect.ts';
import { parseScenario } from '../../rehearsal/scenario.ts';
import { calendar } from '../support.ts';
import { type Answer, ask, input, world } from './fixtures/app.ts';
import { bundle } from './fixtures/world.ts';

const START = '2026-03-02T09:00:00+08:00';
const of = { definition: 'permits.permit', start: START };

const begin = (person = 'window1') => ask(person, 'POST', '/api/rehearsals', { ...of, input });

function perform(before: Answer, act: object, person = 'window1') {
  const { start, input: given, script } = before.body.scenario;
  return ask(person, 'POST', '/api/rehearsals', { definition: of.definition, start, input: given, script, act });
}

const check = { complete: 'check', by: 'window', data: { complete: true } };

describe('a rehearsal', () => {
  test('tells the form before anything is filled in', async () => {
    const { status, body } = await ask('window1', 'POST', '/api/rehearsals', of);
    expect(status).toBe(200);
    expect(body).toMatchObject({ status: 'new', tasks: [], events: [], next: null });
    expect(Object.keys(body.form.properties)).toEqual(['company', 'area']);
  });

  test('begins: who has to do what, what is due when, what time will bring', async () => {
    const { body } = await begin();
    expect(body).toMatchObject({
      now: START,
      status: 'open',
      tasks: [{ step: { id: 'check' }, group: { id: 'window', label: { zh: '窗口' } } }],
      deadlines: [{ id: 'decision', due: '2026-03-30', state: 'running', daysLeft: 20 }],
      messages: [{ id: 'withdraw', from: [{ id: 'applicant' }] }],
      next: { at: '2026-03-31T00:00:00+08:00', text: { zh: '“决定期限”逾期' } },
      tomorrow: '2026-03-03T09:00:00+08:00',
    });
  });

  test('lets time run, does steps, and ends', async () => {
    const waited = await perform(await begin(), { wait: true, at: '2026-03-03T10:00:00+08:00' });
    expect(waited.body.now).toBe('2026-03-03T10:00:00+08:00');
    const checked = await perform(waited, check);
    expect(checked.body.tasks).toMatchObject([{ step: { id: 'decide' }, group: { id: 'director' } }]);
    const decided = await perform(checked, { complete: 'decide', by: 'director', data: { reason: '符合' } });
    expect(decided.body).toMatchObject({ status: 'ended', outcome: { id: 'granted' }, tasks: [], next: null });
    expect(decided.body.scenario.script.map(({ at }: { at: string }) => at)).toEqual(
      Array(3).fill('2026-03-03T10:00:00+08:00'),
    );
  });

  test('comes to overdue by the next event', async () => {
    const begun = await begin();
    const late = await perform(begun, { wait: true, at: begun.body.next.at });
    expect(late.body.deadlines).toMatchObject([{ state: 'overdue' }]);
    expect(late.body.events.at(-1)).toMatchObject({ type: 'overdue', text: { zh: '逾期：决定期限' } });
  });

  test('refuses what does not fit, at its field, and keeps the script', async () => {
    const notBegun = await ask('window1', 'POST', '/api/rehearsals', { ...of, input: { company: '甲公司', area: 0 } });
    expect(notBegun).toMatchObject({ status: 422, body: { errors: [{ pointer: '/input/area' }] } });
    const refused = await perform(await begin(), { ...check, data: {} });
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: '/act/data/complete' }] } });
    expect(await perform(await begin(), { ...check, by: 'director' })).toMatchObject({ status: 403 });
  });

  test('refuses a script that is none, and one that goes back in time', async () => {
    expect(await perform(await begin(), { jump: true })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/act' }] },
    });
    const back = await perform(await begin(), { wait: true, at: '2026-03-01T09:00:00+08:00' });
    expect(back).toMatchObject({ status: 400, body: { errors: [{ pointer: '/act/at' }] } });
  });

  test('takes a script of 500 entries and none of more', async () => {
    const script = (n: number) => Array(n).fill({ at: START, wait: true });
    const send = (n: number) => ask('window1', 'POST', '/api/rehearsals', { ...of, input, script: script(n) });
    expect((await send(500)).status).toBe(200);
    expect(await send(501)).toMatchObject({ status: 400, body: { errors: [{ pointer: '/script' }] } });
  });

  test('tells that a period reaches into a year whose holidays are not known', async () => {
    const { body } = await ask('window1', 'POST', '/api/rehearsals', {
      ...of,
      start: '2026-12-21T09:00:00+08:00',
      input,
    });
    expect(body.unknownYear).toBe(2027);
    expect(body.deadlines[0]).toMatchObject({ due: null, unknownYear: 2027 });
  });

  test('is for officers and authors, and writes nothing', async () => {
    expect((await begin('applicant1')).status).toBe(403);
    expect((await begin(null as never)).status).toBe(401);
    await perform(await begin(), check);
    expect(world.cases.size).toBe(0);
    expect(world.minted).toBe(0);
    expect(world.commands).toEqual([]);
    expect((await ask('window1', 'POST', '/api/rehearsals', { ...of, definition: 'permits.none' })).status).toBe(404);
  });

  test('its script gives the same events on the command line', async () => {
    const waited = await perform(await begin(), { wait: true, at: '2026-03-31T00:00:00+08:00' });
    const done = await perform(waited, check);
    const scenario = parseScenario(done.body.scenario);
    if (!('ok' in scenario)) throw new Error(JSON.stringify(scenario));
    const played = rehearse(loadProgram(bundle), calendar, scenario.ok);
    if (played.kind !== 'ran') throw new Error(played.kind);
    expect(played.result.events).toEqual(done.body.scenario.expect.events);
    expect(mismatches(played.result, scenario.ok.expect ?? {})).toEqual([]);
  });

  test('of files that are not deployed', async () => {
    const files = [{ path: 'permit.banli.yaml', text: '' }];
    const answer = await ask('window1', 'POST', '/api/rehearsals', { ...of, files, input });
    expect(answer).toMatchObject({ status: 200, body: { status: 'open' } });
    expect((await ask('window1', 'POST', '/api/rehearsals', { ...of, definition: 'x.y', files })).status).toBe(404);
  });
});
