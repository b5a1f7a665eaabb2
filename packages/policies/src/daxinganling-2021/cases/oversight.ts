import type { Case } from '@anmin/domain/measures/case';
import { telling } from '../../telling.ts';

const { list, unset, staffed, state } = telling('2022-03-15T12:00');

const plan = (
  handedIn: { readonly at: string; readonly signed: boolean; readonly to?: string } | null,
  at: string,
  then: 'met' | 'due' | 'breached',
  name: string,
): Case => ({
  rule: 'DX/plan-by-17-december@1',
  name,
  kind: 'deadline',
  given: { event: null, done: handedIn === null ? [] : [{ to: 'prefectureBureau', ...handedIn }] },
  at,
  then,
  missing: then === 'met' ? [] : ['prefectureBureau'],
  scenario: 22,
});

const keyTasks = [
  'institutionsTask',
  'reliefTask',
  'communityTask',
  'vagrantsTask',
  'outletsTask',
  'publicityTask',
  'vaccinationTask',
];

/** Publicity, vaccination by register, the seven tasks, plans and supervision. */
export const oversightCases: readonly Case[] = [
  ...unset('DX/work-updates@1'),
  ...unset('DX/prevention-tips@1'),
  ...list('DX/public-concerns@1', ['publicReply']),
  ...unset('DX/publicity-channels@1'),

  ...list('DX/vaccination-files@1', ['electronicFile']),
  ...list(
    'DX/vaccination-strike-off@1',
    ['strikeOff'],
    ['vaccinated', 'contraindication', 'deferredVaccination', 'outstandingPersons'],
  ),
  ...staffed('DX/mobilisers@1', ['mobiliser'], ['mobiliser']),
  ...unset('DX/vaccination-data@1'),
  ...state('DX/criticism@1', 'criticismCircular'),

  ...staffed(
    'DX/task-institutions@1',
    ['countyBureau', 'socialAffairsAndElderCareSection'],
    ['socialAffairsAndElderCareSection'],
  ),
  ...staffed('DX/task-relief@1', ['countyBureau', 'socialAssistanceSection'], ['socialAssistanceSection']),
  ...staffed(
    'DX/task-community@1',
    ['countyBureau', 'organisationsAndGovernanceSection', 'socialAffairsAndElderCareSection'],
    ['organisationsAndGovernanceSection', 'socialAffairsAndElderCareSection'],
  ),
  ...staffed('DX/task-vagrants@1', ['countyBureau', 'reliefMainStation'], ['reliefMainStation']),
  ...staffed('DX/task-outlets@1', ['countyBureau', 'prefectureLotteryCentre'], ['prefectureLotteryCentre']),
  ...['DX/task-publicity@1', 'DX/task-vaccination@1'].flatMap((rule) =>
    staffed(
      rule,
      ['countyBureau', 'prefectureSection', 'affiliatedUnit', 'prefectureBureauOffice'],
      ['prefectureBureauOffice'],
    ),
  ),

  plan({ at: '2021-12-16T10:00', signed: false }, '2021-12-16T10:00', 'due', 'a plan without signature is none'),
  plan({ at: '2021-12-17T23:00', signed: true }, '2021-12-18T08:00', 'met', 'a signed one on the 17th is in time'),
  plan(null, '2021-12-17T24:00', 'due', 'the 17th itself still counts'),
  plan({ at: '2021-12-18T00:00', signed: true }, '2021-12-18T00:00', 'breached', 'on the 18th it is late'),
  plan({ at: '2021-12-16T10:00', signed: false }, '2021-12-18T00:00', 'breached', 'unsigned it is late as well'),
  plan(
    { at: '2021-12-16T10:00', signed: true, to: 'countyBureau' },
    '2021-12-18T00:00',
    'breached',
    'handed in elsewhere it is not handed in',
  ),
  ...list('DX/plan-filing@1', ['reviewAndSign', 'submission', 'reviewAndFile']).map((it) => ({ ...it, scenario: 22 })),
  ...unset('DX/process-walk-through@1'),
  ...list(
    'DX/refined-measures@1',
    [],
    ['winterSpringPlan', 'hundredDaySafeguardCampaign', 'borderAreaPlan', 'ruralAreaPlan'],
  ),
  ...unset('DX/supervision@1'),
  ...unset('DX/own-staff@1'),
  ...list('DX/task-breakdown@1', ['ownerNamed', 'dueDateSet'], keyTasks),
  ...unset('DX/unannounced-inspections@1'),
  ...list('DX/inspection-findings@1', ['rectification']),
  ...state('DX/accountability@1', 'accountability'),
];
