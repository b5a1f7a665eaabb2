import type { Transaction } from '@anmin/db/client';
import { booking, message, place, slot } from '@anmin/db/schema/appointments';
import { closure, day, institution } from '@anmin/db/schema/offices';
import { unitsFor } from '@anmin/domain/organisation/grants';
import { refuse } from '@anmin/domain/refusal';
import { and, asc, desc, eq, gte, inArray, isNull, lt, or, sql } from 'drizzle-orm';
import { z } from 'zod';
import { placesLeft, wallTime } from '../office/free.ts';
import { citationsOf } from '../office/citations.ts';
import { journal } from '../journal.ts';
import { officeNow, readInstant } from '../office/now.ts';
import { loadOffice, lockOffices, readAfresh, type Institution } from '../office/office.ts';
import { keySchema, once } from '../once.ts';
import { planDays } from '../plans/plan.ts';
import type { CounterRow } from '../counter/row.ts';
import { loadRows } from '../counter/sheet.ts';
import { journalRead } from '../privacy/reads.ts';
import { inScope } from '../scope.ts';
import { coversPrefecture, servedOffice, servedOffices } from '../staff/scope.ts';
import { Refused, router, staffProcedure, type StaffContext } from '../trpc.ts';
import { basisOf, bookingsIn, officesOf, spanInput, type Span } from './affected.ts';
import { close } from './close.ts';

const officeFilter = z.strictObject({ office: z.string().max(50).optional() });
const liftInput = z.strictObject({
  closure: z.uuid(),
  version: z.int(),
  key: keySchema,
  reason: z.string().trim().min(2).max(200),
});

export const closuresRouter = router({
  list: staffProcedure('closures.see')
    .input(officeFilter)
    .query(({ ctx, input }) => list(ctx, input.office)),
  preview: staffProcedure('closures.make')
    .input(spanInput)
    .mutation(({ ctx, input }) => preview(ctx, input)),
  close: staffProcedure('closures.make')
    .input(spanInput.safeExtend({ key: keySchema }))
    .mutation(({ ctx, input }) => close(ctx, input)),
  lift: staffProcedure('closures.make')
    .input(liftInput)
    .mutation(({ ctx, input }) => lift(ctx, input)),
  displaced: staffProcedure('counter.see')
    .input(officeFilter)
    .query(({ ctx, input }) => displaced(ctx, input.office)),
});

function list(ctx: StaffContext, office: string | undefined) {
  return inScope(ctx, ctx.units, (tx) => listIn(tx, ctx, office));
}

async function listIn(db: Transaction, ctx: StaffContext, office: string | undefined) {
  const offices = await officesShown(db, ctx, office);
  const [prefecture = ''] = offices.map((it) => it.prefecture);
  const names = new Map(offices.map(({ id, name }) => [id, name]));
  const making = { units: unitsFor(ctx.actor.grants, 'closures.make') };
  const open = new Set((await servedOffices(db, making)).map(({ id }) => id));
  const opensAll = await coversPrefecture(db, making, prefecture);
  const rows = await db
    .select()
    .from(closure)
    .where(
      and(eq(closure.prefecture, prefecture), or(isNull(closure.office), inArray(closure.office, [...names.keys()]))),
    )
    .orderBy(desc(closure.fromDay), desc(closure.madeAt))
    .limit(200);
  return rows.map(({ untilDay, ...row }) => ({
    ...row,
    /** Whether the asker may open the span again. */
    liftable: row.liftedAt === null && (row.office === null ? opensAll : open.has(row.office)),
    officeName: row.office === null ? null : (names.get(row.office) ?? null),
    /** Last day closed. */
    untilDay: Temporal.PlainDate.from(untilDay).subtract({ days: 1 }).toString(),
  }));
}

/** What closing would hit, before anything is done. */
function preview(ctx: StaffContext, span: Span) {
  return inScope(ctx, ctx.units, (tx) => previewIn(tx, ctx, span));
}

export async function previewIn(db: Transaction, ctx: StaffContext, span: Span) {
  const offices = await officesOf(db, ctx, span);
  const hit = await bookingsIn(db, offices, span);
  const now = await officeNow(db);
  const days = [...new Set(hit.map((it) => it.slot.day))].sort();
  const until = Temporal.PlainDate.from(span.until);
  const free = await placesLeft(db, {
    offices: offices.map(({ id }) => id),
    from: until.add({ days: 1 }).toString(),
    until: until.add({ months: 2 }).toString(),
    channel: 'online',
  });
  return {
    offices: offices.map(({ id, name }) => ({ id, name })),
    bookings: hit.length,
    perDay: days.map((it) => ({ day: it, bookings: hit.filter((one) => one.slot.day === it).length })),
    withoutPhone: hit.filter((it) => it.booking.phoneSealed === null).length,
    basis: citationsOf(ctx, basisOf(ctx, offices, span, now)),
    offersPossible: Math.min(
      hit.length,
      free.reduce((sum, { left }) => sum + left, 0),
    ),
  };
}

