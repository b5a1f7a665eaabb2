import type { BookingRow } from '../bookings/load.ts';
import type { Keys } from '../privacy/keys.ts';
import { seal, unseal } from '../privacy/seal.ts';

/** The note of a booking with a line more, what stood in it before first. */
export function noteWith(keys: Keys, { id, noteSealed }: Pick<BookingRow, 'id' | 'noteSealed'>, line: string): Buffer {
  const spot = `booking.note:${id}` as const;
  const before = noteSealed === null ? [] : [unseal(keys, spot, noteSealed)];
  return seal(keys, spot, [...before, line].join('\n'));
}
