import { standingIn } from '@anmin/domain/measures/case';
import { faultsOf } from '@anmin/domain/measures/check';
import { inForce, type Place } from '@anmin/domain/measures/in-force';
import { describe, expect, test } from 'vitest';
import { namedCases, toldBy, untold } from '../telling.ts';
import { cases } from './cases.ts';
import { zhejiang } from './pack.ts';
import { vocabulary } from './vocabulary.ts';

const institutions = [
  'elderCare',
  'childWelfare',
  'minorProtection',
  'tekunSupport',
  'mentalHealth',
  'reliefStation',
  'funeral',
] as const;
const communities = ['bureau', 'township', 'village'] as const;

describe('the notice of Zhejiang', () => {
  test('was signed on a Tuesday and published the day after, without a number', () => {
    expect(zhejiang.notice).toMatchObject({
      number: null,
      issuedOn: '2021-12-07',
      publishedOn: '2021-12-08',
      region: '330000',
      spans: [{ from: '2021-12-07', until: null }],
    });
  });

  test('is without a fault and says every word it uses', () => {
    expect(faultsOf(zhejiang, vocabulary)).toEqual([]);
  });

  test('has 26 clauses, each in its room', () => {
    expect(zhejiang.clauses).toHaveLength(26);
    const rooms = Map.groupBy(zhejiang.clauses, ({ room }) => room);
    expect(Object.fromEntries([...rooms].map(([room, clauses]) => [room, clauses.length]))).toEqual({
      institutions: 5,
      measures: 6,
      vaccination: 1,
      duty: 2,
      travel: 2,
      gatherings: 5,
      community: 4,
      governance: 1,
    });
  });

  test('leaves one thing to a city, and nothing without a rule', () => {
    expect(zhejiang.clauses.filter(({ kind }) => kind !== 'rule').map(({ id, kind }) => [id, kind])).toEqual([
      ['ZJ-2.3', 'judgement'],
    ]);
  });
});

const bindings = [
  ['ZJ-0.1', 'must', ['bureau'], ['key-persons']],
  ['ZJ-1.1', 'must', ['bureau'], ['task-responsibility']],
  ['ZJ-2.1', 'must', ['bureau'], ['guidance', 'guidance-assigned']],
  ['ZJ-3.1', 'must', institutions, ['staff-test']],
  ['ZJ-3.2', 'must', institutions, ['route-report']],
  ['ZJ-3.3', 'must', institutions, ['ventilation', 'disinfection']],
  ['ZJ-3.4', 'must', institutions, ['temperature-recipients', 'temperature-staff', 'symptom-report']],
  ['ZJ-3.5', 'must', institutions, ['gate']],
  ['ZJ-3.6', 'must', institutions, ['resident-vaccination', 'vaccination-guidance']],
  ['ZJ-3.7', 'principle', institutions, ['recipient-outing']],
  ['ZJ-3.8', 'must', institutions, ['suspicious-symptoms']],
  ['ZJ-4.1', 'must', communities, ['community-gate', 'community-gate-measures']],
  ['ZJ-4.2', 'must', communities, ['community-no-case', 'community-case-or-outbreak', 'community-transmission']],
  ['ZJ-4.3', 'must', communities, ['community-network']],
  ['ZJ-5.1', 'must', ['bureau'], ['meeting-review']],
  ['ZJ-5.2', 'must', ['bureau'], ['meeting-necessity', 'meeting-online-first', 'meeting-size']],
  ['ZJ-5.3', 'must', ['bureau'], ['meeting-responsibility']],
  ['ZJ-5.4', 'must', ['bureau'], ['meeting-attendees']],
  ['ZJ-5.5', 'principle', ['bureau'], ['meeting-closed']],
  ['ZJ-5.6', 'must', ['bureau'], ['trip-reports']],
  ['ZJ-5.6', 'advise', ['bureau'], ['trip-advice']],
  ['ZJ-5.7', 'must', ['bureau'], ['duty-roster']],
  ['ZJ-5.8', 'must', ['bureau'], ['urgent-report', 'readiness']],
] as const;

describe.each(bindings)('[%s] as %s', (clause, modality, kinds, names) => {
  const ids = names.map((name) => `ZJ/${name}@1`);
  const of = (place: Place, day: string) =>
    inForce([zhejiang], place, Temporal.PlainDate.from(day))
      .filter((rule) => rule.clauses.includes(clause) && rule.modality === modality)
      .map(({ id }) => id);

  test('is these rules and binds these, in the whole province', () => {
    const rules = zhejiang.rules.filter((rule) => rule.clauses.includes(clause) && rule.modality === modality);
    expect(rules.map(({ id }) => id)).toEqual(ids);
    for (const { scope } of rules) expect(scope).toEqual({ region: '330000', kinds });
  });

  test.each(kinds)('%s: from the day of signature on, until somebody ends it', (kind) => {
    expect(of({ region: '330211', kind }, '2021-12-06')).toEqual([]);
    expect(of({ region: '330211', kind }, '2021-12-07')).toEqual(ids);
    expect(of({ region: '331181', kind }, '2099-12-31')).toEqual(ids);
    expect(of({ region: '320500', kind }, '2021-12-07')).toEqual([]);
  });
});

