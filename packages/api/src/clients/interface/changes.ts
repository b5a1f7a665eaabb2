import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { refuse } from '@anmin/domain/refusal';
import { inScope, isUnder } from '../../scope.ts';
import { Refused, type ClientContext } from '../../trpc.ts';
import { findServed, viewOf } from './bookings.ts';

export const page = {
  cursor: z.string().max(60).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};

export const changesInput = z.strictObject({ ...page, updatedSince: z.iso.datetime({ offset: true }).optional() });

/**
 * Bookings by when they last changed, oldest change first, each once; of one that went to an office beyond the key's reach
 * only that it is gone. The order is that of transactions that are all over, so that whoever goes on from `next` misses
 * nothing that was being written meanwhile.
 */
export async function listBookings(ctx: ClientContext, input: z.infer<typeof changesInput>) {
  const after = readCursor(input.cursor);
  const since = input.updatedSince ?? '0001-01-01T00:00:00Z';
  return inScope(ctx, ctx.units, async (tx) => {
    const { rows } = await tx.execute<{ subject: string; xact: string; id: number }>(sql`
      select subject, xact::text, id from (
        select distinct on (subject) subject, xact, id from journal_entry
         where action ~ '^(booking|offer)[.]' and ${isUnder(sql`office`, ctx.units)}
           and (xact, id) > (${after.xact}::xid8, ${after.id}) and xact < pg_snapshot_xmin(pg_current_snapshot())
           and office_at >= ${since}::timestamptz
           and (action = 'booking.left' or exists (select from booking where booking.id = subject::uuid))
         order by subject, journal_entry.xact desc, id desc) latest
       order by latest.xact, id limit ${input.limit + 1}`);
    const shown = rows.slice(0, input.limit);
    const bookings = [];
    for (const { subject } of shown) {
      const loaded = await findServed(tx, ctx, subject);
      bookings.push(loaded === null ? { id: subject, state: 'gone' as const } : await viewOf(tx, ctx, loaded));
    }
    const last = shown.at(-1);
    const next = last === undefined ? (input.cursor ?? null) : writeCursor(last);
    return { bookings, next, more: rows.length > shown.length };
  });
}

function writeCursor({ xact, id }: { xact: string; id: number }): string {
  return Buffer.from(`${xact}.${id}`).toString('base64url');
}

function readCursor(text: string | undefined): { xact: string; id: number } {
  if (text === undefined) return { xact: '0', id: 0 };
  const [, xact, id] = /^(\d{1,19})\.(\d{1,15})$/.exec(Buffer.from(text, 'base64url').toString()) ?? [];
  if (xact === undefined || id === undefined)
    throw new Refused(refuse('wrongInput', [], { fields: ['cursor:cursor.wrong'] }));
  return { xact, id: Number(id) };
}
