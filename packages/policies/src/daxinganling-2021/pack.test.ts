import { daysBetween } from '@anmin/domain/calendar/day';
import { contains } from '@anmin/domain/calendar/interval';
import { faultsOf } from '@anmin/domain/measures/check';
import type { RuleVersion } from '@anmin/domain/measures/notice';
import { isForCounter } from '@anmin/domain/measures/requirement';
import { wordsOf } from '@anmin/domain/measures/words';
import { describe, expect, test } from 'vitest';
import { daxinganling } from './pack.ts';
import { vocabulary } from './vocabulary.ts';

/** The facts of the notice as its text gives them, beside which the pack is read. */
const phases = [
  { clause: 'DX-2.1', from: '2021-12-13', until: '2022-01-31', days: 49 },
  { clause: 'DX-2.2', from: '2022-01-31', until: '2022-02-26', days: 26 },
  { clause: 'DX-2.3', from: '2022-02-26', until: '2022-05-22', days: 85 },
];
const [phase1, phase2, phase3] = phases;
const action = { from: phase1?.from, until: phase3?.until };

/** A rule, once for each clause it cites. */
const cited = daxinganling.rules.flatMap((rule) =>
  rule.clauses.map((clause) => ({ clause, id: rule.id, rule, modality: rule.modality })),
);
const isForCouples = ({ requirement, scope }: RuleVersion): boolean =>
  isForCounter(requirement) && scope.kinds.includes('marriageRegistrationOffice');

describe('the notice of Daxing’anling', () => {
  test.each(phases)('[DX-2.0] a phase of $days days: $clause', ({ from, until, days }) => {
    expect(daysBetween(from, until)).toBe(days);
  });

  test('[DX-2.0] three phases without gap or overlap, 160 days although it says a hundred', () => {
    expect(phase2?.from).toBe(phase1?.until);
    expect(phase3?.from).toBe(phase2?.until);
    expect(daysBetween(action.from ?? '', action.until ?? '')).toBe(160);
    expect(daxinganling.notice.spans).toEqual([action, ...phases.map(({ from, until }) => ({ from, until }))]);
  });

  test('has neither a number nor a date of issue', () => {
    expect(daxinganling.notice).toMatchObject({ number: null, issuedOn: null, region: '232700', standing: false });
  });

  test('is without a fault, each of its words in the vocabulary and none beside them', () => {
    expect(faultsOf(daxinganling, vocabulary)).toEqual([]);
    const used = new Set(daxinganling.rules.flatMap(({ requirement }) => wordsOf(requirement)));
    expect(Object.keys(vocabulary).toSorted()).toEqual([...used].toSorted());
  });

  test('has 84 clauses, in the rooms where they belong', () => {
    const count = (of: 'kind' | 'room') =>
      Object.fromEntries(
        [...Map.groupBy(daxinganling.clauses, (clause) => clause[of])].map(([it, { length }]) => [it, length]),
      );
    expect(daxinganling.clauses).toHaveLength(84);
    expect(count('kind')).toEqual({ rule: 74, advice: 2, judgement: 2, definition: 6 });
    expect(count('room')).toEqual({
      institutions: 5,
      measures: 6,
      vaccination: 4,
      relief: 16,
      duty: 1,
      appointments: 9,
      outlets: 6,
      travel: 2,
      gatherings: 3,
      inspections: 2,
      publicity: 5,
      plans: 9,
      goods: 1,
      community: 5,
      governance: 10,
    });
  });

  test.each(daxinganling.clauses)('[$id] is told in a short sentence of our own', ({ summary, place }) => {
    expect(summary.length).toBeLessThanOrEqual(45);
    expect(summary).toMatch(/。$/);
    expect(place).not.toBe('');
  });
});

describe('what couples meet at the counter', () => {
  test.each([
    ['DX-3.1.10', action, 'must', { kind: 'guideline', title: '全国婚姻登记机关疫情防控工作指南', edition: 2 }],
    ['DX-3.1.11', action, 'must', { kind: 'quota', appointmentOnly: true, total: null, walkIns: 'refused' }],
    ['DX-3.1.12', action, 'must', { kind: 'choice', offices: 'prefecture' }],
    ['DX-3.1.13', action, 'must', { kind: 'notice', ahead: true, daysAhead: null }],
    [
      'DX-3.1.14',
      action,
      'mustNot',
      {
        kind: 'screening',
        asks: ['keyAreaStay', 'quarantineEnd'],
        refuses: ['quarantineUnfulfilled'],
        at: ['booking', 'counter'],
        records: ['temperature', 'inquiry'],
      },
    ],
    ['DX-3.1.15', action, 'must', { kind: 'report', on: 'nonCompliance', limitMinutes: null }],
    ['DX-2.2.4', phase2, 'discretion', { kind: 'suspension', acts: ['adjust', 'suspend'] }],
    ['DX-2.2.3', phase2, 'advise', { kind: 'advice' }],
    ['DX-2.3.2', phase3, 'must', { kind: 'peakDays', days: ['2022-05-20', '2022-05-21'] }],
  ])('[%s] is one rule, with its days, its force and no number of ours', (clause, span, modality, requirement) => {
    const rules = daxinganling.rules.filter((rule) => isForCouples(rule) && rule.clauses.includes(clause));
    expect(rules).toMatchObject([
      {
        from: span?.from,
        until: span?.until,
        modality,
        requirement,
        scope: { region: '232700', kinds: ['marriageRegistrationOffice'] },
      },
    ]);
  });

  test('no rule of the counter stands beside these', () => {
    expect(daxinganling.rules.filter(isForCouples)).toHaveLength(9);
  });

  test('[DX-3.1.1] care homes work by a guideline as well, in its third edition', () => {
    expect(daxinganling.rules.find(({ id }) => id === 'DX/care-home-guideline@1')?.requirement).toEqual({
      kind: 'guideline',
      title: '新冠肺炎疫情高风险地区及被感染养老机构防疫指南',
      edition: 3,
    });
  });
});

