import { staffUser } from '@anmin/db/schema/identity';
import { journalEntry } from '@anmin/db/schema/journal';
import { actions } from '@anmin/domain/organisation/actions';
import { and, desc, eq, gte, inArray, lt, sql } from 'drizzle-orm';
import { z } from 'zod';
import { readInstant } from '../office/now.ts';
import { inScope, isUnder } from '../scope.ts';
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
          from === undefined ? undefined : gte(journalEntry.officeAt, startOf(from)),
          until === undefined ? undefined : lt(journalEntry.officeAt, startOf(dayAfter(until))),
        ),
      )
      .orderBy(desc(journalEntry.id))
      .limit(shown + 1);
    const page = rows.slice(0, shown);
    const staff = page.flatMap((row) => (row.actor.startsWith('staff:') ? [row.actor.slice('staff:'.length)] : []));
    const people = await tx
      .select({ id: staffUser.id, name: staffUser.name })
      .from(staffUser)
      .where(inArray(staffUser.id, staff));
    return {
      entries: page.map(({ id, officeAt, actor, action, subject, office, fields, codes, clauses }) => ({
        ...{ id, actor, action, subject, office, fields, codes, clauses },
        at: readInstant(officeAt).toString(),
        name: people.find((it) => `staff:${it.id}` === actor)?.name ?? null,
      })),
      /** Where the next page goes on; null at the end. */
      next: rows.length > shown ? (page.at(-1)?.id ?? null) : null,
    };
  });
}

function startOf(day: string) {
  return sql<string>`${day}::date::timestamp at time zone 'Asia/Shanghai'`;
}

function dayAfter(day: string): string {
  return Temporal.PlainDate.from(day).add({ days: 1 }).toString();
}
