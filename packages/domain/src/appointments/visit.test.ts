import { describe, expect, test } from 'vitest';
import { day } from '../../test/office.ts';
import { demoRegion, idNumberOf } from '../people/id-number.ts';
import type { Answers, Reading } from './answers.ts';
import { fieldsFor, readApplication } from './application.ts';
import { ownServiceSchema, serviceSchema, type ServiceDefinition } from './service.ts';
import { houseServices } from './services/house.ts';
import { lotteryVisit } from './services/lottery.ts';
import { placesFor } from './visit.ts';

const named = (zh: string) => ({ zh, en: zh });
const sweeping: ServiceDefinition = {
  ...lotteryVisit,
  ...{ id: 'tombSweeping-232700', institution: 'funeral', name: named('清明祭扫'), prefix: 'JS' },
  asks: [{ ask: 'visitors', most: 3, idNumber: 'tail' }, { ask: 'phone' }],
};
const reading: Reading = {
  services: [...houseServices, sweeping],
  ...{ today: day('2022-05-16'), demo: true, gate: false, phoneOptional: false },
};
const visit: Answers = {
  ...{ service: 'lotteryVisit', office: 'fucai', day: '2022-05-17', time: '10:00', phone: '13800001234' },
  ...{ people: '2', 'ask.purpose': 'redeem', 'ask.adults': 'yes' },
};
const errorsOf = (answers: Answers, on = reading) => {
  const read = readApplication(answers, on);
  return 'errors' in read ? read.errors.map(({ field, code }) => [field, code]) : [];
};

describe('a visit is read by its definition', () => {
  test('an outlet takes as many places as people come, and no ID number [DX-3.5.1]', () => {
    const read = readApplication(visit, reading);
    const told = { people: 2, callName: null, visitors: [], told: { purpose: 'redeem', adults: 'yes' } };
    expect(read).toMatchObject({ application: { parties: [], visit: told } });
    expect(placesFor(lotteryVisit, told)).toBe(2);
    expect(placesFor({ takes: 'onePlace' }, told)).toBe(1);
    expect(fieldsFor(lotteryVisit, false).some((field) => field.startsWith('id'))).toBe(false);
  });

  test.each<[string, Answers, string, string]>([
    ['nobody', { people: '0' }, 'people', 'people.wrong'],
    ['more than the outlet takes', { people: '4' }, 'people', 'people.wrong'],
    ['no purpose', { 'ask.purpose': '' }, 'ask.purpose', 'choice.empty'],
    ['a purpose nobody offers', { 'ask.purpose': 'rob' }, 'ask.purpose', 'choice.empty'],
    ['somebody under age', { 'ask.adults': '' }, 'ask.adults', 'declaration.empty'],
    ['a digit in the name', { callName: '张3' }, 'callName', 'name.digit'],
  ])('%s is told by the field', (_, typed, field, code) => {
    expect(errorsOf({ ...visit, ...typed })).toEqual([[field, code]]);
  });

  test('the box about health is asked while a rule in force screens', () => {
    expect(errorsOf(visit, { ...reading, gate: true })).toEqual([['ask.healthy', 'declaration.empty']]);
    expect(errorsOf({ ...visit, 'ask.healthy': 'yes' }, { ...reading, gate: true })).toEqual([]);
  });

  test('who comes to a tomb is named, with the last four of the ID number', () => {
    const named = { ...visit, service: sweeping.id, name1: '张伟', id1: '12３x', name3: '李娜', id3: '12' };
    expect(errorsOf(named)).toEqual([['id3', 'id.tail']]);
    expect(readApplication({ ...named, id3: '0017' }, reading)).toMatchObject({
      application: {
        visit: {
          people: 2,
          visitors: [
            { name: '张伟', idNumber: '123X' },
            { name: '李娜', idNumber: '0017' },
          ],
        },
      },
    });
    const full = { ...sweeping, asks: [{ ask: 'visitors' as const, most: 1, idNumber: 'full' as const }] };
    const number = idNumberOf(demoRegion, day('1990-01-05'), 1);
    expect(errorsOf({ ...named, id1: number }, { ...reading, services: [full] })).toEqual([]);
    expect(errorsOf(named, { ...reading, services: [full] })).toEqual([['id1', 'id.length']]);
  });
});

describe('a definition', () => {
  test.each(houseServices.map((service) => [service.id, service] as const))('of the house holds: %s', (_, service) => {
    expect(serviceSchema.parse(service)).toEqual(service);
  });

  test.each<[string, object]>([
    ['noPhone', { asks: [{ ask: 'headcount', most: 2 }] }],
    ['askedTwice', { asks: [{ ask: 'phone' }, { ask: 'phone' }] }],
    ['nobodyCounted', { asks: [{ ask: 'phone' }] }],
    ['nobodyIdentified', { unique: ['person'] }],
  ])('of a bureau is refused for %s', (message, fault) => {
    const { error } = ownServiceSchema.safeParse({ ...sweeping, ...fault });
    expect(error?.issues.map((issue) => issue.message)).toContain(message);
  });

  test('of a bureau never asks what a law asks of couples', () => {
    expect(ownServiceSchema.safeParse(sweeping).success).toBe(true);
    expect(ownServiceSchema.safeParse({ ...sweeping, asks: [{ ask: 'couple' }, { ask: 'phone' }] }).success).toBe(
      false,
    );
  });
});
