import { describe, expect, test } from 'vitest';
import { asked, day, party } from '../../test/office.ts';
import { ofAgeFrom, oldEnough, positionsOf, quarantineUnfulfilled, sexAt } from './party.ts';

const legalAge = { male: 22, female: 20 };

describe('the legal age', () => {
  test.each([
    ['male', '2004-08-19', '2026-08-18', false, '2026-08-19'],
    ['male', '2004-08-19', '2026-08-19', true, '2026-08-19'],
    ['female', '2006-08-19', '2026-08-18', false, '2026-08-19'],
    ['female', '2006-08-19', '2026-08-19', true, '2026-08-19'],
    ['male', '2004-02-29', '2026-02-28', false, '2026-03-01'],
    ['male', '2004-02-29', '2026-03-01', true, '2026-03-01'],
    ['female', '2004-02-29', '2024-02-28', false, '2024-02-29'],
    ['female', '2004-02-29', '2024-02-29', true, '2024-02-29'],
  ] as const)('[T45] %s born %s, on %s', (sex, birth, on, reached, from) => {
    expect(oldEnough(party(sex, birth), legalAge, day(on))).toBe(reached);
    expect(ofAgeFrom(party(sex, birth), legalAge).toString()).toBe(from);
  });
});

describe('quarantine', () => {
  test.each([
    ['2022-05-19', false],
    ['2022-05-20', true],
    ['2022-05-21', true],
    [null, false],
  ])('[DX-3.1.14] that ends on %s keeps from 20 May: %s', (end, kept) => {
    expect(quarantineUnfulfilled(party('male', '1990-01-05', asked(end)), day('2022-05-20'))).toBe(kept);
  });

  test('[DX-3.1.14] nobody asked is nobody kept', () => {
    expect(quarantineUnfulfilled(party('male', '1990-01-05'), day('2022-05-20'))).toBe(false);
  });
});

describe('who comes', () => {
  test.each([
    ['marriage', 'male', 'female'],
    ['divorceApplication', 'male', 'female'],
    ['divorceCertificate', 'male', 'female'],
    ['marriageReplacement', null, null],
    ['divorceReplacement', null, null],
  ] as const)('to a %s', (service, first, second) => {
    expect([sexAt(service, 1), sexAt(service, 2)]).toEqual([first, second]);
    expect(positionsOf(service)).toEqual(first === null ? [1] : [1, 2]);
  });
});
