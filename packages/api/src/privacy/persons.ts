import type { Transaction } from '@anmin/db/client';
import { revealedFields, revealReasons, type RevealedField } from '@anmin/domain/people/reveal';
import { whereNotSet } from '@anmin/domain/people/rights';
import { refuse } from '@anmin/domain/refusal';
import { sql, type SQL } from 'drizzle-orm';
import { z } from 'zod';
import { phoneOf } from '../bookings/load.ts';
import { idNumberOf, nameOf, screeningOf } from '../bookings/party.ts';
import { servedBooking } from '../counter/act.ts';
import { actorName, journal } from '../journal.ts';
import { readInstant } from '../office/now.ts';
import { inScope, isUnder } from '../scope.ts';
import { actorNamesOf } from '../staff/names.ts';
import { amountInForce } from './settings.ts';
import { keptOf } from '../visits/row.ts';
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
  reveals: staffProcedure('journal.see')
    .input(z.strictObject({ after: z.int().min(0).max(10_000_000).nullable() }))
    .query(({ ctx, input }) => conspicuous(ctx, input.after ?? 0)),
});

/** A guard of the service, not policy. A busy desk needs none of this: it scans or types the card. */
const secondsBeyond = 60;
/** how far back the supervisor's list looks, in days; a habit of the list, not policy */
const looksBack = 30;
/** how many lines a page of it holds; a habit of the page */
const pageLength = 100;

/** Shows what is masked everywhere else, for a reason, by a fresh second factor, and with an entry naming the fields. */
function reveal(ctx: StaffContext, { booking: id, fields, reason }: z.infer<typeof revealInput>) {
  return inScope(ctx, ctx.units, async (tx) => {
    const { loaded, office } = await servedBooking(tx, ctx, id, false);
    await slowDown(tx, ctx, office.institution.prefecture);
    const { booking: row, parties } = loaded;
    const visit = loaded.visit === null ? null : keptOf(ctx.keys, loaded.visit);
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
      /** Of a visit: whom it was to, and of all visitors together how warm they were and when they came and went. */
      visit: visit && {
        ...(asked('health') ? visit : { temperature: null, inAt: null, outAt: null }),
        resident: asked('names') ? visit.resident : null,
      },
    };
  });
}

/** One at a time for each person; beyond the hour's share only one a minute. */
async function slowDown(tx: Transaction, { actor }: StaffContext, prefecture: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('persons.revealed'), hashtext(${actor.id}))`);
  const { rows } = await tx.execute<{ count: number; last: string | null; early: boolean | null }>(sql`
    select count(*)::int as count, max(at) as last, max(at) > now() - make_interval(secs => ${secondsBeyond}) as early
      from journal_entry
     where action = 'persons.revealed' and actor = ${actorName(actor)} and at > now() - interval '1 hour'`);
  const { count = 0, last = null, early = false } = rows[0] ?? {};
  const share = (await amountInForce(tx, prefecture, 'revealsHourly')) ?? whereNotSet.revealsHourly;
  if (count < share || last === null || early !== true) return;
  throw new Refused(refuse('tooOften', [], { again: readInstant(last).add({ seconds: secondsBeyond }).toString() }));
}

/**
 * For the supervisor: who saw as many in an hour as the bureau allows, or any in an hour (`unserved`) in which the office
 * has no appointments by its own plan.
 */
function conspicuous(ctx: StaffContext, from: number) {
  return inScope(ctx, ctx.units, async (tx) => {
    const { rows } = await tx.execute<Conspicuous>(sql`
      with looks as (
        select actor, office, (office_at at time zone 'Asia/Shanghai')::date as day,
               extract(hour from office_at at time zone 'Asia/Shanghai') as hour, count(*) as count
          from journal_entry
         where action = 'persons.revealed' and office_at > office_now() - make_interval(days => ${looksBack})
           and ${isUnder(sql`office`, ctx.units)}
         group by 1, 2, 3, 4),
      hours as (
        select actor, day, sum(looks.count) as count, min(${shareOn(sql`looks.day`)}) as share,
               coalesce(sum(looks.count) filter (where not ${isServed}), 0) as unserved
          from looks join institution on institution.id = looks.office
         group by actor, day, hour)
      select actor, day::text, sum(count)::int as count, max(count)::int as most, sum(unserved)::int as unserved
        from hours group by actor, day having bool_or(count >= share) or sum(unserved) > 0
       order by day desc, 3 desc, actor offset ${from} limit ${pageLength + 1}`);
    const names = await actorNamesOf(
      tx,
      rows.map(({ actor }) => actor),
    );
    return {
      days: looksBack,
      lines: rows.slice(0, pageLength).map((row) => ({ ...row, name: names.get(row.actor) ?? null })),
      next: rows.length > pageLength ? from + pageLength : null,
    };
  });
}

type Conspicuous = { actor: string; day: string; count: number; most: number; unserved: number };

const shareOn = (day: SQL) => sql`coalesce((
  select amount from privacy_setting
   where unit = institution.prefecture and kind = 'revealsHourly' and valid_from <= ${day}
   order by valid_from desc, id desc limit 1), ${whereNotSet.revealsHourly})`;

/** By the hour of the clock, and one beside: before the first and after the last appointment people are at their desks. */
const isServed = sql`exists (
  select from slot where slot.office = looks.office and slot.day = looks.day
  having looks.hour between extract(hour from min(slot.starts)) - 1 and extract(hour from max(slot.ends)) + 1)`;
