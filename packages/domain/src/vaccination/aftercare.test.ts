import { describe, expect, test } from 'vitest';
import { followUpsOwed, handledSteps, stepsLeft } from './aftercare.ts';
import { hindersInviting, isWatchedShort, sessionSchema } from './session.ts';

describe('[LIU-4.8] after a dose', () => {
  const owed = (today: string, asked: string[] = []) =>
    followUpsOwed('2021-12-30', { duties: [{ after: [3, 1, 2], clauses: ['A'] }], asked, today }).map(
      ({ forDay, late }) => [forDay, late],
    );

  test('nothing is owed on its day, then a day at a time, late once the day is over', () => {
    expect(owed('2021-12-30')).toEqual([]);
    expect(owed('2021-12-31')).toEqual([['2021-12-31', false]]);
    expect(owed('2022-01-02')).toEqual([
      ['2021-12-31', true],
      ['2022-01-01', true],
      ['2022-01-02', false],
    ]);
  });

  test('what two notices ask for the same day is owed once, by both', () => {
    const duties = [
      { after: [1, 2], clauses: ['A'] },
      { after: [2, 7], clauses: ['B'] },
    ];
    const owedTo = followUpsOwed('2021-12-30', { duties, asked: [], today: '2022-01-06' });
    expect(owedTo.map(({ forDay, clauses }) => [forDay, clauses])).toEqual([
      ['2021-12-31', ['A']],
      ['2022-01-01', ['A', 'B']],
      ['2022-01-06', ['B']],
    ]);
  });

  test('what was asked is struck off, whichever day it was', () => {
    expect(owed('2022-01-02', ['2022-01-01'])).toEqual([
      ['2021-12-31', true],
      ['2022-01-02', false],
    ]);
  });
});

describe('[SX-3.6] [LIU-4.9] a reaction', () => {
  test.each([
    [false, false, ['treat', 'inform']],
    [true, false, ['inform']],
    [false, true, ['treat']],
    [true, true, ['close']],
  ])('treated %s and told %s leaves %j', (treated, informed, left) => {
    expect(stepsLeft({ treated, informed, closed: false })).toEqual(left);
  });

  test('is over once it is closed, and each step is one of the notice', () => {
    expect(stepsLeft({ treated: true, informed: true, closed: true })).toEqual([]);
    expect(handledSteps({ treated: true, informed: true })).toEqual([
      ...['reactionIdentified', 'reactionHandled', 'vaccinationUnitInformed'],
    ]);
    expect(handledSteps({ treated: false, informed: false })).toEqual(['reactionIdentified']);
  });
});

describe('[SX-3.5] a day on which people are vaccinated together', () => {
  const planned = {
    ...{ mode: 'onSite', on: '2021-12-08', starts: ['09:00', '09:30'], place: '活动室', provider: '卫生院' },
    ...{ kind: 'inactivated', product: '', batch: '' },
  };

  test('has groups that come one after the other', () => {
    const reads = (starts: readonly string[]) => sessionSchema.safeParse({ ...planned, starts }).success;
    expect(reads(['09:00', '09:30'])).toBe(true);
    for (const starts of [[], ['9:00'], ['24:00'], ['09:30', '09:30'], ['10:00', '09:00']])
      expect([starts, reads(starts)]).toEqual([starts, false]);
  });

  test('[SX-3.6] watches somebody for as long as is settled, and for no time where nothing is', () => {
    expect([isWatchedShort(29, 30), isWatchedShort(30, 30), isWatchedShort(0, null)]).toEqual([true, false, false]);
  });

  test('[SX-3.4] takes nobody a medic found unfit, and without a medic’s word nobody of whom it is asked', () => {
    expect(hindersInviting({ assessed: true, mustBeAssessed: true })).toBeNull();
    expect(hindersInviting({ assessed: null, mustBeAssessed: false })).toBeNull();
    expect(hindersInviting({ assessed: null, mustBeAssessed: true })).toBe('notAssessed');
    expect(hindersInviting({ assessed: false, mustBeAssessed: false })).toBe('notEligible');
  });
});
