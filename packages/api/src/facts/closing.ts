import type { Transaction } from '@anmin/db/client';
import { officeDay } from '@anmin/domain/calendar/day';
import { unitsFor } from '@anmin/domain/organisation/grants';
import { services } from '@anmin/domain/measures/requirement';
import { isWithin } from '@anmin/domain/regions/region';
import { refuse } from '@anmin/domain/refusal';
import { z } from 'zod';
import { basisOf, bookingsIn, officesOf, type Span } from '../closures/affected.ts';
import { officeNow } from '../office/now.ts';
import { setScope } from '../scope.ts';
import { coversPrefecture, servedOffices } from '../staff/scope.ts';
import { Refused, type StaffContext } from '../trpc.ts';
import type { NewFact } from './written.ts';

/** Counters to be closed by the same act: to the last day, for the reason their people are told. */
export const counterInput = z
  .strictObject({ from: z.iso.date(), until: z.iso.date(), reason: z.string().trim().min(2).max(200) })
  .refine(({ from, until }) => from <= until, { path: ['until'], error: 'reversed' });
export type Counters = z.infer<typeof counterInput>;

/** What closing the marriage counters of a region takes: one span for the whole prefecture, else one for each office. */
export async function spansFor(
  tx: Transaction,
  ctx: StaffContext,
  region: string,
  span: Counters,
): Promise<{ closing: StaffContext; spans: Span[] }> {
  const units = unitsFor(ctx.actor.grants, 'closures.make');
  if (units.length === 0) throw new Refused(refuse('notAllowed'));
  const acting = ctx.actor.grants.filter(({ ability }) => ability === 'closures.make');
  const closing = { ...ctx, units, actor: { ...ctx.actor, acting } };
  await setScope(tx, ctx, [...new Set([...ctx.units, ...units])]);
  const served = (await servedOffices(tx, closing)).filter((it) => isWithin(it.region, region));
  const offices = served.filter(({ kind }) => kind === 'marriageRegistrationOffice');
  const alone = offices.length === served.length;
  const [prefecture] = offices.map((it) => it.prefecture);
  const isWhole =
    prefecture !== undefined && isWithin(prefecture, region) && (await coversPrefecture(tx, closing, prefecture));
  const spans = isWhole
    ? [{ ...span, office: null, services: alone ? null : [...services] }]
    : offices.map(({ id }) => ({ ...span, office: id, services: [...services] }));
  return { closing, spans };
}

/** Who is booked in the region while a fact holds, and whether a notice lets the service rest there. */
export async function bookingsAhead(tx: Transaction, ctx: StaffContext, { region, fromDay, untilDay }: NewFact) {
  const none = { bookings: 0, mayRest: false };
  if (unitsFor(ctx.actor.grants, 'closures.make').length === 0) return none;
  const now = await officeNow(tx);
  const today = officeDay(now).toString();
  const from = fromDay < today ? today : fromDay;
  const until = untilDay ?? Temporal.PlainDate.from(from).add({ months: 3 }).toString();
  if (until < from) return none;
  const { closing, spans } = await spansFor(tx, ctx, region, { from, until, reason: '' });
  const found = [];
  for (const span of spans) {
    const offices = await officesOf(tx, closing, span);
    const hit = await bookingsIn(tx, offices, span);
    found.push({ bookings: hit.length, mayRest: basisOf(closing, offices, span, now).length > 0 });
  }
  return {
    bookings: found.reduce((sum, { bookings }) => sum + bookings, 0),
    mayRest: found.some(({ mayRest }) => mayRest),
  };
}
