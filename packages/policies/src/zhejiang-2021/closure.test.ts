import { determine } from '@anmin/domain/measures/determine';
import type { Fact } from '@anmin/domain/measures/facts';
import type { Place } from '@anmin/domain/measures/in-force';
import { describe, expect, test } from 'vitest';
import { zhejiang } from './pack.ts';

describe('who is closed, and why', () => {
  const statesOf = (place: Place, facts: readonly Fact[] = [], day = '2021-12-08') =>
    determine([zhejiang], place, { factsAt: day, lawAt: day, knownAt: '2021-12-31T00:00' }, facts)
      .receipt.findings.filter(({ clauses }) => clauses.some((id) => id.startsWith('ZJ-2.')))
      .map(({ rule, state }) => [rule, state]);
  const fact = (it: Pick<Fact, 'kind' | 'region'> & Partial<Fact>): Fact => ({
    id: 'F1',
    value: null,
    rule: null,
    from: '2021-12-08',
    until: null,
    known: '2021-12-08T08:00',
    ...it,
  });

  test.each([
    ['330211', 'zhenhai'],
    ['330604', 'shangyu'],
    ['330109', 'xiaoshan'],
  ])('[ZJ-2.2] every care home of %s from the day of signature, without any case (scenario 13)', (region, name) => {
    const named = [[`ZJ/closure-named-${name}@1`, 'holds']];
    expect(statesOf({ region, kind: 'elderCare' }, [], '2021-12-06')).toEqual([]);
    expect(statesOf({ region, kind: 'elderCare' }, [], '2021-12-07')).toEqual(named);
    expect(statesOf({ region: `${region}100`, kind: 'elderCare' }, [], '2022-12-07')).toEqual(named);
    expect(zhejiang.rules.find(({ id }) => id === `ZJ/closure-named-${name}@1`)).toMatchObject({
      clauses: ['ZJ-2.2'],
      modality: 'must',
      scope: { region, kinds: ['elderCare'] },
      requirement: { subject: 'elderCareInstitution', trigger: 'immediateList', by: null, bars: ['visitor'] },
    });
  });

  test.each([
    ['330203', 'ningbo', '330200', '330211'],
    ['330602', 'shaoxing', '330600', '330604'],
    ['330106', 'hangzhou', '330100', '330109'],
  ])('[ZJ-2.3] a care home of %s stays open until its city decides (scenario 14)', (region, name, city, named) => {
    const place: Place = { region, kind: 'elderCare' };
    const decided = `ZJ/closure-decided-${name}@1`;
    const waits = [`ZJ/closure-case-${name}@1`, 'waits'];
    const decision = (value: string) => [fact({ kind: 'decision', region: city, rule: decided, value })];
    expect(statesOf(place)).toEqual([waits, [decided, 'pending']]);
    expect(statesOf(place, decision('temporaryClosure'))).toEqual([waits, [decided, 'holds']]);
    expect(statesOf(place, decision('open'))).toEqual([waits, [decided, 'refused']]);
    expect(zhejiang.rules.find(({ id }) => id === decided)).toMatchObject({
      clauses: ['ZJ-2.3'],
      modality: 'discretion',
      scope: { region: city, except: [named], kinds: ['elderCare'] },
      from: '2021-12-07',
      until: null,
      requirement: {
        subject: 'elderCareInstitution',
        trigger: 'authorityDecision',
        by: 'cityBureau',
        bars: ['visitor'],
      },
    });
  });

  test.each([
    ['ningbo', '330203', '330200', '330211'],
    ['shaoxing', '330602', '330600', '330604'],
    ['hangzhou', '330106', '330100', '330109'],
  ])('[ZJ-2.4] a confirmed case closes a county of %s before its city decides (C8)', (name, region, city, named) => {
    const rule = `ZJ/closure-case-${name}@1`;
    expect(statesOf({ region, kind: 'elderCare' }, [fact({ kind: 'confirmedCase', region })])).toContainEqual([
      rule,
      'holds',
    ]);
    expect(zhejiang.rules.find(({ id }) => id === rule)).toMatchObject({
      clauses: ['ZJ-2.4'],
      modality: 'must',
      scope: { region: city, except: [named], kinds: ['elderCare'] },
      from: '2021-12-07',
      until: null,
      requirement: { subject: 'elderCareInstitution', trigger: 'confirmedCase', by: 'county', bars: ['visitor'] },
      reading: 'C8',
    });
  });

  test('[ZJ-2.4] the first confirmed case closes every care home of its county and no other (scenario 15)', () => {
    const found = [fact({ kind: 'confirmedCase', region: '330481003' })];
    const closed = [['ZJ/closure-case@1', 'holds']];
    const open = [['ZJ/closure-case@1', 'waits']];
    expect(statesOf({ region: '330481', kind: 'elderCare' })).toEqual(open);
    expect(statesOf({ region: '330481', kind: 'elderCare' }, found)).toEqual(closed);
    expect(statesOf({ region: '330481100', kind: 'elderCare' }, found)).toEqual(closed);
    expect(statesOf({ region: '330482', kind: 'elderCare' }, found)).toEqual(open);
    expect(statesOf({ region: '330481', kind: 'elderCare' }, found, '2021-12-07')).toEqual(open);
    expect(
      statesOf({ region: '330481', kind: 'elderCare' }, [fact({ kind: 'asymptomaticFinding', region: '330481' })]),
    ).toEqual(open);
    expect(zhejiang.rules.find(({ id }) => id === 'ZJ/closure-case@1')).toMatchObject({
      clauses: ['ZJ-2.4'],
      modality: 'must',
      scope: { region: '330000', except: ['330200', '330600', '330100'], kinds: ['elderCare'] },
      from: '2021-12-07',
      until: null,
      requirement: { subject: 'elderCareInstitution', trigger: 'confirmedCase', by: 'county', bars: ['visitor'] },
    });
  });

  test.each([
    ['childWelfare', 'child-welfare', 'childWelfareInstitution'],
    ['minorProtection', 'minor-protection', 'minorProtectionInstitution'],
    ['tekunSupport', 'tekun-support', 'tekunSupportInstitution'],
    ['mentalHealth', 'mental-health', 'mentalHealthWelfareInstitution'],
    ['reliefStation', 'relief-station', 'reliefStation'],
    ['funeral', 'funeral', 'funeralInstitution'],
  ] as const)('[ZJ-2.5] %s in Zhenhai is closed only if its bureau says so (scenario 13)', (kind, name, subject) => {
    const rule = `ZJ/closure-extended-${name}@1`;
    const place: Place = { region: '330211', kind };
    const on = fact({ id: 'F2', kind: 'switch', region: '330211', rule });
    const decision = fact({ kind: 'decision', region: '330211', rule, value: 'temporaryClosure' });
    expect(statesOf(place)).toEqual([[rule, 'off']]);
    expect(statesOf(place, [on])).toEqual([[rule, 'pending']]);
    expect(statesOf(place, [decision])).toEqual([[rule, 'holds']]);
    expect(statesOf(place, [on, decision])).toEqual([[rule, 'holds']]);
    expect(statesOf({ region: '330212', kind }, [on, decision])).toEqual([[rule, 'off']]);
    expect(zhejiang.rules.find(({ id }) => id === rule)).toMatchObject({
      clauses: ['ZJ-2.5'],
      modality: 'may',
      scope: { region: '330000', kinds: [kind] },
      from: '2021-12-07',
      until: null,
      requirement: { subject, trigger: 'authorityDecision', by: 'responsibleBureau', bars: ['visitor'] },
    });
  });

  test('[ZJ-4.2] the status of a community decides which measures it has', () => {
    const measures = (value: string) =>
      determine(
        [zhejiang],
        { region: '330481003001', kind: 'village' },
        { factsAt: '2021-12-08', lawAt: '2021-12-08', knownAt: '2021-12-31T00:00' },
        [fact({ kind: 'communityStatus', region: '330481003001', value })],
      )
        .rules.map(({ id }) => id)
        .filter((id) => /no-case|outbreak|transmission/.test(id));
    expect(measures('noCaseFound')).toEqual(['ZJ/community-no-case@1']);
    expect(measures('caseOrOutbreak')).toEqual(['ZJ/community-case-or-outbreak@1']);
    expect(measures('transmission')).toEqual(['ZJ/community-transmission@1']);
  });
});
