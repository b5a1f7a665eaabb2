import { openDatabase } from '@anmin/db/client';
import { randomUUID } from 'node:crypto';
import { answersFor, book } from '../../packages/api/test/citizens.ts';
import { figureOf, type Figure } from './figure.ts';
import type { BenchOffice } from './office.ts';
import { answer, start, stop } from './processes.ts';

const rounds = 5;
const asked = 200;

/**
 * How much longer a clerk waits for the refusal of a booking of another office than for that of none at all (trust row 6:
 * within 5 ms). The two are asked in turn, so that both meet the same machine.
 */
export async function foreign(): Promise<readonly Figure[]> {
  const officeProcess = start('./office.ts');
  const office = await answer<BenchOffice>(officeProcess);
  try {
    const cookie = await signIn(office);
    const other = await bookingElsewhere(office);
    const gaps: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const times = { foreign: [] as number[], none: [] as number[] };
      for (let n = 0; n < asked; n += 1) {
        times.foreign.push(await timeOf(office, cookie, other));
        times.none.push(await timeOf(office, cookie, randomUUID()));
      }
      gaps.push(median(times.foreign) - median(times.none));
    }
    return [figureOf('foreign booking − no booking, median of 200', gaps, null, 'ms')];
  } finally {
    await stop(officeProcess);
  }
}

async function signIn({ url }: BenchOffice): Promise<string> {
  const response = await fetch(`${url}/api/auth/sign-in/username`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'jiagedaqi', password: 'xing-an-ling-da-zi' }),
  });
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';', 1)[0])
    .join('; ');
}

async function bookingElsewhere(office: BenchOffice): Promise<string> {
  await book(office, answersFor(1, { office: 'mohe', day: '2022-05-24', time: '09:40' }));
  const owner = openDatabase(office.administratorUrl, { max: 1 });
  const { rows } = await owner.pool.query<{ id: string }>(`select id from booking where office = 'mohe'`);
  await owner.close();
  const [row] = rows;
  if (row === undefined) throw new Error('nothing was booked at the other office');
  return row.id;
}

async function timeOf({ url }: BenchOffice, cookie: string, booking: string): Promise<number> {
  const began = performance.now();
  const query = encodeURIComponent(JSON.stringify({ booking }));
  const response = await fetch(`${url}/trpc/counter.row?input=${query}`, { headers: { cookie } });
  await response.text();
  if (response.status !== 404) throw new Error(`a foreign booking was answered ${response.status}`);
  return performance.now() - began;
}

function median(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? NaN;
}
