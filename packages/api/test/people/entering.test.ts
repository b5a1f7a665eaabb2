import type { StaffActor } from '@anmin/api/trpc';
import { demoRegion, idNumberOf } from '@anmin/domain/people/id-number';
import type { TypedMember } from '@anmin/domain/people/member';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../../tooling/test/office.ts';
import { appoint } from '../isolation/neighbours.ts';
import { refusalOf, refusedWith } from '../refused.ts';
import { expectSound } from '../sound.ts';

let office: TestOffice;
let nurse: StaffActor;
let neighbour: StaffActor;
let clerk: StaffActor;
beforeAll(async () => {
  office = await openOffice({ clock: '2022-05-16T08:30:00+08:00' });
  nurse = await appoint(office, 'institutionStaff', 'songtao');
  neighbour = await appoint(office, 'institutionManager', 'hupan');
  clerk = await appoint(office, 'countyClerk', '232761');
});
afterAll(async () => {
  await expectSound(office);
  await office.close();
});

const key = () => randomUUID();
const people = (who: StaffActor) => office.as(who).people;
const numberFor = (order: number) => idNumberOf(demoRegion, Temporal.PlainDate.from('1943-07-09'), order);
const typed = (order: number, change: Partial<TypedMember> = {}): TypedMember => ({
  ...{ name: '端木如意', idNumber: numberFor(order), sex: '', bornOn: '', phone: '13900000991', role: 'resident' },
  ...{ standing: '', groups: '', post: '', room: '501', bed: '1', since: '2022-05-01', ...change },
});
const enter = (who: StaffActor, unit: string, member: TypedMember) => people(who).enter({ key: key(), unit, member });
const wish = { role: null, standing: null, group: null, room: null, left: false, after: null };
const fieldsOf = async (answer: Promise<unknown>) => (await refusalOf(answer))?.facts['fields'];

describe('people of an institution', () => {
  test('a nurse enters a resident and sees her by name, number and phone masked, with an entry of the look', async () => {
    const { membership } = await enter(nurse, 'songtao', typed(1));
    const { rows } = await people(nurse).list({ ...wish, unit: 'songtao', room: '501' });
    expect(rows).toMatchObject([
      {
        membership,
        name: '端木如意',
        idNumber: '99**************' + numberFor(1).slice(-2),
        phone: '139****0991',
        age: 78,
      },
    ]);
    expect(JSON.stringify(rows)).not.toContain('1943');
    expect(await lastEntries(2)).toEqual([
      { action: 'persons.read', subject: 'songtao', codes: { of: 'people', count: 1 } },
      { action: 'member.entered', subject: membership, codes: { role: 'resident', from: '2022-05-01' } },
    ]);
  });

  test.each([
    ['the number', () => numberFor(3)],
    ['its last four', () => numberFor(3).slice(-4)],
    ['the room', () => '503'],
    ['a part of the name', () => '木念'],
  ])('she is found by %s', async (_, text) => {
    const found = await people(nurse).find({ unit: 'songtao', text: text() });
    if (found.rows.length === 0) {
      await enter(nurse, 'songtao', typed(3, { name: '端木念慈', room: '503' }));
      expect((await people(nurse).find({ unit: 'songtao', text: text() })).rows).toHaveLength(1);
    } else expect(found.rows.map(({ name }) => name)).toEqual(['端木念慈']);
  });

  test('who is there already, or stands under another name, is told at the field', async () => {
    await enter(nurse, 'songtao', typed(5));
    expect(await fieldsOf(enter(nurse, 'songtao', typed(5)))).toEqual(['role:already']);
    expect(
      await fieldsOf(enter(nurse, 'songtao', typed(5, { name: '端木如一', role: 'visitor', room: '', bed: '' }))),
    ).toEqual(['idNumber:otherName']);
    expect(await fieldsOf(enter(nurse, 'songtao', typed(7, { name: '', since: '' })))).toEqual([
      'name:empty',
      'since:empty',
    ]);
  });

  test('the same act twice is done once', async () => {
    const given = { key: key(), unit: 'songtao', member: typed(9) };
    expect(await people(nurse).enter(given)).toEqual(await people(nurse).enter(given));
  });

  test('[D07] a number that lives elsewhere is entered like any other: the answer, the list and the journal are the same', async () => {
    await enter(nurse, 'songtao', typed(11, { name: '端木守拙' }));
    const told = await enter(neighbour, 'hupan', typed(11, { name: '另一个字', room: '601' }));
    const other = await enter(neighbour, 'hupan', typed(13, { name: '另一个人', room: '602' }));
    const { rows } = await people(neighbour).list({ ...wish, unit: 'hupan', role: 'resident' });
    const seen = [told, other].map((it) => rows.find(({ membership }) => membership === it.membership));
    expect(seen.map((it) => it?.name)).toEqual(['另一个字', '另一个人']);
    const [one, two] = await Promise.all([told, other].map((it) => people(neighbour).one(it)));
    expect(one?.history).toHaveLength(1);
    expect(two?.history).toHaveLength(1);
    expect(JSON.stringify(one)).not.toContain('守拙');
    const above = await people(clerk).one(told);
    expect(above.history.map(({ unitName }) => unitName).sort()).toEqual(
      ['加格达奇松涛养老院（演示）', '加格达奇湖畔养老院（演示）'].sort(),
    );
  });

  test('a county sees and does not write, a neighbour neither', async () => {
    await expect(people(clerk).list({ ...wish, unit: 'songtao' })).resolves.toMatchObject({ unit: { id: 'songtao' } });
    expect(await refusedWith(enter(clerk, 'songtao', typed(15)))).toBe('notAllowed');
    expect(await refusedWith(people(neighbour).list({ ...wish, unit: 'songtao' }))).toBe('notFound');
    expect(await refusedWith(enter(neighbour, 'songtao', typed(15)))).toBe('notFound');
  });
});

