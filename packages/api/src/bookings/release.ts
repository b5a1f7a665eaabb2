import type { Transaction } from '@anmin/db/client';
import { place } from '@anmin/db/schema/appointments';
import { eq, sql } from 'drizzle-orm';

/** Gives back whatever places a booking owns, an offered one too. */
export async function freePlaces(tx: Transaction, booking: string): Promise<void> {
  await tx.update(place).set({ booking: null, offeredUntil: null }).where(eq(place.booking, booking));
}

export async function releaseClaims(tx: Transaction, booking: string): Promise<void> {
  await tx.execute(sql`select release_claims(${booking}::uuid)`);
}
