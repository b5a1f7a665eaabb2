import { inTransaction } from '@anmin/db/client';
import { booking } from '@anmin/db/schema/appointments';
import { readReference } from '@anmin/domain/people/check-digit';
import { refuse } from '@anmin/domain/refusal';
import { and, desc, eq, inArray } from 'drizzle-orm';
import { loadDraft } from '../drafts/draft.ts';
import { provenPhones } from '../drafts/proven.ts';
import { Refused, type Context } from '../trpc.ts';
import { phoneIndex } from './party.ts';
import { bookingOfToken } from './token.ts';
import { loadBooking, phoneOf } from './load.ts';
import { viewBooking, type BookingView } from './view.ts';

type Proof = { readonly draft: string } | { readonly last4: string };

/** Opens a booking's page by its address, for the browser that booked it, its proven phone, or the phone's last four. */
export async function open(ctx: Context, { token, proof }: { token: string; proof: Proof }): Promise<BookingView> {
  const id = bookingOfToken(ctx.keys, token);
  if (id === null) throw new Refused(refuse('notFound'));
  const { booking: row } = await loadBooking(ctx.database.db, id);
  const opens = 'last4' in proof ? endsWith(phoneOf(ctx.keys, row), proof.last4) : await holds(ctx, proof.draft, row);
  if (!opens) throw new Refused(refuse('notFound'));
  return viewBooking(ctx, id);
}

/** The bookings of the phones proven in this draft, newest first; with a reference, that one alone. */
export async function find(
  ctx: Context,
  { draft: id, reference }: { draft: string; reference?: string | undefined },
): Promise<BookingView[]> {
  const draft = await inTransaction(ctx.database, (tx) => loadDraft(tx, ctx.keys, id));
  const phones = provenPhones(ctx, draft);
  if (phones.length === 0) throw new Refused(refuse('phoneNotProven'));
  const wanted = reference === undefined || reference.trim() === '' ? null : readReference(reference);
  if (wanted === undefined) throw new Refused(refuse('notFound'));
  const own = inArray(
    booking.phoneIndex,
    phones.map((phone) => phoneIndex(ctx.keys, phone)),
  );
  const rows = await ctx.database.db
    .select({ id: booking.id })
    .from(booking)
    .where(wanted === null ? own : and(own, eq(booking.reference, wanted)))
    .orderBy(desc(booking.madeAt))
    .limit(20);
  return Promise.all(rows.map((row) => viewBooking(ctx, row.id)));
}

function endsWith(phone: string | null, last4: string): boolean {
  const typed = last4.normalize('NFKC').trim();
  return phone !== null && /^\d{4}$/.test(typed) && phone.endsWith(typed);
}

async function holds(ctx: Context, draftId: string, row: { id: string; phoneIndex: Buffer | null }): Promise<boolean> {
  const draft = await inTransaction(ctx.database, (tx) => loadDraft(tx, ctx.keys, draftId));
  const phones = provenPhones(ctx, draft);
  return (
    draft.booked?.booking === row.id || phones.some((phone) => row.phoneIndex?.equals(phoneIndex(ctx.keys, phone)))
  );
}
