import type { Modality } from '@anmin/domain/measures/notice';
import { describe, expect, test } from 'vitest';
import { citing } from '../telling.ts';
import { liuzhou } from './pack.ts';

const homes = ['elderCare', 'childWelfare', 'minorProtection', 'tekunSupport', 'mentalHealth', 'reliefStation'];
const institutions = [...homes, 'funeral'];
const departments = ['bureau', 'affiliatedUnit'];
const all = [...departments, ...institutions];
const bureau = ['bureau'];
const relief = ['bureau', 'township'];
const inspected = ['bureauSection', 'affiliatedUnit'];
const inspectors = ['bureau', 'bureauSection'];
const tenStricts = Array.from({ length: 10 }, (_, index) => `tenStrictsItem${index + 1}`);

type Row = readonly [
  id: string,
  modality: Modality,
  kinds: readonly string[],
  asked: Readonly<Record<string, unknown>>,
];

const often = (activity: string, each: string, items: string[] = []) => ({
  activity,
  each,
  times: null,
  per: null,
  items,
});
const list = (of: string) => ({ kind: 'ledger', of });
const offered = (subject: string) => ({
  kind: 'status',
  subject,
  trigger: 'authorityDecision',
  by: 'countyBureau',
  bars: [],
});
const citywide = (subject: string, bars: string[]) => ({
  kind: 'status',
  subject,
  trigger: 'citywide',
  by: null,
  bars,
});
const gateAt = (at: string) => ({ kind: 'gate', at, exempt: [] });
const after = (act: string, event: string | null) => ({ act, after: event, by: null, signedBy: null });
const by = (act: string, day: string) => ({ act, after: null, by: day, withinMinutes: null });
const anyOf = (of: string, ...acts: { act: string; by: string | null }[]) => ({ of, measure: 'any', from: null, acts });
const reason = { act: 'giveReason', by: null };
const cohort = (dose: string, day: string | null) => ({ kind: 'coverage', dose, by: day });
const shown = (...groups: string[]) => ({ ...cohort('any', null), groups, floor: null, goal: null });

