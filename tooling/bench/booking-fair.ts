import { withOffice, type Bench } from './bench-office.ts';
import { bodyOf, demand, expectSound, planDay, quarters } from './bookings.ts';
import { figureOf, type Figure } from './figure.ts';

const bots = 50;
const people = 200;
const perSecond = 100;
/** seconds */
const after = 2;
const slots = quarters(24, 3);

type Rush = { readonly byPeople: number; readonly byBots: number; readonly tooOften: number };

/**
 * Fifty bots at a hundred requests a second, each with a phone and a network, against two hundred people for 72 places:
 * bots that knock from a second before the release, as programs without its clock must, and bots that begin with it.
 */
export function bookingFair(): Promise<readonly Figure[]> {
  return withOffice(async (bench) => {
    const punctual = await rush(bench, { day: '2022-05-24', before: 0 });
    const knocking = await rush(bench, { day: '2022-05-25', before: 1 });
    await expectSound(
      bench.owner,
      [knocking, punctual].reduce((sum, it) => sum + it.byPeople + it.byBots, 0),
    );
    const fair = (72 * people) / (people + bots);
    return [
      figureOf('places people got, beside the share of as many people', [knocking.byPeople / fair], 0.95),
      figureOf('places bots got of 72', [knocking.byBots]),
      figureOf('requests refused as too many (429)', [knocking.tooOften]),
      figureOf('the same share, bots that begin with the release', [punctual.byPeople / fair]),
      figureOf('places such bots got of 72', [punctual.byBots]),
    ];
  });
}

async function rush(bench: Bench, { day, before }: { day: string; before: number }): Promise<Rush> {
  const within = before + after;
  await planDay(bench.owner, 'jiagedaqi', day, []);
  const time = (n: number) => slots[n % slots.length]?.starts ?? '';
  const first = Number(day.slice(-2)) * 1_000;
  const ofBots = Array.from({ length: bots * perSecond * within }, (_, n) => ({
    body: bodyOf(bench.office, first + (n % bots), { day, time: time(Math.floor(n / bots)) }),
    from: `192.0.${day.slice(-2)}.${n % bots}`,
    at: n / (bots * perSecond * within),
  }));
  const ofPeople = Array.from({ length: people }, (_, n) => ({
    body: bodyOf(bench.office, first + 500 + n, { day, time: time(n) }),
    from: `198.51.${day.slice(-2)}.${n}`,
    at: (before + Math.random() * after) / within,
  }));
  const url = `${bench.office.url}/trpc/bookings.book`;
  const begins = Date.now() + readyWithinMs;
  const running = bench.load({ kind: 'rush', url, within, begins, wishes: [...ofPeople, ...ofBots] });
  const release = begins + before * 1_000;
  await new Promise((resolve) => setTimeout(resolve, release - Date.now()));
  await planDay(bench.owner, 'jiagedaqi', day, slots);
  const { each, statuses } = await running;
  const booked = (wishes: readonly number[]) => wishes.filter((status) => status === 200).length;
  const [byPeople, byBots] = [booked(each.slice(0, people)), booked(each.slice(people))];
  demand(byPeople + byBots <= 72, `72 places, ${JSON.stringify(statuses)}`);
  return { byPeople, byBots, tooOften: statuses['429'] ?? 0 };
}

/** Fifteen thousand wishes are handed over to the load process. */
const readyWithinMs = 6_000;
