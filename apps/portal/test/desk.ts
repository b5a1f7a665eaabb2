import { demoRegion, idNumberOf } from '@anmin/domain/people/id-number';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { axeFinds } from '../../../tooling/test/axe.ts';
import { watchAddresses } from '../../../tooling/test/addresses.ts';
import { openBrowser } from '../../../tooling/test/browser.ts';
import { openOffice, type TestOffice } from '../../../tooling/test/office.ts';

export interface Desk {
  readonly office: TestOffice;
  readonly browser: Browser;
  /** A page of a signed-in member of staff; without a role nobody is signed in. */
  readonly page: (role?: 'clerk' | 'bureau', wishes?: { javaScriptEnabled?: boolean }) => Promise<Page>;
  readonly moveClock: (days: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** A demo office with both sites and a browser; unless another moment is wished, on the Monday before 20 May 2022. */
export async function openDesk(clock = '2022-05-16T08:30:00+08:00'): Promise<Desk> {
  const office = await openOffice({ clock, sites: true });
  const browser = await openBrowser();
  await office.runJobs();
  const contexts: BrowserContext[] = [];
  const { watch, expectNonePersonal } = watchAddresses(/张建[一二三四五六七八九]|李秀[一二三四五六七八九]/);
  return {
    office,
    browser,
    page: async (role, { javaScriptEnabled = true } = {}) => {
      const context = await browser.newContext({
        baseURL: office.url,
        locale: 'zh-CN',
        javaScriptEnabled,
        viewport: { width: 1280, height: 800 },
      });
      contexts.push(watch(context));
      if (role) await context.addCookies(cookiesOf(await office.cookieOf(role), office.url));
      context.setDefaultTimeout(20_000);
      return context.newPage();
    },
    moveClock: async (days) => {
      await office.ownerDatabase.pool.query(`update office_clock set offset_ = offset_ + make_interval(hours => $1)`, [
        days * 24,
      ]);
    },
    close: async () => {
      await Promise.all(contexts.map((context) => context.close()));
      await browser.close();
      await office.close();
      expectNonePersonal();
    },
  };
}

/** What every page and state must hold: axe finds nothing, and at 360 px only regions of tables scroll sideways. */
export async function look(page: Page, name: string): Promise<void> {
  expect(await axeFinds(page), `axe on ${name}`).toEqual([]);
  await keep(page, `${name}-1280`);
  await page.setViewportSize({ width: 360, height: 740 });
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  await keep(page, `${name}-360`);
  await page.setViewportSize({ width: 1280, height: 800 });
  expect(`${name} ${width}`).toBe(`${name} 360`);
}

/** Clicks a link, and waits for the heading of the page it leads to: within the site no page is loaded anew. */
export async function follow(page: Page, link: string | Locator, heading: string | RegExp): Promise<void> {
  await (typeof link === 'string' ? page.getByRole('link', { name: link, exact: true }).first() : link).click();
  await page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor();
}

/** Proves the second factor of a demo account in a tab of its own, as the refusal on the page leads to it. */
export async function proveSecondFactor(page: Page, username: string): Promise<void> {
  const opening = page.context().waitForEvent('page');
  await page.getByRole('link', { name: '在新标签页确认本人操作，再回到本页提交一次' }).click();
  const proof = await opening;
  const codes = await page.context().newPage();
  await codes.goto('/demo/sms');
  const text = (await codes.getByText(new RegExp(`^${username}：\\d{6}`)).textContent()) ?? '';
  await proof.fill('#code', /：(\d{6})/.exec(text)?.[1] ?? '');
  await proof.getByRole('button', { name: '确认' }).click();
  await proof.waitForURL((url) => !url.pathname.endsWith('/second-factor'));
  await codes.close();
  await proof.close();
}

/** Waits until the scripts of a page have taken it over: SvelteKit adds its announcer of routes as the last thing. */
export async function awake(page: Page): Promise<void> {
  await page.locator('#svelte-announcer').waitFor({ state: 'attached' });
}

/** Keeps the scripts of a page back until the function it gives is called. */
export async function heldScripts(page: Page): Promise<() => void> {
  const { promise: arrived, resolve: arrive } = Promise.withResolvers<undefined>();
  await page.route('**/*.js', async (route) => {
    await arrived;
    await route.continue();
  });
  return () => arrive(undefined);
}

/** The id of what has the focus, once it has arrived there. */
export async function expectFocus(page: Page, id: string): Promise<void> {
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe(id);
}

export async function tabTo(on: Page, text: string): Promise<void> {
  for (let n = 0; n < 40; n += 1) {
    await on.keyboard.press('Tab');
    if ((await on.evaluate(() => document.activeElement?.textContent.trim())) === text) return;
  }
  throw new Error(`${text} is not reached by keyboard`);
}

/** People who exist in the demo only; the man's order number is odd. */
export function couple(n: number) {
  const birth = (year: number) => Temporal.PlainDate.from({ year, month: 1 + (n % 12), day: 1 + (n % 28) });
  return {
    name1: `张建${'一二三四五六七八九'.at(n % 9) ?? ''}`,
    id1: idNumberOf(demoRegion, birth(1994), 100 + 2 * n + 1),
    name2: `李秀${'一二三四五六七八九'.at(n % 9) ?? ''}`,
    id2: idNumberOf(demoRegion, birth(1996), 100 + 2 * n),
  };
}

export async function fillCouple(page: Page, people: ReturnType<typeof couple>): Promise<void> {
  for (const [name, text] of Object.entries(people)) await page.fill(`#${name}`, text);
  for (const position of [1, 2]) await page.check(`input[name=stay${position}][value=no]`);
}

export async function keep(page: Page, name: string): Promise<void> {
  const folder = process.env['SHOTS'];
  if (folder) await page.screenshot({ path: `${folder}/portal-${name}.png`, fullPage: true });
}

function cookiesOf(header: string, url: string) {
  return header.split('; ').map((cookie) => {
    const at = cookie.indexOf('=');
    return { name: cookie.slice(0, at), value: decodeURIComponent(cookie.slice(at + 1)), url };
  });
}
