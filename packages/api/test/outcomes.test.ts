import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../tooling/test/office.ts';
import { answersFor, book, holderOf, phoneOf } from './citizens.ts';
import { expectSound } from './sound.ts';
import { signInAs, type Desk } from './staff.ts';

const day = '2026-03-10';
let office: TestOffice;
let clerk: Desk;
beforeAll(async () => {
  office = await openOffice({ clock: '2026-03-09T09:00:00+08:00' });
  await office.runJobs();
  clerk = await signInAs(office, 'clerk');
});
afterAll(() => office.close());

describe('how an appointment ends', () => {
  test('[T46] three moves and a cancellation keep the one calendar entry and count its versions 0, 1, 2, 3', async () => {
    await book(office, answersFor(1, { day, time: '09:00' }));
    const holder = await holderOf(office, phoneOf(1));
    let [view] = (await holder.find()).data ?? [];
    const entries = [[view?.uid, view?.sequence]];
    for (const time of ['09:40', '10:20', '14:00']) {
      const own = { booking: view?.id ?? '', version: view?.version ?? 0 };
      view = (await holder.move(own, { office: 'jiagedaqi', day, time })).data ?? undefined;
      entries.push([view?.uid, view?.sequence]);
    }
    expect(entries).toEqual([0, 1, 2, 3].map((sequence) => [view?.uid, sequence]));
    const ended = await holder.cancel({ booking: view?.id ?? '', version: view?.version ?? 0 });
    expect(ended.data).toMatchObject({ uid: view?.uid, sequence: 4, state: 'cancelled' });
  });

  test('in ordinary times nobody is screened: checked in, registered, and free to book again', async () => {
    await book(office, answersFor(2, { day, time: '09:00' }));
    await setClock(`${day}T08:30:00+08:00`);
    const row = await rowOf('09:00');
    expect(row.screening).toBeNull();
    const here = await clerk.checkIn(idOf(row));
    const done = await clerk.finish({ ...idOf(here.data), outcome: 'registered' });
    expect(done.data).toMatchObject({ state: 'registered' });
    const again = await book(office, answersFor(2, { day: '2026-03-12', time: '09:00' }));
    expect(again.status).toBe(200);
    await expectSound(office);
  });

  test('who does not come is a no-show, marked only on the day and not after a check-in', async () => {
    await book(office, answersFor(3, { day: '2026-03-11', time: '09:00' }));
    const row = await rowOf('09:00', '2026-03-11');
    const early = await clerk.finish({ ...idOf(row), outcome: 'noShow' });
    expect(early.refusal?.refused).toBe('wrongDay');
    await setClock('2026-03-11T10:00:00+08:00');
    const marked = await clerk.finish({ ...idOf(row), outcome: 'noShow' });
    expect(marked.data).toMatchObject({ state: 'noShow' });
    await expectSound(office);
  });

  test('at the close of the day whoever has no outcome gets none, and may book again', async () => {
    await setClock('2026-03-11T10:30:00+08:00');
    await book(office, answersFor(4, { day: '2026-03-13', time: '09:00' }));
    await setClock('2026-03-14T00:00:01+08:00');
    await office.runJobs();
    expect(await rowOf('09:00', '2026-03-13')).toMatchObject({ state: 'noOutcome' });
    expect((await book(office, answersFor(4, { day: '2026-03-18', time: '09:00' }))).status).toBe(200);
    await expectSound(office);
  });
});

async function setClock(instant: string): Promise<void> {
  await office.ownerDatabase.pool.query('update office_clock set offset_ = $1::timestamptz - now()', [instant]);
}

async function rowOf(starts: string, on = day) {
  const { slots } = await clerk.sheet('jiagedaqi', on);
  const row = slots.find((slot) => slot.starts === starts)?.bookings[0];
  if (row === undefined) throw new Error('nobody is booked then');
  return row;
}

function idOf(row: { id: string; version: number } | null) {
  return { booking: row?.id ?? '', version: row?.version ?? 0 };
}
