import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../../tooling/test/office.ts';
import { answersFor, book } from '../citizens.ts';
import { deskOf, monthOf, moveClock, quarantinedUntil, termsOf } from './office.ts';

let office: TestOffice;
beforeAll(async () => {
  office = await openOffice({ clock: '2022-05-16T08:30:00+08:00' });
  await office.ownerDatabase.pool.query(`
    insert into institution (id, kind, region, prefecture, name, address, phone, hours)
    values ('daoli', 'marriageRegistrationOffice', '230102', '230100', '道里区婚姻登记处', '演示路9号', '0451-000 0009', '8:30—17:00')`);
  await office.ownerDatabase.pool.query(`
    insert into office_setting (office, valid_from, rules, source, made_by)
    select 'daoli', valid_from, rules || '{"peakDays": [], "extraDays": []}', source, made_by
      from office_setting where office = 'mohe'`);
  await office.runJobs();
});
afterAll(() => office.close());

const within = ['DX-3.1.10', 'DX-3.1.11', 'DX-3.1.12', 'DX-3.1.13', 'DX-3.1.14', 'DX-3.1.15'];

test('[DX-3.1.10..15] inside, the terms name every clause that binds', async () => {
  const terms = await termsOf(office, { office: 'jiagedaqi', service: 'marriage', day: '2022-05-20' });
  expect(terms).toMatchObject({ gate: true, appointmentOnly: true, choice: 'prefecture', rules: { walkIns: false } });
  expect(terms.rules.keyAreas).not.toEqual([]);
  const notice = terms.citations.filter(({ standing }) => !standing);
  expect(notice.map(({ clause }) => clause)).toEqual(expect.arrayContaining([...within, 'DX-2.3.2']));
  expect(notice.every(({ from, until }) => from < '2022-05-20' && until === '2022-05-22')).toBe(true);
});

describe('in another prefecture', () => {
  test('nothing of the notice shows', async () => {
    const terms = await termsOf(office, { office: 'daoli', service: 'marriage', day: '2022-05-20' });
    expect(terms).toMatchObject({
      gate: false,
      appointmentOnly: false,
      choice: 'householdRegister',
      advice: [],
      rules: { walkIns: true, keyAreas: [] },
    });
    expect(terms.citations.filter(({ standing }) => !standing)).toEqual([]);
    const month = await monthOf(office, { office: 'daoli', service: 'marriage', day: '2022-05-20' });
    expect(month.days.some(({ peak }) => peak)).toBe(false);
    expect(JSON.stringify(month)).not.toContain('DX-');
  });

  test('nobody is asked, and nobody is refused for what was not asked', async () => {
    const { stay1: _, stay2: asked, ...answers } = answersFor(1, { office: 'daoli', day: '2022-05-20', time: '09:40' });
    expect(asked).toBe('no');
    expect(await book(office, { ...answers, ...quarantinedUntil(1, '2022-05-30') })).toMatchObject({ status: 200 });
  });
});

describe('after its last day', () => {
  beforeAll(async () => {
    expect(await book(office, answersFor(3, { day: '2022-05-25', time: '09:40' }))).toMatchObject({ status: 200 });
    await moveClock(office, '2022-05-23T09:00:00+08:00');
  });

  test('nothing of the notice shows', async () => {
    const terms = await termsOf(office, { office: 'jiagedaqi', service: 'marriage', day: '2022-05-24' });
    expect(terms).toMatchObject({
      gate: false,
      appointmentOnly: false,
      choice: 'householdRegister',
      advice: [],
      rules: { walkIns: true, keyAreas: [] },
    });
    expect(terms.citations.filter(({ standing }) => !standing)).toEqual([]);
  });

  test('the counter sees no gate and no clause', async () => {
    const clerk = await deskOf(office, 'clerk');
    expect(await clerk.sheet('jiagedaqi', '2022-05-24')).toMatchObject({ gate: false, keyAreas: [], citations: [] });
    expect((await clerk.me()).notices.filter(({ standing }) => !standing)).toEqual([]);
  });

  test('[DX-3.1.14] who booked while it bound is asked at the counter all the same', async () => {
    const clerk = await deskOf(office, 'clerk');
    const sheet = await clerk.sheet('jiagedaqi', '2022-05-25');
    expect(sheet.gate).toBe(true);
    expect(sheet.keyAreas).not.toEqual([]);
    expect(sheet.slots.flatMap(({ bookings }) => bookings)).toMatchObject([{ screening: 'notAsked' }]);
  });

  test('a couple books without being asked', async () => {
    const { stay1: _, stay2: asked, ...answers } = answersFor(2, { day: '2022-05-24', time: '09:40' });
    expect(asked).toBe('no');
    expect(await book(office, answers)).toMatchObject({ status: 200 });
  });
});
