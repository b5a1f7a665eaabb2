import type { Transaction } from '@anmin/db/client';
import { ticket } from '@anmin/db/schema/queue';
import { ticketActs, ticketName, type TicketAct } from '@anmin/domain/appointments/queue';
import { officeDay } from '@anmin/domain/calendar/day';
import { refuse } from '@anmin/domain/refusal';
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core';
import { journal } from '../journal.ts';
import { officeNow } from '../office/now.ts';
import { once } from '../once.ts';
import { inScope } from '../scope.ts';
import { servedOffice } from '../staff/scope.ts';
import { Refused, type StaffContext } from '../trpc.ts';
import { ticketsWhere, waitingOf, type TicketRow, type Waiting } from './ticket.ts';

type Call = { readonly key: string; readonly office: string; readonly counter: number };

/**
 * Calls who is next to a counter. `called` is false where a number is before that counter already, which is then answered;
 * null: nobody waits.
 */
export function callNext(
  ctx: StaffContext,
  { key, office, counter }: Call,
): Promise<{ called: boolean; ticket: Waiting | null }> {
  return inScope(ctx, ctx.units, async (tx) => {
    const asked = { scope: `staff:${ctx.actor.id}`, key, body: ['callNext', office, counter] };
    const { called, id } = await once(tx, ctx, asked, async () => {
      await servedOffice(tx, ctx, office);
      const day = await lockLine(tx, office);
      const open = await atCounter(tx, office, day, counter);
      if (open !== null) return { called: false, id: open };
      const [next] = await ticketsWhere(tx, and(ofDay(office, day), eq(ticket.state, 'waiting'))).limit(1);
      if (next === undefined) return { called: false, id: null };
      await callTo(tx, ctx, next.ticket, counter);
      return { called: true, id: next.ticket.id };
    });
    return { called, ticket: id === null ? null : await ticketWith(tx, id) };
  });
}

type Change = { readonly key: string; readonly ticket: string; readonly act: TicketAct; readonly counter: number };

/** One act on a number: each only from where it makes sense, so that of two who do it one is told. */
export function changeTicket(ctx: StaffContext, { key, ticket: id, act, counter }: Change): Promise<Waiting> {
  return inScope(ctx, ctx.units, async (tx) => {
    const asked = { scope: `staff:${ctx.actor.id}`, key, body: ['changeTicket', id, act, counter] };
    await once(tx, ctx, asked, async () => {
      const [seen] = await tx.select().from(ticket).where(eq(ticket.id, id));
      if (seen === undefined) throw new Refused(refuse('notFound'));
      await servedOffice(tx, ctx, seen.office);
      const day = await lockLine(tx, seen.office);
      const [row] = await tx
        .select()
        .from(ticket)
        .where(and(eq(ticket.id, id), eq(ticket.day, day)))
        .for('update');
      if (row === undefined || !ticketActs[act].some((state) => state === row.state))
        throw new Refused(refuse('notChangeable'));
      await changes[act](tx, ctx, row, counter);
      return { ticket: id };
    });
    return ticketWith(tx, id);
  });
}

const changes: Readonly<
  Record<TicketAct, (tx: Transaction, ctx: StaffContext, row: TicketRow, counter: number) => Promise<void>>
> = {
  call: async (tx, ctx, row, counter) => {
    if ((await atCounter(tx, row.office, row.day, counter)) !== null) throw new Refused(refuse('notChangeable'));
    await callTo(tx, ctx, row, counter);
  },
  recall: (tx, ctx, row) => callTo(tx, ctx, row, row.counter ?? 0),
  serve: (tx, ctx, row) => change(tx, ctx, row, 'serve', { state: 'serving', servedAt: sql`office_now()` }),
  skip: (tx, ctx, row) => change(tx, ctx, row, 'skip', { state: 'skipped', counter: null }),
  // who did not hear the call waits from now on; who was called by mistake keeps their turn
  putBack: (tx, ctx, row) =>
    change(tx, ctx, row, 'putBack', {
      ...{ state: 'waiting', counter: null, servedAt: null },
      ...(row.state === 'skipped' ? { turn: sql`office_now()` } : {}),
    }),
};

async function callTo(tx: Transaction, ctx: StaffContext, row: TicketRow, counter: number): Promise<void> {
  await tx
    .update(ticket)
    .set({
      ...{ state: 'called', counter, calls: row.calls + 1 },
      ...{ calledAt: sql`coalesce(${ticket.calledAt}, office_now())`, lastCalledAt: sql`office_now()` },
    })
    .where(eq(ticket.id, row.id));
  const codes = { ticket: ticketName(row), counter };
  await journal(tx, ctx.actor, { action: 'ticket.called', subject: row.id, office: row.office, codes });
}

async function change(
  tx: Transaction,
  ctx: StaffContext,
  row: TicketRow,
  act: TicketAct,
  to: PgUpdateSetSource<typeof ticket>,
): Promise<void> {
  await tx.update(ticket).set(to).where(eq(ticket.id, row.id));
  const codes = { ticket: ticketName(row), act };
  await journal(tx, ctx.actor, { action: 'ticket.changed', subject: row.id, office: row.office, codes });
}

/** Calls of an office are one after the other, as drawing a number is. Answers with the office's day. */
async function lockLine(tx: Transaction, office: string): Promise<string> {
  const day = officeDay(await officeNow(tx)).toString();
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`line of ${office} ${day}`}, 0))`);
  return day;
}

async function atCounter(tx: Transaction, office: string, day: string, counter: number): Promise<string | null> {
  const [open] = await tx
    .select({ id: ticket.id })
    .from(ticket)
    .where(and(ofDay(office, day), eq(ticket.counter, counter), inArray(ticket.state, ['called', 'serving'])));
  return open?.id ?? null;
}

export function ofDay(office: string, day: string) {
  return and(eq(ticket.office, office), eq(ticket.day, day));
}

async function ticketWith(tx: Transaction, id: string): Promise<Waiting> {
  const [found] = await ticketsWhere(tx, eq(ticket.id, id));
  if (found === undefined) throw new Refused(refuse('notFound'));
  return waitingOf(found);
}
