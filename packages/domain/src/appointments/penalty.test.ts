import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { barOn, penaltySchema, type Penalty, type Strike, type StrikeKind } from './penalty.ts';

/** Published by the counters of Zhaoqing and Shantou. */
const zhaoqing: Penalty[] = [{ counts: { noShow: 2 }, withinDays: 30, blocksDays: 15 }];
const shantou: Penalty[] = [
  { counts: { noShow: 2 }, withinDays: 180, blocksDays: 180 },
  { counts: { cancelled: 5 }, withinDays: 180, blocksDays: 180 },
  { counts: { noShow: 1, cancelled: 2 }, withinDays: 180, blocksDays: 180 },
  { counts: { cancelled: 3 }, withinDays: 30, blocksDays: 180 },
];

const missed = (...days: string[]): Strike[] => days.map((on) => ({ kind: 'noShow', on }));
const called = (...days: string[]): Strike[] => days.map((on) => ({ kind: 'cancelled', on }));

describe('who may not book online for a while', () => {
  test.each<[string, Penalty[], Strike[], string, string | null]>([
    ['one no-show bars nobody', zhaoqing, missed('2026-03-01'), '2026-03-02', null],
    ['two on days 1 and 30 bar for 15 days', zhaoqing, missed('2026-03-01', '2026-03-30'), '2026-03-30', '2026-04-15'],
    ['two on days 1 and 31 do not', zhaoqing, missed('2026-03-01', '2026-03-31'), '2026-03-31', null],
    ['the fifteenth day is the last', zhaoqing, missed('2026-03-01', '2026-03-02'), '2026-03-17', '2026-03-18'],
    ['the sixteenth is free', zhaoqing, missed('2026-03-01', '2026-03-02'), '2026-03-18', null],
    ['calling off counts for nothing', zhaoqing, called('2026-03-01', '2026-03-02', '2026-03-03'), '2026-03-04', null],
    ['a third bars anew', zhaoqing, missed('2026-03-01', '2026-03-02', '2026-03-20'), '2026-03-20', '2026-04-05'],
    ['a strike still to come counts for nothing', zhaoqing, missed('2026-03-01', '2026-03-09'), '2026-03-08', null],
    ['two no-shows in 180 days', shantou, missed('2026-01-01', '2026-06-29'), '2026-06-29', '2026-12-27'],
    ['and one day later, none', shantou, missed('2026-01-01', '2026-06-30'), '2026-06-30', null],
    [
      'one no-show and two called off',
      shantou,
      [...called('2026-01-01'), ...missed('2026-02-01'), ...called('2026-05-01')],
      '2026-05-01',
      '2026-10-29',
    ],
    [
      'three called off in 30 days',
      shantou,
      called('2026-03-01', '2026-03-15', '2026-03-30'),
      '2026-03-30',
      '2026-09-27',
    ],
    ['three in 31 days are not', shantou, called('2026-03-01', '2026-03-15', '2026-03-31'), '2026-03-31', null],
    [
      'five in 180 days',
      shantou,
      called('2026-01-01', '2026-02-05', '2026-03-10', '2026-04-15', '2026-06-29'),
      '2026-06-29',
      '2026-12-27',
    ],
    ['without a ladder nobody is barred', [], missed('2026-03-01', '2026-03-02'), '2026-03-02', null],
  ])('%s', (_, ladder, strikes, today, until) => {
    expect(barOn(ladder, strikes, today)?.until ?? null).toBe(until);
  });

  test('the order in which strikes were written down changes nothing', () => {
    const day = fc
      .integer({ min: 0, max: 400 })
      .map((days) => Temporal.PlainDate.from('2026-01-01').add({ days }).toString());
    const strike = fc.record({ kind: fc.constantFrom<StrikeKind>('noShow', 'cancelled'), on: day });
    fc.assert(
      fc.property(fc.array(strike, { maxLength: 12 }), day, (strikes, today) => {
        const [one, other] = [barOn(shantou, strikes, today), barOn(shantou, strikes.toReversed(), today)];
        expect(other?.until).toBe(one?.until);
      }),
    );
  });

  test('a step that counts nothing is no step', () => {
    expect(penaltySchema.safeParse({ counts: {}, withinDays: 30, blocksDays: 15 }).success).toBe(false);
  });
});
