import { randomUUID } from 'node:crypto';
import { provePhone } from '@anmin/api/bookings/phone-proof';
import { openDatabase, type Database } from '@anmin/db/client';
import { answersFor } from '../../packages/api/test/citizens.ts';
import { figureOf, type Figure } from './figure.ts';
import type { Ran, Window } from './load.ts';
import type { BenchOffice } from './office.ts';
import { answer, cpuSeconds, start, stop } from './processes.ts';

const rounds = 3;
const bookings = 2500;
const connections = 64;
const days = ['2022-05-24', '2022-05-25', '2022-05-26', '2022-05-31'] as const;
const time = '09:40';

/** Bookings over HTTP on one hot slot beside the bare statement on one hot row, both in each round, in turn first. */
export async function bookingHot(): Promise<readonly Figure[]> {
  const officeProcess = start('./office.ts');
  const office = await answer<BenchOffice>(officeProcess);
  const loadProcess = start('./load.ts');
  const owner = openDatabase(office.administratorUrl, { max: 2 });
  const load = (window: Window) => {
    loadProcess.send(window);
    return answer<Ran>(loadProcess);
  };
  try {
    await openBare(owner);
    const product = async (round: number) => {
      const window = await openDay(office, owner, round);
      return measured(office, officeProcess.pid ?? 0, () => bookAll(load, window));
    };
    const bare = () => bareWindow(office, load);
    await load({ kind: 'sql', url: office.administratorUrl, connections, times: bookings, text: bareStatement });
    await bookAll(load, await openDay(office, owner, rounds));
    const results = [];
    for (let round = 0; round < rounds; round += 1) {
      const productFirst = round % 2 === 1;
      const first = productFirst ? await product(round) : await bare();
      const second = productFirst ? await bare() : await product(round);
      results.push(
        productFirst
          ? { product: first as Measured, bare: second as Ran }
          : { product: second as Measured, bare: first as Ran },
      );
    }
    const lastPlace = await fightForOne(office, owner, load);
    await expectSound(owner);
    return [
      figureOf(
        'hot64 / bare statement',
        results.map((it) => it.product.ran.perSecond / it.bare.perSecond),
        0.6,
      ),
      figureOf(
        'bookings a second, 64 connections',
        results.map((it) => it.product.ran.perSecond),
        null,
        '/s',
      ),
      figureOf(
        'bare statement, 64 clients',
        results.map((it) => it.bare.perSecond),
        null,
        '/s',
      ),
      figureOf(
        'p99',
        results.map((it) => it.product.ran.p99),
        null,
        'ms',
      ),
      figureOf(
        'p99 × throughput ÷ connections',
        results.map((it) => ((it.product.ran.p99 / 1000) * it.product.ran.perSecond) / connections),
      ),
      figureOf(
        'Node CPU a booking',
        results.map((it) => it.product.node),
        null,
        'µs',
      ),
      figureOf(
        'PostgreSQL CPU a booking',
        results.map((it) => it.product.postgres),
        null,
        'µs',
      ),
      figureOf('64 attempts on one place: booked', [lastPlace], null),
    ];
  } finally {
    await owner.close();
    await Promise.all([stop(loadProcess), stop(officeProcess)]);
  }
}

type Load = (window: Window) => Promise<Ran>;
type Measured = { readonly ran: Ran; readonly node: number; readonly postgres: number };

async function measured({ postgresPid }: BenchOffice, nodePid: number, work: () => Promise<Ran>): Promise<Measured> {
  const before = [cpuSeconds(nodePid, false), cpuSeconds(postgresPid, true)] as const;
  const ran = await work();
  const after = [cpuSeconds(nodePid, false), cpuSeconds(postgresPid, true)] as const;
  const each = (index: 0 | 1) => ((after[index] - before[index]) * 1e6) / bookings;
  return { ran, node: each(0), postgres: each(1) };
}

const bareStatement = `
  with taken as (update bare_slot set booked = booked + 1 where id = 1 and booked < capacity returning id)
  insert into bare_booking (slot, who) select id, $1::int from taken returning id`;

async function openBare({ pool }: Database): Promise<void> {
  await pool.query('create table bare_slot (id int primary key, booked int not null, capacity int not null)');
  await pool.query('create table bare_booking (id bigint generated always as identity primary key, slot int, who int)');
  await pool.query('insert into bare_slot values (1, 0, 1000000)');
}

async function bareWindow({ administratorUrl }: BenchOffice, load: Load): Promise<Ran> {
  const ran = await load({ kind: 'sql', url: administratorUrl, connections, times: bookings, text: bareStatement });
  demand(ran.statuses['200'] === bookings, 'the bare statement failed');
  return ran;
}

/** As many free places as are asked for, and the requests. */
async function openDay(office: BenchOffice, owner: Database, round: number): Promise<Window> {
  const day = days[round] ?? days[0];
  await setPlaces(owner, day, bookings);
  const asked = bodies(office, day, bookings, round * bookings);
  return { kind: 'http', url: `${office.url}/trpc/bookings.book`, connections, bodies: asked };
}

async function bookAll(load: Load, window: Window): Promise<Ran> {
  const ran = await load(window);
  demand(ran.statuses['200'] === bookings, `not every booking was taken: ${JSON.stringify(ran.statuses)}`);
  return ran;
}

async function fightForOne(office: BenchOffice, owner: Database, load: Load): Promise<number> {
  const day = '2022-05-27';
  await setPlaces(owner, day, 1);
  const ran = await load({
    kind: 'http',
    url: `${office.url}/trpc/bookings.book`,
    connections,
    bodies: bodies(office, day, connections, (rounds + 1) * bookings),
  });
  demand(
    ran.statuses['200'] === 1 && ran.statuses['409'] === connections - 1,
    `one place, ${JSON.stringify(ran.statuses)}`,
  );
  return ran.statuses['200'] ?? 0;
}

/** As many free online places as asked in the hot slot. */
async function setPlaces({ pool }: Database, day: string, places: number): Promise<void> {
  const plan = JSON.stringify([{ starts: time, ends: '10:20', channel: 'online', places }]);
  await pool.query('select make_day($1, $2, 1, $3)', ['jiagedaqi', day, plan]);
  await pool.query('vacuum analyze place');
}

function bodies({ keys }: BenchOffice, day: string, count: number, from: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    const answers = answersFor(from + index, { day, time });
    const proof = provePhone(keys, answers.phone ?? '', Temporal.Now.instant());
    return JSON.stringify({ key: randomUUID(), answers, proof });
  });
}

async function expectSound({ pool }: Database): Promise<void> {
  const { rows } = await pool.query<{ booked: number; owned: number; claims: number; told: number; entries: number }>(`
    select (select count(*) from booking)::int as booked, (select count(*) from place where booking is not null)::int as owned,
           (select count(*) from claim)::int as claims, (select count(*) from message where kind = 'booked')::int as told,
           (select count(*) from journal_entry where action = 'booking.made')::int as entries`);
  const sums = rows[0];
  const all = (rounds + 1) * bookings + 1;
  demand(sums?.booked === all && sums.owned === all && sums.claims === 2 * all, `unsound: ${JSON.stringify(sums)}`);
  demand(sums?.told === all && sums.entries === all, `unsound: ${JSON.stringify(sums)}`);
}

function demand(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(otherwise);
}
