import type { Transaction } from '@anmin/db/client';
import { unit } from '@anmin/db/schema/organisation';
import { vaccinationAttendance, vaccinationSession } from '@anmin/db/schema/vaccination';
import { officeDay } from '@anmin/domain/calendar/day';
import { observationOn } from '@anmin/domain/evidence/settings';
import { unitsFor } from '@anmin/domain/organisation/grants';
import { refuse } from '@anmin/domain/refusal';
import { and, asc, desc, eq, gte, max, or, sql } from 'drizzle-orm';
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
    const { session, outcome, dose } = vaccinationAttendance;
    const counted = (how: unknown) => sql<number>`(select count(*)::int from ${vaccinationAttendance}
      where ${session} = ${vaccinationSession.id} and ${isUnder(vaccinationAttendance.unit, roots)} and ${how})`;
    const rows = await tx
      .select({
        ...{ session: vaccinationSession, unitName: unit.name },
        ...{
          invited: counted(sql`true`),
          vaccinated: counted(sql`${outcome} = 'vaccinated' and dose_stands(${dose})`),
        },
      })
      .from(vaccinationSession)
      .leftJoin(unit, eq(unit.id, vaccinationSession.unit))
      .where(
        and(
          gte(vaccinationSession.onDay, since),
          or(isUnder(vaccinationSession.unit, roots), isAbove(roots), sql`${counted(sql`true`)} > 0`),
        ),
      )
      .orderBy(desc(vaccinationSession.onDay), asc(vaccinationSession.madeAt));
    return { today, sessions: rows.map(({ session, ...it }) => ({ ...told(session), ...it })) };
  });
}

/** Planned by a unit above these, which plans for them as well. */
const isAbove = (roots: readonly string[]) =>
  sql`${vaccinationSession.unit} in (select units_over(${sql.param([...roots])}::text[]))`;

/**
 * One such day: who is invited, group by group, with what came of them, and for who arranges it, who of the outstanding could
 * still come.
 */
export function session(ctx: StaffContext, { session: id }: z.infer<typeof sessionInput>) {
  return inScope(ctx, ctx.units, async (tx) => {
    const today = officeDay(await officeNow(tx)).toString();
    const found = await seenSession(tx, ctx, id);
    const arranging = unitsFor(ctx.actor.grants, 'vaccination.arrange');
    const roots = found.isOwn ? [found.unit] : arranging;
    const people = await attendingUnder(tx, ctx, id);
    const asked = { session: id, day: found.onDay, persons: null };
    const open = found.cancelledAt === null && found.onDay >= today && arranging.length > 0;
    const candidates = open ? await candidatesUnder(tx, ctx, roots, asked) : [];
    const named = await namedHere(tx, ctx, [...people, ...candidates]);
    const settled = await settledAt(tx, [found.unit]);
    return {
      ...{ today, ...told(found), isOwn: found.isOwn },
      /** How long somebody is watched, in minutes; null: nobody has settled it. */
      observation: observationOn(settled(found.unit), found.onDay),
      people: people.map((it) => ({ ...it, ...named(it) })),
      candidates: candidates.map((it) => ({ ...it, ...named(it) })),
    };
  });
}

/** One such day as it is planned, by who planned it: nobody on it is opened. */
export function sessionPlan(ctx: StaffContext, { session: id }: z.infer<typeof sessionInput>) {
  return inScope(ctx, ctx.units, async (tx) => {
    const found = await seenSession(tx, ctx, id);
    if (!found.isOwn) throw new Refused(refuse('notFound'));
    return { ...told(found), version: found.version, hasBegun: (await invitedTo(tx, id)).hasBegun };
  });
}

/** The last group somebody is in (0: nobody is), and whether it was said of anybody what came of them. */
export async function invitedTo(tx: Transaction, id: string) {
  const { session, groupNumber, outcome } = vaccinationAttendance;
  const [found] = await tx
    .select({ groups: max(groupNumber), hasBegun: sql<boolean | null>`bool_or(${outcome} is not null)` })
    .from(vaccinationAttendance)
    .where(eq(session, id));
  return { groups: found?.groups ?? 0, hasBegun: found?.hasBegun ?? false };
}

type Row = typeof vaccinationSession.$inferSelect;

const told = ({ id, unit, mode, onDay, starts, place, provider, kind, product, batch, cancelReason }: Row) => ({
  ...{ id, unit, mode, on: onDay, starts, place, provider, kind, product, batch, cancelReason },
});

/** The same, which nobody changes or cancels before this act is over. */
export async function heldSession(tx: Transaction, ctx: StaffContext, id: string) {
  await tx.execute(sql`select hold_vaccination_session(${id})`);
  return seenSession(tx, ctx, id);
}

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
  const had = sql<number>`(select coalesce(max(d.number), 0)::int from dose d where d.person = ${vaccinationAttendance}.person
    and d.unit = ${vaccinationAttendance}.unit and d.known_until is null)`;
  const isStruck = sql<boolean>`${outcome} = 'vaccinated' and not dose_stands(${vaccinationAttendance.dose})`;
  const rows = await tx
    .select({ person, unit: at, group: groupNumber, outcome, isStruck, observedFrom, observedUntil, minutes, had })
    .from(vaccinationAttendance)
    .where(and(eq(session, id), isUnder(at, ctx.units)))
    .orderBy(asc(groupNumber), asc(at), asc(person));
  return rows.map(({ observedFrom: from, observedUntil: until, had: last, ...it }) => ({
    ...{ ...it, isWatched: from !== null && until === null, nextNumber: last + 1 },
    watchedFrom: from === null ? null : Temporal.Instant.from(from).toString(),
  }));
}
