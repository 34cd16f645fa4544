/**
 * Goal: an officer reads beforehand what follows each choice, what the law asks, and which rule led to the task; what is
 * typed is judged and played through by the engine without anything being done.
 * Method: the permit of the repository, compiled; the app with ports in memory for the routes.
 */
import { describe, expect, test } from 'vitest';
import { lawAt } from '../../api/present/law.ts';
import { foresee, waysFrom } from '../../api/present/outlook.ts';
import { decisionsBefore } from '../../api/present/reasons.ts';
import { compileDefinitions } from '../../compiler/compile.ts';
import { decide } from '../../engine/decide.ts';
import { evaluateRules } from '../../engine/evaluate-rules.ts';
import type { Bundle, CaseState, Command, Fact, TaskStep } from '../../engine/model.ts';
import { newCase } from '../../engine/new-case.ts';
import { openCalls } from '../../engine/owed.ts';
import { loadProgram } from '../../engine/program.ts';
import { compileCalendar } from '../../rules/calendar/calendar.ts';
import { loadCalendars } from '../../store/calendar-files.ts';
import { filesUnder } from '../compiler/tree.ts';
import { ask, started, taskFor, world } from './fixtures/app.ts';

const NOW = Date.parse('2026-03-02T10:00:00+08:00');
const INPUT = {
  companyName: '晋通出行科技有限公司',
  creditCode: '91350100M000100Y43',
  firstTime: false,
  registeredInLinfen: false,
  branch: false,
  ePayment: true,
  foreignInvested: false,
  submitted: ['m1-application-form'],
};

const files = filesUnder('definitions/ride-hailing').filter(({ path }) =>
  /((document|licence|platform-\w+)\.banli\.yaml|letters\/.*\.md)$/.test(path),
);
const program = loadProgram(compileDefinitions(files).bundles.get('ride-hailing.platform-permit') as Bundle);
const calendar = compileCalendar(loadCalendars());
let facts: Fact[];

/** The case after the commands, with its rules answered. */
function after(...commands: Command[]): CaseState {
  let state = newCase({ id: '', number: '', definition: '', calendar: '' });
  facts = [];
  const perform = (command: Command) => {
    const decided = decide(program, calendar, state, command, NOW);
    if (!decided.ok) throw new Error(JSON.stringify(decided.refusal));
    facts.push(...decided.facts);
    state = decided.state;
  };
  for (const command of commands) {
    perform(command);
    for (let call = openCalls(state)[0]; call !== undefined; call = openCalls(state)[0]) {
      const answer = evaluateRules(call.evaluations, program.decisions, calendar);
      if (answer.ok) perform({ type: 'rule-returned', call: call.call, results: answer.results });
    }
  }
  return state;
}

const step = (id: string) => program.steps.get(id) as TaskStep;
const complete = (
  id: string,
  group: string,
  data: Command & { type: 'complete' } extends { data: infer D } ? D : never,
) => ({ type: 'complete', step: id, by: { group, person: group }, data }) as const;
const start = { type: 'start', by: { group: 'applicant', person: 'a' }, input: INPUT } as const;

const REVIEW = Object.fromEntries(
  [
    'legalPerson',
    'platformCapability',
    'dataAccess',
    'supervisionLink',
    'serverInMainland',
    'networkSecurity',
    'paymentAgreement',
    'managementRules',
    'safetyRules',
    'serviceRules',
    'localService',
    'otherConditions',
  ].map((name) => [name, name !== 'networkSecurity']),
);

test('each choice of the check of materials is told with what follows and whose it is', () => {
  const ways = waysFrom(step('check-materials'), program);
  expect(ways.map(({ when }) => when?.zh)).toEqual(['审查结果为不齐', '审查结果为不属本机关', '其他情形']);
  expect(ways[0]?.follows.map(({ zh }) => zh)).toEqual(['出具“补正通知书”', '转申请人办理“补正材料”']);
  expect(ways[1]?.follows.at(-1)?.zh).toBe('办结：“不予受理”');
  expect(ways[2]?.follows.map(({ zh }) => zh)).toEqual([
    '转入“受理”，随后等待“线上服务能力认定”，或转行政审批审查岗办理“实质审查”',
  ]);
});

test('the law of a task names duty, checks and clocks with their articles', () => {
  const provisions = lawAt(step('decide'), program);
  expect(provisions[0]).toMatchObject({ text: { zh: '由行政审批负责人办理“作出决定”' } });
  expect(provisions[0]?.citations.map(({ article }) => article)).toEqual(['9', '10', '11']);
  expect(provisions.map(({ text }) => text.zh)).toContain('条件判定不通过,不能准予');
  expect(provisions.find(({ text }) => text.zh.startsWith('许可决定期限'))?.text.zh).toMatch(/20个工作日/);
});

