import type { Transaction } from '@anmin/db/client';
import { booking, slot } from '@anmin/db/schema/appointments';
import { inside as counted } from '@anmin/db/schema/offices';
import { insideLimit, type OverReason } from '@anmin/domain/appointments/inside';
import { placedStates } from '@anmin/domain/appointments/states';
import { inForce } from '@anmin/domain/measures/in-force';
import { officeDay, officeTime } from '@anmin/domain/calendar/day';
import { refuse } from '@anmin/domain/refusal';
import { and, eq, gt, inArray, lte, sql } from 'drizzle-orm';
import { journal } from '../journal.ts';
import { citationsOf } from '../office/citations.ts';
import { wallTime } from '../office/free.ts';
import { loadOffice, settingOn, type Office } from '../office/office.ts';
import { once } from '../once.ts';
import { inScope } from '../scope.ts';
import { servedOffice } from '../staff/scope.ts';
import { Refused, type StaffContext } from '../trpc.ts';

/** How many are inside just now, how many may be, and who is booked for the time that runs; nothing of a person. */
export function inside(ctx: StaffContext, id: string) {
  return inScope(ctx, ctx.units, async (tx) => {
    await servedOffice(tx, ctx, id);
    const office = await loadOffice(tx, id);
    return shown(tx, ctx, office);
  });
}

type Press = {
  readonly key: string;
  readonly office: string;
  readonly day: string;
  readonly change: 1 | -1;
  readonly reason?: OverReason | undefined;
};

/**
 * One came, or one left. Tablets at several doors add up in one row; the key belongs to the door and not to who is signed
 * in there, so that what is sent again after a new sign-in counts once as well.
 */
export async function press(ctx: StaffContext, { key, office: id, day, change, reason }: Press) {
  await inScope(ctx, ctx.units, (tx) =>
    once(tx, ctx, { scope: `inside:${id}`, key, body: [day, change, reason ?? ''] }, async () => {
      await servedOffice(tx, ctx, id);
      const office = await loadOffice(tx, id);
      if (day !== officeDay(office.now).toString()) throw new Refused(refuse('wrongDay', [], { day }));
      const { most, mayExceed, clauses } = limitOf(ctx, office);
      const ceiling = change === -1 || (mayExceed && reason !== undefined) ? null : most;
      const people = await count(tx, id, change, ceiling);
      if (people === null)
        throw new Refused(change === -1 ? refuse('nobodyInside') : refuse('insideFull', clauses, { most }));
      if (change === 1 && reason !== undefined && most !== null && people > most)
        await journal(tx, ctx.actor, {
          action: 'inside.exceeded',
          subject: id,
          office: id,
          codes: { people, most, why: reason },
        });
      return { people };
    }),
  );
  return inside(ctx, id);
}

/** null: nobody is inside who could leave, or as many are as may be. */
async function count(tx: Transaction, office: string, change: 1 | -1, most: number | null): Promise<number | null> {
  await tx.insert(counted).values({ office }).onConflictDoNothing();
  const people = sql`case when ${counted.day} = office_today() then ${counted.people} else 0 end`;
  const [changed] = await tx
    .update(counted)
    .set({ day: sql`office_today()`, people: sql`${people} + ${change}::int` })
    .where(
      and(
        eq(counted.office, office),
        sql`${people} + ${change}::int >= 0`,
        most === null ? undefined : sql`${people} < ${most}::int`,
      ),
    )
    .returning({ people: counted.people });
  return changed?.people ?? null;
}

async function shown(tx: Transaction, ctx: StaffContext, office: Office) {
  const { id, region, kind } = office.institution;
  const today = officeDay(office.now);
  const day = today.toString();
  const [now] = await tx
    .select({ people: counted.people })
    .from(counted)
    .where(and(eq(counted.office, id), eq(counted.day, day)));
  const { clauses, ...limit } = limitOf(ctx, office);
  const citing = inForce(ctx.packs, { region, kind }, today).filter((rule) =>
    rule.clauses.some((clause) => clauses.includes(clause)),
  );
  return {
    day,
    /** null: nobody was counted today */
    people: now?.people ?? null,
    ...limit,
    citations: citationsOf(ctx, citing).filter(({ clause }) => clauses.includes(clause)),
    running: await runningSlot(tx, office, day),
  };
}

/** The time that runs: for how many people it is booked, and how many of them have come. */
async function runningSlot(tx: Transaction, { institution: { id }, now }: Office, day: string) {
  const at = officeTime(now);
  const came = sql<number>`coalesce(sum(${booking.places}) filter (where ${booking.checkedInAt} is not null), 0)::int`;
  const [running] = await tx
    .select({
      starts: slot.starts,
      ends: slot.ends,
      booked: sql<number>`coalesce(sum(${booking.places}), 0)::int`,
      came,
    })
    .from(slot)
    .leftJoin(booking, and(eq(booking.slot, slot.id), inArray(booking.state, placedStates)))
    .where(and(eq(slot.office, id), eq(slot.day, day), lte(slot.starts, at), gt(slot.ends, at)))
    .groupBy(slot.id);
  if (running === undefined) return null;
  return { ...running, starts: wallTime(running.starts), ends: wallTime(running.ends) };
}

function limitOf({ packs }: Pick<StaffContext, 'packs'>, office: Office) {
  const { region, kind } = office.institution;
  const today = officeDay(office.now);
  return insideLimit(packs, { region, kind }, today, settingOn(office, today)?.rules ?? {});
}
