import type { Transaction } from '@anmin/db/client';
import { booking, party, slot } from '@anmin/db/schema/appointments';
import { exported } from '@anmin/db/schema/privacy';
import { lineStates } from '@anmin/domain/appointments/states';
import { refuse } from '@anmin/domain/refusal';
import { and, desc, eq, gte, isNull, lt, notInArray, sql } from 'drizzle-orm';
import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { loadRows } from '../counter/sheet.ts';
import { actorName, journal } from '../journal.ts';
import { readInstant } from '../office/now.ts';
import { loadOffice } from '../office/office.ts';
import { keySchema, once } from '../once.ts';
import { amountInForce } from '../privacy/settings.ts';
import { inScope, isUnder } from '../scope.ts';
import { actorNamesOf } from '../staff/names.ts';
import { servedOffice } from '../staff/scope.ts';
import { Refused, router, staffProcedure, type StaffContext } from '../trpc.ts';

const makeInput = z
  .strictObject({
    key: keySchema,
    office: z.string().max(50),
    /** first and last day */
    from: z.iso.date(),
    until: z.iso.date(),
    reason: z.string().trim().min(2).max(200),
  })
  .refine(({ from, until }) => from <= until, { path: ['until'], error: 'reversed' });
const one = z.strictObject({ key: keySchema, export: z.uuid() });

export const exportsRouter = router({
  list: staffProcedure('exports.see')
    .input(z.strictObject({ office: z.string().max(50) }))
    .query(({ ctx, input }) => list(ctx, input.office)),
  make: staffProcedure('exports.make')
    .input(makeInput)
    .mutation(({ ctx, input }) => make(ctx, input)),
  approve: staffProcedure('exports.approve')
    .input(one)
    .mutation(({ ctx, input }) => approve(ctx, input)),
  fetch: staffProcedure('exports.make')
    .input(one)
    .mutation(({ ctx, input }) => fetchOnce(ctx, input)),
});

/** A guard of the service, not policy: how long what was made can be fetched. Real time. */
const minutesToFetch = 10;

type Row = typeof exported.$inferSelect;

/**
 * Asks for a list of an office's bookings. Beyond a person's share of the day, or where none is set, a second person has
 * to agree.
 */
function make(ctx: StaffContext, { key, ...given }: z.infer<typeof makeInput>) {
  return inScope(ctx, ctx.units, (tx) =>
    once(tx, ctx, { scope: `staff:${ctx.actor.id}`, key, body: ['exports.make', given] }, async () => {
      const { office, from, until, reason } = given;
      const { prefecture } = await servedOffice(tx, ctx, office);
      const madeBy = actorName(ctx.actor);
      await tx.execute(sql`select pg_advisory_xact_lock(hashtext('export'), hashtext(${madeBy}))`);
      const untilDay = Temporal.PlainDate.from(until).add({ days: 1 }).toString();
      const persons = await personsIn(tx, { office, fromDay: from, untilDay });
      const { rows } = await tx.execute<{ taken: number }>(sql`
        select coalesce(sum(persons), 0)::int as taken from export where made_by = ${madeBy} and made_on = office_today()`);
      const alone = await amountInForce(tx, prefecture, 'exportAlone');
      const needsApproval = alone === null || (rows[0]?.taken ?? 0) + persons > alone;
      const id = randomUUID();
      await tx.insert(exported).values({ id, office, fromDay: from, untilDay, persons, reason, madeBy, needsApproval });
      const codes = { from, until, persons, needsApproval };
      await journal(tx, ctx.actor, { action: 'export.made', subject: id, office, fields: ['reason'], codes });
      return { id, persons, needsApproval };
    }),
  );
}

/** Somebody else agrees, once. */
function approve(ctx: StaffContext, { key, export: id }: z.infer<typeof one>) {
  return inScope(ctx, ctx.units, (tx) =>
    once(tx, ctx, { scope: `staff:${ctx.actor.id}`, key, body: ['exports.approve', id] }, async () => {
      const row = await reachable(tx, ctx, id);
      const approvedBy = actorName(ctx.actor);
      if (row.madeBy === approvedBy) throw new Refused(refuse('dutiesApart'));
      if (!row.needsApproval || row.approvedAt !== null) throw new Refused(refuse('stale'));
      await tx
        .update(exported)
        .set({ approvedBy, approvedAt: sql`now()` })
        .where(eq(exported.id, id));
      await journal(tx, ctx.actor, { action: 'export.approved', subject: id, office: row.office });
      return { approved: true as const };
    }),
  );
}

/**
 * For whoever made it, within minutes, once: the rows as they are masked on the screen, and what the file says of itself.
 * Who lost the answer gets the list again by the same key; it is made anew and kept nowhere.
 */