/** Opens the span again: free places return by the plan; what was displaced stays with its offers. */
async function lift(ctx: StaffContext, input: z.infer<typeof liftInput>) {
  await inScope(ctx, ctx.units, (tx) =>
    once(
      tx,
      ctx,
      { scope: `staff:${ctx.actor.id}`, key: input.key, body: ['lift', input.closure, input.version] },
      async () => {
        const [found] = await tx.select().from(closure).where(eq(closure.id, input.closure)).for('update');
        const served = await servedOffices(tx, ctx);
        const offices = served.filter(({ id, prefecture }) =>
          found?.office === null ? prefecture === found.prefecture : id === found?.office,
        );
        if (found === undefined || offices.length === 0) throw new Refused(refuse('notFound'));
        if (found.office === null && !(await coversPrefecture(tx, ctx, found.prefecture)))
          throw new Refused(refuse('notAllowed'));
        if (found.version !== input.version || found.liftedAt !== null) throw new Refused(refuse('stale'));
        await lockOffices(tx, offices);
        await tx
          .update(closure)
          .set({ liftedAt: sql`office_now()`, version: sql`${closure.version} + 1` })
          .where(eq(closure.id, found.id));
        for (const { id } of offices) {
          const office = await loadOffice(tx, id);
          const planned = await tx
            .select({ day: day.day })
            .from(day)
            .where(and(eq(day.office, id), gte(day.day, found.fromDay), lt(day.day, found.untilDay)));
          await planDays(
            tx,
            office,
            planned.map((it) => Temporal.PlainDate.from(it.day)),
          );
        }
        await journal(tx, ctx.actor, {
          action: 'closure.lifted',
          subject: found.id,
          office: found.office ?? found.prefecture,
          fields: ['reason'],
        });
        return { lifted: true };
      },
    ),
  );
  readAfresh(ctx);
  return { lifted: true as const };
}

/** Whom the office owes a time: with an offer, or to be called. */
async function displaced(ctx: StaffContext, only: string | undefined) {
  const { rows, told, reasons } = await inScope(ctx, ctx.units, (tx) => displacedIn(tx, ctx, only));
  const ids = rows.map((row) => row.id);
  // an offered place may be at another office, whose door everybody may read
  const offers = await ctx.board.db
    .select({
      booking: place.booking,
      until: place.offeredUntil,
      day: slot.day,
      starts: slot.starts,
      officeName: institution.name,
    })
    .from(place)
    .innerJoin(slot, eq(slot.id, place.slot))
    .innerJoin(institution, eq(institution.id, slot.office))
    .where(inArray(place.booking, ids));
  return rows.map((row) => {
    const offer = offers.find((it) => it.booking === row.id);
    return {
      row,
      closureReason: reasons.find((it) => it.booking === row.id)?.reason ?? '',
      told: howTold(told.filter((it) => it.booking === row.id).at(-1)),
      offer:
        offer === undefined
          ? null
          : {
              day: offer.day,
              starts: wallTime(offer.starts),
              officeName: offer.officeName,
              until: readInstant(offer.until ?? '').toString(),
            },
    };
  });
}

/** How somebody was told last; `called`: no message reached them, and the office phoned. */
function howTold(last: Pick<typeof message.$inferSelect, 'state' | 'calledAt'> | undefined) {
  return last === undefined ? ('waiting' as const) : last.calledAt === null ? last.state : ('called' as const);
}

async function displacedIn(db: Transaction, ctx: StaffContext, only: string | undefined) {
  const rows: CounterRow[] = [];
  for (const { id } of await officesShown(db, ctx, only)) {
    const office = await loadOffice(db, id);
    const own = await loadRows(db, ctx, office, and(eq(booking.office, id), eq(booking.state, 'displaced')));
    await journalRead(db, ctx, id, { of: 'displaced', count: own.length });
    rows.push(...own);
  }
  const ids = rows.map((row) => row.id);
  const told = await db
    .select({ booking: message.booking, state: message.state, calledAt: message.calledAt })
    .from(message)
    .where(and(inArray(message.booking, ids), inArray(message.kind, ['offered', 'displacedNoPlace', 'offerExpired'])))
    .orderBy(asc(message.madeAt));
  const reasons = await db
    .select({ booking: booking.id, reason: closure.reason })
    .from(booking)
    .innerJoin(closure, eq(closure.id, booking.closure))
    .where(inArray(booking.id, ids));
  return { rows, told, reasons };
}

/** The office asked for, or every one that somebody acts for. */
async function officesShown(tx: Transaction, ctx: StaffContext, office: string | undefined): Promise<Institution[]> {
  return office === undefined ? servedOffices(tx, ctx) : [await servedOffice(tx, ctx, office)];
}
