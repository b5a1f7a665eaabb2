import type { Modality } from '@anmin/domain/measures/notice';
import { describe, expect, test } from 'vitest';
import { shanxi } from './pack.ts';
import { citing } from '../telling.ts';

const homes = ['elderCare', 'childWelfare', 'minorProtection', 'tekunSupport', 'mentalHealth', 'reliefStation'];
const institutions = [...homes, 'funeral'];
const windows = ['marriageRegistrationOffice', 'socialOrganisationOffice'];
const nine = [...institutions, ...windows];
const departments = ['bureau', 'affiliatedUnit'];
const inside = [...departments, ...institutions];
const relief = ['bureau', 'township'];
const bureau = ['bureau'];

const services = ['psychologicalSupport', 'healthCare', 'resourceLinking', 'hardshipRelief'];

/** The addressees of the forwarding document, and the easings for medium and high risk. */
const shangdang = ['SX/acknowledgement@1', 'SX/implementation@1', 'SX/zero-report-shangdang@1'];
const atRisk = ['SX/simplified-review@1', 'SX/extended-review@1', 'SX/exit-pause@1'];

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
const granted = (subject: string, by: string) => ({
  kind: 'status',
  subject,
  trigger: 'authorityDecision',
  by,
  bars: [],
});
const eased = (subject: string, bars: string[] = []) => ({
  kind: 'status',
  subject,
  trigger: 'riskLevel',
  by: null,
  bars,
});
const gateAt = (at: string) => ({ kind: 'gate', at, exempt: [] });
const after = (act: string, event: string | null) => ({ act, after: event, by: null, withinMinutes: null });
const cohort = (group: string) => ({ dose: 'any', groups: [group], ageMin: null, ageMax: null, by: null });

