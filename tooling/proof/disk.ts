import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { provePhone } from '@anmin/api/bookings/phone-proof';
import type { Answers } from '@anmin/domain/appointments/answers';
import { answersFor } from '../../packages/api/test/citizens.ts';
import type { Tell } from './claim.ts';
import { withDirectory } from './cluster.ts';
import type { Load, Wish } from './load.ts';
import { openOffice, slots, widen, type ProofOffice } from './office.ts';
import { answerOf, pause, start, until, untilMore } from './processes.ts';
import { judgeWishes } from './wishes.ts';

const rounds = 10;
const connections = 8;
/** ms of work on a full disk, each round */
const full = 4_000;
/** the first couple that the load does not book for */
const beyondLoad = 60_000;
/** ms */
const soon = 10_000;

/** Trust row 2c: the disk fills up while people book, ten times over, and nothing is lost or done twice. Needs root: it mounts. */
export async function disk(tell: Tell): Promise<void> {
  await withDirectory(async (directory) => {
    await withDisk(directory, '640m', async (mounted) => {
      const office = await openOffice(mounted);
      try {
        await widen(office.owner());
        await fillUnderLoad(office, mounted, tell);
        await checkPages(office, tell);
      } finally {
        await office.stop();
      }
    });
  });
}

/** A disk of its own, as large as is said, that nothing else of the machine is harmed by. */
async function withDisk(directory: string, size: string, work: (mounted: string) => Promise<void>): Promise<void> {
  const mounted = join(directory, 'disk');
  mkdirSync(mounted);
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size},mode=0711`, 'tmpfs', mounted]);
  const unmount = () => execFileSync('umount', ['--lazy', mounted]);
  process.once('exit', unmount);
  try {
    await work(mounted);
  } finally {
    process.off('exit', unmount);
    unmount();
  }
}

async function fillUnderLoad(office: ProofOffice, mounted: string, tell: Tell): Promise<void> {
  const { url, keys } = office;
  const load = start('./load.ts');
  load.send({ url, keys, slots, connections, from: 1, times: 1_000_000 } satisfies Load);
  const seen: Answer[] = [];
  const recoveries: number[] = [];
  let fallen = 0;
  for (let round = 0; round < rounds; round += 1) {
    await untilMore(load, 60);
    const ballast = fill(mounted);
    seen.push(...(await askWhileFull(office, beyondLoad + seen.length)));
    rmSync(ballast);
    const began = performance.now();
    await until('the office is ready', async () => {
      // what the service manager does with a database that has ended
      if (office.pids.database().length === 0) {
        fallen += 1;
        await office.start.database();
      }
      return (await fetch(`${url}/readyz`).catch(() => null))?.status === 200;
    });
    await untilMore(load, 1);
    recoveries.push(performance.now() - began);
  }
  load.send('stop');
  const { wishes } = await answerOf<{ wishes: Wish[] }>(load);
  load.disconnect();
  judgeAnswers(seen, tell);
  const asked: Wish[] = [];
  for (const wish of seen) asked.push(wishOf(await ask(office, wish)));
  const worst = Math.max(...recoveries);
  tell(
    'once there is room the office books again in 10 s',
    worst <= soon,
    `worst ${Math.round(worst)} ms, with ${fallen} starts of the database`,
  );
  // the connection it was said on broke when the database fell
  await office.owner().pool.query('set statement_timeout = 0');
  await judgeWishes(office, [...wishes, ...asked], tell);
}

function wishOf({ key, status, body }: Answer): Wish {
  return { key, status, body, unknownAt: null, tries: 2, sentAt: 0, answeredAt: 0 };
}

/** Writes until nothing more fits. */
function fill(mounted: string): string {
  const ballast = join(mounted, 'ballast');
  const file = openSync(ballast, 'w');
  try {
    for (let size = 1 << 20; size >= 512;) {
      try {
        if (writeSync(file, Buffer.alloc(size)) < size) size >>= 1;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
        size >>= 1;
      }
    }
  } finally {
    closeSync(file);
  }
  return ballast;
}

type Asked = { readonly key: string; readonly answers: Answers };
type Answer = Asked & { readonly status: number; readonly body: string; readonly again: string | null };

/** New couples ask one after the other. */
async function askWhileFull(office: ProofOffice, from: number): Promise<Answer[]> {
  const answered: Answer[] = [];
  for (const end = performance.now() + full; performance.now() < end;) {
    const slot = slots[answered.length % slots.length] ?? { day: '', time: '' };
    answered.push(await ask(office, { key: randomUUID(), answers: answersFor(from + answered.length, slot) }));
    await pause(50);
  }
  return answered;
}

/** By a connection of its own: one that is kept may be closed just as it is used. */
async function ask({ url, keys }: ProofOffice, { key, answers }: Asked): Promise<Answer> {
  const proof = provePhone(keys, answers.phone ?? '', Temporal.Now.instant());
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const headers = { 'content-type': 'application/json' };
  request(`${url}/trpc/bookings.book`, { method: 'POST', agent: false, headers }, resolve)
    .once('error', reject)
    .end(JSON.stringify({ key, answers, proof }));
  const response = await promise;
  const { statusCode: status = 0, headers: told } = response;
  return { key, answers, status, body: await text(response), again: told['retry-after'] ?? null };
}

function judgeAnswers(answered: readonly Answer[], tell: Tell): void {
  const turnedAway = answered.filter(({ status }) => status !== 200);
  const unclear = turnedAway.filter(({ status, again }) => status !== 503 || again === null);
  tell(
    'on a full disk everybody is told to come back, and when',
    turnedAway.length > 0 && unclear.length === 0,
    `${answered.length} asked, ${turnedAway.length} turned away${unclear
      .slice(0, 3)
      .map(({ status, body }) => `, ${status} ${body.slice(0, 200)}`)
      .join('')}`,
  );
}

/** Every table against its indexes, as `pg_amcheck --heapallindexed` does. */
async function checkPages(office: ProofOffice, tell: Tell): Promise<void> {
  const { pool } = office.owner();
  await pool.query('create extension amcheck');
  const checked = await pool.query(
    `select bt_index_check(i.indexrelid, true) from pg_index i join pg_class c on c.oid = i.indexrelid
       join pg_am on pg_am.oid = c.relam where amname = 'btree' and i.indisvalid and c.relpersistence = 'p'`,
  );
  const torn = await pool.query(
    `select c.relname, torn.msg from pg_class c, lateral verify_heapam(c.oid) torn
      where c.relkind in ('r', 'm') and c.relam = (select oid from pg_am where amname = 'heap')`,
  );
  tell(
    'no page of a table or index is torn',
    torn.rowCount === 0,
    `${checked.rowCount} indexes, ${torn.rowCount} torn`,
  );
}
