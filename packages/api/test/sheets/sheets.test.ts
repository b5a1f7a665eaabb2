import type { StaffActor } from '@anmin/api/trpc';
import { demoRegion, idNumberOf } from '@anmin/domain/people/id-number';
import type { TypedMember } from '@anmin/domain/people/member';
import type { SheetLedger } from '@anmin/domain/sheets/ledgers';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../../tooling/test/office.ts';
import { appoint } from '../isolation/neighbours.ts';
import { refusedWith } from '../refused.ts';
import { expectSound } from '../sound.ts';

let office: TestOffice;
let manager: StaffActor;
let second: StaffActor;
let clerk: StaffActor;
beforeAll(async () => {
  office = await openOffice({ clock: '2022-05-16T08:30:00+08:00' });
  manager = await appoint(office, 'institutionManager', 'songtao');
  second = await appoint(office, 'institutionManager', 'songtao');
  clerk = await appoint(office, 'countyClerk', '232761');
});
afterAll(async () => {
  await expectSound(office);
  await office.close();
});

const key = () => randomUUID();
const numberFor = (order: number) => idNumberOf(demoRegion, Temporal.PlainDate.from('1943-07-09'), order);
const typed = (order: number, change: Partial<TypedMember> = {}): TypedMember => ({
  ...{ name: '端木如意', idNumber: numberFor(order), sex: '', bornOn: '', phone: '13900000991', role: 'resident' },
  ...{ standing: '', groups: '', post: '', room: '501', bed: String(order), since: '2022-05-01', ...change },
});

describe('a ledger goes out', () => {
  const make = (who: StaffActor, ledger: SheetLedger, unit = 'songtao', whole = false) =>
    office.as(who).exports.make({
      ...{ key: key(), office: unit, from: '2022-05-16', until: '2022-05-16', reason: '报送' },
      ...{ ledger, whole },
    });
  const take = (who: StaffActor, id: string) => office.as(who).exports.lines({ key: key(), export: id, after: 0 });

  test('the people of a home with numbers and phones masked, with an entry that holds their count and hash', async () => {
    await office.as(manager).people.enter({ key: key(), unit: 'songtao', member: typed(1, { groups: 'cadre' }) });
    const { id, needsApproval } = await make(manager, 'people');
    expect(needsApproval).toBe(false);
    const { lines, next } = await take(manager, id);
    expect(next).toBeNull();
    expect(lines.find((it) => 'room' in it && it.room === '501')).toMatchObject({
      ...{ name: '端木如意', idNumber: `99**************${numberFor(1).slice(-2)}`, phone: '139****0991', bornOn: '' },
      ...{ role: 'resident', groups: 'cadre', bed: '1', since: '2022-05-01' },
    });
    const { rows } = await office.ownerDatabase.pool.query<{ codes: Record<string, unknown> }>(
      `select codes from journal_entry where action = 'export.fetched' and subject = $1`,
      [id],
    );
    expect(rows).toMatchObject([{ codes: { ledger: 'people', lines: lines.length } }]);
    expect(await refusedWith(take(manager, id))).toBe('notFound');
    expect(await refusedWith(office.as(manager).exports.fetch({ key: key(), export: id }))).toBe('notFound');
  });

  test('numbers stand there whole only where a second person agreed', async () => {
    const { id, needsApproval } = await make(manager, 'people', 'songtao', true);
    expect(needsApproval).toBe(true);
    expect(await refusedWith(take(manager, id))).toBe('notAllowed');
    await office.as(second).exports.approve({ key: key(), export: id });
    const { lines } = await take(manager, id);
    expect(lines.find((it) => 'room' in it && it.room === '501')).toMatchObject({ idNumber: numberFor(1) });
  });

  test('a county takes out the vaccination of all its homes, doses in their columns; a home not that of another', async () => {
    const { rows } = await office.as(manager).people.find({ unit: 'songtao', text: numberFor(1) });
    const { person } = (
      await office.ownerDatabase.pool.query<{ person: string }>('select person from membership where id = $1', [
        rows[0]?.membership,
      ])
    ).rows[0] as { person: string };
    const dose = {
      kind: 'inactivated',
      number: 1,
      on: '2021-06-01',
      product: '某厂',
      batch: 'A1',
      place: '区医院',
    } as const;
    await office.as(manager).vaccination.enterDose({ key: key(), unit: 'songtao', person, dose });
    const { id } = await make(clerk, 'vaccination', '232761');
    const { lines } = await take(clerk, id);
    expect(lines.find((it) => it.record === rows[0]?.membership)).toMatchObject({
      ...{ name: '端木如意', age: '78', where: '501 1', state: 'begun' },
      ...{ dose1On: '2021-06-01', dose1Kind: 'inactivated', dose1Batch: 'A1', dose2On: '' },
    });
    expect(await refusedWith(make(manager, 'vaccination', 'hupan'))).toBe('notFound');
    expect(await refusedWith(make(clerk, 'people', '232701'))).toBe('notFound');
  });
});
