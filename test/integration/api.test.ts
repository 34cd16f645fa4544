/**
 * Goal: the API does what it says over a real server, database and worker: a case goes from its start to its end by HTTP,
 * each person sees and does only what is theirs, repeats do nothing twice, and what is away heals.
 * Method: deploy the platform permit, act as demo persons with fetch.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Answer, type Ask, filesOf, type RunningApi, runApi } from './fixtures/api.ts';

const PROCEDURE = 'ride-hailing.platform-permit';
let api: RunningApi;
let operator: Ask;
let applicant: Ask;
let stranger: Ask;
let window: Ask;
let reviewer: Ask;
let director: Ask;
let auditor: Ask;

const input = {
  companyName: '演示出行科技有限公司',
  creditCode: '91350100M000100Y43',
  firstTime: true,
  registeredInLinfen: true,
  branch: false,
  ePayment: true,
  foreignInvested: false,
  submitted: ['m1-application-form', 'm2-identity-credit', 'm4-business-licence'],
};

beforeAll(async () => {
  api = await runApi();
  operator = await api.as('demo-banli-operator-1');
  const deployed = await operator('POST', '/api/definitions', { files: filesOf('definitions/ride-hailing') });
  expect(deployed.body.findings ?? deployed.status).toBe(200);
  [applicant, stranger, window, reviewer, director, auditor] = (await Promise.all(
    [
      'ride-hailing-applicant-1',
      'ride-hailing-applicant-2',
      'ride-hailing-approval-window-1',
      'ride-hailing-approval-reviewer-1',
      'ride-hailing-approval-director-1',
      'banli-auditor-1',
    ].map((id) => api.as(`demo-${id}`)),
  )) as [Ask, Ask, Ask, Ask, Ask, Ask];
});

afterAll(() => api?.stop());

let keys = 0;
const key = () => ({ 'idempotency-key': `test-${Date.now()}-${keys++}` });

async function startCase(): Promise<Answer> {
  const started = await applicant('POST', '/api/cases', { procedure: PROCEDURE, input }, key());
  expect(started.status, JSON.stringify(started.body)).toBe(201);
  return started;
}

/** The open task of a step, as a person of its group finds it in the worklist. */
async function taskOf(ask: Ask, caseId: string, step: string): Promise<Answer> {
  const list = await ask('GET', '/api/tasks?limit=100');
  const found = list.body.items.find(
    (task: { caseId: string; step: { id: string } }) => task.caseId === caseId && task.step.id === step,
  );
  expect(found, `${step} is not in ${JSON.stringify(list.body)}`).toBeDefined();
  return ask('GET', `/api/tasks/${found.id}`);
}

async function complete(ask: Ask, caseId: string, step: string, data: object): Promise<Answer> {
  const task = await taskOf(ask, caseId, step);
  const etag = task.headers.get('etag') ?? '';
  return ask('POST', `/api/tasks/${task.body.id}/complete`, { data }, { 'if-match': etag, ...key() });
}

test('a case is started, shown, worked on and visible at once', async () => {
  const started = await startCase();
  expect(started.headers.get('location')).toBe(`/api/cases/${started.body.id}`);
  expect(started.body).toMatchObject({
    number: expect.stringMatching(/^网约车经营许可〔\d{4}〕\d{5}$/),
    visible: true,
  });
  const shown = await applicant('GET', `/api/cases/${started.body.id}`);
  expect(shown.body).toMatchObject({ status: 'open', subject: input.companyName, open: [{ id: 'check-materials' }] });
  expect(shown.body.deadlines[0]).toMatchObject({ id: 'acceptance', state: 'running', daysLeft: 5 });
  const done = await complete(window, started.body.id, 'check-materials', { result: 'complete' });
  expect(done, JSON.stringify(done.body)).toMatchObject({ status: 200, body: { visible: true, status: 'open' } });
  const after = await window('GET', `/api/cases/${started.body.id}`);
  expect(after.body.timeline.map(({ type }: { type: string }) => type)).toContain('task-completed');
});
