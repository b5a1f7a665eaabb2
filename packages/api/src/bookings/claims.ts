import type { Service } from '@anmin/domain/measures/requirement';
import type { Keys } from '../privacy/keys.ts';
import { blindIndex } from '../privacy/seal.ts';

/** What must be unique while a booking lives: each person once per business, whatever the office and the order. */
export function claimKeys(
  keys: Keys,
  service: Service,
  idNumbers: readonly string[],
  sandbox: string | null = null,
): Buffer[] {
  const space = sandbox === null ? `claim.${service}` : `claim.${service}@${sandbox}`;
  return idNumbers.map((idNumber) => blindIndex(keys, space, idNumber)).sort((a, b) => Buffer.compare(a, b));
}
