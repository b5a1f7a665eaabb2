import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../../tooling/test/office.ts';
import { answersFor, book, post } from '../citizens.ts';
import { openBrowser } from '../drafts/browser.ts';
import { bookableSlots, freeAt, persist, times, together, type SlotAt } from '../race.ts';

let office: TestOffice;
beforeAll(async () => {
  office = await openOffice({ clock: '2022-05-16T08:31:00+08:00' });
  await office.runJobs();
});
afterAll(() => office.close());

const bots = 8;
/** what they send at least, while people book */
const requests = 120;

test('[E10] bots that hammer at the opening, with made-up people and guessed proofs, take no place from anybody', async () => {
  const [first, second] = (await bookableSlots(office)) as [SlotAt, SlotAt];
  const places = [
    ...times(await freeAt(office, first), () => first),
    ...times(await freeAt(office, second), () => second),
  ];
  expect(places.length).toBeGreaterThan(4);
  let open = true;
  const sent: number[] = [];
  const bot = async (n: number) => {
    const browser = await openBrowser(office);
    for (let tries = 0; open || sent.length < requests; tries += 1) {
      const answers = answersFor(1_000 + n * 1_000 + tries, tries % 2 === 0 ? first : second);
      const proof = `${String(Date.now())}.${randomUUID()}`;
      sent.push((await post(office.url, 'bookings.book', { key: randomUUID(), answers, proof })).status);
      await browser.fill(answers);
      sent.push((await browser.submit((await browser.show()).data?.key ?? '', String(100_000 + tries))).status);
    }
  };
  const hammering = times(bots, bot);
  const people = await together(
    places.map((slot, n) => () => persist(() => book(office, answersFor(n + 1, slot)))),
  ).finally(() => (open = false));
  await Promise.all(hammering);
  expect(people.map(({ status }) => status)).toEqual(places.map(() => 200));
  expect(sent.length).toBeGreaterThanOrEqual(requests);
  expect(sent.filter((status) => status === 200)).toEqual([]);
});
