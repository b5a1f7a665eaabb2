import type { StaffActor } from '@anmin/api/trpc';
import { inScope } from '@anmin/api/scope';
import { sqlState } from '@anmin/db/client';
import { memberTransfer } from '@anmin/db/schema/people';
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
let other: StaffActor;
beforeAll(async () => {
  office = await openOffice({ clock: '2022-05-16T08:30:00+08:00' });
  nurse = await appoint(office, 'institutionStaff', 'songtao');
  other = await appoint(office, 'institutionManager', 'hupan');
});
afterAll(async () => {
  await expectSound(office);
  await office.close();
});

const key = () => randomUUID();
const people = (who: StaffActor) => office.as(who).people;
const numberFor = (order: number) => idNumberOf(demoRegion, Temporal.PlainDate.from('1939-02-03'), order);
const typed = (order: number, change: Partial<TypedMember> = {}): TypedMember => ({
  ...{ name: '宇文承平', idNumber: numberFor(order), sex: '', bornOn: '', phone: '13900000771', role: 'resident' },
  ...{ standing: '', groups: '', post: '', room: '601', bed: '1', since: '2022-05-01', ...change },
});
const enter = (member: TypedMember) => people(nurse).enter({ key: key(), unit: 'songtao', member });
const send = (membership: string, to = 'hupan', on = '2022-05-15') =>
  people(nurse).send({ key: key(), membership, version: 1, to, on });
const bed = { role: 'resident', standing: '', groups: '', post: '', room: '202', bed: '3' };
const receive = (transfer: string, who = other, on = '2022-05-15') =>
  people(who).receive({ key: key(), transfer, on, to: bed });
const personOf = async (membership: string) => {
  const { rows } = await office.ownerDatabase.pool.query<{ person: string }>(
    'select person from membership where id = $1',
    [membership],
  );
  return rows[0]?.person ?? '';
};

