import type { Service } from '@anmin/domain/measures/requirement';
import type { Keys } from '../privacy/keys.ts';
import { blindIndexes } from '../privacy/seal.ts';

/**
 * What must be unique while a booking lives: each person once per business, whatever the office and the order. Taken under
 * every key that is held, so that who knows only one of them meets the claim as well.
 */
export function claimKeys(
  keys: Keys,
  service: Service,
  idNumbers: readonly string[],
  sandbox: string | null = null,
): Buffer[] {
  const space = sandbox === null ? `claim.${service}` : `claim.${service}@${sandbox}`;
  return idNumbers.flatMap((idNumber) => blindIndexes(keys, space, idNumber)).sort((a, b) => Buffer.compare(a, b));
}
