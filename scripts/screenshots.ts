/**
 * Pictures of the pages for the README, in docs/images/: builds the pages, starts an installation of its own in a
 * temporary directory, acts in it as demo persons. `node scripts/screenshots.ts`
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { deployShipped } from '../cli/deploy-shipped.ts';
import { readStartConfig } from '../runtime/config.ts';
import { pickFreePorts } from '../runtime/ports.ts';
import { startAll } from '../runtime/start.ts';
import {
  answerAll,
  applyForPermit,
  buildPages,
  choice,
  complete,
  type Desk,
  enterAs,
  fillApplication,
  openBrowser,
  openDesk,
  openTask,
} from '../test/browser/desk.ts';

const IMAGES = join(import.meta.dirname, '..', 'docs', 'images');
/** Others have groups of the same names. */
const DOCUMENT = '网络预约出租汽车';
const COMPANIES = ['晋通出行科技有限公司', '汾河约车服务有限公司', '尧都出行有限公司'];

/** Without one every character would be a box. */
function demandChineseFont(): void {
  const { stdout } = spawnSync('fc-list', [':lang=zh'], { encoding: 'utf8' });
  if (!stdout) throw new Error('There is no font with Chinese characters: apt-get install fonts-noto-cjk');
}

async function main(): Promise<void> {
  demandChineseFont();
  buildPages();
  const home = mkdtempSync(join(tmpdir(), 'banli-pictures-'));
  const [postgres, temporal, worker, api] = await pickFreePorts(4);
  const environment = {
    BANLI_HOME: home,
    BANLI_POSTGRES_PORT: String(postgres),
    BANLI_TEMPORAL_PORT: String(temporal),
    BANLI_TEMPORAL_INTERNAL_PORT: '0',
    BANLI_WORKER_PORT: String(worker),
    BANLI_API_PORT: String(api),
  };
  const config = readStartConfig(environment, process.cwd());
  const signal = new AbortController().signal;
  const started = await startAll({ config, log: console.error, signal, afterReady: deployShipped });
  if (started.kind !== 'running') throw new Error(`${home} is in use`);
  const browser = await openBrowser();
  try {
    await takePictures(browser, started.url);
  } finally {
    await browser.close();
    await started.installation.stop();
    rmSync(home, { recursive: true, force: true });
  }
}

async function takePictures(browser: Browser, url: string): Promise<void> {
  mkdirSync(IMAGES, { recursive: true });
  const [applicant, window, reviewer] = [
    await openDesk(browser, url),
    await openDesk(browser, url),
    await openDesk(browser, url),
  ];
  await enterAs(applicant, '申请人', '甲', DOCUMENT);
  for (const company of COMPANIES) {
    await applyForPermit(applicant);
    await fillApplication(applicant, company);
    await applicant.page.getByRole('button', { name: '提交申请' }).click();
    await applicant.page.getByText(/办件编号：/).waitFor();
  }
  await enterAs(window, '行政审批窗口', '甲', DOCUMENT);
  await window.page.getByRole('row').nth(COMPANIES.length).waitFor();
  await picture(window, 'worklist');
  const [company = ''] = COMPANIES;
  await openTask(window, '材料审查', company);
  await choice(window.page, '审查结果', '齐全').check();
  await complete(window);
  await window.page.getByText('“材料审查”已办理。').waitFor();

  await enterAs(reviewer, '行政审批审查岗', '甲', DOCUMENT);
  await openTask(reviewer, '实质审查', company);
  await answerAll(reviewer, '是');
  await picture(reviewer, 'task');
  await complete(reviewer);
  await reviewer.page.getByText('“实质审查”已办理。').waitFor();
  await reviewer.page.getByRole('button', { name: /逐日计算：许可决定期限/ }).click();
  await reviewer.page.getByRole('cell', { name: '第1日' }).waitFor();
  await picture(reviewer, 'case');
  const caseAddress = new URL(reviewer.page.url()).pathname;
  await visit(reviewer, PAGES);
  await visit(await enterAnew(browser, url, '领导'), { leaders: '/statistics' });
  const audited = caseAddress.replace('/cases/', '/audit/cases/');
  await visit(await enterAnew(browser, url, '审计员'), { audit: `${audited}?at=8` });
  await visit(await openDesk(browser, `${url}receipt`), { applicant: '/receipt' });
}

/** Pages that an officer sees, by the name of their picture. */
const PAGES = {
  deadlines: '/deadlines',
  procedures: '/definitions',
  procedure: '/definitions/procedures/ride-hailing.platform-permit',
  decision: '/definitions/decisions/ride-hailing.platform-conditions',
  rehearsal: '/definitions/procedures/ride-hailing.platform-permit/rehearsal',
  registers: '/registers',
};

async function enterAnew(browser: Browser, url: string, group: string): Promise<Desk> {
  const desk = await openDesk(browser, url);
  await enterAs(desk, group);
  return desk;
}

/** Goes to each address as a person would who has it from a link, and takes its picture when it is quiet. */
async function visit(desk: Desk, pages: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, address] of Object.entries(pages)) {
    await desk.page.goto(new URL(address, desk.page.url()).href);
    await desk.page.getByRole('heading', { level: 1 }).waitFor();
    await desk.page.locator('.ant-spin, .ant-skeleton').first().waitFor({ state: 'detached' });
    await picture(desk, name);
  }
}

async function picture({ page }: Desk, name: string): Promise<void> {
  await page.getByText('正在加载…').first().waitFor({ state: 'detached' });
  await page.evaluate('scrollTo(0, 0); document.fonts.ready');
  await page.screenshot({ path: join(IMAGES, `${name}.png`), animations: 'disabled' });
}

await main();
