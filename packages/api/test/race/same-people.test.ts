import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../../tooling/test/office.ts';
import { answersFor, book, holderOf, manId, phoneOf, womanId } from '../citizens.ts';
import { bookableSlots, freeAt, leaveFree, standingAt, tally, times, together, type SlotAt } from '../race.ts';
import { expectSound, flawsOf } from '../sound.ts';

const clock = '2022-05-16T08:31:00+08:00';
let office: TestOffice;
let here: SlotAt[];
let there: SlotAt[];
beforeAll(async () => {
  office = await openOffice({ clock });
  await office.runJobs();
  here = await bookableSlots(office);
  there = await bookableSlots(office, 'mohe');
});
afterAll(() => office.close());

describe('one person, one booking of a business', () => {
  test('[T15] [E02] the same couple in two tabs at two times has one, and is told which', async () => {
    for (const n of times(10, (index) => 20 + index)) {
      const wants = [take(here), take(here)];
      const tabs = await together(wants.map((slot) => () => book(office, answersFor(n, slot))));
      expect(tally(tabs)).toEqual({ '200': 1, '409 duplicate': 1 });
      expect(tabs.find(({ refusal }) => refusal !== null)?.refusal?.facts).toMatchObject({ own: true });
    }
    await expectSound(office);
  });

  test('[T16] the same two people at two offices at once have one, and so have two couples who share one of them', async () => {
    for (const n of times(6, (index) => 40 + 3 * index)) {
      const at = [take(here), take(there)] as [SlotAt, SlotAt];
      const divorce = { service: 'divorceApplication', id1: manId(n), id2: womanId(n) };
      const same = await together(
        at.map(
          (slot, index) => () =>
            book(office, answersFor(n, { ...slot, ...divorce, phone: phoneOf(2_000 + n + index) })),
        ),
      );
      expect(tally(same)).toEqual({ '200': 1, '409 duplicate': 1 });
      const sharing = { service: 'marriage', id1: manId(n) };
      const couples = await together(
        [n + 1, n + 2].map(
          (m, index) => () => book(office, answersFor(m, { ...(at[index] as SlotAt), ...sharing, id2: womanId(m) })),
        ),
      );
      expect(tally(couples)).toEqual({ '200': 1, '409 duplicate': 1 });
    }
    await expectSound(office);
  });

  test('[T18] [E02] a number typed with a small x, full-width digits or spaces is the same person', async () => {
    const slot = take(here);
    const n = 3_000 + times(200, (index) => index).findIndex((index) => manId(3_000 + index).endsWith('X'));
    const id = manId(n);
    const spellings = [
      id,
      id.toLowerCase(),
      fullWidth(id),
      id.replace(/^(.{6})(.{8})/, '$1 $2 '),
      `${id.slice(0, 17)}×`,
    ];
    const answers = await together(
      spellings.map(
        (id1, index) => () =>
          book(office, answersFor(n, { ...slot, id1, id2: womanId(3_300 + index), phone: phoneOf(3_300 + index) })),
      ),
    );
    expect(tally(answers)).toEqual({ '200': 1, '409 duplicate': 4 });
    const old = await book(office, answersFor(n, { ...slot, id1: id.slice(0, 6) + id.slice(8, 17) }));
    expect(old).toMatchObject({ status: 400, refusal: { refused: 'wrongInput', facts: { fields: ['id1:id.old15'] } } });
    await expectSound(office);
  });

  test('[T19] [E02] the limit of one holds for one person asking from many devices; another business is another matter', async () => {
    const person = { name1: '王建军', id1: manId(60) };
    const devices = await together(
      times(
        12,
        (n) => () =>
          book(office, {
            service: 'marriageReplacement',
            ...take(n % 2 === 0 ? here : there),
            ...person,
            phone: phoneOf(61 + n),
            stay1: 'no',
          }),
      ),
    );
    expect(tally(devices)).toEqual({ '200': 1, '409 duplicate': 11 });
    const other = await book(office, {
      service: 'divorceReplacement',
      ...take(here),
      ...person,
      phone: phoneOf(60),
      stay1: 'no',
    });
    expect(other.status).toBe(200);
    await expectSound(office);
  });

  test('[T22] who cancelled may have the same time again', async () => {
    const slot = take(here);
    await leaveFree(office, slot, 1);
    const holder = await holderOf(office, phoneOf(80));
    for (const _ of times(3, (index) => index)) {
      expect((await book(office, answersFor(80, slot))).status).toBe(200);
      const [booking = ''] = await standingAt(office, slot);
      expect((await holder.cancel({ booking, version: 1 })).status).toBe(200);
      expect(await freeAt(office, slot)).toBe(1);
    }
    expect((await book(office, answersFor(80, slot))).status).toBe(200);
    await expectSound(office);
  });

  test.each([
    ['without the uniqueness of claims', 'alter table claim drop constraint claim_pkey'],
    [
      'without taking claims',
      `create or replace function take_claims(p_keys bytea[], p_booking uuid) returns void language sql as 'select'`,
    ],
  ])('[control] %s the couple in two tabs books twice', async (_, harm) => {
    const careless = await openOffice({ clock });
    await careless.runJobs();
    await careless.ownerDatabase.pool.query(harm);
    const wants = (await bookableSlots(careless)).slice(0, 2);
    const tabs = await together(wants.map((slot) => () => book(careless, answersFor(1, slot))));
    expect(tally(tabs)).toEqual({ '200': 2 });
    expect((await flawsOf(careless)).map(({ flaw }) => flaw)).toContain('a person has two live bookings of a business');
    await careless.close();
  });
});

function take(slots: SlotAt[]): SlotAt {
  return slots.shift() as SlotAt;
}

function fullWidth(text: string): string {
  return text.replaceAll(/[!-~]/g, (plain) => String.fromCodePoint((plain.codePointAt(0) ?? 0) + 0xfee0));
}
