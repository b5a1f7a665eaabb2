import { standingIn } from '@anmin/domain/measures/case';
import { faultsOf } from '@anmin/domain/measures/check';
import { inForce, type Place } from '@anmin/domain/measures/in-force';
import { describe, expect, test } from 'vitest';
import { namedCases, toldBy, untold } from '../telling.ts';
import { cases } from './cases.ts';
import { lanzhou } from './pack.ts';
import { vocabulary } from './vocabulary.ts';

const units = ['bureau', 'bureauSection', 'affiliatedUnit'] as const;
const countiesAndSections = ['bureau', 'bureauSection'] as const;
const countiesAndUnits = ['bureau', 'affiliatedUnit'] as const;
const communities = ['bureau', 'village'] as const;
const keyPlaces = ['elderCare', 'childWelfare', 'mentalHealth'] as const;
const institutions = [
  'elderCare',
  'childWelfare',
  'minorProtection',
  'tekunSupport',
  'mentalHealth',
  'reliefStation',
  'funeral',
] as const;

describe('the notice of Lanzhou', () => {
  test('has a number and a date, and binds until somebody ends it', () => {
    expect(lanzhou.notice).toMatchObject({
      number: '兰民发〔2021〕239号',
      issuer: '兰州市民政局',
      issuedOn: '2021-12-31',
      region: '620100',
      spans: [{ from: '2021-12-31', until: null }],
    });
  });

  test('is without a fault and says every word it uses', () => {
    expect(faultsOf(lanzhou, vocabulary)).toEqual([]);
  });

  test('has 59 clauses, each in its room', () => {
    expect(lanzhou.clauses).toHaveLength(59);
    const rooms = Map.groupBy(lanzhou.clauses, ({ room }) => room);
    expect(Object.fromEntries([...rooms].map(([room, clauses]) => [room, clauses.length]))).toEqual({
      institutions: 1,
      measures: 3,
      vaccination: 3,
      relief: 9,
      duty: 3,
      travel: 7,
      gatherings: 7,
      inspections: 6,
      petitions: 5,
      publicity: 4,
      plans: 1,
      community: 5,
      governance: 5,
    });
  });

  test('gives advice three times, leaves one thing to a person, and names one office', () => {
    expect(lanzhou.clauses.filter(({ kind }) => kind !== 'rule').map(({ id, kind }) => [id, kind])).toEqual([
      ['LAN-1.2.5', 'advice'],
      ['LAN-5.1', 'advice'],
      ['LAN-5.2', 'advice'],
      ['LAN-7.3', 'judgement'],
      ['LAN-7.6', 'definition'],
    ]);
  });

  test('[LAN-7.6] gives the telephone of the duty office and of no person', () => {
    const summaries = lanzhou.clauses.map(({ summary }) => summary).join('');
    expect(lanzhou.clauses.find(({ id }) => id === 'LAN-7.6')?.summary).toContain('0931-8826009');
    expect(summaries.replaceAll('0931-8826009', '')).not.toMatch(/1\d{2}[\d*]{4}|\d{7}/);
  });
});

