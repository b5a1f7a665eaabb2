import type { StaffActor } from '@anmin/api/trpc';
import type { Role } from '@anmin/domain/organisation/roles';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../../tooling/test/office.ts';
import { post as send } from '../citizens.ts';
import { actorOf, appoint, openForeignOffice } from '../isolation/neighbours.ts';
import { refusedWith } from '../refused.ts';
import { get } from '../staff.ts';

let office: TestOffice;
let manager: StaffActor;
let administrator: StaffActor;
beforeAll(async () => {
  office = await openOffice({ clock: '2022-05-16T08:31:00+08:00' });
  await openForeignOffice(office);
  manager = await appoint(office, 'institutionManager', 'jiagedaqi');
  administrator = await appoint(office, 'systemAdministrator', '232700');
});
afterAll(() => office.close());

const invitation = (username: string, role: Role = 'institutionStaff', unit = 'jiagedaqi') => ({
  ...{ key: randomUUID(), username, name: '周晓梅', role, unit },
});

describe('somebody new', () => {
  test('opens the account with a code shown once, chooses a passphrase nobody else sees, and serves the counter', async () => {
    const { holder, code } = await office.as(manager).staff.invite(invitation('zhouxm'));
    expect(code).toMatch(/^[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}$/);
    expect((await signIn('zhouxm', 'xue-hou-chu-qing')).status).toBe(401);
    const opening = { username: 'zhouxm', code: code.toLowerCase(), passphrase: 'xue-hou-chu-qing' };
    expect((await send(office.url, 'staff.accept', opening)).status).toBe(200);
    const cookie = await cookieOf('zhouxm', 'xue-hou-chu-qing');
    const sheet = await get<{ office: { id: string } }>(office.url, 'counter.sheet', sheetOf('jiagedaqi'), cookie);
    expect(sheet.office.id).toBe('jiagedaqi');
    expect(await statusOf('counter.sheet', sheetOf('mohe'), cookie)).toBe(404);
    expect(await entriesOf(holder)).toEqual(['staff.invited', 'staff.signInRefused', 'staff.codeUsed', 'staff.signIn']);
  });

  test('[B05] finds a code used once, replaced or tried too often dead', async () => {
    const { holder, code } = await office.as(manager).staff.invite(invitation('once'));
    const opening = { username: 'once', passphrase: 'bai-hua-lin-hai' };
    const renewed = await office.as(manager).staff.renewCode({ key: randomUUID(), holder, reason: '丢了' });
    expect((await accept({ ...opening, code })).refused).toBe('codeWrong');
    expect(await accept({ ...opening, code: renewed.code })).toEqual({ opened: true });
    expect((await accept({ ...opening, code: renewed.code })).refused).toBe('codeWrong');
    const last = await office.as(manager).staff.renewCode({ key: randomUUID(), holder, reason: '忘了' });
    for (let n = 0; n < 5; n += 1)
      expect((await accept({ ...opening, code: 'AAAA-BBBB-CCCC' })).refused).toBe('codeWrong');
    expect((await accept({ ...opening, code: last.code })).refused).toBe('codeWrong');
  });

  test('[B15] whose passphrase is reset is told by whom; nobody else chooses or sees it, and a code not asked for is undone', async () => {
    const { holder, cookie } = await hired('reset');
    const wish = { key: randomUUID(), holder, reason: '忘了' };
    const own = { cookie: await cookieOfManager() };
    const chosen = await send(office.url, 'staff.renewCode', { ...wish, passphrase }, own);
    expect(chosen.status).toBe(400);
    const renewed = await send<{ code: string }>(office.url, 'staff.renewCode', wish, own);
    expect(Object.keys(renewed.data ?? {})).toEqual(['code']);
    expect(await get(office.url, 'staff.me', undefined, cookie)).toMatchObject({ codeGiven: { by: '林晓燕' } });
    const change = { current: passphrase, next: 'hu-ma-he-kou-yu' };
    const changed = await fetch(`${office.url}/api/auth/change-passphrase`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: office.url, cookie },
      body: JSON.stringify(change),
    });
    expect(changed.status).toBe(200);
    const code = renewed.data?.code ?? '';
    expect((await accept({ username: 'reset', code, passphrase })).refused).toBe('codeWrong');
    expect(await get(office.url, 'staff.me', undefined, await cookieOf('reset', change.next))).toMatchObject({
      codeGiven: null,
    });
  });

  test('[B06] a taken name is refused, and the account behind it stays as it is', async () => {
    expect(await refusedWith(office.as(manager).staff.invite(invitation('jiagedaqi')))).toBe('nameTaken');
    await expect(office.signIn('clerk')).resolves.toContain('session');
  });

  test('the same request sent twice opens one account and shows the same code', async () => {
    const wish = invitation('twice');
    const [one, other] = [await office.as(manager).staff.invite(wish), await office.as(manager).staff.invite(wish)];
    expect(other).toEqual(one);
    const { rows } = await office.ownerDatabase.pool.query('select answer from idempotency where key = $1', [wish.key]);
    expect(JSON.stringify(rows)).not.toContain(one.code.slice(0, 4));
  });
});

