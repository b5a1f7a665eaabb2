import { flawsOf, type DrawnBallot } from '@anmin/domain/appointments/drawn-ballot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../../tooling/test/office.ts';
import { answersFor, book, holderOf, phoneOf, post, waitFor } from '../citizens.ts';
import { leftAt, passMinutes, settle } from '../line.ts';
import { bookableSlots, leaveFree, persist, tally, times, together, type SlotAt } from '../race.ts';
import { expectSound } from '../sound.ts';
import { get, signInAs, type Desk } from '../staff.ts';

const today = '2022-05-16';
const rules = {
  applyFrom: `${today}T09:00`,
  applyUntil: `${today}T12:00`,
  publicValue: '双色球第2022056期开奖号码',
  answerHours: 24,
};
type Published = { id: string; day: string; commitment: string; applications: string[] | null; result: DrawnBallot };

let office: TestOffice;
let bureau: Desk;
let slot: SlotAt;
let other: SlotAt;
let nextCouple = 0;
let firstApplicant = 0;
const applicants: number[] = [];
beforeAll(async () => {
  office = await openOffice({ clock: `${today}T08:31:00+08:00` });
  await office.runJobs();
  bureau = await signInAs(office, 'bureau');
  const slots = await bookableSlots(office, 'mohe');
  slot = slots.at(-1) as SlotAt;
  other = slots[0] as SlotAt;
  const { day } = slot;
  for (const it of slots.filter((it) => it.day === day)) await leaveFree(office, it, it.time === slot.time ? 2 : 1);
  await settle(bureau, today, 'mohe', { peakDays: [{ day, quota: await quotaOf(day), ballot: rules }] });
});
afterAll(() => office.close());

