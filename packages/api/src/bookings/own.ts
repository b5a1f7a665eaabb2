import type { Transaction } from '@anmin/db/client';
import { booking } from '@anmin/db/schema/appointments';
import { refuse } from '@anmin/domain/refusal';
import { and, eq, sql } from 'drizzle-orm';
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core';
import { z } from 'zod';
import { draftId, loadDraft } from '../drafts/draft.ts';
import { provenPhones } from '../drafts/proven.ts';
import { keySchema } from '../once.ts';
import { setScope } from '../scope.ts';
import { Refused, type Context } from '../trpc.ts';
import { isIndexOfPhone } from './party.ts';
import { loadBooking, lockBooking, type Loaded } from './load.ts';

/** An act on one's own booking: a proven phone of the draft must be the phone of the booking. */
export const act = z.strictObject({ draft: draftId, booking: z.uuid(), version: z.int(), key: keySchema });
export type Act = z.infer<typeof act>;

/** The booking, locked, if a proven phone of the draft is the booking's own; else it does not exist. */
export async function ownBooking(
  tx: Transaction,
  ctx: Context,
  { draft: id, booking: bookingId }: { draft: string; booking: string },
) {
  const draft = await loadDraft(tx, ctx.keys, id);
  const phones = provenPhones(ctx, draft);
  if (phones.length === 0) throw new Refused(refuse('phoneNotProven'));
  await setScope(tx, ctx, await lockBooking(tx, bookingId));
  const loaded = await loadBooking(tx, bookingId);
  const phone = phones.find((it) => isIndexOfPhone(ctx.keys, loaded.booking.phoneIndex, it));
  if (phone === undefined) throw new Refused(refuse('notFound'));
  return { loaded, draft, phone };
}

/** Changes a booking only in the version its reader saw; the database decides between two who read the same. */
export async function changeBooking(
  tx: Transaction,
  { booking: row }: Loaded,
  version: number,
  change: PgUpdateSetSource<typeof booking>,
) {
  const [changed] = await tx
    .update(booking)
    .set({ ...change, version: sql`${booking.version} + 1` })
    .where(and(eq(booking.id, row.id), eq(booking.version, version), eq(booking.state, row.state)))
    .returning({ version: booking.version });
  if (changed === undefined) throw new Refused(refuse('stale'));
  return changed.version;
}
