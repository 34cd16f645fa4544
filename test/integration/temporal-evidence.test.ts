/**
 * Goal: what is exported of a case on the real server holds, in the middle of its life and after it, over new runs and a
 * change of calendar.
 * Method: a case with several runs; its evidence file through the audit that the golden histories go through.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { closedRun } from '../../activities/archive.ts';
import type { ClosedRun } from '../../activities/ports.ts';
import type { Command } from '../../engine/model.ts';
import { audit, codecOf } from '../../replay/audit.ts';
import { readEvidence } from '../../replay/evidence.ts';
import { exportEvidence } from '../../replay/export.ts';
import { calendarOf, loadCalendars } from '../../store/calendar-files.ts';
import { contentStore, contents, deployed } from '../workflows/fixture.ts';
import { type Office, openOffice } from './temporal-office.ts';

let office: Office;

beforeAll(async () => {
  office = await openOffice(inject('namespace'));
});
afterAll(() => office.close());

const by = (group: string) => ({ group, person: `${group}-1` });
const review = (result: string): Command => ({ type: 'complete', step: 'review', by: by('window'), data: { result } });
const grant: Command = { type: 'complete', step: 'approve', by: by('leader'), data: { decision: 'grant' } };

async function exported(caseId: string, archived: ClosedRun[] = []): Promise<Uint8Array> {
  const [key] = office.keys.commandKeys;
  if (key === undefined) throw new Error('no key');
  const file = await exportEvidence(
    {
      ...{ client: office.client, content: contentStore, key, now: Date.now() },
      archive: { read: () => Promise.resolve(archived) },
      codec: codecOf(office.keys, contents),
    },
    caseId,
  );
  if (file === null) throw new Error('no history');
  return file;
}

test('a case holds while it is open, after its end, and from the archive', async () => {
  const caseId = await office.open({ forceContinueAsNewEvery: 3 });
  const send = (command: Command, calendar?: string) =>
    office.cases.command({ caseId, id: randomUUID(), command, ...(calendar === undefined ? {} : { calendar }) });
  await send(review('incomplete'));
  const other = deployed(calendarOf(loadCalendars().years.slice(1)));
  await send({ type: 'use-calendar', calendar: other, by: by('operator') }, other);
  await send(review('incomplete'));
  await send(review('complete'));

  const open = await audit(await exported(caseId), office.keys, office.bundle);
  expect(open).toMatchObject({ fold: null, replay: null });

  await send(grant);
  await office.client.workflow.getHandle(caseId).result();
  const file = await exported(caseId);
  const ended = await audit(file, office.keys, office.bundle);
  expect(ended).toMatchObject({ fold: null, replay: null });
  expect(ended.runs).toBeGreaterThan(1);
  expect(ended.facts).toBeGreaterThan(open.facts);
  const { manifest, runs } = readEvidence(file, office.keys.commandKeys);
  expect(manifest.calendars).toHaveLength(2);
  expect(manifest.head).toMatchObject({ status: 'ended', outcome: 'granted' });

  const archived = await Promise.all(runs.map(({ runId }) => closedRun(office.client, { workflowId: caseId, runId })));
  expect(archived.map(({ status }) => status)).toEqual([...runs.slice(1).map(() => 'CONTINUED_AS_NEW'), 'COMPLETED']);
  expect(await audit(await exported(caseId, archived), office.keys, office.bundle)).toEqual(ended);
});
