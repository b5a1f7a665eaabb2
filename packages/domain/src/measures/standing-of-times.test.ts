import { describe, expect, test } from 'vitest';
import { stands } from '../../test/standing.ts';

describe('a cadence', () => {
  const weekly = {
    kind: 'cadence',
    activity: 'nucleicAcidTest',
    each: 'staff',
    times: 1,
    per: 'week',
    items: [] as string[],
  } as const;
  const done = (...days: string[]) => days.map((day) => ({ who: 'nurse', at: `${day}T10:00`, items: [] as string[] }));
  const nurse = (since: string, ...days: string[]) => ({ subjects: ['nurse'], done: done(...days), since });

  test.each([
    [
      'a week without a test is breached on the Monday after it',
      nurse('2021-12-31'),
      '2022-01-10T00:00',
      'breached',
      '2022-01-09T24:00',
    ],
    ['and not on its Sunday: it is due', nurse('2021-12-31'), '2022-01-09T23:59', 'due', '2022-01-09T24:00'],
    ['a test on Monday counts', nurse('2021-12-31', '2022-01-03'), '2022-01-09T23:59', 'met', null],
    ['a test on Sunday counts', nurse('2021-12-31', '2022-01-09', '2022-01-10'), '2022-01-10T10:01', 'met', null],
    [
      'the week before is another week',
      nurse('2021-12-31', '2022-01-02'),
      '2022-01-10T08:00',
      'breached',
      '2022-01-09T24:00',
    ],
    [
      'a week that had begun before the rule is not judged',
      nurse('2021-12-31'),
      '2022-01-03T08:00',
      'due',
      '2022-01-09T24:00',
    ],
  ] as const)('[LAN-1.4.2] %s', (_, records, asOf, standing, last) => {
    expect(stands({ ...weekly, items: [] }, records, asOf)).toMatchObject({ standing, due: last });
  });

  test.each([
    [0, 'breached'],
    [1, 'breached'],
    [2, 'due'],
    [3, 'due'],
  ])('[DX-3.5.3] %i spot checks last week where two are asked', (times, standing) => {
    const days = Array<string>(times).fill('2022-01-05');
    const records = nurse('2022-01-03', ...days);
    expect(stands({ ...weekly, times: 2, items: [] }, records, '2022-01-10T09:00').standing).toBe(standing);
  });

  test.each([
    ['day', '2022-02-28', '2022-03-01T08:00', '2022-02-28T24:00'],
    ['month', '2022-02-01', '2022-03-01T08:00', '2022-02-28T24:00'],
    ['year', '2021-01-01', '2022-01-01T08:00', '2021-12-31T24:00'],
  ] as const)('once a %s is missed at its end', (per, since, asOf, missed) => {
    expect(stands({ ...weekly, per, items: [] }, nurse(since), asOf)).toMatchObject({
      standing: 'breached',
      since: missed,
    });
  });

  test('an entry counts with all of its items only, and names who is lacking', () => {
    const both = { ...weekly, items: ['temperature', 'symptoms'] };
    const half = {
      subjects: ['a', 'b'],
      done: [
        { who: 'a', at: '2022-01-04T08:00', items: ['temperature'] },
        { who: 'b', at: '2022-01-04T08:00', items: ['symptoms', 'temperature'] },
      ],
      since: '2022-01-03',
    };
    expect(stands(both, half, '2022-01-05T08:00')).toMatchObject({ standing: 'due', missing: ['a'] });
  });

  describe('is owed by who was there', () => {
    const daily = { ...weekly, per: 'day' as const, items: [] };
    const at = '2022-01-05T08:00';
    const old = (until: string | null = null) => ({ from: '2020-01-01', until });
    const stay = (
      belongs: { from: string; until: string | null }[],
      out: { from: string; until: string | null }[] = [],
    ) => ({ subjects: ['nurse'], done: [], since: '2021-01-01', presence: new Map([['nurse', { belongs, out }]]) });
    test.each([
      ['somebody who lived there for years', stay([old()]), 'breached'],
      ['who joined on that day', stay([{ from: '2022-01-04', until: null }]), 'breached'],
      ['who joined a day later', stay([{ from: '2022-01-05', until: null }]), 'due'],
      ['who left after that day', stay([old('2022-01-05')]), 'breached'],
      ['who left on that day', stay([old('2022-01-04')]), 'met'],
      ['who went out that day and is still out', stay([old()], [{ from: '2022-01-04', until: null }]), 'met'],
      ['who was out that day and is back since', stay([old()], [{ from: '2022-01-01', until: '2022-01-05' }]), 'due'],
      ['who came back on that day', stay([old()], [{ from: '2022-01-01', until: '2022-01-04' }]), 'breached'],
      ['who went out a day later', stay([old()], [{ from: '2022-01-05', until: null }]), 'breached'],
      [
        'who was away and belongs there again',
        stay([old('2021-06-01'), { from: '2022-01-01', until: null }]),
        'breached',
      ],
    ] as const)('%s', (_, records, standing) => {
      expect(stands(daily, records, at).standing).toBe(standing);
    });

    test.each([
      ['a week of which they were out some days', '2022-01-05', 'breached'],
      ['a week they were out all of', '2022-01-10', 'due'],
    ])('%s', (_, until, standing) => {
      const records = stay([old()], [{ from: '2022-01-01', until }]);
      expect(stands({ ...weekly, items: [] }, records, '2022-01-10T08:00').standing).toBe(standing);
    });
  });

  test.each([
    [null, 'week'],
    [1, null],
  ] as const)('without a number it is not set: %s a %s', (times, per) => {
    expect(stands({ ...weekly, times, per, items: [] }, nurse('2021-12-31'), '2022-02-01T08:00').standing).toBe(
      'notSet',
    );
  });
});

