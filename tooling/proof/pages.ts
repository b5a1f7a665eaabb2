import { chromium, type Browser, type Page } from 'playwright-core';
import { findChromium } from '../test/chromium.ts';
import type { Tell } from './claim.ts';
import { withDirectory } from './cluster.ts';
import { openOffice, widen, type ProofOffice } from './office.ts';

/** A slow line and an old phone: 400 kbit/s, 400 ms there and back, a processor four times slower. */
const line = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 };
const slower = 4;
/** ms, share of the screen, ms */
const goals = { largest: 2_000, shift: 0.02, answer: 150 };

type Seen = { readonly status: number; readonly largest: number; readonly shift: number; readonly answer: number };

/** People.md G4: how soon each public page is there, how still it stands, how soon it answers a finger. */
export async function pages(tell: Tell): Promise<void> {
  await withDirectory(async (directory) => {
    const office = await openOffice(directory);
    const browser = await chromium.launch({
      executablePath: await findChromium(),
      args: ['--headless', '--no-sandbox'],
    });
    try {
      await widen(office.owner());
      for (const mode of ['standard', 'elder'] as const)
        for (const path of publicPages) {
          const { status, largest, shift, answer } = await visit(browser, office, mode, path);
          const isThere = status === (path === unknownPage ? 404 : 200) && largest > 0;
          const holds = isThere && largest <= goals.largest && shift <= goals.shift && answer <= goals.answer;
          const seen = `${status}, LCP ${largest.toFixed(0)} ms, CLS ${shift.toFixed(3)}, slowest answer ${answer.toFixed(0)} ms`;
          tell(`${mode} ${path}`, holds, seen);
        }
    } finally {
      await browser.close();
      await office.stop();
    }
  });
}

const unknownPage = '/nowhere';

const publicPages = [
  '/hunyin',
  '/hunyin/shewai',
  '/hunyin/meiyou-shouji',
  '/hunyin/yuyue/shijian?service=marriage&office=jiagedaqi',
  '/fucai',
  '/hunyin/houbu',
  '/hunyin/yaohao',
  '/fuwu/lotteryVisit/shijian',
  '/fuwu/careVisit/shijian',
  '/chaxun',
  '/yijian',
  '/geren-xinxi',
  '/yinsi',
  '/wuzhangai',
  unknownPage,
];

/** As somebody who was never here before: nothing is kept from another page. */
async function visit(browser: Browser, office: ProofOffice, mode: string, path: string): Promise<Seen> {
  const context = await browser.newContext({ baseURL: office.url, viewport: { width: 360, height: 640 } });
  await context.addCookies([{ name: 'anmin_mode', value: mode, url: office.url }]);
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.emulateNetworkConditions', line);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slower });
  await page.addInitScript(watch);
  const came = await page.goto(path, { waitUntil: 'load' });
  await touchAll(page);
  const seen = await page.evaluate(() => (window as unknown as { seen: Omit<Seen, 'status'> }).seen);
  await context.close();
  return { status: came?.status() ?? 0, ...seen };
}

/** Everything a finger can choose without leaving the page, a few of each kind. */
async function touchAll(page: Page): Promise<void> {
  const choices = page.locator('main label:visible, main summary:visible');
  for (let n = 0; n < Math.min(await choices.count(), 6); n += 1) {
    await choices.nth(n).click();
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
  }
}

/** Runs in the page, before anything of it. */
function watch(): void {
  const seen = { largest: 0, shift: 0, answer: 0 };
  Object.assign(window, { seen });
  const look = (type: string, take: (entry: PerformanceEntry) => void, more: object = {}) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true, ...more });
  look('largest-contentful-paint', ({ startTime }) => (seen.largest = startTime));
  look('layout-shift', (entry) => {
    const { value, hadRecentInput } = entry as PerformanceEntry & { value: number; hadRecentInput: boolean };
    if (!hadRecentInput) seen.shift += value;
  });
  const answered = (entry: PerformanceEntry) => {
    // what no finger did, as the pointer that is there when a page comes, is no interaction
    const { interactionId = 0, duration } = entry as PerformanceEntry & { interactionId?: number };
    if (interactionId > 0) seen.answer = Math.max(seen.answer, duration);
  };
  look('event', answered, { durationThreshold: 16 });
}
