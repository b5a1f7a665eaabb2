import { describe, expect, test } from 'vitest';
import { daxinganling } from './pack.ts';

/** What is asked although the text gives no number: how often, how many, by when. */
describe('what is not set', () => {
  test.each([
    ['DX-2.3.1b', 'DX/channel-test@1', 'contactChannelTest', 'contactChannel', []],
    ['DX-2.3.1b', 'DX/phase-publicity@1', 'publicity', 'bureau', []],
    [
      'DX-2.3.3',
      'DX/spring-controls@1',
      'strengthenedControl',
      'civilAffairsInstitution',
      ['seasonalInfluenza', 'firefightingSeason'],
    ],
    ['DX-3.1.1', 'DX/care-home-guideline-check@1', 'guidelineCheck', 'elderCareInstitution', []],
    [
      'DX-3.1.3',
      'DX/care-home-control@1',
      'careHomeControl',
      'elderCareInstitution',
      ['personalProtection', 'periodicTesting', 'healthMonitoring', 'separateMeals', 'disinfection'],
    ],
    ['DX-3.1.5', 'DX/tests-of-staff@1', 'nucleicAcidTest', 'staff', []],
    ['DX-3.1.5', 'DX/tests-of-residents@1', 'nucleicAcidTest', 'serviceRecipient', []],
    [
      'DX-3.1.13',
      'DX/marriage-hall-hygiene@1',
      'hallHygiene',
      'marriageRegistrationOffice',
      ['ventilation', 'disinfection'],
    ],
    ['DX-3.3.1', 'DX/field-survey@1', 'fieldSurvey', 'village', []],
    [
      'DX-3.4.1',
      'DX/street-patrol@1',
      'streetPatrol',
      'reliefStation',
      ['patrolRoute', 'patrolTime', 'personsFound', 'patrolResult'],
    ],
    ['DX-3.4.2', 'DX/relief-briefing@1', 'reliefPolicyBriefing', 'reliefStation', []],
    [
      'DX-3.4.3',
      'DX/relief-staff-education@1',
      'preventionEducation',
      'staff',
      ['epidemicSituation', 'preventionPractice'],
    ],
    [
      'DX-3.5.1',
      'DX/outlet-checklist@1',
      'outletCheck',
      'lotteryOutlet',
      [
        'salespersonProtection',
        'threeTreasures',
        'healthAndTravelCodeScan',
        'ventilation',
        'disinfection',
        'recordKeeping',
      ],
    ],
    ['DX-3.5.2', 'DX/patrol-circular@1', 'patrolCircular', 'bureau', []],
    ['DX-3.6.1', 'DX/work-updates@1', 'workUpdate', 'announcement', ['officialAccount', 'governmentWebsite']],
    ['DX-3.6.1', 'DX/prevention-tips@1', 'preventionTip', 'announcement', ['officialAccount', 'governmentWebsite']],
    ['DX-3.6.2', 'DX/publicity-channels@1', 'publicity', 'bureau', ['publicityWall', 'bannerSlogan', 'wechatGroup']],
    ['DX-3.7.3', 'DX/vaccination-data@1', 'vaccinationDataReport', 'unit', ['prefectureBureauOffice']],
    [
      'DX-4.2.2',
      'DX/process-walk-through@1',
      'processWalkThrough',
      'principal',
      ['gapsFound', 'weaknessesMended', 'rectification'],
    ],
    [
      'DX-4.2.3',
      'DX/supervision@1',
      'supervisionInspection',
      'civilAffairsInstitution',
      ['institutionsInspected', 'staffInspected'],
    ],
    ['DX-4.2.4', 'DX/own-staff@1', 'ownStaffControl', 'unit', ['staffHealthRecord', 'emergencyHandling']],
    ['DX-4.3.2', 'DX/unannounced-inspections@1', 'unannouncedDirectInspection', 'civilAffairsInstitution', []],
  ])('[%s] %s: how often', (_, id, activity, each, items) => {
    expect(requirementOf(id)).toEqual({ kind: 'cadence', activity, each, times: null, per: null, items });
  });
});

