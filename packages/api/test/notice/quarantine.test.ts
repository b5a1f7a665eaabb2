import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../../tooling/test/office.ts';
import { answersFor, book, consider } from '../citizens.ts';
import { expectSound } from '../sound.ts';
import { bookingOf, countOf, deskOf, moveClock, quarantinedUntil } from './office.ts';

let office: TestOffice;
beforeAll(async () => {
  office = await openOffice({ clock: '2022-05-16T08:30:00+08:00' });
  await office.runJobs();
});
afterAll(() => office.close());

const peak = { day: '2022-05-20', time: '09:40' };

describe('a couple of whom one has not finished quarantine asks for 20 May', () => {
  test.each([
    ['his ends that day', 1, '2022-05-20', '2022-05-21'],
    ['hers ends that day', 2, '2022-05-20', '2022-05-21'],
    ['his ends later', 1, '2022-05-23', '2022-05-24'],
  ] as const)(
    '[scenario 10] [DX-3.1.14] %s: no appointment, the clause, and a later day proposed',
    async (_, position, end, earliest) => {
      const answers = answersFor(1, { ...peak, ...quarantinedUntil(position, end) });
      const refusal = {
        refused: 'quarantine',
        clauses: ['DX-3.1.14'],
        facts: { day: '2022-05-20', earliest },
      };
      expect(await book(office, answers)).toEqual({ status: 409, data: null, refusal });
      const { data } = await consider(office, answers);
      expect(data?.refusal).toEqual(refusal);
      expect(data?.alternatives.length).toBeGreaterThanOrEqual(3);
      expect(data?.alternatives.every(({ day, left }) => day >= earliest && left > 0)).toBe(true);
      expect(await countOf(office, 'booking')).toBe(0);
      expect(await countOf(office, 'claim')).toBe(0);
    },
  );

  test('[scenario 10] [DX-3.1.14] the day before is enough: the couple is booked, and the clause kept with the booking', async () => {
    const { status, data } = await book(office, answersFor(2, { ...peak, ...quarantinedUntil(1, '2022-05-19') }));
    expect(status).toBe(200);
    expect((await bookingOf(office, data?.reference ?? '')).clauses).toEqual(
      expect.arrayContaining(['DX-3.1.10', 'DX-3.1.11', 'DX-3.1.12', 'DX-3.1.13', 'DX-3.1.14', 'DX-3.1.15']),
    );
  });

  test('[DX-3.1.14] both parties are asked: an unanswered question is no booking', async () => {
    const { stay2: _, ...answers } = answersFor(3, peak);
    expect(await book(office, answers)).toMatchObject({
      status: 400,
      refusal: { refused: 'wrongInput', facts: { fields: ['stay2:stay.empty'] } },
    });
  });
});

test('[scenario 10] [DX-3.1.15] a wrong end found at the counter on the day: registration refused, a report opened', async () => {
  const wrong = await book(office, answersFor(10, peak));
  const right = await book(office, answersFor(11, peak));
  const clerk = await deskOf(office, 'clerk');
  await moveClock(office, '2022-05-20T09:45:00+08:00');

  const found = await bookingOf(office, wrong.data?.reference ?? '');
  const { booking } = found;
  const arrived = await clerk.counter('checkIn', { booking, version: found.version });
  expect(arrived.data).toMatchObject({ state: 'checkedIn', screening: 'notAsked' });

  const unasked = { booking, version: arrived.data?.version ?? 0, outcome: 'registered' } as const;
  expect((await clerk.counter('finish', unasked)).refusal).toMatchObject({
    refused: 'screeningMissing',
    clauses: ['DX-3.1.14'],
  });

  const asked = {
    booking,
    version: arrived.data?.version ?? 0,
    key: randomUUID(),
    parties: [
      { keyAreaStay: true, quarantineEnd: '2022-05-20', temperature: 365 },
      { keyAreaStay: false, quarantineEnd: null, temperature: 364 },
    ],
  };
  const screened = await clerk.counter('screen', asked);
  expect(screened.data).toMatchObject({
    row: { screening: 'blocked', quarantineUntil: '2022-05-20' },
    blocked: { refused: 'quarantine', clauses: ['DX-3.1.14'], facts: { day: '2022-05-20', earliest: '2022-05-21' } },
  });
  expect((await clerk.counter('screen', asked)).data).toEqual(screened.data);

  const version = screened.data?.row.version ?? 0;
  expect((await clerk.counter('finish', { booking, version, outcome: 'registered' })).refusal).toMatchObject({
    refused: 'quarantine',
    clauses: ['DX-3.1.14'],
  });
  expect(await clerk.reports('jiagedaqi')).toEqual([]);
  const refused = await clerk.counter('finish', {
    booking,
    version,
    outcome: 'refused',
    ground: 'quarantine',
    note: '隔离期未满',
  });
  expect(refused.data).toMatchObject({ state: 'refused', ground: 'quarantine' });
  expect(await clerk.reports('jiagedaqi')).toMatchObject([
    { clauses: ['DX-3.1.15', 'DX-3.1.14'], text: '隔离期未满', row: { id: booking, state: 'refused' } },
  ]);

  const other = await bookingOf(office, right.data?.reference ?? '');
  const here = await clerk.counter('checkIn', { booking: other.booking, version: other.version });
  const free = { keyAreaStay: false, quarantineEnd: null, temperature: 366 };
  const unmeasured = await clerk.counter('screen', {
    booking: other.booking,
    version: here.data?.version ?? 0,
    parties: [free, { keyAreaStay: true, quarantineEnd: '2022-05-19', temperature: null }],
  });
  expect(unmeasured.refusal).toMatchObject({ refused: 'screeningMissing', clauses: ['DX-3.1.14'] });
  const clear = await clerk.counter('screen', {
    booking: other.booking,
    version: here.data?.version ?? 0,
    parties: [free, { ...free, keyAreaStay: true, quarantineEnd: '2022-05-19' }],
  });
  expect(clear.data).toMatchObject({ row: { screening: 'clear' }, blocked: null });
  const done = { booking: other.booking, version: clear.data?.row.version ?? 0, outcome: 'registered' } as const;
  expect((await clerk.counter('finish', done)).data).toMatchObject({ state: 'registered' });
  expect(await countOf(office, 'report')).toBe(1);
  await expectSound(office);
});

test('[DX-3.1.14] an outcome corrected to registered needs the screening as well', async () => {
  const clerk = await deskOf(office, 'clerk');
  const { rows } = await office.ownerDatabase.pool.query<{ booking: string; version: number }>(
    `select id as booking, version from booking where screened = 'blocked'`,
  );
  const [found] = rows;
  const amended = {
    booking: found?.booking ?? '',
    version: found?.version ?? 0,
    outcome: 'registered',
    reason: '更正',
  } as const;
  expect((await clerk.counter('amend', amended)).refusal).toMatchObject({ refused: 'quarantine' });
});
