import { withOffice, type Bench } from './bench-office.ts';
import { bodyOf, demand, expectSound, planDay, quarters } from './bookings.ts';
import { figureOf, type Figure } from './figure.ts';

const citizens = 10_000;
const offices = 60;
const slots = quarters(24, 3);
const day = '2022-05-24';
const hotDay = '2022-05-25';

/** 10,000 citizens within one second for the 72 places of a day, while people read the months of 60 offices. */
export function bookingRush(): Promise<readonly Figure[]> {
  return withOffice(async (bench) => {
    await openOffices(bench);
    await planDay(bench.owner, 'jiagedaqi', day, slots);
    const wishes = Array.from({ length: citizens }, (_, n) => ({
      body: bodyOf(bench.office, n, { day, time: slots[n % slots.length]?.starts ?? '' }),
      from: `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`,
    }));
    const reading = readMonths(bench);
    const rush = await bench.load({ kind: 'rush', url: `${bench.office.url}/trpc/bookings.book`, within: 1, wishes });
    const months = await reading.stop();
    const known = ['200', '409', '503'].reduce((sum, status) => sum + (rush.statuses[status] ?? 0), 0);
    demand(known === citizens, `other answers than yes, no and come back: ${JSON.stringify(rush.statuses)}`);
    demand(rush.statuses['200'] === 72, `72 places, ${JSON.stringify(rush.statuses)}`);
    await expectSound(bench.owner, 72);
    const soldOut = await afterwards(bench);
    return [
      figureOf('10,000 citizens for 72 places: booked', [rush.statuses['200'] ?? 0], 72),
      figureOf('asked to come back (early 503)', [rush.statuses['503'] ?? 0]),
      { ...figureOf('p99 of the answered', [rush.p99Answered], 3_000, 'ms'), atMost: true },
      figureOf('months of 60 offices read meanwhile', [months.read]),
      { ...figureOf('months that failed', [months.failed], 0), atMost: true },
      figureOf('slowest month', [months.slowest], null, 'ms'),
      ...soldOut,
    ];
  });
}

/** Nothing is left: refusals at 512 connections beside the server's smallest JSON. */
async function afterwards(bench: Bench): Promise<Figure[]> {
  await planDay(bench.owner, 'jiagedaqi', hotDay, [{ starts: '09:40', ends: '10:20', places: 1 }]);
  const ratios: number[] = [];
  const slowest: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    const bare = await bench.load({ kind: 'get', urls: [`${bench.office.url}/livez`], connections: 512, times: 4_000 });
    const bodies = Array.from({ length: 4_000 }, (_, n) =>
      bodyOf(bench.office, 20_000 + 4_000 * round + n, { day: hotDay, time: '09:40' }),
    );
    const refused = await bench.load({
      kind: 'http',
      url: `${bench.office.url}/trpc/bookings.book`,
      connections: 512,
      bodies,
    });
    demand((refused.statuses['200'] ?? 0) === (round === 0 ? 1 : 0), `sold out, ${JSON.stringify(refused.statuses)}`);
    ratios.push(refused.perSecond / bare.perSecond);
    slowest.push(refused.p99Answered);
  }
  await expectSound(bench.owner, 73);
  return [
    figureOf('sold out, 512 connections / bare JSON', ratios, 0.25),
    { ...figureOf('p99 of the answered once sold out', slowest, 500, 'ms'), atMost: true },
  ];
}

/** As many offices as a province's cities have, each with what the first one settled. */
async function openOffices({ owner: { pool } }: Bench): Promise<void> {
  await pool.query(
    `insert into institution select (jsonb_populate_record(null::institution, to_jsonb(i) || jsonb_build_object('id', 'bench' || n))).*
       from institution i, generate_series(1, $1) n where i.id = 'jiagedaqi'`,
    [offices - 1],
  );
  await pool.query(
    `insert into office_setting (office, valid_from, rules, source, made_by)
       select 'bench' || n, valid_from, rules, source, made_by from office_setting, generate_series(1, $1) n where office = 'jiagedaqi'`,
    [offices - 1],
  );
}

/** Twenty months a second, until told to stop. */
function readMonths({ office }: Bench) {
  const seen = { read: 0, failed: 0, slowest: 0 };
  const told = new AbortController();
  const reading = (async () => {
    for (let n = 0; !told.signal.aborted; n += 1) {
      const id = n % offices === 0 ? 'jiagedaqi' : `bench${n % offices}`;
      const input = encodeURIComponent(JSON.stringify({ office: id, service: 'marriage', from: '2022-05-01' }));
      const began = performance.now();
      const ok = await fetch(`${office.url}/trpc/office.month?input=${input}`).then(
        async (response) => (await response.text()) !== '' && response.ok,
        () => false,
      );
      seen.read += 1;
      seen.failed += ok ? 0 : 1;
      seen.slowest = Math.max(seen.slowest, performance.now() - began);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  })();
  return {
    stop: async () => {
      told.abort();
      await reading;
      return seen;
    },
  };
}