const rules: readonly Row[] = [
  ['SX/acknowledgement@1', 'must', ['township', 'elderCare'], after('acknowledge', 'forwarding')],
  ['SX/implementation@1', 'must', ['township', 'elderCare'], list('forwardedNotice')],
  ['SX/mobilisation@1', 'must', inside, often('mobilisationPublicity', 'unit', ['elderlyAndChildren'])],
  ['SX/supervision@1', 'must', bureau, { each: 'civilAffairsInstitution' }],
  ['SX/supervision-check@1', 'must', bureau, often('supervisionInspection', 'civilAffairsInstitution')],
  [
    'SX/measure-set@1',
    'must',
    nine,
    often('preventionMeasures', 'civilAffairsInstitution', [
      'scanCode',
      'temperatureCheck',
      'disinfection',
      'isolation',
      'fourEarlies',
    ]),
  ],
  ['SX/entry-checks@1', 'must', nine, gateAt('entry')],
  ['SX/recipient-mobilisation@1', 'must', institutions, list('vaccinationMobilisation')],
  ['SX/entry-record@1', 'must', institutions, gateAt('entry')],
  ['SX/exit-record@1', 'must', institutions, gateAt('exit')],
  [
    'SX/staff-health@1',
    'must',
    institutions,
    often('healthMonitoring', 'staffMember', ['healthMonitoring', 'personalProtection']),
  ],
  [
    'SX/recipient-health@1',
    'must',
    institutions,
    often('healthMonitoring', 'serviceRecipient', ['healthMonitoring', 'personalProtection']),
  ],
  ['SX/appointments@1', 'must', windows, { kind: 'quota', appointmentOnly: false, total: null, walkIns: 'taken' }],
  [
    'SX/staggered-visits@1',
    'advise',
    homes,
    {
      kind: 'advice',
      text: {
        zh: '请避开探视高峰，选择人少的时段前来。',
        en: 'Please come to visit at a quiet time of day, away from the peaks.',
      },
    },
  ],
  ['SX/goods-release@1', 'must', institutions, { ...gateAt('goods'), of: ['coldChainFood', 'parcel', 'mail'] }],
  ['SX/goods-intake@1', 'must', institutions, list('goodsIntake')],
  [
    'SX/outbreak-measures@1',
    'must',
    [...inside, ...windows],
    { subject: 'preventionMeasures', trigger: 'outbreak', by: 'epidemicHQ', bars: [] },
  ],
  ['SX/outbreak-adjustment@1', 'must', bureau, after('adjustMeasures', 'outbreak')],
  ['SX/coverage@1', 'must', bureau, { dose: 'any', groups: ['resident'], ageMin: 12, ageMax: null, by: null }],
  [
    'SX/health-authority@1',
    'must',
    departments,
    often('healthAuthorityCoordination', 'bureau', ['technicalGuidance', 'serviceSupport']),
  ],
  ['SX/badge-incentive@1', 'may', inside, granted('vaccinationBadge', 'bureau')],
  ['SX/rest-incentive@1', 'may', inside, granted('restDayOrShiftSwap', 'bureau')],
  ['SX/eligibility@1', 'must', ['elderCare'], list('eligibilityAssessment')],
  ['SX/temporary-point@1', 'may', ['elderCare'], granted('temporaryVaccinationPoint', 'bureau')],
  ['SX/arranged-time@1', 'may', ['elderCare'], granted('arrangedVaccinationTime', 'bureau')],
  ['SX/green-channel@1', 'may', ['elderCare'], granted('greenChannel', 'bureau')],
  ['SX/observation@1', 'must', inside, often('postDoseObservation', 'vaccinatedPerson')],
  ['SX/adverse-reaction@1', 'must', inside, list('adverseReaction')],
  ['SX/reaction-handling@1', 'must', inside, after('handleReaction', 'adverseReaction')],
  ['SX/clearance@1', 'must', departments, list('clearanceDrive')],
  ['SX/status-check@1', 'must', departments, often('vaccinationStatusCheck', 'unit')],
  ['SX/target-date@1', 'must', departments, after('reachVaccinationTarget', null)],
  ['SX/village-organisation@1', 'must', bureau, { each: 'villageOrCommunity' }],
  ['SX/social-organisation-services@1', 'must', bureau, often('helperServices', 'socialOrganisation', services)],
  ['SX/social-work-services@1', 'must', bureau, often('helperServices', 'socialWorkAgency', services)],
  ['SX/volunteer-services@1', 'must', bureau, often('helperServices', 'volunteerGroup', services)],
  ['SX/exemplars@1', 'must', bureau, list('exemplar')],
  [
    'SX/volunteer-guidance@1',
    'must',
    bureau,
    often('volunteerGuidance', 'bureau', ['initiativeLetterAnnouncementOrGuideline']),
  ],
  ['SX/active-discovery@1', 'must', relief, list('activeDiscovery')],
  ['SX/simplified-review@1', 'may', relief, eased('newReliefApplication')],
  ['SX/extended-review@1', 'may', relief, eased('periodicReview')],
  ['SX/exit-pause@1', 'may', relief, eased('dibao', ['dibaoExit'])],
  ['SX/online-dibao@1', 'must', relief, list('onlineDibaoApplication')],
  ['SX/online-tekun@1', 'must', relief, list('onlineTekunApplication')],
  ['SX/dibao-delegation@1', 'may', bureau, granted('dibaoConfirmation', 'countyBureau')],
  ['SX/tekun-delegation@1', 'may', bureau, granted('tekunConfirmation', 'countyBureau')],
  ['SX/entrusted-care@1', 'must', relief, { each: 'dispersedTekunPerson' }],
  ['SX/temporary-grant@1', 'may', relief, granted('temporaryReliefGrant', 'countyBureau')],
  ['SX/relieve-first@1', 'may', relief, granted('relieveFirst', 'countyBureau')],
  ['SX/case-by-case@1', 'may', relief, list('caseByCaseDecision')],
  ['SX/hotline@1', 'must', bureau, list('hotlineCall')],
  ['SX/hotline-response@1', 'must', bureau, after('answerCall', 'hotlineCall')],
  ['SX/principal@1', 'must', inside, { each: 'unit' }],
  ['SX/accountability@1', 'discretion', departments, list('accountabilityRecord')],
  ['SX/bureau-coverage@1', 'must', bureau, cohort('bureauStaff')],
  ['SX/affiliated-unit-coverage@1', 'must', bureau, cohort('affiliatedUnitStaff')],
  ['SX/institution-coverage@1', 'must', bureau, cohort('institutionStaff')],
  ['SX/community-coverage@1', 'must', bureau, cohort('communityWorker')],
  ['SX/social-organisation-coverage@1', 'must', bureau, cohort('socialOrganisationStaff')],
  ['SX/social-worker-coverage@1', 'must', bureau, cohort('socialWorker')],
  [
    'SX/vaccine-publicity@1',
    'must',
    inside,
    often('vaccinePublicity', 'unit', ['vaccineSafety', 'vaccinationNecessity']),
  ],
  ['SX/emergency-plan@1', 'must', inside, often('emergencyPlanReview', 'unit')],
  ['SX/duty-roster@1', 'must', departments, { each: 'shift', hoursADay: null }],
  ['SX/zero-report@1', 'must', inside, { activity: 'zeroReport', each: 'unit', times: 1, per: 'day' }],
  ['SX/zero-report-shangdang@1', 'must', ['township'], { activity: 'zeroReport', each: 'unit', times: 1, per: 'day' }],
  ['SX/outbreak-incident@1', 'must', inside, list('outbreakIncident')],
  ['SX/important-matter@1', 'must', inside, after('reportImportantMatter', 'importantMatter')],
];

describe('each rule binds whom the text names, as strongly as it says, to what it asks', () => {
  test.each(rules.map((row) => [citing(shanxi, row[0]), ...row] as const))('%s %s', (_, id, modality, kinds, asked) => {
    const rule = shanxi.rules.find((it) => it.id === id);
    expect(rule).toMatchObject({ from: '2021-08-05', until: null, modality, requirement: asked });
    expect(rule?.scope).toEqual({
      region: shangdang.includes(id) ? '140404' : '140000',
      kinds,
      ...(atRisk.includes(id) ? { risk: ['medium', 'high'] } : {}),
    });
  });

  test('and no rule stands beside these', () => {
    expect(rules.map(([id]) => id).toSorted()).toEqual(shanxi.rules.map(({ id }) => id).toSorted());
  });
});
