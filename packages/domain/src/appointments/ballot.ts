import { compare } from '../measures/facts.ts';
import { hashOf } from '../measures/canonical.ts';

/**
 * What a draw rests on. The hash of `secret` is published before anybody applies; `publicValue` is a figure named
 * beforehand that nobody of the office makes, such as the winning numbers of a lottery of that evening; `applications`
 * are the anonymous numbers of all who applied. None of them alone decides, and nobody knows all three in time.
 */
export type Ballot = {
  readonly secret: string;
  readonly publicValue: string;
  readonly applications: readonly string[];
};

/** What is published before the first application: SHA-256 of the secret in canonical JSON. */
export const commitmentTo = (secret: string): string => hashOf(secret);

/** What is published when applying ends: SHA-256 of the sorted list in canonical JSON. */
export const hashOfList = (applications: readonly string[]): string => hashOf([...applications].sort(compare));

/** SHA-256 over secret, public value and the hash of the list, in canonical JSON. */
export const seedOf = ({ secret, publicValue, applications }: Ballot): string =>
  hashOf([secret, publicValue, hashOfList(applications)]);

/** All applications in drawn order: by the hash of seed and number. Anyone with these can draw again. */
export function drawn(ballot: Ballot): string[] {
  const seed = seedOf(ballot);
  return ballot.applications
    .map((application) => ({ application, lot: hashOf([seed, application]) }))
    .sort((one, other) => compare(one.lot, other.lot))
    .map(({ application }) => application);
}

/** The anonymous number of an application says what is wanted, so that the hash of the list holds that as well. */
export const applicationNumber = (time: string, places: number, mark: string): string => `${time}/${places}/${mark}`;

/** A time that begins at 'HH:MM', and its places. */
export type Lots = { readonly time: string; readonly places: number };

/** The time an application has of what is left: the wanted one, else the nearest with room, the earlier of two; null: none. */
export function timeFor(application: string, left: readonly Lots[]): string | null {
  const { time, places } = readNumber(application);
  const [nearest] = left
    .filter((it) => it.places >= places)
    .sort((a, b) => minutesApart(a.time, time) - minutesApart(b.time, time) || compare(a.time, b.time));
  return nearest?.time ?? null;
}

export function without(left: readonly Lots[], time: string, application: string): Lots[] {
  const taken = readNumber(application).places;
  return left.map((it) => (it.time === time ? { time, places: it.places - taken } : it));
}

function readNumber(application: string): Lots {
  const [time = '', places = ''] = application.split('/');
  return { time, places: Number(places) };
}

function minutesApart(one: string, other: string): number {
  const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
  return Math.abs(minutes(one) - minutes(other));
}
