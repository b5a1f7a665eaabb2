import type { Transaction } from '@anmin/db/client';
import { booking, message, slot } from '@anmin/db/schema/appointments';
import { and, eq, gte, inArray, isNull, or, type SQL } from 'drizzle-orm';
import type { MessageKind } from '../messages/message.ts';

/** Messages somebody misses something by if they do not reach them. */
export const pressingKinds = [
  ...(['reminder', 'offered', 'displacedNoPlace', 'offerExpired', 'cancelledByDesk'] as const),
  ...(['papersMissing', 'released', 'waitOffered', 'waitOfferWithdrawn'] as const),
  ...(['visitConfirmed', 'visitDeclined', 'visitLate'] as const),
] as const satisfies readonly MessageKind[];
export type PressingKind = (typeof pressingKinds)[number];

/**
 * What was given up after all its tries, or had no phone to go to, while it still says how things stand, its day is not
 * over or a time is owed, and nobody phoned.
 */
export function unreached(tx: Transaction, today: Temporal.PlainDate, where: SQL | undefined) {
  return tx
    .select({ booking: booking.id, office: booking.office, kind: message.kind })
    .from(message)
    .innerJoin(booking, eq(booking.id, message.booking))
    .innerJoin(slot, eq(slot.id, booking.slot))
    .where(
      and(
        where,
        inArray(message.state, ['failed', 'noPhone']),
        isNull(message.calledAt),
        inArray(message.kind, [...pressingKinds]),
        eq(message.bookingVersion, booking.version),
        or(gte(slot.day, today.toString()), eq(booking.state, 'displaced')),
      ),
    );
}
