import { describe, expect, test } from 'vitest';
import { lanzhou } from './pack.ts';

const requirementOf = (name: string) => lanzhou.rules.find(({ id }) => id === `LAN/${name}@1`)?.requirement;

const reason = { acts: [{ act: 'giveReason', by: null }] };

describe('the numbers of the text, and no other', () => {
  test.each([
    ['LAN-1.2.2', 'gathering-max', { of: 'gathering', measure: 'persons', from: 51, ...reason }],
    ['LAN-1.2.3', 'gathering-plan', { of: 'gathering', measure: 'persons', from: 50 }],
    ['LAN-1.2.6', 'banquet-report', { of: 'banquet', measure: 'tables', from: 5 }],
    ['LAN-1.2.7', 'family-max', { of: 'familyGathering', measure: 'persons', from: 11, acts: [{ by: null }] }],
    ['LAN-1.4.2', 'staff-test', { activity: 'nucleicAcidTest', each: 'staffMember', times: 1, per: 'week' }],
    [
      'LAN-1.1.1',
      'pre-holiday-education',
      {
        activity: 'preHolidayEducation',
        each: 'unit',
        times: 1,
        per: null,
        items: ['preventionEducation', 'travelRiskReminder'],
      },
    ],
    ['LAN-1.3.3', 'xian-monitoring', { activity: 'healthMonitoring', each: 'arrivalFromXian', times: 1, per: 'day' }],
    ['LAN-1.3.4', 'grid-monitoring', { activity: 'monitoringReport', each: 'keyPerson', times: 1, per: 'day' }],
    ['LAN-1.5.1', 'booster', { dose: 'booster', floor: null, goal: null, by: null }],
    ['LAN-1.5.3', 'children-vaccination', { dose: 'fullCourse', ageMin: 3, ageMax: 11, goal: null, by: null }],
    ['LAN-1.5.4', 'elder-vaccination', { floor: null, goal: { permille: 1000, of: 'eligible' }, by: null }],
    ['LAN-2.6', 'price-linkage', { measure: 'priceRisePermille', from: null }],
    ['LAN-7.1', 'roster', { each: 'shift', hoursADay: 24 }],
    ['LAN-7.5', 'opinion-report', { after: 'importantOpinion', by: null, withinMinutes: 60, onDays: [] }],
  ])('[%s] %s', (_, name, requirement) => {
    expect(requirementOf(name)).toMatchObject(requirement);
  });

  test('[LAN-1.3.3] looks back to 4 December, that day included, and to Xi’an', () => {
    for (const name of ['xian-arrivals', 'xian-monitoring'])
      expect(requirementOf(name)).toMatchObject({ exposure: { region: '610100', since: '2021-12-04' } });
  });
});

