import { sha256 as hash } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { describe, expect, test } from 'vitest';
import { applicationNumber, commitmentTo, drawn, hashOfList, seedOf, timeFor } from './ballot.ts';
import { flawsOf, type BallotFlaw, type DrawnBallot } from './drawn-ballot.ts';

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

describe('what is published of a draw', () => {
  const numbers = Array.from({ length: 12 }, (_, n) => applicationNumber('09:00', 1, `A${String(n).padStart(2, '0')}`));
  const [late, never] = [applicationNumber('10:00', 1, 'LATE'), applicationNumber('09:00', 1, 'NEVER')];
  const secret = 'kept in a sealed envelope';
  const publicValue = '03 11 17 22 29 33 + 08';
  const applications = [...numbers, late].sort();
  const order = drawn({ secret, publicValue, applications });
  const excluded = order.slice(0, 1);
  const winners = order.slice(1, 4).map((application) => ({ application, time: '09:00' }));
  const published: DrawnBallot = {
    ...{ secret, publicValue, applications, order, excluded, winners },
    ...{ commitment: commitmentTo(secret), listHash: hashOfList(applications) },
    lots: [{ time: '09:00', places: 3 }],
  };

  test('is found sound when it was drawn as it says', () => {
    expect(flawsOf(published)).toEqual([]);
  });

  const [first = '', second = ''] = applications;
  const tampered: [string, Partial<DrawnBallot>, BallotFlaw][] = [
    ['another secret', { secret: 'another' }, 'commitment'],
    ['another public value', { publicValue: '01 02 03 04 05 06 + 07' }, 'order'],
    ['an application more', { applications: [...applications, never].sort() }, 'list'],
    ['an application less', { applications: applications.slice(1) }, 'list'],
    ['an application twice', { applications: [first, ...applications] }, 'list'],
    ['a list in another order', { applications: [second, first, ...applications.slice(2)] }, 'list'],
    ['another order', { order: order.toReversed() }, 'order'],
    ['another winner', { winners: winners.with(0, { application: order[9] ?? '', time: '09:00' }) }, 'winners'],
    ['another time', { winners: winners.with(0, { application: order[1] ?? '', time: '10:00' }) }, 'winners'],
    ['a winner less', { winners: winners.slice(1) }, 'winners'],
    ['more places', { lots: [{ time: '09:00', places: 4 }] }, 'winners'],
    ['somebody excluded after all', { excluded: order.slice(0, 2) }, 'winners'],
    ['somebody excluded who never applied', { excluded: [never] }, 'excluded'],
  ];

  test.each(tampered)('%s is found', (_, change, flaw) => {
    expect(flawsOf({ ...published, ...change })).toContain(flaw);
  });

  test('who is drawn has the wanted time, else the nearest with room, the earlier of two', () => {
    const lots = [
      { time: '08:30', places: 1 },
      { time: '09:00', places: 0 },
      { time: '09:30', places: 2 },
    ];
    expect(timeFor(applicationNumber('09:30', 1, 'A'), lots)).toBe('09:30');
    expect(timeFor(applicationNumber('09:00', 1, 'A'), lots)).toBe('08:30');
    expect(timeFor(applicationNumber('09:00', 2, 'A'), lots)).toBe('09:30');
    expect(timeFor(applicationNumber('09:00', 3, 'A'), lots)).toBeNull();
  });
});
