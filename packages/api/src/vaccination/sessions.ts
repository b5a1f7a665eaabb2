import type { Transaction } from '@anmin/db/client';
import { unit } from '@anmin/db/schema/organisation';
import { vaccinationAttendance, vaccinationSession } from '@anmin/db/schema/vaccination';
import { officeDay } from '@anmin/domain/calendar/day';
import { observationOn } from '@anmin/domain/evidence/settings';
import { refuse } from '@anmin/domain/refusal';
import { and, asc, desc, eq, gte, or, sql } from 'drizzle-orm';
import type { z } from 'zod';
import { settledAt } from '../evidence/settled.ts';
import { lookedUnder } from '../measures/standings.ts';
import { officeNow } from '../office/now.ts';
import { inScope, isUnder } from '../scope.ts';
import { Refused, type StaffContext } from '../trpc.ts';
import { candidatesUnder } from './candidates.ts';
import type { sessionInput, sessionsInput } from './inputs.ts';
import { namedHere } from './owed.ts';

/** how far back a list of sessions reaches, in days; a habit of the page, not policy */
const horizon = 60;

/** Days on which people of these units are vaccinated together, with how many of them are invited and what came of it. */
export function sessions(ctx: StaffContext, input: z.infer<typeof sessionsInput>) {
  return inScope(ctx, ctx.units, async (tx) => {
    const today = officeDay(await officeNow(tx)).toString();
    const { roots } = await lookedUnder(tx, ctx, input.unit);
    const since = Temporal.PlainDate.from(today).subtract({ days: horizon }).toString();
    const { session, outcome } = vaccinationAttendance;
    const counted = (how: unknown) => sql<number>`(select count(*)::int from ${vaccinationAttendance}
      where ${session} = ${vaccinationSession.id} and ${isUnder(vaccinationAttendance.unit, roots)} and ${how})`;
    const rows = await tx
      .select({
        ...{ session: vaccinationSession, unitName: unit.name },
        ...{ invited: counted(sql`true`), vaccinated: counted(eq(outcome, 'vaccinated')) },
        said: counted(sql`${outcome} is not null`),
      })
      .from(vaccinationSession)
      .leftJoin(unit, eq(unit.id, vaccinationSession.unit))
      .where(and(gte(vaccinationSession.onDay, since), or(isUnder(vaccinationSession.unit, roots), isAbove(roots))))
      .orderBy(desc(vaccinationSession.onDay), asc(vaccinationSession.madeAt));
    return { today, sessions: rows.map(({ session, ...it }) => ({ ...told(session), ...it })) };
  });
}

/** A unit above these, whose plans they see. */
const isAbove = (roots: readonly string[]) =>
  sql`${vaccinationSession.unit} in (select above.id from units_above() above) and ${roots.length} > 0`;

/** One such day: who is invited, group by group, with what came of them, and who of the outstanding could still come. */
export function session(ctx: StaffContext, { session: id }: z.infer<typeof sessionInput>) {
  return inScope(ctx, ctx.units, async (tx) => {
    const today = officeDay(await officeNow(tx)).toString();
    const found = await seenSession(tx, ctx, id);
    const roots = found.isOwn ? [found.unit] : ctx.units;
    const people = await attendingUnder(tx, ctx, id);
    const asked = { session: id, day: found.onDay, persons: null };
    const open = found.cancelledAt === null && found.onDay >= today;
    const candidates = open ? await candidatesUnder(tx, ctx, roots, asked) : [];
    const named = await namedHere(tx, ctx, [...people, ...candidates]);
    const settled = await settledAt(tx, [found.unit]);
    return {
      ...{ today, ...told(found), isOwn: found.isOwn, version: found.version },
      /** How long somebody is watched, in minutes; null: nobody has settled it. */
      observation: observationOn(settled(found.unit), found.onDay),
      people: people.map((it) => ({ ...it, ...named(it) })),
      candidates: candidates.map((it) => ({ ...it, ...named(it) })),
    };
  });
}

type Row = typeof vaccinationSession.$inferSelect;

const told = ({ id, unit, mode, onDay, starts, place, provider, kind, product, batch, cancelReason }: Row) => ({
  ...{ id, unit, mode, on: onDay, starts, place, provider, kind, product, batch, cancelReason },
});

/** A session at one's own units, or above them; of another nobody hears. */
export async function seenSession(tx: Transaction, ctx: StaffContext, id: string): Promise<Row & { isOwn: boolean }> {
  const isOwn = sql<boolean>`${isUnder(vaccinationSession.unit, ctx.units)}`;
  const [found] = await tx
    .select({ session: vaccinationSession, isOwn })
    .from(vaccinationSession)
    .where(and(eq(vaccinationSession.id, id), or(isOwn, isAbove(ctx.units))));
  if (found === undefined) throw new Refused(refuse('notFound'));
  return { ...found.session, isOwn: found.isOwn };
}

async function attendingUnder(tx: Transaction, ctx: StaffContext, id: string) {
  const { session, person, unit: at, groupNumber, outcome, observedFrom, observedUntil } = vaccinationAttendance;
  const minutes = sql<number | null>`floor(extract(epoch from ${observedUntil} - ${observedFrom}) / 60)::int`;
  const had = sql<number>`(select count(*)::int from dose d where d.person = ${vaccinationAttendance}.person
    and d.unit = ${vaccinationAttendance}.unit and d.known_until is null)`;
  const rows = await tx
    .select({ person, unit: at, group: groupNumber, outcome, observedFrom, observedUntil, minutes, had })
    .from(vaccinationAttendance)
    .where(and(eq(session, id), isUnder(at, ctx.units)))
    .orderBy(asc(groupNumber), asc(at), asc(person));
  return rows.map(({ observedFrom: from, observedUntil: until, had: doses, ...it }) => ({
    ...{ ...it, isWatched: from !== null && until === null, nextNumber: doses + 1 },
    watchedFrom: from === null ? null : Temporal.Instant.from(from).toString(),
  }));
}