describe('[A09] nobody gives more than they have', () => {
  test.each<[string, Role, string, string]>([
    ['a role of another kind of unit', 'sectionClerk', 'jiagedaqi', 'wrongInput'],
    ['a role above the own unit', 'institutionStaff', '232761', 'notFound'],
    ['a role at a neighbour', 'institutionStaff', 'mohe', 'notFound'],
    ['the keys of the system', 'systemAdministrator', 'jiagedaqi', 'wrongInput'],
  ])('%s', async (_, role, unit, refused) => {
    expect(await refusedWith(office.as(manager).staff.invite(invitation(randomName(), role, unit)))).toBe(refused);
  });

  test('nor a greater role at their own bureau', async () => {
    const head = await appoint(office, 'prefectureHead');
    const wish = (role: Role, unit: string) => office.as(head).staff.invite(invitation(randomName(), role, unit));
    for (const role of ['systemAdministrator', 'auditor'] as const)
      expect(await refusedWith(wish(role, '232700'))).toBe('notAllowed');
    expect(await refusedWith(wish('sectionClerk', '232700-shehui'))).toBe('notAllowed');
    expect(await refusedWith(wish('dutyOfficer', '232700'))).toBeNull();
  });

  test('nor anything to themselves', async () => {
    const own = { key: randomUUID(), holder: administrator.id, unit: '232700' };
    const more = { ...own, role: 'sectionClerk' as const, from: '2022-05-16', until: null };
    expect(await refusedWith(office.as(administrator).staff.appoint(more))).toBe('dutiesApart');
  });

  test.each<Role>(['systemAdministrator', 'auditor', 'institutionManager'])(
    'nor takes over, shuts out or relieves who holds more: %s',
    async (role) => {
      const head = await appoint(office, 'prefectureHead');
      const greater = await appoint(office, role);
      // what is held from a later day on counts as well
      await office.ownerDatabase.pool.query(`update post set from_day = '2022-05-17' where holder = $1`, [greater.id]);
      const { rows } = await office.ownerDatabase.pool.query<{ id: string }>('select id from post where holder = $1', [
        greater.id,
      ]);
      const act = () => ({ key: randomUUID(), holder: greater.id, reason: '试试' });
      const { staff } = office.as(head);
      expect(await refusedWith(staff.renewCode(act()))).toBe('notAllowed');
      expect(await refusedWith(staff.disable(act()))).toBe('notAllowed');
      expect(await refusedWith(staff.enable(act()))).toBe('notAllowed');
      expect(await refusedWith(staff.relieve({ key: randomUUID(), post: rows[0]?.id ?? '', reason: '试试' }))).toBe(
        'notAllowed',
      );
      expect((await staff.list({ holder: greater.id })).map(({ managed }) => managed)).toEqual([false]);
      expect(await refusedWith(office.as(administrator).staff.renewCode(act()))).toBeNull();
      const [row] = await office.as(administrator).staff.list({ holder: greater.id });
      expect(row?.managed).toBe(true);
    },
  );

  test('[B17] nor anything without a second factor of this moment', async () => {
    const clerk = await appoint(office, 'institutionStaff', 'jiagedaqi');
    const { staff } = office.as({ ...manager, secondFactorAt: null });
    const act = { key: randomUUID(), holder: clerk.id, reason: '试试' };
    const post = { key: randomUUID(), holder: clerk.id, role: 'institutionStaff' as const, unit: 'jiagedaqi' };
    const refusals = [
      staff.invite(invitation(randomName())),
      staff.appoint({ ...post, from: '2022-05-16', until: null }),
      staff.renewCode(act),
      staff.enable(act),
    ].map(refusedWith);
    expect(new Set(await Promise.all(refusals))).toEqual(new Set(['secondFactorNeeded']));
    expect(await refusedWith(staff.disable(act))).toBeNull();
  });

  test('and everybody is told beforehand whom they may act on, what they may give and what they may lend', async () => {
    const clerk = await appoint(office, 'institutionStaff', 'jiagedaqi');
    const people = await office.as(manager).staff.list({});
    const managedOf = (id: string) => people.find((it) => it.id === id)?.managed;
    expect([managedOf(clerk.id), managedOf(manager.id)]).toEqual([true, false]);
    const own = await office.as(manager).staff.me();
    expect(own.givable).toEqual(['institutionManager', 'institutionStaff', 'dutyOfficer']);
    expect(own.lendable).toContain('counter.serve');
    expect(own.lendable).not.toContain('staff.manage');
    const all = await office.as(administrator).staff.me();
    expect(all.givable).toContain('auditor');
    expect(all.lendable).toEqual([]);
    expect(Object.keys(all.officesOf)).not.toContain('counter.see');
    expect((await office.as(clerk).staff.me()).givable).toEqual([]);
    // one of the bureau closes all offices at once, one of an office or a county its own
    const closesAll = async (role: Role) => (await office.as(await appoint(office, role)).staff.me()).closesAll;
    expect([await closesAll('sectionClerk'), await closesAll('countyClerk'), own.closesAll]).toEqual([
      true,
      false,
      false,
    ]);
  });

  test('nor a second role to an auditor or an administrator', async () => {
    const auditor = await appoint(office, 'auditor', '232700');
    const more = { key: randomUUID(), holder: auditor.id, unit: '232700', from: '2022-05-16', until: null };
    expect(await refusedWith(office.as(administrator).staff.appoint({ ...more, role: 'prefectureHead' }))).toBe(
      'dutiesApart',
    );
  });
});

