import type { BoundKind } from '@anmin/domain/institutions/kinds';
import { standingIn } from '@anmin/domain/measures/case';
import { inForce, requirementsOf } from '@anmin/domain/measures/in-force';
import type { Clause } from '@anmin/domain/measures/notice';
import { describe, expect, test } from 'vitest';
import { namedCases, toldBy, untold } from '../telling.ts';
import { cases } from './cases.ts';
import { liuzhou } from './pack.ts';

describe('the speech of Liuzhou', () => {
  test('has a day and no number', () => {
    expect(liuzhou.notice).toMatchObject({ number: null, issuedOn: '2021-08-11', region: '450200', standing: false });
  });

  test('holds its 47 clauses, each in the room it belongs to', () => {
    expect(liuzhou.clauses).toHaveLength(47);
    const inRoom = (room: Clause['room']) => liuzhou.clauses.filter((clause) => clause.room === room).length;
    expect({
      measures: inRoom('measures'),
      vaccination: inRoom('vaccination'),
      relief: inRoom('relief'),
      duty: inRoom('duty'),
      travel: inRoom('travel'),
      gatherings: inRoom('gatherings'),
      inspections: inRoom('inspections'),
      plans: inRoom('plans'),
      goods: inRoom('goods'),
      governance: inRoom('governance'),
    }).toEqual({
      measures: 10,
      vaccination: 10,
      relief: 8,
      duty: 2,
      travel: 5,
      gatherings: 2,
      inspections: 3,
      plans: 3,
      goods: 1,
      governance: 3,
    });
  });

  test('refers to documents, leaves accountability to people and makes everything else a rule', () => {
    const others = liuzhou.clauses.filter(({ kind }) => kind !== 'rule');
    expect(others.map(({ id, kind }) => [id, kind])).toEqual([
      ['LIU-0.2', 'definition'],
      ['LIU-7.2', 'judgement'],
    ]);
  });

  test('binds from its day on, without an end', () => {
    const spans = new Set(liuzhou.rules.map(({ from, until }) => `${from} ${String(until)}`));
    expect([...spans]).toEqual(['2021-08-11 null']);
  });
});

describe('the rules of Liuzhou say of situations', () => {
  test.each(namedCases(liuzhou, cases))('%s', (_, it) => {
    expect(standingIn(liuzhou, it)).toMatchObject(toldBy(it));
  });

  test('every duty at least once', () => {
    expect(untold(liuzhou, cases)).toEqual([]);
  });
});

describe('the speech holds', () => {
  const rulesOn = (region: string, kind: BoundKind, day = '2021-08-11') =>
    inForce([liuzhou], { region, kind }, Temporal.PlainDate.from(day));

  test.each([
    ['[LIU-2.6] not the day before', '450202', 'elderCare', '2021-08-10', false],
    ['[LIU-2.6] on its first day', '450202', 'elderCare', '2021-08-11', true],
    ['[LIU-2.6] years later, for it has no end', '450202', 'elderCare', '2031-08-11', true],
    ['[LIU-2.6] not for a home in Nanning', '450100', 'elderCare', '2021-08-11', false],
    ['[LIU-2.6] nor in Lanzhou', '620100', 'elderCare', '2022-01-08', false],
    ['[LIU-2.6] nor in Zhenhai', '330211', 'elderCare', '2021-12-08', false],
    ['[LIU-2.6] not for a funeral home', '450202', 'funeral', '2021-08-11', false],
  ] as const)('%s', (_, region, kind, day, holds) => {
    expect(rulesOn(region, kind, day).some(({ id }) => id === 'LIU/unvaccinated-entry@1')).toBe(holds);
  });

  test('[LIU-2.2] [LIU-2.3] [LIU-2.4] [LIU-5.4] five checks and a record at the door of a care home', () => {
    const gates = requirementsOf(rulesOn('450202', 'elderCare'), 'gate').filter(
      ({ requirement }) => requirement.at === 'entry',
    );
    const checks = new Set(gates.flatMap(({ requirement }) => requirement.checks));
    expect([...checks].toSorted()).toEqual(
      ['healthCode', 'vaccinationRecord', 'temperature', 'mask', 'realName', 'registration'].toSorted(),
    );
  });

  test.each([
    ['LIU-4.1', ['inService'], 18, 59, 950],
    ['LIU-4.2', ['retired'], 60, 69, 900],
    ['LIU-4.3', ['retired', 'lixiu'], 70, null, 700],
  ])('[%s] the cohort in every stage of vaccination', (clause, groups, ageMin, ageMax, permille) => {
    const own = liuzhou.rules.filter(({ clauses: [first, ...more] }) => first === clause && !more.includes('LIU-4.2'));
    expect(requirementsOf(own, 'coverage').map(({ requirement }) => requirement)).toEqual(
      [
        { dose: 'any', by: null },
        { dose: 'first', by: '2021-08-20' },
        { dose: 'fullCourse', by: '2021-09-20' },
      ].map((stage) => ({
        kind: 'coverage',
        groups,
        ageMin,
        ageMax,
        floor: { permille, of: 'all' },
        goal: null,
        ...stage,
      })),
    );
  });

  test('[LIU-4.1] [LIU-4.2] [LIU-4.3] nobody falls between the cohorts and those beside them', () => {
    const cohorts = requirementsOf(liuzhou.rules, 'coverage')
      .map(({ requirement }) => requirement)
      .filter(({ dose }) => dose === 'any');
    for (const group of ['inService', 'retired', 'lixiu'])
      for (let age = 18; age <= 100; age += 1) {
        const holding = cohorts.filter(
          ({ groups, ageMin, ageMax }) =>
            groups.includes(group) && age >= (ageMin ?? 0) && age <= (ageMax ?? Number.POSITIVE_INFINITY),
        );
        expect([group, age, holding.length]).toEqual([group, age, 1]);
      }
  });
});