/** Of what a list is kept, and for what people are named or acts follow. */
describe('subjects', () => {
  test.each([
    ['DX-3.1.4', 'DX/goods-kinds@1', 'goodsIntake'],
    ['DX-3.1.5', 'DX/due-tests@1', 'personDueForTest'],
    ['DX-3.3.1', 'DX/survey-problems@1', 'surveyProblem'],
    ['DX-3.3.3', 'DX/gathering-headcount@1', 'weddingFuneralDinner'],
    ['DX-3.3.6', 'DX/village-preparedness@1', 'villagePreparedness'],
    ['DX-3.3.8', 'DX/policy-training@1', 'personToTrain'],
    ['DX-3.3.9', 'DX/closure-work-plan@1', 'closureWorkPlan'],
    ['DX-3.1.7', 'DX/mourner-register@1', 'funeralCeremony'],
    ['DX-3.1.9', 'DX/remains-handling@1', 'remainsHandlingCase'],
    ['DX-3.1.9', 'DX/remains-equipment@1', 'remainsHandler'],
    ['DX-4.2.1', 'DX/plan-filing@1', 'implementationPlan'],
    ['DX-4.2.3', 'DX/refined-measures@1', 'refinedMeasure'],
    ['DX-4.3.1', 'DX/task-breakdown@1', 'taskItem'],
    ['DX-4.3.2', 'DX/inspection-findings@1', 'inspectionFinding'],
    ['DX-2.2.2', 'DX/vagrant-hand-over@1', 'vagrantReliefCase'],
    ['DX-3.6.1', 'DX/public-concerns@1', 'publicConcern'],
    ['DX-3.2.2', 'DX/early-relief@1', 'hardshipCase'],
    ['DX-3.2.3', 'DX/paid-in-full@1', 'reliefPayment'],
    ['DX-3.2.4', 'DX/officer-initiated-inclusion@1', 'eligiblePerson'],
    ['DX-3.2.5', 'DX/incomplete-files@1', 'incompleteFile'],
    ['DX-3.2.6', 'DX/relief-of-confirmed@1', 'confirmedReliefRecipient'],
    ['DX-3.2.7', 'DX/relief-of-workless@1', 'worklessApplicant'],
    ['DX-3.2.9', 'DX/income-deduction@1', 'incomeCalculation'],
    ['DX-3.2.10', 'DX/home-isolation-care@1', 'homeIsolatedRecipient'],
    ['DX-3.2.11', 'DX/case-by-case@1', 'caseByCaseDecision'],
    ['DX-3.2.12', 'DX/hotline@1', 'hotlineRequest'],
    ['DX-3.7.1', 'DX/vaccination-files@1', 'personOnRegister'],
    ['DX-3.7.1', 'DX/vaccination-strike-off@1', 'outstandingVaccination'],
    ['DX-3.7.2', 'DX/vaccination-strike-off@1', 'outstandingVaccination'],
    ['DX-3.4.2', 'DX/guided-relief@1', 'strandedWorker'],
    ['DX-3.4.4', 'DX/leave@1', 'leave'],
    ['DX-3.4.4', 'DX/returnee-registration@1', 'returnee'],
    ['DX-3.4.4', 'DX/trip-reports@1', 'trip'],
  ])('[%s] %s: ledger of %s', (_, id, of) => {
    expect(requirementOf(id)).toMatchObject({ kind: 'ledger', of });
  });

  test.each([
    ['DX-3.3.2', 'DX/key-persons@1', 'keyPerson'],
    ['DX-3.3.9', 'DX/closure-posts@1', 'closureWorkPlan'],
    ['DX-3.5.2', 'DX/outlet-supervisor@1', 'lotteryOutlet'],
    ['DX-2.2.2', 'DX/partner-agencies@1', 'reliefStation'],
    ['DX-2.3.1a', 'DX/duty-roster@1', 'dutyDay'],
    ['DX-3.2.1', 'DX/three-tier-responsibility@1', 'household'],
    ['DX-4.2.2', 'DX/three-tier-responsibility@1', 'household'],
    ['DX-3.1.R', 'DX/task-institutions@1', 'institutionsTask'],
    ['DX-3.2.R', 'DX/task-relief@1', 'reliefTask'],
    ['DX-3.3.R', 'DX/task-community@1', 'communityTask'],
    ['DX-3.4.R', 'DX/task-vagrants@1', 'vagrantsTask'],
    ['DX-3.5.R', 'DX/task-outlets@1', 'outletsTask'],
    ['DX-3.6.R', 'DX/task-publicity@1', 'publicityTask'],
    ['DX-3.6.R', 'DX/task-vaccination@1', 'vaccinationTask'],
    ['DX-3.7.2', 'DX/mobilisers@1', 'outstandingVaccination'],
  ])('[%s] %s: assignment of %s', (_, id, each) => {
    expect(requirementOf(id)).toMatchObject({ kind: 'assignment', each });
  });

  test.each([
    ['DX-3.5.4', 'DX/outlet-ladder@1', 'outletFinding'],
    ['DX-3.5.5', 'DX/outlet-ladder@1', 'outletFinding'],
    ['DX-3.5.6', 'DX/outlet-ladder@1', 'outletFinding'],
  ])('[%s] %s: ladder of %s', (_, id, of) => {
    expect(requirementOf(id)).toMatchObject({ kind: 'ladder', of });
  });
});