describe('each rule in situations of its own', () => {
  test.each(namedCases(zhejiang, cases))('%s', (_, it) => {
    expect(standingIn(zhejiang, it)).toMatchObject(toldBy(it));
  });

  test('is told for every duty', () => {
    expect(untold(zhejiang, cases)).toEqual([]);
  });
});

/** Done again and again; the text does not say how often. */
const unset = { kind: 'cadence', times: null, per: null };
const ofStatus = { kind: 'status', subject: 'community', trigger: 'communityStatus', bars: [] };

describe('what the text says of each, with no number of ours', () => {
  test.each([
    [
      'ZJ-2.1',
      'guidance',
      {
        ...unset,
        activity: 'preventionGuidance',
        each: 'bureau',
        items: [
          'elderCareInstitution',
          'childWelfareInstitution',
          'minorProtectionInstitution',
          'tekunSupportInstitution',
          'mentalHealthWelfareInstitution',
          'reliefStation',
          'funeralInstitution',
          'marriageRegistrationOffice',
          'socialOrganisationRegistrationWindow',
        ],
      },
    ],
    ['ZJ-2.1', 'guidance-assigned', { each: 'institutionOrWindow', hoursADay: null }],
    ['ZJ-3.1', 'staff-test', { ...unset, activity: 'nucleicAcidTest', each: 'staffMember', items: [] }],
    ['ZJ-3.3', 'ventilation', { ...unset, activity: 'ventilation', each: 'institution', items: [] }],
    ['ZJ-3.3', 'disinfection', { ...unset, activity: 'disinfection', each: 'institution', items: [] }],
    ['ZJ-3.4', 'temperature-recipients', { activity: 'temperatureCheck', each: 'serviceRecipient', items: [] }],
    ['ZJ-3.4', 'temperature-staff', { activity: 'temperatureCheck', each: 'staffMember', items: [] }],
    ['ZJ-3.4', 'symptom-report', { act: 'symptomReport', after: 'abnormalSymptoms', to: [], signedBy: null }],
    ['ZJ-3.2', 'route-report', { of: 'staffOuting' }],
    ['ZJ-3.5', 'gate', { at: 'entry', refuses: [], exempt: [] }],
    [
      'ZJ-3.6',
      'resident-vaccination',
      { dose: 'any', groups: ['residentElder', 'residentChild'], ageMin: null, ageMax: null, by: null },
    ],
    [
      'ZJ-3.6',
      'vaccination-guidance',
      { ...unset, activity: 'vaccinationGuidance', each: 'residentRecipient', items: [] },
    ],
    ['ZJ-3.7', 'recipient-outing', { of: 'recipientOuting', acts: [{ by: null }, { by: 'institution' }] }],
    ['ZJ-3.8', 'suspicious-symptoms', { of: 'suspiciousSymptoms' }],
    ['ZJ-0.1', 'key-persons', { of: 'keyPerson' }],
    ['ZJ-4.1', 'community-gate', { each: 'communityGate', hoursADay: null }],
    ['ZJ-4.1', 'community-gate-measures', { of: 'communityGate' }],
    ['ZJ-4.2', 'community-no-case', { ...ofStatus, by: 'noCaseFound' }],
    ['ZJ-4.2', 'community-case-or-outbreak', { ...ofStatus, by: 'caseOrOutbreak' }],
    ['ZJ-4.2', 'community-transmission', { ...ofStatus, by: 'transmission' }],
    ['ZJ-4.3', 'community-network', { each: 'community', hoursADay: null }],
    ['ZJ-1.1', 'task-responsibility', { each: 'task', hoursADay: null }],
    ['ZJ-5.1', 'meeting-review', { of: 'plannedMeeting' }],
    ['ZJ-5.2', 'meeting-necessity', { of: 'meeting', acts: [{ by: 'organiser' }] }],
    ['ZJ-5.2', 'meeting-online-first', { of: 'inPersonMeeting', acts: [{ by: 'organiser' }] }],
    ['ZJ-5.2', 'meeting-size', { of: 'inPersonMeeting', measure: 'persons', acts: [{ act: 'refuse', by: null }] }],
    ['ZJ-5.3', 'meeting-responsibility', { each: 'inPersonMeeting', hoursADay: null }],
    ['ZJ-5.4', 'meeting-attendees', { of: 'inPersonMeeting' }],
    ['ZJ-5.5', 'meeting-closed', { of: 'attendeeOuting', acts: [{ by: null }] }],
    ['ZJ-5.6', 'trip-reports', { of: 'staffTrip' }],
    [
      'ZJ-5.6',
      'trip-advice',
      {
        text: {
          zh: '有疫情的地方，没有必要请不要去。路上做好防护，留意当地消息。',
          en: 'Please do not go where there is an outbreak unless you must. Protect yourself and follow the news there.',
        },
      },
    ],
    ['ZJ-5.7', 'duty-roster', { each: 'shift', hoursADay: 24 }],
    ['ZJ-5.8', 'urgent-report', { act: 'urgentInformationReport', after: 'urgentEvent', signedBy: null }],
    [
      'ZJ-5.8',
      'readiness',
      {
        ...unset,
        activity: 'readinessCheck',
        each: 'bureau',
        items: ['emergencyDuty', 'informationReporting', 'emergencyPreparation'],
      },
    ],
  ])('[%s] %s', (_, name, requirement) => {
    expect(zhejiang.rules.find(({ id }) => id === `ZJ/${name}@1`)?.requirement).toMatchObject(requirement);
  });
});
