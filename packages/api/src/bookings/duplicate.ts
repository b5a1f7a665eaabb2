import { inTransaction, type Transaction } from '@anmin/db/client';
import { booking, message, slot } from '@anmin/db/schema/appointments';
import type { Application } from '@anmin/domain/appointments/application';
import { formatReference } from '@anmin/domain/people/check-digit';
import { refuse, type Refusal } from '@anmin/domain/refusal';
import { and, eq, gt, sql } from 'drizzle-orm';
import { appointmentFacts } from './messages.ts';
import { journal } from '../journal.ts';
import { loadOffice } from '../office/office.ts';
import { wallTime } from '../office/free.ts';
import { unseal } from '../privacy/seal.ts';
import { inScope, setScope } from '../scope.ts';
import { sandboxOf, type Context } from '../trpc.ts';
import { writeMessages } from '../messages/message.ts';
import { claimedBy, claimKeys } from './claims.ts';
import { isIndexOfPhone } from './party.ts';
import { definitionOf } from './service.ts';

/**
 * One of the parties holds a booking of this business already. Whoever asks hears no time, no place and no name; the
 * details go to the phone of the existing booking, at most once a day. Only who holds that phone is told its reference.
 */
export async function duplicateRefusal(
  ctx: Context,
  application: Application,
  provenPhone: string | null,
): Promise<Refusal> {
  const { keys } = ctx;
  const service = definitionOf(ctx, application.service);
  const claims = claimKeys(keys, service, claimedBy(application), sandboxOf(ctx));
  const existing = await findExisting(ctx, claims);
  if (existing === undefined) return refuse('busy');
  if (provenPhone !== null && isIndexOfPhone(keys, existing.booking.phoneIndex, provenPhone))
    return refuse('duplicate', [], { own: true, reference: formatReference(existing.booking.reference) });
  await inScope(ctx, [existing.booking.office], async (tx) => {
    await journalAnswer(tx, ctx, application.office);
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

/** Whoever asks for others is told that they have a booking somewhere: a look at people, and so an entry. */
async function journalAnswer(tx: Transaction, { actor }: Context, office: string): Promise<void> {
  if (actor.kind !== 'staff' && actor.kind !== 'client') return;
  await journal(tx, actor, { action: 'persons.read', subject: office, office, codes: { of: 'duplicate', count: 1 } });
}

function findExisting(ctx: Context, claims: readonly Buffer[]) {
  return inTransaction(ctx.database, async (tx) => {
    for (const claim of claims) {
      const { rows } = await tx.execute<{ id: string | null; office: string | null }>(
        sql`select id, office_of_booking(id) as office from booking_of_claim(${claim}) as id`,
      );
      if (rows[0]?.office == null) continue;
      await setScope(tx, ctx, [rows[0].office]);
      const [found] = await tx
        .select({ booking, slot })
        .from(booking)
        .innerJoin(slot, eq(slot.id, booking.slot))
        .where(eq(booking.id, rows[0].id ?? ''));
      if (found !== undefined) return found;
    }
    return undefined;
  });
}
