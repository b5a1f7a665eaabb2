import { inTransaction } from '@anmin/db/client';
import { booking, message, slot } from '@anmin/db/schema/appointments';
import type { Application } from '@anmin/domain/appointments/application';
import { formatReference } from '@anmin/domain/people/check-digit';
import { refuse, type Refusal } from '@anmin/domain/refusal';
import { and, eq, gt, sql } from 'drizzle-orm';
import { appointmentFacts } from './messages.ts';
import { loadOffice } from '../office/office.ts';
import { wallTime } from '../office/free.ts';
import { unseal } from '../privacy/seal.ts';
import type { Context } from '../trpc.ts';
import { writeMessages } from '../messages/message.ts';
import { claimKeys } from './claims.ts';
import { phoneIndex } from './party.ts';

/**
 * One of the parties holds a booking of this business already. Whoever asks hears no time, no place and no name; the
 * details go to the phone of the existing booking, at most once a day. Only who holds that phone is told its reference.
 */
export async function duplicateRefusal(
  ctx: Context,
  application: Application,
  provenPhone: string | null,
): Promise<Refusal> {
  const { keys, database } = ctx;
  const claims = claimKeys(
    keys,
    application.service,
    application.parties.map(({ idNumber }) => idNumber),
  );
  const existing = await findExisting(ctx, claims);
  if (existing === undefined) return refuse('busy');
  if (provenPhone !== null && existing.booking.phoneIndex?.equals(phoneIndex(keys, provenPhone)) === true)
    return refuse('duplicate', [], { own: true, reference: formatReference(existing.booking.reference) });
  await inTransaction(database, async (tx) => {
    const { id, version, phoneSealed, reference } = existing.booking;
    await tx.select({ id: booking.id }).from(booking).where(eq(booking.id, id)).for('update');
    const [told] = await tx
      .select({ id: message.id })
      .from(message)
      .where(
        and(
          eq(message.booking, id),
          eq(message.kind, 'duplicateTried'),
          gt(message.madeAt, sql`office_now() - interval '1 day'`),
        ),
      );
    if (told !== undefined || phoneSealed === null) return;
    const office = await loadOffice(tx, existing.booking.office);
    const at = { day: existing.slot.day, starts: wallTime(existing.slot.starts) };
    const phone = unseal(keys, `booking.phone:${id}`, phoneSealed);
    const facts = appointmentFacts(office, reference, at);
    await writeMessages(tx, keys, { id, version }, [{ kind: 'duplicateTried', phone, facts, dueAt: null }]);
  });
  return refuse('duplicate', [], { own: false });
}

async function findExisting({ database }: Context, claims: readonly Buffer[]) {
  for (const claim of claims) {
    const [found] = await database.db
      .select({ booking, slot })
      .from(booking)
      .innerJoin(slot, eq(slot.id, booking.slot))
      .where(eq(booking.id, sql`booking_of_claim(${claim})`));
    if (found !== undefined) return found;
  }
  return undefined;
}
