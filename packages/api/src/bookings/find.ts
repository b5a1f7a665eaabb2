import { inTransaction, type Transaction } from '@anmin/db/client';
import { readReference } from '@anmin/domain/people/check-digit';
import { refuse } from '@anmin/domain/refusal';
import { loadDraft } from '../drafts/draft.ts';
import { provenPhones } from '../drafts/proven.ts';
import { setScope } from '../scope.ts';
import { Refused, type Context } from '../trpc.ts';
import { isIndexOfPhone } from './party.ts';
import { bookingOfToken } from './token.ts';
import { bookingsOfPhones, officeOf, phoneOf } from './load.ts';
import { readForView, viewOf, type BookingView } from './view.ts';

type Proof = { readonly draft: string } | { readonly last4: string };

/** Opens a booking's page by its address, for the browser that booked it, its proven phone, or the phone's last four. */
export async function open(ctx: Context, { token, proof }: { token: string; proof: Proof }): Promise<BookingView> {
  const id = bookingOfToken(ctx.keys, token);
  if (id === null) throw new Refused(refuse('notFound'));
  const read = await inTransaction(ctx.database, async (tx) => {
    await setScope(tx, ctx, [await officeOf(tx, id)]);
    const found = await readForView(tx, id);
    const { booking: row } = found.loaded;
    const opens =
      'last4' in proof ? endsWith(phoneOf(ctx.keys, row), proof.last4) : await holds(tx, ctx, proof.draft, row);
    if (!opens) throw new Refused(refuse('notFound'));
    return found;
  });
  return viewOf(ctx, read);
}

/** What one page shows. */
const shown = 20;

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
  const found = await inTransaction(ctx.database, async (tx) => {
    const read = [];
    for (const { id, office } of (await bookingsOfPhones(tx, ctx.keys, phones)).slice(0, shown)) {
      await setScope(tx, ctx, [office]);
      read.push(await readForView(tx, id));
    }
    return wanted === null ? read : read.filter(({ loaded }) => loaded.booking.reference === wanted);
  });
  return Promise.all(found.map((read) => viewOf(ctx, read)));
}

function endsWith(phone: string | null, last4: string): boolean {
  const typed = last4.normalize('NFKC').trim();
  return phone !== null && /^\d{4}$/.test(typed) && phone.endsWith(typed);
}

async function holds(
  tx: Transaction,
  ctx: Context,
  draftId: string,
  row: { id: string; phoneIndex: Buffer | null },
): Promise<boolean> {
  const draft = await loadDraft(tx, ctx.keys, draftId);
  const phones = provenPhones(ctx, draft);
  return draft.booked?.booking === row.id || phones.some((phone) => isIndexOfPhone(ctx.keys, row.phoneIndex, phone));
}
