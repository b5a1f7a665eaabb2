import type { Application } from '@anmin/domain/appointments/application';
import { sameResident } from '@anmin/domain/appointments/resident';
import type { ServiceDefinition } from '@anmin/domain/appointments/service';
import type { Keys } from '../privacy/keys.ts';
import { blindIndexes } from '../privacy/seal.ts';
import { phoneOf, type Loaded } from './load.ts';
import { residentOf } from '../visits/row.ts';
import { idNumberOf, isFullNumber, namedOf } from './party.ts';

/** What a booking is unique by, as far as its service asks for it. */
export type Claimed = {
  /** Full ID numbers of those who come. */
  readonly idNumbers: readonly string[];
  readonly phone: string | null;
  /** Whom they come to see, and which of the day's visits to them it is. */
  readonly resident: { readonly same: string; readonly turn: number } | null;
  readonly office: string;
  readonly day: string;
};

type Unique = { readonly id: string; readonly unique: readonly ServiceDefinition['unique'][number][] };

/**
 * What must be unique while a booking lives: each person once per business whatever the office and the order, or a phone
 * once a day at an outlet. Taken under every key that is held, so that who knows only one of them meets the claim as well.
 */
export function claimKeys(
  keys: Keys,
  { id, unique }: Unique,
  { idNumbers, phone, resident, office, day }: Claimed,
  sandbox: string | null = null,
): Buffer[] {
  const space = sandbox === null ? `claim.${id}` : `claim.${id}@${sandbox}`;
  return unique
    .flatMap((by) => {
      if (by === 'person') return idNumbers;
      if (by === 'residentOnDay')
        return resident === null ? [] : [`${resident.same}|${office}|${day}|${resident.turn}`];
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
export function claimedBy(application: Application, turn: number | null = null): Claimed {
  const idNumbers = namedOf(application).flatMap(({ idNumber }) => idNumber ?? []);
  const { phone, office, day, visit } = application;
  const visited = visit?.resident ?? null;
  const resident = visited === null || turn === null ? null : { same: sameResident(visited), turn };
  return { idNumbers: idNumbers.filter(isFullNumber), phone, resident, office, day: day.toString() };
}

/** What the claims of a booking that stands are made of, were it at another office or on another day. */
export function claimedByRows(
  keys: Keys,
  { booking: row, parties, visit }: Pick<Loaded, 'booking' | 'parties' | 'visit'>,
  at: { readonly office: string; readonly day: string },
): Claimed {
  const idNumbers = parties.flatMap((it) => idNumberOf(keys, it) ?? []);
  return {
    idNumbers: idNumbers.filter(isFullNumber),
    phone: phoneOf(keys, row),
    resident: visitedBy(keys, visit),
    ...at,
  };
}

function visitedBy(keys: Keys, visit: Loaded['visit']): Claimed['resident'] {
  const visited = visit === null ? null : residentOf(keys, visit);
  return visited === null || visit?.turn == null ? null : { same: sameResident(visited), turn: visit.turn };
}

/** A claim by the day is another one after a move. */
export const claimsTheDay = ({ unique }: Pick<ServiceDefinition, 'unique'>): boolean =>
  unique.includes('phoneAtOfficeOnDay') || unique.includes('residentOnDay');
