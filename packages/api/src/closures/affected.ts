import type { Transaction } from '@anmin/db/client';
import { booking, place, slot } from '@anmin/db/schema/appointments';
import { inForce, requirementsOf } from '@anmin/domain/measures/in-force';
import { officeDay } from '@anmin/domain/calendar/day';
import { eitherDay } from '@anmin/domain/measures/in-force';
import type { RuleVersion } from '@anmin/domain/measures/notice';
import { isShutFor } from '@anmin/domain/measures/passing';
import { askedBy, findService, serviceId } from '@anmin/domain/appointments/service';
import { and, asc, eq, gte, inArray, isNotNull, lte } from 'drizzle-orm';
import { z } from 'zod';
import type { Institution } from '../office/office.ts';
import { coversPrefecture, servedOffice, servedOffices } from '../staff/scope.ts';
import { refuse } from '@anmin/domain/refusal';
import { Refused, type StaffContext } from '../trpc.ts';

/** A span to close: one office or every office of the prefecture, all services or some; `until` is the last day. */
export const spanInput = z
  .strictObject({
    office: z.string().max(50).nullable(),
    from: z.iso.date(),
    until: z.iso.date(),
    services: z.array(serviceId).min(1).nullable(),
    reason: z.string().trim().min(2).max(200),
  })
  .refine(({ from, until }) => from <= until, { path: ['until'], error: 'reversed' });
export type Span = z.infer<typeof spanInput>;

/** The offices a span concerns, for named services those of their kind; only who covers the prefecture closes all of it. */
export async function officesOf(
  tx: Transaction,
  ctx: StaffContext,
  { office, services }: Pick<Span, 'office' | 'services'>,
): Promise<Institution[]> {
  if (office !== null) return [await servedOffice(tx, ctx, office)];
  const offices = await servedOffices(tx, ctx);
  const [prefecture = ''] = offices.map((it) => it.prefecture);
  if (!(await coversPrefecture(tx, ctx, prefecture))) throw new Refused(refuse('notAllowed'));
  const kinds = services?.map((id) => findService(ctx.services, id)?.institution);
  return offices.filter((it) => it.prefecture === prefecture && (kinds?.includes(it.kind) ?? true));
}

/** Bookings not yet begun that stand in the span. */
export function bookingsIn(db: Transaction, offices: readonly Institution[], span: Span) {
  return db
    .select({ booking, slot })
    .from(booking)
    .innerJoin(slot, eq(slot.id, booking.slot))
    .where(and(inSpan(offices, span), eq(booking.state, 'booked')))
    .orderBy(asc(booking.madeAt), asc(booking.id));
}

/** Places of the span that are held as an offer for bookings the office displaced before. */
export function offersIn(db: Transaction, offices: readonly Institution[], span: Span) {
  return db
    .select({ id: booking.id, office: booking.office, state: booking.state })
    .from(booking)
    .innerJoin(place, and(eq(place.booking, booking.id), isNotNull(place.offeredUntil)))
    .innerJoin(slot, eq(slot.id, place.slot))
    .where(inSpan(offices, span))
    .orderBy(asc(booking.madeAt), asc(booking.id));
}

function inSpan(offices: readonly Institution[], { from, until, services }: Span) {
  const ids = offices.map(({ id }) => id);
  const ofService = services === null ? undefined : inArray(booking.service, services);
  return and(inArray(slot.office, ids), gte(slot.day, from), lte(slot.day, until), ofService);
}

/**
 * The rules that let an authority suspend services, in force today or in the span. An office that shuts for a reason of
 * its own suspends nothing: only named services, or the whole prefecture, rest on them. Visits rest on those that let in
 * no visitor.
 */
export function basisOf(
  { packs, services: definitions }: Pick<StaffContext, 'packs' | 'services'>,
  offices: readonly Institution[],
  { from, office, services }: Span,
  now: Temporal.Instant,
): RuleVersion[] {
  if (office !== null && services === null) return [];
  const visited =
    services?.some((id) =>
      definitions.some((it) => it.id === id && askedBy(it, 'resident') !== undefined && it.remote !== true),
    ) ?? false;
  return offices.flatMap(({ region, kind }) => {
    const place = { region, kind };
    const rules = eitherDay(
      inForce(packs, place, officeDay(now)),
      inForce(packs, place, Temporal.PlainDate.from(from)),
    );
    const ids = new Set(requirementsOf(rules, 'suspension').map(({ rule }) => rule));
    return rules.filter((rule) => ids.has(rule.id) || (visited && isShutFor(rule, 'entry')));
  });
}
