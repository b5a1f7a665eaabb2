import { phoneIndex } from '@anmin/api/bookings/party';
import { provePhone } from '@anmin/api/bookings/phone-proof';
import { demoRules } from '@anmin/api/demo/seed';
import { statusOf } from '@anmin/api/status';
import { Refused } from '@anmin/api/trpc';
import { runDueJobs } from '@anmin/api/jobs';
import { signedScope } from '@anmin/api/scope';
import { TRPCError } from '@trpc/server';
import { randomUUID } from 'node:crypto';
import type { TestOffice } from '../../../tooling/test/office.ts';
import { answersFor, book, holderOf, phoneOf } from './citizens.ts';
import { capacityOf, type Capacity } from './model.ts';
import { bookableSlots, times, type SlotAt } from './race.ts';
import { signInAs, type Desk } from './staff.ts';

/** few enough that they meet at the same places, and meet themselves */
const couples = 60;
const hands = 24;
/** places of a day, as the bureau settles them in turn; the first is what the days begin with */
const quotas = [demoRules.quota, demoRules.quota - 12, demoRules.quota + 8];

/** What many hands act on: three days of an office, its couples with their proven phones, its clerk and its bureau. */
export type Scene = {
  readonly office: TestOffice;
  readonly clerk: Desk;
  readonly bureau: Desk;
  readonly slots: readonly SlotAt[];
  readonly days: readonly string[];
  readonly holders: readonly Holder[];
  /** how many places each time has, by the quota in force */
  readonly capacities: ReadonlyMap<number, Capacity>;
};

type Holder = Awaited<ReturnType<typeof holderOf>> & { readonly index: Buffer };

export async function openScene(office: TestOffice): Promise<Scene> {
  await office.runJobs();
  const all = await bookableSlots(office);
  const days = [...new Set(all.map(({ day }) => day))].slice(1, 4);
  const bureau = await signInAs(office, 'bureau');
  const capacities = new Map<number, Capacity>();
  for (const quota of quotas.toReversed()) {
    await settle(bureau, days, quota);
    capacities.set(quota, await capacityOf(office));
  }
  const holders = times(couples, async (n) => {
    const holder = await holderOf(office, phoneOf(n));
    return { ...holder, index: phoneIndex(office.keys, phoneOf(n)) };
  });
  return {
    ...{ office, bureau, days, capacities, clerk: await signInAs(office, 'clerk') },
    slots: all.filter(({ day }) => days.includes(day)),
    holders: await Promise.all(holders),
  };
}

/** Many hands act at once, each by numbers of its own drawn from the seed; how often each answer was given. */
export async function act(scene: Scene, count: number, seed: number): Promise<Record<string, number>> {
  // a closing holds its day, and a plan all of the days, for a second: in a long run they come more seldom
  const seldom = count < 1_000 ? 10 : 2;
  const answered: Record<string, number> = {};
  let left = count;
  const hand = async (n: number) => {
    const draw = drawing(seed * 1_000 + n);
    while (left-- > 0) {
      const answer = await oneAct(scene, draw, seldom);
      answered[answer] = (answered[answer] ?? 0) + 1;
    }
  };
  await Promise.all(times(hands, hand));
  return answered;
}

/** A whole number below, the same for the same seed. */
type Draw = (below: number) => number;

async function oneAct(scene: Scene, draw: Draw, seldom: number): Promise<string> {
  const n = draw(couples);
  const slot = scene.slots[draw(scene.slots.length)] as SlotAt;
  const what = draw(1_000);
  if (what < 500) return `book ${await bookOnline(scene, n, slot, draw)}`;
  if (what < 800) return `holder ${await ofHolder(scene, n, slot, draw)}`;
  if (what < 850) return `desk ${await atDesk(scene, n, slot, draw)}`;
  if (what < 850 + seldom) return `closure ${await closeOrLift(scene, draw)}`;
  if (what < 850 + 2 * seldom)
    return `plan ${await settle(scene.bureau, scene.days, quotas[draw(quotas.length)] ?? 0)}`;
  if (what < 853 + 2 * seldom) return runDueJobs(scene.office.job).then(() => 'jobs');
  return `by hand ${await byHand(scene.office, draw)}`;
}

