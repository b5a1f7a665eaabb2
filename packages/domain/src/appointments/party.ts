import type { Sex } from '../people/id-number.ts';
import { ageOn } from '../people/id-number.ts';
import { services, type Service } from '../measures/requirement.ts';
import { askedBy, findService } from './service.ts';
import { houseServices } from './services/house.ts';

/** Of those a law asks about: 1 is the man, 2 the woman; a replacement is asked for by one person. */
export type Position = 1 | 2;

/** Answers a gate rule asks of each party. `quarantineEnd` is the last day of quarantine, null if never ordered. */
export type Screening = {
  readonly keyAreaStay: boolean;
  readonly quarantineEnd: Temporal.PlainDate | null;
  /** Tenths of a degree Celsius, taken at the counter. */
  readonly temperature: number | null;
};

export type Party = {
  readonly name: string;
  readonly idNumber: string;
  readonly sex: Sex;
  readonly birth: Temporal.PlainDate;
  readonly screening: Screening | null;
};

/** A service under law as it was typed; null for any other. */
export function readService(text: string | undefined): Service | null {
  return services.find((service) => service === text) ?? null;
}

/** Whom a service under law asks about; before one is chosen a couple, of another service nobody. */
export function positionsOf(service: string | null): Position[] {
  if (service === null) return [1, 2];
  const definition = findService(houseServices, service);
  if (definition === null) return [];
  if (askedBy(definition, 'couple') !== undefined) return [1, 2];
  return askedBy(definition, 'applicant') === undefined ? [] : [1];
}

export function sexAt(service: string, position: Position): Sex | null {
  if (positionsOf(service).length < 2) return null;
  return position === 1 ? 'male' : 'female';
}

export function oldEnough(party: Party, legalAge: Record<Sex, number>, day: Temporal.PlainDate): boolean {
  return ageOn(party.birth, day) >= legalAge[party.sex];
}

/** First day on which the party reaches the legal age. Born on 29 February: 1 March in a common year. */
export function ofAgeFrom(party: Party, legalAge: Record<Sex, number>): Temporal.PlainDate {
  const years = legalAge[party.sex];
  const birthday = party.birth.add({ years });
  return birthday.day === party.birth.day ? birthday : birthday.add({ days: 1 });
}

/** Unfulfilled while the day of the appointment is not after the last day of quarantine. */
export function quarantineUnfulfilled({ screening }: Party, day: Temporal.PlainDate): boolean {
  const end = screening?.quarantineEnd ?? null;
  return end !== null && Temporal.PlainDate.compare(day, end) <= 0;
}
