import type { Transaction } from '@anmin/db/client';
import { journal, type Entry } from '../journal.ts';
import type { StaffContext } from '../trpc.ts';

/** What was looked at: one booking, or how many records of a list. Never by whom somebody was looked for. */
type Read =
  | { readonly of: string; readonly booking: string }
  | ({ readonly of: string; readonly count: number } & Entry['codes']);

/** Staff looked at people, masked. In the transaction of the reading: without the entry there is no answer. */
export function journalRead(tx: Transaction, ctx: StaffContext, office: string, read: Read): Promise<void> {
  const { booking, ...codes } = { booking: undefined, ...read };
  return journal(tx, ctx.actor, { action: 'persons.read', subject: booking ?? office, office, codes });
}
