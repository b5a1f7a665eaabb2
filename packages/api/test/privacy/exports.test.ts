import type { StaffActor } from '@anmin/api/trpc';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../../tooling/test/office.ts';
import { answersFor, book, manId, phoneOf } from '../citizens.ts';
import { appoint } from '../isolation/neighbours.ts';
import { bookableSlots, type SlotAt } from '../race.ts';

let office: TestOffice;
let day: string;
beforeAll(async () => {
  office = await openOffice({ clock: '2022-05-16T08:31:00+08:00' });
  await office.runJobs();
  const [slot] = (await bookableSlots(office, 'jiagedaqi')) as [SlotAt];
  ({ day } = slot);
  await book(office, { ...answersFor(1, slot), name1: '欧阳建军' });
  await book(office, answersFor(2, slot));
});
afterAll(() => office.close());

const manager = () => appoint(office, 'institutionManager');
const make = (by: StaffActor) =>
  office.as(by).exports.make({ key: randomUUID(), office: 'jiagedaqi', from: day, until: day, reason: '当日备份' });
const approve = (by: StaffActor, id: string) => office.as(by).exports.approve({ key: randomUUID(), export: id });
const get = (by: StaffActor, id: string, key: string = randomUUID()) =>
  office.as(by).exports.fetch({ key, export: id });

/** As if somebody had taken lists of so many persons today. */
async function taken({ id }: StaffActor, persons: number): Promise<void> {
  await office.ownerDatabase.pool.query(
    `insert into export (id, office, from_day, until_day, persons, reason, made_by, needs_approval)
       values (gen_random_uuid(), 'jiagedaqi', '2022-05-01', '2022-05-02', $2, 'test', 'staff:' || $1::text, false)`,
    [id, persons],
  );
}

describe('a list that leaves the office', () => {
  test('is masked, says who took it, when and under which number, and the journal knows its hash', async () => {
    const own = await manager();
    const { id, persons, needsApproval } = await make(own);
    expect({ persons, needsApproval }).toEqual({ persons: 4, needsApproval: false });
    const file = await get(own, id);
    expect(file).toMatchObject({ id, by: 'institutionManager', from: day, until: day });
    expect(Temporal.Instant.from(file.at).epochMilliseconds).toBeGreaterThan(0);
    expect(file.rows.map(({ parties }) => parties[0]?.name)).toEqual(['欧**军', '王*军']);
    for (const value of [manId(1), phoneOf(1), '欧阳建军']) expect(JSON.stringify(file)).not.toContain(value);
    const { rows } = await office.ownerDatabase.pool.query<{ codes: object }>(
      `select codes from journal_entry where action = 'export.fetched' and subject = $1`,
      [id],
    );
    expect(rows).toMatchObject([
      { codes: { bookings: 2, persons: 4, hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string } },
    ]);
  });

  test('[D11] is fetched once, by nobody else, and not after ten minutes', async () => {
    const [own, other] = [await manager(), await manager()];
    const { id } = await make(own);
    await expect(get(other, id)).rejects.toThrow('notFound');
    const both = await Promise.allSettled([get(own, id), get(own, id)]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(get(own, id)).rejects.toThrow('notFound');
    const [lost, again] = [await make(own), randomUUID()];
    const first = await get(own, lost.id, again);
    expect(await get(own, lost.id, again)).toEqual(first);
    await expect(get(own, lost.id)).rejects.toThrow('notFound');
    const late = await make(own);
    await office.ownerDatabase.pool.query(`update export set made_at = made_at - interval '10 minutes' where id = $1`, [
      late.id,
    ]);
    await expect(get(own, late.id)).rejects.toThrow('notFound');
    await office.ownerDatabase.pool.query(`update export set made_at = made_at - interval '10 minutes' where id = $1`, [
      lost.id,
    ]);
    await expect(get(own, lost.id, again)).rejects.toThrow('notFound');
    const { rows } = await office.ownerDatabase.pool.query<{ answer: object }>(
      `select answer from idempotency where key = $1`,
      [again],
    );
    expect(JSON.stringify(rows)).not.toContain('*');
  });

  test('is whole, however long: what is counted is what is handed out', async () => {
    await office.ownerDatabase.pool.query(
      `insert into booking (id, reference, office, slot, service, state, channel, made_by)
         select gen_random_uuid(), 'HY' || n, office, slot, service, 'displaced', channel, 'test'
           from booking, generate_series(1, 2100) n where reference = (select min(reference) from booking)`,
    );
    const own = await manager();
    const { id } = await make(own);
    expect((await get(own, id)).rows).toHaveLength(2102);
    await office.ownerDatabase.pool.query(`delete from booking where made_by = 'test'`);
  });

  test('[D10] beyond 500 persons a day a second person agrees, also when they were taken in small parts', async () => {
    const own = await manager();
    for (let part = 0; part < 10; part += 1) await taken(own, 49);
    expect(await make(own)).toMatchObject({ needsApproval: false });
    await taken(own, 3);
    const { id, needsApproval } = await make(own);
    expect(needsApproval).toBe(true);
    await expect(get(own, id)).rejects.toThrow('notAllowed');
    await approve(await manager(), id);
    expect((await get(own, id)).rows).toHaveLength(2);
  });

  test('[D10] the share is settled by the bureau with its source; where none is, a second person always agrees', async () => {
    const clerk = office.as(await appoint(office, 'sectionClerk')).retention;
    const share = { prefecture: '232700', kind: 'exportAlone' as const, source: '试验设置', validFrom: '2022-05-16' };
    const { pool } = office.ownerDatabase;
    await clerk.save({ key: randomUUID(), ...share, amount: 3 });
    expect(await make(await manager())).toMatchObject({ persons: 4, needsApproval: true });
    await clerk.save({ key: randomUUID(), ...share, amount: 4 });
    expect(await make(await manager())).toMatchObject({ needsApproval: false });
    await pool.query(`update privacy_setting set valid_from = '2022-05-17'`);
    expect(await make(await manager())).toMatchObject({ needsApproval: true });
    await pool.query(`update privacy_setting set valid_from = '2021-01-01'`);
    await clerk.save({ key: randomUUID(), ...share, amount: 500 });
  });

  test('[D10] from two tabs at once no more than the share goes without a second person', async () => {
    const own = await manager();
    await taken(own, 496);
    const made = await Promise.all([make(own), make(own)]);
    expect(made.map(({ needsApproval }) => needsApproval).sort()).toEqual([false, true]);
  });

  test('[A19] nobody agrees to their own, nor twice, nor from another office, nor without the right', async () => {
    const [own, other] = [await manager(), await manager()];
    await taken(own, 500);
    const { id } = await make(own);
    await expect(approve(own, id)).rejects.toThrow('dutiesApart');
    await expect(approve(await appoint(office, 'institutionManager', 'mohe'), id)).rejects.toThrow('notFound');
    await expect(approve(await appoint(office, 'institutionStaff'), id)).rejects.toThrow('notAllowed');
    const tabs = await Promise.allSettled([approve(other, id), approve(other, id)]);
    expect(tabs.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const listed = await office.as(own).exports.list({ office: 'jiagedaqi' });
    expect(listed.find((it) => it.id === id)).toMatchObject({ state: 'ready', own: true, approvedBy: other.name });
  });

  test('[A19] not even the database takes the maker as the second person', async () => {
    await expect(
      office.ownerDatabase.pool.query('update export set approved_by = made_by, approved_at = now()'),
    ).rejects.toMatchObject({ code: '23514' });
  });
});
