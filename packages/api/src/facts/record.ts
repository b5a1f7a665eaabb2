import type { Transaction } from '@anmin/db/client';
import { fact } from '@anmin/db/schema/measures';
import { refuse } from '@anmin/domain/refusal';
import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { closeIn } from '../closures/close.ts';
import { previewIn } from '../closures/router.ts';
import { actorName, journal } from '../journal.ts';
import { readAfresh } from '../office/office.ts';
import { keySchema, once } from '../once.ts';
import { inScope, isUnder } from '../scope.ts';
import { Refused, type StaffContext } from '../trpc.ts';
import { bookingsAhead, spansFor, type Counters } from './closing.ts';
import { effects } from './effects.ts';
import { supposed, write, type NewFact } from './written.ts';

/** What would follow, before anything is written: duties gained and lost, and the bookings a closing would displace. */
export function preview(ctx: StaffContext, check: (tx: Transaction) => Promise<NewFact>, span: Counters | null) {
  return inScope(ctx, ctx.units, async (tx) => {
    const given = await check(tx);
    const told = await effects(tx, ctx, (facts) => [...facts, supposed(given)]);
    const ahead = await bookingsAhead(tx, ctx, given);
    /** Where a service may rest and people are booked, closing its counters is offered in the same act. */
    const offersClosing = ahead.bookings > 0 && (told.closes || ahead.mayRest);
    const hits = span === null ? null : await hitsOf(tx, ctx, given.region, span);
    return { rows: told.rows, opens: told.opens, ahead: offersClosing ? ahead.bookings : 0, hits };
  });
}

async function hitsOf(tx: Transaction, ctx: StaffContext, region: string, span: Counters) {
  const { closing, spans } = await spansFor(tx, ctx, region, span);
  const hits = [];
  for (const one of spans) hits.push(await previewIn(tx, closing, one));
  return {
    offices: hits.flatMap(({ offices }) => offices),
    bookings: hits.reduce((sum, { bookings }) => sum + bookings, 0),
    withoutPhone: hits.reduce((sum, { withoutPhone }) => sum + withoutPhone, 0),
  };
}

/** Writes a fact down and, if it is to be, closes the counters of its region, all or nothing. */
export async function record(
  ctx: StaffContext,
  { key, counters: span, body }: { key: string; counters: Counters | null; body: unknown },
  check: (tx: Transaction) => Promise<NewFact>,
) {
  const done = await inScope(ctx, ctx.units, (tx) =>
    once(tx, ctx, { scope: `staff:${ctx.actor.id}`, key, body: ['fact', body, span] }, async () => {
      const given = await check(tx);
      const id = await write(tx, ctx, given);
      const closed = span === null ? [] : await closeCounters(tx, ctx, given.region, span);
      return { fact: id, displaced: closed.reduce((sum, { displaced }) => sum + displaced, 0) };
    }),
  );
  if (span !== null) readAfresh(ctx);
  return done;
}

async function closeCounters(tx: Transaction, ctx: StaffContext, region: string, span: Counters) {
  const { closing, spans } = await spansFor(tx, ctx, region, span);
  const closed = [];
  for (const one of spans) closed.push(await closeIn(tx, closing, one));
  return closed;
}

export const liftInput = z.strictObject({ fact: z.uuid(), from: z.iso.date() });

/** What would follow if a fact held no longer from a day on. */
export function previewLift(ctx: StaffContext, { fact: id, from }: z.infer<typeof liftInput>) {
  return inScope(ctx, ctx.units, async (tx) => {
    await liftable(tx, ctx, id, from);
    const lifted = { from, known: '9999-12-31T23:58' };
    return effects(tx, ctx, (facts) => facts.map((it) => (it.id === id ? { ...it, lifted } : it)));
  });
}

export const liftedInput = liftInput.extend({ key: keySchema, version: z.int() });

/** From a day on it no longer holds, which is known from now on; what was written stays. */
export function lift(ctx: StaffContext, { key, version, fact: id, from }: z.infer<typeof liftedInput>) {
  return inScope(ctx, ctx.units, (tx) =>
    once(tx, ctx, { scope: `staff:${ctx.actor.id}`, key, body: ['fact.lift', id, version, from] }, async () => {
      const found = await liftable(tx, ctx, id, from);
      if (found.version !== version) throw new Refused(refuse('stale'));
      const lifted = {
        liftedFrom: from,
        liftedAt: found.knownAt,
        liftedBy: actorName(ctx.actor),
        version: version + 1,
      };
      await tx.update(fact).set(lifted).where(eq(fact.id, id));
      const codes = { kind: found.kind, region: found.region, from };
      await journal(tx, ctx.actor, { action: 'fact.lifted', subject: id, office: found.unit, codes });
      return { lifted: true as const };
    }),
  );
}

async function liftable(tx: Transaction, { units }: StaffContext, id: string, from: string) {
  const [found] = await tx
    .select()
    .from(fact)
    .where(and(eq(fact.id, id), isUnder(fact.unit, units)));
  if (found === undefined) throw new Refused(refuse('notFound'));
  if (found.liftedAt !== null) throw new Refused(refuse('stale'));
  const isInside = from >= found.fromDay && (found.untilDay === null || from < found.untilDay);
  if (!isInside) throw new Refused(refuse('wrongDay', [], { day: from }));
  return found;
}
