import pg from 'pg';
import { bytes, integers, texts } from './arrays.ts';
import type { Database } from './client.ts';
import type { booking, careVisit, message, party } from './schema/appointments.ts';
import type { journalEntry } from './schema/journal.ts';

/** What the database answers: null for a new booking, else what the key was answered before. */
export type Seen = { readonly answer: unknown; readonly same: boolean } | null;

/** All that one booking writes. */
export type BookingOrder = {
  /** the signed scope it is written in */
  readonly within: string;
  readonly scope: string;
  readonly key: string;
  readonly bodyHash: Buffer;
  readonly answer: unknown;
  readonly lockTimeout: string;
  readonly day: string;
  readonly starts: string;
  readonly extraReason: string | null;
  readonly booking: Pick<
    typeof booking.$inferInsert,
    | 'id'
    | 'reference'
    | 'office'
    | 'service'
    | 'channel'
    | 'madeBy'
    | 'applicationDay'
    | 'military'
    | 'phoneSealed'
    | 'phoneIndex'
    | 'clauses'
    | 'places'
    /** Where a visit was asked in words of its service: such an order is served alone. */
    | 'told'
  >;
  readonly parties: readonly (typeof party.$inferInsert)[];
  /** A visit to somebody who lives there: such an order is served alone. */
  readonly visit: Pick<typeof careVisit.$inferInsert, 'residentSealed' | 'turn' | 'wishes' | 'answerBy'> | null;
  readonly claims: readonly Buffer[];
  readonly journal: Pick<
    typeof journalEntry.$inferInsert,
    'actor' | 'action' | 'subject' | 'office' | 'fields' | 'codes' | 'clauses'
  >;
  readonly messages: readonly (typeof message.$inferInsert)[];
};

/** What became of an order that was served together with others. */
export type Together = 'booked' | 'full' | 'alone';

/** Runs `book_together`: orders of one office and scope, in one transaction and one round trip. */
export async function bookTogether({ pool }: Database, orders: readonly BookingOrder[]): Promise<Together[]> {
  const parties = orders.flatMap((order, index) => order.parties.map((it) => ({ ...it, n: index + 1 })));
  const claims = orders.flatMap((order, index) => order.claims.map((key) => ({ key, n: index + 1 })));
  const messages = orders.flatMap((order, index) => order.messages.map((it) => ({ ...it, n: index + 1 })));
  const { rows } = await pool.query<{ outcomes: number[] }>({
    name: 'book_together',
    text: `select book_together(${arguments_}) as outcomes`,
    values: [
      orders[0]?.within,
      orders[0]?.booking.office,
      texts(orders, ({ scope }) => scope),
      texts(orders, ({ key }) => key),
      bytes(orders, ({ bodyHash }) => bodyHash),
      texts(orders, ({ answer }) => JSON.stringify(answer)),
      texts(orders, ({ day }) => day),
      texts(orders, ({ starts }) => starts),
      texts(orders, ({ booking }) => booking.id),
      texts(orders, ({ booking }) => booking.reference),
      texts(orders, ({ booking }) => booking.service),
      texts(orders, ({ booking }) => booking.channel),
      texts(orders, ({ booking }) => booking.madeBy),
      texts(orders, ({ booking }) => booking.applicationDay),
      texts(orders, ({ booking }) => (booking.military ? 't' : 'f')),
      bytes(orders, ({ booking }) => booking.phoneSealed),
      bytes(orders, ({ booking }) => booking.phoneIndex),
      texts(orders, ({ booking }) => listOf(booking.clauses)),
      texts(orders, ({ journal }) => listOf(journal.fields)),
      texts(orders, ({ journal }) => JSON.stringify(journal.codes)),
      integers(parties, ({ n }) => n),
      integers(parties, ({ position }) => position),
      bytes(parties, ({ nameSealed }) => nameSealed),
      bytes(parties, ({ idSealed }) => idSealed),
      bytes(parties, ({ idIndex }) => idIndex),
      bytes(parties, ({ idTailIndex }) => idTailIndex),
      bytes(parties, ({ screeningSealed }) => screeningSealed),
      integers(claims, ({ n }) => n),
      bytes(claims, ({ key }) => key),
      integers(messages, ({ n }) => n),
      texts(messages, ({ id }) => id),
      texts(messages, ({ kind }) => kind),
      bytes(messages, ({ toSealed }) => toSealed),
      bytes(messages, ({ factsSealed }) => factsSealed),
      texts(messages, ({ state }) => state),
      texts(messages, ({ dueAt }) => (typeof dueAt === 'string' ? dueAt : null)),
    ],
  });
  return (rows[0]?.outcomes ?? []).map((outcome) => outcomeNames[outcome] ?? 'alone');
}

const arguments_ = Array.from({ length: 36 }, (_, index) => `$${index + 1}`).join(', ');
const outcomeNames: Readonly<Record<number, Together>> = { 1: 'booked', 2: 'full' };

/** A list as the text of one of PostgreSQL's. */
function listOf(items: readonly string[] = []): string {
  return `{${items.map((item) => JSON.stringify(item)).join(',')}}`;
}

type Outcome = { readonly seen: Seen } | { readonly state: string; readonly constraint: string };

/**
 * Runs `book_places`: bookings in one transaction and one round trip, planned once a connection. Each order has its own
 * outcome: what was seen, or the error its booking raised.
 */
export async function bookPlaces({ pool }: Database, orders: readonly BookingOrder[]): Promise<(Seen | Error)[]> {
  const { rows } = await pool.query<{ outcomes: Outcome[] }>({
    name: 'book_places',
    text: 'select book_places($1::jsonb) as outcomes',
    values: [JSON.stringify(orders.map(asJson))],
  });
  return (rows[0]?.outcomes ?? []).map((outcome) => ('seen' in outcome ? outcome.seen : raised(outcome)));
}

/** The error a booking raises, by its state. */
export function raised({ state, constraint }: { state: string; constraint?: string }): Error {
  return Object.assign(new pg.DatabaseError('the booking was not taken', 0, 'error'), { code: state, constraint });
}

/** An order as `book_place` reads it. */
function asJson(order: BookingOrder) {
  return {
    ...order,
    bodyHash: asBytes(order.bodyHash),
    booking: asRow(order.booking),
    parties: order.parties.map(asRow),
    visit: order.visit === null ? null : asRow(order.visit),
    claims: order.claims.map(asBytes),
    journal: asRow(order.journal),
    messages: order.messages.map(asRow),
  };
}

/** A row as `jsonb_populate_record` reads it: columns in snake case, bytes as \x and hex. */
export function asRow(row: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [columnOf(name), Buffer.isBuffer(value) ? asBytes(value) : value]),
  );
}

function columnOf(name: string): string {
  const known = columns.get(name) ?? name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  columns.set(name, known);
  return known;
}

const columns = new Map<string, string>();

/** Bytes as PostgreSQL reads them in text. */
export function asBytes(value: Buffer): string {
  return `\\x${value.toString('hex')}`;
}
