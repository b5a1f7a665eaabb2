import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../../tooling/test/office.ts';
import { answersFor, book, holderOf, phoneOf } from '../citizens.ts';
import { bookableSlots, freeAt, standingAt, type SlotAt } from '../race.ts';
import { expectSound } from '../sound.ts';
import { signInAs, type Desk } from '../staff.ts';
import { layStumblingBlock, stumbleThrough, type Fall } from '../stumble.ts';

let office: TestOffice;
let clerk: Desk;
let slots: SlotAt[];
beforeAll(async () => {
  office = await openOffice({ clock: '2022-05-16T08:31:00+08:00' });
  await office.runJobs();
  await layStumblingBlock(office);
  clerk = await signInAs(office, 'clerk');
  slots = await bookableSlots(office);
});
afterAll(() => office.close());

describe.each<[Fall, number]>([
  ['fails', 100],
  ['dies', 200],
])('an act that %s after each of its writes in turn leaves nothing half done', (fall, n) => {
  const through = (act: Parameters<typeof stumbleThrough>[2]) => stumbleThrough(office, fall, act);

  test('[T09] booking', async () => {
    const slot = takeSlot();
    const key = randomUUID();
    expect(await through(() => book(office, answersFor(n, slot), { key }))).toBe(8);
    expect(await standingAt(office, slot)).toHaveLength(1);
    await expectSound(office);
  });

  test('[T09] [T24] moving: the old time stands until the new one is had', async () => {
    const [from, to] = [takeSlot(), takeSlot()];
    const freeBefore = await freeAt(office, from);
    const own = await booked(n + 1, from);
    const holder = await holderOf(office, phoneOf(n + 1));
    expect(await through(() => holder.move(own, to))).toBeGreaterThanOrEqual(7);
    expect(await freeAt(office, from)).toBe(freeBefore);
    expect(await standingAt(office, from)).toEqual([]);
    expect(await standingAt(office, to)).toEqual([own.booking]);
    await expectSound(office);
  });

  test('[T09] cancelling', async () => {
    const own = await booked(n + 2, takeSlot());
    const holder = await holderOf(office, phoneOf(n + 2));
    expect(await through(() => holder.cancel(own))).toBeGreaterThanOrEqual(7);
    await expectSound(office);
  });

  test('[T09] cancelling at the counter', async () => {
    const own = await booked(n + 3, takeSlot());
    expect(await through(() => clerk.cancel({ ...own, reason: '来电取消' }))).toBeGreaterThanOrEqual(7);
    await expectSound(office);
  });

  test('[T09] closing a day with people in it', async () => {
    const slot = takeSlot();
    await booked(n + 4, slot);
    await booked(n + 5, slot);
    const span = {
      office: slot.office,
      from: slot.day,
      until: slot.day,
      services: null,
      reason: '停电',
      key: randomUUID(),
    };
    expect(await through(() => clerk.close(span))).toBeGreaterThanOrEqual(12);
    expect(await standingAt(office, slot)).toEqual([]);
    await expectSound(office);
    slots = slots.filter(({ day }) => day !== slot.day);
  });
});

async function booked(n: number, slot: SlotAt) {
  expect((await book(office, answersFor(n, slot))).status).toBe(200);
  const [booking = ''] = (await standingAt(office, slot)).slice(-1);
  return { booking, version: 1, key: randomUUID() };
}

function takeSlot(): SlotAt {
  return slots.shift() as SlotAt;
}
