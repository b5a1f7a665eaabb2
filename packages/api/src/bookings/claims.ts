import type { Application } from '@anmin/domain/appointments/application';
import type { ServiceDefinition } from '@anmin/domain/appointments/service';
import type { Keys } from '../privacy/keys.ts';
import { blindIndexes } from '../privacy/seal.ts';
import { phoneOf, type Loaded } from './load.ts';
import { idNumberOf, isFullNumber, namedOf } from './party.ts';

/** What a booking is unique by, as far as its service asks for it. */
export type Claimed = {
  /** Full ID numbers of those who come. */
  readonly idNumbers: readonly string[];
  readonly phone: string | null;
  readonly office: string;
  readonly day: string;
};

/**
 * What must be unique while a booking lives: each person once per business whatever the office and the order, or a phone
 * once a day at an outlet. Taken under every key that is held, so that who knows only one of them meets the claim as well.
 */
export function claimKeys(
  keys: Keys,
  { id, unique }: Pick<ServiceDefinition, 'id' | 'unique'>,
  { idNumbers, phone, office, day }: Claimed,
  sandbox: string | null = null,
): Buffer[] {
  const space = sandbox === null ? `claim.${id}` : `claim.${id}@${sandbox}`;
  return unique
    .flatMap((by) => {
      if (by === 'person') return idNumbers;
      return phone === null ? [] : [`${phone}|${office}|${day}`];
    })
    .flatMap((value) => blindIndexes(keys, space, value))
    .sort((a, b) => Buffer.compare(a, b));
}

/** Who waits claims by the same, beside a booking of the business; of a ballot one application, whatever the business. */
export const waitingFor = ({ id, unique }: Pick<ServiceDefinition, 'id' | 'unique'>, ballot: string | null) => ({
  id: ballot === null ? `waiting.${id}` : `ballot.${ballot}`,
  unique,
});

/** What the claims of an application are made of. */
export function claimedBy(application: Application): Claimed {
  const idNumbers = namedOf(application).flatMap(({ idNumber }) => idNumber ?? []);
  const { phone, office, day } = application;
  return { idNumbers: idNumbers.filter(isFullNumber), phone, office, day: day.toString() };
}

/** What the claims of a booking that stands are made of, were it at another office or on another day. */
export function claimedByRows(
  keys: Keys,
  { booking: row, parties }: Pick<Loaded, 'booking' | 'parties'>,
  at: { readonly office: string; readonly day: string },
): Claimed {
  const idNumbers = parties.flatMap((it) => idNumberOf(keys, it) ?? []);
  return { idNumbers: idNumbers.filter(isFullNumber), phone: phoneOf(keys, row), ...at };
}

/** A claim by the day is another one after a move. */
export const claimsTheDay = ({ unique }: Pick<ServiceDefinition, 'unique'>): boolean =>
  unique.includes('phoneAtOfficeOnDay');
