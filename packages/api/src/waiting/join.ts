import { inTransaction, sqlState, violatedConstraint, type Transaction } from '@anmin/db/client';
import { booking, party, waiting } from '@anmin/db/schema/appointments';
import type { Application } from '@anmin/domain/appointments/application';
import { releasedUntil } from '@anmin/domain/appointments/bookable';
import { bookPlace } from '@anmin/domain/appointments/booking';
import { keepsLine } from '@anmin/domain/appointments/service';
import { placesFor, visitorPositions } from '@anmin/domain/appointments/visit';
import { wallTime } from '@anmin/domain/calendar/day';
import { referenceFor } from '@anmin/domain/people/check-digit';
import { refuse } from '@anmin/domain/refusal';
import { sql } from 'drizzle-orm';
import { randomInt, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { mayChoose } from '../bookings/alternatives.ts';
import { barredRefusal } from '../bookings/barred.ts';
import { claimedBy, claimKeys, waitingFor } from '../bookings/claims.ts';
import { namedOf, phoneIndex, sealParty } from '../bookings/party.ts';
import { definitionOf } from '../bookings/service.ts';
import { officesNear } from '../closures/offers.ts';
import { draftId, loadDraft } from '../drafts/draft.ts';
import { isTypedPhoneProven } from '../drafts/proven.ts';
import { completeApplication, readAnswers } from '../drafts/reading.ts';
import { actorName, journal } from '../journal.ts';
import { findSlot } from '../office/free.ts';
import { bookOn, loadOffice, recentOffice, rulesOn, type Office } from '../office/office.ts';
import { keySchema, once } from '../once.ts';
import { sha256, seal } from '../privacy/seal.ts';
import { setScope } from '../scope.ts';
import { orRefuse, Refused, type Context } from '../trpc.ts';
import { takeWork, workSchema } from '../work.ts';
import { applicationTo, ballotOn, tellOfBallot } from '../ballots/apply.ts';
import { tellWaiting } from './tell.ts';

const wishSchema = z.strictObject({
  fromDay: z.iso.date(),
  untilDay: z.iso.date(),
  fromTime: wallTime,
  untilTime: wallTime,
  /** Whether another office will do, where people may choose one. */
  anywhere: z.boolean(),
});
type Wish = z.infer<typeof wishSchema>;

export const joinInput = z.strictObject({
  draft: draftId,
  key: keySchema,
  wish: wishSchema,
  consent: z.literal(true),
  agree: z.literal(true),
  work: workSchema,
});

/**
 * Gets in line for a time that is taken, with what else would do; or applies for a day that is drawn. Owns no place, and
 * keeps nobody from booking.
 */
export async function join(ctx: Context, input: z.infer<typeof joinInput>): Promise<{ booking: string }> {
  const draft = await inTransaction(ctx.database, (tx) => loadDraft(tx, ctx.keys, input.draft));
  if (!isTypedPhoneProven(ctx, draft)) throw new Refused(refuse('phoneNotProven'));
  await takeWork(ctx, input.work, `wait ${input.draft} ${input.key}`);
  const application = completeApplication(await readAnswers(ctx, draft.answers, { phoneOptional: false }));
  const barred = await barredRefusal(ctx, await recentOffice(ctx, application.office), application, 'online');
  if (barred !== null) throw new Refused(barred);
  const scope = `draft:${sha256(input.draft).toString('hex')}`;
  const body = ['wait', draft.answers, input.wish];
  try {
    return await inTransaction(ctx.database, (tx) =>
      once(tx, ctx, { scope, key: input.key, body }, () => joinIn(tx, ctx, application, input.wish)),
    );
  } catch (error) {
    if (sqlState(error) === 'AN002') throw new Refused(refuse('alreadyWaiting'));
    // eight random digits may have been drawn before; then others are drawn
    if (violatedConstraint(error) === 'booking_reference_key') return join(ctx, input);
    throw error;
  }
}

async function joinIn(tx: Transaction, ctx: Context, application: Application, wish: Wish) {
  await setScope(tx, ctx, [application.office]);
  const office = await loadOffice(tx, application.office);
  const rules = rulesOn(office, application.day);
  const ballot = await ballotOn(tx, ctx, office, application.day);
  const definition = definitionOf(ctx, application.service);
  if (!keepsLine(definition) || (ballot === null && rules.waitHours === undefined))
    throw new Refused(refuse('noWaitingList'));
  const { law } = orRefuse(
    bookPlace(
      ctx.packs,
      { ...bookOn(ctx, office, application.day), underBallot: false },
      { ...application, channel: 'online' },
      office.now,
    ),
  );
  if (ballot === null) refuseWrongWish(office, application, wish);
  const { service, phone, visit } = application;
  const slot = await findSlot(tx, application.office, application.day.toString(), application.time);
  if (slot === undefined) throw new Refused(refuse('notOpenYet', [], { day: application.day.toString() }));
  const offices =
    ballot === null && wish.anywhere ? await officesThatDo(tx, ctx, office, application) : [application.office];
  const id = randomUUID();
  const named = namedOf(application);
  const reference = referenceFor(definition.prefix, String(randomInt(100_000_000)).padStart(8, '0'));
  await tx.insert(booking).values({
    ...{ id, reference, office: application.office, slot: slot.id, service, state: 'waiting', channel: 'online' },
    ...{ madeBy: actorName(ctx.actor), military: application.military },
    applicationDay: application.applicationDay?.toString() ?? null,
    phoneSealed: phone === null ? null : seal(ctx.keys, `booking.phone:${id}`, phone),
    phoneIndex: phone === null ? null : phoneIndex(ctx.keys, phone),
    clauses: [...new Set(law.rules.flatMap(({ clauses }) => clauses))],
    ...(visit === null ? {} : { places: placesFor(definition, visit), told: visit.told }),
  });
  const parties = visitorPositions(named.length).flatMap((position, index) => {
    const it = named[index];
    return it === undefined ? [] : sealParty(ctx.keys, id, position, it);
  });
  if (parties.length > 0) await tx.insert(party).values(parties);
  const { anywhere: _, ...spans } = wish;
  const entered = ballot === null ? null : applicationTo(ballot, application, definition);
  await tx.insert(waiting).values({ booking: id, offices, ...(entered ?? spans) });
  const claims = claimKeys(ctx.keys, waitingFor(definition, ballot), claimedBy(application));
  await tx.execute(sql`select claim_waiting(${sql.param(claims)}::bytea[], ${id}::uuid)`);
  if (entered === null) await refuseWhereFree(tx, id);
  await journal(tx, ctx.actor, {
    ...{ action: entered === null ? 'waiting.joined' : 'ballot.applied', subject: id, office: application.office },
    fields: ['parties', 'phone'],
    codes: { service, day: application.day.toString(), time: application.time },
  });
  const made = { id, reference, version: 1 };
  const at = { day: slot.day, starts: application.time };
  if (entered === null) await tellWaiting(tx, ctx, 'waitJoined', office, made, phone, at);
  else await tellOfBallot(tx, ctx, 'ballotApplied', office, { ...made, phone, application: entered.application }, at);
  return { booking: id };
}

/** The wanted time is among what would do, and nobody waits for days that are still to be released to everybody. */
function refuseWrongWish(office: Office, { day, time }: Application, wish: Wish): void {
  const wanted = day.toString();
  const last = releasedUntil(rulesOn(office, day), office.now).toString();
  const holds =
    wish.fromDay <= wanted &&
    wanted <= wish.untilDay &&
    wish.untilDay <= last &&
    wish.fromTime <= time &&
    time < wish.untilTime;
  if (!holds) throw new Refused(refuse('wrongInput', [], { fields: ['wish:span'] }));
}

async function officesThatDo(tx: Transaction, ctx: Context, home: Office, { service, day }: Application) {
  const near = await officesNear(tx, home.institution.id);
  return near.filter((id) => mayChoose(ctx, home, id, service, day));
}

/** Who could book a time that would do has no need to wait, and would only keep it from others. */
async function refuseWhereFree(tx: Transaction, id: string): Promise<void> {
  const { rows } = await tx.execute<{ free: boolean }>(sql`select free_for_waiting(${id}::uuid) as free`);
  if (rows[0]?.free === true) throw new Refused(refuse('notFull'));
}
