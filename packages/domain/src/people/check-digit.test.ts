import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatReference, readReference, referenceFor } from './check-digit.ts';

const eightDigits = fc.integer({ min: 0, max: 99_999_999 }).map((drawn) => String(drawn).padStart(8, '0'));
const reference = eightDigits.map((drawn) => referenceFor('HY', drawn));

describe('a booking reference', () => {
  test('is grouped for reading and read back however typed', () => {
    const made = referenceFor('HY', '30527714');
    const shown = formatReference(made);
    expect(shown).toMatch(/^HY 3052 7714 \d\d$/);
    for (const typed of [
      made,
      shown,
      shown.toLowerCase(),
      shown.replaceAll(' ', '-'),
      `　${shown}\n`,
      made.replace('HY', 'ＨＹ'),
    ]) {
      expect(readReference(typed)).toBe(made);
    }
  });

  test('comes back from every draw', () => {
    fc.assert(
      fc.property(reference, (made) => {
        expect(readReference(formatReference(made))).toBe(made);
      }),
    );
  });

  test('is not found with one character wrong', () => {
    fc.assert(
      fc.property(reference, fc.integer({ min: 0, max: 11 }), fc.integer({ min: 1, max: 25 }), (made, place, shift) => {
        const alphabet = place < 2 ? 'ABCDEFGHIJKLMNOPQRSTUVWXYZ' : '0123456789';
        const wrong = alphabet.charAt((alphabet.indexOf(made.charAt(place)) + shift) % alphabet.length);
        fc.pre(wrong !== made[place]);
        expect(readReference(made.slice(0, place) + wrong + made.slice(place + 1))).toBeUndefined();
      }),
    );
  });

  test('is not found with two neighbouring digits swapped', () => {
    fc.assert(
      fc.property(reference, fc.integer({ min: 2, max: 10 }), (made, place) => {
        fc.pre(made[place] !== made[place + 1]);
        const swapped = made.slice(0, place) + made.charAt(place + 1) + made.charAt(place) + made.slice(place + 2);
        expect(readReference(swapped)).toBeUndefined();
      }),
    );
  });

  test('is made of two letters and eight digits only', () => {
    for (const [prefix, digits] of [
      ['H', '30527714'],
      ['hy', '30527714'],
      ['HY', '3052771'],
      ['HY', '3052771４'],
    ] as const) {
      expect(() => referenceFor(prefix, digits)).toThrow(RangeError);
    }
    expect(readReference('')).toBeUndefined();
  });
});