describe('what changes', () => {
  test('who moves to another bed keeps the one before in the history, and who leaves is listed with those who left', async () => {
    const { membership } = await enter(nurse, 'songtao', typed(21, { name: '端木长庚' }));
    const to = { role: 'resident', standing: '', groups: 'centrallySupported', post: '', room: '505', bed: '2' };
    const moved = await people(nurse).move({ key: key(), membership, version: 1, on: '2022-05-10', to });
    const { history } = await people(nurse).one(moved);
    expect(history.map(({ room, since, until, leftFor }) => [room, since, until, leftFor])).toEqual([
      ['505', '2022-05-10', null, null],
      ['501', '2022-05-01', '2022-05-10', 'transfer'],
    ]);
    await people(nurse).leave({
      key: key(),
      membership: moved.membership,
      version: 1,
      on: '2022-05-16',
      reason: 'home',
    });
    const left = await people(nurse).list({ ...wish, unit: 'songtao', left: true, room: '505' });
    expect(left.rows).toMatchObject([{ name: '端木长庚', leftFor: 'home' }]);
    expect(await refusedWith(people(nurse).move({ key: key(), membership, version: 2, on: '2022-05-12', to }))).toBe(
      'stale',
    );
  });

  test('a day before the first or to come is no day to leave on', async () => {
    const { membership } = await enter(nurse, 'songtao', typed(23));
    const leave = (on: string) =>
      people(nurse).leave({ key: key(), membership, version: 1, on, reason: 'home' as const });
    expect(await fieldsOf(leave('2022-05-01'))).toEqual(['on:wrong']);
    expect(await fieldsOf(leave('2022-05-17'))).toEqual(['on:wrong']);
  });

  test('a name is corrected here and stays as it is where somebody else wrote it', async () => {
    const here = await enter(nurse, 'songtao', typed(25, { name: '端木春和' }));
    const there = await enter(neighbour, 'hupan', typed(25, { name: '端木春禾' }));
    await correct(here.membership, { ...typed(25), name: '端木春合', idNumber: '', phone: '' });
    expect((await people(nurse).one(here)).name).toBe('端木春合');
    expect((await people(neighbour).one(there)).name).toBe('端木春禾');
    const [entry] = (await lastEntries(3)).filter(({ action }) => action === 'member.corrected');
    expect(entry).toMatchObject({ subject: here.membership, fields: ['name', 'reason'] });
  });

  test('another number makes it another person, and who was meant elsewhere stays who they are', async () => {
    const here = await enter(nurse, 'songtao', typed(27, { name: '端木清越' }));
    const there = await enter(neighbour, 'hupan', typed(27, { name: '端木清越' }));
    await correct(here.membership, { ...typed(29), name: '端木清越', phone: '' });
    expect((await people(nurse).find({ unit: 'songtao', text: numberFor(29) })).rows).toHaveLength(1);
    expect((await people(nurse).find({ unit: 'songtao', text: numberFor(27) })).rows).toHaveLength(0);
    expect((await people(neighbour).find({ unit: 'hupan', text: numberFor(27) })).rows).toHaveLength(1);
    expect((await people(clerk).one(there)).history).toHaveLength(1);
    await correct(here.membership, { ...typed(31), name: '端木清越', phone: '' }, 2);
    await expectSound(office);
  });

  test('who would be there twice at a time is told so at the day, with when they are there already', async () => {
    const first = await enter(nurse, 'songtao', typed(37, { name: '端木致远', since: '2022-03-01' }));
    await people(nurse).leave({
      ...{ key: key(), membership: first.membership, version: 1, on: '2022-04-01', reason: 'hospital' },
    });
    const again = await enter(nurse, 'songtao', typed(37, { name: '端木致远', since: '2022-04-20' }));
    const earlier = correct(again.membership, { ...typed(37), name: '端木致远', since: '2022-03-20' });
    expect(await refusalOf(earlier)).toMatchObject({
      facts: { fields: ['since:overlaps'], since: '2022-03-01', until: '2022-04-01' },
    });
    const visits = typed(37, { name: '端木致远', role: 'visitor', room: '', bed: '', since: '2022-05-01' });
    const visitor = await enter(nurse, 'songtao', visits);
    const to = { role: 'resident', standing: '', groups: '', post: '', room: '507', bed: '1' };
    const moved = people(nurse).move({
      ...{ key: key(), membership: visitor.membership, version: 1, on: '2022-05-10', to },
    });
    expect(await fieldsOf(moved)).toEqual(['since:overlaps']);
    await correct(again.membership, { ...typed(37), name: '端木致远', since: '2022-04-01' });
  });

  test('two who mend one card from two memberships do not write over each other', async () => {
    const lives = await enter(nurse, 'songtao', typed(39, { name: '端木知微' }));
    const visits = typed(39, { name: '端木知微', role: 'visitor', room: '', bed: '' });
    const also = await enter(nurse, 'songtao', visits);
    const { cardVersion: card } = await people(nurse).one(lives);
    await correct(also.membership, { ...visits, phone: '13900000039' });
    const { role: _, ...member } = typed(39, { name: '端木知薇', phone: '' });
    const old = people(nurse).correct({
      ...{ key: key(), membership: lives.membership, version: 1, card, member, reason: '改名' },
    });
    expect(await refusedWith(old)).toBe('stale');
    expect(await people(nurse).one(lives)).toMatchObject({ name: '端木知微', phone: '139****0039' });
  });

  test('a number that has a card here already is not given a second one', async () => {
    await enter(nurse, 'songtao', typed(33, { name: '端木有恒' }));
    const other = await enter(nurse, 'songtao', typed(35, { name: '端木安然' }));
    const wrong = correct(other.membership, { ...typed(33), name: '端木安然' });
    expect(await fieldsOf(wrong)).toEqual(['idNumber:taken']);
  });
});

async function correct(membership: string, { role: _, ...member }: TypedMember, version = 1) {
  const { cardVersion: card } = await people(nurse).one({ membership });
  return people(nurse).correct({ key: key(), membership, version, card, member, reason: '登记时写错' });
}

async function lastEntries(n: number) {
  const { rows } = await office.ownerDatabase.pool.query<{
    action: string;
    subject: string;
    codes: object;
    fields?: string[];
  }>(`select action, subject, codes, fields from journal_entry order by id desc limit $1`, [n]);
  return rows.map(({ fields = [], ...row }) => (fields.length > 0 ? { ...row, fields } : row));
}
