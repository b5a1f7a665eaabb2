import { packs } from '@anmin/policies/packs';
import { describe, expect, test } from 'vitest';
import { asked, at, day, party, rules } from '../../test/office.ts';
import type { Service } from '../measures/requirement.ts';
import { isRefusal } from '../refusal.ts';
import { bookPlace, dayChoiceRefusal, type OfficeBook, type Wish } from './booking.ts';
import type { Party } from './party.ts';

const prefecture = '232701';
const elsewhere = '230102';

describe('the age on the day of the appointment', () => {
  const now = at('2026-08-10T09:00');

  test.each([
    ['both of age', '1998-01-05', '1999-03-08', undefined],
    ['he turns 22 that day', '2004-08-19', '1999-03-08', undefined],
    ['he turns 22 a day later', '2004-08-20', '1999-03-08', '2026-08-20'],
    ['she turns 20 that day', '1998-01-05', '2006-08-19', undefined],
    ['she turns 20 a day later', '1998-01-05', '2006-08-20', '2026-08-20'],
    ['both too young: the later birthday counts', '2004-09-01', '2007-01-05', '2027-01-05'],
  ])('[MFD-1047] %s', (_, his, hers, earliest) => {
    const decision = decide(
      { day: '2026-08-19', parties: [party('male', his), party('female', hers)] },
      now,
      elsewhere,
    );
    if (earliest === undefined) expect(decision).toHaveProperty('law');
    else
      expect(decision).toEqual({
        refused: 'underAge',
        clauses: ['MFD-1047'],
        facts: { male: 22, female: 20, earliest },
      });
  });

  test.each([
    ['a man of 29 February is 22 on 1 March of a common year', '2026-02-28', '2004-02-29', '1999-03-08', '2026-03-01'],
    ['and is old enough on the next day the office opens', '2026-03-02', '2004-02-29', '1999-03-08', undefined],
    ['a woman of 29 February is 20 on 29 February of a leap year', '2024-02-29', '1998-01-05', '2004-02-29', undefined],
    ['and too young the day before', '2024-02-28', '1998-01-05', '2004-02-29', '2024-02-29'],
  ])('[T45] %s', (_, on, his, hers, earliest) => {
    const now = at(`${day(on).subtract({ days: 20 }).toString()}T09:00`);
    const decision = decide({ day: on, parties: [party('male', his), party('female', hers)] }, now, elsewhere);
    if (earliest === undefined) expect(decision).toHaveProperty('law');
    else expect(decision).toMatchObject({ refused: 'underAge', facts: { earliest } });
  });

  test('is asked of a marriage only', () => {
    const parties = [party('male', '2010-01-05')];
    expect(decide({ service: 'marriageReplacement', day: '2026-08-19', parties }, now, elsewhere)).toHaveProperty(
      'law',
    );
  });
});

