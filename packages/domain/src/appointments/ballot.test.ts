import { sha256 as hash } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { describe, expect, test } from 'vitest';
import { commitmentTo, drawn, seedOf } from './ballot.ts';

const applications = Array.from({ length: 200 }, (_, index) => `520-${String(index).padStart(4, '0')}`);
const ballot = { secret: 'kept in a sealed envelope', publicValue: '03 11 17 22 29 33 + 08', applications };

describe('the draw of a peak day', () => {
  test('can be done again by anyone with SHA-256 and the three published values', () => {
    const sha256 = (text: string) => bytesToHex(hash(utf8ToBytes(text)));
    const list = sha256(JSON.stringify(applications));
    const seed = sha256(JSON.stringify([ballot.secret, ballot.publicValue, list]));
    const lots = applications.map((number) => [sha256(JSON.stringify([seed, number])), number]).sort();
    expect(seedOf(ballot)).toBe(seed);
    expect(drawn(ballot)).toEqual(lots.map(([, number]) => number));
    expect(commitmentTo(ballot.secret)).toBe(sha256(JSON.stringify(ballot.secret)));
  });

  test('draws the same whatever order the list is in, and nobody twice or not at all', () => {
    expect(drawn({ ...ballot, applications: applications.toReversed() })).toEqual(drawn(ballot));
    expect(drawn(ballot).toSorted()).toEqual(applications);
  });

  test.each([
    ['secret', { ...ballot, secret: 'another' }],
    ['public value', { ...ballot, publicValue: '03 11 17 22 29 33 + 09' }],
    ['one application more', { ...ballot, applications: [...applications, '520-0200'] }],
  ])('another %s is another draw', (_, other) => {
    expect(drawn(other).slice(0, 20)).not.toEqual(drawn(ballot).slice(0, 20));
  });

  test('favours no number: over 2,000 draws of 20 each is first about as often', () => {
    const few = applications.slice(0, 20);
    const firsts = Array.from(
      { length: 2000 },
      (_, draw) => drawn({ ...ballot, secret: `${draw}`, applications: few })[0],
    );
    const expected = 2000 / few.length;
    const squares = few.map((number) => (firsts.filter((it) => it === number).length - expected) ** 2 / expected);
    // the secrets are fixed, so this is no matter of luck; 36.2 is the 1 % bound of chi square with 19 degrees
    expect(squares.reduce((sum, it) => sum + it, 0)).toBeLessThan(36.2);
  });
});
