import { expect, test } from 'vitest';
import { faultsOfDose, type Dose } from './dose.ts';

const dose = (number: number, on: string): Dose => ({ kind: 'inactivated', number, on });
const on = { today: '2021-09-01', born: '1950-03-01' };
const first = dose(1, '2021-07-01');
const third = dose(3, '2021-08-20');

test.each<[string, Dose, Dose[], string[]]>([
  ['the second after the first stands', dose(2, '2021-07-22'), [first], []],
  ['a day that has not come', dose(2, '2021-09-02'), [first], ['future']],
  ['today has come', dose(2, '2021-09-01'), [first], []],
  ['before they were born', dose(1, '1950-02-28'), [], ['beforeBirth']],
  ['the same day twice', dose(2, '2021-07-01'), [first], ['sameDay']],
  ['the same dose twice', dose(1, '2021-07-30'), [first], ['numberTaken']],
  ['word for word the same', first, [first], ['sameDay', 'numberTaken']],
  ['the second before the first', dose(2, '2021-06-01'), [first], ['outOfOrder']],
  ['the second after the third', dose(2, '2021-08-25'), [first, third], ['outOfOrder']],
  ['the second between the two', dose(2, '2021-07-25'), [first, third], []],
])('a dose is looked at beside the others: %s', (_, given, others, faults) => {
  expect(faultsOfDose(given, others, on)).toEqual(faults);
});