describe('a deadline', () => {
  const report = {
    kind: 'deadline',
    act: 'returnReport',
    after: 'return',
    by: null,
    withinMinutes: 720,
    onDays: [] as number[],
    to: ['unit', 'community'],
    signedBy: null,
  } as const;
  const to = (unit: string | null, community: string | null) =>
    [
      ['unit', unit],
      ['community', community],
    ].flatMap(([who, at]) => (at === null || at === undefined ? [] : [{ to: who ?? null, at, signed: false }]));
  const back = (unit: string | null, community: string | null) => ({
    event: '2021-08-15T08:00',
    done: to(unit, community),
  });

  test.each([
    ['12 hours are in time', back('2021-08-15T20:00', '2021-08-15T20:00'), '2021-08-15T20:00', 'met', []],
    [
      'a second more is late',
      back('2021-08-15T20:00:01', '2021-08-15T20:00'),
      '2021-08-15T21:00',
      'breached',
      ['unit'],
    ],
    [
      '13 hours are late',
      back('2021-08-15T21:00', '2021-08-15T21:00'),
      '2021-08-15T21:00',
      'breached',
      ['unit', 'community'],
    ],
    ['the community is still missing', back('2021-08-15T20:00', null), '2021-08-15T20:00', 'due', ['community']],
    ['nobody came back, nothing is asked', { event: null, done: [] }, '2021-08-16T08:00', 'met', []],
  ])('[LIU-3.3] %s', (_, records, asOf, standing, missing) => {
    expect(stands({ ...report, onDays: [], to: ['unit', 'community'] }, records, asOf)).toMatchObject({
      standing,
      missing,
    });
  });

  const plan = {
    ...report,
    act: 'plan',
    after: null,
    by: '2021-12-17',
    withinMinutes: null,
    onDays: [],
    to: [],
    signedBy: 'principal',
  };
  test.each([
    ['signed on the last evening is in time', '2021-12-17T23:00', true, '2021-12-18T08:00', 'met'],
    ['a day later is late', '2021-12-18T00:10', true, '2021-12-18T08:00', 'breached'],
    ['without a signature it is not there', '2021-12-16T10:00', false, '2021-12-16T11:00', 'due'],
  ])('[DX-4.2.1] %s', (_, at, signed, asOf, standing) => {
    expect(stands(plan, { event: null, done: [{ to: null, at, signed }] }, asOf).standing).toBe(standing);
  });

  const followUp = { ...report, act: 'followUp', after: 'dose', withinMinutes: null, onDays: [1, 2, 3], to: [] };
  const seen = (...days: string[]) => ({
    event: '2021-08-18T09:00',
    done: days.map((day) => ({ to: null, at: `${day}T15:00`, signed: false })),
  });
  test.each([
    ['the first day is open', seen(), '2021-08-18T10:00', 'due', ['2021-08-19']],
    ['a day missed shows on the next', seen('2021-08-19'), '2021-08-21T08:00', 'breached', ['2021-08-20']],
    ['and not on the day itself', seen('2021-08-19'), '2021-08-20T23:00', 'due', ['2021-08-20']],
    ['three days done are done', seen('2021-08-19', '2021-08-20', '2021-08-21'), '2021-08-25T08:00', 'met', []],
  ])('[LIU-4.8] %s', (_, records, asOf, standing, missing) => {
    expect(stands(followUp, records, asOf)).toMatchObject({ standing, missing });
  });

  test('「第一时间」 gives no number: an open report is not set, never late (I8)', () => {
    const atOnce = { ...report, withinMinutes: null, onDays: [], to: ['headquarters'] };
    expect(stands(atOnce, { event: '2021-08-15T08:00', done: [] }, '2021-09-15T08:00').standing).toBe('notSet');
    expect(
      stands(
        atOnce,
        { event: '2021-08-15T08:00', done: [{ to: 'headquarters', at: '2021-08-20T08:00', signed: false }] },
        '2021-09-15T08:00',
      ).standing,
    ).toBe('met');
  });
});
