/**
 * Goal: who may see a case reads its documents as letters, and nobody else; what can't be written is told.
 * Method: the app with all ports in memory; a case whose facts go on with an issued document.
 */
import { strFromU8, unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { buildApi } from '../../api/app.ts';
import type { App } from '../../api/context.ts';
import type { Bundle, DocumentKind, Fact } from '../../engine/model.ts';
import { sha256 } from '../../store/content.ts';
import type { SendCommand } from '../../workflows/case-client.ts';
import { start, world } from './fixtures/app.ts';
import { bundle } from './fixtures/world.ts';

const label = { zh: '许可证', en: 'Permit' };
const company = { op: 'path' as const, root: 'data', path: ['company'] };
const letter: Partial<DocumentKind> = {
  to: company,
  text: [{ kind: 'text', parts: ['准予从事许可活动。'] }],
};

let app: App;
let id: string;
/** Facts after the one that issued it. */
let served: Fact[] = [];
let sent: SendCommand[] = [];

/** The case with the document issued; `number` null: it is still being taken. */
async function issued(kind: Partial<DocumentKind>, number: string | null = '许可证〔2026〕00001'): Promise<number> {
  id = (await start()).body.id;
  const { cases, shelf } = world.ports;
  const facts = await cases.timeline(id, 1, 1_000);
  const { seq: last = 0, at = 0 } = facts.at(-1)?.fact ?? {};
  const seq = last + 1;
  const fact: Fact = { seq, at, type: 'document-issued', document: 'permit' };
  const documents = [{ id: 'permit', label, ...kind }];
  const issuing: Bundle = { ...bundle, procedure: { ...bundle.procedure, documents } };
  app = await buildApi({
    ...world.ports,
    shelf: { ...shelf, bundle: async () => issuing },
    commands: {
      ...world.ports.commands,
      command: (request) => {
        sent.push(request);
        return world.ports.commands.command(request);
      },
    },
    cases: {
      ...cases,
      timeline: async () => [...facts, ...[fact, ...served].map((one) => ({ fact: one, hash: '', machineAt: at }))],
      view: async (of) => {
        const view = await cases.view(of);
        const row = { case_id: id, seq, document: 'permit', number, issued_at: at };
        return view === null ? null : { ...view, documents: [row as (typeof view.documents)[number]] };
      },
    },
  });
  return seq;
}

const read = (person: string, seq: number, format = 'docx') =>
  app.inject({ url: `/api/documents/${id}/${seq}?format=${format}`, headers: { authorization: `Bearer ${person}` } });

function docxText(bytes: Buffer): string {
  return strFromU8(unzipSync(bytes)['word/document.xml'] as Uint8Array).replace(/<[^>]*>/g, ' ');
}

beforeEach(() => {
  id = '';
  served = [];
  sent = [];
});
afterEach(async () => app.close());

describe('the letter of a document', () => {
  test('is read by the party, the office and an auditor; the reading stands in the audit log', async () => {
    const seq = await issued(letter);
    for (const person of ['applicant1', 'window1', 'auditor1']) {
      const answer = await read(person, seq);
      expect([person, answer.statusCode]).toEqual([person, 200]);
      expect(docxText(answer.rawPayload)).toMatch(/许可证〔2026〕00001.*甲公司：.*准予从事许可活动。/s);
    }
    const about = { action: 'document.read', caseId: id, object: `document:${seq}`, outcome: 'done' };
    expect(world.audit.filter(({ action }) => action === 'document.read')).toHaveLength(3);
    expect(world.audit.at(-1)).toMatchObject({ ...about, person: 'auditor1' });
  });

  test('is not there for others, and not for an operator, who keeps cases going without reading them', async () => {
    const seq = await issued(letter);
    expect((await read('applicant2', seq)).statusCode).toBe(404);
    expect((await read('operator1', seq)).statusCode).toBe(403);
    expect((await read('applicant1', seq + 1)).statusCode).toBe(404);
    expect((await read('applicant1', 1)).statusCode).toBe(404);
  });

  test('comes as PDF or Word, named by its number, with the hash of its bytes', async () => {
    const seq = await issued(letter);
    const pdf = await read('applicant1', seq, 'pdf');
    expect(pdf.headers['content-type']).toBe('application/pdf');
    expect(pdf.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pdf.headers['content-disposition']).toContain(encodeURIComponent('许可证〔2026〕00001.pdf'));
    expect(pdf.headers.etag).toBe(`"${sha256(pdf.rawPayload)}"`);
    expect((await read('window1', seq, 'pdf')).rawPayload.equals(pdf.rawPayload)).toBe(true);
    expect((await read('applicant1', seq, 'odt')).statusCode).toBe(400);
  });

  test('is linked in the case for who may read it', async () => {
    const seq = await issued(letter);
    const shown = async (person: string) =>
      (await app.inject({ url: `/api/cases/${id}`, headers: { authorization: `Bearer ${person}` } })).json().documents;
    const at = `/api/documents/${id}/${seq}?format=`;
    const letters = { pdf: `${at}pdf`, docx: `${at}docx` };
    expect(await shown('applicant1')).toMatchObject([{ seq, number: '许可证〔2026〕00001', letters }]);
    expect(await shown('operator1')).toMatchObject([{ seq, letters: null }]);
  });

  test('without its number is told to be on its way', async () => {
    const answer = await read('applicant1', await issued(letter, null));
    expect(answer.json()).toMatchObject({ status: 409, type: '/problems/document-unnumbered' });
    expect(answer.headers['retry-after']).toBeDefined();
  });

  test('that needs what the case does not have is refused with the expression', async () => {
    const value = { op: 'path' as const, root: 'data', path: ['reason'] };
    const parts = [{ value, source: 'data.reason', as: 'text' as const }];
    const answer = await read('applicant1', await issued({ text: [{ kind: 'text', parts }] }));
    expect(answer.json()).toMatchObject({ status: 409, type: '/problems/letter-incomplete' });
    expect(answer.json().detail).toContain('{{ data.reason }}');
  });
});

describe('service of a document', () => {
  const serve = (person: string, seq: number, body: object, key = 'k') =>
    app.inject({
      method: 'POST',
      url: `/api/documents/${id}/${seq}/service`,
      headers: { authorization: `Bearer ${person}`, 'idempotency-key': key },
      payload: body,
    });
  const told = { method: 'mail', servedOn: '2026-11-20', receivedBy: '王某' };

  test('goes to the case as a command of the office, with the document’s own number', async () => {
    const seq = await issued(letter);
    await serve('window1', seq, told);
    const by = { group: 'window', person: 'window1' };
    expect(sent.at(-1)).toMatchObject({
      caseId: id,
      command: { type: 'serve', document: 'permit', of: seq, ...told, by },
    });
  });

  test('is not the party’s, needs a key and a known way, and is of an issued document', async () => {
    const seq = await issued(letter);
    expect((await serve('applicant1', seq, told)).statusCode).toBe(403);
    expect((await serve('applicant2', seq, told)).statusCode).toBe(404);
    expect((await serve('window1', seq, { ...told, method: 'pigeon' })).statusCode).toBe(400);
    expect((await serve('window1', 1, told)).statusCode).toBe(404);
    const url = `/api/documents/${id}/${seq}/service`;
    const headers = { authorization: 'Bearer window1' };
    const withoutKey = await app.inject({ method: 'POST', url, headers, payload: told });
    expect(withoutKey.json()).toMatchObject({ status: 400, type: '/problems/missing-idempotency-key' });
    expect(sent).toEqual([]);
  });

  test('is refused by the case in words: this one has not issued it', async () => {
    const answer = await serve('window1', await issued(letter), told);
    expect(answer.json()).toMatchObject({ status: 409, reason: 'not-issued', detail: '本件没有出具该文书。' });
  });
});

test('a served document says so in the case, by whom it was received only to those who may read it', async () => {
  const seq = await issued(letter);
  const more: Fact = {
    seq: seq + 1,
    at: world.ports.now(),
    type: 'document-served',
    document: 'permit',
    of: seq,
    method: 'mail',
    servedOn: '2026-11-20',
    receivedBy: '王某',
  };
  served.push(more);
  const shown = async (person: string) =>
    (await app.inject({ url: `/api/cases/${id}`, headers: { authorization: `Bearer ${person}` } })).json();
  const service = { method: { id: 'mail', label: { zh: '邮寄送达' } }, servedOn: '2026-11-20' };
  const forOffice = await shown('window1');
  expect(forOffice.documents).toMatchObject([{ service: { ...service, receivedBy: '王某' } }]);
  expect(forOffice.timeline.at(-1).text.zh).toBe('送达：许可证（邮寄送达，2026-11-20）');
  expect((await shown('operator1')).documents).toMatchObject([{ service: { ...service, receivedBy: null } }]);

  const payload = (await start()).body.receipt;
  const { token } = (await app.inject({ method: 'POST', url: '/api/receipts/sessions', payload })).json();
  const headers = { authorization: `Bearer ${token}` };
  const byReceipt = (await app.inject({ url: '/api/receipt', headers })).json();
  expect(byReceipt.documents).toMatchObject([{ service: { ...service, receivedBy: null } }]);
});
