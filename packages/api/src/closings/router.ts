import type { Transaction } from '@anmin/db/client';
import { unitClosure } from '@anmin/db/schema/measures';
import { institution } from '@anmin/db/schema/offices';
import { unit } from '@anmin/db/schema/organisation';
import { daySchema, officeDay } from '@anmin/domain/calendar/day';
import { closingScopes } from '@anmin/domain/measures/closing';
import { unitsFor } from '@anmin/domain/organisation/grants';
import { refuse } from '@anmin/domain/refusal';
import { and, asc, desc, eq, isNotNull, sql } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { actorName, journal } from '../journal.ts';
import { inForceOn } from '../measures/closed.ts';
import { lookedUnder } from '../measures/standings.ts';
import { officeNow } from '../office/now.ts';
import { keySchema, once } from '../once.ts';
import { inScope, isUnder } from '../scope.ts';
import { ownUnit } from '../staff/standing.ts';
import { Refused, router, staffProcedure, type StaffContext } from '../trpc.ts';
import { carriedBy, recordedNow, tell } from './carried.ts';

const reason = z.string().trim().min(2).max(200);
const wished = z.strictObject({
  unit: z.string().max(50),
  scopes: z.array(z.enum(closingScopes)).min(1),
  from: z.iso.date(),
  /** First day open again; null: until it is lifted. */
  until: z.iso.date().nullable(),
  reason,
});
const made = wished.extend({ key: keySchema });
const lifted = z.strictObject({ key: keySchema, closing: z.uuid(), version: z.int(), from: z.iso.date(), reason });

/** `below`: a unit and what stands below it; `on`: only those in force that day. */
const listInput = z.strictObject({
  unit: z.string().max(50).optional(),
  below: z.string().max(50).optional(),
  on: daySchema.optional(),
});

/** Closures of institutions, to some or to all: the record by which it is seen that what a notice asks is done. */
export const closingsRouter = router({
  list: staffProcedure('closures.see')
    .input(listInput)
    .query(({ ctx, input }) => list(ctx, input)),
  count: staffProcedure('closures.see')
    .input(listInput)
    .query(({ ctx, input }) =>
      inScope(ctx, ctx.units, async (tx) => tx.$count(unitClosure, await among(tx, ctx, input))),
    ),
  closable: staffProcedure('closures.make').query(({ ctx }) => closable(ctx)),
  preview: staffProcedure('closures.make')
    .input(wished)
    .mutation(({ ctx, input }) => preview(ctx, input)),
  close: staffProcedure('closures.make')
    .input(made)
    .mutation(({ ctx, input }) => close(ctx, input)),
  lift: staffProcedure('closures.make')
    .input(lifted)
    .mutation(({ ctx, input }) => lift(ctx, input)),
});

function list(ctx: StaffContext, input: z.infer<typeof listInput>) {
  return inScope(ctx, ctx.units, async (tx) => {
    const making = unitsFor(ctx.actor.grants, 'closures.make');
    const own = making.length === 0 ? sql<boolean>`false` : isUnder(unitClosure.unit, making);
    const all = tx
      .select({ closing: unitClosure, unit, own: sql<boolean>`${own}` })
      .from(unitClosure)
      .innerJoin(unit, eq(unit.id, unitClosure.unit))
      .where(await among(tx, ctx, input))
      .orderBy(desc(unitClosure.fromDay), desc(unitClosure.madeAt));
    const rows = await (input.on === undefined ? all.limit(listed) : all);
    const today = officeDay(await officeNow(tx)).toString();
    const recorded = await recordedNow(tx);
    return rows.map(({ closing, unit: closed, own: isOwn }) => {
      const { id, version, scopes, fromDay, untilDay, liftedFrom, liftedAt, reason, clauses, madeAt } = closing;
      const row = { id, version, scopes, fromDay, untilDay, liftedFrom, liftedAt, reason, clauses, madeAt };
      const mayLift = isOwn && row.liftedAt === null;
      const asked = mayLift ? carriedBy(ctx, recorded, closed, today, row.scopes).carries : [];
      return { ...row, unitName: closed.name, mayLift, stillAsked: tell(ctx, asked) };
    });
  });
}

/** how many closures a page shows of all that ever were; a habit of the page */
const listed = 200;

async function among(tx: Transaction, ctx: StaffContext, { unit: only, below, on }: z.infer<typeof listInput>) {
  const { roots } = await lookedUnder(tx, ctx, below ?? null);
  return and(
    isUnder(unitClosure.unit, roots),
    only === undefined ? undefined : eq(unitClosure.unit, only),
    on === undefined ? undefined : inForceOn(on),
  );
}

