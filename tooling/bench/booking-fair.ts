import { withOffice } from './bench-office.ts';
import { bodyOf, demand, expectSound, planDay, quarters } from './bookings.ts';
import { figureOf, type Figure } from './figure.ts';

const bots = 50;
const people = 200;
const perSecond = 100;
/** seconds: bots knock before the release, people come after it */
const [before, after] = [1, 2];
const slots = quarters(24, 3);
const day = '2022-05-24';

/** Fifty bots at a hundred requests a second, each with a phone and a network, against two hundred people for 72 places. */
export function bookingFair(): Promise<readonly Figure[]> {
  return withOffice(async (bench) => {
    const within = before + after;
    await planDay(bench.owner, 'jiagedaqi', day, []);
    const time = (n: number) => slots[n % slots.length]?.starts ?? '';
    const ofBots = Array.from({ length: bots * perSecond * within }, (_, n) => ({
      body: bodyOf(bench.office, n % bots, { day, time: time(Math.floor(n / bots)) }),
      from: `192.0.2.${n % bots}`,
      at: n / (bots * perSecond * within),
    }));
    const ofPeople = Array.from({ length: people }, (_, n) => ({
      body: bodyOf(bench.office, 1_000 + n, { day, time: time(n) }),
      from: `198.51.100.${n}`,
      at: (before + Math.random() * after) / within,
    }));
    const url = `${bench.office.url}/trpc/bookings.book`;
    const rush = bench.load({ kind: 'rush', url, within, wishes: [...ofPeople, ...ofBots] });
    await new Promise((resolve) => setTimeout(resolve, before * 1_000));
    await planDay(bench.owner, 'jiagedaqi', day, slots);
    const { each, statuses } = await rush;
    const booked = each.slice(0, people).filter((status) => status === 200).length;
    const byBots = each.slice(people).filter((status) => status === 200).length;
    demand(booked + byBots <= 72, `72 places, ${JSON.stringify(statuses)}`);
    await expectSound(bench.owner, booked + byBots);
    return [
      figureOf(
        'places people got of 72, beside the share of as many people',
        [booked / ((72 * people) / (people + bots))],
        0.95,
      ),
      figureOf('places people got', [booked]),
      figureOf('places bots got', [byBots]),
      figureOf('requests refused as too many (429)', [statuses['429'] ?? 0]),
    ];
  });
}
