import { once } from 'node:events';
import { sequence } from '../../packages/api/test/tamper.ts';
import type { Tell } from './claim.ts';
import { withDirectory } from './cluster.ts';
import type { Order } from './killer.ts';
import type { Load, Wish } from './load.ts';
import { openOffice, slots, widen, type ProofOffice } from './office.ts';
import { answerOf, start, untilMore, untilReady } from './processes.ts';
import { acknowledged, judgeWishes, lostOf } from './wishes.ts';

const kills = { database: 36, app: 24 };
const connections = 32;
const enoughUnknown = 1_000;
/** ms */
const soon = 5_000;

/** Trust rows 1 to 3: what was acknowledged outlives kill -9 of the database and of the app, and nothing is done twice. */
export async function crash(tell: Tell): Promise<void> {
  await withDirectory(async (directory) => {
    const office = await openOffice(directory);
    try {
      await widen(office.owner());
      const { wishes, recoveries } = await bookThrough(office, victims());
      await judge(office, wishes, tell);
      const worst = Math.max(...recoveries);
      tell(
        `after each of ${recoveries.length} kills the office is ready again in 5 s`,
        worst <= soon,
        `worst ${Math.round(worst)} ms`,
      );
    } finally {
      await office.stop();
    }
  });
  await withDirectory((directory) => provesNotBlind(directory, tell));
}

/** The mutant: a database that acknowledges before the disk has it must be caught losing. */
async function provesNotBlind(directory: string, tell: Tell): Promise<void> {
  const office = await openOffice(directory);
  try {
    await widen(office.owner());
    // The server refuses such a database at its start, so it is spoiled behind its back.
    for (const role of ['anmin_app', 'anmin_citizens'])
      await office.owner().pool.query(`alter role ${role} set synchronous_commit = off`);
    await office.owner().pool.query(`alter system set wal_writer_delay = '10s'`);
    await office
      .owner()
      .pool.query(
        `select pg_reload_conf(), pg_terminate_backend(pid) from pg_stat_activity where usename in ('anmin_app', 'anmin_citizens')`,
      );
    const { wishes } = await bookThrough(
      office,
      Array.from({ length: 8 }, () => 'database' as const),
    );
    const lost = await lostOf(office, acknowledged(wishes));
    tell(
      'a database that acknowledges too early is caught: the harness is not blind',
      lost.length > 0,
      `${lost.length} lost`,
    );
  } finally {
    await office.stop();
  }
}

type Victim = 'database' | 'app';

function victims(): Victim[] {
  const random = sequence(7);
  const left = { ...kills };
  return Array.from({ length: kills.database + kills.app }, () => {
    const victim = random() * (left.database + left.app) < left.database ? 'database' : 'app';
    left[victim] -= 1;
    return victim;
  });
}

/** Books without a pause while one victim after the other is killed and started again. */
async function bookThrough(
  office: ProofOffice,
  order: readonly Victim[],
): Promise<{ wishes: Wish[]; recoveries: number[] }> {
  const load = start('./load.ts');
  const killer = start('./killer.ts');
  try {
    const random = sequence(11);
    const recoveries: number[] = [];
    const { url, keys } = office;
    load.send({ url, keys, slots, connections, from: 1, times: 1_000_000 } satisfies Load);
    for (const victim of order) {
      await untilMore(load, 60);
      killer.send({ pids: office.pids[victim](), after: Math.floor(random() * 250) } satisfies Order);
      await once(killer, 'message');
      await office.start[victim]();
      const began = performance.now();
      await untilReady(url);
      recoveries.push(performance.now() - began);
    }
    load.send('stop');
    const { wishes } = await answerOf<{ wishes: Wish[] }>(load);
    return { wishes, recoveries };
  } finally {
    load.disconnect();
    killer.disconnect();
  }
}

async function judge(office: ProofOffice, wishes: readonly Wish[], tell: Tell): Promise<void> {
  const unknown = wishes.filter(({ unknownAt }) => unknownAt !== null);
  const before = await committedBefore(office, unknown);
  const enough = unknown.length >= enoughUnknown && before > 0;
  tell(
    `at least ${enoughUnknown} wishes were cut off`,
    enough,
    `${unknown.length}, of which ${before} had been booked`,
  );
  await judgeWishes(office, wishes, tell);
}

/** Cut off although it had been committed: whoever tried anew without a key would have booked twice. */
async function committedBefore(office: ProofOffice, unknown: readonly Wish[]): Promise<number> {
  const { rows } = await office.owner().pool.query<{ count: number }>(
    `select count(*) as count from unnest($1::text[], $2::bigint[]) cut(key, at)
       join idempotency i on i.key = cut.key and i.made_at < to_timestamp(cut.at / 1000.0)`,
    [unknown.map(({ key }) => key), unknown.map(({ unknownAt }) => unknownAt)],
  );
  return rows[0]?.count ?? 0;
}
