/** What others do while somebody sits at the pages: by the API, until it is done. */
import { v7 } from 'uuid';
import { expect, vi } from 'vitest';
import type { Ask } from '../integration/fixtures/api.ts';
import { PATIENCE } from './desk.ts';

export interface OpenTask {
  id: string;
  version: number;
  caseId: string;
  step: { id: string };
}

/** What could not be answered yet is asked again under the same key, as the API says: not an error of what is tried. */
export function insisting(ask: Ask): Ask {
  return async (method, path, body, headers = {}) => {
    const keyed = method === 'POST' ? { 'idempotency-key': v7(), ...headers } : headers;
    for (;;) {
      const answer = await ask(method, path, body, keyed);
      if (answer.status !== 503) return answer;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  };
}

/** Opens a case. @returns its id, number and, where it has one, receipt */
export async function startCase(ask: Ask, procedure: string, input: object): Promise<{ id: string; number: string }> {
  const { status, body } = await ask('POST', '/api/cases', { procedure, input });
  expect(status, JSON.stringify(body)).toBe(201);
  return body;
}

/** Open tasks of a step, as soon as the person sees so many. */
export function tasksAt(ask: Ask, step: string, count: number): Promise<OpenTask[]> {
  return inTime(async () => {
    const tasks = await openTasks(ask, step);
    return tasks.length === count ? tasks : undefined;
  });
}

/** An open task of a step, of any case or of this one, as soon as it is there. */
function taskAt(ask: Ask, step: string, caseId?: string): Promise<OpenTask> {
  return inTime(async () => {
    const tasks = await openTasks(ask, step);
    return tasks.find((task) => caseId === undefined || task.caseId === caseId);
  });
}

/** Unlike `expect.poll` also before the first test. */
async function inTime<T>(find: () => Promise<T | undefined>): Promise<T> {
  return (await vi.waitUntil(find, { timeout: PATIENCE, interval: 100 })) as T;
}

async function openTasks(ask: Ask, step: string): Promise<OpenTask[]> {
  const { body } = await ask('GET', '/api/tasks?limit=100');
  return body.items.filter((task: OpenTask) => task.step.id === step);
}

export async function completeTask(ask: Ask, { id, version }: OpenTask, data: object): Promise<void> {
  const done = await ask('POST', `/api/tasks/${id}/complete`, { data }, { 'if-match': `"${version}"` });
  expect(done.status, JSON.stringify(done.body)).toBe(200);
}

/** Completes an open task of a step, of any case or of this one, as soon as it is there. */
export async function completeAt(ask: Ask, step: string, data: object, caseId?: string): Promise<void> {
  await completeTask(ask, await taskAt(ask, step, caseId), data);
}