test('the rule that led to the decision says what it found, on which data, by which article', () => {
  const state = after(
    start,
    complete('check-materials', 'approval-window', { result: 'complete' }),
    complete('review', 'approval-reviewer', REVIEW),
  );
  const token = state.tokens.find((one) => one.step === 'decide')?.id ?? 0;
  const [decision, ...others] = decisionsBefore(program, facts, token);
  expect(others).toEqual([]);
  expect(decision?.decision.label.zh).toBe('平台公司许可条件');
  expect(decision?.concluded.map(({ zh }) => zh)).toEqual(['符合条件：否', '不符合项：网络安全']);
  const reason = decision?.reasons.find(({ text }) => text.zh.startsWith('不符合项'));
  expect(reason?.text.zh).toBe('不符合项：网络安全（因网络安全制度和措施：否）');
  expect(reason?.citations.map(({ article }) => article)).toEqual(['7(2)']);
});

test('what is typed is played through with its rules, and nothing is done', () => {
  const state = after(start);
  const before = JSON.stringify(state);
  const wrong = foresee({ program, calendar, state }, complete('check-materials', 'approval-window', {}), NOW);
  expect(wrong.refusal?.faults.map(({ field }) => field)).toEqual(['result']);
  const right = foresee(
    { program, calendar, state },
    complete('check-materials', 'approval-window', { result: 'complete' }),
    NOW,
  );
  const told = right.follows.map(({ zh }) => zh);
  expect(told).toContain('转行政审批审查岗办理“实质审查”');
  expect(told.some((text) => text.startsWith('期限起算：许可决定期限'))).toBe(true);
  expect(told).toContain('期限内办结：受理审查期限');
  expect(JSON.stringify(state)).toBe(before);
});

test('a rule behind the form is decided too', () => {
  const state = after(start, complete('check-materials', 'approval-window', { result: 'complete' }));
  const { follows } = foresee({ program, calendar, state }, complete('review', 'approval-reviewer', REVIEW), NOW);
  expect(follows.map(({ zh }) => zh)).toEqual([
    '依规则判定“平台公司许可条件”：符合条件：否，不符合项：网络安全',
    '转行政审批负责人办理“作出决定”',
  ]);
});

describe('the routes', () => {
  test('the task page has the guidance', async () => {
    await started();
    const task = await taskFor('window1');
    expect(task.body.next).toEqual([
      { when: null, follows: [{ zh: '转负责人办理“decide步”', en: 'Director does “decide”' }] },
    ]);
    expect(task.body.law[0].text.zh).toBe('由窗口办理“check步”');
    expect(task.body.decisions).toEqual([]);
  });

  test('tell faults at their fields, then what would follow; no command reaches the case', async () => {
    await started();
    const { body } = await taskFor('window1');
    const path = `/api/tasks/${body.id}/outlook`;
    const wrong = await ask('window1', 'POST', path, { data: {} });
    expect(wrong.body).toMatchObject({ follows: [], errors: [{ pointer: '/data/complete', code: 'required' }] });
    const right = await ask('window1', 'POST', path, { data: { complete: true } });
    expect(right.body).toMatchObject({ errors: [] });
    expect(right.body.follows.map(({ zh }: { zh: string }) => zh)).toEqual(['转负责人办理“decide步”']);
    expect(world.commands).toEqual([]);
    expect((await ask('director1', 'POST', path, { data: {} })).status).toBe(403);
    expect((await ask('applicant2', 'POST', path, { data: {} })).status).toBe(404);
  });

  test('a start is judged while it is typed, by who may make it; no case begins', async () => {
    const path = '/api/procedures/permits.permit/outlook';
    const wrong = await ask('applicant1', 'POST', path, { input: { company: '甲公司', area: 0 } });
    expect(wrong.body).toMatchObject({ follows: [], errors: [{ pointer: '/input/area' }] });
    const right = await ask('applicant1', 'POST', path, { input: { company: '甲公司', area: 1 } });
    expect(right.body).toMatchObject({ errors: [] });
    expect(right.body.follows.map(({ zh }: { zh: string }) => zh)).toEqual([
      expect.stringMatching(/^期限起算：决定期限，.*到期$/),
      '转窗口办理“check步”',
    ]);
    const forOthers = await ask('window1', 'POST', path, { input: { company: '甲公司', area: 1 }, as: 'window' });
    expect(forOthers.status).toBe(200);
    expect((await ask('director1', 'POST', path, { input: {}, as: 'director' })).status).toBe(403);
    expect((await ask('window1', 'POST', '/api/procedures/permits.none/outlook', { input: {} })).status).toBe(404);
    expect((await ask('window1', 'GET', '/api/cases')).body.items).toEqual([]);
  });

  test('a message can be looked at the same way, by who may send it', async () => {
    const id = await started();
    const path = `/api/cases/${id}/outlook`;
    const own = await ask('applicant1', 'POST', path, { message: 'withdraw', data: {} });
    expect(own.body.follows.map(({ zh }: { zh: string }) => zh)).toContain('办结：撤回');
    expect((await ask('window1', 'POST', path, { message: 'withdraw', data: {} })).status).toBe(403);
    expect((await ask('applicant2', 'POST', path, { message: 'withdraw', data: {} })).status).toBe(404);
    expect(world.commands).toEqual([]);
  });
});