describe('[A10] [A11] a change holds from the next request, open sessions included', () => {
  test('a disabled account ends at once, and comes back when it is opened again', async () => {
    const { holder, cookie } = await hired('disabled');
    expect(await statusOf('counter.sheet', sheetOf('jiagedaqi'), cookie)).toBe(200);
    await office.as(manager).staff.disable({ key: randomUUID(), holder, reason: '离职' });
    expect(await statusOf('counter.sheet', sheetOf('jiagedaqi'), cookie)).toBe(401);
    expect((await actorOf(office, holder, 'x')).grants).toEqual([]);
    await office.as(manager).staff.enable({ key: randomUUID(), holder, reason: '返岗' });
    const again = await cookieOf('disabled', passphrase);
    expect(await statusOf('counter.sheet', sheetOf('jiagedaqi'), again)).toBe(200);
  });

  test('who is moved to another office signs in anew, sees the new one and no longer the old', async () => {
    const { holder, cookie } = await hired('moved');
    const { rows } = await office.ownerDatabase.pool.query<{ id: string }>('select id from post where holder = $1', [
      holder,
    ]);
    const admin = office.as(administrator).staff;
    await admin.appoint({
      key: randomUUID(),
      holder,
      role: 'institutionStaff',
      unit: 'mohe',
      from: '2022-05-16',
      until: null,
    });
    await admin.relieve({ key: randomUUID(), post: rows[0]?.id ?? '', reason: '调动' });
    expect(await statusOf('counter.sheet', sheetOf('jiagedaqi'), cookie)).toBe(401);
    const anew = await cookieOf('moved', passphrase);
    expect(await statusOf('counter.sheet', sheetOf('mohe'), anew)).toBe(200);
    expect(await statusOf('counter.sheet', sheetOf('jiagedaqi'), anew)).toBe(404);
  });

  test('who also works elsewhere is managed from above both', async () => {
    const { holder } = await hired('both');
    const more = { key: randomUUID(), holder, role: 'institutionStaff' as const, unit: 'mohe' };
    await office.as(administrator).staff.appoint({ ...more, from: '2022-05-16', until: null });
    const shut = { key: randomUUID(), holder, reason: '试试' };
    expect(await refusedWith(office.as(manager).staff.disable(shut))).toBe('notFound');
    expect(await office.as(administrator).staff.disable(shut)).toEqual({ shut: true });
  });
});

const passphrase = 'da-xue-feng-shan';

async function hired(username: string) {
  const { holder, code } = await office.as(manager).staff.invite(invitation(username));
  await send(office.url, 'staff.accept', { username, code, passphrase });
  return { holder, cookie: await cookieOf(username, passphrase) };
}

/** The demo's manager of the office, with a second factor of this moment. */
async function cookieOfManager(): Promise<string> {
  const cookie = await office.cookieOf('clerk');
  await office.ownerDatabase.pool.query('update staff_session set second_factor_at = now()');
  return cookie;
}

const randomName = () => `n${randomUUID().slice(0, 8)}`;
const sheetOf = (id: string) => ({ office: id, day: '2022-05-20' });

function signIn(username: string, password: string): Promise<Response> {
  return fetch(`${office.url}/api/auth/sign-in/username`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password }),
  });
}

async function cookieOf(username: string, password: string): Promise<string> {
  const response = await signIn(username, password);
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';', 1)[0])
    .join('; ');
}

async function statusOf(path: string, input: unknown, cookie: string): Promise<number> {
  const query = encodeURIComponent(JSON.stringify(input));
  return (await fetch(`${office.url}/trpc/${path}?input=${query}`, { headers: { cookie } })).status;
}

async function accept(input: { username: string; code: string; passphrase: string }) {
  const { data, refusal } = await send<object>(office.url, 'staff.accept', input);
  return (data ?? refusal) as { refused?: string };
}

async function entriesOf(subject: string): Promise<string[]> {
  const { rows } = await office.ownerDatabase.pool.query<{ action: string }>(
    'select action from journal_entry where subject = $1 order by id',
    [subject],
  );
  return rows.map(({ action }) => action);
}
