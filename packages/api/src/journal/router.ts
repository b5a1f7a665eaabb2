import type { Transaction } from '@anmin/db/client';
import { staffUser } from '@anmin/db/schema/identity';
import { journalEntry } from '@anmin/db/schema/journal';
import { post, unit } from '@anmin/db/schema/organisation';
import { actions } from '@anmin/domain/organisation/actions';
import { and, asc, desc, eq, gte, inArray, lt, sql } from 'drizzle-orm';
import { z } from 'zod';
import { readInstant, startOfDay } from '../office/now.ts';
import { inScope, isUnder } from '../scope.ts';
import { actorNamesOf } from '../staff/names.ts';
import { router, staffProcedure, type StaffContext } from '../trpc.ts';

const shown = 50;

const filter = z.strictObject({
  /** entries before this one: where the page before ended */
  before: z.int().positive().optional(),
  /** only entries of these acts */
  acts: z.array(z.enum(actions)).min(1).optional(),
  actor: z.string().max(60).optional(),
  subject: z.string().max(60).optional(),
  from: z.iso.date().optional(),
  until: z.iso.date().optional(),
});

export const journalRouter = router({
  list: staffProcedure('journal.see')
    .input(filter)
    .query(({ ctx, input }) => list(ctx, input)),
});

/** Who did what and who looked at what, newest first. The journal holds no values, and nobody can clear it. */
function list(ctx: StaffContext, { before, acts, actor, subject, from, until }: z.infer<typeof filter>) {
  return inScope(ctx, ctx.units, async (tx) => {
    const rows = await tx
      .select()
      .from(journalEntry)
      .where(
        and(
          isUnder(journalEntry.office, ctx.units),
          before === undefined ? undefined : lt(journalEntry.id, before),
          acts === undefined ? undefined : inArray(journalEntry.action, acts),
          actor === undefined ? undefined : eq(journalEntry.actor, actor),
          subject === undefined ? undefined : eq(journalEntry.subject, subject),
          from === undefined ? undefined : gte(journalEntry.officeAt, startOfDay(from)),
          until === undefined ? undefined : lt(journalEntry.officeAt, startOfDay(dayAfter(until))),
        ),
      )
      .orderBy(desc(journalEntry.id))
      .limit(shown + 1);
    const page = rows.slice(0, shown);
    const names = await actorNamesOf(
      tx,
      page.flatMap((row) => [row.actor, `staff:${aboutOf(row)}`]),
    );
    const units = await unitNamesOf(
      tx,
      ctx,
      page.flatMap((row) => [row.office ?? '', aboutOf(row)]),
    );
    return {
      entries: page.map((row) => ({
        ...{ id: row.id, actor: row.actor, action: row.action, subject: row.subject, office: row.office },
        ...{ fields: row.fields, codes: row.codes, clauses: row.clauses },
        at: readInstant(row.officeAt).toString(),
        name: names.get(row.actor) ?? null,
        officeName: units.get(row.office ?? '') ?? null,
        /** The name of whom or what it was done to, where that is a person of the staff or a unit. */
        about: names.get(`staff:${aboutOf(row)}`) ?? units.get(aboutOf(row)) ?? null,
      })),
      /** Whose entries can be asked for: who works, or worked, under the units somebody looks after. */
      people: await peopleUnder(tx, ctx),
      /** Where the next page goes on; null at the end. */
      next: rows.length > shown ? (page.at(-1)?.id ?? null) : null,
    };
  });
}

function aboutOf({ subject, codes }: typeof journalEntry.$inferSelect): string {
  return String(codes['holder'] ?? codes['taker'] ?? subject);
}

async function unitNamesOf(tx: Transaction, { units }: StaffContext, ids: readonly string[]) {
  const found = await tx
    .select({ id: unit.id, name: unit.name })
    .from(unit)
    .where(and(inArray(unit.id, [...new Set(ids)]), isUnder(unit.id, units)));
  return new Map(found.map(({ id, name }) => [id, name]));
}

function peopleUnder(tx: Transaction, { units }: StaffContext) {
  return tx
    .selectDistinct({ id: sql<string>`'staff:' || ${staffUser.id}`, name: staffUser.name })
    .from(staffUser)
    .innerJoin(post, eq(post.holder, staffUser.id))
    .where(isUnder(post.unit, units))
    .orderBy(asc(staffUser.name), sql`1`)
    .limit(500);
}

function dayAfter(day: string): string {
  return Temporal.PlainDate.from(day).add({ days: 1 }).toString();
}
