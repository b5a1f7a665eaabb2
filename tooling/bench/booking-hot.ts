import { bare, openBare } from './bare.ts';
import { withOffice, type Bench, type Measured } from './bench-office.ts';
import { bodyOf, demand, expectSound, planDay } from './bookings.ts';
import { figureOf, type Figure } from './figure.ts';
import type { Ran } from './load.ts';

const rounds = 3;
const bookings = 2500;
const time = '09:40';
const days = ['24', '25', '26', '27', '30', '31'].map((day) => `2022-05-${day}`);

type Round = { readonly hot64: Measured; readonly hot256: Measured; readonly bare64: Ran; readonly bare1: Ran };

/** Bookings over HTTP on one hot slot beside the bare statement on one hot row, all in each round, in turn first. */
export function bookingHot(): Promise<readonly Figure[]> {
  return withOffice(async (bench) => {
    await openBare(bench.owner, [1]);
    let hot = 0;
    const product = async (connections: number) => {
      hot += 1;
      return bookAll(bench, hot - 1, connections);
    };
    await bare(bench, 64, [1], bookings);
    await product(64);
    const results: Round[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const limit = () => bare(bench, 64, [1], bookings);
      const first = round % 2 === 0 ? await limit() : undefined;
      const [hot64, hot256] = [await product(64), await product(256)];
      const bare64 = first ?? (await limit());
      results.push({ hot64, hot256, bare64, bare1: await bare(bench, 1, [1], bookings / 5) });
    }
    const lastPlace = await fightForOne(bench);
    await expectSound(bench.owner, hot * bookings + 1);
    return figuresOf(results, lastPlace);
  });
}

function figuresOf(results: readonly Round[], lastPlace: number): Figure[] {
  const of = (figure: string, each: (round: Round) => number, goal: number | null = null, unit = '') =>
    figureOf(figure, results.map(each), goal, unit);
  return [
    of('hot64 / bare statement', ({ hot64, bare64 }) => hot64.perSecond / bare64.perSecond, 3),
    of('hot256 / bare statement', ({ hot256, bare64 }) => hot256.perSecond / bare64.perSecond),
    of('hot64 / bare statement, 1 client', ({ hot64, bare1 }) => hot64.perSecond / bare1.perSecond, 1),
    of('bookings a second, 64 connections', ({ hot64 }) => hot64.perSecond, null, '/s'),
    of('bookings a second, 256 connections', ({ hot256 }) => hot256.perSecond, null, '/s'),
    of('bare statement, 64 clients', ({ bare64 }) => bare64.perSecond, null, '/s'),
    of('p99, 64 connections', ({ hot64 }) => hot64.p99, null, 'ms'),
    of('p99 × throughput ÷ connections, 64', ({ hot64 }) => ((hot64.p99 / 1000) * hot64.perSecond) / 64),
    of('p99 × throughput ÷ connections, 256', ({ hot256 }) => ((hot256.p99 / 1000) * hot256.perSecond) / 256),
    of('Node CPU a booking', ({ hot64 }) => hot64.node, null, 'µs'),
    of('PostgreSQL CPU a booking', ({ hot64 }) => hot64.postgres, null, 'µs'),
    figureOf('64 attempts on one place: booked', [lastPlace]),
  ];
}

async function bookAll(bench: Bench, index: number, connections: number): Promise<Measured> {
  const day = dayOf(index);
  await planDay(bench.owner, 'jiagedaqi', day, [{ starts: time, ends: '10:20', places: bookings }]);
  const bodies = Array.from({ length: bookings }, (_, n) => bodyOf(bench.office, index * bookings + n, { day, time }));
  const ran = await bench.measured({
    kind: 'http',
    url: `${bench.office.url}/trpc/bookings.book`,
    connections,
    bodies,
  });
  demand(ran.statuses['200'] === bookings, `not every booking was taken: ${JSON.stringify(ran.statuses)}`);
  return ran;
}

async function fightForOne(bench: Bench): Promise<number> {
  const day = '2022-06-10';
  await planDay(bench.owner, 'jiagedaqi', day, [{ starts: time, ends: '10:20', places: 1 }]);
  const bodies = Array.from({ length: 64 }, (_, n) => bodyOf(bench.office, 90_000 + n, { day, time }));
  const { statuses } = await bench.load({
    ...{ kind: 'http', url: `${bench.office.url}/trpc/bookings.book`, connections: 64, bodies },
  });
  demand(statuses['200'] === 1 && statuses['409'] === 63, `one place, ${JSON.stringify(statuses)}`);
  return statuses['200'] ?? 0;
}

function dayOf(index: number): string {
  return days[index] ?? `2022-06-0${index - days.length + 1}`;
}
