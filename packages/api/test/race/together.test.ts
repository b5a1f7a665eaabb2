import type { CrowdLimits } from '@anmin/api/trpc';
import { provePhone } from '@anmin/api/bookings/phone-proof';
import { Overloaded } from '@anmin/api/trpc';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../../tooling/test/office.ts';
import { answersFor, book, holderOf, manId, phoneOf, womanId } from '../citizens.ts';
import { bookableSlots, freeAt, leaveFree, standingAt, tally, times, together, type SlotAt } from '../race.ts';
import { expectSound, flawsOf } from '../sound.ts';

const clock = '2022-05-16T08:31:00+08:00';

/** Who comes first is a batch of one; whoever gathers meanwhile is served together, and alone where that does not suit. */
describe('orders that gather while others are being committed', () => {
  let office: TestOffice;
  let slots: SlotAt[];
  beforeAll(async () => {
    office = await openOffice({ clock });
    await office.runJobs();
    slots = await bookableSlots(office);
  });
  afterAll(() => office.close());

  test('take the places there are, in several times of a day, and the others are told', async () => {
    const [one, other] = slots.splice(0, 2) as [SlotAt, SlotAt];
    expect(one.day).toBe(other.day);
    await leaveFree(office, one, 3);
    await leaveFree(office, other, 2);
    const answers = await together(times(60, (n) => () => book(office, answersFor(n, n % 2 ? one : other))));
    expect(tally(answers)).toEqual({ '200': 5, '409 slotFull': 55 });
    expect([await freeAt(office, one), await freeAt(office, other)]).toEqual([0, 0]);
    await expectSound(office);
  });

  test('stand or fall alone: whoever shares a person or a key with another does not spoil it for the rest', async () => {
    const slot = slots.splice(0, 1)[0] as SlotAt;
    const free = await freeAt(office, slot);
    const swapped = { id1: manId(101), id2: womanId(100) };
    const key = randomUUID();
    const answers = await together([
      ...times(8, (n) => () => book(office, answersFor(200 + n, { ...slot, time: other(slot) }))),
      () => book(office, answersFor(100, slot)),
      () => book(office, { ...answersFor(100, slot), ...swapped }),
      () => book(office, answersFor(102, slot), { key }),
      () => book(office, answersFor(102, slot), { key }),
    ]);
    const [same, again] = answers.slice(-2);
    expect(tally(answers.slice(8, 10))).toEqual({ '200': 1, '409 duplicate': 1 });
    expect(same?.status).toBe(200);
    expect(again).toEqual(same);
    expect(await freeAt(office, slot)).toBe(free - 2);
    expect(await standingAt(office, slot)).toHaveLength(2);
    await expectSound(office);
  });

  const causeOf = (error: unknown): unknown => (error instanceof Error ? error.cause : error);

  const wide: CrowdLimits = { queue: 1_000, ofPhone: 1_000, ofNetwork: 1_000 };

  const orderOf = (n: number, slot: SlotAt) => {
    const answers = answersFor(n, slot);
    return { key: randomUUID(), answers, proof: provePhone(office.keys, answers.phone ?? '', Temporal.Now.instant()) };
  };

  /** Another time of the same day, so that all stand in one line. */
  const other = (slot: SlotAt): string => slots.find((it) => it.day === slot.day && it.time !== slot.time)?.time ?? '';

  test('[E10] who comes when the line is full hears so at once, and whoever stands in it is served', async () => {
    const slot = slots.pop() as SlotAt;
    const door = office.as({ kind: 'citizen', address: '127.0.0.1' }, { crowd: { ...wide, queue: 2 } });
    const held = await office.ownerDatabase.pool.connect();
    await held.query('begin; lock table idempotency in share row exclusive mode');
    const asked = times(10, (n) => door.bookings.book(orderOf(300 + n, slot)));
    const turnedAway = asked.slice(2).map((it) => it.catch(causeOf));
    expect((await Promise.all(turnedAway)).every((cause) => cause instanceof Overloaded)).toBe(true);
    await held.query('commit');
    held.release();
    expect(await Promise.all(asked.slice(0, 2))).toHaveLength(2);
    await expect(door.bookings.book(orderOf(320, slots.pop() as SlotAt))).resolves.toBeDefined();
    await expectSound(office);
  });

  test('[E10] one phone, or one network, that asks more often than people do is refused, and others are not', async () => {
    const slot = slots.pop() as SlotAt;
    const from = (address: string, limits: Partial<CrowdLimits>) =>
      office.as({ kind: 'citizen', address }, { crowd: { ...wide, ...limits } });
    const ask = async (door: ReturnType<typeof from>, n: number) =>
      door.bookings.book({ ...orderOf(n, slot), key: randomUUID() }).then(
        () => 'booked',
        (error: unknown) => (error instanceof Error ? error.message : ''),
      );
    const ofPhone = from('192.0.2.1', { ofPhone: 4 });
    const fromPhone = [];
    for (const _ of times(6, (n) => n)) fromPhone.push(await ask(ofPhone, 400));
    expect(fromPhone).toEqual(['booked', 'duplicate', 'duplicate', 'duplicate', 'duplicate', 'tooOften']);
    expect(await ask(ofPhone, 401)).toBe('booked');
    const fromNetwork = [];
    for (const n of times(7, (n) => n))
      fromNetwork.push(await ask(from(`2001:db8::${n}`, { ofNetwork: 4 }), 402 + (n % 2)));
    expect(fromNetwork.filter((it) => it === 'tooOften')).toHaveLength(2);
    await expectSound(office);
  });

  test('who asks for what is sold out hears so without work for the database, until something is given back', async () => {
    const slot = slots.pop() as SlotAt;
    await leaveFree(office, slot, 1);
    const key = randomUUID();
    const first = await book(office, answersFor(500, slot), { key });
    expect(first.status).toBe(200);
    expect((await book(office, answersFor(501, slot))).refusal?.refused).toBe('slotFull');
    await office.ownerDatabase.pool.query('alter function book_together rename to shut_away');
    expect((await book(office, answersFor(502, slot))).refusal?.refused).toBe('slotFull');
    expect(await book(office, answersFor(500, slot), { key })).toEqual(first);
    await office.ownerDatabase.pool.query('alter function shut_away rename to book_together');
    const [booking = ''] = await standingAt(office, slot);
    expect((await (await holderOf(office, phoneOf(500))).cancel({ booking, version: 1 })).status).toBe(200);
    await office.ownerDatabase.pool.query('update place set rests_until = null');
    expect((await book(office, answersFor(502, slot))).status).toBe(200);
    await expectSound(office);
  });

  test('hear by the plain way of a release what the way of all verbs tells them, to the byte', async () => {
    const [slot, full] = slots.splice(-2) as [SlotAt, SlotAt];
    await leaveFree(office, full, 0);
    const made = orderOf(600, slot);
    const { answers } = orderOf(601, slot);
    const asked: readonly unknown[] = [
      made,
      { ...made, answers: { ...made.answers, name1: '王大军' } },
      orderOf(600, { ...slot, time: other(slot) }),
      orderOf(602, full),
      orderOf(603, { ...slot, office: 'nowhere' }),
      { ...orderOf(604, slot), answers: { ...answers, name1: '', id2: '1' } },
      { ...orderOf(605, slot), proof: '1.x' },
      { ...orderOf(606, slot), key: 'short' },
      { ...orderOf(607, slot), more: true },
      [],
      '{',
      '{"key":{"constructor":1}}',
    ];
    const statuses: number[] = [];
    for (const wish of asked) {
      const plain = await heard('bookings.book', wish);
      expect(await heard('bookings.book?by=router', wish)).toEqual(plain);
      statuses.push(plain.status);
    }
    expect(statuses).toEqual([200, 422, 409, 409, 404, 400, 403, 400, 400, 400, 400, 400]);
    const draft = { draft: 'x'.repeat(43), key: randomUUID(), consent: true, agree: true };
    const nobody = await heard('drafts.submit', draft);
    expect(nobody.status).toBe(404);
    expect(await heard('drafts.submit?by=router', draft)).toEqual(nobody);
  });

  /** What is heard, but for the number of the request and what only the machinery says. */
  const heard = async (path: string, wish: unknown) => {
    const answer = await fetch(`${office.url}/trpc/${path}`, {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
      body: typeof wish === 'string' ? wish : JSON.stringify(wish),
    });
    const told = (await answer.text()).replace(/"requestId":"[^"]+"/, '');
    const [type, again] = ['content-type', 'retry-after'].map((name) => answer.headers.get(name));
    return { status: answer.status, told, type, again };
  };

  test('[control] are indeed served together: with the way of the single shut there are bookings', async () => {
    const alone = await openOffice({ clock });
    await alone.runJobs();
    const [slot] = (await bookableSlots(alone)) as [SlotAt];
    await alone.ownerDatabase.pool.query(
      `create or replace function book_place(p jsonb) returns jsonb language plpgsql as
         $$ begin raise exception 'shut' using errcode = 'AN006'; end $$`,
    );
    const free = await freeAt(alone, slot);
    const answers = await together(times(30, (n) => () => book(alone, answersFor(n, slot))));
    expect(tally(answers)['200']).toBe(free);
    await expectSound(alone);
    await alone.close();
  });

  test('[control] without counting the claims of each, one person is booked twice, and it is found', async () => {
    const careless = await openOffice({ clock });
    await careless.runJobs();
    const { rows } = await careless.ownerDatabase.pool.query<{ text: string }>(
      `select pg_get_functiondef('book_together'::regproc) as text`,
    );
    const counting = /if v_rows < \(select count[^;]*?\) then/;
    expect(rows[0]?.text).toMatch(counting);
    await careless.ownerDatabase.pool.query((rows[0]?.text ?? '').replace(counting, 'if false then'));
    await together(
      (await bookableSlots(careless))
        .slice(0, 6)
        .flatMap((slot, n) => [
          () => book(careless, answersFor(n, slot)),
          () => book(careless, { ...answersFor(n, slot), id1: manId(100 + n) }),
        ]),
    );
    expect((await flawsOf(careless)).map(({ flaw }) => flaw)).toContain('a person has two live bookings of a business');
    await careless.close();
  });
});