const bindings = [
  ['LAN-1.0', 'must', units, ['four-parties']],
  ['LAN-1.0.1', 'must', units, ['self-check', 'self-check-items']],
  ['LAN-1.1.1', 'must', units, ['pre-holiday-education']],
  ['LAN-1.1.2', 'mustNot', units, ['trip-ban-risk-city']],
  ['LAN-1.1.3', 'mustNot', units, ['trip-ban-symptoms']],
  ['LAN-1.1.4', 'must', ['bureauSection', 'affiliatedUnit'], ['leave-city-approval']],
  ['LAN-1.1.5', 'must', ['bureauSection'], ['leave-city-bureau-staff']],
  ['LAN-1.1.5', 'must', ['affiliatedUnit'], ['leave-city-leadership']],
  ['LAN-1.1.6', 'must', ['affiliatedUnit'], ['leave-city-unit-staff']],
  ['LAN-1.1.7', 'must', units, ['symptom-report']],
  ['LAN-1.1.7', 'mustNot', units, ['no-return-while-ill']],
  ['LAN-1.1.8', 'must', units, ['exposure-report', 'exposure-monitoring']],
  ['LAN-1.2.1', 'must', [...units, 'village'], ['strict-temple-fair', 'strict-performance', 'strict-promotion']],
  ['LAN-1.2.2', 'principle', units, ['meeting-online-first']],
  ['LAN-1.2.2', 'principle', [...units, 'village'], ['gathering-max']],
  ['LAN-1.2.3', 'must', [...units, 'village'], ['gathering-plan']],
  [
    'LAN-1.2.4',
    'principle',
    units,
    ['none-group-greeting', 'none-condolence', 'none-gala', 'none-annual-party', 'none-group-dinner'],
  ],
  ['LAN-1.2.5', 'advise', [...units, 'village'], ['postpone-and-simplify']],
  ['LAN-1.2.6', 'must', ['village'], ['banquet-report']],
  ['LAN-1.2.7', 'must', ['village'], ['family-max']],
  ['LAN-1.3.1', 'must', ['village'], ['community-gate']],
  ['LAN-1.3.1', 'principle', ['village'], ['community-open']],
  [
    'LAN-1.3.2',
    'must',
    communities,
    [
      'key-persons-returnees',
      'key-persons-outsiders',
      'key-persons-risk-areas',
      'key-persons-inbound',
      'key-persons-partners',
    ],
  ],
  ['LAN-1.3.3', 'must', communities, ['xian-arrivals', 'xian-monitoring']],
  ['LAN-1.3.4', 'must', ['village'], ['grid-worker', 'grid-monitoring']],
  ['LAN-1.3.5', 'must', ['village'], ['public-places']],
  ['LAN-1.3.6', 'must', communities, ['publicity-science', 'publicity-policy']],
  ['LAN-1.4.1', 'must', keyPlaces, ['closure']],
  ['LAN-1.4.2', 'must', ['elderCare', 'childWelfare'], ['staff-test']],
  ['LAN-1.4.2', 'must', keyPlaces, ['key-group-test']],
  ['LAN-1.4.3', 'must', keyPlaces, ['gate']],
  ['LAN-1.4.4', 'must', countiesAndSections, ['supervision']],
  ['LAN-1.4.5', 'must', institutions, ['daily-measures']],
  ['LAN-1.5.1', 'must', [...units, ...institutions], ['booster']],
  ['LAN-1.5.2', 'must', ['bureauSection', 'affiliatedUnit'], ['booster-laggards']],
  ['LAN-1.5.3', 'must', ['childWelfare'], ['children-vaccination']],
  ['LAN-1.5.4', 'must', ['elderCare'], ['elder-vaccination']],
  ['LAN-2.0', 'must', ['bureau'], ['relief-channels', 'relief-in-time']],
  [
    'LAN-2.1',
    'must',
    ['bureau'],
    [
      'survey-dibao',
      'survey-tekun',
      'survey-orphans',
      'survey-unsupported-children',
      'survey-disabled',
      'survey-dibao-marginal',
    ],
  ],
  [
    'LAN-2.2',
    'must',
    ['bureau'],
    ['visits-dispersed-tekun', 'visits-dispersed-orphans', 'visits-unsupported-children', 'visit-problems'],
  ],
  [
    'LAN-2.3.1',
    'must',
    ['bureau'],
    ['payment-dibao', 'payment-tekun', 'payment-orphans', 'payment-unsupported-children'],
  ],
  ['LAN-2.3.2', 'must', ['bureau'], ['winter-supplies']],
  ['LAN-2.4', 'must', ['bureau'], ['vagrant-patrol', 'vagrant-partners', 'vagrant-guided']],
  ['LAN-2.5', 'must', ['bureau'], ['express-sudden', 'express-urgent', 'express-temporary']],
  ['LAN-2.6', 'must', ['bureau'], ['price-linkage', 'price-subsidy']],
  ['LAN-2.7', 'must', ['bureau'], ['condolence-visits']],
  ['LAN-3.1', 'must', institutions, ['safety-leads']],
  ['LAN-3.2', 'must', [...keyPlaces, 'reliefStation'], ['hazards']],
  ['LAN-3.3', 'must', institutions, ['pre-holiday-hazards', 'pre-holiday-fire', 'hazard-closure']],
  ['LAN-3.4', 'must', institutions, ['holiday-patrol', 'equipment']],
  ['LAN-4.1', 'must', countiesAndSections, ['disputes', 'petitions']],
  ['LAN-4.2', 'must', countiesAndSections, ['stability-issues']],
  ['LAN-4.3', 'must', countiesAndSections, ['major-event-report', 'major-event-follow-up']],
  ['LAN-4.3', 'mustNot', countiesAndSections, ['no-concealed-report', 'no-wrong-report', 'no-late-report']],
  ['LAN-4.4', 'must', countiesAndSections, ['demands-on-the-spot', 'demand-escalation']],
  ['LAN-5.1', 'advise', units, ['clean-plate']],
  ['LAN-5.2', 'advise', [...units, 'marriageRegistrationOffice', 'funeral'], ['modest-customs']],
  ['LAN-6.1', 'must', units, ['ten-prohibitions']],
  ['LAN-6.2', 'must', units, ['discipline-inspection']],
  ['LAN-7.1', 'must', countiesAndUnits, ['roster', 'trip-filing', 'information-report']],
  ['LAN-7.2', 'must', countiesAndUnits, ['urgent-report', 'urgent-event']],
  [
    'LAN-7.3',
    'discretion',
    countiesAndUnits,
    ['accountability-concealed', 'accountability-late', 'accountability-omitted'],
  ],
  ['LAN-7.4', 'must', countiesAndUnits, ['emergency-plan', 'readiness']],
  ['LAN-7.5', 'must', ['bureau'], ['opinion-monitor']],
  ['LAN-7.5', 'must', ['affiliatedUnit'], ['opinion-monitor-information-centre']],
  ['LAN-7.5', 'must', countiesAndUnits, ['opinion-report']],
] as const;