describe('a peak day that is drawn', () => {
  let winners: string[];

  test('is not applied for before the hash of its secret is published', async () => {
    expect((await apply()).refusal?.refused).toBe('underBallot');
    await office.runJobs();
    expect((await published()).commitment).toMatch(/^[0-9a-f]{64}$/);
    expect((await apply()).refusal).toMatchObject({ refused: 'notApplying', facts: { day: slot.day } });
    await passMinutes(office, 40);
  });

  test('goes to nobody who comes first, through no channel', async () => {
    const doors = times(20, () => () => book(office, answersFor(nextCouple++, slot)));
    expect(tally(await together(doors))).toEqual({ '409 underBallot': 20 });
    const made = await bureau.bookFor({ office: 'mohe', channel: 'phone', answers: answersFor(nextCouple++, slot) });
    expect(made.refusal?.refused).toBe('underBallot');
    await expectSound(office);
  });

  test('takes one application a person, from however many tabs', async () => {
    const n = nextCouple++;
    firstApplicant = n;
    const tabs = await together(times(20, () => () => waitFor(office, answersFor(n, slot))));
    expect(tally(tabs)).toEqual({ '200': 1, '409 alreadyWaiting': 19 });
    for (const _ of times(24, (it) => it)) {
      applicants.push(nextCouple);
      expect((await apply()).status).toBe(200);
    }
    await office.runJobs();
    const [view] = (await (await holderOf(office, phoneOf(n))).find()).data ?? [];
    expect(view).toMatchObject({ state: 'waiting', offer: null, line: { ballot: { drawn: false } } });
  });

  test('closes its list once: an application of the last second is on it or was refused', async () => {
    const { ownerDatabase } = office;
    await passMinutes(office, 168);
    await ownerDatabase.pool.query(`update office_clock set offset_ = offset_ +
      (timestamptz '${today} 12:00:00+08' - office_now()) - interval '600 milliseconds'`);
    const late = times(12, () => nextCouple++);
    const answers = await together(late.map((n) => () => waitFor(office, answersFor(n, slot))));
    await passMinutes(office, 1);
    await office.runJobs();
    const { applications } = await published();
    expect(applications).toHaveLength(25 + answers.filter(({ status }) => status === 200).length);
    expect((await apply()).refusal?.refused).toBe('notApplying');
    expect(applications?.toSorted()).toEqual(applications);
  });

  test('is drawn once, whoever draws at once, and anyone can draw it again', async () => {
    // everybody may hold another booking of this business: the first applicant does
    expect((await book(office, answersFor(firstApplicant, other))).status).toBe(200);
    const values = ['03 11 17 22 29 33 + 08', '01 02 03 04 05 06 + 07'];
    const drawn = await together(values.map((publicValue) => () => persist(() => draw(publicValue))));
    expect(tally(drawn)).toEqual({ '200': 1, '409 notToBeDrawn': 1 });
    const { result } = await published();
    expect(flawsOf(result)).toEqual([]);
    winners = result.winners.map(({ application }) => application);
    expect(winners.length).toBe(result.lots.reduce((sum, { places }) => sum + places, 0));
    const offered = await offeredOn(slot.day);
    expect(offered.length).toBeLessThanOrEqual(1);
    expect(await bookedOn(slot.day)).toBe(winners.length - offered.length);
    await expectSound(office);
  });

  test('leaves who lost in line in drawn order, and tells them', async () => {
    const { result } = await published();
    const { rows } = await office.ownerDatabase.pool.query<{ application: string }>(
      `select application from waiting join booking on booking.id = booking where state = 'waiting' and ballot is not null
         and not exists (select from place where place.booking = booking.id) order by turn`,
    );
    const lost = result.order.filter((it) => !winners.includes(it));
    expect(rows.map(({ application }) => application)).toEqual(lost);
    await office.runJobs();
    const told = office.sent.filter(({ kind }) => kind === 'ballotLost');
    expect(told).toHaveLength(lost.length);
    const near = String(told[0]?.facts['days']).split(' ');
    expect(near).toHaveLength(3);
    expect(near).not.toContain(slot.day);
  });

  test('shows who lost the nearest days with room, which they may book while they go on waiting', async () => {
    const views = await Promise.all(
      applicants.map(async (n) => ({ n, view: (await (await holderOf(office, phoneOf(n))).find()).data?.at(0) })),
    );
    const lost = views.find(({ view }) => view?.state === 'waiting' && view.offer === null);
    const instead = lost?.view?.daysInstead ?? [];
    expect(instead).toHaveLength(3);
    expect(new Set(instead.map(({ day }) => day))).toHaveLength(3);
    const [first] = instead;
    const wanted = { office: first?.office ?? '', day: first?.day ?? '', time: first?.starts ?? '' };
    expect((await book(office, answersFor(lost?.n ?? 0, wanted))).status).toBe(200);
    const numbers = views.map(({ view }) => view?.drawnAs ?? view?.line?.ballot?.application ?? '');
    const drawn = views.flatMap(({ view }, n) => (view?.state === 'booked' ? [numbers[n]] : []));
    expect(drawn.length).toBeGreaterThan(0);
    expect(drawn.toSorted()).toEqual(winners.filter((it) => numbers.includes(it)).toSorted());
    await expectSound(office);
  });

  test('what a winner gives back goes to the first who lost', async () => {
    const { rows } = await office.ownerDatabase.pool.query<{ id: string; version: number }>(
      `select booking.id, version from booking join slot on slot.id = slot join waiting on booking = booking.id
        where slot.office = 'mohe' and day = $1 and state = 'booked' limit 1`,
      [slot.day],
    );
    const [own] = rows;
    const cancelled = await bureau.cancel({ booking: own?.id ?? '', version: own?.version ?? 0, reason: '来电取消' });
    expect(cancelled.status).toBe(200);
    await office.runJobs();
    const { result } = await published();
    const first = result.order.find((it) => !winners.includes(it));
    const offered = await office.ownerDatabase.pool.query<{ application: string }>(
      `select application from waiting join place on place.booking = waiting.booking join slot on slot.id = slot
        where offered_until is not null and day = $1 and application = $2`,
      [slot.day, first],
    );
    expect(offered.rows).toHaveLength(1);
    expect(await leftAt(office, slot)).toBe(0);
    await expectSound(office);
  });

  test('keeps what was published: the database lets nobody change it', async () => {
    const changes = [
      `commitment = repeat('0', 64)`,
      `applications = applications[2:]`,
      `result = result - 'winners'`,
      `drawn_at = null, drawn_by = null, result = null`,
    ];
    for (const change of changes)
      await expect(office.ownerDatabase.pool.query(`update ballot set ${change}`)).rejects.toMatchObject({
        code: '23514',
      });
  });
});

