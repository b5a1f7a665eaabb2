import { timingSafeEqual } from 'node:crypto';
import type { Keys } from '../privacy/keys.ts';
import { sign } from '../privacy/seal.ts';

/** How long a proven phone stays proven; a guard of the service, not policy. Real time. */
const provenFor = Temporal.Duration.from({ hours: 2 });

/** Says that whoever shows it received a code on this phone. */
export function provePhone(keys: Keys, phone: string, realNow: Temporal.Instant): string {
  const until = realNow.add(provenFor).epochMilliseconds;
  return `${until}.${sign(keys, 'phone', `${phone}|${until}`).toString('base64url')}`;
}

export function isProven(keys: Keys, phone: string, proof: string, realNow: Temporal.Instant): boolean {
  const [until = '', signature = ''] = proof.split('.');
  const given = Buffer.from(signature, 'base64url');
  const expected = sign(keys, 'phone', `${phone}|${until}`);
  const intact = given.length === expected.length && timingSafeEqual(given, expected);
  return intact && Number(until) > realNow.epochMilliseconds;
}
