import type { Transaction } from '@anmin/db/client';
import { revealedFields, revealReasons, type RevealedField } from '@anmin/domain/people/reveal';
import { refuse } from '@anmin/domain/refusal';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { phoneOf } from '../bookings/load.ts';
import { idNumberOf, nameOf, screeningOf } from '../bookings/party.ts';
import { servedBooking } from '../counter/act.ts';
import { actorName, journal } from '../journal.ts';
import { readInstant } from '../office/now.ts';
import { inScope, isUnder } from '../scope.ts';
import { actorNamesOf } from '../staff/names.ts';
import { Refused, router, sensitiveProcedure, staffProcedure, type StaffContext } from '../trpc.ts';

const revealInput = z.strictObject({
  booking: z.uuid(),
  fields: z.array(z.enum(revealedFields)).min(1).max(revealedFields.length),
  reason: z.enum(revealReasons),
});

export const personsRouter = router({
  reveal: sensitiveProcedure('persons.reveal')
    .input(revealInput)
    .mutation(({ ctx, input }) => reveal(ctx, input)),
  reveals: staffProcedure('journal.see').query(({ ctx }) => conspicuous(ctx)),
});

/** Guards of the service, not policy. A busy desk needs none of this: it scans or types the card. */
const perHour = 30;
const secondsBeyond = 60;
/** the hours in which nobody is served */
const night = { from: 20, until: 7 };

/** Shows what is masked everywhere else, for a reason, by a fresh second factor, and with an entry naming the fields. */
function reveal(ctx: StaffContext, { booking: id, fields, reason }: z.infer<typeof revealInput>) {
  return inScope(ctx, ctx.units, async (tx) => {
    const { loaded } = await servedBooking(tx, ctx, id, false);
    await slowDown(tx, ctx);
    const { booking: row, parties } = loaded;
    await journal(tx, ctx.actor, {
      ...{ action: 'persons.revealed', subject: id, office: row.office },
      ...{ fields, codes: { reason } },
    });
    const asked = (field: RevealedField) => fields.includes(field);
    return {
      phone: asked('phone') ? phoneOf(ctx.keys, row) : null,
      parties: parties.map((it) => ({
        position: it.position,
        name: asked('names') ? nameOf(ctx.keys, it) : null,
        idNumber: asked('idNumbers') ? idNumberOf(ctx.keys, it) : null,
        quarantineEnd: asked('health') ? (screeningOf(ctx.keys, it)?.quarantineEnd?.toString() ?? null) : null,
        temperature: asked('health') ? (screeningOf(ctx.keys, it)?.temperature ?? null) : null,
      })),
    };
  });
}

/** One at a time for each person; beyond the hour's share only one a minute. */
async function slowDown(tx: Transaction, { actor }: StaffContext): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('persons.revealed'), hashtext(${actor.id}))`);
  const { rows } = await tx.execute<{ count: number; last: string | null; early: boolean | null }>(sql`
    select count(*)::int as count, max(at) as last, max(at) > now() - make_interval(secs => ${secondsBeyond}) as early
      from journal_entry
     where action = 'persons.revealed' and actor = ${actorName(actor)} and at > now() - interval '1 hour'`);
  const { count = 0, last = null, early = false } = rows[0] ?? {};
  if (count < perHour || last === null || early !== true) return;
  throw new Refused(refuse('tooOften', [], { again: readInstant(last).add({ seconds: secondsBeyond }).toString() }));
}

/** For the supervisor: who saw unusually many in an hour, or any at night, in the last thirty days. */
function conspicuous(ctx: StaffContext) {
  return inScope(ctx, ctx.units, async (tx) => {
    const hour = sql`extract(hour from office_at at time zone 'Asia/Shanghai')`;
    const { rows } = await tx.execute<{ actor: string; day: string; count: number; most: number; atNight: number }>(sql`
      select actor, day::text, sum(count)::int as count, max(count)::int as most,
             coalesce(sum(count) filter (where hour >= ${night.from} or hour < ${night.until}), 0)::int as "atNight"
        from (select actor, (office_at at time zone 'Asia/Shanghai')::date as day, ${hour} as hour, count(*) as count
                from journal_entry
               where action = 'persons.revealed' and office_at > office_now() - interval '30 days'
                 and ${isUnder(sql`office`, ctx.units)}
               group by 1, 2, 3) hours
       group by actor, day having max(count) >= ${perHour}
           or coalesce(sum(count) filter (where hour >= ${night.from} or hour < ${night.until}), 0) > 0
       order by day desc, count desc limit 200`);
    const names = await actorNamesOf(
      tx,
      rows.map(({ actor }) => actor),
    );
    return rows.map((row) => ({ ...row, name: names.get(row.actor) ?? null }));
  });
}
