import { journal } from '@anmin/api/journal';
import type { StaffActor } from '@anmin/api/trpc';
import { inTransaction } from '@anmin/db/client';
import type { Role } from '@anmin/domain/organisation/roles';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../../tooling/test/office.ts';
import { actorOf, appoint } from '../isolation/neighbours.ts';
import { refusedWith } from '../refused.ts';

let office: TestOffice;
let manager: StaffActor;
let administrator: StaffActor;
beforeAll(async () => {
  office = await openOffice({ clock: '2022-05-16T08:31:00+08:00' });
  manager = await appoint(office, 'institutionManager', 'jiagedaqi');
  administrator = await appoint(office, 'systemAdministrator', '232700');
});
afterAll(() => office.close());

describe('duties are kept apart on every day, not only on this one', () => {
  const giving = (holder: string, role: Role, unit: string) => ({
    ...{ key: randomUUID(), holder, role, unit },
    ...{ from: '2022-05-17', until: null },
  });

  test('nobody of the business audits from tomorrow on, until their post is over by then', async () => {
    const clerk = await appoint(office, 'institutionStaff', 'jiagedaqi');
    const { appoint: give } = office.as(administrator).staff;
    expect(await refusedWith(give(giving(clerk.id, 'auditor', '232700')))).toBe('dutiesApart');
    await office.ownerDatabase.pool.query(`update post set until_day = '2022-05-17' where holder = $1`, [clerk.id]);
    expect(await refusedWith(give(giving(clerk.id, 'auditor', '232700')))).toBeNull();
    expect(await refusedWith(give(giving(clerk.id, 'dutyOfficer', '232700')))).toBe('dutiesApart');
  });

  test('nor by what was lent to them', async () => {
    const head = await appoint(office, 'prefectureHead');
    const lending = { abilities: ['closures.make'] as 'closures.make'[], unit: '232700', reason: '出差' };
    const days = { from: '2022-05-17', until: '2022-05-20' };
    const lend = (taker: string) =>
      refusedWith(office.as(head).duties.delegate({ key: randomUUID(), taker, ...lending, ...days }));
    expect(await lend((await appoint(office, 'auditor')).id)).toBe('dutiesApart');
    const former = await appoint(office, 'villageWorker');
    expect(await lend(former.id)).toBeNull();
    await office.ownerDatabase.pool.query(`update post set until_day = '2022-05-17' where holder = $1`, [former.id]);
    const { appoint: give } = office.as(administrator).staff;
    expect(await refusedWith(give(giving(former.id, 'auditor', '232700')))).toBe('dutiesApart');
    expect(await refusedWith(give({ ...giving(former.id, 'auditor', '232700'), from: '2022-05-20' }))).toBeNull();
  });
});

describe('a delegation', () => {
  const lend = (taker: StaffActor) => ({
    ...{ key: randomUUID(), taker: taker.id, abilities: ['closures.make'] as 'closures.make'[], unit: 'jiagedaqi' },
    ...{ from: '2022-05-16', until: '2022-05-20', reason: '出差' },
  });
  const closing = () => ({
    ...{ key: randomUUID(), office: 'jiagedaqi', from: '2022-06-03', until: '2022-06-03' },
    ...{ services: null, reason: '停电检修' },
  });

  test('lets its taker do the act there and then, and the journal names it', async () => {
    const clerk = await appoint(office, 'institutionStaff', 'jiagedaqi');
    expect(await refusedWith(office.as(clerk).closures.close(closing()))).toBe('notAllowed');
    const { delegation } = await office.as(manager).duties.delegate(lend(clerk));
    const lent = await actorOf(office, clerk.id, 'x');
    const told = await office.as(lent).staff.me();
    expect(told.officesOf['closures.make']?.map(({ id }) => id)).toEqual(['jiagedaqi']);
    expect(told.lendable).toEqual([]);
    const { closure } = await office.as(lent).closures.close(closing());
    const { rows } = await office.ownerDatabase.pool.query<{ codes: object }>(
      `select codes from journal_entry where subject = $1 and action = 'closure.made'`,
      [closure],
    );
    expect(rows[0]?.codes).toMatchObject({ delegation });
    await office.as(manager).duties.revoke({ key: randomUUID(), delegation });
    expect(await refusedWith(office.as(await actorOf(office, clerk.id, 'x')).closures.close(closing()))).toBe(
      'notAllowed',
    );
  });

  test('is named as well where the act reaches an office it does not cover', async () => {
    const clerk = await appoint(office, 'institutionStaff', 'jiagedaqi');
    const { delegation } = await office.as(manager).duties.delegate(lend(clerk));
    const lent = await actorOf(office, clerk.id, 'x');
    const acting = lent.grants.filter(({ ability }) => ability === 'closures.make');
    const booking = randomUUID();
    await inTransaction(office.databases.staff, (tx) =>
      journal(tx, { ...lent, acting }, { action: 'offer.withdrawn', subject: booking, office: 'mohe' }),
    );
    const { rows } = await office.ownerDatabase.pool.query<{ codes: object }>(
      'select codes from journal_entry where subject = $1',
      [booking],
    );
    expect(rows).toEqual([{ codes: { delegation } }]);
  });

  test('counts only while its giver may do the act, and not before or after its days', async () => {
    const giver = await appoint(office, 'institutionManager', 'tahe');
    const clerk = await appoint(office, 'institutionStaff', 'tahe');
    await office.as(giver).duties.delegate({ ...lend(clerk), unit: 'tahe' });
    const count = async () =>
      (await actorOf(office, clerk.id, 'x')).grants.filter((it) => it.delegation !== null).length;
    expect(await count()).toBe(1);
    await office.ownerDatabase.pool.query(`update post set until_day = '2022-05-16' where holder = $1`, [giver.id]);
    expect(await count()).toBe(0);
    await office.ownerDatabase.pool.query(`update post set until_day = null where holder = $1`, [giver.id]);
    await office.ownerDatabase.pool.query(`update delegation set until_day = '2022-05-16', from_day = '2022-05-01'`);
    expect(await count()).toBe(0);
  });

  test.each<[string, object, string]>([
    ['of what one may not do oneself', { abilities: ['units.change'] }, 'notAllowed'],
    ['of the right to delegate', { abilities: ['duties.delegate'] }, 'notAllowed'],
    ['for a unit of others', { unit: 'mohe' }, 'notFound'],
    ['to a stranger', { taker: randomUUID() }, 'notFound'],
    ['from a day that is over', { from: '2022-05-15' }, 'wrongDay'],
    ['that is over before it begins', { from: '2022-05-01', until: '2022-05-16' }, 'wrongDay'],
  ])('%s is refused', async (_, change, refused) => {
    const clerk = await appoint(office, 'institutionStaff', 'jiagedaqi');
    expect(await refusedWith(office.as(manager).duties.delegate({ ...lend(clerk), ...change }))).toBe(refused);
  });
});