describe('[control] of a ballot', () => {
  let wanted: SlotAt;
  const own = { office: 'tahe' };

  beforeAll(async () => {
    const slots = await bookableSlots(office, own.office);
    wanted = slots.at(-1) as SlotAt;
    for (const it of slots.filter(({ day }) => day === wanted.day)) await leaveFree(office, it, it === wanted ? 1 : 0);
    const { rows } = await office.ownerDatabase.pool.query<{ from: string; until: string; day: string }>(
      `select to_char(wall, 'YYYY-MM-DD"T"HH24:MI') as from, to_char(wall + interval '1 hour', 'YYYY-MM-DD"T"HH24:MI') as until,
         to_char(wall, 'YYYY-MM-DD') as day from (select office_now() at time zone 'Asia/Shanghai' as wall) now`,
    );
    const [now] = rows;
    const ballot = { ...rules, applyFrom: now?.from ?? '', applyUntil: now?.until ?? '' };
    const quota = await quotaOf(wanted.day, own.office);
    await settle(bureau, now?.day ?? '', own.office, { peakDays: [{ day: wanted.day, quota, ballot }] });
    await office.runJobs();
  });

  test('without its claim one person applies as often as they like', async () => {
    const n = nextCouple++;
    await changed('claim_waiting(bytea[], uuid)', /begin.*end/s, 'begin return; end', async () => {
      for (const _ of [1, 2]) expect((await waitFor(office, answersFor(n, wanted))).status).toBe(200);
    });
    for (const _ of times(20, (it) => it))
      expect((await waitFor(office, answersFor(nextCouple++, wanted))).status).toBe(200);
  });

  test('without being held open it takes applications that are not on its list', async () => {
    await passMinutes(office, 61);
    await office.runJobs();
    await changed('hold_ballot(text, date)', /b\.closed_at is null and .*? < b\.apply_until,/, 'true,', async () => {
      expect((await waitFor(office, answersFor(nextCouple++, wanted))).status).toBe(200);
    });
    const { applications } = await published(own.office);
    const late = (await inLine()).filter((it) => applications?.includes(it) !== true);
    expect(late).toHaveLength(1);
  });

  test('without the line set up anew who lost does not wait in drawn order', async () => {
    await changed('line_up(uuid[])', /begin.*end/s, 'begin return; end', async () => {
      expect((await draw('01 02 03 04 05 06 + 07', own.office)).status).toBe(200);
    });
    const { result } = await published(own.office);
    expect(flawsOf(result)).toEqual([]);
    const waiting = (await inLine()).filter((it) => result.applications.includes(it));
    expect(waiting.length).toBeGreaterThan(10);
    expect(waiting).not.toEqual(result.order.filter((it) => waiting.includes(it)));
  });

  test('without its trigger a winner can be put in afterwards, and whoever draws again finds it', async () => {
    const change = `update ballot set result = jsonb_set(result, '{winners,0,application}', to_jsonb('09:00/1/NEVER'::text))
      where office = '${own.office}'`;
    const client = await office.ownerDatabase.pool.connect();
    try {
      await client.query('begin; alter table ballot disable trigger ballot_keeps_its_word');
      await client.query(change);
      const { rows } = await client.query<{ result: DrawnBallot }>(`select result from ballot where office = $1`, [
        own.office,
      ]);
      expect(flawsOf(rows[0]?.result as DrawnBallot)).toContain('winners');
    } finally {
      await client.query('rollback');
      client.release();
    }
    await expect(office.ownerDatabase.pool.query(change)).rejects.toMatchObject({ code: '23514' });
  });

  /** Does something while a function of the database lacks a guard. */
  async function changed(name: string, guard: RegExp, without: string, act: () => Promise<void>): Promise<void> {
    const { rows } = await office.ownerDatabase.pool.query<{ sound: string }>(
      `select pg_get_functiondef($1::regprocedure) as sound`,
      [name],
    );
    const sound = rows[0]?.sound ?? '';
    expect(sound).toMatch(guard);
    await office.ownerDatabase.pool.query(sound.replace(guard, without));
    await act();
    await office.ownerDatabase.pool.query(sound);
  }

  async function inLine(): Promise<string[]> {
    const { rows } = await office.ownerDatabase.pool.query<{ application: string }>(
      `select application from waiting join booking on booking.id = booking where state = 'waiting'
         and ballot = (select id from ballot where office = $1) order by turn`,
      [own.office],
    );
    return rows.map(({ application }) => application);
  }
});

function apply() {
  return waitFor(office, answersFor(nextCouple++, slot));
}

async function draw(publicValue: string, at = 'mohe') {
  const { id } = await published(at);
  return post<{ drawn: boolean }>(
    office.url,
    'ballots.draw',
    { ballot: id, publicValue, source: '中国福彩网 2022-05-16', key: crypto.randomUUID() },
    { cookie: bureau.cookie },
  );
}

async function published(at = 'mohe'): Promise<Published> {
  const [first] = await get<Published[]>(office.url, 'ballots.list', { office: at });
  return first as Published;
}

async function offeredOn(day: string): Promise<string[]> {
  const { rows } = await office.ownerDatabase.pool.query<{ booking: string }>(
    `select distinct booking from place join slot on slot.id = slot
      where office = 'mohe' and day = $1 and offered_until is not null`,
    [day],
  );
  return rows.map(({ booking }) => booking);
}

async function bookedOn(day: string): Promise<number> {
  const { rows } = await office.ownerDatabase.pool.query<{ count: number }>(
    `select count(*) as count from booking join slot on slot.id = slot
      where slot.office = 'mohe' and day = $1 and state = 'booked'`,
    [day],
  );
  return rows[0]?.count ?? 0;
}

/** As many as the day has, so that the plan changes nothing of its places. */
async function quotaOf(day: string, at = 'mohe'): Promise<number> {
  const { rows } = await office.ownerDatabase.pool.query<{ count: number }>(
    `select count(*) as count from place join slot on slot.id = slot where office = $2 and day = $1 and closed_at is null`,
    [day, at],
  );
  return rows[0]?.count ?? 0;
}
