import { signedScope } from '@anmin/api/scope';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../../tooling/test/office.ts';
import { answersFor, book, holderOf, phoneOf } from '../citizens.ts';
import { capacityOf, judge } from '../model.ts';
import { bookableSlots, times, type SlotAt } from '../race.ts';
import { expectSound } from '../sound.ts';
import { signInAs, type Desk } from '../staff.ts';

const clock = '2022-05-16T08:31:00+08:00';
const operations = Number(process.env['MODEL_OPERATIONS'] ?? 250);
const seed = Number(process.env['MODEL_SEED'] ?? 1);
const hands = 12;
/** few enough that they meet at the same places, and meet themselves */
const couples = 30;

describe('whatever many do at once', () => {
  let office: TestOffice;
  beforeAll(async () => {
    office = await openOffice({ clock });
    await office.runJobs();
  });
  afterAll(() => office.close());

  test(
    `could have been done one after the other by one clerk (${operations} acts, seed ${seed})`,
    async () => {
      const capacity = await capacityOf(office);
      const answered = await act(office, operations, seed);
      expect(await judge(office, capacity)).toEqual([]);
      await expectSound(office);
      expect(Object.keys(answered).filter((status) => status.startsWith('5'))).toEqual([]);
      expect(answered['200'] ?? 0).toBeGreaterThan(operations / 10);
    },
    Math.max(60_000, operations * 100),
  );

  test('[control] places given without a look at their owner, and claims that nobody counts, are found', async () => {
    const { pool } = office.ownerDatabase;
    const capacity = await capacityOf(office);
    const { rows } = await pool.query<{ text: string }>(`select pg_get_functiondef('book_together'::regproc) as text`);
    const blind = (rows[0]?.text ?? '')
      .replace(/booking is null(?=\s+and closed_at is null\s+and rests_until is null\s+order by)/, 'true')
      .replace(/if v_rows < \(select count[^;]*?\) then/, 'if false then');
    await pool.query(`
      drop trigger place_changes_hands on place;
      drop trigger place_belongs_to_its_booking on place;
      drop trigger booking_owns_its_place on booking;
      ${blind}`);
    await act(office, 150, seed + 1);
    const faults = await judge(office, capacity);
    expect(faults.some((fault) => fault.endsWith('was full'))).toBe(true);
    expect(faults.some((fault) => fault.endsWith('is booked already'))).toBe(true);
  }, 60_000);
});

/** Many hands act at once, each by numbers of its own drawn from the seed; how often each answer was given. */
async function act(office: TestOffice, count: number, from: number): Promise<Record<string, number>> {
  const [clerk, all] = [await signInAs(office, 'clerk'), await bookableSlots(office)];
  const days = [...new Set(all.map(({ day }) => day))].slice(1, 4);
  const slots = all.filter(({ day }) => days.includes(day));
  const holders = await Promise.all(times(couples, (n) => holderOf(office, phoneOf(n))));
  const scene: Scene = { office, clerk, slots, days, holders };
  const answered: Record<string, number> = {};
  let left = count;
  const hand = async (n: number) => {
    const draw = drawing(from * 1_000 + n);
    while (left-- > 0) {
      const status = await oneAct(scene, draw);
      answered[status] = (answered[status] ?? 0) + 1;
    }
  };
  await Promise.all(times(hands, hand));
  return answered;
}

type Scene = {
  readonly office: TestOffice;
  readonly clerk: Desk;
  readonly slots: readonly SlotAt[];
  readonly days: readonly string[];
  readonly holders: readonly Awaited<ReturnType<typeof holderOf>>[];
};

/** A whole number below, the same for the same seed. */
type Draw = (below: number) => number;

async function oneAct(scene: Scene, draw: Draw): Promise<string> {
  const { office, slots, holders } = scene;
  const n = draw(couples);
  const slot = slots[draw(slots.length)] as SlotAt;
  const what = draw(1_000);
  if (what < 550) return String((await book(office, mixed(n, draw, slot))).status);
  if (what < 880) return ofHolder(holders[n] as Scene['holders'][number], slot, draw);
  if (what < 890) return closeOrLift(scene, draw);
  if (what < 895) return office.runJobs().then(() => 'jobs');
  return `raw ${await byHand(office, draw)}`;
}

/** Now and then with a partner of another couple, who may be booked. */
function mixed(n: number, draw: Draw, slot: SlotAt) {
  const answers = answersFor(n, slot);
  return draw(5) === 0 ? { ...answers, id2: answersFor(draw(couples), slot).id2 ?? '' } : answers;
}

async function ofHolder(holder: Scene['holders'][number], slot: SlotAt, draw: Draw): Promise<string> {
  const own = (await holder.find()).data ?? [];
  const live = own.filter(({ state }) => state === 'booked' || state === 'displaced');
  const one = live[draw(Math.max(1, live.length))];
  if (one === undefined) return 'none';
  const mine = { booking: one.id, version: one.version };
  const choice = draw(3);
  if (one.offer !== null && choice < 2)
    return String((await (choice === 0 ? holder.accept : holder.decline)(mine)).status);
  return String((await (choice === 0 ? holder.cancel(mine) : holder.move(mine, { ...slot }))).status);
}

async function closeOrLift({ office, clerk, days }: Scene, draw: Draw): Promise<string> {
  const { rows } = await office.ownerDatabase.pool.query<{ id: string; version: number }>(
    `select id, version from closure where lifted_at is null and office = 'jiagedaqi'`,
  );
  const [standing] = rows;
  if (standing !== undefined)
    return String((await clerk.lift({ closure: standing.id, version: standing.version, reason: '恢复' })).status);
  const day = days[draw(days.length)] ?? '';
  const span = { office: 'jiagedaqi', from: day, until: day, services: null, reason: '停电' };
  return String((await clerk.close(span)).status);
}

/** What somebody tries who got hold of the application's role and of a scope; whether it did harm the records tell. */
async function byHand({ databases, keys }: TestOffice, draw: Draw): Promise<string> {
  const some = `(select id from booking order by id offset ${draw(20)} limit 1)`;
  const statements = [
    `update place set booking = ${some} where id = (select max(id) from place where booking is null and closed_at is null)`,
    `update booking set state = 'cancelled' where id = ${some} and state = 'booked'`,
    `insert into claim select '\\x00', id from booking limit 1`,
    `delete from place`,
    `select take_extra_places(slot, 'online', id, 1, 'x') from booking limit 1`,
  ];
  const client = await databases.citizens.pool.connect();
  const scope = signedScope(keys, ['jiagedaqi']);
  try {
    await client.query(`begin; set local anmin.scope = '${scope}'; set local anmin.counted = 'batch';
      ${statements[draw(statements.length)] ?? ''}; commit`);
    return 'done';
  } catch {
    await client.query('rollback');
    return 'refused';
  } finally {
    client.release();
  }
}

function drawing(start: number): Draw {
  let state = start >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixedUp = Math.imul(state ^ (state >>> 15), 1 | state);
    mixedUp = (mixedUp + Math.imul(mixedUp ^ (mixedUp >>> 7), 61 | mixedUp)) ^ mixedUp;
    return ((mixedUp ^ (mixedUp >>> 14)) >>> 0) % below;
  };
}
