/** A browser at the pages of a running installation: persons at their desks. Used by tests and by the pictures of the README. */
import { createRequire } from 'node:module';
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core';
import { ensurePage } from '../../runtime/page.ts';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Once for all tests: built again only when their sources have changed. */
export function buildPages(): void {
  ensurePage(() => undefined);
}

export function openBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
}

export interface Desk {
  page: Page;
  context: BrowserContext;
  /** What went wrong in the page, and what it loaded from outside. */
  faults: string[];
}

/** ms that a test waits for what has to come. */
export const PATIENCE = 240_000;

const SCREEN = { viewport: { width: 1280, height: 860 }, locale: 'zh-CN' };
export const PHONE = { viewport: { width: 360, height: 640 }, locale: 'zh-CN', isMobile: true, hasTouch: true };

/** A tab of its own, with nobody at it yet. */
export async function openDesk(browser: Browser, url: string, screen: typeof SCREEN = SCREEN): Promise<Desk> {
  const context = await browser.newContext(screen);
  // Playwright's own scripts are no part of the page that the policy guards.
  const page = await context.newPage();
  // How busy the machine is, is not what is tried: a test gives up when its own time is over.
  page.setDefaultTimeout(PATIENCE);
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    const text = message.text();
    // The browser itself reports refused and failed requests, which tests bring about.
    if (message.type() === 'error' && !text.startsWith('Failed to load resource')) faults.push(text);
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(new URL(url).origin) && !request.url().startsWith('data:'))
      faults.push(`loads ${request.url()}`);
  });
  await page.goto(url);
  return { page, context, faults };
}

/** @param document part of its title, where several documents have a group of that name */
export async function enterAs({ page }: Desk, group: string, which: '甲' | '乙' = '甲', document = ''): Promise<void> {
  await page.getByRole('searchbox').fill(group);
  await page
    .getByRole('button', { name: `演示-${group}-${which}` })
    .filter({ hasText: document })
    .click();
  await page.getByRole('heading', { name: '待办任务', level: 1 }).waitFor();
}

/** A radio button of a field. */
export function choice(page: Page, field: string, value: string): Locator {
  return page.getByRole('radiogroup', { name: field, exact: true }).getByRole('radio', { name: value, exact: true });
}

/** The fault shown at a field. */
export function faultAt(page: Page, field: string): Promise<string | null> {
  // The innermost: the whole form is an item too.
  const item = page
    .locator('.ant-form-item')
    .filter({ has: page.getByText(field, { exact: true }) })
    .last();
  return item.locator('[id$=__error]').textContent();
}

/** axe's serious and critical findings on what the page shows now, and ids shown to people. */
export async function shortcomings({ page, faults }: Desk): Promise<string[]> {
  if (!(await page.evaluate('typeof axe !== "undefined"'))) {
    // The page's policy allows no script that is put into it: this one is run by the browser's own means.
    const { readFile } = await import('node:fs/promises');
    await page.evaluate(await readFile(AXE, 'utf8'));
  }
  const found = (await page.evaluate('axe.run(document, { resultTypes: ["violations"] })')) as {
    violations: { id: string; impact: string; nodes: { html: string; failureSummary: string }[] }[];
  };
  const barriers = found.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`));
  // biome-ignore lint/performance/useDomNodeTextContent: as it is shown: what stands in two cells is no one word
  const text = await page.locator('main').innerText();
  const ids =
    text.match(/[0-9a-f]{8}-[0-9a-f]{4}-|\bdemo-[a-z-]+|\b[a-z]+[A-Z]\w+|\b[a-z]{3,}(-[a-z]+)+\b|\bat [\w.]+ \(/g) ??
    [];
  return [...barriers, ...ids.map((id) => `shows ${id}`), ...faults];
}

// ---- acts ----

/** An act of the bar or of its menu, up to its dialog. */
export async function act({ page }: Desk, label: string): Promise<void> {
  await page.getByRole('toolbar').waitFor();
  const own = page.getByRole('toolbar').getByRole('button', { name: label, exact: true });
  if ((await own.count()) > 0) return own.click();
  await page.getByRole('button', { name: '更多操作' }).click();
  await page.getByRole('menuitem', { name: label, exact: true }).click();
}

export async function confirm({ page }: Desk, label: string): Promise<void> {
  await page.getByRole('dialog').getByRole('button', { name: label, exact: true }).click();
  await page.getByText(`“${label}”已完成。`).waitFor();
}

/** The list of a field of the dialog, opened. */
export async function openChoice({ page }: Desk, field: string): Promise<Locator> {
  const box = page.getByRole('dialog').getByRole('combobox', { name: field });
  await box.click();
  await page.locator('.ant-select-item-option:visible').first().waitFor();
  return box;
}

export async function choose(desk: Desk, field: string, ...options: string[]): Promise<void> {
  const { page } = desk;
  const box = await openChoice(desk, field);
  for (const option of options) {
    await box.fill(option);
    await page.locator('.ant-select-item-option').filter({ hasText: option }).click();
  }
  // A list of several stays open until something else is clicked.
  await page.getByRole('dialog').locator('.ant-modal-title').click();
}

// ---- the permit ----

export const COMPANY = '晋通出行科技有限公司';

/** All that a company from elsewhere with a recognised platform hands in. */
const MATERIALS = [
  '申请表',
  '投资人、负责人身份和资信证明，经办人身份证明和委托书',
  '线上服务能力认定结果',
  '营业执照',
  '办公场所、负责人员和管理人员信息',
  '经营、安全生产、服务质量制度文本',
];

export async function applyForPermit({ page }: Desk): Promise<void> {
  await page.getByRole('link', { name: '申请与立案' }).click();
  await page.getByRole('link', { name: '网约车经营许可' }).click();
  await page.getByRole('button', { name: '提交申请' }).waitFor();
}

export async function fillApplication({ page }: Desk, company = COMPANY): Promise<void> {
  await page.getByLabel('企业名称').fill(company);
  await page.getByLabel('统一社会信用代码').fill('91350100M000100Y43');
  for (const [field, value] of [
    ['首次从事网约车经营', '否'],
    ['注册地在本市', '否'],
    ['分支机构', '否'],
    ['使用电子支付', '是'],
    ['外商投资', '否'],
  ] as const) {
    await choice(page, field, value).check();
  }
  for (const material of MATERIALS) await page.getByRole('checkbox', { name: material, exact: true }).check();
}

/** Opens a task of the company from the worklist. */
export async function openTask({ page }: Desk, step: string, company = COMPANY): Promise<void> {
  await page.getByRole('link', { name: '待办', exact: true }).click();
  await page.getByRole('row').filter({ hasText: company }).getByRole('link', { name: step }).click();
  await page.getByRole('heading', { name: step, level: 1 }).waitFor();
}

export async function answerAll({ page }: Desk, value: string): Promise<void> {
  const fields = page.getByRole('main').getByRole('radiogroup');
  await fields.first().waitFor();
  for (const field of await fields.all()) await field.getByRole('radio', { name: value, exact: true }).check();
}

export async function complete({ page }: Desk): Promise<void> {
  await page.getByRole('button', { name: '提交办理结果' }).click();
}
