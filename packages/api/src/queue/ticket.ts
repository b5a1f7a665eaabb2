import type { Transaction } from '@anmin/db/client';
import { booking, slot } from '@anmin/db/schema/appointments';
import { ticket } from '@anmin/db/schema/queue';
import { letterOf, ticketName, turnOf, walkInTurn } from '@anmin/domain/appointments/queue';
import { officeTime } from '@anmin/domain/calendar/day';
import { eq, type SQL } from 'drizzle-orm';
import type { Loaded } from '../bookings/load.ts';
import { wallTime } from '../office/free.ts';
import { readInstant } from '../office/now.ts';
import { settingOn, type Office } from '../office/office.ts';

export type TicketRow = typeof ticket.$inferSelect;

/** Gives who has come a number; the database says which. */
export async function drawTicket(
  tx: Transaction,
  { booking: row, slot: at }: Loaded,
  office: Office,
  walkedIn: boolean,
): Promise<string> {
  const rules = settingOn(office, Temporal.PlainDate.from(at.day))?.rules.queue;
  const letter = letterOf(rules, row.service);
  const booked = { day: at.day, starts: wallTime(at.starts) };
  const turn = walkedIn ? walkInTurn(booked, office.now) : turnOf(rules, booked, office.now);
  const [drawn] = await tx
    .insert(ticket)
    .values({ booking: row.id, office: row.office, letter, turn: turn.at.toString(), behind: turn.behind })
    .returning({ number: ticket.number });
  return ticketName({ letter, number: drawn?.number ?? 0 });
}

export async function ticketOf(tx: Transaction, booking: string): Promise<TicketRow | undefined> {
  const [own] = await tx.select().from(ticket).where(eq(ticket.booking, booking));
  return own;
}

/** A number as the counter sees it: what it waits for, and nothing of who holds it. */
export type Waiting = ReturnType<typeof waitingOf>;

export function waitingOf({ ticket: row, slot: at, service }: Awaited<ReturnType<typeof ticketsWhere>>[number]) {
  const time = (text: string | null) => (text === null ? null : officeTime(readInstant(text)));
  return {
    ...{ id: row.id, booking: row.booking, name: ticketName(row), service, starts: wallTime(at) },
    ...{ state: row.state, behind: row.behind, counter: row.counter, calls: row.calls },
    ...{ drawnAt: time(row.drawnAt), calledAt: time(row.lastCalledAt) },
  };
}

/** In the order in which they are called. */
export function ticketsWhere(tx: Transaction, where: SQL | undefined) {
  return tx
    .select({ ticket, slot: slot.starts, service: booking.service })
    .from(ticket)
    .innerJoin(booking, eq(booking.id, ticket.booking))
    .innerJoin(slot, eq(slot.id, booking.slot))
    .where(where)
    .orderBy(ticket.behind, ticket.turn, ticket.number);
}