describe('what is done again and again, nobody says how often', () => {
  test.each([
    ['LAN-1.0.1', 'self-check', 'selfCheck', 'unit', ['risk', 'loophole', 'shortcoming', 'weakPoint']],
    ['LAN-1.3.2', 'key-persons-partners', 'partnerExchange', 'community', ['police', 'healthDepartment']],
    ['LAN-1.3.5', 'public-places', 'disinfection', 'publicLeisurePlace', []],
    ['LAN-1.3.6', 'publicity-science', 'popularScience', 'community', ['weChat', 'loudspeaker', 'eScreen']],
    ['LAN-1.3.6', 'publicity-policy', 'currentPolicy', 'community', ['weChat', 'loudspeaker', 'eScreen']],
    [
      'LAN-1.4.5',
      'daily-measures',
      'dailyMeasuresCheck',
      'institution',
      [
        'healthMonitoring',
        'suppliesStock',
        'institutionInfectionControl',
        'disinfection',
        'ventilation',
        'mealManagement',
      ],
    ],
    ['LAN-1.4.2', 'key-group-test', 'nucleicAcidTest', 'keyGroupMember', []],
    ['LAN-2.0', 'relief-channels', 'channelPublication', 'reliefChannel', []],
    [
      'LAN-2.2',
      'visits-dispersed-tekun',
      'welfareVisit',
      'dispersedTekunPerson',
      ['winterClothing', 'safeHeating', 'carbonMonoxideRisk'],
    ],
    [
      'LAN-2.2',
      'visits-dispersed-orphans',
      'welfareVisit',
      'dispersedOrphan',
      ['winterClothing', 'safeHeating', 'carbonMonoxideRisk'],
    ],
    [
      'LAN-2.2',
      'visits-unsupported-children',
      'welfareVisit',
      'deFactoUnsupportedChild',
      ['winterClothing', 'safeHeating', 'carbonMonoxideRisk'],
    ],
    ['LAN-2.4', 'vagrant-patrol', 'vagrantPatrol', 'county', ['station', 'square', 'bridgeOrCulvert']],
    [
      'LAN-3.2',
      'hazards',
      'safetyCheck',
      'institution',
      ['fire', 'electricity', 'freezing', 'foodPoisoning', 'gasPoisoning', 'trafficSafety'],
    ],
    ['LAN-3.4', 'holiday-patrol', 'holidayPatrol', 'institution', []],
    ['LAN-3.4', 'equipment', 'equipmentCheck', 'institution', ['emergencyEquipment', 'fireEquipment']],
    ['LAN-6.2', 'discipline-inspection', 'disciplineInspection', 'unit', []],
    ['LAN-7.1', 'information-report', 'informationReport', 'unit', []],
    ['LAN-7.4', 'readiness', 'readinessCheck', 'unit', []],
  ])('[%s] %s', (_, name, activity, each, items) => {
    expect(requirementOf(name)).toEqual({ kind: 'cadence', activity, each, times: null, per: null, items });
  });
});

describe('of what each list is kept', () => {
  test.each([
    ['LAN-1.0.1', 'self-check-items', 'selfCheckItem'],
    ['LAN-1.1.5', 'leave-city-bureau-staff', 'leaveOfBureauStaff'],
    ['LAN-1.1.5', 'leave-city-leadership', 'leaveOfLeadershipMember'],
    ['LAN-1.1.6', 'leave-city-unit-staff', 'leaveOfUnitStaff'],
    ['LAN-1.1.8', 'exposure-monitoring', 'exposedStaffMember'],
    ['LAN-1.3.2', 'key-persons-returnees', 'returnee'],
    ['LAN-1.3.2', 'key-persons-outsiders', 'outsider'],
    ['LAN-1.3.2', 'key-persons-risk-areas', 'personFromRiskArea'],
    ['LAN-1.3.2', 'key-persons-inbound', 'releasedInboundTraveller'],
    ['LAN-1.3.3', 'xian-arrivals', 'arrivalFromXian'],
    ['LAN-1.5.2', 'booster-laggards', 'laggingUnit'],
    ['LAN-2.1', 'survey-dibao', 'dibaoPerson'],
    ['LAN-2.1', 'survey-tekun', 'tekunPerson'],
    ['LAN-2.1', 'survey-orphans', 'orphan'],
    ['LAN-2.1', 'survey-unsupported-children', 'deFactoUnsupportedChild'],
    ['LAN-2.1', 'survey-disabled', 'disabledPerson'],
    ['LAN-2.1', 'survey-dibao-marginal', 'dibaoMarginalPerson'],
    ['LAN-2.2', 'visit-problems', 'winterProblem'],
    ['LAN-2.3.1', 'payment-dibao', 'dibaoPayment'],
    ['LAN-2.3.1', 'payment-tekun', 'tekunPayment'],
    ['LAN-2.3.1', 'payment-orphans', 'orphanPayment'],
    ['LAN-2.3.1', 'payment-unsupported-children', 'unsupportedChildPayment'],
    ['LAN-2.3.2', 'winter-supplies', 'winterSupplyNeed'],
    ['LAN-2.4', 'vagrant-guided', 'vagrant'],
    ['LAN-2.5', 'express-sudden', 'suddenHardship'],
    ['LAN-2.5', 'express-urgent', 'urgentHardship'],
    ['LAN-2.5', 'express-temporary', 'temporaryHardship'],
    ['LAN-2.6', 'price-subsidy', 'temporaryPriceSubsidy'],
    ['LAN-3.3', 'hazard-closure', 'safetyHazard'],
    ['LAN-4.1', 'disputes', 'dispute'],
    ['LAN-4.1', 'petitions', 'petition'],
    ['LAN-4.2', 'stability-issues', 'stabilityIssue'],
    ['LAN-4.3', 'no-concealed-report', 'concealedReport'],
    ['LAN-4.3', 'no-wrong-report', 'wrongReport'],
    ['LAN-4.3', 'no-late-report', 'lateReport'],
    ['LAN-4.4', 'demands-on-the-spot', 'legitimateDemand'],
    ['LAN-6.1', 'ten-prohibitions', 'partyCadre'],
    ['LAN-7.1', 'trip-filing', 'staffTrip'],
    ['LAN-7.2', 'urgent-event', 'urgentEvent'],
    ['LAN-7.3', 'accountability-concealed', 'harmfulConcealedReport'],
    ['LAN-7.3', 'accountability-late', 'harmfulLateReport'],
    ['LAN-7.3', 'accountability-omitted', 'harmfulOmittedReport'],
  ])('[%s] %s', (_, name, of) => {
    expect(requirementOf(name)).toMatchObject({ kind: 'ledger', of });
  });
});

