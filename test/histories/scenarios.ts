/**
 * The cases of which golden histories are kept: one straight to its end, one over several runs, with clock and refusal,
 * one whose letters are served after its end.
 */
import type { Scenario } from '../../rehearsal/scenario.ts';

const at = (text: string) => Date.parse(`${text}+08:00`);
const by = (group: string) => ({ group, person: `group:${group}` });
const review = (result: string) => ({ type: 'complete' as const, step: 'review', by: by('window'), data: { result } });
const decide = (decision: string) => ({
  ...{ type: 'complete' as const, step: 'approve', by: by('leader') },
  data: { decision },
});
const serve = (document: string, servedOn: string) => ({
  ...{ type: 'serve' as const, document, method: 'mail' as const, servedOn, by: by('window') },
});
const remark = (text: string) => ({ type: 'message' as const, message: 'remark', data: { remark: text } });

export interface GoldenCase {
  name: string;
  scenario: Scenario;
  forceContinueAsNewEvery?: number;
}

export const goldenCases: GoldenCase[] = [
  {
    name: 'granted',
    scenario: {
      id: '01936f2e-0000-7000-8000-000000000001',
      definition: 'demo.permit',
      start: at('2026-03-02T09:00:00'),
      input: { applicant: '李四', amount: 10 },
      script: [
        { at: at('2026-03-03T10:00:00'), command: review('incomplete') },
        { at: at('2026-03-05T10:00:00'), command: review('complete') },
        { at: at('2026-03-06T10:00:00'), command: decide('grant') },
      ],
      expect: undefined,
    },
  },
  {
    name: 'overdue-in-three-runs',
    forceContinueAsNewEvery: 3,
    scenario: {
      id: '01936f2e-0000-7000-8000-000000000002',
      definition: 'demo.permit',
      start: at('2026-03-02T09:00:00'),
      input: { applicant: '王五', amount: 5000 },
      script: [
        { at: at('2026-03-03T10:00:00'), command: remark('first') },
        { at: at('2026-03-04T10:00:00'), command: review('incomplete') },
        { at: at('2026-03-05T10:00:00'), command: review('complete') },
        { at: at('2026-04-10T10:00:00'), command: remark('second') },
        { at: at('2026-04-10T11:00:00'), command: decide('refuse') },
      ],
      expect: undefined,
    },
  },
  {
    name: 'served-after-the-end',
    scenario: {
      id: '01936f2e-0000-7000-8000-000000000003',
      definition: 'demo.permit',
      start: at('2026-03-02T09:00:00'),
      input: { applicant: '赵六', amount: 10 },
      script: [
        { at: at('2026-03-03T10:00:00'), command: review('complete') },
        { at: at('2026-03-06T10:00:00'), command: decide('refuse') },
        { at: at('2026-03-12T10:00:00'), command: serve('refusal', '2026-03-10') },
        { at: at('2026-03-13T10:00:00'), command: serve('advice', '2026-03-13') },
      ],
      expect: undefined,
    },
  },
];
