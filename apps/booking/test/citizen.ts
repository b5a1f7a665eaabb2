import { loadBooking, phoneOf } from '@anmin/api/bookings/load';
import { bookingOfToken } from '@anmin/api/bookings/token';
import { inTransaction } from '@anmin/db/client';
import { idNumberOf, nameOf, screeningOf } from '@anmin/api/bookings/party';
import { idNumberOf as numberFor, demoRegion } from '@anmin/domain/people/id-number';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import { lastCode } from '../../../packages/api/test/citizens.ts';
import { watchAddresses } from '../../../tooling/test/addresses.ts';
import { openBrowser } from '../../../tooling/test/browser.ts';
import { openOffice, type TestOffice } from '../../../tooling/test/office.ts';

export type Way = { readonly script: boolean; readonly mode: 'standard' | 'elder' };

export interface Town {
  readonly office: TestOffice;
  readonly citizen: (way?: Partial<Way> & { width?: number; locale?: 'zh-CN' | 'en' }) => Promise<Page>;
  /** A page that runs no script, as it stands, where it can be examined: the examiner is a script itself. */
  readonly still: (page: Page) => Promise<Page>;
  readonly close: () => Promise<void>;
}

/** A demo office with its sites on the Monday before 20 May 2022, or at another time, and a browser. */
export async function openTown(clock: string | null = '2022-05-16T08:30:00+08:00'): Promise<Town> {
  const office = await openOffice({ sites: true, ...(clock === null ? {} : { clock }) });
  const browser: Browser = await openBrowser();
  await office.runJobs();
  const contexts: BrowserContext[] = [];
  const { watch, expectNonePersonal } = watchAddresses(/王晓明|阿依古丽/);
  return {
    office,
    citizen: async ({ script = true, mode = 'standard', width = 360, locale = 'zh-CN' } = {}) => {
      const context = await browser.newContext({
        baseURL: office.url,
        javaScriptEnabled: script,
        viewport: { width, height: 640 },
      });
      contexts.push(watch(context));
      context.setDefaultTimeout(20_000);
      await context.addCookies([
        { name: 'anmin_mode', value: mode, url: office.url },
        { name: 'anmin_locale', value: locale, url: office.url },
      ]);
      return context.newPage();
    },
    still: async (page) => {
      const context = await browser.newContext({ baseURL: office.url, viewport: { width: 360, height: 640 } });
      contexts.push(context);
      const html = await page.content();
      await context.route('**/*', (route) => {
        const kind = route.request().resourceType();
        if (kind === 'document') return route.fulfill({ body: html, contentType: 'text/html; charset=utf-8' });
        return kind === 'script' ? route.abort() : route.continue();
      });
      const copy = await context.newPage();
      await copy.goto(page.url());
      return copy;
    },
    close: async () => {
      await Promise.all(contexts.map((context) => context.close()));
      await browser.close();
      await office.close();
      expectNonePersonal();
    },
  };
}

export interface Couple {
  readonly name1: string;
  readonly name2: string;
  readonly id1: string;
  readonly id2: string;
  readonly phone: string;
}

let born = 0;

/** Two invented people nobody else in this file has met. */
export function newCouple(given: Partial<Couple> = {}): Couple {
  born += 1;
  const birth = Temporal.PlainDate.from('1990-03-01').add({ days: born });
  return {
    name1: '王晓明',
    name2: '阿依古丽·买买提',
    id1: numberFor(demoRegion, birth, 11),
    id2: numberFor(demoRegion, birth, 12),
    phone: `1380013${String(1000 + born)}`,
    ...given,
  };
}

/** Presses what leads to another page and waits until that one is there, its script run. */
export async function press(page: Page, selector: string): Promise<void> {
  await Promise.all([page.waitForEvent('load'), page.click(selector)]);
}

export const next = (page: Page) => press(page, 'button[name=act][value=next]');

/** From the start page, as the rendering leads, to the answer of the last question: the check page or a refusal. */
export async function fillIn(page: Page, couple: Couple, day = '2022-05-24', time = '09:40'): Promise<void> {
  await page.goto('/hunyin');
  await press(page, '.go.first a');
  if (page.url().includes('yewu')) await fillElder(page, couple, day, time);
  else await fillStandard(page, couple, day, time);
}

export async function chooseOffice(page: Page): Promise<void> {
  await page.check('input[name=office][value=jiagedaqi]');
  await press(page, 'button[value=look]');
}

async function fillStandard(page: Page, couple: Couple, day: string, time: string): Promise<void> {
  await chooseOffice(page);
  await chooseDay(page, day);
  await page.check(`input[name=time][value="${time}"]`);
  await next(page);
  await type(page, couple, ['name1', 'id1', 'name2', 'id2']);
  await answerScreening(page);
  await type(page, couple, ['phone']);
  await next(page);
}

