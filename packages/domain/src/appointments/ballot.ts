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

/** SHA-256 over secret, public value and the hash of the sorted list, in canonical JSON. */
export const seedOf = ({ secret, publicValue, applications }: Ballot): string =>
  hashOf([secret, publicValue, hashOf([...applications].sort(compare))]);

/** All applications in drawn order: by the hash of seed and number. Anyone with these can draw again. */
export function drawn(ballot: Ballot): string[] {
  const seed = seedOf(ballot);
  return ballot.applications
    .map((application) => ({ application, lot: hashOf([seed, application]) }))
    .sort((one, other) => compare(one.lot, other.lot))
    .map(({ application }) => application);
}
