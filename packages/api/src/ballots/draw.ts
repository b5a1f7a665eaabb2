import type { Transaction } from '@anmin/db/client';
import { ballot, booking, waiting } from '@anmin/db/schema/appointments';
import { drawn, timeFor, without, type Lots } from '@anmin/domain/appointments/ballot';
import { enteredSchema, type DrawnBallot } from '@anmin/domain/appointments/drawn-ballot';
import { refuse } from '@anmin/domain/refusal';
import { and, eq, inArray, sql } from 'drizzle-orm';
import { z } from 'zod';
import { askedAround, nearestOpen, ofNearestDays, wantedOf } from '../bookings/alternatives.ts';
import { loadBooking, phoneOf } from '../bookings/load.ts';
import { actorName, journal } from '../journal.ts';
import { loadOffice, readAfresh, type Office } from '../office/office.ts';
import { offerable, officesNear } from '../closures/offers.ts';
import { keySchema, once } from '../once.ts';
import { unseal } from '../privacy/seal.ts';
import { inScope, setScope } from '../scope.ts';
import { servedOffice } from '../staff/scope.ts';
import { Refused, type StaffContext } from '../trpc.ts';
import { placesLeft, wallTime } from '../office/free.ts';
import { tellOfBallot } from './apply.ts';
import { givePlace } from './give.ts';

export const drawInput = enteredSchema.extend({ ballot: z.uuid(), key: keySchema });
type DrawInput = z.infer<typeof drawInput>;

/** A clerk enters the public value and where it can be found, and the day is drawn: once, all of it or nothing. */
export async function draw(ctx: StaffContext, { key, ...input }: DrawInput): Promise<{ drawn: true }> {
  const done = await inScope(ctx, ctx.units, (tx) =>
    once(tx, ctx, { scope: `staff:${ctx.actor.id}`, key, body: ['draw', input] }, async () => {
      await drawIn(tx, ctx, input);
      return { drawn: true as const };
    }),
  );
  readAfresh(ctx);
  return done;
}

/** Whether its list is closed and its time has come. */
export const toBeDrawn = sql<boolean>`(${ballot.closedAt} is not null and ${ballot.drawnAt} is null
  and coalesce(${ballot.drawAt} <= office_now(), true))`;

async function drawIn(tx: Transaction, ctx: StaffContext, input: Omit<DrawInput, 'key'>): Promise<void> {
  const [found] = await tx
    .select({ row: ballot, due: toBeDrawn })
    .from(ballot)
    .where(eq(ballot.id, input.ballot))
    .for('update');
  if (found === undefined) throw new Refused(refuse('notFound'));
  const { row, due } = found;
  await servedOffice(tx, ctx, row.office);
  if (!due) throw new Refused(refuse('notToBeDrawn', [], { day: row.day }));
  const { commitment, listHash } = row;
  const applications = row.applications ?? [];
  const secret = unseal(ctx.keys, `ballot.secret:${row.id}`, row.secretSealed);
  const order = drawn({ secret, publicValue: input.publicValue, applications });
  // from here on the rules take the day as drawn
  const loaded = await loadOffice(tx, row.office);
  const office = { ...loaded, ballots: loaded.ballots.map((it) => (it.day === row.day ? { ...it, drawn: true } : it)) };
  const given = await giveOut(tx, ctx, office, row, order);
  const result = {
    ...{ commitment, publicValue: input.publicValue, secret, applications, listHash: listHash ?? '' },
    ...{ source: input.source, order, ...given },
  };
  await tx
    .update(ballot)
    .set({ drawnAt: sql`office_now()`, drawnBy: actorName(ctx.actor), result })
    .where(eq(ballot.id, row.id));
  const codes = { applications: order.length, winners: given.winners.length };
  await journal(tx, ctx.actor, { action: 'ballot.drawn', subject: row.id, office: row.office, codes });
}

type Given = Pick<DrawnBallot, 'lots' | 'excluded' | 'winners'>;

/** Everybody stands in line in drawn order; while there are places each has one, but whom the rules refuse. */
async function giveOut(
  tx: Transaction,
  ctx: StaffContext,
  office: Office,
  { id, day, answerHours }: typeof ballot.$inferSelect,
  order: readonly string[],
): Promise<Given> {
  const entries = await tx
    .select({ booking: waiting.booking, application: waiting.application })
    .from(waiting)
    .innerJoin(booking, eq(booking.id, waiting.booking))
    .where(and(eq(waiting.ballot, id), eq(booking.state, 'waiting')));
  const standing = new Map(entries.map((it) => [it.application, it.booking]));
  const inLine = order.flatMap((application) => standing.get(application) ?? []);
  await tx
    .select({ id: booking.id })
    .from(booking)
    .where(inArray(booking.id, inLine))
    .orderBy(booking.id)
    .for('update');
  await tx.execute(sql`select line_up(${sql.param(inLine)}::uuid[])`);
  const free = await offerable(tx, sql`slot.office = ${office.institution.id} and slot.day = ${day}`);
  const lots = free.map(({ starts, left }) => ({ time: starts, places: left }));
  const excluded: string[] = [];
  const lost: Lost[] = [];
  const winners: DrawnBallot['winners'] = [];
  let left: readonly Lots[] = lots;
  for (const application of order) {
    const time = timeFor(application, left);
    const entry = standing.get(application);
    const slot = free.find(({ starts }) => starts === time);
    if (entry === undefined) excluded.push(application);
    else if (time === null || slot === undefined) lost.push({ entry, application });
    else if (await givePlace(tx, ctx, office, entry, { slot, answerHours })) {
      winners.push({ application, time });
      left = without(left, time, application);
    } else {
      excluded.push(application);
      lost.push({ entry, application });
    }
  }
  await tellLost(tx, ctx, office, lost);
  return { lots, excluded, winners };
}

type Lost = { readonly entry: string; readonly application: string };

/** With the nearest days that have room, which are the same for all who want the same. */
async function tellLost(tx: Transaction, ctx: StaffContext, office: Office, lost: readonly Lost[]): Promise<void> {
  const near = await officesNear(tx, office.institution.id);
  await setScope(tx, ctx, [...ctx.units, ...near]);
  const offices: Office[] = [];
  for (const id of near) offices.push(id === office.institution.id ? office : await loadOffice(tx, id));
  const free = await placesLeft(tx, askedAround(office, offices));
  const known = new Map<string, readonly string[]>();
  for (const { entry, application } of lost) {
    const loaded = await loadBooking(tx, entry);
    const { booking: row, slot } = loaded;
    const wish = `${row.service} ${row.applicationDay}`;
    const daysInstead =
      known.get(wish) ??
      ofNearestDays(nearestOpen(ctx, { home: office, offices, free }, wantedOf(loaded))).map(({ day }) => day);
    known.set(wish, daysInstead);
    const applicant = { ...row, phone: phoneOf(ctx.keys, row), application };
    const at = { day: slot.day, starts: wallTime(slot.starts), daysInstead };
    await tellOfBallot(tx, ctx, 'ballotLost', office, applicant, at);
  }
}