/** With a script the times come by themselves, without one by the button below the table. */
export async function chooseDay(page: Page, day: string): Promise<void> {
  await page.check(`input[name=day][value="${day}"]`, { force: true });
  if (await page.isVisible('button[data-look]')) await press(page, 'button[data-look]');
  await page.waitForSelector(`input[name=shown][value="${day}"]`, { state: 'attached' });
}

async function fillElder(page: Page, couple: Couple, day: string, time: string): Promise<void> {
  await next(page);
  await page.check('input[name=county][value="232761"]');
  await next(page);
  await page.check('input[name=office][value=jiagedaqi]');
  await next(page);
  await page.check(`input[name=day][value="${day}"]`);
  await next(page);
  await page.check(`input[name=time][value="${time}"]`);
  await next(page);
  await type(page, couple, ['name1', 'id1']);
  await next(page);
  await type(page, couple, ['name2', 'id2']);
  await next(page);
  if (page.url().includes('xunwen')) {
    await answerScreening(page);
    await next(page);
  }
  await type(page, couple, ['phone']);
  await next(page);
}

export async function type(page: Page, couple: Couple, names: readonly (keyof Couple)[]): Promise<void> {
  for (const name of names) await page.fill(`input[name=${name}]`, couple[name]);
}

async function answerScreening(page: Page): Promise<void> {
  for (const name of ['stay1', 'stay2']) {
    const no = page.locator(`input[name=${name}][value=no]`);
    if ((await no.count()) > 0) await no.check();
  }
}

/** What the pages ask of a couple, filled in without the pages; the browser holds the draft. */
export async function filled(page: Page, office: TestOffice, couple: Couple, day: string, time: string) {
  const { drafts } = office.as({ kind: 'citizen', address: '127.0.0.1' });
  const { draft } = await drafts.start({ kind: 'booking' });
  const answers = { service: 'marriage', office: 'jiagedaqi', day, time, ...couple, stay1: 'no', stay2: 'no' };
  const { errors } = await drafts.fill({ draft, answers });
  expect(errors).toEqual([]);
  await page.context().addCookies([{ name: 'anmin_draft', value: draft, url: office.url }]);
  return { drafts, draft };
}

/** A couple's booking made by what the pages ask, without the pages; the browser holds its draft and shows the receipt. */
export async function booked(page: Page, office: TestOffice, day: string, time = '09:40', couple = newCouple()) {
  const { drafts, draft } = await filled(page, office, couple, day, time);
  await drafts.sendCode({ draft });
  await drafts.confirmCode({ draft, code: await lastCode(office, couple.phone) });
  const { key } = await drafts.show({ draft });
  const { token } = await drafts.submit({ draft, key, consent: true, agree: true });
  await page.goto(`/chenggong/${token}`);
  return { token, couple };
}

/** From the check page to the receipt; the token is the address of the receipt. */
export async function submit(page: Page, office: TestOffice, { phone }: Couple): Promise<string> {
  await page.fill('input[name=code]', await lastCode(office, phone));
  await page.check('input[name=agree]');
  await page.check('input[name=consent]');
  await press(page, 'button[value=submit]');
  await page.waitForURL('**/chenggong/*');
  return new URL(page.url()).pathname.split('/').at(-1) ?? '';
}

/** What is done while the office does not answer its sites. */
export async function unanswered<T>(act: () => Promise<T>): Promise<T> {
  const url = process.env['ANMIN_API_URL'];
  process.env['ANMIN_API_URL'] = 'http://127.0.0.1:9';
  try {
    return await act();
  } finally {
    process.env['ANMIN_API_URL'] = url;
  }
}

/** What the office keeps of a booking, opened: everything but ids, references and instants. */
export async function storedBooking({ ownerDatabase, keys }: TestOffice, token: string) {
  const id = bookingOfToken(keys, token);
  if (id === null) throw new Error('not the address of a booking');
  const { booking, slot, parties } = await inTransaction(ownerDatabase, (tx) => loadBooking(tx, id));
  const { office, service, channel, state, military, clauses, applicationDay, screened } = booking;
  return {
    booking: { office, service, channel, state, military, clauses, applicationDay, screened },
    phone: phoneOf(keys, booking),
    day: slot.day,
    starts: slot.starts,
    parties: parties.map((party) => ({
      name: nameOf(keys, party),
      idNumber: idNumberOf(keys, party),
      screening: screeningOf(keys, party),
    })),
  };
}