/** What sets a state going, and who decides. */
describe('states', () => {
  test.each([
    ['DX-2.2.1', 'DX/festival-closure@1', 'elderCareInstitution', 'campaignPhase', null],
    ['DX-2.2.4', 'DX/funeral-suspension@1', 'funeralService', 'authorityDecision', 'bureau'],
    ['DX-2.2.4', 'DX/lottery-suspension@1', 'lotterySales', 'authorityDecision', 'bureau'],
    ['DX-3.1.2', 'DX/closure-on-order@1', 'elderCareInstitution', 'hqOrder', 'epidemicHQ'],
    ['DX-3.1.8', 'DX/no-farewell@1', 'funeralRite', 'campaignPhase', null],
    ['DX-3.3.7', 'DX/lockdown-on-outbreak@1', 'village', 'outbreak', null],
    ['DX-3.3.7', 'DX/lockdown-in-emergency@1', 'village', 'communityStatus', 'emergencyState'],
    ['DX-3.7.4', 'DX/criticism@1', 'unit', 'breachDecision', 'prefectureBureau'],
    ['DX-4.3.3', 'DX/accountability@1', 'unit', 'breachDecision', 'competentAuthority'],
  ])('[%s] %s: of %s, set going by %s', (_, id, subject, trigger, by) => {
    expect(requirementOf(id)).toMatchObject({ kind: 'status', subject, trigger, by });
  });

  test.each([
    ['DX-2.1.1', 'DX/entry-checks@1', 'entry'],
    ['DX-2.1.2', 'DX/entry-ban@1', 'entry'],
    ['DX-3.3.5', 'DX/gathering-tests@1', 'event'],
    ['DX-3.4.5', 'DX/no-unvaccinated-escort@1', 'assignment'],
    ['DX-3.5.1', 'DX/outlet-gate@1', 'entry'],
  ])('[%s] %s is a gate at: %s, without exemption', (_, id, at) => {
    expect(requirementOf(id)).toMatchObject({ kind: 'gate', at, exempt: [] });
  });
});

test('[DX-3.1.4] the gate of goods is for these three', () => {
  expect(requirementOf('DX/goods-gate@1')).toMatchObject({
    at: 'goods',
    of: ['coldChainFood', 'parcel', 'mail'],
    exempt: [],
  });
});

describe('advice', () => {
  test.each([
    ['DX-2.2.3', 'DX/short-and-simple@1'],
    ['DX-2.3.2', 'DX/qingming-staggering@1'],
    ['DX-3.1.8', 'DX/simple-funerals@1'],
    ['DX-3.5.1', 'DX/buy-and-go@1'],
    ['DX-3.6.3', 'DX/stay-in-prefecture@1'],
  ])('[%s] %s is a text in both languages that blocks nobody', (clause, id) => {
    const rule = daxinganling.rules.find((it) => it.id === id);
    expect(rule).toMatchObject({ clauses: [clause], modality: 'advise', requirement: { kind: 'advice' } });
    expect(requirementOf(id)).toHaveProperty('text.zh', expect.stringMatching(/。$/));
    expect(requirementOf(id)).toHaveProperty('text.en', expect.stringMatching(/\.$/));
  });
});

function requirementOf(id: string) {
  return daxinganling.rules.find((rule) => rule.id === id)?.requirement;
}
