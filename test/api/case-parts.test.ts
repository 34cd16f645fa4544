/**
 * Goal: each part of a case's page is told to whom it is for: the way it came, its timeline, registers, the cases around
 * it, comments and the diagram. Method: the app with all ports in memory.
 */
import { BpmnModdle } from 'bpmn-moddle';
import { describe, expect, test } from 'vitest';
import { ask, complete, start, started, taskFor, world } from './fixtures/app.ts';

const part = (person: string, id: string, name: string) => ask(person, 'GET', `/api/cases/${id}/${name}`);

describe('the way', () => {
  test('is told to the party too: what is open, what was passed, and when', async () => {
    const id = await started();
    await complete('window1', await taskFor('window1'), { complete: true });
    const { status, body } = await part('applicant1', id, 'way');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      open: ['step_decide'],
      closed: [],
      visits: [
        { step: { id: 'check', label: { zh: 'check步' } }, how: 'done' },
        { step: { id: 'decide' }, to: null, how: 'open' },
      ],
    });
    expect([...body.passed].sort()).toEqual([
      'flow_start__step_check',
      'flow_step_check__step_decide',
      'start',
      'step_check',
    ]);
  });

  test('of a foreign case is not there', async () => {
    const id = await started();
    for (const name of ['way', 'timeline', 'registers', 'related', 'comments']) {
      expect([name, (await part('applicant2', id, name)).status]).toEqual([name, 404]);
    }
  });
});

describe('the timeline', () => {
  test('comes latest first, in pages and by kind', async () => {
    const id = await started();
    await complete('window1', await taskFor('window1'), { complete: true });
    const all = (await part('window1', id, 'timeline')).body.items.map(({ seq }: { seq: number }) => seq);
    expect(all).toEqual([...all].sort((a, b) => b - a));
    const first = await part('window1', id, 'timeline?limit=2');
    expect(first.body.next).toBe(all[1]);
    const second = await part('window1', id, `timeline?limit=100&before=${first.body.next}`);
    expect([...first.body.items, ...second.body.items].map(({ seq }: { seq: number }) => seq)).toEqual(all);
    const types = async (kind: string) =>
      (await part('window1', id, `timeline?kind=${kind}`)).body.items.map(({ type }: { type: string }) => type);
    expect(await types('acts')).toEqual(['task-completed', 'started']);
    expect(await types('deadlines')).toEqual(['deadline-started']);
    expect(await types('documents')).toEqual([]);
  });
});

describe('who may do what now', () => {
  test('a party sees the group whose turn it is and no officer by name, and which messages may come from whom', async () => {
    const id = await started();
    const { body: task } = await taskFor('window1');
    await ask('window1', 'POST', `/api/tasks/${task.id}/claim`, undefined, {
      'idempotency-key': 'c',
      'if-match': `"${task.version}"`,
    });
    const shown = async (person: string) => (await ask(person, 'GET', `/api/cases/${id}`)).body;
    expect((await shown('applicant1')).tasks).toMatchObject([{ group: { label: { zh: '窗口' } }, claimedBy: null }]);
    expect((await shown('window2')).tasks).toMatchObject([{ claimedBy: { id: 'window1' } }]);
    expect((await shown('applicant1')).expected).toMatchObject([{ id: 'withdraw', from: [{ id: 'applicant' }] }]);
  });
});

describe('registers and related cases', () => {
  test('entries are for those who may read the data', async () => {
    const id = await started();
    expect((await part('applicant1', id, 'registers')).status).toBe(403);
    expect(await part('window1', id, 'registers')).toMatchObject({ status: 200, body: { items: [] } });
  });

  test('cases around it are told with what they are to it', async () => {
    const [id, other] = [await started(), (await start('another')).body.id];
    const view = await world.ports.cases.view(other);
    if (view === null) throw new Error('no case');
    world.related = [{ of: id, relationship: 'started', case: view.case }];
    expect((await part('window1', id, 'related')).body.items).toMatchObject([
      { relationship: 'started', case: { id: other, number: view.case.number } },
    ]);
  });
});

describe('comments', () => {
  const write = (person: string, id: string, text: string, key = 'k') =>
    ask(person, 'POST', `/api/cases/${id}/comments`, { text }, { 'idempotency-key': key });

  test('are the office’s and the auditor’s alone; the office writes, once for each key', async () => {
    const id = await started();
    expect((await write('window1', id, '  与企业电话核对过  ')).status).toBe(201);
    expect((await write('window1', id, '  与企业电话核对过  ')).status).toBe(201);
    for (const person of ['window2', 'auditor1']) {
      expect((await part(person, id, 'comments')).body.items).toMatchObject([
        { author: { id: 'window1' }, text: '与企业电话核对过' },
      ]);
    }
    expect((await write('auditor1', id, 'x')).status).toBe(403);
    for (const person of ['applicant1', 'operator1']) {
      expect([person, (await part(person, id, 'comments')).status]).toEqual([person, 403]);
    }
  });

  test('say something, are no facts of the case, and reading them stands in the audit log', async () => {
    const id = await started();
    const { seq } = (await ask('window1', 'GET', `/api/cases/${id}`)).body;
    expect((await write('window1', id, '   ')).status).toBe(400);
    await write('window1', id, '一');
    expect((await ask('window1', 'GET', `/api/cases/${id}`)).body.seq).toBe(seq);
    await part('window1', id, 'comments');
    expect(world.audit.at(-1)).toMatchObject({ action: 'comment.read', outcome: 'done', caseId: id });
  });
});

describe('the diagram', () => {
  const path = '/api/definitions/permits.permit/diagram';

  test('is BPMN of the present version or of one by its hash, sent again only when it is another', async () => {
    const first = await ask('applicant1', 'GET', path);
    expect([first.status, first.headers['content-type']]).toEqual([200, 'application/bpmn+xml']);
    const { warnings, elementsById } = await new BpmnModdle().fromXML(first.body);
    expect(warnings).toEqual([]);
    expect(elementsById.step_check).toMatchObject({ $type: 'bpmn:UserTask', name: 'check步\n〔窗口〕' });
    const again = await ask('applicant1', 'GET', path, undefined, { 'if-none-match': first.headers.etag });
    expect([again.status, again.body]).toEqual([304, '']);
    const { definition } = (await ask('applicant1', 'GET', `/api/cases/${await started()}`)).body;
    expect((await ask('applicant1', 'GET', `${path}?hash=${definition}`)).body).toBe(first.body);
    expect((await ask('applicant1', 'GET', `${path}?version=1`)).status).toBe(200);
  });

  test('of what there is not is not found', async () => {
    for (const query of ['?version=9', '?hash=00']) {
      expect([query, (await ask('applicant1', 'GET', path + query)).status]).toEqual([query, 404]);
    }
    expect((await ask('applicant1', 'GET', '/api/definitions/permits.none/diagram')).status).toBe(404);
  });
});
