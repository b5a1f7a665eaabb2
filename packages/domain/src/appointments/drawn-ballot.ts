import { z } from 'zod';
import { canonical } from '../measures/canonical.ts';
import { commitmentTo, drawn, hashOfList, timeFor, without, type Lots } from './ballot.ts';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const lots = z.object({ time: z.string(), places: z.int() });

/** All that is published of a draw; with it anyone draws again. */
export const drawnBallotSchema = z.object({
  commitment: hash,
  publicValue: z.string(),
  secret: z.string(),
  /** all who had applied when applying ended, sorted */
  applications: z.array(z.string()),
  listHash: hash,
  /** free places of the day when it was drawn */
  lots: z.array(lots),
  /** whom the rules refused, or who had withdrawn; they have no place */
  excluded: z.array(z.string()),
  /** in drawn order */
  winners: z.array(z.object({ application: z.string(), time: z.string() })),
  order: z.array(z.string()),
});

/** What a clerk enters to draw: the public value, and where anybody finds it. */
export const enteredSchema = z.strictObject({
  publicValue: z.string().trim().min(1).max(200),
  source: z.string().trim().min(2).max(500),
});

export type DrawnBallot = z.infer<typeof drawnBallotSchema>;

export const ballotFlaws = ['commitment', 'list', 'order', 'excluded', 'winners'] as const;
export type BallotFlaw = (typeof ballotFlaws)[number];

/** Draws again from what is published and says what does not follow from it. */
export function flawsOf(published: DrawnBallot): BallotFlaw[] {
  const { secret, commitment, applications, listHash, order, excluded, winners } = published;
  const known = new Set(applications);
  const sound: Record<BallotFlaw, boolean> = {
    commitment: commitmentTo(secret) === commitment,
    list: known.size === applications.length && hashOfList(applications) === listHash && isSorted(applications),
    order: same(order, drawn(published)),
    excluded: excluded.every((it) => known.has(it)),
    winners: same(winners, winnersOf(published)),
  };
  return ballotFlaws.filter((flaw) => !sound[flaw]);
}

/** In drawn order each has a place while there are any, but whom the rules refused. */
function winnersOf(published: DrawnBallot): DrawnBallot['winners'] {
  const refused = new Set(published.excluded);
  const winners: DrawnBallot['winners'] = [];
  let left: readonly Lots[] = published.lots;
  for (const application of drawn(published)) {
    const time = refused.has(application) ? null : timeFor(application, left);
    if (time === null) continue;
    winners.push({ application, time });
    left = without(left, time, application);
  }
  return winners;
}

function isSorted(list: readonly string[]): boolean {
  return list.every((it, index) => index === 0 || (list[index - 1] ?? '') < it);
}

const same = (one: unknown, other: unknown): boolean => canonical(one) === canonical(other);
