import type { Service } from '@anmin/domain/measures/requirement';
import type { Keys } from '../privacy/keys.ts';
import { blindIndex } from '../privacy/seal.ts';

/** What must be unique while a booking lives: each person once per business, whatever the office and the order. */
export function claimKeys(keys: Keys, service: Service, idNumbers: readonly string[]): Buffer[] {
  return idNumbers
    .map((idNumber) => blindIndex(keys, `claim.${service}`, idNumber))
    .sort((a, b) => Buffer.compare(a, b));
}
