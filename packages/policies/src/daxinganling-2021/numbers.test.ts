import { inForce } from '@anmin/domain/measures/in-force';
import { describe, expect, test } from 'vitest';
import { daxinganling } from './pack.ts';

/** Every number and day of the notice, and what is asked without one, as its text gives them. */
describe('numbers and days', () => {
  const untimed = { kind: 'deadline', by: null, withinMinutes: null, onDays: [], to: [], signedBy: null };
  const often = { kind: 'cadence', items: [] };
  const crowd = { kind: 'threshold', measure: 'persons' };

  test.each([
    ['DX-2.3.1', 'DX/plan-revision@1', { ...untimed, act: 'emergencyPlanRevision', after: null, by: '2022-05-21' }],
    [
      'DX-3.1.6',
      'DX/care-home-vaccination@1',
      {
        kind: 'coverage',
        dose: 'any',
        groups: ['staff', 'serviceRecipient'],
        ageMin: null,
        ageMax: null,
        floor: null,
        goal: null,
        by: null,
      },
    ],
    [
      'DX-3.1.7',
      'DX/mourner-limit@1',
      { ...crowd, of: 'funeralCeremony', from: null, acts: [{ act: 'refuse', by: null }] },
    ],
    [
      'DX-3.2.5',
      'DX/interim-relief@1',
      { ...often, activity: 'interimLivingRelief', each: 'undecidedApplicant', times: 1, per: 'month' },
    ],
    [
      'DX-3.2.8',
      'DX/dibao-after-months@1',
      { kind: 'threshold', of: 'hardshipMonths', measure: 'months', from: 3, acts: [{ act: 'approve', by: 'bureau' }] },
    ],
    ['DX-3.2.12', 'DX/hotline-time@1', { ...untimed, act: 'hotlineAnswer', after: 'hotlineRequest' }],
    [
      'DX-3.3.3',
      'DX/gathering-limit@1',
      { ...crowd, of: 'threeGatheringKinds', from: null, acts: [{ act: 'refuse', by: null }] },
    ],
    [
      'DX-3.3.4',
      'DX/gathering-of-30@1',
      {
        ...crowd,
        of: 'gathering',
        from: 30,
        acts: [
          { act: 'apply', by: 'villageCommittee' },
          { act: 'approve', by: 'townshipGovernment' },
        ],
      },
    ],
    [
      'DX-3.3.5',
      'DX/gathering-test-age@1',
      { ...untimed, act: 'gatheringBegin', after: 'sampling', withinMinutes: 48 * 60 },
    ],
    ['DX-3.3.7', 'DX/plan-activation@1', { ...untimed, act: 'emergencyPlanActivation', after: 'emergencyOrOutbreak' }],
    ['DX-3.5.3', 'DX/patrols@1', { ...often, activity: 'patrol', each: 'lotteryOutlet', times: 1, per: 'week' }],
    ['DX-3.5.3', 'DX/spot-checks@1', { ...often, activity: 'spotCheck', each: 'lotteryOutlet', times: 2, per: 'week' }],
    [
      'DX-4.2.1',
      'DX/plan-by-17-december@1',
      {
        ...untimed,
        act: 'implementationPlan',
        after: null,
        by: '2021-12-17',
        to: ['prefectureBureau'],
        signedBy: 'principal',
      },
    ],
  ])('[%s] %s', (_, id, requirement) => {
    expect(requirementOf(id)).toEqual(requirement);
  });

  test.each([
    ['DX-3.5.4', 0, { act: 'terminalShutdown', hours: 3 * 24, needs: null, decidedBy: null }],
    ['DX-3.5.5', 1, { act: 'terminalShutdown', hours: 7 * 24, needs: null, decidedBy: null }],
    [
      'DX-3.5.6',
      2,
      {
        act: 'revokeLicence',
        hours: null,
        needs: { record: 'education', count: 2 },
        decidedBy: 'prefectureLotteryCentre',
      },
    ],
  ])('[%s] step %i of the ladder', (_, step, wanted) => {
    expect(requirementOf('DX/outlet-ladder@1')).toHaveProperty(['steps', String(step)], wanted);
    expect(requirementOf('DX/outlet-ladder@1')).toHaveProperty('steps.length', 3);
  });

  test.each([
    ['DX-3.2.5', [{ word: 'exactly', value: 1, unit: 'times' }]],
    ['DX-3.2.8', [{ word: 'atLeast', value: 3, unit: 'months' }]],
    ['DX-3.3.4', [{ word: 'atLeast', value: 30, unit: 'persons' }]],
    ['DX-3.3.5', [{ word: 'within', value: 48, unit: 'hours' }]],
    [
      'DX-3.5.3',
      [
        { word: 'exactly', value: 1, unit: 'times' },
        { word: 'exactly', value: 2, unit: 'times' },
      ],
    ],
    ['DX-3.5.4', [{ word: 'exactly', value: 3, unit: 'days' }]],
    ['DX-3.5.5', [{ word: 'exactly', value: 7, unit: 'days' }]],
    ['DX-4.2.1', [{ word: 'byDay', value: 20211217, unit: 'days' }]],
  ])('[%s] on which side its number stands', (clause, bounds) => {
    expect(daxinganling.clauses.find(({ id }) => id === clause)?.bounds).toEqual(bounds);
  });
});

test.each([
  ['a county', '232721', ['DX/plan-by-17-december@1', 'DX/plan-filing@1']],
  ['the prefecture, whose bureau receives the plans', '232700', []],
])('[DX-4.2.1] asks a plan of the bureau of %s', (_, region, ids) => {
  const bound = inForce([daxinganling], { region, kind: 'bureau' }, Temporal.PlainDate.from('2021-12-17'));
  expect(bound.filter(({ clauses }) => clauses.includes('DX-4.2.1')).map(({ id }) => id)).toEqual(ids);
});

function requirementOf(id: string) {
  return daxinganling.rules.find((rule) => rule.id === id)?.requirement;
}
