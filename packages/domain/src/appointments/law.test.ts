import { packs } from '@anmin/policies/packs';
import { describe, expect, test } from 'vitest';
import { day } from '../../test/office.ts';
import type { Pack, RuleVersion } from '../measures/notice.ts';
import type { Requirement } from '../measures/requirement.ts';
import { lawOn } from './law.ts';

const kind = 'marriageRegistrationOffice';

describe('the standing law of the day of the appointment', () => {
  test.each([
    ['2025-05-09', '2025-05-09', 'householdRegister', true, ['HY2003-5']],
    ['2025-05-10', '2025-05-10', 'nationwide', false, ['HY2025-8']],
    ['2025-05-06', '2025-05-12', 'nationwide', false, ['HY2025-8']],
  ])('booked on %s for %s', (booked, on, offices, householdRegister, clauses) => {
    const { terms, choice } = lawOn(packs, { region: '230102', kind }, 'marriage', day(booked), day(on));
    expect(choice?.requirement.offices).toBe(offices);
    expect(terms?.requirement).toMatchObject({ householdRegister, fee: 0 });
    expect(terms?.clauses).toEqual(clauses);
  });

  test.each(['2025-05-09', '2025-05-10'])('asks for a household register only while it must: %s', (on) => {
    const { terms } = lawOn(packs, { region: '230102', kind }, 'marriage', day(on), day(on));
    const asks = terms?.requirement.materials.some(({ zh }) => zh.includes('户口簿'));
    expect(asks).toBe(on === '2025-05-09');
  });

  test.each([
    'marriage',
    'divorceApplication',
    'divorceCertificate',
    'marriageReplacement',
    'divorceReplacement',
  ] as const)('has exactly one set of terms for every day since 2021: %s', (service) => {
    for (const on of ['2021-01-01', '2025-05-09', '2025-05-10', '2030-01-01']) {
      const rules = packs
        .flatMap((pack) => pack.rules)
        .filter(({ requirement: it }) => it.kind === 'terms' && it.services.includes(service))
        .filter(({ from, until }) => from <= on && (until === null || on < until));
      expect(rules).toHaveLength(1);
    }
  });

  test('is not known before 2021', () => {
    expect(lawOn(packs, { region: '230102', kind }, 'marriage', day('2020-12-31'), day('2020-12-31')).terms).toBeNull();
  });
});

describe('the notice of Daxing’anling', () => {
  test.each([
    ['the day before', '2021-12-12', '232701', false],
    ['the first day', '2021-12-13', '232701', true],
    ['the last day', '2022-05-21', '232701', true],
    ['the first day out', '2022-05-22', '232701', false],
    ['the prefecture itself', '2022-05-20', '232700', true],
    ['the district the standard does not know', '2022-05-20', '232761', true],
    ['the next prefecture', '2022-05-20', '230600', false],
    ['the same province', '2022-05-20', '230102', false],
  ])('[DX-3.1.11..15] %s', (_, on, region, binds) => {
    const law = lawOn(packs, { region, kind }, 'marriage', day(on), day(on));
    const { quota, gate, report } = law;
    expect([quota, gate, report].map((bound) => bound !== null)).toEqual([binds, binds, binds]);
    expect(law.rules.length > 0).toBe(binds);
    if (!binds) return;
    expect(quota).toMatchObject({ clauses: ['DX-3.1.11'], requirement: { appointmentOnly: true, walkIns: 'refused' } });
    expect(gate).toMatchObject({ clauses: ['DX-3.1.14'], requirement: { asks: ['keyAreaStay', 'quarantineEnd'] } });
    expect(report?.clauses).toEqual(['DX-3.1.15']);
    expect(law.choice).toMatchObject({ clauses: ['DX-3.1.12'], requirement: { offices: 'prefecture' } });
  });

  test.each([
    ['2022-01-30', false],
    ['2022-01-31', true],
    ['2022-02-25', true],
    ['2022-02-26', false],
  ])('[DX-2.2.4] lets services be suspended in phase 2 only: %s', (on, may) => {
    const law = lawOn(packs, { region: '232701', kind }, 'marriage', day(on), day(on));
    expect(law.suspension?.clauses ?? []).toEqual(may ? ['DX-2.2.4'] : []);
    expect(law.advice.flatMap(({ clauses }) => clauses)).toEqual(may ? ['DX-2.2.3'] : []);
  });

  test.each([
    ['2022-05-19', []],
    ['2022-05-20', ['DX-2.3.2']],
    ['2022-05-21', ['DX-2.3.2']],
    ['2021-05-20', []],
  ])('[DX-2.3.2] names its peak days: %s', (on, clauses) => {
    const law = lawOn(packs, { region: '232701', kind }, 'marriage', day(on), day(on));
    expect(law.peak?.clauses ?? []).toEqual(clauses);
  });

  test.each([
    ['booked before, for a day in it', '2021-12-10', '2021-12-13'],
    ['booked in it, for a day after', '2022-05-20', '2022-05-24'],
  ])('[DX-3.1.14] binds when either day lies in it: %s', (_, booked, on) => {
    const law = lawOn(packs, { region: '232701', kind }, 'marriage', day(booked), day(on));
    expect(law.gate?.clauses).toEqual(['DX-3.1.14']);
  });
});

describe('two versions of a rule, one on the day of booking and one on the day of the appointment', () => {
  const early = rule('T/gate@1', 'T-1', '2022-01-01', '2022-02-01', gate(['keyAreaStay']));
  const late = rule('T/gate@2', 'T-2', '2022-02-01', null, gate(['quarantineEnd']));
  const quotas = [
    rule('T/quota@1', 'T-1', '2022-01-01', '2022-02-01', quota(40, 'refused')),
    rule('T/quota@2', 'T-2', '2022-02-01', null, quota(60, 'taken')),
  ];
  const law = (booked: string, on: string) =>
    lawOn([packOf([early, late, ...quotas])], { region: '232701', kind }, 'marriage', day(booked), day(on));

  test('both hold, and the answer names the clauses of both', () => {
    const { gate, quota } = law('2022-01-31', '2022-02-01');
    expect(gate).toMatchObject({ clauses: ['T-1', 'T-2'], requirement: { asks: ['keyAreaStay', 'quarantineEnd'] } });
    expect(quota).toMatchObject({ clauses: ['T-1', 'T-2'], requirement: { total: 40, walkIns: 'refused' } });
  });

  test('one alone holds when both days lie in it', () => {
    expect(law('2022-01-10', '2022-01-31').gate?.clauses).toEqual(['T-1']);
    expect(law('2022-02-01', '2022-02-10').gate?.clauses).toEqual(['T-2']);
  });
});

function packOf(rules: RuleVersion[]): Pack {
  const notice = { id: 'T', title: 'T', number: null, issuer: 'T', issuedOn: null, region: '232700', standing: false };
  return { notice, clauses: [], rules };
}

function rule(id: string, clause: string, from: string, until: string | null, requirement: Requirement): RuleVersion {
  return {
    id,
    clauses: [clause],
    scope: { region: '232700', kinds: [kind] },
    from,
    until,
    modality: 'must',
    requirement,
  };
}

function gate(asks: ('keyAreaStay' | 'quarantineEnd')[]): Requirement {
  return { kind: 'screening', asks, refuses: ['quarantineUnfulfilled'], at: ['booking'], records: [] };
}

function quota(total: number, walkIns: 'taken' | 'refused'): Requirement {
  return { kind: 'quota', appointmentOnly: true, total, walkIns };
}
