import { withOffice, type Bench } from './bench-office.ts';
import { demand } from './bookings.ts';
import { figureOf, type Figure } from './figure.ts';
import type { Ran } from './load.ts';

const rounds = 3;
const reads = 1_500;
const connections = 64;

/** The month of an office: read anew beside its query alone, and as a crowd reads it beside the server's smallest JSON. */
export function bookingRead(): Promise<readonly Figure[]> {
  return withOffice(async (bench) => {
    const { office } = bench;
    const month = (from: string) =>
      `${office.url}/trpc/office.month?input=${encodeURIComponent(JSON.stringify({ office: 'jiagedaqi', service: 'marriage', from }))}`;
    const get = (urls: readonly string[]) => bench.load({ kind: 'get', urls, connections, times: reads });
    // no two are alike, so none is read for another
    const anew = Array.from({ length: reads }, (_, n) =>
      month(Temporal.PlainDate.from('2022-05-01').add({ months: n }).toString()),
    );
    const results: { query: Ran; uncached: Ran; bare: Ran; cached: Ran }[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const query = await onlyQuery(bench);
      const uncached = await get(anew);
      const bare = await get([`${office.url}/livez`]);
      const cached = await get([month('2022-05-01')]);
      for (const { statuses } of [uncached, cached]) demand(statuses['200'] === reads, JSON.stringify(statuses));
      results.push({ query, uncached, bare, cached });
    }
    return [
      figureOf(
        'month read anew / its query alone',
        results.map(({ uncached, query }) => uncached.perSecond / query.perSecond),
        0.25,
      ),
      figureOf(
        'month as a crowd reads it / bare JSON',
        results.map(({ cached, bare }) => cached.perSecond / bare.perSecond),
        0.4,
      ),
      figureOf(
        'months a second, as a crowd reads them',
        results.map(({ cached }) => cached.perSecond),
        null,
        '/s',
      ),
    ];
  });
}

function onlyQuery({ office, load }: Bench): Promise<Ran> {
  const text = `
    select slot.id, slot.office, slot.day, slot.starts, slot.ends,
           count(case when place.booking is null and place.closed_at is null and place.rests_until is null then 1 end)
      from slot join place on place.slot = slot.id and place.channel = 'online'
     where slot.office = 'jiagedaqi' and slot.day >= date '2022-05-01' + ($1::int % 1) and slot.day <= '2022-05-31'
     group by slot.id having count(case when place.closed_at is null then 1 end) > 0
     order by slot.day, slot.starts, slot.office`;
  return load({ kind: 'sql', url: office.administratorUrl, connections: 16, times: reads / 3, text });
}