describe('quarantine under the notice', () => {
  const now = at('2022-05-16T09:00');

  test.each([
    ['nobody was in a key area', asked(null), asked(null), undefined],
    ['his ended the day before', asked('2022-05-19'), asked(null), undefined],
    ['his ends on the day', asked('2022-05-20'), asked(null), '2022-05-21'],
    ['hers ends on the day', asked(null), asked('2022-05-20'), '2022-05-21'],
    ['his ends the day after', asked('2022-05-21'), asked(null), '2022-05-22'],
    ['both end later: the later counts', asked('2022-05-22'), asked('2022-05-30'), '2022-05-31'],
    ['his is over, hers is not', asked('2022-05-01'), asked('2022-05-20'), '2022-05-21'],
  ])('[DX-3.1.14] %s', (_, his, hers, earliest) => {
    const decision = decide({ day: '2022-05-20', parties: couple(his, hers) }, now, prefecture);
    if (earliest === undefined) expect(decision).toHaveProperty('law');
    else
      expect(decision).toEqual({
        refused: 'quarantine',
        clauses: ['DX-3.1.14'],
        facts: { day: '2022-05-20', earliest },
      });
  });

  test.each([
    ['him', null, asked(null)],
    ['her', asked(null), null],
  ])('[DX-3.1.14] without an answer of %s nothing is booked', (_, his, hers) => {
    expect(decide({ day: '2022-05-20', parties: couple(his, hers) }, now, prefecture)).toMatchObject({
      refused: 'screeningMissing',
      clauses: ['DX-3.1.14'],
    });
  });

  test('[DX-3.1.14] the one person of a replacement is asked as well', () => {
    const alone = (end: string) => [party('female', '1990-01-05', asked(end))];
    const wish = { service: 'marriageReplacement', day: '2022-05-20' } as const;
    expect(decide({ ...wish, parties: alone('2022-05-20') }, now, prefecture)).toMatchObject({ refused: 'quarantine' });
    expect(decide({ ...wish, parties: alone('2022-05-19') }, now, prefecture)).toHaveProperty('law');
  });

  test.each([
    ['another prefecture', elsewhere, '2022-05-16T09:00', '2022-05-20'],
    ['before the action, for a day before it', prefecture, '2021-12-08T09:00', '2021-12-10'],
    ['after the action', prefecture, '2022-05-22T09:00', '2022-05-24'],
  ])('[DX-3.1.14] is nobody’s question in %s', (_, region, booked, on) => {
    const unfinished = couple(asked('2099-12-31'), null);
    expect(decide({ day: on, parties: unfinished }, at(booked), region)).toHaveProperty('law');
  });

  test.each([
    ['the first day in', '2021-12-08T09:00', '2021-12-13'],
    ['the last day in', '2022-05-16T09:00', '2022-05-21'],
    ['a day after the action, booked in it', '2022-05-20T09:00', '2022-05-24'],
  ])('[DX-3.1.14] binds on %s', (_, booked, on) => {
    const unfinished = couple(asked(on), asked(null));
    expect(decide({ day: on, parties: unfinished }, at(booked), prefecture)).toMatchObject({
      refused: 'quarantine',
      clauses: ['DX-3.1.14'],
    });
  });
});

describe('the certificate of a divorce', () => {
  test.each([
    ['the day the cooling-off ends', '2026-01-05', '2026-02-04', 'coolingOff'],
    ['the first day', '2026-01-05', '2026-02-05', undefined],
    ['the last day', '2026-01-05', '2026-03-06', undefined],
    ['after it', '2026-01-05', '2026-03-09', 'collectionOver'],
    ['the first day, moved beyond National Day', '2026-08-31', '2026-10-08', undefined],
    ['the last day, moved from a Saturday to Monday', '2026-09-01', '2026-11-09', undefined],
    ['the day after that Monday', '2026-09-01', '2026-11-10', 'collectionOver'],
    ['a rest day within', '2026-01-05', '2026-02-08', 'restDay'],
  ])('[MFD-1077] %s', (_, accepted, on, refused) => {
    const now = at(`${accepted}T09:00`);
    const decision = decide({ ...certificate, day: on, applicationDay: day(accepted) }, now, elsewhere);
    expect(isRefusal(decision) ? decision.refused : undefined).toBe(refused);
    if (refused === 'coolingOff' || refused === 'collectionOver')
      expect(decision).toMatchObject({ clauses: ['MFD-1077'] });
  });

  test('[MFD-1077] the refusal names the days of the window', () => {
    const wish = { ...certificate, day: '2026-02-04', applicationDay: day('2026-01-05') };
    expect(decide(wish, at('2026-01-05T09:00'), elsewhere)).toMatchObject({
      facts: { coolsUntil: '2026-02-04', first: '2026-02-05', last: '2026-03-06' },
    });
  });

  test('[G14] a window that reaches an unpublished year cannot be told', () => {
    const wish = { ...certificate, day: '2026-12-31', applicationDay: day('2026-12-01') };
    expect(decide(wish, at('2026-12-21T09:00'), elsewhere)).toMatchObject({ refused: 'yearNotPublished' });
  });

  test('is not booked without the day of the application', () => {
    expect(decide({ ...certificate, day: '2026-02-05' }, at('2026-01-26T09:00'), elsewhere)).toMatchObject({
      refused: 'wrongInput',
      facts: { field: 'applicationDay' },
    });
  });
});

