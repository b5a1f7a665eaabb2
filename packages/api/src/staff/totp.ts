import { createHmac } from 'node:crypto';

/** seconds for which a code stands (RFC 6238) */
const period = 30;
const digits = 6;

/** Which code's turn it is at an instant. */
export function stepAt(instant: Temporal.Instant): number {
  return Math.floor(instant.epochMilliseconds / 1_000 / period);
}

/** When the code of a step gives way to the next. */
export function endOfStep(step: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds((step + 1) * period * 1_000);
}

export function codeAt(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 15;
  const number = mac.readUInt32BE(offset) & 0x7f_ff_ff_ff;
  return String(number % 10 ** digits).padStart(digits, '0');
}

/** The step whose code this is, among the present one and its two neighbours, later than the last one used; else null. */
export function acceptedStep(secret: Buffer, code: string, now: number, lastUsed: number): number | null {
  const near = [now - 1, now, now + 1].filter((step) => step > lastUsed);
  return near.find((step) => codeAt(secret, step) === code) ?? null;
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** As authenticator apps take it (RFC 4648), without padding. */
export function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => alphabet[Number.parseInt(five.padEnd(5, '0'), 2)]).join('');
}

/** What the app reads from the QR code. */
export function totpUri(secret: Buffer, issuer: string, account: string): string {
  const query = new URLSearchParams({ secret: base32(secret), issuer, digits: '6', period: '30' });
  return `otpauth://totp/${encodeURIComponent(issuer)}:${encodeURIComponent(account)}?${query.toString()}`;
}
