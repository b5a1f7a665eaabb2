import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../../tooling/test/office.ts';
import { answersFor, book, holderOf, phoneOf, type Answered } from '../citizens.ts';
import { bookableSlots, pause, persist, standingAt, tally, times, together, type SlotAt } from '../race.ts';
import { expectSound } from '../sound.ts';
import { signInAs, type Desk } from '../staff.ts';

const clock = '2022-05-16T08:31:00+08:00';
let office: TestOffice;
let clerk: Desk;
let bureau: Desk;
let slots: SlotAt[];
let nextCouple = 0;
beforeAll(async () => {
  office = await openOffice({ clock });
  await office.runJobs();
  clerk = await signInAs(office, 'clerk');
  bureau = await signInAs(office, 'bureau');
  const withinOfferHorizon = ({ day }: SlotAt) => day <= '2022-06-14';
  slots = (await bookableSlots(office)).filter(withinOfferHorizon);
});
afterAll(() => office.close());

describe('a day closed while people book it', () => {
  test('[T31] whoever wants the day is refused or displaced and told, nobody falls between', async () => {
    const seen: Record<string, number> = {};
    for (const round of times(8, (index) => index)) {
      const day = takeDay();
      const services = round % 2 === 0 ? null : (['marriage'] as const);
      const answers = times(12, (n) => answersFor(nextCouple++, day[n % day.length] as SlotAt));
      const [closed, ...asked] = await together<Answered<unknown>>([
        async () => {
          await pause(round * 12);
          return persist(() => clerk.close({ ...spanOf(day), services: services === null ? null : [...services] }));
        },
        ...answers.slice(2).map((one) => () => book(office, one)),
        ...answers.slice(0, 2).map((one) => () => overbook(one)),
      ]);
      expect(closed?.status).toBe(200);
      expect((closed?.data as { displaced: number }).displaced).toBe(
        asked.filter(({ status }) => status === 200).length,
      );
      expect((await Promise.all(day.map((slot) => standingAt(office, slot)))).flat()).toEqual([]);
      await expectSound(office);
      for (const [name, times] of Object.entries(tally(asked))) seen[name] = (seen[name] ?? 0) + times;
    }
    expect(seen['200']).toBeGreaterThan(0);
    expect((seen['409 closed'] ?? 0) + (seen['409 suspended'] ?? 0) + (seen['409 slotFull'] ?? 0)).toBeGreaterThan(0);
    expect(Object.keys(seen).filter((name) => name.startsWith('5'))).toEqual([]);
  }, 90_000);

  test('[T31] an offer on a day that is closed as well is taken back, and another one is made', async () => {
    const [second, first] = [takeLastDay(), takeLastDay()];
    const n = nextCouple++;
    await book(office, answersFor(n, first[0] as SlotAt));
    await leaveOnly(second);
    expect((await persist(() => clerk.close(spanOf(first)))).data).toMatchObject({ displaced: 1, offered: 1 });
    const holder = await holderOf(office, phoneOf(n));
    expect((await holder.find()).data?.[0]?.offer).toMatchObject({ day: second[0]?.day });
    await openAllOther();
    expect((await persist(() => clerk.close(spanOf(second)))).status).toBe(200);
    const [view] = (await holder.find()).data ?? [];
    expect(view?.offer?.day).not.toBe(second[0]?.day);
    expect((await holder.accept({ booking: view?.id ?? '', version: view?.version ?? 0 })).status).toBe(200);
    await expectSound(office);
  });

  test('[T31] a closing goes on while citizens take the very places it wants to offer', async () => {
    const [closing, near] = [takeDay(), takeDay()];
    await together(times(6, (n) => () => book(office, answersFor(nextCouple++, closing[n % 6] as SlotAt))));
    const [closed, ...asked] = await together<{ status: number }>([
      () => persist(() => clerk.close(spanOf(closing))),
      ...times(30, (n) => () => book(office, answersFor(nextCouple++, near[n % near.length] as SlotAt))),
    ]);
    expect(closed?.status).toBe(200);
    expect(asked.every(({ status }) => status === 200 || status === 409)).toBe(true);
    await expectSound(office);
  });
});

