/**
 * Goal: operators' routes, what happens while a server is away, and what holds for every answer.
 * Method: the app with all ports in memory and the real engine, by injected requests; each answer is held to the
 * OpenAPI document.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { buildApi } from '../../api/app.ts';
import { type Ports, Unavailable } from '../../api/ports.ts';
import { CaseUnreachable } from '../../workflows/case-client.ts';
import { type Answer, app, ask, input, start, started, world } from './fixtures/app.ts';

describe('operation', () => {
  test('a deployment says what it means for running cases; only operators and authors may', async () => {
    const files = { files: [{ path: 'a.banli.yaml', text: '' }] };
    expect((await ask('window1', 'POST', '/api/definitions', files)).status).toBe(403);
    const { body } = await ask('operator1', 'POST', '/api/definitions', files);
    expect(body.deployed).toMatchObject([{ id: 'permits.permit', change: 'unchanged', openCases: 3 }]);
  });

  test('definitions with errors are refused with every finding', async () => {
    const finding = {
      file: 'a.yaml',
      line: 3,
      column: 5,
      check: 'unknown-key',
      severity: 'error' as const,
      message: 'm',
      remedy: 'r',
    };
    const compile: Ports['compile'] = async () => ({ findings: [finding], bundles: [], decisions: [], gazettes: [] });
    const other = await buildApi({ ...world.ports, compile });
    const response = await other.inject({
      method: 'POST',
      url: '/api/definitions',
      payload: { files: [{ path: 'a.yaml', text: '' }] },
      headers: { authorization: 'Bearer operator1' },
    });
    expect(response.json()).toMatchObject({ status: 422, type: '/problems/definitions-invalid', findings: [finding] });
    await other.close();
  });

  test('a definition is told with its forms, its flow and as whom the caller may start it', async () => {
    const { body } = await ask('window1', 'GET', '/api/definitions/permits.permit');
    expect(body).toMatchObject({
      mayStartAs: ['applicant', 'window'],
      start: ['check'],
      document: { number: '演示〔2026〕1号' },
    });
    expect(body.steps).toMatchObject([
      { id: 'check', group: 'window', next: ['decide'] },
      { id: 'decide', notSameAs: ['check'], next: [] },
    ]);
    const path = '/api/definitions/permits.permit';
    expect((await ask('window1', 'GET', `${path}?kind=procedure`)).status).toBe(200);
    expect((await ask('window1', 'GET', `${path}?kind=decision`)).status).toBe(404);
  });

  test('a year that does not fit is refused; one that does is shown before it is applied', async () => {
    await started();
    const off = ['2027-01-01'];
    const year = { format: 1, year: 2027, off, work: [], source: '演示通知' };
    expect((await ask('window1', 'POST', '/api/calendars', { year })).status).toBe(403);
    const wrong = await ask('operator1', 'POST', '/api/calendars', {
      year: { year: 2027, off: ['2027-02-30'], work: [], source: 'x' },
    });
    expect(wrong).toMatchObject({ status: 422, body: { type: '/problems/calendar-invalid' } });
    expect(wrong.body.errors.length).toBeGreaterThan(0);
    const gap = await ask('operator1', 'POST', '/api/calendars', {
      year: { year: 2028, off: [], work: [], source: '演示通知' },
    });
    expect(gap.body.type).toBe('/problems/calendar-invalid');
  });

  test('a register is for its offices; a cell that looks like a formula is exported as text', async () => {
    expect((await ask('applicant1', 'GET', '/api/registers/permits/permits')).status).toBe(403);
    expect((await ask('window1', 'GET', '/api/registers/permits/permits')).body).toMatchObject({
      items: [{ key: '1' }],
      fields: [{ name: 'company' }],
    });
    const csv = await ask('window1', 'GET', '/api/registers/permits/permits?format=csv');
    expect(csv.body).toBe("\uFEFFnumber,企业\r\n1,'=甲\r\n");
  });
});

describe('what is away', () => {
  async function answerOf(change: Partial<Ports>, method: 'GET' | 'POST', url: string): Promise<Answer> {
    const other = await buildApi({ ...world.ports, ...change });
    const headers = { authorization: 'Bearer applicant1', 'idempotency-key': 'k' };
    const payload = { procedure: 'permits.permit', input };
    const response = await other.inject({ method, url, headers, ...(method === 'POST' ? { payload } : {}) });
    await other.close();
    return { status: response.statusCode, headers: response.headers, body: response.json() };
  }

  test('the database or the server: 503, try again', async () => {
    const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    const cases = { ...world.ports.cases, list: () => Promise.reject(refused) };
    expect(await answerOf({ cases }, 'GET', '/api/cases')).toMatchObject({
      status: 503,
      headers: { 'retry-after': '5' },
      body: { type: '/problems/unavailable' },
    });
    const commands = { ...world.ports.commands, start: () => Promise.reject(new Unavailable('away')) };
    expect((await answerOf({ commands }, 'POST', '/api/cases')).body.type).toBe('/problems/unavailable');
  });

  test('a fate that is not known: send again with the same key', async () => {
    const commands = { ...world.ports.commands, start: () => Promise.reject(new CaseUnreachable('no answer')) };
    expect(await answerOf({ commands }, 'POST', '/api/cases')).toMatchObject({
      status: 503,
      headers: { 'retry-after': '5' },
      body: { type: '/problems/outcome-unknown' },
    });
    // The key is free for the repeat, and the case is the same.
    expect((await start('k')).body.number).toBe('演示许可〔2026〕00001');
    expect(world.minted).toBe(1);
  });

  test('readiness names the part', async () => {
    const health = { ...world.ports.health, worker: () => Promise.reject(new Error('no worker')) };
    expect(await answerOf({ health }, 'GET', '/readyz')).toMatchObject({
      status: 503,
      body: { ready: false, worker: { ok: false }, temporal: { ok: true } },
    });
  });

  test('a fault of ours says nothing of its inside', async () => {
    const cases = { ...world.ports.cases, list: () => Promise.reject(new Error('secret inside')) };
    const { status, body } = await answerOf({ cases }, 'GET', '/api/cases');
    expect([status, JSON.stringify(body).includes('secret')]).toEqual([500, false]);
  });
});

describe('the interface', () => {
  test('the OpenAPI document is 3.1, every operation is named once and every component is referred to by name', async () => {
    const { body } = await ask(null, 'GET', '/api/openapi.json');
    expect(body.openapi).toBe('3.1.0');
    const operations = Object.entries(body.paths as Record<string, Record<string, { operationId?: string }>>).flatMap(
      ([path, methods]) =>
        Object.entries(methods).map(([method, { operationId }]) => ({ name: `${method} ${path}`, operationId })),
    );
    expect(operations.filter(({ operationId }) => operationId === undefined)).toEqual([]);
    const ids = operations.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(Object.keys(body.components.schemas)).toContain('CaseDetail');
    expect(JSON.stringify(body)).not.toContain('def-0');
  });

  test('every answer has the guards of a browser, and none lets other sites’ scripts in', async () => {
    const { headers } = await ask(null, 'GET', '/api/tasks');
    expect(headers['content-security-policy']).toContain("script-src 'self'");
    expect(headers['content-security-policy']).not.toMatch(/https?:/);
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['access-control-allow-origin']).toBeUndefined();
  });

  test('a trace that comes in goes out', async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const { headers } = await ask('window1', 'GET', '/api/tasks', undefined, { traceparent });
    expect(headers.traceparent).toBe(traceparent);
    await started();
    await ask('applicant2', 'GET', `/api/cases/${[...world.cases.keys()][0]}`, undefined, { traceparent });
    expect(world.audit.at(-1)?.traceId).toBe('0af7651916cd43dd8448eb211c80319c');
  });

  test('what is no JSON, no known member or no known path is told as such', async () => {
    const headers = { authorization: 'Bearer applicant1', 'content-type': 'application/json', 'idempotency-key': 'k' };
    const broken = await app.inject({ method: 'POST', url: '/api/cases', payload: '{', headers });
    expect(broken.json()).toMatchObject({ status: 400, type: '/problems/bad-request' });
    expect((await start('k', { procedure: 'permits.permit', input, surplus: 1 })).status).toBe(400);
    expect((await ask('applicant1', 'GET', '/api/nothing')).body.type).toBe('/problems/not-found');
    const plain = await app.inject({
      method: 'POST',
      url: '/api/cases',
      payload: 'x',
      headers: { ...headers, 'content-type': 'text/plain' },
    });
    expect(plain.json().type).toBe('/problems/unsupported-media-type');
    const large = await app.inject({
      method: 'POST',
      url: '/api/cases',
      payload: JSON.stringify({ x: 'x'.repeat(1_100_000) }),
      headers,
    });
    expect(large.json().type).toBe('/problems/too-large');
  });

  test('a problem’s address tells what it means', async () => {
    expect((await ask(null, 'GET', '/problems/busy')).body.title).toBe('正在自动处理，请稍后');
    expect((await ask(null, 'GET', '/problems/none')).status).toBe(404);
  });

  test('demo persons come with the document of each group, for documents that name a group alike', async () => {
    const demo = {
      persons: async () => [
        { id: 'd1', name: '演示-窗口-甲', memberships: [{ group: 'permits/window', unit: '' }] },
        { id: 'd2', name: '演示-审计员-甲', memberships: [{ group: 'banli/auditor', unit: '' }] },
      ],
      token: async () => null,
    };
    const shown = await buildApi({ ...world.ports, demo });
    const { items } = (await shown.inject({ url: '/api/demo/persons' })).json();
    await shown.close();
    expect(items.map(({ groups }: { groups: { document: unknown }[] }) => groups[0]?.document)).toEqual([
      { zh: '演示办法', en: 'Demo measures' },
      null,
    ]);
  });

  test('tokens of demo persons are limited, and there are none with an OpenID provider', async () => {
    const limited = await buildApi(world.ports, { demoTokensPerMinute: 2 });
    const token = () => limited.inject({ method: 'POST', url: '/api/demo/tokens', payload: { person: 'x' } });
    expect([(await token()).statusCode, (await token()).statusCode, (await token()).json().type]).toEqual([
      404,
      404,
      '/problems/rate-limited',
    ]);
    await limited.close();
    const real = await buildApi({ ...world.ports, demo: null });
    expect((await real.inject({ url: '/api/demo/persons' })).json().type).toBe('/problems/demo-off');
    await real.close();
  });

  test('the pages are served at every address that is not the API’s, without a person', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'banli-pages-'));
    mkdirSync(join(folder, 'assets'));
    writeFileSync(join(folder, 'index.html'), '<title>办理</title>');
    writeFileSync(join(folder, 'assets', 'a-1234.js'), '1');
    writeFileSync(join(folder, 'assets', 'a-1234.js.br'), brotliCompressSync('1'));
    const served = await buildApi(world.ports, { pages: folder });
    const get = (url: string) => served.inject({ url });
    expect((await get('/')).body).toBe('<title>办理</title>');
    expect((await get('/cases/x')).body).toBe('<title>办理</title>');
    expect((await get('/assets/a-1234.js')).headers['cache-control']).toContain('immutable');
    const small = await served.inject({ url: '/assets/a-1234.js', headers: { 'accept-encoding': 'br' } });
    expect(brotliDecompressSync(small.rawPayload).toString()).toBe('1');
    expect(small.headers).toMatchObject({
      'content-encoding': 'br',
      'cache-control': expect.stringContaining('immutable'),
    });
    expect((await get('/api/nothing')).json().type).toBe('/problems/not-found');
    expect((await served.inject({ method: 'POST', url: '/cases' })).statusCode).toBe(404);
    await served.close();
    rmSync(folder, { recursive: true });
  });

  test('the log has routes, ids and statuses, and nothing of what people wrote', async () => {
    const lines: string[] = [];
    const stream = { write: (line: string) => void lines.push(line) };
    const logged = await buildApi(world.ports, { logger: { level: 'trace', stream } });
    const headers = { authorization: 'Bearer applicant1', 'idempotency-key': 'geheim-key' };
    const payload = { procedure: 'permits.permit', input: { company: '张三的公司', area: 'x' }, onBehalfOf: '张三' };
    await logged.inject({ method: 'POST', url: '/api/cases', payload, headers });
    await logged.inject({
      method: 'POST',
      url: '/api/cases',
      payload: { ...payload, input: { company: '张三的公司', area: 1 } },
      headers,
    });
    await logged.inject({ url: `/api/cases?applicant=${encodeURIComponent('张三')}`, headers });
    await logged.close();
    const text = lines.join('');
    expect(text).toContain('"route":"/api/cases"');
    expect(text).not.toMatch(/张三|%E5%BC%A0|geheim|Bearer|applicant1/);
  });
});