describe('somebody goes over to another home', () => {
  test('in one act: one membership ends, the other begins the same day, the doses and what hinders more go along', async () => {
    const { membership } = await enter(typed(1));
    const person = await personOf(membership);
    const at = { unit: 'songtao', person };
    const dose = { kind: 'inactivated' as const, product: '灭活疫苗', batch: 'B3', place: '卫生院' };
    const verbs = office.as(nurse).vaccination;
    await verbs.enterDose({ key: key(), ...at, dose: { ...dose, number: 1, on: '2021-07-01' } });
    await verbs.enterDose({ key: key(), ...at, dose: { ...dose, number: 2, on: '2021-08-01' } });
    const hindrance = {
      kind: 'contraindication' as const,
      from: '2022-01-01',
      until: null,
      evidence: '医院证明第7号',
      note: '',
    };
    await verbs.hinder({ key: key(), ...at, hindrance });

    const { transfer } = await send(membership);
    const { waiting } = await people(other).transfers({ unit: 'hupan' });
    expect(waiting).toEqual([
      {
        transfer,
        comes: true,
        name: '宇文承平',
        role: 'resident',
        on: '2022-05-15',
        other: '加格达奇松涛养老院（演示）',
      },
    ]);
    const came = await receive(transfer);
    expect(await people(other).one(came)).toMatchObject({
      ...{ name: '宇文承平', phone: '139****0771', room: '202', bed: '3', since: '2022-05-15', until: null },
    });
    expect(await people(nurse).one({ membership })).toMatchObject({ until: '2022-05-15', leftFor: 'transfer' });
    expect(await personOf(came.membership)).toBe(person);
    const there = await office.as(other).vaccination.person({ unit: 'hupan', person });
    expect(there.doses.map(({ number, on, batch }) => [number, on, batch])).toEqual(
      expect.arrayContaining([
        [1, '2021-07-01', 'B3'],
        [2, '2021-08-01', 'B3'],
      ]),
    );
    expect(there.hindrances).toMatchObject([{ kind: 'contraindication', evidence: '医院证明第7号' }]);
    const { rows } = await office.ownerDatabase.pool.query(
      'select first_on::text from vaccination_reached where person = $1 and unit = $2 and known_until is null',
      [person, 'hupan'],
    );
    expect(rows).toEqual([{ first_on: '2021-07-01' }]);
    expect((await people(other).transfers({ unit: 'hupan' })).waiting).toEqual([]);
    expect(await refusedWith(receive(transfer))).toBe('stale');
  });

  test('also of whom no number is known: it is the same person', async () => {
    const { membership } = await enter(typed(3, { idNumber: '', sex: 'male', name: '宇文无号' }));
    const { transfer } = await send(membership);
    const came = await receive(transfer);
    expect(await personOf(came.membership)).toBe(await personOf(membership));
  });

  test('until the other takes them in they belong where they are, and either calls it off', async () => {
    const { membership } = await enter(typed(5));
    for (const who of [nurse, other]) {
      const { transfer } = await send(membership);
      expect(await refusedWith(send(membership))).toBe('stale');
      expect((await people(nurse).one({ membership })).until).toBeNull();
      await people(who).callOff({ key: key(), transfer });
      expect(await refusedWith(receive(transfer))).toBe('stale');
    }
  });

  test('who leaves goes over to nobody any more: it is called off, and nobody is taken in', async () => {
    const { membership } = await enter(typed(11));
    const { transfer } = await send(membership);
    await people(nurse).leave({ key: key(), membership, version: 1, on: '2022-05-15', reason: 'home' });
    expect((await people(other).transfers({ unit: 'hupan' })).waiting).toEqual([]);
    expect(await refusedWith(receive(transfer))).toBe('stale');
    const { rows } = await office.ownerDatabase.pool.query<{ action: string }>(
      'select action from journal_entry where subject = $1 order by id desc limit 2',
      [membership],
    );
    expect(rows.map(({ action }) => action)).toEqual(['member.left', 'member.calledOff']);
  });

  test('who changes beds, or what they are there, is still to go over, once', async () => {
    const { membership } = await enter(typed(13));
    const { transfer } = await send(membership);
    const to = { role: 'visitor', standing: '', groups: '', post: '', room: '', bed: '' };
    const moved = await people(nurse).move({ key: key(), membership, version: 1, on: '2022-05-10', to });
    expect(await refusedWith(send(moved.membership))).toBe('stale');
    expect((await people(other).transfers({ unit: 'hupan' })).waiting).toMatchObject([{ transfer, role: 'visitor' }]);
    await receive(transfer);
    expect(await people(nurse).one(moved)).toMatchObject({ until: '2022-05-15', leftFor: 'transfer' });
  });

  test('a name that is written right meanwhile is the name the other home reads', async () => {
    const { membership } = await enter(typed(15, { name: '宇文承' }));
    const { transfer } = await send(membership);
    const { role: _, ...member } = typed(17, { name: '宇文承泽' });
    await people(nurse).correct({ key: key(), membership, version: 1, card: 1, member, reason: '录入错误' });
    expect((await people(other).transfers({ unit: 'hupan' })).waiting).toMatchObject([{ name: '宇文承泽' }]);
    await people(nurse).callOff({ key: key(), transfer });
  });

  test('who comes back to a former home is there as it wrote them, under the phone it knows', async () => {
    const before = typed(19, { name: '宇文归', phone: '13900000772', since: '2022-01-01' });
    const there = await people(other).enter({ key: key(), unit: 'hupan', member: before });
    const gone = { membership: there.membership, version: 1, on: '2022-03-01', reason: 'home' as const };
    await people(other).leave({ key: key(), ...gone });
    const { membership } = await enter(typed(19, { name: '宇文归来', phone: '13900000773' }));
    const { transfer } = await send(membership);
    expect(await people(other).one(await receive(transfer))).toMatchObject({ name: '宇文归', phone: '139****0772' });
  });

  test('a day before they came, or to come, and a place that is none are told at their fields', async () => {
    const { membership } = await enter(typed(7));
    const fields = async (answer: Promise<unknown>) => (await refusalOf(answer))?.facts['fields'];
    expect(await fields(send(membership, 'songtao'))).toEqual(['to:empty']);
    expect(await fields(send(membership, 'zhenhai-yanglao'))).toEqual(['to:empty']);
    expect(await fields(send(membership, 'hupan', '2022-05-01'))).toEqual(['on:wrong']);
    const { transfer } = await send(membership);
    expect(await fields(receive(transfer, other, '2022-05-17'))).toEqual(['since:future']);
    expect(await fields(receive(transfer, other, '2022-05-01'))).toEqual(['on:wrong']);
    // until the day they are sent for, the home that sent them says that they are there
    expect(await fields(receive(transfer, other, '2022-05-10'))).toEqual(['on:wrong']);
    expect((await people(nurse).one({ membership })).until).toBeNull();
  });

  test('[A16] a third home sees and takes nobody, and nobody takes whom no one sent', async () => {
    const third = await appoint(office, 'institutionManager', 'beihai');
    const { membership } = await enter(typed(9));
    const { transfer } = await send(membership);
    expect((await people(third).transfers({ unit: 'beihai' })).waiting).toEqual([]);
    expect(await refusedWith(receive(transfer, third))).toBe('notFound');
    expect(await refusedWith(receive(transfer, nurse))).toBe('notFound');
    const person = await personOf(membership);
    const made = inScope({ database: office.databases.staff, keys: office.keys }, ['beihai'], (tx) =>
      tx.insert(memberTransfer).values({
        ...{ id: randomUUID(), membership, person, unit: 'songtao', toUnit: 'beihai', role: 'resident' },
        ...{ onDay: '2022-05-16', nameSealed: Buffer.alloc(1), madeBy: 'x' },
      }),
    );
    expect(await made.catch((error: unknown) => sqlState(error))).toBe('42501');
  });
});
