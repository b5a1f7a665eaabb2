import type { Database } from '@anmin/db/client';
import { refuse } from '@anmin/domain/refusal';
import { countAttempt, networkOf, type Rate } from '../attempts.ts';
import type { Keys } from '../privacy/keys.ts';
import { sign } from '../privacy/seal.ts';
import { Overloaded, Refused, type Context } from '../trpc.ts';

type Crowd = { all: number; readonly at: Map<string, number> };
const crowds = new WeakMap<Database, Crowd>();

/** Who comes when the line of an office is full hears so at once, before anything is looked at, and comes back. */
export async function inCrowd<Answer>(ctx: Context, office: string, work: () => Promise<Answer>): Promise<Answer> {
  if (ctx.actor.kind !== 'citizen') return work();
  const crowd = crowds.get(ctx.database) ?? { all: 0, at: new Map<string, number>() };
  crowds.set(ctx.database, crowd);
  const here = crowd.at.get(office) ?? 0;
  const most = ctx.crowd?.queue ?? Infinity;
  if (here >= most || crowd.all >= 4 * most) throw new Overloaded();
  crowd.at.set(office, here + 1);
  crowd.all += 1;
  try {
    return await work();
  } finally {
    crowd.all -= 1;
    const left = (crowd.at.get(office) ?? 1) - 1;
    if (left > 0) crowd.at.set(office, left);
    else crowd.at.delete(office);
  }
}

/** Refuses a phone or a network that asks for places more often in a minute than people do. */
export async function refuseTooMany(ctx: Context, phone: string | null): Promise<void> {
  if (ctx.actor.kind !== 'citizen' || ctx.crowd === undefined) return;
  const { ofPhone, ofNetwork } = ctx.crowd;
  const asked = [
    ...(phone === null ? [] : [{ subject: nameOfPhone(phone), most: ofPhone }]),
    { subject: nameOfNetwork(ctx.actor.address), most: ofNetwork },
  ];
  for (const { subject, most } of asked) {
    const wait = await countTry(ctx, subject, { most, seconds: 60 });
    if (wait !== null) throw tooOften(wait);
  }
}

/** Who is known to be over hears so before anything of theirs is read: a crowd of programs is to cost next to nothing. */
export function refuseWhoIsOver(ctx: Context, provenPhone: string | null): void {
  if (ctx.actor.kind !== 'citizen' || ctx.crowd === undefined) return;
  const now = performance.now();
  const known = tries.get(ctx.database);
  for (const subject of [
    nameOfNetwork(ctx.actor.address),
    ...(provenPhone === null ? [] : [nameOfPhone(provenPhone)]),
  ]) {
    const { shutUntil = 0 } = known?.get(hashed(ctx.keys, subject)) ?? {};
    if (shutUntil > now) throw tooOften(Math.ceil((shutUntil - now) / 1000));
  }
}

const nameOfPhone = (phone: string) => `book phone ${phone}`;
const nameOfNetwork = (address: string) => `book network ${networkOf(address)}`;

function tooOften(wait: number): Refused {
  const again = Temporal.Now.instant().add({ seconds: wait }).toString();
  return new Refused(refuse('tooOften', [], { spent: false, again }));
}

type Tries = { readonly since: number; count: number; shutUntil: number };
const tries = new WeakMap<Database, Map<string, Tries>>();
const mostKept = 50_000;

/**
 * The first tries of a minute, which is all that most people need, are counted by the process alone and cost the database
 * nothing. From then on all processes count together; who is over is remembered, and asks the database no more.
 */
async function countTry({ database, keys }: Context, subject: string, rate: Rate): Promise<number | null> {
  const known = tries.get(database) ?? new Map<string, Tries>();
  tries.set(database, known);
  const name = hashed(keys, subject);
  const now = performance.now();
  const before = known.get(name);
  if (before !== undefined && before.shutUntil > now) return Math.ceil((before.shutUntil - now) / 1000);
  const fresh = before === undefined || now - before.since > rate.seconds * 1000;
  const own = fresh ? { since: now, count: 0, shutUntil: 0 } : before;
  if (fresh && known.size >= mostKept) known.clear();
  known.set(name, own);
  own.count += 1;
  if (own.count <= rate.most / 4) return null;
  const wait = await countAttempt({ database, keys }, subject, rate);
  if (wait !== null) own.shutUntil = performance.now() + wait * 1000;
  return wait;
}

function hashed(keys: Keys, subject: string): string {
  return sign(keys, 'try', subject).toString('base64url');
}
