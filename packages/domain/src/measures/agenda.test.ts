import { describe, expect, test } from 'vitest';
import { agendaOf } from './agenda.ts';
import type { Fact } from './facts.ts';
import type { Pack, RuleVersion } from './notice.ts';

const rule = (id: string, change: Partial<RuleVersion>): RuleVersion => ({
  ...{ id: `T/${id}@1`, clauses: [`T-${id}`], modality: 'must', from: '2022-01-10', until: '2022-01-20' },
  scope: { region: '620000', kinds: ['elderCare'] },
  requirement: { kind: 'ledger', of: 'case', steps: ['visit'], fields: [] },
  ...change,
});
const cadence = (per: 'day' | 'week' | 'month' | null) =>
  ({ kind: 'cadence', activity: `${per ?? 'un'}set`, each: 'staffMember', times: per && 1, per, items: [] }) as const;
const deadline = { kind: 'deadline', act: 'plan', after: null, withinMinutes: null, onDays: [], to: [] } as const;
const pack = (...rules: RuleVersion[]): Pack => ({
  ...{ clauses: [], rules },
  notice: {
    ...{ id: 'T', title: 'T', number: null, issuer: 'T', issuedOn: '2022-01-01', region: '620000', standing: false },
  },
});
const agenda = (rules: RuleVersion[], facts: readonly Fact[] = [], known = '2022-02-28T00:00') =>
  agendaOf(
    [pack(...rules)],
    { region: '620102', kind: 'elderCare' },
    { from: '2022-01-01', until: '2022-02-01', known },
    facts,
  ).map((event) => [event.day.slice(8), event.what, event.what === 'due' ? event.duty.rules[0] : event.rule.id]);

describe('the days of a month', () => {
  test('on which a rule begins, and the last on which it holds', () => {
    expect(agenda([rule('a', {})])).toEqual([
      ['10', 'begins', 'T/a@1'],
      ['19', 'ends', 'T/a@1'],
    ]);
    expect(agenda([rule('b', { from: '2021-12-01', until: null })])).toEqual([]);
    expect(agenda([rule('c', { from: '2022-01-01', until: '2022-02-01' })])).toEqual([
      ['01', 'begins', 'T/c@1'],
      ['31', 'ends', 'T/c@1'],
    ]);
  });

  test('on which a duty falls due: on its day, and at the end of each period', () => {
    const whole = { from: '2021-12-01', until: null };
    const day: RuleVersion['requirement'] = { ...deadline, onDays: [], to: [], signedBy: null, by: '2022-01-17' };
    expect(agenda([rule('a', { ...whole, requirement: day })])).toEqual([['17', 'due', 'T/a@1']]);
    const days = (per: 'day' | 'week' | 'month' | null) =>
      agenda([rule('a', { ...whole, requirement: { ...cadence(per), items: [] } })]).map(([on]) => on);
    expect(days('week')).toEqual(['02', '09', '16', '23', '30']);
    expect(days('month')).toEqual(['31']);
    expect(days('day')).toHaveLength(31);
    expect(days(null)).toEqual([]);
    const often = { ...cadence('week'), times: null, items: [] };
    expect(agenda([rule('a', { ...whole, requirement: often })])).toEqual([]);
  });

  test('two layers that ask the same fall due once, on the earlier day', () => {
    const by = (day: string): RuleVersion['requirement'] => ({
      ...deadline,
      onDays: [],
      to: [],
      signedBy: null,
      by: day,
    });
    const whole = { from: '2021-12-01', until: null };
    const both = [
      rule('a', { ...whole, requirement: by('2022-01-17') }),
      rule('b', { ...whole, requirement: by('2022-01-12') }),
    ];
    expect(agenda(both).map(([on, what]) => [on, what])).toEqual([['12', 'due']]);
  });

  test('on which somebody looks whether a rule still holds', () => {
    expect(agenda([rule('a', { from: '2021-12-01', until: null, reviewBy: '2022-01-15' })])).toEqual([
      ['15', 'review', 'T/a@1'],
    ]);
  });

  test('on which a fact sets a duty going, once it is known', () => {
    const closing = rule('a', {
      ...{ from: '2021-12-01', until: null },
      requirement: {
        ...{
          kind: 'status',
          subject: 'institution',
          state: 'closed',
          trigger: 'confirmedCase',
          by: 'county',
          bars: [],
        },
      },
    });
    const found: Fact = {
      ...{ id: 'F', kind: 'confirmedCase', region: '620102', value: null, rule: null },
      ...{ from: '2022-01-08', until: '2022-01-12', known: '2022-01-09T10:00' },
    };
    expect(agenda([closing], [found])).toEqual([
      ['08', 'begins', 'T/a@1'],
      ['11', 'ends', 'T/a@1'],
    ]);
    expect(agenda([closing], [found], '2022-01-09T09:59')).toEqual([]);
  });
});