const rules: readonly Row[] = [
  ['LIU/covert-inspection@1', 'must', inspected, list('covertInspectionFinding')],
  ['LIU/covert-rectification@1', 'must', inspected, after('rectify', 'covertInspectionFinding')],
  ['LIU/command-structure@1', 'must', bureau, citywide('commandStructure', [])],
  ['LIU/working-groups@1', 'must', bureau, { each: 'workingGroup' }],
  ['LIU/activation@1', 'must', bureau, after('activateEmergencyResponse', 'outbreak')],
  ['LIU/activation-log@1', 'must', bureau, list('emergencyActivation')],
  ['LIU/drill@1', 'must', all, after('emergencyDrill', null)],
  ['LIU/drill-weaknesses@1', 'must', all, list('drillWeakness')],
  ['LIU/self-check@1', 'must', all, list('selfCheckItem')],
  ['LIU/supervision@1', 'must', ['bureauSection'], often('supervisionInspection', 'civilAffairsInstitution')],
  [
    'LIU/welfare-ten-stricts@1',
    'must',
    ['childWelfare', 'mentalHealth'],
    often('tenStricts', 'welfareInstitution', tenStricts),
  ],
  ['LIU/elder-care-ten-stricts@1', 'must', ['elderCare'], often('tenStricts', 'elderCareInstitution', tenStricts)],
  ['LIU/community-ten-stricts@1', 'must', ['village'], often('tenStricts', 'villageOrCommunity', tenStricts)],
  ['LIU/dual-code@1', 'must', institutions, gateAt('entry')],
  [
    'LIU/measure-set@1',
    'must',
    institutions,
    often('preventionMeasures', 'civilAffairsInstitution', [
      'maskWearing',
      'temperatureCheck',
      'disinfection',
      'isolation',
      'fourEarlies',
    ]),
  ],
  ['LIU/entry-checks@1', 'must', institutions, gateAt('entry')],
  ['LIU/entry-record@1', 'must', institutions, gateAt('entry')],
  ['LIU/exit-record@1', 'must', institutions, gateAt('exit')],
  ['LIU/goods-record@1', 'must', institutions, gateAt('goods')],
  [
    'LIU/staff-health@1',
    'must',
    institutions,
    often('healthMonitoring', 'staffMember', ['healthMonitoring', 'personalProtection']),
  ],
  [
    'LIU/recipient-health@1',
    'must',
    institutions,
    often('healthMonitoring', 'serviceRecipient', ['healthMonitoring', 'personalProtection']),
  ],
  [
    'LIU/unvaccinated-entry@1',
    'principle',
    ['elderCare', 'childWelfare', 'mentalHealth'],
    { at: 'entry', refuses: ['unvaccinated'], exempt: ['contraindication'] },
  ],
  [
    'LIU/ventilation@1',
    'must',
    institutions,
    often('ventilationAndDisinfection', 'place', ['ventilation', 'disinfection']),
  ],
  ['LIU/imported-cold-chain@1', 'must', institutions, { ...gateAt('goods'), of: ['importedColdChainFood'] }],
  ['LIU/risk-area-trip@1', 'mustNot', all, gateAt('trip')],
  ['LIU/leaving-liuzhou@1', 'must', all, anyOf('leaveLiuzhou', reason)],
  ['LIU/affected-province@1', 'must', all, anyOf('tripToAffectedProvince', reason)],
  ['LIU/abroad@1', 'must', all, anyOf('tripAbroad', reason)],
  [
    'LIU/fewer-trips@1',
    'advise',
    all,
    {
      kind: 'advice',
      text: { zh: '请尽量不跨省出行。', en: 'Please avoid trips to other provinces as far as you can.' },
    },
  ],
  [
    'LIU/unit-consent@1',
    'must',
    all,
    anyOf('crossProvinceTrip', { act: 'report', by: 'unit' }, { act: 'approve', by: 'unit' }),
  ],
  [
    'LIU/community-consent@1',
    'must',
    all,
    anyOf('crossProvinceTrip', { act: 'report', by: 'community' }, { act: 'approve', by: 'community' }),
  ],
  ['LIU/return-report@1', 'must', all, { ...after('reportReturn', 'returnToLiuzhou'), withinMinutes: 720 }],
  ['LIU/returnee-care@1', 'must', ['village'], list('returnee')],
  ['LIU/outside-guangxi-survey@1', 'must', all, list('staffFromOutsideGuangxi')],
  ['LIU/risk-area-survey@1', 'must', all, list('staffFromMediumHighRiskArea')],
  ['LIU/outside-guangxi-community-report@1', 'must', all, list('staffFromOutsideGuangxi')],
  ['LIU/risk-area-community-report@1', 'must', all, list('staffFromMediumHighRiskArea')],
  ['LIU/centralised-quarantine@1', 'must', all, list('centralisedQuarantine')],
  ['LIU/home-quarantine@1', 'must', all, list('homeQuarantine')],
  ['LIU/home-monitoring@1', 'must', all, list('homeHealthMonitoring')],
  ['LIU/nucleic-acid-test@1', 'must', all, list('nucleicAcidTest')],
  ['LIU/staff-register@1', 'must', all, list('staffRegister')],
  ['LIU/in-service-coverage@1', 'must', all, cohort('any', null)],
  ['LIU/retired-coverage@1', 'must', all, cohort('any', null)],
  ['LIU/senior-coverage@1', 'must', all, cohort('any', null)],
  ['LIU/unclassified-in-service-coverage@1', 'must', all, shown('inService')],
  ['LIU/unclassified-retired-coverage@1', 'must', all, { ...shown('retired'), ageMin: null, ageMax: 59 }],
  ['LIU/unclassified-lixiu-coverage@1', 'must', all, { ...shown('lixiu'), ageMin: null, ageMax: 69 }],
  ['LIU/in-service-first-dose@1', 'must', all, cohort('first', '2021-08-20')],
  ['LIU/retired-first-dose@1', 'must', all, cohort('first', '2021-08-20')],
  ['LIU/senior-first-dose@1', 'must', all, cohort('first', '2021-08-20')],
  ['LIU/in-service-full-course@1', 'must', all, cohort('fullCourse', '2021-09-20')],
  ['LIU/retired-full-course@1', 'must', all, cohort('fullCourse', '2021-09-20')],
  ['LIU/senior-full-course@1', 'must', all, cohort('fullCourse', '2021-09-20')],
  ['LIU/recipients-first-dose@1', 'must', institutions, by('completeFirstDose', '2021-08-20')],
  ['LIU/recipients-full-course@1', 'must', institutions, by('completeFullCourse', '2021-09-20')],
  [
    'LIU/focus-group@1',
    'must',
    institutions,
    { ...shown('centrallySupportedElder', 'centrallySupportedChild'), ageMin: null, ageMax: null },
  ],
  ['LIU/refusal-reasons@1', 'must', institutions, list('vaccinationRefusal')],
  ['LIU/vaccine-publicity@1', 'must', institutions, often('vaccinePublicity', 'unit')],
  [
    'LIU/health-authority@1',
    'must',
    all,
    often('healthAuthorityCoordination', 'unit', ['technicalGuidance', 'serviceSupport']),
  ],
  ['LIU/eligibility@1', 'must', institutions, list('eligibilityAssessment')],
  ['LIU/follow-up@1', 'must', all, { ...after('followUp', 'dose'), onDays: [1, 2, 3], withinMinutes: null, to: [] }],
  ['LIU/adverse-reaction@1', 'must', all, list('adverseReaction')],
  ['LIU/reaction-handling@1', 'must', all, after('handleReaction', 'adverseReaction')],
  ['LIU/online-first@1', 'must', all, anyOf('inPersonGathering', reason)],
  ['LIU/fewer-gatherings@1', 'must', all, often('gatheringStatistics', 'unit', ['gatheringCount', 'gatheringSize'])],
  ['LIU/hq-opinion@1', 'must', all, anyOf('inPersonGathering', { act: 'seekOpinion', by: 'districtHQ' })],
  ['LIU/gathering-safeguards@1', 'must', all, list('inPersonGathering')],
  [
    'LIU/occupancy@1',
    'must',
    institutions,
    {
      of: 'placeOccupancy',
      measure: 'persons',
      from: null,
      acts: [
        { act: 'refuse', by: null },
        { act: 'plan', by: null },
      ],
    },
  ],
  ['LIU/over-occupancy@1', 'must', institutions, gateAt('entry')],
  ['LIU/real-name@1', 'must', institutions, gateAt('entry')],
  ['LIU/real-name-exit@1', 'must', institutions, gateAt('exit')],
  [
    'LIU/one-metre-line@1',
    'must',
    institutions,
    often('placeCheck', 'place', ['oneMetreLine', 'maskWearing', 'cleaning', 'preventiveDisinfection']),
  ],
  ['LIU/active-discovery@1', 'must', relief, list('activeDiscovery')],
  ['LIU/online-dibao@1', 'must', relief, list('onlineDibaoApplication')],
  ['LIU/online-tekun@1', 'must', relief, list('onlineTekunApplication')],
  ['LIU/dibao-delegation@1', 'must', relief, citywide('dibaoConfirmation', ['countyConfirmation'])],
  ['LIU/tekun-delegation@1', 'must', relief, citywide('tekunConfirmation', ['countyConfirmation'])],
  ['LIU/care-check@1', 'must', ['township', 'village'], often('careCheck', 'entrustedCare')],
  ['LIU/entrusted-care@1', 'must', relief, { each: 'dispersedTekunPerson' }],
  ['LIU/temporary-grant@1', 'may', relief, offered('temporaryReliefGrant')],
  ['LIU/relieve-first@1', 'may', relief, offered('relieveFirst')],
  ['LIU/case-by-case@1', 'may', relief, list('caseByCaseDecision')],
  ['LIU/hotline@1', 'must', bureau, list('hotlineCall')],
  ['LIU/hotline-response@1', 'must', bureau, after('answerCall', 'hotlineCall')],
  ['LIU/key-institutions@1', 'must', inspectors, often('supervisionInspection', 'keyInstitution')],
  ['LIU/key-persons@1', 'must', inspectors, often('supervisionInspection', 'keyPerson')],
  ['LIU/findings@1', 'must', inspectors, list('inspectionFinding')],
  ['LIU/rectification@1', 'must', all, after('rectify', 'inspectionFinding')],
  ['LIU/accountability@1', 'discretion', bureau, list('accountabilityCase')],
  ['LIU/emergency-plan@1', 'must', all, often('emergencyPlanReview', 'unit')],
  ['LIU/duty-roster@1', 'must', departments, { each: 'shift', hoursADay: null }],
  ['LIU/emergency@1', 'must', all, list('emergencyIncident')],
  ['LIU/important-matter@1', 'must', all, after('reportImportantMatter', 'importantMatter')],
];

describe('each rule binds whom the speech names, as strongly as it says, to what it asks', () => {
  test.each(rules.map((row) => [citing(liuzhou, row[0]), ...row] as const))(
    '%s %s',
    (_, id, modality, kinds, asked) => {
      expect(liuzhou.rules.find((it) => it.id === id)).toMatchObject({
        from: '2021-08-11',
        until: null,
        modality,
        requirement: asked,
      });
      expect(liuzhou.rules.find((it) => it.id === id)?.scope).toEqual({ region: '450200', kinds });
    },
  );

  test('and no rule stands beside these', () => {
    expect(rules.map(([id]) => id).toSorted()).toEqual(liuzhou.rules.map(({ id }) => id).toSorted());
  });
});
