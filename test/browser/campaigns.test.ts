/**
 * Goal: an officer sees in a browser where the cases of a campaign stand, and comes to each of them by keyboard.
 * Method: the built pages over the app with all ports in memory; Chromium with the checks of axe on every view.
 */
import { resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildApi } from '../../api/app.ts';
import type { App } from '../../api/context.ts';
import { bundle, createWorld } from '../api/fixtures/world.ts';
import { buildPages, type Desk, openBrowser, openDesk, shortcomings } from './desk.ts';

const MEMBERS = 24;
let app: App;
let browser: Browser;
let desk: Desk;

beforeAll(async () => {
  const company = { op: 'path' as const, root: 'data' as const, path: ['company'] };
  bundle.procedure.members = [{ procedure: 'permits.permit', match: [{ name: 'company', value: company }] }];
  const officer = { id: 'window1', name: '演示-窗口-甲', memberships: [{ group: 'permits/window', unit: '' }] };
  const { ports } = createWorld({
    demo: {
      persons: async () => [officer],
      token: async (person) => ({ token: person, expiresAt: Date.now() + 3_600_000 }),
    },
  });
  buildPages();
  app = await buildApi(ports, { pages: resolve('web/dist') });
  for (let i = 0; i <= MEMBERS; i++) {
    await app.inject({
      method: 'POST',
      url: '/api/cases',
      headers: { authorization: 'Bearer applicant1', 'idempotency-key': `start-${i}` },
      payload: { procedure: 'permits.permit', input: { company: '甲公司', area: i + 1 } },
    });
  }
  browser = await openBrowser();
  desk = await openDesk(browser, await app.listen({ port: 0, host: '127.0.0.1' }));
});

afterAll(async () => {
  await browser?.close();
  await app?.close();
});

test('from the list to a campaign, from a number to its cases, from there to one', async () => {
  const { page } = desk;
  await page.getByRole('button', { name: '演示-窗口-甲' }).click();
  await page.getByRole('link', { name: '集中办理', exact: true }).click();
  await page.getByRole('table', { name: '集中办理' }).waitFor();
  expect(await shortcomings(desk)).toEqual([]);

  await page.getByRole('link', { name: '演示许可〔2026〕00001' }).focus();
  await page.keyboard.press('Enter');
  const open = page.getByRole('button', { name: `演示许可，办理中：${MEMBERS}` });
  await open.waitFor();
  await expect.poll(() => page.getByRole('table', { name: '按环节' }).getByRole('row').count()).toBe(2);
  expect(await shortcomings(desk)).toEqual([]);

  await open.focus();
  await page.keyboard.press('Enter');
  const members = page.getByRole('table', { name: '办理中' });
  await members.waitFor();
  await expect.poll(() => open.getAttribute('aria-expanded')).toBe('true');
  await expect.poll(() => members.locator('tbody tr').count()).toBe(20);
  expect(await shortcomings(desk)).toEqual([]);
  await members.getByRole('link').first().click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  expect(page.url()).toMatch(/\/cases\/[0-9a-f-]{36}$/);
});

test('in English too', async () => {
  const { page } = desk;
  await page.getByText('English').click();
  await page.getByRole('link', { name: 'Campaigns', exact: true }).click();
  await page.getByRole('link', { name: '演示许可〔2026〕00001' }).click();
  await page.getByRole('button', { name: `Demo permit，open：${MEMBERS}` }).waitFor();
  await page.getByRole('table', { name: 'By stage' }).waitFor();
});
