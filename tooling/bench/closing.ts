import { randomUUID } from 'node:crypto';
import { appRouter } from '@anmin/api/router';
import { openDatabase } from '@anmin/db/client';
import { grantsOf } from '@anmin/domain/organisation/grants';
import { withOffice, type Bench } from './bench-office.ts';
import { bodyOf, demand, planDay } from './bookings.ts';
import { figureOf, type Figure } from './figure.ts';
import type { BenchOffice } from './office.ts';

/** Three full days, closed one after the other, and days that have room for their people. */
const days = [
  ['2022-05-24', '2022-05-30'],
  ['2022-05-25', '2022-05-31'],
  ['2022-05-26', '2022-06-01'],
] as const;
const each = 300;
const places = [{ starts: '09:40', ends: '10:20', places: each }];
const atOnce = 20;

/** How long it takes to close a day of 300 bookings: displaced, told, and offered a held place, in one transaction. */
export function closing(): Promise<readonly Figure[]> {
  return withOffice(async (bench) => {
    const { office, owner } = bench;
    const database = openDatabase(office.databaseUrl, { max: 4 });
    const databases = { staff: database, citizens: database };
    const hashPassphrase = () => Promise.reject(new Error('nobody signs in here'));
    const given = { databases, keys: office.keys, demo: true, voice: false, hashPassphrase };
    const staff = appRouter.createCaller({ ...given, actor: bureau });
    const [seconds, cpu]: [number[], number[]] = [[], []];
    try {
      for (const [index, [day]] of days.entries()) await fill(bench, day, index * each);
      for (const [day, later] of days) {
        await planDay(owner, 'jiagedaqi', later, places);
        const spent = process.cpuUsage();
        const began = performance.now();
        const span = { office: 'jiagedaqi', from: day, until: day, services: null, reason: '停电检修' };
        const { displaced, offered } = await staff.closures.close({ ...span, key: randomUUID() });
        seconds.push((performance.now() - began) / 1_000);
        const { user, system } = process.cpuUsage(spent);
        cpu.push((user + system) / each);
        demand(displaced === each && offered === each, `${displaced} displaced, ${offered} offered`);
      }
    } finally {
      await database.close();
    }
    return [
      { ...figureOf('closing a day of 300 bookings', seconds, 5, 's'), atMost: true },
      figureOf('closing, Node for each booking', cpu, null, 'µs'),
    ];
  });
}

async function fill({ office, owner }: Bench, day: string, from: number): Promise<void> {
  await planDay(owner, 'jiagedaqi', day, places);
  for (let n = 0; n < each; n += atOnce) {
    const statuses = await Promise.all(Array.from({ length: atOnce }, (_, at) => post(office, day, from + n + at)));
    demand(
      statuses.every((status) => status === 200),
      `not everybody was booked: ${statuses.join(' ')}`,
    );
  }
}

async function post(office: BenchOffice, day: string, n: number): Promise<number> {
  const response = await fetch(`${office.url}/trpc/bookings.book`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': `10.0.${n >> 8}.${n & 255}` },
    body: bodyOf(office, n, { day, time: '09:40' }),
  });
  await response.arrayBuffer();
  return response.status;
}

const bureau = {
  ...{ kind: 'staff' as const, id: 'bureau', name: 'bench', address: '', session: '', secondFactorAt: null },
  ...{ passphraseDue: false, posts: [] },
  grants: grantsOf([{ role: 'sectionClerk', unit: '232700-shehui', parent: '232700' }], []),
};
