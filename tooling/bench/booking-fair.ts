import { demoRules } from '@anmin/api/demo/seed';
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
    const punctual = await rush(bench, { released: '2022-05-17', before: 0 });
    const knocking = await rush(bench, { released: '2022-05-18', before: 1 });
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

type Release = {
  /** the day on which it comes, at the time of the office's rules */ readonly released: string;
  readonly before: number;
};

async function rush({ office, owner, load }: Bench, { released, before }: Release): Promise<Rush> {
  const within = before + after;
  const day = Temporal.PlainDate.from(released).add({ days: demoRules.windowDays }).toString();
  await planDay(owner, 'jiagedaqi', day, slots);
  const begins = Date.now() + readyWithinMs;
  await owner.pool.query('update office_clock set offset_ = $1::timestamptz - to_timestamp($2)', [
    ...[`${released}T${demoRules.releaseAt}:00+08:00`, begins / 1_000 + before],
  ]);
  const time = (n: number) => slots[n % slots.length]?.starts ?? '';
  const net = Number(released.slice(-2));
  const ofBots = Array.from({ length: bots * perSecond * within }, (_, n) => ({
    body: bodyOf(office, net * 1_000 + (n % bots), { day, time: time(Math.floor(n / bots)) }),
    from: `192.0.${net}.${n % bots}`,
    at: n / (bots * perSecond * within),
  }));
  const ofPeople = Array.from({ length: people }, (_, n) => ({
    body: bodyOf(office, net * 1_000 + 500 + n, { day, time: time(n) }),
    from: `198.51.${net}.${n}`,
    at: (before + Math.random() * after) / within,
  }));
  const wishes = [...ofPeople, ...ofBots];
  const { each, statuses } = await load({
    ...{ kind: 'rush', url: `${office.url}/trpc/bookings.book`, within, begins, wishes },
  });
  const booked = (answers: readonly number[]) => answers.filter((status) => status === 200).length;
  const [byPeople, byBots] = [booked(each.slice(0, people)), booked(each.slice(people))];
  demand(byPeople + byBots <= 72, `72 places, ${JSON.stringify(statuses)}`);
  return { byPeople, byBots, tooOften: statuses['429'] ?? 0 };
}

/** Fifteen thousand wishes are handed over to the load process. */
const readyWithinMs = 8_000;
