import { bookPlaces, bookTogether, raised, type BookingOrder, type Seen, type Together } from '@anmin/db/book-place';
import { sqlState, type Database } from '@anmin/db/client';
import { inQueue, type Waiting } from '../gathering.ts';

/**
 * Citizens of one office stand in one line, and what gathers while a batch is being committed goes together. Whoever that
 * does not suit stands in the line of their day, as clerks do, and is served alone: a locked day holds one connection.
 */
export function bookInLine(database: Database, order: BookingOrder): Promise<Seen> {
  if (isAlone(order)) return bookAlone(database, order);
  return inQueue(database, `together ${order.booking.office}`, order, (line) => takeBatch(database, line));
}

type Line = Waiting<BookingOrder, Seen>[];

const longestBatch = 200;

function isAlone({ extraReason, booking }: BookingOrder): boolean {
  return extraReason !== null || booking.madeBy !== 'citizen' || booking.told !== undefined;
}

/** Nobody here waits for those who are served alone. */
async function takeBatch(database: Database, line: Line): Promise<void> {
  const batch = line.splice(0, longestBatch);
  const outcomes: readonly Together[] = await bookTogether(
    database,
    batch.map(({ wish }) => wish),
  ).catch(() => []);
  for (const [index, { wish, told, failed }] of batch.entries()) {
    const outcome = outcomes[index] ?? 'alone';
    if (outcome === 'booked') told(null);
    else if (outcome === 'full') failed(raised({ state: 'AN001' }));
    else bookAlone(database, wish).then(told, failed);
  }
}

function bookAlone(database: Database, order: BookingOrder): Promise<Seen> {
  const name = `alone ${order.booking.office} ${order.day}`;
  return inQueue(database, name, order, (line) => takeAlone(database, line));
}

async function takeAlone(database: Database, line: Line): Promise<void> {
  const batch = line.splice(0, longestAlone);
  const outcomes: readonly (Seen | Error)[] = await bookPlaces(
    database,
    batch.map(({ wish }) => wish),
  ).catch((error: unknown) => batch.map(() => asError(error)));
  for (const [index, { told, failed }] of batch.entries()) {
    const outcome = outcomes[index] ?? null;
    if (outcome instanceof Error) failed(outcome);
    else told(outcome);
  }
  // who stands behind somebody who waited in vain need not wait as long
  const busy = outcomes.find((outcome) => outcome instanceof Error && sqlState(outcome) === lockNotHad);
  if (busy !== undefined) for (const { failed } of line.splice(0)) failed(busy);
}

const longestAlone = 50;
const lockNotHad = '55P03';

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error('the batch failed', { cause: error });
}
