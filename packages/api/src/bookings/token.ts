import { timingSafeEqual } from 'node:crypto';
import type { Keys } from '../privacy/keys.ts';
import { sign } from '../privacy/seal.ts';

/** The address of a booking's page: its id and a signature. It opens the page, never an act. */
export function tokenOf(keys: Keys, booking: string): string {
  return Buffer.concat([idBytes(booking), signature(keys, booking)]).toString('base64url');
}

export function bookingOfToken(keys: Keys, token: string): string | null {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length !== 32) return null;
  const hex = bytes.subarray(0, 16).toString('hex');
  const booking = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return timingSafeEqual(bytes.subarray(16), signature(keys, booking)) ? booking : null;
}

function signature(keys: Keys, booking: string): Buffer {
  return sign(keys, 'booking', booking).subarray(0, 16);
}

function idBytes(booking: string): Buffer {
  return Buffer.from(booking.replaceAll('-', ''), 'hex');
}