/** One in twenty comes over HTTP; the others call the same verb in the process, as many at once. */
async function bookOnline({ office }: Scene, n: number, slot: SlotAt, draw: Draw): Promise<string> {
  const answers = mixed(n, draw, slot);
  if (draw(20) === 0) return String((await book(office, answers)).status);
  const proof = provePhone(office.keys, answers.phone ?? '', Temporal.Now.instant());
  return answerOf(citizen(office).bookings.book({ key: randomUUID(), answers, proof }));
}

/** Now and then with a partner of another couple, who may be booked. */
function mixed(n: number, draw: Draw, slot: SlotAt) {
  const answers = answersFor(n, slot);
  return draw(5) === 0 ? { ...answers, id2: answersFor(draw(couples), slot).id2 ?? '' } : answers;
}

async function ofHolder({ office, holders }: Scene, n: number, slot: SlotAt, draw: Draw): Promise<string> {
  const { draft, index, find } = holders[n] as Holder;
  const live = draw(20) === 0 ? await shownTo(find) : await standing(office, index);
  const one = live[draw(Math.max(1, live.length))];
  if (one === undefined) return 'none';
  const { bookings } = citizen(office);
  const mine = { draft, key: randomUUID(), booking: one.id, version: one.version };
  const choice = draw(3);
  if (one.offered && choice < 2) return answerOf(choice === 0 ? bookings.accept(mine) : bookings.decline(mine));
  return answerOf(choice === 0 ? bookings.cancel(mine) : bookings.move({ ...mine, ...slot }));
}

type Live = { readonly id: string; readonly version: number; readonly offered: boolean };

async function shownTo(find: Holder['find']): Promise<Live[]> {
  const own = (await find()).data ?? [];
  const live = own.filter(({ state }) => state === 'booked' || state === 'displaced');
  return live.map(({ id, version, offer }) => ({ id, version, offered: offer !== null }));
}

/** What the page of a holder would list, without its twenty views. */
async function standing({ ownerDatabase }: TestOffice, phone: Buffer): Promise<Live[]> {
  const { rows } = await ownerDatabase.pool.query<Live>(
    `select id, version, exists (select from place where place.booking = booking.id and offered_until is not null) as offered
       from booking where phone_index = $1 and state in ('booked', 'displaced') order by id`,
    [phone],
  );
  return rows;
}

/** The clerk books for somebody, now and then beyond what there is, or cancels what stands. */
async function atDesk({ office, clerk, holders }: Scene, n: number, slot: SlotAt, draw: Draw): Promise<string> {
  const choice = draw(10);
  if (choice < 3) {
    const live = await standing(office, (holders[n] as Holder).index);
    const one = live[draw(Math.max(1, live.length))];
    if (one === undefined) return 'none';
    return String((await clerk.cancel({ booking: one.id, version: one.version, reason: '来电取消' })).status);
  }
  const channel = draw(2) === 0 ? ('phone' as const) : ('counter' as const);
  const wish = { office: slot.office, channel, answers: mixed(n, draw, slot) };
  return String((await clerk.bookFor(choice < 9 ? wish : { ...wish, overbookReason: '已在电话里答应' })).status);
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

/** The bureau settles how many places each of the days has: what is booked stands, what is free comes or goes. */
async function settle(bureau: Desk, days: readonly string[], quota: number): Promise<string> {
  const { version } = await bureau.plan('jiagedaqi');
  const rules = { ...demoRules, quota };
  const change = { office: 'jiagedaqi', rules, validFrom: days[0] ?? '', source: '测试', version };
  return String((await bureau.savePlan(change)).status);
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

const citizen = (office: TestOffice) => office.as({ kind: 'citizen', address: '192.0.2.1' });

/** The status this answer has over HTTP. */
async function answerOf(asked: Promise<unknown>): Promise<string> {
  try {
    await asked;
    return '200';
  } catch (error) {
    if (error instanceof TRPCError && error.cause instanceof Refused)
      return String(statusOf(error.cause.refusal.refused));
    throw error;
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
