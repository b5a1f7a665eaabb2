import type { Transaction } from '@anmin/db/client';
import { booking, message } from '@anmin/db/schema/appointments';
import { officeDay } from '@anmin/domain/calendar/day';
import { refuse } from '@anmin/domain/refusal';
import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import { z } from 'zod';
import { deskAct, type DeskAct } from '../counter/act.ts';
import { loadRows } from '../counter/sheet.ts';
import { actorName, journal } from '../journal.ts';
import { officeNow } from '../office/now.ts';
import { loadOffice } from '../office/office.ts';
import { keySchema } from '../once.ts';
import { journalRead } from '../privacy/reads.ts';
import { seal } from '../privacy/seal.ts';
import { inScope } from '../scope.ts';
import { servedOffice, servedOffices } from '../staff/scope.ts';
import { Refused, router, staffProcedure, type StaffContext } from '../trpc.ts';
import { pressingKinds, unreached } from './unreached.ts';

const reason = z.string().trim().min(2).max(200);

export const callsRouter = router({
  list: staffProcedure('counter.see')
    .input(z.strictObject({ office: z.string().max(50).optional() }))
    .query(({ ctx, input }) => inScope(ctx, ctx.units, (tx) => list(tx, ctx, input.office))),
  done: staffProcedure('counter.serve')
    .input(z.strictObject({ booking: z.uuid(), version: z.int(), key: keySchema, reason }))
    .mutation(({ ctx, input }) => done(ctx, input)),
});

/** Whom to phone, one line a booking, with what did not reach them. */
async function list(tx: Transaction, ctx: StaffContext, only: string | undefined) {
  const offices = only === undefined ? await servedOffices(tx, ctx) : [await servedOffice(tx, ctx, only)];
  const today = officeDay(await officeNow(tx));
  const ids = offices.map(({ id }) => id);
  const missed = Map.groupBy(await unreached(tx, today, inArray(booking.office, ids)), (it) => it.office);
  const lines = [];
  for (const id of ids) {
    const own = missed.get(id) ?? [];
    if (only === undefined && own.length === 0) continue;
    const told = [...new Set(own.map((it) => it.booking))];
    const rows = await loadRows(tx, ctx, await loadOffice(tx, id), inArray(booking.id, told));
    await journalRead(tx, ctx, id, { of: 'calls', count: rows.length });
    for (const row of rows) {
      const about = own.filter((it) => it.booking === row.id);
      lines.push({ row, kinds: pressingKinds.filter((kind) => about.some((it) => it.kind === kind)) });
    }
  }
  return lines;
}

/** What came of phoning, as a note; the messages are then off the list. The booking itself stays as it is. */
function done(ctx: StaffContext, input: DeskAct & { readonly reason: string }) {
  return deskAct(ctx, 'called', input, async (tx, { booking: row }) => {
    if (row.version !== input.version) throw new Refused(refuse('stale'));
    const today = officeDay(await officeNow(tx));
    if ((await unreached(tx, today, eq(booking.id, row.id))).length === 0)
      throw new Refused(refuse('notChangeable', [], { state: row.state }));
    const missed = await tx
      .select({ id: message.id })
      .from(message)
      .where(and(eq(message.booking, row.id), inArray(message.state, ['failed', 'noPhone']), isNull(message.calledAt)));
    for (const { id } of missed)
      await tx
        .update(message)
        .set({
          calledAt: sql`office_now()`,
          calledBy: actorName(ctx.actor),
          callNoteSealed: seal(ctx.keys, `message.callNote:${id}`, input.reason),
        })
        .where(eq(message.id, id));
    await journal(tx, ctx.actor, {
      action: 'booking.phoned',
      subject: row.id,
      office: row.office,
      fields: ['reason'],
    });
  });
}
