import type { StaffActor } from '@anmin/api/trpc';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../../tooling/test/office.ts';
import { appoint } from '../isolation/neighbours.ts';
import { refusedWith } from '../refused.ts';

let office: TestOffice;
let staff: Record<'prefecture' | 'county' | 'sibling' | 'home' | 'auditor', StaffActor>;
beforeAll(async () => {
  office = await openOffice({ clock: '2021-12-14T10:00:00+08:00' });
  staff = {
    prefecture: await appoint(office, 'sectionClerk', '232700-shehui'),
    county: await appoint(office, 'countyClerk', '232761'),
    sibling: await appoint(office, 'countyClerk', '232701'),
    home: await appoint(office, 'institutionManager', 'songtao'),
    auditor: await appoint(office, 'auditor', '232700'),
  };
});
afterAll(() => office.close());

const verbs = (who: keyof typeof staff) => office.as(staff[who]).forwardings;
const wish = (unit: string, recipients: string[], more: object = {}) => ({
  ...{ key: randomUUID(), notice: 'DX', unit, recipients, number: '大民发〔2021〕30号', day: '2021-12-14' },
  ...{ note: '各县按表落实', ...more },
});
const chainOf = async (who: keyof typeof staff) =>
  (await verbs(who).chain({ notice: 'DX', after: null })).lines.map(({ unit, recipient, readAt }) => [
    unit,
    recipient,
    readAt !== null,
  ]);
const waiting = async (who: keyof typeof staff) =>
  (await office.as(staff[who]).todo.list()).find(({ kind }) => kind === 'unread');

test('a notice goes from the bureau to its counties and on to the institutions, each under its own number', async () => {
  expect(await verbs('prefecture').forward(wish('232700', ['232761', '232701']))).toEqual({ sent: 2 });
  const on = wish('232761', ['songtao'], { number: '加民发〔2021〕7号' });
  expect(await verbs('county').forward(on)).toEqual({ sent: 1 });
  expect(await verbs('county').forward({ ...on, key: randomUUID() })).toEqual({ sent: 0 });
  expect(await chainOf('prefecture')).toEqual([
    ['232700', '232701', false],
    ['232700', '232761', false],
    ['232761', 'songtao', false],
  ]);
  expect(await chainOf('home')).toEqual([['232761', 'songtao', false]]);
  expect(await chainOf('sibling')).toEqual([['232700', '232701', false]]);
});

test('each unit reads for itself, once; nobody reads for another, and an auditor not at all', async () => {
  const [row] = (await verbs('home').received({ after: null })).lines;
  expect((await verbs('home').chain({ notice: 'DX', after: null })).toConfirm).toEqual([row]);
  const read = (who: keyof typeof staff) =>
    refusedWith(verbs(who).confirm({ key: randomUUID(), forwarding: row?.id ?? '', note: '已停止探视' }));
  expect(row).toMatchObject({ from: '加格达奇区民政局（演示）', number: '加民发〔2021〕7号', mayConfirm: true });
  expect(await waiting('home')).toMatchObject({ count: 1, urgency: 'open' });
  expect((await verbs('home').received({ after: null })).lines).toHaveLength(1);
  expect(await read('county')).toBe('notAllowed');
  expect(await read('sibling')).toBe('notFound');
  expect(await read('auditor')).toBe('notAllowed');
  expect(await read('home')).toBeNull();
  expect(await read('home')).toBe('stale');
  expect(await waiting('home')).toBeUndefined();
  expect(await chainOf('county')).toContainEqual(['232761', 'songtao', true]);
});

test('who has not read it is urged by the sender, and finds it overdue', async () => {
  const [row] = (await verbs('sibling').received({ after: null })).lines;
  const urge = (who: keyof typeof staff) =>
    refusedWith(verbs(who).urge({ key: randomUUID(), forwarding: row?.id ?? '' }));
  expect(await urge('county')).toBe('notFound');
  expect(await urge('prefecture')).toBeNull();
  expect(await waiting('sibling')).toMatchObject({ count: 1, urgency: 'overdue' });
  const [read] = (await verbs('county').chain({ notice: 'DX', after: null })).lines.filter(
    ({ readAt }) => readAt !== null,
  );
  const again = verbs('county').urge({ key: randomUUID(), forwarding: read?.id ?? '' });
  expect(await refusedWith(again)).toBe('stale');
});

test('a bureau passes on what there is, to units below it and not to itself', async () => {
  const tried = (unit: string, recipients: string[], more = {}) =>
    refusedWith(verbs('county').forward(wish(unit, recipients, more)));
  expect(await tried('232761', ['beihai'])).toBe('notFound');
  expect(await tried('232700', ['232761'])).toBe('notFound');
  expect(await tried('232761', ['232761'])).toBe('wrongInput');
  expect(await tried('232761', ['hupan'], { notice: 'NONE' })).toBe('wrongInput');
});

test('a notice of another place is not offered to be passed on, nor taken', async () => {
  const offered = (notice: string) => verbs('prefecture').addressees({ notice });
  expect((await offered('DX')).map(({ id }) => id)).toEqual(['232700']);
  expect(await offered('LIU')).toEqual([]);
  expect(await refusedWith(offered('NONE'))).toBe('notFound');
  const wished = verbs('prefecture').forward(wish('232700', ['232761'], { notice: 'LIU' }));
  await expect(wished).rejects.toMatchObject({
    cause: { refusal: { facts: { fields: ['notice:elsewhere', 'recipients:elsewhere'] } } },
  });
});

test('a chain longer than a page goes on where the page ended, and is counted whole', async () => {
  await office.ownerDatabase.pool.query(`
    insert into unit (id, kind, name, region)
      select 'village-' || n, 'village', '第' || n || '村', '232701' from generate_series(1, 120) n;
    insert into unit_membership (unit, parent, from_day)
      select 'village-' || n, '232701', '2002-01-01' from generate_series(1, 120) n;
    select derive_unit_reach();
    insert into notice_forwarding (id, notice, unit, recipient, number, on_day, made_by)
      select gen_random_uuid(), 'DX', '232701', 'village-' || n, '试验', '2021-12-14', 'test' from generate_series(1, 120) n`);
  const page = (after: number | null) => verbs('sibling').chain({ notice: 'DX', after });
  const [first, second] = [await page(null), await page(100)];
  expect(first).toMatchObject({ all: 121, unread: 121, next: 100 });
  expect(second.next).toBeNull();
  expect(new Set([...first.lines, ...second.lines].map(({ recipient }) => recipient)).size).toBe(121);
});
