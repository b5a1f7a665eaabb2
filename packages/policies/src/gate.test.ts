import { determine } from '@anmin/domain/measures/determine';
import type { Fact } from '@anmin/domain/measures/facts';
import type { Place } from '@anmin/domain/measures/in-force';
import { askedOf, judgePassing, type PassAnswers, type Passing } from '@anmin/domain/measures/passing';
import { describe, expect, test } from 'vitest';
import { packs } from './packs.ts';

const rulesOn = (day: string, place: Place, facts: readonly Fact[] = []) =>
  determine(packs, place, { factsAt: day, lawAt: day, knownAt: `${day}T09:00` }, facts).rules;
const entry = (as: string | null = null): Passing => ({ at: 'entry', as });
const given = (checks: readonly string[], found: readonly string[] = [], cleared: readonly string[] = []) => ({
  ...{ checks, found, cleared, exemptions: [] },
});

describe('scenario 17: an unvaccinated visitor', () => {
  const liuzhou: Place = { region: '450203', kind: 'elderCare' };
  const rules = rulesOn('2021-08-20', liuzhou);
  const { checks } = askedOf(rules, entry());
  const unvaccinated: PassAnswers = given(checks, ['unvaccinated'], ['overOccupancy']);

  test('[LIU-2.6] is refused at a care home of Liuzhou, and a manager may let them in for a reason', () => {
    const seen = judgePassing(rules, entry(), unvaccinated);
    expect(seen).toMatchObject({ verdict: 'refused', clauses: ['LIU-2.6'], yields: true });
    expect(judgePassing(rules, entry(), unvaccinated, { overridden: true }).verdict).toBe('passes');
  });

  test('[LIU-2.6] is admitted with the evidence of a contraindication', () => {
    expect(judgePassing(rules, entry(), { ...unvaccinated, exemptions: ['contraindication'] }).verdict).toBe('passes');
  });

  test('[LIU-2.2] the health code alone is no pass of a double check', () => {
    const one = {
      ...given(checks.filter((it) => it !== 'vaccinationRecord')),
      cleared: ['unvaccinated', 'overOccupancy'],
    };
    expect(judgePassing(rules, entry(), one)).toMatchObject({ verdict: 'incomplete', clauses: ['LIU-2.2'] });
  });

  test.each([
    ['Lanzhou', '620102', '2022-01-05', 'marriageRegistrationOffice'],
    ['Zhejiang', '330212', '2021-12-08', 'elderCare'],
    ['Shanxi', '140404', '2021-08-10', 'elderCare'],
  ] as const)('in %s nobody is asked after it', (_, region, day, kind) => {
    const elsewhere = rulesOn(day, { region, kind });
    const asked = askedOf(elsewhere, entry());
    expect(asked.reasons).not.toContain('unvaccinated');
    expect(judgePassing(elsewhere, entry(), given(asked.checks, ['unvaccinated'], asked.reasons)).verdict).toBe(
      'passes',
    );
  });

  test('[LAN-1.4.1] [LAN-1.4.3] in Lanzhou a visitor is refused because all care homes are closed, others are checked', () => {
    const closed = rulesOn('2022-01-05', { region: '620102', kind: 'elderCare' });
    expect(judgePassing(closed, entry('visitor'), given(['temperature', 'healthCode']))).toMatchObject({
      ...{ verdict: 'refused', clauses: ['LAN-1.4.1'], yields: false },
    });
    expect(judgePassing(closed, entry(), given(['temperature'])).clauses).toEqual(['LAN-1.4.3']);
    expect(judgePassing(closed, entry(), given(['temperature', 'healthCode'])).verdict).toBe('passes');
  });
});

describe('scenario 12: a visit to a care home of Daxing’anling', () => {
  const home: Place = { region: '232761', kind: 'elderCare' };
  const visit = (day: string, answers: PassAnswers, facts: readonly Fact[] = []) =>
    judgePassing(rulesOn(day, home, facts), entry('visitor'), answers);
  const well = given(['travelCode', 'temperature', 'mask'], [], ['refusesChecks', 'fromRiskArea']);

  test('[DX-2.1.1] in phase 1 who passes the three checks comes in, and two of them are not enough', () => {
    expect(askedOf(rulesOn('2022-01-30', home), entry('visitor'))).toEqual({
      checks: ['travelCode', 'temperature', 'mask'],
      reasons: ['refusesChecks', 'fromRiskArea'],
      exemptions: [],
    });
    expect(visit('2022-01-30', well).verdict).toBe('passes');
    expect(visit('2022-01-30', { ...well, checks: ['travelCode', 'temperature'] })).toMatchObject({
      ...{ verdict: 'incomplete', clauses: ['DX-2.1.1'] },
    });
  });

  test('[DX-2.1.2] who comes from a risk area is refused, and nobody may let them in', () => {
    const risky = { ...well, found: ['fromRiskArea'], cleared: ['refusesChecks'] };
    expect(visit('2022-01-30', risky)).toMatchObject({ verdict: 'refused', clauses: ['DX-2.1.2'], yields: false });
  });

  test.each([
    ['2022-01-30', 'passes'],
    ['2022-01-31', 'refused'],
    ['2022-02-25', 'refused'],
    ['2022-02-26', 'passes'],
  ] as const)('[DX-2.2.1] on %s a visitor with every check %s', (day, verdict) => {
    expect(visit(day, well).verdict).toBe(verdict);
  });

  test('[DX-3.1.2] an order of the headquarters closes it outside phase 2 too', () => {
    const order: Fact = {
      ...{ id: 'F1', kind: 'hqOrder', region: '232761', value: 'elderCareInstitution', rule: null },
      ...{ from: '2022-02-26', until: null, known: '2022-02-26T08:00' },
    };
    expect(visit('2022-02-26', well, [order])).toMatchObject({ verdict: 'refused', clauses: ['DX-3.1.2'] });
  });
});

test('[DX-3.5.1] the two codes of an outlet are health and travel, of a home in Liuzhou health and vaccination (C11)', () => {
  const outlet = rulesOn('2022-01-10', { region: '232761', kind: 'lotteryOutlet' });
  expect(askedOf(outlet, entry()).checks).toEqual(expect.arrayContaining(['healthCode', 'travelCode']));
  expect(judgePassing(outlet, entry(), given(['healthCode']))).toMatchObject({ verdict: 'incomplete' });
});

test('[ZJ-2.2] in Zhenhai visitors are refused first, whatever is checked', () => {
  const zhenhai = rulesOn('2021-12-08', { region: '330211', kind: 'elderCare' });
  expect(judgePassing(zhenhai, entry('visitor'), given(['temperature', 'showCode', 'mask']))).toMatchObject({
    ...{ verdict: 'refused', clauses: ['ZJ-2.2'], yields: false },
  });
});
