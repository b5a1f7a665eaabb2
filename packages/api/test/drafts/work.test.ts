import { forgetRecent } from '@anmin/api/recent';
import { randomUUID } from 'node:crypto';
import { provePhone } from '@anmin/api/bookings/phone-proof';
import { newChallenge } from '@anmin/api/work';
import { solveChallenge, type Challenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../../tooling/test/office.ts';
import { answersFor, phoneOf, post } from '../citizens.ts';
import { bookableSlots, tally, times, type SlotAt } from '../race.ts';
import { get } from '../staff.ts';
import { openBrowser, pass } from './browser.ts';

let office: TestOffice;
beforeAll(async () => {
  office = await openOffice({ clock: '2022-05-16T08:31:00+08:00' });
  await office.runJobs();
});
afterAll(() => office.close());

/** As after the verb that settles it, the process reads afresh. */
const settle = async (amount: number) => {
  await office.ownerDatabase.pool.query(
    `insert into privacy_setting (unit, kind, amount, source, valid_from, made_by)
     values ('232700', 'proofOfWork', $1, '值班记录', office_today(), 'test')`,
    [amount],
  );
  forgetRecent(office.databases.citizens);
};

/** What a page is given. */
const challenge = async () => (await get<{ work: Challenge | null }>(office.url, 'office.now', undefined)).work;

async function solve(given: Challenge | null): Promise<string> {
  if (given === null) throw new Error('nothing is asked');
  return JSON.stringify({ challenge: given, solution: await solveChallenge({ challenge: given, deriveKey }) });
}

let asked = 0;
/** Somebody new asks for a code. */
async function askForCode(work?: string) {
  asked += 1;
  const { draft, fill } = await openBrowser(office);
  await fill({ service: 'marriage', office: 'jiagedaqi', phone: phoneOf(7_000 + asked) });
  return post(office.url, 'drafts.sendCode', { draft, ...(work === undefined ? {} : { work }) });
}

test('[E11] on ordinary days nothing is asked, and what is brought all the same is not looked at', async () => {
  expect(await challenge()).toBeNull();
  expect(tally([await askForCode(), await askForCode('{}')])).toEqual({ 200: 2 });
});

describe('[E11] while the site is under attack', () => {
  beforeAll(() => settle(1));

  test('a code is sent for work, and for none is none', async () => {
    expect(tally([await askForCode(), await askForCode(await solve(await challenge()))])).toEqual({
      '403 workNeeded': 1,
      200: 1,
    });
  });

  test('[row 9] one answer sent a hundred times at once serves one', async () => {
    const work = await solve(await challenge());
    // the limit of one network is not what is tried here
    await office.ownerDatabase.pool.query('delete from attempt');
    const browsers = await Promise.all(times(100, () => openBrowser(office)));
    await Promise.all(browsers.map(({ fill }, n) => fill({ service: 'marriage', phone: phoneOf(8_000 + n) })));
    const answers = await Promise.all(
      browsers.map(({ draft }) => post(office.url, 'drafts.sendCode', { draft, work })),
    );
    expect(tally(answers)).toEqual({ 200: 1, '403 workNeeded': 99 });
  });

  test('a guess, an eased challenge, one of another office and one whose time is over serve nobody', async () => {
    const given = await challenge();
    const soon = Temporal.Now.instant().add({ minutes: 5 });
    const guess = { challenge: given, solution: { counter: 1, derivedKey: '00'.repeat(32), time: 1 } };
    const eased = {
      ...given,
      parameters: { ...given?.parameters, expiresAt: Math.floor(soon.epochMilliseconds / 1_000) + 9_000 },
    };
    const over = await newChallenge(office.keys, 1, Temporal.Now.instant().subtract({ seconds: 2 }));
    const foreign = { ...(await newChallenge(office.keys, 1, soon)), signature: 'ab'.repeat(32) };
    const tries = [
      JSON.stringify(guess),
      await solve(eased as Challenge),
      await solve(over),
      await solve(foreign),
      '{',
      'null',
    ];
    const answers = [];
    for (const work of tries) answers.push(await askForCode(work));
    expect(tally(answers)).toEqual({ '403 workNeeded': tries.length });
  });

  test('a place is booked for work, and the same act sent once more is answered as before', async () => {
    const [slot] = (await bookableSlots(office)) as [SlotAt];
    const answers = answersFor(1, slot);
    const proof = provePhone(office.keys, answers.phone ?? '', Temporal.Now.instant());
    const wish = { key: randomUUID(), answers, proof };
    expect(tally([await post(office.url, 'bookings.book', wish)])).toEqual({ '403 workNeeded': 1 });
    const work = await solve(await challenge());
    const [one, other] = [
      await post(office.url, 'bookings.book', { ...wish, work }),
      await post(office.url, 'bookings.book', { ...wish, work }),
    ];
    expect([one.status, other.data]).toEqual([200, one.data]);
    const another = {
      ...wish,
      key: randomUUID(),
      answers: answersFor(2, { ...slot, phone: answers.phone ?? '' }),
      work,
    };
    expect(tally([await post(office.url, 'bookings.book', another)])).toEqual({ '403 workNeeded': 1 });
  });

  test('who has proven a phone asks for the code of another without work', async () => {
    const browser = await openBrowser(office);
    const phone = phoneOf(9_500);
    await browser.fill({ service: 'marriage', phone });
    await post(office.url, 'drafts.sendCode', { draft: browser.draft, work: await solve(await challenge()) });
    await office.runJobs();
    const code = String(office.sent.findLast(({ to }) => to === phone)?.facts['code']);
    expect((await browser.confirm(code)).status).toBe(200);
    await browser.fill({ phone: phoneOf(9_501) });
    await pass(office, '1 minute');
    expect((await browser.sendCode()).status).toBe(200);
  });

  test('once it is off again nothing is asked', async () => {
    await settle(0);
    expect(await challenge()).toBeNull();
    expect((await askForCode()).status).toBe(200);
  });
});
