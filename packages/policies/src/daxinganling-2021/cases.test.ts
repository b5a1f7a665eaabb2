import { standingIn, type Case } from '@anmin/domain/measures/case';
import { isDuty, type DutyKind } from '@anmin/domain/measures/standing';
import { describe, expect, test } from 'vitest';
import { cases } from './cases.ts';
import { daxinganling } from './pack.ts';

const rows = cases.flatMap((told) => clausesOf(told.rule).map((clause) => ({ clause, ...label(told), told })));
const duties = daxinganling.rules.filter(({ requirement }) => isDuty(requirement));

describe('how the duties stand', () => {
  test.each(rows)('[$clause] $scenario$rule $name', ({ told }) => {
    expect(standingIn<DutyKind>(daxinganling, told)).toMatchObject({
      standing: told.then,
      missing: told.missing ?? [],
    });
  });

  test.each(duties)('$id has a case that fires and one that does not, or is not set', ({ id }) => {
    const seen = new Set(cases.filter(({ rule }) => rule === id).map(({ then }) => then));
    const fires = seen.has('breached') || seen.has('due');
    expect(seen.has('notSet') ? !fires : fires && seen.has('met')).toBe(true);
  });

  test('every clause of kind rule is told, but those of the counter alone', () => {
    const told = new Set(rows.map(({ clause }) => clause));
    const untold = daxinganling.clauses.filter(({ id, kind }) => kind === 'rule' && !told.has(id)).map(({ id }) => id);
    expect(untold).toEqual(['DX-2.3.2', 'DX-3.1.10', 'DX-3.1.11', 'DX-3.1.12', 'DX-3.1.14', 'DX-3.1.15']);
  });
});

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

  test.each([
    [
      'DX-3.1.6',
      'DX/care-home-vaccination@1',
      { kind: 'coverage', groups: ['staff', 'serviceRecipient'], dose: 'any' },
    ],
    ['DX-3.1.7', 'DX/mourner-limit@1', { kind: 'threshold', of: 'funeralCeremony', from: null }],
    ['DX-3.3.3', 'DX/gathering-limit@1', { kind: 'threshold', of: 'threeGatheringKinds', from: null }],
    ['DX-3.2.12', 'DX/hotline-time@1', { kind: 'deadline', after: 'hotlineRequest', withinMinutes: null }],
    ['DX-3.3.7', 'DX/plan-activation@1', { kind: 'deadline', after: 'emergencyOrOutbreak', withinMinutes: null }],
  ])('[%s] %s: how many, or how soon', (_, id, requirement) => {
    expect(requirementOf(id)).toMatchObject(requirement);
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
    ['DX-3.2.11', 'DX/case-by-case@1', 'majorHardship', 'authorityDecision', 'bureau'],
    ['DX-3.3.7', 'DX/lockdown-on-outbreak@1', 'village', 'outbreak', null],
    ['DX-3.3.7', 'DX/lockdown-in-emergency@1', 'village', 'communityStatus', 'emergencyState'],
    ['DX-3.7.4', 'DX/criticism@1', 'unit', 'authorityDecision', 'prefectureBureau'],
    ['DX-4.3.3', 'DX/accountability@1', 'unit', 'authorityDecision', 'competentAuthority'],
  ])('[%s] %s: set going by %s', (_, id, subject, trigger, by) => {
    expect(requirementOf(id)).toMatchObject({ kind: 'status', subject, trigger, by });
  });

  test('[DX-3.3.4] the village committee is asked, the township government approves', () => {
    expect(requirementOf('DX/gathering-of-30@1')).toMatchObject({
      acts: [
        { act: 'apply', by: 'villageCommittee' },
        { act: 'approve', by: 'townshipGovernment' },
      ],
    });
  });

  test.each([
    ['DX-2.1.1', 'DX/entry-checks@1', 'entry'],
    ['DX-2.1.2', 'DX/entry-ban@1', 'entry'],
    ['DX-3.1.4', 'DX/goods-gate@1', 'goods'],
    ['DX-3.3.5', 'DX/gathering-tests@1', 'event'],
    ['DX-3.4.5', 'DX/no-unvaccinated-escort@1', 'assignment'],
    ['DX-3.5.1', 'DX/outlet-gate@1', 'entry'],
  ])('[%s] %s is a gate at: %s, without exemption', (_, id, at) => {
    expect(requirementOf(id)).toMatchObject({ kind: 'gate', at, exempt: [] });
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

function label({ rule, name, scenario }: Case) {
  return { rule, name, scenario: scenario === undefined ? '' : `(scenario ${String(scenario)}) ` };
}

function clausesOf(id: string): readonly string[] {
  return daxinganling.rules.find((rule) => rule.id === id)?.clauses ?? [];
}

function requirementOf(id: string) {
  return daxinganling.rules.find((rule) => rule.id === id)?.requirement;
}
