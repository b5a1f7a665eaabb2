import type { Service } from '@anmin/domain/measures/requirement';
import type { Keys } from '../privacy/keys.ts';
import { blindIndexes } from '../privacy/seal.ts';

/** One entry a person and business, beside whatever booking of it they hold. */
export function waitingClaims(keys: Keys, service: Service, idNumbers: readonly string[]): Buffer[] {
  return idNumbers
    .flatMap((idNumber) => blindIndexes(keys, `waiting.${service}`, idNumber))
    .sort((a, b) => Buffer.compare(a, b));
}
