import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { day, rules } from '../../test/office.ts';
import { apportion, dayKind, planDay, planPlaces, quotaOn, type PlannedPlaces } from './day-plan.ts';
import { channels, officeRulesSchema, type Channel } from './settings.ts';

describe('the places of a day', () => {
  test.each([
    [20, [10, 6, 4]],
    [21, [11, 6, 4]],
    [60, [30, 18, 12]],
    [7, [4, 2, 1]],
    [0, [0, 0, 0]],
    [1, [1, 0, 0]],
  ])('[A4] %i places by 50, 30 and 20 in a hundred', (quota, slots) => {
    expect(bySlot(planPlaces(rules, quota))).toEqual(slots);
  });

  test('[A4] of equal remainders the earliest slot gets the place', () => {
    expect(apportion(2, [1, 1, 1])).toEqual([1, 1, 0]);
    expect(apportion(5, [1, 1, 1, 1])).toEqual([2, 1, 1, 1]);
  });

  test('a slot without weight stays empty, and no weight at all gives nothing', () => {
    expect(apportion(9, [1, 0, 2])).toEqual([3, 0, 6]);
    expect(apportion(9, [0, 0])).toEqual([0, 0]);
  });

  test('[G13] slots add up to the quota and channels to their shares, whatever the office sets', () => {
    fc.assert(
      fc.property(quotas, weightLists, shareTriples, (quota, weights, shares) => {
        const plan = planPlaces({ slots: slotsOf(weights), shares }, quota);
        expect(plan.every(({ places }) => Number.isInteger(places) && places >= 0)).toBe(true);
        expect(bySlot(plan)).toEqual(apportion(quota, weights));
        expect(sum(bySlot(plan))).toBe(quota);
        expect(channels.map((channel) => byChannel(plan, channel))).toEqual(
          apportion(
            quota,
            channels.map((channel) => shares[channel]),
          ),
        );
        expect(planPlaces({ slots: slotsOf(weights), shares }, quota)).toEqual(plan);
      }),
      { numRuns: 10_000, seed: 13 },
    );
  });

  test('[G13] nobody gets a whole place more or less than the exact share', () => {
    fc.assert(
      fc.property(quotas, weightLists, (quota, weights) => {
        const total = sum(weights);
        apportion(quota, weights).forEach((given, index) => {
          expect(Math.abs(given * total - quota * (weights[index] ?? 0))).toBeLessThan(total);
        });
      }),
      { numRuns: 10_000, seed: 13 },
    );
  });

  test('each slot holds about the shares of the day', () => {
    expect(planPlaces(rules, 20).slice(0, 3)).toEqual([
      { starts: '09:00', ends: '10:00', channel: 'online', places: 5 },
      { starts: '09:00', ends: '10:00', channel: 'phone', places: 3 },
      { starts: '09:00', ends: '10:00', channel: 'counter', places: 2 },
    ]);
  });

  test('[DX-2.3.2] a peak day has its own quota, lower or higher', () => {
    const office = { ...rules, peakDays: [{ day: '2022-05-20', quota: 40 }] };
    expect(quotaOn(office, day('2022-05-20'))).toBe(40);
    expect(sum(bySlot(planDay(office, day('2022-05-20'))))).toBe(40);
    expect(sum(bySlot(planDay(office, day('2022-05-19'))))).toBe(20);
  });

  test('a rest day has no places', () => {
    expect(planDay(rules, day('2022-05-22'))).toEqual([]);
  });
});

describe('whether an office opens', () => {
  const extra = { ...rules, extraDays: [{ day: '2022-05-21', reason: '加开' }] };
  test.each([
    ['a Friday', rules, '2022-05-20', 'open'],
    ['[DX-2.3.2] a Saturday without an entered opening', rules, '2022-05-21', 'rest'],
    ['[DX-2.3.2] a Saturday with an entered opening', extra, '2022-05-21', 'open'],
    ['a Saturday worked for a holiday', rules, '2022-05-07', 'open'],
    ['a Wednesday of Labour Day', rules, '2022-05-04', 'rest'],
    ['a day of a year without a published schedule', rules, '2027-01-04', 'unpublished'],
  ])('%s', (_, office, text, kind) => {
    expect(dayKind(office, day(text))).toBe(kind);
  });
});

describe('the settings of an office', () => {
  const ballot = {
    applyFrom: '2022-05-10T09:00',
    applyUntil: '2022-05-12T12:00',
    publicValue: '开奖号码',
    answerHours: 24,
  };
  const drawnDay = { peakDays: [{ day: '2022-05-20', quota: 30, ballot }] };

  test('are accepted as they stand', () => {
    expect(officeRulesSchema.safeParse(rules).success).toBe(true);
    expect(officeRulesSchema.safeParse({ ...rules, ...drawnDay, waitHours: 2 }).success).toBe(true);
  });

  test.each([
    ['slots that could not hold the quota', { slots: [{ starts: '09:00', ends: '10:00', weight: 0 }] }, 'noWeight'],
    ['a slot that ends before it starts', { slots: [{ starts: '10:00', ends: '09:00', weight: 1 }] }, 'slotReversed'],
    [
      'slots that overlap',
      {
        slots: [
          { starts: '09:00', ends: '10:00', weight: 1 },
          { starts: '09:30', ends: '10:30', weight: 1 },
        ],
      },
      'slotsOverlap',
    ],
    ['a drawn day where who loses would wait for nothing', drawnDay, 'ballotNeedsLine'],
    ['hours of offers that end before they begin', { waitOffers: { from: '21:00', to: '08:00' } }, 'offersReversed'],
    ['no channel with a share', { shares: { online: 0, phone: 0, counter: 0 } }, 'noShare'],
  ])('%s are refused', (_, change, message) => {
    const read = officeRulesSchema.safeParse({ ...rules, ...change });
    expect(read.error?.issues.map((issue) => issue.message)).toEqual([message]);
  });
});

const quotas = fc.integer({ min: 0, max: 300 });
const weight = fc.integer({ min: 0, max: 1000 });
const weightLists = fc.array(weight, { minLength: 1, maxLength: 24 }).filter((weights) => sum(weights) > 0);
const shareTriples = fc
  .record({ online: weight, phone: weight, counter: weight })
  .filter(({ online, phone, counter }) => online + phone + counter > 0);

function slotsOf(weights: readonly number[]) {
  return weights.map((weight, index) => ({ starts: wall(index), ends: wall(index + 1), weight }));
}

const wall = (hour: number) => `${String(hour).padStart(2, '0')}:00`;

const bySlot = (plan: readonly PlannedPlaces[]): number[] =>
  [...Map.groupBy(plan, ({ starts }) => starts).values()].map((own) => sum(own.map(({ places }) => places)));

const byChannel = (plan: readonly PlannedPlaces[], channel: Channel): number =>
  sum(plan.filter((it) => it.channel === channel).map(({ places }) => places));

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
