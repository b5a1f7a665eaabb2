import { standingIn } from '@anmin/domain/measures/case';
import type { BoundKind } from '@anmin/domain/institutions/kinds';
import { determine } from '@anmin/domain/measures/determine';
import type { Fact } from '@anmin/domain/measures/facts';
import { inForce } from '@anmin/domain/measures/in-force';
import type { Clause } from '@anmin/domain/measures/notice';
import { describe, expect, test } from 'vitest';
import { cases } from './cases.ts';
import { shanxi } from './pack.ts';
import { namedCases, toldBy, untold } from '../telling.ts';

describe('the telegram of Shanxi', () => {
  test('[SX-0.1] has its number and day, and a forwarding of the same day', () => {
    expect(shanxi.notice).toMatchObject({
      number: '晋民电〔2021〕19号',
      issuedOn: '2021-08-05',
      region: '140000',
      forwardings: [{ number: '长上民字〔2021〕25号', issuedOn: '2021-08-05', region: '140404' }],
    });
  });

  test('holds its 39 clauses, each in the room it belongs to', () => {
    expect(shanxi.clauses).toHaveLength(39);
    const inRoom = (room: Clause['room']) => shanxi.clauses.filter((clause) => clause.room === room).length;
    expect({
      institutions: inRoom('institutions'),
      measures: inRoom('measures'),
      vaccination: inRoom('vaccination'),
      relief: inRoom('relief'),
      duty: inRoom('duty'),
      appointments: inRoom('appointments'),
      publicity: inRoom('publicity'),
      plans: inRoom('plans'),
      goods: inRoom('goods'),
      community: inRoom('community'),
      governance: inRoom('governance'),
    }).toEqual({
      institutions: 1,
      measures: 4,
      vaccination: 10,
      relief: 9,
      duty: 3,
      appointments: 1,
      publicity: 4,
      plans: 1,
      goods: 1,
      community: 2,
      governance: 3,
    });
  });

  test('leaves accountability to people and makes everything else a rule', () => {
    const others = shanxi.clauses.filter(({ kind }) => kind !== 'rule');
    expect(others.map(({ id, kind }) => [id, kind])).toEqual([['SX-6.2', 'judgement']]);
  });

  test('binds from its day on, without an end', () => {
    const spans = new Set(shanxi.rules.map(({ from, until }) => `${from} ${String(until)}`));
    expect([...spans]).toEqual(['2021-08-05 null']);
  });
});

describe('the rules of Shanxi say of situations', () => {
  test.each(namedCases(shanxi, cases))('%s', (_, it) => {
    expect(standingIn(shanxi, it)).toMatchObject(toldBy(it));
  });

  test('every duty at least once', () => {
    expect(untold(shanxi, cases)).toEqual([]);
  });
});

describe('the telegram holds', () => {
  const idsOn = (region: string, kind: BoundKind, day: string) =>
    inForce([shanxi], { region, kind }, Temporal.PlainDate.from(day)).map(({ id }) => id);

  test.each([
    ['[SX-6.7] not the day before', '140404', 'elderCare', '2021-08-04', false],
    ['[SX-6.7] on its first day', '140404', 'elderCare', '2021-08-05', true],
    ['[SX-6.7] years later, for it has no end', '140404', 'elderCare', '2031-08-05', true],
    ['[SX-6.7] in the capital of the province as well', '140105', 'elderCare', '2021-08-06', true],
    ['[SX-6.7] not beside the province', '130100', 'elderCare', '2021-08-06', false],
    ['[SX-6.7] not for a window, whose bureau files', '140404', 'marriageRegistrationOffice', '2021-08-06', false],
    ['[SX-2.1] not for a lottery outlet', '140404', 'lotteryOutlet', '2021-08-06', false],
  ] as const)('%s', (_, region, kind, day, holds) => {
    expect(idsOn(region, kind, day).includes('SX/zero-report@1')).toBe(holds);
  });

  test.each([
    ['[SX-0.1] for the townships of Shangdang', '140404101', 'township', true],
    ['[SX-0.1] for its care institutions', '140404', 'elderCare', true],
    ['[SX-0.1] not for its funeral homes', '140404', 'funeral', false],
    ['[SX-0.1] not for the townships of the next county', '140403100', 'township', false],
  ] as const)('%s', (_, region, kind, holds) => {
    expect(idsOn(region, kind, '2021-08-05').includes('SX/acknowledgement@1')).toBe(holds);
  });
});

describe('in scenario 24 the easings', () => {
  const clocks = { factsAt: '2021-08-10', lawAt: '2021-08-10', knownAt: '2021-08-10T12:00' };
  const fact = (kind: 'risk' | 'switch', value: string | null, rule: string | null): Fact => ({
    id: `${kind} ${rule ?? ''}`,
    kind,
    region: '140404',
    value,
    rule,
    from: '2021-08-08',
    until: null,
    known: '2021-08-08T09:00',
  });
  const asked = (rule: string, level: string, switched: boolean) =>
    determine([shanxi], { region: '140404', kind: 'bureau' }, clocks, [
      fact('risk', level, null),
      ...(switched ? [fact('switch', 'on', rule)] : []),
    ]).rules.some(({ id }) => id === rule);

  test.each([
    ['[SX-5.2]', 'SX/simplified-review@1'],
    ['[SX-5.3]', 'SX/extended-review@1'],
    ['[SX-5.3]', 'SX/exit-pause@1'],
  ])('%s %s hold at medium and high risk once switched on, and never at low', (_, rule) => {
    expect(asked(rule, 'medium', true)).toBe(true);
    expect(asked(rule, 'high', true)).toBe(true);
    expect(asked(rule, 'low', true)).toBe(false);
    expect(asked(rule, 'medium', false)).toBe(false);
  });
});