describe('a place added while the day is closed', () => {
  /** The desk has its extra place and is still writing when the closing begins. */
  const closeMeanwhile = async () => {
    const day = takeLastDay();
    const before = (await Promise.all(day.map((slot) => standingAt(office, slot)))).flat();
    await office.ownerDatabase.pool.query(`
      create function dawdle() returns trigger language plpgsql as $$ begin perform pg_sleep(1); return null; end $$;
      create trigger dawdle before insert on message for each statement execute function dawdle()`);
    const [added, closed] = await together<Answered<unknown>>([
      () => overbook(answersFor(nextCouple++, day[0] as SlotAt)),
      async () => {
        // a table has the same oid in every database made from the template
        await until(`select from pg_locks join pg_database on pg_database.oid = database and datname = current_database()
                      where relation = 'message'::regclass and mode = 'RowExclusiveLock'`);
        return persist(() => clerk.close(spanOf(day)));
      },
    ]);
    await office.ownerDatabase.pool.query('drop function dawdle() cascade');
    expect([added?.status, closed?.status]).toEqual([200, 200]);
    return {
      displaced: (closed?.data as { displaced: number }).displaced - before.length,
      standing: await standingAt(office, day[0] as SlotAt),
    };
  };

  test('[T31] the closing waits for it and displaces it', async () => {
    expect(await closeMeanwhile()).toEqual({ displaced: 1, standing: [] });
    await expectSound(office);
  });

  test('[control] without the lock on the day it stands in a closed day and nobody is told', async () => {
    await office.ownerDatabase.pool.query(
      `create or replace function take_extra_places(p_slot bigint, p_channel text, p_booking uuid, p_places int, p_reason text)
         returns void language sql security definer set search_path = public as $$
         insert into place (slot, channel, booking, extra_reason, closes_when_freed)
           values (p_slot, p_channel, p_booking, p_reason, true) $$`,
    );
    expect(await closeMeanwhile()).toMatchObject({ displaced: 0, standing: [expect.any(String)] });
  });
});

describe('a booking that waits for its place while the service is suspended', () => {
  const suspendMeanwhile = async () => {
    const [slot] = takeLastDay() as [SlotAt];
    const { office: id, day, time } = slot;
    const before = await standingAt(office, slot);
    const closing = await office.ownerDatabase.pool.connect();
    await closing.query('begin');
    await closing.query(
      `select from place where slot = (select id from slot where office = $1 and day = $2 and starts = $3) for update`,
      [id, day, time],
    );
    await closing.query(
      `insert into closure (id, prefecture, office, services, from_day, until_day, reason, made_by)
       values (gen_random_uuid(), '232700', $1, '{marriage}', $2, $2::date + 1, '疫情防控', 'test')`,
      [id, day],
    );
    const asked = book(office, answersFor(nextCouple++, slot));
    await until(`select from pg_locks where not granted and pid in (
                   select pid from pg_stat_activity where datname = current_database())`);
    await closing.query('commit');
    closing.release();
    return { answer: await asked, standing: (await standingAt(office, slot)).length - before.length };
  };

  test('[T31] it is refused, with the reason', async () => {
    expect(await suspendMeanwhile()).toMatchObject({
      answer: { status: 409, refusal: { refused: 'suspended', facts: { reason: '疫情防控' } } },
      standing: 0,
    });
    await expectSound(office);
  });

  test('[control] without the question after the lock it stands, and nobody is told', async () => {
    const { rows } = await office.ownerDatabase.pool.query<{ guard: string }>(
      `select pg_get_functiondef('closed_for'::regproc) as guard`,
    );
    await office.ownerDatabase.pool.query(
      `create or replace function closed_for(p_office text, p_slot bigint, p_service text) returns boolean
         stable language sql as 'select false'`,
    );
    expect(await suspendMeanwhile()).toMatchObject({ answer: { status: 200 }, standing: 1 });
    await office.ownerDatabase.pool.query(rows[0]?.guard ?? '');
  });
});

