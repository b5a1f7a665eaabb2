import { peopleLines } from '@anmin/api/exports/people';
import { vaccinationLines } from '@anmin/api/exports/vaccination';
import { inScope } from '@anmin/api/scope';
import type { StaffActor } from '@anmin/api/trpc';
import { lockCardsOf } from '@anmin/api/vaccination/card';
import { demoRegion, idNumberOf } from '@anmin/domain/people/id-number';
import type { TypedMember } from '@anmin/domain/people/member';
import type { ExportedList, SheetLedger } from '@anmin/domain/sheets/ledgers';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../../tooling/test/office.ts';
import { appoint } from '../isolation/neighbours.ts';
import { refusedWith } from '../refused.ts';
import { expectSound } from '../sound.ts';
import { asWritten, dosesFile, doseWords, memberWords, peopleFile, type Row } from './files.ts';

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
const numberFor = (order: number) =>
  idNumberOf(demoRegion, Temporal.PlainDate.from('1943-07-09').add({ days: Math.floor(order / 900) }), order % 900);
const typed = (order: number, change: Partial<TypedMember> = {}): TypedMember => ({
  ...{ name: '端木如意', idNumber: numberFor(order), sex: '', bornOn: '', phone: '13900000991', role: 'resident' },
  ...{ standing: '', groups: '', post: '', room: '501', bed: String(order), since: '2022-05-01', ...change },
});

