import { awaitsDecision, mayDecide } from '@anmin/domain/measures/deciding';
import { expect, test } from 'vitest';
import { packs } from './packs.ts';

const bureaus = { province: '230000', prefecture: '232700', county: '232701' };
const any = ['province', 'prefecture', 'county'];

test('each decision is left to the level its clause names; where it names none, to any bureau above', () => {
  const left = packs
    .flatMap(({ rules }) => rules)
    .filter(awaitsDecision)
    .flatMap((rule) =>
      rule.clauses.map((clause) => [
        clause,
        Object.entries(bureaus).flatMap(([level, code]) => (mayDecide(rule, code) ? [level] : [])),
      ]),
    );
  expect(Object.fromEntries(left)).toEqual({
    'DX-2.2.4': any,
    'DX-3.7.4': ['prefecture'],
    'DX-4.3.3': any,
    'ZJ-2.3': ['prefecture'],
    'ZJ-2.5': any,
    'SX-3.3': any,
    'SX-3.5': any,
    'SX-5.5': ['county'],
    'SX-5.7': ['county'],
    'LIU-6.6': ['county'],
  });
});