describe('two who close', () => {
  test('[T32] two clerks close the same day at once: closed once, the second is told', async () => {
    const unplanned = { office: 'jiagedaqi', from: '2022-07-04', until: '2022-07-04', services: null, reason: '搬迁' };
    for (const span of [spanOf(takeDay()), unplanned]) {
      const answers = await together([clerk, bureau].map((desk) => () => persist(() => desk.close(span))));
      expect(tally(answers)).toEqual({ '200': 1, '409 stale': 1 });
    }
    await expectSound(office);
  });

  test('[T32] lifted twice from two desks: once; and closing meanwhile is never undone', async () => {
    for (const _ of times(3, (round) => round)) {
      const span = spanOf(takeDay());
      const made = await persist(() => clerk.close(span));
      const lift = { closure: made.data?.closure ?? '', version: 1, reason: '恢复办理' };
      const [again, ...lifts] = await together<Answered<unknown>>([
        () => persist(() => bureau.close(span)),
        () => persist(() => clerk.lift(lift)),
        () => persist(() => bureau.lift(lift)),
      ]);
      expect(tally(lifts)).toEqual({ '200': 1, '409 stale': 1 });
      const closedAgain = again?.status === 200;
      if (!closedAgain) expect(again?.refusal?.refused).toBe('stale');
      const { rows } = await office.ownerDatabase.pool.query<{ standing: number; free: number }>(
        `select (select count(*) from closure where from_day = $1 and lifted_at is null) as standing,
                (select count(*) from place join slot on slot.id = place.slot
                  where slot.office = 'jiagedaqi' and slot.day = $1 and booking is null and closed_at is null) as free`,
        [span.from],
      );
      expect(rows[0]?.standing).toBe(closedAgain ? 1 : 0);
      expect((rows[0]?.free ?? 0) === 0).toBe(closedAgain);
    }
    await expectSound(office);
  });
});

function takeDay(): SlotAt[] {
  const day = slots[0]?.day;
  const own = slots.filter((slot) => slot.day === day);
  slots = slots.filter((slot) => slot.day !== day);
  if (own.length === 0) throw new Error('no day is left');
  return own;
}

/** Offers go to the nearest days, so the last ones are still as they were. */
function takeLastDay(): SlotAt[] {
  const day = slots.at(-1)?.day;
  const own = slots.filter((slot) => slot.day === day);
  slots = slots.filter((slot) => slot.day !== day);
  return own;
}

/** Waits until the database has rows for a question. */
async function until(question: string): Promise<void> {
  for (let tries = 0; tries < 500; tries += 1) {
    const { rowCount } = await office.ownerDatabase.pool.query(question);
    if (rowCount !== 0) return;
    await pause(10);
  }
  throw new Error('it never came to that');
}

function spanOf([first]: SlotAt[]) {
  const day = first?.day ?? '';
  return { office: 'jiagedaqi', from: day, until: day, services: null, reason: '停电检修' };
}

function overbook({ office: id = '', ...answers }: ReturnType<typeof answersFor>) {
  return bureau.bookFor({ office: id, channel: 'phone', answers, overbookReason: '领导批准' });
}

/** Closes every free online place but those of a day. */
async function leaveOnly(day: SlotAt[]): Promise<void> {
  await office.ownerDatabase.pool.query(
    `update place set closed_at = '2000-01-01' where booking is null and closed_at is null and slot not in (
       select id from slot where office = 'jiagedaqi' and slot.day = $1)`,
    [day[0]?.day],
  );
}

async function openAllOther(): Promise<void> {
  await office.ownerDatabase.pool.query(`update place set closed_at = null where closed_at = '2000-01-01'`);
}