function fetchOnce(ctx: StaffContext, { key, export: id }: z.infer<typeof one>) {
  return inScope(ctx, ctx.units, async (tx) => {
    const asked = { scope: `staff:${ctx.actor.id}`, key, body: ['exports.fetch', id] };
    const { at } = await once(tx, ctx, asked, () => take(tx, ctx, id));
    const row = await fetchable(tx, ctx, id);
    const office = await loadOffice(tx, row.office);
    const { fromDay, untilDay } = row;
    const found = await loadRows(tx, ctx, office, within(row));
    const rows = found.map(({ reference, day, starts, service, state, channel, parties, phone }) => ({
      ...{ reference, day, starts, service, state, channel, parties, phone },
    }));
    const file = {
      ...{ id, by: ctx.actor.name, at: readInstant(at).toString(), office: office.institution.name },
      ...{ from: fromDay, until: Temporal.PlainDate.from(untilDay).subtract({ days: 1 }).toString(), rows },
    };
    const contentHash = createHash('sha256').update(JSON.stringify(file)).digest();
    await tx.update(exported).set({ contentHash }).where(eq(exported.id, id));
    await journal(tx, ctx.actor, {
      ...{ action: 'export.fetched', subject: id, office: row.office },
      codes: { bookings: rows.length, persons: row.persons, hash: contentHash.toString('hex') },
    });
    return file;
  });
}

async function take(tx: Transaction, ctx: StaffContext, id: string) {
  await fetchable(tx, ctx, id);
  const [taken] = await tx
    .update(exported)
    .set({ fetchedAt: sql`now()` })
    .where(and(eq(exported.id, id), isNull(exported.fetchedAt)))
    .returning({ at: sql<string>`office_now()` });
  if (taken === undefined) throw new Refused(refuse('notFound'));
  return taken;
}

async function fetchable(tx: Transaction, ctx: StaffContext, id: string): Promise<Row> {
  const row = await reachable(tx, ctx, id);
  if (row.madeBy !== actorName(ctx.actor)) throw new Refused(refuse('notFound'));
  if (row.needsApproval && row.approvedAt === null) throw new Refused(refuse('notAllowed'));
  if (Temporal.Instant.compare(Temporal.Now.instant(), goodUntil(row)) >= 0) throw new Refused(refuse('notFound'));
  return row;
}

function goodUntil({ approvedAt, madeAt }: Row): Temporal.Instant {
  return readInstant(approvedAt ?? madeAt).add({ minutes: minutesToFetch });
}

function list(ctx: StaffContext, office: string) {
  return inScope(ctx, ctx.units, async (tx) => {
    await servedOffice(tx, ctx, office);
    const found = await tx
      .select({ row: exported, askedAt: sql<string>`(${exported.madeAt} + (office_now() - now()))::text` })
      .from(exported)
      .where(eq(exported.office, office))
      .orderBy(desc(exported.madeAt))
      .limit(200);
    const names = await actorNamesOf(
      tx,
      found.flatMap(({ row }) => [row.madeBy, row.approvedBy ?? '']),
    );
    const now = Temporal.Now.instant();
    return found.map(({ row, askedAt }) => ({
      ...{ id: row.id, from: row.fromDay, persons: row.persons, reason: row.reason },
      until: Temporal.PlainDate.from(row.untilDay).subtract({ days: 1 }).toString(),
      /** by the office's clock; how long a list can be fetched goes by real time */
      madeAt: readInstant(askedAt).toString(),
      by: names.get(row.madeBy) ?? null,
      approvedBy: names.get(row.approvedBy ?? '') ?? null,
      own: row.madeBy === actorName(ctx.actor),
      state: stateOf(row, now),
    }));
  });
}

function stateOf(row: Row, now: Temporal.Instant): 'fetched' | 'waiting' | 'ready' | 'over' {
  if (row.fetchedAt !== null) return 'fetched';
  if (row.needsApproval && row.approvedAt === null) return 'waiting';
  return Temporal.Instant.compare(now, goodUntil(row)) < 0 ? 'ready' : 'over';
}

async function reachable(tx: Transaction, ctx: StaffContext, id: string): Promise<Row> {
  const [row] = await tx
    .select()
    .from(exported)
    .where(and(eq(exported.id, id), isUnder(exported.office, ctx.units)))
    .for('update');
  if (row === undefined) throw new Refused(refuse('notFound'));
  return row;
}

async function personsIn(tx: Transaction, span: Pick<Row, 'office' | 'fromDay' | 'untilDay'>): Promise<number> {
  const [found] = await tx
    .select({ persons: sql<number>`count(*)::int` })
    .from(party)
    .innerJoin(booking, eq(booking.id, party.booking))
    .innerJoin(slot, eq(slot.id, booking.slot))
    .where(within(span));
  return found?.persons ?? 0;
}

function within({ office, fromDay, untilDay }: Pick<Row, 'office' | 'fromDay' | 'untilDay'>) {
  return and(
    eq(booking.office, office),
    gte(slot.day, fromDay),
    lt(slot.day, untilDay),
    notInArray(booking.state, ['cancelled', ...lineStates]),
  );
}
