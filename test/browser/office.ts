/** The whole installation with its pages, for tests in a browser. */
import type { Browser } from 'playwright-core';
import { type Ask, filesOf, type RunningApi, runApi } from '../integration/fixtures/api.ts';
import { insisting } from './colleagues.ts';
import { buildPages, type Desk, enterAs, openBrowser, openDesk } from './desk.ts';

export interface Office {
  api: RunningApi;
  browser: Browser;
  /** What a demo person asks of the API. */
  as(person: string): Promise<Ask>;
  deskOf(group: string, which?: '甲' | '乙'): Promise<Desk>;
  closeDesks(): Promise<void>;
  close(): Promise<void>;
}

export function openOffice(definitions = 'definitions/ride-hailing'): Promise<Office> {
  return openOfficeOf(filesOf(definitions));
}

export async function openOfficeOf(files: ReturnType<typeof filesOf>): Promise<Office> {
  buildPages();
  const api = await runApi();
  const as = async (person: string) => insisting(await api.as(person));
  const operator = await as('demo-banli-operator-1');
  const deployed = await operator('POST', '/api/definitions', { files });
  if (deployed.status !== 200) throw new Error(`the definitions are refused: ${JSON.stringify(deployed.body)}`);
  const browser = await openBrowser();
  const desks: Desk[] = [];
  return {
    api,
    browser,
    as,
    async deskOf(group, which) {
      const desk = await openDesk(browser, api.url);
      desks.push(desk);
      await enterAs(desk, group, which);
      return desk;
    },
    async closeDesks() {
      for (const { context } of desks.splice(0)) await context.close();
    },
    async close() {
      await browser.close();
      await api.stop();
    },
  };
}
