import { bare, openBare } from './bare.ts';
import { withOffice, type Bench, type Measured } from './bench-office.ts';
import { bodyOf, demand, expectSound, planDay, quarters } from './bookings.ts';
import { figureOf, type Figure } from './figure.ts';
import type { Ran } from './load.ts';

const rounds = 2;
const bookings = 2000;
const slots = Array.from({ length: 200 }, (_, n) => n + 1);
const perDay = 25;
const days = ['24', '25', '26', '27', '30', '31'].map((day) => `2022-05-${day}`).concat('2022-06-01', '2022-06-02');

/** Bookings over HTTP on 200 slots of eight days beside the bare statement on 200 rows; few and many connections. */
export function bookingSpread(): Promise<readonly Figure[]> {
  return withOffice(async (bench) => {
    await openBare(bench.owner, slots);
    for (const day of days) await planDay(bench.owner, 'jiagedaqi', day, quarters(perDay, 60));
    let couples = 0;
    const product = async (connections: number) => {
      couples += bookings;
      return bookAll(bench, couples - bookings, connections);
    };
    await bare(bench, 64, slots, bookings);
    const results: { bare64: Ran; spread16: Measured; spread64: Measured; spread512: Measured }[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const bare64 = await bare(bench, 64, slots, bookings);
      results.push({
        ...{ bare64, spread64: await product(64) },
        ...{ spread16: await product(16), spread512: await product(512) },
      });
    }
    await expectSound(bench.owner, couples);
    return [
      figureOf(
        'spread64 / bare statement over 200 slots',
        results.map((it) => it.spread64.perSecond / it.bare64.perSecond),
        0.7,
      ),
      figureOf(
        '512 connections / 16 connections',
        results.map((it) => it.spread512.perSecond / it.spread16.perSecond),
        1,
      ),
      figureOf(
        'bookings a second, 64 connections',
        results.map((it) => it.spread64.perSecond),
        null,
        '/s',
      ),
    ];
  });
}

async function bookAll(bench: Bench, from: number, connections: number): Promise<Measured> {
  const times = quarters(perDay, 1).map(({ starts }) => starts);
  const bodies = Array.from({ length: bookings }, (_, n) =>
    bodyOf(bench.office, from + n, { day: days[n % days.length] ?? '', time: times[Math.floor(n / 8) % perDay] ?? '' }),
  );
  const ran = await bench.measured({
    kind: 'http',
    url: `${bench.office.url}/trpc/bookings.book`,
    connections,
    bodies,
  });
  demand(ran.statuses['200'] === bookings, `not every booking was taken: ${JSON.stringify(ran.statuses)}`);
  return ran;
}
