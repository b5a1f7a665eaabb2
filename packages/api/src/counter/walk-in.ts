import { sqlState } from '@anmin/db/client';
import type { Answers } from '@anmin/domain/appointments/answers';
import type { Application } from '@anmin/domain/appointments/application';
import { isOver } from '@anmin/domain/appointments/bookable';
import { findService } from '@anmin/domain/appointments/service';
import { officeDay } from '@anmin/domain/calendar/day';
import { refuse } from '@anmin/domain/refusal';
import { book, type Booked, type Order } from '../bookings/book.ts';
import { completeApplication, readAnswers } from '../drafts/reading.ts';
import { placesLeft } from '../office/free.ts';
import { recentOffice, type Office } from '../office/office.ts';
import { inScope } from '../scope.ts';
import { servedOffice } from '../staff/scope.ts';
import { Refused, type StaffContext } from '../trpc.ts';
import { checkIn } from './check-in.ts';
import { refuseWalkIn } from './desk.ts';
import type { CounterRow } from './row.ts';

export type WalkIn = { readonly key: string; readonly office: string; readonly answers: Answers };

/**
 * Who stands at the counter without having booked gets the earliest place of today that the counter has, and a number. Where
 * the answer is lost between the two, the same key finds the booking again and gives the number.
 */
export async function walkIn(ctx: StaffContext, { key, office: id, answers }: WalkIn): Promise<CounterRow> {
  await inScope(ctx, ctx.units, (tx) => servedOffice(tx, ctx, id));
  if (findService(ctx.services, answers.service)?.confirms === 'institution')
    throw new Refused(refuse('serviceNotOffered'));
  const office = await recentOffice(ctx, id);
  const day = officeDay(office.now).toString();
  const times = await freeTimes(ctx, office, day);
  const given = { ...answers, office: id, day, time: times[0] ?? '' };
  const application = completeApplication(await readAnswers(ctx, given, { phoneOptional: true }));
  refuseWalkIn(ctx, office, application.service, application.day);
  const once = { scope: `walkIn:${ctx.actor.id}`, key, body: [id, answers] };
  const { booking } = await bookFirst(ctx, application, times, once);
  return checkIn(ctx, { booking, version: 1, key }, { walkedIn: true });
}

/** Times of today with a place of the counter; where none has one, a time that tells so. Only the write decides. */
async function freeTimes(
  { board }: StaffContext,
  { institution: { id }, now }: Office,
  day: string,
): Promise<string[]> {
  const slots = await placesLeft(board.db, { offices: [id], from: day, until: day, channel: 'counter' });
  const open = slots.filter(({ ends }) => !isOver(day, ends, now));
  const free = open.filter(({ left }) => left > 0);
  if (open.length === 0) throw new Refused(refuse('slotFull'));
  return (free.length > 0 ? free : open.slice(0, 1)).map(({ starts }) => starts);
}

async function bookFirst(
  ctx: StaffContext,
  application: Application,
  [time, ...later]: readonly string[],
  once: Order['once'],
): Promise<Booked> {
  try {
    return await book(ctx, {
      application: { ...application, time: time ?? application.time },
      channel: 'counter',
      once,
      extraReason: null,
    });
  } catch (error) {
    if (later.length === 0 || !isFull(error)) throw error;
    return bookFirst(ctx, application, later, once);
  }
}

function isFull(error: unknown): boolean {
  return error instanceof Refused ? error.refusal.refused === 'slotFull' : sqlState(error) === 'AN001';
}