describe('whom each clause binds, how strongly and from when', () => {
  const idsOf = (names: readonly string[]) => names.map((name) => `LAN/${name}@1`);
  const bound = (place: Place, day: string, ids: readonly string[]) =>
    inForce([lanzhou], place, Temporal.PlainDate.from(day))
      .map(({ id }) => id)
      .filter((id) => ids.includes(id));

  test.each(bindings)('[%s] as %s', (clause, modality, kinds, names) => {
    const ids = idsOf(names);
    const rules = lanzhou.rules.filter(({ id }) => ids.includes(id));
    expect(rules).toHaveLength(ids.length);
    for (const rule of rules)
      expect(rule).toMatchObject({ clauses: [clause], modality, scope: { region: '620100', kinds } });
    for (const kind of kinds) {
      expect(bound({ region: '620102', kind }, '2021-12-30', ids)).toEqual([]);
      expect(bound({ region: '620102', kind }, '2021-12-31', ids)).toEqual(ids);
      expect(bound({ region: '620123100', kind }, '2099-12-31', ids)).toEqual(ids);
      expect(bound({ region: '620200', kind }, '2021-12-31', ids)).toEqual([]);
    }
  });

  test('no rule stands beside these', () => {
    expect(lanzhou.rules.map(({ id }) => id).sort()).toEqual(bindings.flatMap(([, , , names]) => idsOf(names)).sort());
  });
});

describe('each rule in situations of its own', () => {
  test.each(namedCases(lanzhou, cases))('%s', (_, it) => {
    expect(standingIn(lanzhou, it)).toMatchObject(toldBy(it));
  });

  test('is told for every duty', () => {
    expect(untold(lanzhou, cases)).toEqual([]);
  });
});