/** Institutions somebody may close, with whether bookings of theirs are closed elsewhere. */
function closable(ctx: StaffContext) {
  return inScope(ctx, ctx.units, (tx) =>
    tx
      .select({ id: unit.id, name: unit.name, hasCounter: sql<boolean>`${institution.id} is not null` })
      .from(unit)
      .leftJoin(institution, eq(institution.id, unit.id))
      .where(and(isUnder(unit.id, ctx.units), isNotNull(unit.institutionKind)))
      .orderBy(asc(unit.region), asc(unit.id)),
  );
}

/** What a closure would carry out of what is asked from its first day, and what closing it would leave undone. */
function preview(ctx: StaffContext, given: z.infer<typeof wished>) {
  return inScope(ctx, ctx.units, async (tx) => {
    const own = await closedUnit(tx, ctx, given);
    const { carries, leaves } = carriedBy(ctx, await recordedNow(tx), own, given.from, given.scopes);
    return { carries: tell(ctx, carries), leaves: tell(ctx, leaves) };
  });
}

/** The unit to be closed, if it may be closed so. */
async function closedUnit(tx: Transaction, ctx: StaffContext, given: Omit<z.infer<typeof wished>, 'reason'>) {
  const own = await ownUnit(tx, ctx, given.unit);
  const fields = [
    ...(own.institutionKind === null ? ['unit:kind'] : []),
    ...(given.scopes.includes('service') && (await hasCounter(tx, own.id)) ? ['scopes:counter'] : []),
    ...(given.until === null || given.from < given.until ? [] : ['until:reversed']),
  ];
  if (fields.length > 0) throw new Refused(refuse('wrongInput', [], { fields }));
  return own;
}

function close(ctx: StaffContext, { key, ...given }: z.infer<typeof made>) {
  return inScope(ctx, ctx.units, (tx) =>
    once(tx, ctx, { scope: `staff:${ctx.actor.id}`, key, body: ['unit.close', given] }, async () => {
      const own = await closedUnit(tx, ctx, given);
      const { carries } = carriedBy(ctx, await recordedNow(tx), own, given.from, given.scopes);
      const clauses = [...new Set(carries.flatMap((rule) => rule.clauses))];
      const { from: fromDay, until: untilDay, ...rest } = given;
      const id = randomUUID();
      await tx.insert(unitClosure).values({ ...rest, id, fromDay, untilDay, clauses, madeBy: actorName(ctx.actor) });
      const codes = { scopes: given.scopes.join(','), from: fromDay, until: untilDay };
      const entry = { subject: id, office: own.id, fields: ['reason'], codes, clauses };
      await journal(tx, ctx.actor, { action: 'unit.closed', ...entry });
      return { closing: id };
    }),
  );
}

/** What is booked at a counter is moved and told by a closure of its own. */
async function hasCounter(tx: Transaction, id: string): Promise<boolean> {
  const found = await tx.select({ id: institution.id }).from(institution).where(eq(institution.id, id));
  return found.length > 0;
}

/** From a day on it is open again; today at the earliest, for who was kept out was kept out. */
function lift(ctx: StaffContext, { key, closing: id, version, from, reason }: z.infer<typeof lifted>) {
  return inScope(ctx, ctx.units, (tx) =>
    once(tx, ctx, { scope: `staff:${ctx.actor.id}`, key, body: ['unit.lift', id, version, from] }, async () => {
      const [found] = await tx
        .select()
        .from(unitClosure)
        .where(and(eq(unitClosure.id, id), isUnder(unitClosure.unit, ctx.units)))
        .for('update');
      if (found === undefined) throw new Refused(refuse('notFound'));
      if (found.version !== version || found.liftedAt !== null) throw new Refused(refuse('stale'));
      const today = officeDay(await officeNow(tx)).toString();
      const earliest = found.fromDay > today ? found.fromDay : today;
      if (from < earliest || (found.untilDay !== null && from >= found.untilDay))
        throw new Refused(refuse('wrongDay', [], { day: from }));
      const liftedAt = sql`office_now()`;
      const values = { liftedFrom: from, liftedAt, liftedBy: actorName(ctx.actor), liftReason: reason };
      await tx
        .update(unitClosure)
        .set({ ...values, version: version + 1 })
        .where(eq(unitClosure.id, id));
      const entry = { subject: id, office: found.unit, fields: ['reason'], codes: { from } };
      await journal(tx, ctx.actor, { action: 'unit.closureLifted', ...entry });
      return { lifted: true as const };
    }),
  );
}