describe('what else the text says of each', () => {
  test.each([
    ['LAN-1.0', 'four-parties', { each: 'unit', hoursADay: null }],
    ['LAN-1.1.2', 'trip-ban-risk-city', { at: 'trip', exempt: [] }],
    ['LAN-1.1.3', 'trip-ban-symptoms', { at: 'trip', exempt: ['infectionRiskExcluded'] }],
    ['LAN-1.1.4', 'leave-city-approval', { of: 'leavingLanzhou', acts: [{ by: 'cadreAuthority' }] }],
    ['LAN-1.1.7', 'symptom-report', { act: 'symptomReport', after: 'symptomsOnTrip' }],
    ['LAN-1.1.7', 'no-return-while-ill', { at: 'assignment', exempt: [] }],
    ['LAN-1.1.8', 'exposure-report', { act: 'exposureReport', after: 'exposure' }],
    ['LAN-1.2.1', 'strict-temple-fair', { of: 'templeFair', acts: [{ by: 'organiser' }, { by: null }] }],
    ['LAN-1.2.1', 'strict-performance', { of: 'largePerformance', acts: [{ by: 'organiser' }, { by: null }] }],
    ['LAN-1.2.1', 'strict-promotion', { of: 'tradePromotion', acts: [{ by: 'organiser' }, { by: null }] }],
    ['LAN-1.2.2', 'meeting-online-first', { of: 'inPersonMeeting', ...reason }],
    ['LAN-1.2.3', 'gathering-plan', { acts: [{ by: 'organiser' }, { by: 'epidemicLeadingGroup' }] }],
    ['LAN-1.2.4', 'none-group-greeting', { of: 'groupGreeting', acts: [{ act: 'refuse', by: null }] }],
    ['LAN-1.2.4', 'none-condolence', { of: 'largeCondolence', acts: [{ act: 'refuse', by: null }] }],
    ['LAN-1.2.4', 'none-gala', { of: 'gala', acts: [{ act: 'refuse', by: null }] }],
    ['LAN-1.2.4', 'none-annual-party', { of: 'annualParty', acts: [{ act: 'refuse', by: null }] }],
    ['LAN-1.2.4', 'none-group-dinner', { of: 'groupDinner', acts: [{ act: 'refuse', by: null }] }],
    [
      'LAN-1.2.5',
      'postpone-and-simplify',
      {
        text: {
          zh: '喜事请往后放，丧事请从简，宴席请免。一定要办的，请办得小一些。',
          en: 'Please put off celebrations, keep funerals simple and hold no banquets. If you must, keep it small.',
        },
      },
    ],
    ['LAN-1.2.6', 'banquet-report', { acts: [{ act: 'report', by: 'residentsOrVillageCommittee' }] }],
    ['LAN-1.3.1', 'community-gate', { at: 'community', refuses: [], exempt: [] }],
    ['LAN-1.3.1', 'community-open', { subject: 'community', trigger: 'citywide', by: null, bars: [] }],
    ['LAN-1.3.4', 'grid-worker', { each: 'keyPerson', hoursADay: null }],
    ['LAN-1.4.1', 'closure', { subject: 'institution', trigger: 'citywide', by: null, bars: ['visitor'] }],
    ['LAN-1.4.3', 'gate', { at: 'entry', refuses: [], exempt: [] }],
    ['LAN-1.4.4', 'supervision', { each: 'institution', hoursADay: null }],
    ['LAN-1.5.1', 'booster', { groups: ['staffMember', 'serviceRecipient'], ageMin: null, ageMax: null }],
    ['LAN-1.5.3', 'children-vaccination', { groups: ['childInInstitution'] }],
    ['LAN-1.5.4', 'elder-vaccination', { dose: 'any', groups: ['elderInInstitution'], ageMin: null, ageMax: null }],
    ['LAN-2.0', 'relief-in-time', { act: 'reliefGiven', after: 'reliefApplication' }],
    ['LAN-2.4', 'vagrant-partners', { each: 'vagrantPatrol', hoursADay: null }],
    ['LAN-2.6', 'price-linkage', { of: 'consumerPrices', acts: [{ act: 'apply', by: null }] }],
    ['LAN-2.7', 'condolence-visits', { act: 'condolenceVisit', after: null, by: null }],
    ['LAN-3.1', 'safety-leads', { each: 'institution', hoursADay: null }],
    ['LAN-3.3', 'pre-holiday-hazards', { act: 'safetyHazardCheck', after: null, by: null }],
    ['LAN-3.3', 'pre-holiday-fire', { act: 'fireSafetyInspection', after: null, by: null }],
    ['LAN-4.3', 'major-event-report', { act: 'majorEventReport', after: 'majorEvent' }],
    ['LAN-4.3', 'major-event-follow-up', { act: 'followUpReport', after: 'majorEventReport' }],
    ['LAN-4.4', 'demand-escalation', { of: 'demandEscalation', ...reason }],
    [
      'LAN-5.1',
      'clean-plate',
      {
        text: {
          zh: '吃多少点多少，用公筷公勺，少用一次性餐具。',
          en: 'Order what you will eat, serve with shared chopsticks and spoons, use few throwaway dishes.',
        },
      },
    ],
    [
      'LAN-5.2',
      'modest-customs',
      {
        text: {
          zh: '婚丧从俭：不铺张，不要高价彩礼，老人在世多尽孝，祭扫要文明。',
          en: 'Keep weddings and funerals modest: no show, no waste, no high bride price; care for the living, mourn with dignity.',
        },
      },
    ],
    ['LAN-7.2', 'urgent-report', { act: 'urgentInformationReport', after: 'urgentEvent' }],
    ['LAN-7.4', 'emergency-plan', { act: 'emergencyPlanRevision', after: null, by: null }],
    ['LAN-7.5', 'opinion-monitor', { each: 'county', hoursADay: null }],
    ['LAN-7.5', 'opinion-monitor-information-centre', { each: 'informationCentre', hoursADay: null }],
    ['LAN-7.5', 'opinion-report', { act: 'importantOpinionReport' }],
  ])('[%s] %s', (_, name, requirement) => {
    expect(requirementOf(name)).toMatchObject(requirement);
  });
});
