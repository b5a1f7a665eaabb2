import type { Transaction } from '@anmin/db/client';
import { journal } from '../journal.ts';
import { wallTime } from '../office/free.ts';
import type { Context } from '../trpc.ts';
import type { Loaded } from './load.ts';

/** The office a booking leaves hears of it as well: what it held there, and not where it went. */
export async function journalLeft(
  tx: Transaction,
  { actor }: Pick<Context, 'actor'>,
  { booking: row, slot }: Loaded,
  office: string,
): Promise<void> {
  if (office === row.office) return;
  const codes = { day: slot.day, time: wallTime(slot.starts) };
  await journal(tx, actor, { action: 'booking.left', subject: row.id, office: row.office, codes });
}