describe('a ledger goes out', () => {
  const make = (who: StaffActor, ledger: ExportedList, unit = 'songtao', whole = false) =>
    office.as(who).exports.make({
      ...{ key: key(), office: unit, from: '2022-05-16', until: '2022-05-16', reason: '报送' },
      ...{ ledger, whole },
    });
  const take = (who: StaffActor, id: string) => office.as(who).exports.lines({ key: key(), export: id, after: null });

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

  test('a form on paper goes out as what it is, once, with how many it is about, never with whole numbers', async () => {
    const paper = (who: StaffActor, id: string) => office.as(who).exports.paper({ key: key(), export: id });
    const { id, persons, needsApproval } = await make(manager, 'temperature', 'songtao', true);
    expect(needsApproval).toBe(false);
    expect(persons).toBeGreaterThan(5);
    expect(await refusedWith(take(manager, id))).toBe('notFound');
    expect(await paper(manager, id)).toEqual({ ledger: 'temperature', unit: 'songtao', day: '2022-05-16' });
    const { rows } = await office.ownerDatabase.pool.query<{ codes: Record<string, unknown> }>(
      `select codes from journal_entry where action = 'export.fetched' and subject = $1`,
      [id],
    );
    expect(rows).toEqual([{ codes: { ledger: 'temperature', persons } }]);
    expect(await refusedWith(paper(manager, id))).toBe('notFound');
    const ledger = await make(manager, 'people');
    expect(await refusedWith(paper(manager, ledger.id))).toBe('notFound');
    expect(await refusedWith(make(manager, 'tests', 'mohe-beiji'))).toBe('notFound');
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

  type Reading = (...given: Parameters<typeof peopleLines>) => Promise<{
    readonly lines: readonly { readonly record: string }[];
    readonly last: string[];
  }>;
  test.each<[string, Reading]>([
    ['people', peopleLines],
    ['vaccination', vaccinationLines],
  ])('of %s, a page after the other, nobody is left out because somebody leaves in between', async (_, read) => {
    const page = (after: readonly string[] | null, limit: number) =>
      inScope({ database: office.databases.staff, keys: office.keys }, ['songtao'], (tx) =>
        read(tx, office.keys, { unit: 'songtao', day: '2022-05-16', whole: false, after, limit }),
      );
    const all = (await page(null, 1_000)).lines.map(({ record }) => record);
    const first = await page(null, 2);
    const [gone = ''] = first.lines.map(({ record }) => record);
    const of = (until: string | null) =>
      office.ownerDatabase.pool.query(
        `update membership set until = $2::date, left_for = case when $2::date is null then null else 'home' end where id = $1`,
        [gone, until],
      );
    await of('2022-05-16');
    const rest = await page(first.last, 1_000);
    await of(null);
    expect([...first.lines, ...rest.lines].map(({ record }) => record)).toEqual(all);
  });

  test('a list is begun within minutes and then read for as long as it takes', async () => {
    const { id } = await make(manager, 'people');
    const wish = { key: key(), export: id };
    await office.as(manager).exports.lines({ ...wish, after: null });
    await office.ownerDatabase.pool.query(`update export set made_at = made_at - interval '11 minutes' where id = $1`, [
      id,
    ]);
    const { lines } = await office.as(manager).exports.lines({ ...wish, after: ['resident', '', '', ''] });
    expect(lines.length).toBeGreaterThan(0);
    expect(await refusedWith(office.as(manager).exports.lines({ ...wish, after: null }))).toBe('notFound');
    expect(await refusedWith(office.as(manager).exports.lines({ ...wish, after: ['resident'] }))).toBe('wrongInput');
  });
});

const sheets = (who: StaffActor = manager) => office.as(who).peopleSheets;
const check = async (file: Buffer, who = manager, unit = 'songtao') =>
  sheets(who).check({ key: key(), unit, file: file.toString('base64'), words: memberWords });
const found = async (file: Buffer) => sheets().one({ sheet: (await check(file)).sheet });
const confirm = (sheet: string, doubles = false, who = manager) =>
  sheets(who).confirm({ key: key(), sheet, doubles, reason: '导入' });
const countIn = async (unit: string) =>
  (
    await office.ownerDatabase.pool.query<{ n: number }>('select count(*)::int n from membership where unit = $1', [
      unit,
    ])
  ).rows[0]?.n;
const row = (order: number, change: Row = {}): Row => ({
  ...{
    name: '司马迁',
    role: '入住者',
    idNumber: numberFor(order),
    phone: '13900000992',
    room: '601',
    bed: String(order),
  },
  ...{ since: '2022/5/3', ...change },
});
const turnClock = (by: string) =>
  office.ownerDatabase.pool.query('update office_clock set offset_ = offset_ + $1::interval', [by]);
const personOf = async (name: string) => {
  const [it] = await seen(name);
  const found = await office.ownerDatabase.pool.query<{ person: string }>(
    'select person from membership where id = $1',
    [it?.membership],
  );
  return found.rows[0]?.person ?? '';
};
const fieldsOf = async (action: string, sheet: string) => {
  const { rows } = await office.ownerDatabase.pool.query<{ fields: string[] }>(
    `select fields from journal_entry where action = $1 and codes ->> 'sheet' = $2`,
    [action, sheet],
  );
  return rows.map(({ fields }) => fields);
};
const seen = async (text: string) => (await office.as(manager).people.find({ unit: 'songtao', text })).rows;

describe('a sheet comes in', () => {
  test('it is looked at and nothing is written; each wrong cell is named with its line, what it holds and why', async () => {
    const before = await countIn('songtao');
    const told = await found(
      await peopleFile([
        row(101),
        row(103, { name: '司马光', role: '访客', phone: '123' }),
        row(105, { name: '司马懿', idNumber: '110105194912310020', since: '2022年13月1日' }),
        row(101, { name: '司马迁' }),
        row(107, { name: '司马炎', idNumber: '', sex: '男' }),
      ]),
    );
    expect(told.counts).toEqual({ new: 2, changed: 0, same: 0, wrong: 3, double: 0 });
    expect(told.lines).toEqual([
      {
        ...{ number: 5, verdict: 'wrong', name: '司马光' },
        problems: [
          { problem: 'role.option', value: '访客' },
          { problem: 'phone.wrong', value: '123' },
        ],
      },
      {
        ...{ number: 6, verdict: 'wrong', name: '司马懿' },
        problems: [
          { problem: 'idNumber.check', value: '110105194912310020' },
          { problem: 'since.empty', value: '2022年13月1日' },
        ],
      },
      { number: 7, verdict: 'wrong', name: '司马迁', problems: [{ problem: 'idNumber.twice', value: numberFor(101) }] },
    ]);
    expect(await refusedWith(confirm(told.id))).toBe('stale');
    expect(await countIn('songtao')).toBe(before);
  });

  test('[D06] confirmed it is written down as the form would; the same file again is said to be in, and doubles nobody', async () => {
    const file = await peopleFile([row(111), row(113, { name: '班固', groups: '党员、干部', room: '602' })]);
    const first = await check(file);
    const second = await check(file);
    const done = await Promise.allSettled([confirm(first.sheet), confirm(second.sheet)]);
    expect(done.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await seen(numberFor(113))).toMatchObject([
      { name: '班固', groups: ['partyMember', 'cadre'], room: '602', since: '2022-05-03' },
    ]);
    expect(await seen('班固')).toHaveLength(1);
    expect(await check(file)).toMatchObject({ twice: true });
    const { rows } = await office.ownerDatabase.pool.query(
      `select codes from journal_entry where action = 'sheet.confirmed' and subject = any ($1)`,
      [[first.sheet, second.sheet]],
    );
    expect(rows).toHaveLength(1);
  });

  test('[D06] somebody without a number, in two files that are confirmed at once, is entered once', async () => {
    const nobody = { name: '扁鹊', idNumber: '', sex: '男', bornOn: '1941-02-03' };
    const files = [await peopleFile([row(115, nobody)]), await peopleFile([row(117, nobody)])];
    const sheetIds = [];
    for (const file of files) sheetIds.push((await check(file)).sheet);
    const done = await Promise.allSettled(sheetIds.map((it) => confirm(it)));
    expect(done.map(({ status }) => status)).toContain('fulfilled');
    expect(await seen('扁鹊')).toHaveLength(1);
  });

  test('somebody who is two things there is called the same in both lines, and a number is of one person', async () => {
    const helps = { role: '志愿者', room: '', bed: '' };
    const told = await found(
      await peopleFile([
        row(201, { name: '王羲之' }),
        row(201, { ...helps, name: '王羲之', phone: '13900000990' }),
        row(203, { name: '王献之' }),
        row(203, { ...helps, name: '王徽之' }),
        row(205, { name: '谢安' }),
        row(205, { ...helps, name: '谢安' }),
      ]),
    );
    expect(told.lines.map(({ number, problems }) => [number, problems.map(({ problem }) => problem)])).toEqual([
      [4, ['phone.disagrees']],
      [5, ['phone.disagrees']],
      [6, ['name.disagrees']],
      [7, ['name.disagrees']],
    ]);
    expect(told.counts).toMatchObject({ new: 2, wrong: 4 });
  });

  test('one wrong cell keeps the whole sheet out, though the rest of its line could be written', async () => {
    const { sheet } = await check(await peopleFile([row(181, { name: '韩愈', groups: '党员、诗人' })]));
    expect(await refusedWith(confirm(sheet))).toBe('stale');
  });

  test('[G18] a list that was taken out comes back without a change', async () => {
    const { lines } = await takenOut();
    const told = await found(await peopleFile(asWritten(lines)));
    expect(told.counts).toEqual({ new: 0, changed: 0, same: lines.length, wrong: 0, double: 0 });
  });

  test('what was changed in it is put right, or changes from its day on; what has no column stays', async () => {
    await confirm((await check(await peopleFile([row(121, { name: '蔡文姬' }), row(123, { name: '卓文君' })]))).sheet);
    const lines = asWritten((await takenOut()).lines);
    const changed = [
      { ...lines.find(({ name }) => name === '蔡文姬'), room: '701', since: '2022-05-10' },
      { ...lines.find(({ name }) => name === '卓文君'), name: '卓文均' },
    ];
    const { sheet } = await check(await peopleFile(changed, ['bed', 'groups']));
    await confirm(sheet);
    const [moved] = await seen('蔡文姬');
    const { history } = await office.as(manager).people.one({ membership: moved?.membership ?? '' });
    expect(history.map(({ room, bed, since, until }) => [room, bed, since, until])).toEqual([
      ['701', '121', '2022-05-10', null],
      ['601', '121', '2022-05-03', '2022-05-10'],
    ]);
    expect(await seen('卓文均')).toMatchObject([{ room: '601', since: '2022-05-03' }]);
  });

  test('a masked number that is not that of its line, and a record of another home, are no guesses', async () => {
    const { membership } = await office
      .as(await appoint(office, 'institutionManager', 'hupan'))
      .people.enter({ key: key(), unit: 'hupan', member: typed(131, { name: '湖畔人' }) });
    const told = await found(
      await peopleFile([
        row(133, { idNumber: '99**************12' }),
        row(135, { record: membership }),
        row(137, { record: key() }),
      ]),
    );
    expect(told.lines.map(({ problems }) => problems.map(({ problem }) => problem))).toEqual([
      ['idNumber.masked'],
      ['record.unknown'],
      ['record.unknown'],
    ]);
  });

  test('somebody without a number who is perhaps on record comes in only if that is said', async () => {
    const nobody = { idNumber: '', sex: '女', bornOn: '1940-01-02' };
    await confirm((await check(await peopleFile([row(141, { ...nobody, name: '虞姬' })]))).sheet);
    const file = await peopleFile([row(143, { ...nobody, name: '虞姬', bed: '9' }), row(145, { name: '项羽' })]);
    const { sheet } = await check(file);
    expect((await sheets().one({ sheet })).counts).toMatchObject({ double: 1, new: 1 });
    expect(await confirm(sheet)).toMatchObject({ written: 1 });
    expect(await seen('虞姬')).toHaveLength(1);
  });

  test('[D05] an office that breaks off in the middle has written nothing, and the same wish does it once', async () => {
    const people = Array.from({ length: 300 }, (_, n) => row(200 + n * 2, { name: '断点', room: '801' }));
    const { sheet } = await check(await peopleFile(people));
    const before = await countIn('songtao');
    await office.ownerDatabase.pool.query(`
      create function breaks_off() returns trigger language plpgsql as $$ begin
        if new.bed = '720' then raise exception 'cut' using errcode = '57P01'; end if; return new; end $$;
      create trigger breaks_off before insert on membership for each row execute function breaks_off()`);
    const wish = { key: key(), sheet, doubles: false, reason: '导入' };
    await expect(sheets().confirm(wish)).rejects.toThrow();
    expect(await countIn('songtao')).toBe(before);
    await office.ownerDatabase.pool.query('drop trigger breaks_off on membership; drop function breaks_off()');
    expect(await sheets().confirm(wish)).toEqual({ sheet, written: 300 });
    expect(await sheets().confirm(wish)).toEqual({ sheet, written: 300 });
    expect(await countIn('songtao')).toBe((before ?? 0) + 300);
  });
});

describe('it is taken back', () => {
  test('within a day, but for what was changed since; who came in is gone, who moved lies where they lay', async () => {
    await confirm((await check(await peopleFile([row(151, { name: '李清照' })]))).sheet);
    const [was] = asWritten((await takenOut()).lines).filter(({ name }) => name === '李清照');
    const { sheet } = await check(
      await peopleFile([
        { ...was, room: '901', since: '2022-05-12' },
        row(153, { name: '陆游' }),
        row(155, { name: '唐婉' }),
      ]),
    );
    await confirm(sheet);
    const [stays] = await seen('唐婉');
    await office.as(manager).people.leave({
      ...{ key: key(), membership: stays?.membership ?? '', version: 1, on: '2022-05-16', reason: 'home' },
    });
    expect(await sheets().undo({ key: key(), sheet, reason: '撤销' })).toEqual({ undone: 2, kept: 1 });
    expect(await seen('陆游')).toHaveLength(0);
    expect(await seen('李清照')).toMatchObject([{ room: '601', since: '2022-05-03', until: null }]);
    expect((await sheets().one({ sheet })).state).toBe('undone');
    expect(await refusedWith(sheets().undo({ key: key(), sheet, reason: '撤销' }))).toBe('stale');
    const { rows } = await office.ownerDatabase.pool.query(
      `select from person_card c where c.unit = 'songtao' and not exists (
         select from membership m where m.person = c.person and m.unit = c.unit)`,
    );
    expect(rows).toHaveLength(0);
  });

  test('what was put right by a sheet and once more by hand stays as the hand wrote it', async () => {
    await confirm((await check(await peopleFile([row(183, { name: '柳宗元' })]))).sheet);
    const [was] = asWritten((await takenOut()).lines).filter(({ name }) => name === '柳宗元');
    const { sheet } = await check(await peopleFile([{ ...was, room: '611' }]));
    await confirm(sheet);
    const [now] = await seen('柳宗元');
    const { role: _, ...member } = typed(183, { name: '柳宗元', room: '612', since: '2022-05-03' });
    await office.as(manager).people.correct({
      ...{ key: key(), membership: now?.membership ?? '', version: now?.version ?? 0, card: now?.cardVersion ?? 0 },
      ...{ member, reason: '写错' },
    });
    expect(await sheets().undo({ key: key(), sheet, reason: '撤销' })).toEqual({ undone: 0, kept: 1 });
    expect(await seen('柳宗元')).toMatchObject([{ room: '612' }]);
  });

  test('whoever is two things there has one card, which is put right once and taken back with both lines', async () => {
    const helps = { role: '志愿者', room: '', bed: '' };
    await confirm(
      (await check(await peopleFile([row(221, { name: '杜甫' }), row(221, { ...helps, name: '杜甫' })]))).sheet,
    );
    const both = asWritten((await takenOut()).lines).filter(({ name }) => name === '杜甫');
    expect(both).toHaveLength(2);
    const one = await check(await peopleFile([{ ...both[0], name: '杜牧' }, both[1] ?? {}]));
    expect((await sheets().one({ sheet: one.sheet })).counts).toMatchObject({ wrong: 2 });
    const renamed = both.map((it) => ({ ...it, name: '杜牧', post: it.role === '志愿者' ? '写字' : '' }));
    const { sheet } = await check(await peopleFile(renamed));
    expect(await confirm(sheet)).toMatchObject({ written: 2 });
    expect(await seen('杜牧')).toHaveLength(2);
    expect(await fieldsOf('member.corrected', sheet)).toEqual(
      expect.arrayContaining([
        ['name', 'reason'],
        ['name', 'post', 'reason'],
      ]),
    );
    expect(await sheets().undo({ key: key(), sheet, reason: '撤销' })).toEqual({ undone: 2, kept: 0 });
    expect(await seen('杜牧')).toHaveLength(0);
    expect((await seen('杜甫')).map(({ post }) => post)).toEqual([null, null]);
  });

  test('a phone that stood on a card stands there again; who was written of since stays what the sheet made them', async () => {
    const helps = { role: '志愿者', room: '', bed: '', phone: '13900000777' };
    const people = [row(231, { name: '白居易' }), row(233, { name: '元稹' })];
    await confirm((await check(await peopleFile(people))).sheet);
    const more = [row(231, { ...helps, name: '白居易' }), row(233, { ...helps, name: '元稹' })];
    const { sheet } = await check(await peopleFile(more));
    await confirm(sheet);
    expect((await seen('白居易')).map(({ phone }) => phone)).toEqual(['139****0777', '139****0777']);
    const person = await personOf('元稹');
    await office.as(manager).vaccination.enterDose({
      ...{ key: key(), unit: 'songtao', person },
      dose: { kind: 'inactivated', number: 1, on: '2021-06-01', product: '某厂', batch: 'A1', place: '区医院' },
    });
    expect(await sheets().undo({ key: key(), sheet, reason: '撤销' })).toEqual({ undone: 1, kept: 1 });
    expect((await seen('白居易')).map(({ role, phone }) => [role, phone])).toEqual([['resident', '139****0992']]);
    expect(await seen('元稹')).toHaveLength(2);
  });

  test('nothing is written down or taken back once its time is over, nor what is left of lines that are going', async () => {
    const waiting = await check(await peopleFile([row(241, { name: '刘禹锡' }), row(243, { name: '刘长卿' })]));
    const { sheet } = await check(await peopleFile([row(245, { name: '贾岛' })]));
    await confirm(sheet);
    await turnClock('25 hours');
    expect(await refusedWith(confirm(waiting.sheet))).toBe('stale');
    expect(await refusedWith(sheets().undo({ key: key(), sheet, reason: '撤销' }))).toBe('stale');
    const left = `select count(*)::int n from sheet_line where sheet = '${waiting.sheet}'`;
    for (let lines = 2; lines > 1; lines = (await office.ownerDatabase.pool.query<{ n: number }>(left)).rows[0]?.n ?? 0)
      await office.databases.staff.pool.query('select forget_sheets(1)');
    await turnClock('-25 hours');
    expect(await refusedWith(confirm(waiting.sheet))).toBe('stale');
    expect(await seen('刘长卿')).toHaveLength(0);
    await turnClock('25 hours');
    await office.databases.staff.pool.query('select forget_sheets(100000)');
    await turnClock('-25 hours');
    expect((await sheets().one({ sheet })).isKept).toBe(false);
    expect(await seen('贾岛')).toHaveLength(1);
  });

  test('another home sees nothing of a sheet, and a county that cannot enter people none at all', async () => {
    const { sheet } = await check(await peopleFile([row(161, { name: '岳飞' })]));
    const neighbour = await appoint(office, 'institutionManager', 'hupan');
    const file = await peopleFile([row(163)]);
    const tries = [
      () => sheets(neighbour).one({ sheet }),
      () => sheets(neighbour).lines({ sheet, after: -1 }),
      () => confirm(sheet, false, neighbour),
      () => sheets(neighbour).list({ unit: 'songtao' }),
      () => check(file, neighbour),
    ];
    for (const attempt of tries) expect(await refusedWith(attempt())).toBe('notFound');
    expect(await refusedWith(sheets(clerk).list({ unit: 'songtao' }))).toBe('notAllowed');
  });
});

describe('doses come in', () => {
  const given = (change: Readonly<Record<string, string>> = {}) => ({
    ...{ name: '司马错', idNumber: numberFor(171), dose1On: '2021.6.1', dose1Kind: '灭活疫苗', dose1Place: '区医院' },
    ...{ dose1Product: '某厂', dose1Batch: 'B1', ...change },
  });
  const looked = async (lines: readonly Readonly<Record<string, string>>[]) => {
    const file = (await dosesFile(lines)).toString('base64');
    const { sheet } = await office
      .as(manager)
      .vaccinationSheets.check({ key: key(), unit: 'songtao', file, words: doseWords });
    return office.as(manager).vaccinationSheets.one({ sheet });
  };
  const write = (sheet: string) =>
    office.as(manager).vaccinationSheets.confirm({ key: key(), sheet, doubles: false, reason: '导入' });
  const back = (sheet: string) => office.as(manager).vaccinationSheets.undo({ key: key(), sheet, reason: '撤销' });
  const onRecord = async () => {
    const [line] = (await takenOut('vaccination')).lines.filter(({ name }) => name === '司马错');
    return line ?? {};
  };

  test('by the number or by a name that nobody else has; what cannot be is named at its cell', async () => {
    await confirm((await check(await peopleFile([row(171, { name: '司马错' }), row(173, { name: '司马昭' })]))).sheet);
    const told = await looked([
      given({ dose2On: '2021-05-01', dose2Kind: '灭活疫苗' }),
      { name: '司马昭', dose1On: '', dose1Kind: '某种疫苗', dose1Batch: 'x' },
      { name: '没有的人', dose1On: '2021-06-01', dose1Kind: '灭活疫苗' },
    ]);
    expect(told.lines.map(({ number, problems }) => [number, problems.map(({ problem }) => problem)])).toEqual([
      [4, ['dose1On.outOfOrder', 'dose2On.outOfOrder']],
      [5, ['dose1Kind.option', 'dose1On.empty']],
      [6, ['name.nobody']],
    ]);
  });

  test('they stand on record with the day reached, come back unchanged, are put right, and are taken back', async () => {
    const first = await looked([given(), { name: '司马昭', dose1On: '2021-06-02', dose1Kind: '灭活疫苗' }]);
    expect(first.counts).toMatchObject({ new: 2 });
    await write(first.id);
    expect(await onRecord()).toMatchObject({ dose1On: '2021-06-01', dose1Batch: 'B1', state: 'begun' });
    const { lines } = await takenOut('vaccination');
    expect((await looked(asWritten(lines))).counts).toMatchObject({ new: 0, changed: 0, same: lines.length, wrong: 0 });
    const second = await looked([given({ dose1Batch: 'B2', dose2On: '2021-06-25', dose2Kind: '灭活疫苗' })]);
    expect(second.counts).toMatchObject({ changed: 1 });
    await write(second.id);
    expect(await onRecord()).toMatchObject({ dose1Batch: 'B2', dose2On: '2021-06-25' });
    expect(await fieldsOf('dose.corrected', second.id)).toEqual([['reason']]);
    expect(await back(second.id)).toEqual({ undone: 1, kept: 0 });
    expect(await onRecord()).toMatchObject({ dose1Batch: 'B1', dose2On: '' });
  });

  test('a name is the same with another dot and wider blanks', async () => {
    await confirm((await check(await peopleFile([row(175, { name: '阿依古丽·买买提' })]))).sheet);
    const told = await looked([{ ...given({ idNumber: '' }), name: '阿依古丽 • 买买提' }]);
    expect(told.counts).toMatchObject({ new: 1, wrong: 0 });
  });

  test('what a sheet replaced does not come back where it could not stand beside a dose written since', async () => {
    await confirm((await check(await peopleFile([row(177, { name: '华佗' })]))).sheet);
    const own = (on: string) => given({ name: '华佗', idNumber: numberFor(177), dose1On: on });
    await write((await looked([own('2021-06-01')])).id);
    const second = await looked([own('2021-05-01')]);
    await write(second.id);
    const dose = {
      kind: 'inactivated',
      number: 2,
      on: '2021-05-25',
      product: '某厂',
      batch: 'A1',
      place: '区医院',
    } as const;
    await office
      .as(manager)
      .vaccination.enterDose({ key: key(), unit: 'songtao', person: await personOf('华佗'), dose });
    expect(await back(second.id)).toEqual({ undone: 0, kept: 1 });
    const line = (await takenOut('vaccination')).lines.find(({ name }) => name === '华佗');
    expect(line).toMatchObject({ dose1On: '2021-05-01', dose2On: '2021-05-25' });
  });

  test('they are taken back from whom they belong to after the number was put right', async () => {
    await confirm((await check(await peopleFile([row(179, { name: '张仲景' })]))).sheet);
    const own = (change: Readonly<Record<string, string>>) =>
      given({ name: '张仲景', idNumber: numberFor(179), ...change });
    await write((await looked([own({})])).id);
    const second = await looked([own({ dose1Batch: 'B9', dose2On: '2021-06-25', dose2Kind: '灭活疫苗' })]);
    await write(second.id);
    const [it] = await seen('张仲景');
    const { role: _, ...member } = typed(185, { name: '张仲景', room: '601', bed: '179', since: '2022-05-03' });
    await office.as(manager).people.correct({
      ...{ key: key(), membership: it?.membership ?? '', version: it?.version ?? 0, card: it?.cardVersion ?? 0 },
      ...{ member, reason: '号码写错' },
    });
    expect(await back(second.id)).toEqual({ undone: 1, kept: 0 });
    const line = (await takenOut('vaccination')).lines.find(({ name }) => name === '张仲景');
    expect(line).toMatchObject({ dose1Batch: 'B1', dose2On: '', state: 'begun' });
  });

  test('while they are written nobody settles a course there', async () => {
    await inScope({ database: office.databases.staff, keys: office.keys }, ['songtao'], async (tx) => {
      await lockCardsOf(tx, 'songtao');
      const { rows } = await office.ownerDatabase.pool.query<{ free: boolean }>(
        `select pg_try_advisory_xact_lock(hashtextextended('vaccine courses 232700', 0)) as free`,
      );
      expect(rows).toEqual([{ free: false }]);
    });
  });
});

async function takenOut(ledger: SheetLedger = 'people') {
  const { id, needsApproval } = await office.as(manager).exports.make({
    ...{ key: key(), office: 'songtao', from: '2022-05-16', until: '2022-05-16', reason: '往返', ledger },
  });
  if (needsApproval) await office.as(second).exports.approve({ key: key(), export: id });
  const { lines } = await office.as(manager).exports.lines({ key: key(), export: id, after: null });
  return { lines: lines as Readonly<Record<string, string>>[] };
}
