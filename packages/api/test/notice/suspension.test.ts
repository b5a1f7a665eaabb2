import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../../tooling/test/office.ts';
import { answersFor, book, holderOf, phoneOf } from '../citizens.ts';
import { expectSound } from '../sound.ts';
import { bookingOf, deskOf, monthOf, termsOf } from './office.ts';

let office: TestOffice;
beforeAll(async () => {
  office = await openOffice({ clock: '2022-02-10T09:00:00+08:00' });
  await office.runJobs();
});
afterAll(() => office.close());

const span = {
  office: null,
  from: '2022-02-10',
  until: '2022-02-25',
  services: ['marriage'],
  reason: '疫情防控需要，婚姻登记暂停办理',
} as const;

const asSpan = { ...span, services: [...span.services] };

test('[DX-2.2.3] phase 2 asks people to be brief, and blocks nobody', async () => {
  const { advice, citations } = await termsOf(office, { office: 'mohe', service: 'marriage', day: '2022-02-14' });
  expect(advice.map(({ zh }) => zh)).toEqual(['请尽量从简从快办理，不要多人陪同。']);
  expect(citations.map(({ clause }) => clause)).toEqual(expect.arrayContaining(['DX-2.2.3', 'DX-2.2.4']));
  expect(await book(office, answersFor(1, { day: '2022-02-14', time: '09:40' }))).toMatchObject({ status: 200 });
});

test('[DX-2.2.4] a clerk does not suspend a service of the prefecture', async () => {
  const clerk = await deskOf(office, 'clerk');
  expect(await clerk.closures('close', asSpan)).toMatchObject({ status: 403, refusal: { refused: 'notAllowed' } });
  expect(await clerk.closures('preview', asSpan)).toMatchObject({ status: 403, refusal: { refused: 'notAllowed' } });
  expect(await clerk.closures('close', { ...asSpan, office: 'mohe' })).toMatchObject({
    status: 404,
    refusal: { refused: 'notFound' },
  });
});

describe('[DX-2.2.4] the bureau suspends marriage registration in the prefecture', () => {
  test('sees beforehand whom it hits, and on what clause', async () => {
    const clerk = await deskOf(office, 'clerk');
    expect(await book(office, answersFor(2, { office: 'mohe', day: '2022-02-15', time: '10:20' }))).toMatchObject({
      status: 200,
    });
    const { phone: _, ...noPhone } = answersFor(3, { day: '2022-02-16', time: '09:00' });
    expect(await clerk.counter('bookFor', { office: 'jiagedaqi', channel: 'phone', answers: noPhone })).toMatchObject({
      status: 200,
    });
    const other = { ...answersFor(4, { day: '2022-02-14', time: '09:40' }), service: 'divorceApplication' };
    expect(await book(office, other)).toMatchObject({ status: 200 });
    const bureau = await deskOf(office, 'bureau');
    const { data } = await bureau.closures('preview', asSpan);
    expect(data).toMatchObject({ bookings: 3, withoutPhone: 1, basis: [{ clause: 'DX-2.2.4' }] });
    expect(data?.offices).toHaveLength(4);
  });

  test('displaces what is booked, holds an offer for each and tells whoever has a phone', async () => {
    const bureau = await deskOf(office, 'bureau');
    const closed = await bureau.closures('close', asSpan);
    expect(closed.data).toMatchObject({ displaced: 3, offered: 3, withoutPlace: 0 });
    await office.runJobs();
    const offers = office.sent.filter(({ kind }) => kind === 'offered');
    expect(offers.map(({ to }) => to).sort()).toEqual([phoneOf(1), phoneOf(2)]);
    expect(offers.every(({ facts }) => String(facts['day']) >= '2022-02-28')).toBe(true);
    const lists = await Promise.all(['jiagedaqi', 'mohe'].map((id) => bureau.displaced(id)));
    const rows = lists.flat();
    expect(rows).toHaveLength(3);
    for (const { row, closureReason, offer } of rows) {
      expect(row.state).toBe('displaced');
      expect(closureReason).toBe(span.reason);
      expect(offer?.day).toBe('2022-02-28');
    }
    expect(rows.map(({ told }) => told).sort()).toEqual(['noPhone', 'sent', 'sent']);
    await expectSound(office);
  });

  test('takes no new booking, online or at the desk, and names the clause', async () => {
    const suspended = {
      status: 409,
      refusal: { refused: 'suspended', clauses: ['DX-2.2.4'], facts: { reason: span.reason } },
    };
    expect(await book(office, answersFor(10, { day: '2022-02-25', time: '09:40' }))).toMatchObject(suspended);
    expect(await book(office, answersFor(10, { office: 'tahe', day: '2022-02-14', time: '09:40' }))).toMatchObject(
      suspended,
    );
    const clerk = await deskOf(office, 'clerk');
    const today = answersFor(10, { day: '2022-02-10', time: '14:00' });
    expect(await clerk.counter('bookFor', { office: 'jiagedaqi', channel: 'phone', answers: today })).toMatchObject(
      suspended,
    );
    const month = await monthOf(office, { office: 'jiagedaqi', service: 'marriage', day: '2022-02-25' });
    expect(month.days.find(({ day }) => day === '2022-02-25')).toMatchObject({ state: 'closed', reason: span.reason });
    expect(month.days.find(({ day }) => day === '2022-02-28')).toMatchObject({ state: 'open' });
    expect((await clerk.sheet('jiagedaqi', '2022-02-14')).closures).toMatchObject([{ clauses: ['DX-2.2.4'] }]);
  });

  test('leaves the other services and the days after it as they were', async () => {
    const other = { ...answersFor(11, { day: '2022-02-14', time: '10:20' }), service: 'divorceApplication' };
    expect(await book(office, other)).toMatchObject({ status: 200 });
    expect(await book(office, answersFor(12, { day: '2022-02-28', time: '15:20' }))).toMatchObject({ status: 200 });
  });

  test('the couple accepts, and the same booking stands at the new time', async () => {
    const holder = await holderOf(office, phoneOf(1));
    const [view] = (await holder.find()).data ?? [];
    expect(view).toMatchObject({ state: 'displaced', closureReason: span.reason, offer: { day: '2022-02-28' } });
    const accepted = await holder.accept({ booking: view?.id ?? '', version: view?.version ?? 0 });
    expect(accepted.data).toMatchObject({ state: 'booked', day: '2022-02-28', reference: view?.reference });
    expect((await bookingOf(office, view?.reference ?? '')).state).toBe('booked');
    await expectSound(office);
  });

  test('stands in the journal with its clause', async () => {
    const { rows } = await office.ownerDatabase.pool.query<{ clauses: string[]; actor: string; codes: object }>(
      `select clauses, actor, codes from journal_entry where action = 'closure.made'`,
    );
    expect(rows).toMatchObject([{ clauses: ['DX-2.2.4'], codes: { displaced: 3, services: 'marriage' } }]);
    expect(rows[0]?.actor).toMatch(/^staff:/);
  });
});