describe('whom, when and how strongly', () => {
  test.each(cited)('[$clause] $id binds from its first day to its last', ({ clause, rule }) => {
    const span = phases.find((phase) => clause.startsWith(phase.clause)) ?? action;
    const first = Temporal.PlainDate.from(span.from ?? '');
    const out = Temporal.PlainDate.from(span.until ?? '');
    const days = [first.subtract({ days: 1 }), first, out.subtract({ days: 1 }), out];
    expect(days.map((day) => contains(rule, day))).toEqual([false, true, true, false]);
    expect(rule.scope.region).toBe('232700');
  });

  const advised = ['DX/short-and-simple@1', 'DX/qingming-staggering@1', 'DX/simple-funerals@1', 'DX/buy-and-go@1'];
  const modalities: Readonly<Record<string, RuleVersion['modality']>> = {
    ...Object.fromEntries([...advised, 'DX/stay-in-prefecture@1'].map((id) => [id, 'advise' as const])),
    'DX/entry-ban@1': 'mustNot',
    'DX/quarantine-gate@1': 'mustNot',
    'DX/dibao-after-months@1': 'principle',
    'DX/no-unvaccinated-escort@1': 'principle',
    'DX/case-by-case@1': 'may',
    'DX/suspension@1': 'discretion',
    'DX/funeral-suspension@1': 'discretion',
    'DX/lottery-suspension@1': 'discretion',
    'DX/criticism@1': 'discretion',
    'DX/accountability@1': 'discretion',
  };

  test.each(cited)('[$clause] $id: $modality', ({ id, rule }) => {
    expect(rule.modality).toBe(modalities[id] ?? 'must');
  });

  test.each(bodies())('[$clause] binds $kinds', ({ clause, kinds }) => {
    const bound = new Set(
      daxinganling.rules.filter(({ clauses }) => clauses.includes(clause)).flatMap(({ scope }) => scope.kinds),
    );
    expect([...bound].toSorted()).toEqual(kinds.toSorted());
  });

  test('no clause with a rule is left out of these', () => {
    expect(new Set(bodies().map(({ clause }) => clause))).toEqual(new Set(cited.map(({ clause }) => clause)));
  });
});

/** Who has to act on each clause, as the notice and the assignment of its seven tasks name them. */
function bodies(): { clause: string; kinds: string[] }[] {
  const everybody = ['bureau', 'bureauSection', 'affiliatedUnit'];
  const homes = ['elderCare', 'childWelfare', 'minorProtection', 'tekunSupport', 'mentalHealth'];
  const besides = [...homes, 'reliefStation', 'funeral', 'socialOrganisationOffice', 'lotteryOutlet'];
  const bound: [string[], string][] = [
    [['marriageRegistrationOffice', ...besides], '2.1.1 2.1.2 2.3.3'],
    [['elderCare'], '2.2.1 3.1.1 3.1.2 3.1.3 3.1.4 3.1.5 3.1.6'],
    [['reliefStation'], '2.2.2 3.4.1 3.4.2 3.4.3 3.4.4 3.4.5'],
    [['marriageRegistrationOffice', 'funeral', 'lotteryOutlet'], '2.2.4'],
    [['marriageRegistrationOffice', 'funeral'], '2.3.2'],
    [['marriageRegistrationOffice'], '2.2.3 3.1.10 3.1.11 3.1.12 3.1.13 3.1.14 3.1.15'],
    [['funeral'], '3.1.7 3.1.8 3.1.9'],
    [['lotteryOutlet'], '3.5.1 3.5.4 3.5.5 3.5.6'],
    [['bureau'], '2.3.1 2.3.1a 2.3.1b 3.1.R 3.2.R 3.3.R 3.4.R 3.5.R 3.5.2 3.5.3 4.2.1 4.2.2 4.2.3 4.3.2'],
    [['bureau'], '3.2.1 3.2.2 3.2.3 3.2.4 3.2.5 3.2.6 3.2.7 3.2.8 3.2.9 3.2.10 3.2.11 3.2.12 3.3.1 3.3.8'],
    [['village'], '3.3.2 3.3.3 3.3.6 3.3.7 3.3.9'],
    [['township', 'village'], '3.3.4 3.3.5'],
    [everybody, '3.6.1 3.6.2 3.6.R 3.7.1 3.7.2 3.7.3 3.7.4 4.2.4 4.3.1 4.3.3'],
    [[...everybody, ...besides], '3.6.3'],
  ];
  return bound.flatMap(([kinds, ids]) => ids.split(' ').map((id) => ({ clause: `DX-${id}`, kinds })));
}