describe('what the office itself decides', () => {
  const now = at('2022-05-23T09:00');

  test('a service it does not offer', () => {
    const wish = wishOf({ day: '2022-05-25' });
    const book = { ...bookOf(elsewhere), rules: { ...rules, services: ['divorceApplication' as const] } };
    expect(bookPlace(packs, book, wish, now)).toMatchObject({ refused: 'serviceNotOffered' });
  });

  test('a day for which no law is known is refused, not guessed', () => {
    expect(decide({ day: '2020-12-30' }, at('2020-12-21T09:00'), elsewhere)).toMatchObject({
      refused: 'noRuleInForce',
    });
  });

  test.each([
    ['a citizen', 'online', '2022-05-23', 'tooSoon'],
    ['the desk by phone', 'phone', '2022-05-23', undefined],
    ['the desk at the counter', 'counter', '2022-05-23', undefined],
    ['the desk, for yesterday', 'counter', '2022-05-20', 'tooSoon'],
    ['the desk, beyond the window', 'phone', '2022-08-22', 'notReleased'],
  ] as const)('the lead time binds citizens only: %s', (_, channel, on, refused) => {
    const decision = decide({ day: on, channel }, now, elsewhere);
    expect(isRefusal(decision) ? decision.refused : undefined).toBe(refused);
  });

  test.each([
    ['that goes on', '09:00', '2022-05-23T09:59:59', undefined],
    ['that just ended', '09:00', '2022-05-23T10:00', 'slotOver'],
    ['still to come', '14:00', '2022-05-23T10:00', undefined],
  ])('the desk books a time of today %s, by the clock on the wall', (_, time, clock, refused) => {
    const decision = decide({ day: '2022-05-23', time, channel: 'counter' }, at(clock), elsewhere);
    expect(isRefusal(decision) ? decision.refused : undefined).toBe(refused);
  });

  test('[DX-2.2.4] a suspension binds the desk on the same day too, and names its clause', () => {
    const closures = [
      {
        from: '2022-02-10',
        until: '2022-02-15',
        services: ['marriage' as const],
        reason: '疫情',
        clauses: ['DX-2.2.4'],
      },
    ];
    const wish = wishOf({ day: '2022-02-10', channel: 'counter', parties: couple(asked(null), asked(null)) });
    const book = { ...bookOf(prefecture), closures };
    expect(bookPlace(packs, book, wish, at('2022-02-10T09:00'))).toMatchObject({
      refused: 'suspended',
      clauses: ['DX-2.2.4'],
    });
  });

  test('the desk still serves on the last working day before an unpublished year', () => {
    const now = at('2026-12-31T09:00');
    expect(decide({ day: '2026-12-31', channel: 'counter' }, now, elsewhere)).toHaveProperty('law');
    expect(decide({ day: '2026-12-31' }, now, elsewhere)).toMatchObject({ refused: 'yearNotPublished' });
  });

  test('a rest day is a rest day for the desk as well', () => {
    const wish = { day: '2022-05-28', channel: 'counter' } as const;
    expect(decide(wish, at('2022-05-28T09:00'), elsewhere)).toMatchObject({ refused: 'restDay' });
  });

  test('the choice of a day is judged before anybody is named', () => {
    const wish = wishOf({ day: '2022-05-20' });
    expect(dayChoiceRefusal(packs, bookOf(prefecture), wish, at('2022-05-16T09:00'))).toBeNull();
    expect(
      dayChoiceRefusal(packs, bookOf(prefecture), { ...wish, day: day('2022-05-22') }, at('2022-05-16T09:00')),
    ).toMatchObject({ refused: 'restDay' });
  });
});

const certificate = { service: 'divorceCertificate' } as const;

type Wanted = Partial<Omit<Wish, 'day'>> & { day: string; service?: Service };

function decide(wanted: Wanted, now: Temporal.Instant, region: string) {
  return bookPlace(packs, bookOf(region), wishOf(wanted), now);
}

function wishOf({ day: on, ...wanted }: Wanted): Wish {
  return {
    service: 'marriage',
    time: '14:00',
    applicationDay: null,
    parties: couple(null, null),
    channel: 'online',
    ...wanted,
    day: day(on),
  };
}

function bookOf(region: string): OfficeBook {
  return {
    place: { region, kind: 'marriageRegistrationOffice' },
    rules: { ...rules, extraDays: [{ day: '2022-05-21', reason: '加开' }], windowDays: 90 },
    closures: [],
    underBallot: false,
    door: null,
  };
}

function couple(his: Party['screening'], hers: Party['screening']): Party[] {
  return [party('male', '1990-01-05', his), party('female', '1991-02-06', hers)];
}
