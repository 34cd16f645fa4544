/**
 * Goal: what a case answered can be asked for again without performing anything, also in a new run and when it has ended.
 * Method: a case on the real server; the case client asks under ids and contents that were used and that were not.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Command } from '../../engine/model.ts';
import { type Office, openOffice } from './temporal-office.ts';

let office: Office;

beforeAll(async () => {
  office = await openOffice(inject('namespace'));
});

afterAll(async () => {
  await office.close();
});

const by = (group: string) => ({ group, person: `${group}-1` });
const review: Command = { type: 'complete', step: 'review', by: by('window'), data: { result: 'complete' } };
const grant: Command = { type: 'complete', step: 'approve', by: by('leader'), data: { decision: 'grant' } };

test('the first answer is told again, also in a new run and after the end; an act that never was has none and is not performed', async () => {
  const caseId = await office.open();
  const [first, second] = [randomUUID(), randomUUID()];
  expect(await office.cases.earlier({ caseId, id: first, command: review })).toBeNull();
  const reviewed = await office.cases.command({ caseId, id: first, command: review });
  expect(await office.cases.earlier({ caseId, id: first, command: review })).toEqual(reviewed);
  await office.cases.renew(caseId);
  await expect.poll(async () => (await office.cases.state(caseId)).runNumber).toBe(2);
  expect(await office.cases.earlier({ caseId, id: first, command: review })).toEqual(reviewed);
  expect(await office.cases.earlier({ caseId, id: first, command: grant })).toBeNull();
  expect(await office.cases.earlier({ caseId, id: second, command: grant })).toBeNull();
  const granted = await office.cases.command({ caseId, id: second, command: grant });
  await office.client.workflow.getHandle(caseId).result();
  expect(await office.cases.earlier({ caseId, id: second, command: grant })).toEqual(granted);
  expect(await office.cases.earlier({ caseId, id: randomUUID(), command: grant })).toBeNull();
});

test('what is sent again at another instant is answered with the first, whose instant stands in the history', async () => {
  const caseId = await office.open();
  const send = (at: number) => office.cases.command({ caseId, id: 'same', command: review, at });
  const began = Date.now();
  const answers = await Promise.all([send(began), send(began - 1_000), send(began - 500)]);
  expect(new Set(answers.map(({ seq }) => seq)).size).toBe(1);
  await expect.poll(async () => (await office.cases.state(caseId)).isSettled).toBe(true);
  const { difference, facts } = await office.folded(caseId);
  expect(difference).toBeNull();
  expect(facts.filter(({ fact }) => fact.type === 'task-completed')).toHaveLength(1);
});
