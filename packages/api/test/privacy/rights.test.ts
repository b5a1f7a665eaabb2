import { provePhone } from '@anmin/api/bookings/phone-proof';
import { loadDraft, saveDraft } from '@anmin/api/drafts/draft';
import { seal } from '@anmin/api/privacy/seal';
import type { StaffActor } from '@anmin/api/trpc';
import type { PrivacySettingKind } from '@anmin/domain/people/rights';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyJournal } from '@anmin/api/journal/verify';
import { sealJournal } from '@anmin/api/journal/seal';
import { inTransaction } from '@anmin/db/client';
import { openOffice, type TestOffice } from '../../../../tooling/test/office.ts';
import { answersFor, book, holderOf, manId, phoneOf, womanId } from '../citizens.ts';
import { appoint } from '../isolation/neighbours.ts';
import { bookingsWithParties, dumped, toldIn } from '../dump.ts';
import { moveClock } from '../notice/office.ts';
import { bookableSlots, standingAt, type SlotAt } from '../race.ts';
import { expectSound } from '../sound.ts';

let office: TestOffice;
let manager: StaffActor;
let clerk: StaffActor;
let slots: SlotAt[];
const citizen = { kind: 'citizen', address: '127.0.0.1' } as const;
const names = ['欧阳建军', '司徒秀英'] as const;

beforeAll(async () => {
  office = await openOffice({ clock: '2022-05-16T08:31:00+08:00' });
  await office.runJobs();
  slots = await bookableSlots(office, 'jiagedaqi');
  manager = await appoint(office, 'institutionManager');
  clerk = await appoint(office, 'sectionClerk');
});
afterAll(() => office.close());

const at = (n: number) => ({ ...answersFor(n, slots[n % 5] as SlotAt), name1: names[0], name2: names[1] });

async function bookedBy(n: number): Promise<string> {
  const before = new Set(await standingAt(office, slots[n % 5] as SlotAt));
  expect(await book(office, at(n))).toMatchObject({ status: 200 });
  const [id = ''] = (await standingAt(office, slots[n % 5] as SlotAt)).filter((it) => !before.has(it));
  return id;
}

async function asks(n: number, kind: 'copy' | 'correction' | 'erasure', idNumber = manId(n), text = '') {
  const { draft } = await holderOf(office, phoneOf(n));
  await office.as(citizen).requests.ask({ draft, key: randomUUID(), office: 'jiagedaqi', kind, idNumber, text });
  const [own] = await office.as(citizen).requests.own({ draft });
  return { draft, request: own?.id ?? '' };
}

const told = (...values: string[]) => toldIn(office, values);

const answers = (request: string, outcome: 'done' | 'refused', by = manager) =>
  office.as(by).requests.answer({ key: randomUUID(), request, outcome, text: '已按您的要求办理' });

async function set(kind: PrivacySettingKind, amount: number) {
  const { rows } = await office.ownerDatabase.pool.query<{ today: string }>('select office_today()::text as today');
  const validFrom = rows[0]?.today ?? '';
  const setting = { prefecture: '232700', kind, amount, source: '试验设置', validFrom };
  await office.as(clerk).retention.save({ key: randomUUID(), ...setting });
}

describe('[F08] what people ask of their own data', () => {
  test('without a term set none is promised; with one the day it ends is said, and who is late is named', async () => {
    await bookedBy(1);
    const first = await asks(1, 'correction', manId(1), '姓名有误');
    const [before] = await office.as(citizen).requests.own({ draft: first.draft });
    expect(before).toMatchObject({ dueOn: null, state: 'open' });
    await set('answerWithin', 15);
    await bookedBy(2);
    await asks(2, 'copy');
    const listed = await office.as(manager).requests.list({ office: 'jiagedaqi' });
    expect(listed).toMatchObject([
      { kind: 'copy', dueOn: '2022-05-31', late: false, phone: '139****0002' },
      { kind: 'correction', dueOn: null },
    ]);
    expect(JSON.stringify(listed)).not.toContain(manId(2));
    expect(JSON.stringify(listed)).not.toContain('姓名有误');
    const request = listed[1]?.id ?? '';
    expect(await office.as(manager).requests.one({ request })).toMatchObject({ text: '姓名有误', answer: null });
    const { rows } = await office.ownerDatabase.pool.query<{ codes: object }>(
      `select codes from journal_entry where action = 'persons.read' order by id desc limit 1`,
    );
    expect(rows).toEqual([{ codes: { of: 'request', request, count: 1 } }]);
  });

  test('a copy is for the proven phone alone, only once it is granted, and shows the other party masked', async () => {
    const booking = await bookedBy(3);
    const { draft, request } = await asks(3, 'copy');
    await expect(office.as(citizen).requests.copy({ draft, request })).rejects.toThrow('notFound');
    await answers(request, 'done');
    const stranger = await holderOf(office, phoneOf(4));
    await expect(office.as(citizen).requests.copy({ draft: stranger.draft, request })).rejects.toThrow('notFound');
    // however much was asked since
    await office.ownerDatabase.pool.query(
      `insert into privacy_request (id, office, kind, phone_index, made_at)
         select gen_random_uuid(), office, 'correction', phone_index, made_at + interval '1 minute'
           from privacy_request, generate_series(1, 25) where id = $1`,
      [request],
    );
    const { bookings } = await office.as(citizen).requests.copy({ draft, request });
    expect(bookings).toMatchObject([
      {
        phone: phoneOf(3),
        parties: [
          { own: true, name: names[0], idNumber: manId(3) },
          { own: false, name: '司**英', idNumber: `99${'*'.repeat(14)}${womanId(3).slice(-2)}` },
        ],
      },
    ]);
    const { rows } = await office.ownerDatabase.pool.query(
      `select from journal_entry where action = 'request.copied' and subject = $1`,
      [request],
    );
    expect(rows).toHaveLength(1);
    expect(booking).not.toBe('');
  });

  test('a booking that stands is not erased; once it is cancelled it is, and nothing of it can be opened any more', async () => {
    const booking = await bookedBy(5);
    const { draft, request } = await asks(5, 'erasure');
    await expect(answers(request, 'done')).rejects.toThrow('notChangeable');
    await (await holderOf(office, phoneOf(5))).cancel({ booking, version: 1 });
    expect(await told(phoneOf(5), manId(5), names[0])).not.toEqual([]);
    const dump = await answers(request, 'done');
    expect(dump).toEqual({ answered: true, erased: 1 });
    expect(await told(manId(5))).toEqual([]);
    // the office keeps whom it answered for as long as answers are kept
    expect(await told(phoneOf(5))).toEqual(['privacy_request.phone_sealed']);
    expect(await office.as(citizen).requests.own({ draft })).toMatchObject([
      { state: 'done', answer: '已按您的要求办理' },
    ]);
    expect((await (await holderOf(office, phoneOf(5))).find()).data).toEqual([]);
    await expect(office.as(manager).counter.find({ office: 'jiagedaqi', text: manId(5).slice(-4) })).rejects.toThrow(
      'notFound',
    );
    await expectSound(office);
  });

  test('who was registered stays registered; the phone goes', async () => {
    const booking = await bookedBy(6);
    await office.ownerDatabase.pool.query(`update booking set state = 'registered' where id = $1`, [booking]);
    await office.ownerDatabase.pool.query('delete from claim where booking = $1', [booking]);
    const { request } = await asks(6, 'erasure');
    expect(await answers(request, 'done')).toMatchObject({ erased: 1 });
    expect(await told(manId(6))).toEqual(['party.id_sealed']);
    expect(await told(phoneOf(6))).toEqual(['privacy_request.phone_sealed']);
  });

  test('[A16] a request reaches what its own office keeps, and says nothing of what another does', async () => {
    const booking = await bookedBy(11);
    await (await holderOf(office, phoneOf(11))).cancel({ booking, version: 1 });
    const [there] = (await bookableSlots(office, 'mohe')) as [SlotAt];
    expect(await book(office, { ...at(11), ...there, office: 'mohe' })).toMatchObject({ status: 200 });
    const granted = await asks(11, 'copy');
    await answers(granted.request, 'done');
    const copied = await office.as(citizen).requests.copy(granted);
    expect(copied.bookings.map((it) => it.office)).toEqual(['jiagedaqi']);
    // the booking that stands at the other office neither hinders it nor goes
    expect(await answers((await asks(11, 'erasure')).request, 'done')).toEqual({ answered: true, erased: 1 });
    expect((await (await holderOf(office, phoneOf(11))).find()).data).toMatchObject([{ office: { id: 'mohe' } }]);
  });

  test('however many bookings a phone has, all of them are looked at, and reports go with them', async () => {
    const booking = await bookedBy(12);
    await (await holderOf(office, phoneOf(12))).cancel({ booking, version: 1 });
    const { pool } = office.ownerDatabase;
    await pool.query(
      `insert into booking (id, reference, office, slot, service, state, channel, made_by, made_at, phone_index)
         select gen_random_uuid(), 'HY' || n, office, slot, service, 'cancelled', channel, 'test',
                made_at + interval '1 minute', phone_index from booking, generate_series(1, 25) n where id = $1`,
      [booking],
    );
    const id = randomUUID();
    await pool.query(
      `insert into report (id, booking, office, text_sealed, clauses, made_by) values ($1, $2, 'jiagedaqi', $3, '{}', 'x')`,
      [id, booking, seal(office.keys, `report.text:${id}`, `${names[0]}自述`)],
    );
    expect(await answers((await asks(12, 'erasure')).request, 'done')).toEqual({ answered: true, erased: 1 });
    expect(await told(manId(12))).toEqual([]);
    const { rowCount } = await pool.query('select from report where id = $1', [id]);
    expect(rowCount).toBe(0);
  });

  test('when they came in at the gate is asked for and erased as well, and only once they have left', async () => {
    const gate = office.as(manager).gate;
    const who = { came: 'visitor', name: names[0], phone: phoneOf(17), idNumber: manId(17), purpose: '领取档案' };
    const checked = { checks: [], found: [], cleared: [], exemptions: [], unit: 'jiagedaqi', at: 'entry' as const };
    const come = (given: typeof who) => gate.check({ ...checked, key: randomUUID(), as: null, who: given });
    const { passage } = await come(who);
    // of another number under the same phone, and of the same number under another phone, it is not theirs
    await gate.leave({ key: randomUUID(), passage: (await come({ ...who, idNumber: manId(18) })).passage });
    await gate.leave({ key: randomUUID(), passage: (await come({ ...who, phone: phoneOf(18) })).passage });
    const granted = await asks(17, 'copy');
    await answers(granted.request, 'done');
    expect((await office.as(citizen).requests.copy(granted)).gate).toMatchObject([
      { ...who, inAt: expect.any(String) as string, outAt: null },
    ]);
    const { request } = await asks(17, 'erasure');
    await expect(answers(request, 'done')).rejects.toThrow('notChangeable');
    await gate.leave({ key: randomUUID(), passage });
    expect(await answers(request, 'done')).toEqual({ answered: true, erased: 1 });
    const { rowCount } = await office.ownerDatabase.pool.query('select from gate_person where unit = $1', [
      'jiagedaqi',
    ]);
    expect(rowCount).toBe(2);
  });

  test('what a home keeps of who lives or works there is asked for and erased as well, and only once they have left', async () => {
    const people = office.as(manager).people;
    const member = {
      ...{ name: names[0], idNumber: manId(15), sex: '', bornOn: '', phone: phoneOf(15), role: 'staff', standing: '' },
      ...{ groups: '', post: '登记员', room: '', bed: '', since: '2022-01-01' },
    };
    const { membership } = await people.enter({ key: randomUUID(), unit: 'jiagedaqi', member });
    const evidence = office.as(manager).evidence;
    const { people: staff } = await evidence.day({ unit: 'jiagedaqi', ledger: 'test', day: null });
    const person = staff.find(({ name }) => name === names[0])?.person ?? '';
    const dose = {
      kind: 'inactivated' as const,
      number: 1,
      on: '2022-01-10',
      product: '灭活疫苗',
      batch: 'B7',
      place: '卫生院',
    };
    await office.as(manager).vaccination.enterDose({ key: randomUUID(), unit: 'jiagedaqi', person, dose });
    const fields = { result: { value: 'negative', read: 0 }, laboratory: { value: '地区医院检验科', read: 0 } };
    await evidence.enter({
      ...{ key: randomUUID(), unit: 'jiagedaqi', ledger: 'test', day: '2022-05-16', reason: null },
      entries: [{ person, subject: '', turn: 'first', fields }],
    });
    const at = { key: randomUUID(), unit: 'jiagedaqi', person };
    const vaccination = office.as(manager).vaccination;
    await vaccination.followUp({ ...at, followUp: { forDay: '2022-01-11', well: false, note: '手臂酸痛' } });
    await vaccination.react({ ...at, key: randomUUID(), reaction: { on: '2022-01-11', told: '低热一天' } });
    await vaccination.grantIncentive({ ...at, key: randomUUID(), incentive: { kind: 'mark', on: '2022-01-12' } });
    const named = { key: randomUUID(), unit: 'jiagedaqi', persons: [person], mobiliser: manager.id };
    await vaccination.mobilise(named);
    const { pool } = office.ownerDatabase;
    await pool.query(
      `with s as (
         insert into vaccination_session (id, unit, mode, on_day, starts, place, provider, kind, product, batch, made_by)
         values (gen_random_uuid(), 'jiagedaqi', 'onSite', '2022-05-20', '{09:00,09:30}', '一楼大厅', '卫生院', 'inactivated',
                 '灭活疫苗', 'B8', 'x') returning id)
       insert into vaccination_attendance (session, person, unit, group_number, made_by)
       select id, $1, 'jiagedaqi', 2, 'x' from s`,
      [person],
    );
    await people.send({ key: randomUUID(), membership, version: 1, to: 'songtao', on: '2022-05-18' });
    const granted = await asks(15, 'copy');
    await answers(granted.request, 'done');
    expect((await office.as(citizen).requests.copy(granted)).register).toMatchObject({
      ...{ name: names[0], phone: phoneOf(15), memberships: [{ role: 'staff', post: '登记员', until: null }] },
      doses: [{ on: '2022-01-10', batch: 'B7' }],
      entries: [{ ledger: 'test', day: '2022-05-16', values: { result: 'negative', laboratory: '地区医院检验科' } }],
      mobilisers: [{ name: 'institutionManager' }],
      followUps: [{ for: '2022-01-11', well: false, note: '手臂酸痛' }],
      reactions: [{ on: '2022-01-11', told: '低热一天', treatment: null, outcome: null }],
      incentives: [{ kind: 'mark', on: '2022-01-12', takenOn: null }],
      attendances: [{ on: '2022-05-20', starts: '09:30', place: '一楼大厅', outcome: null }],
      transfers: [{ on: '2022-05-18', to: '加格达奇松涛养老院（演示）', state: 'waiting', name: names[0] }],
    });
    const { rows: hanging } = await pool.query<{ name: string; copied: boolean; erased: boolean }>(
      `select conrelid::regclass::text as name, confdeltype = 'c' as erased,
              pg_get_functiondef('copy_of_card'::regproc) ~ ('from ' || conrelid::regclass || ' ') as copied
         from pg_constraint where contype = 'f' and confrelid = 'person_card'::regclass
          -- reckoned from the doses, which the copy holds
          and conrelid <> 'vaccination_reached'::regclass`,
    );
    expect(hanging.length).toBeGreaterThan(9);
    expect(hanging.filter(({ copied, erased }) => !copied || !erased)).toEqual([]);
    // the number alone, under somebody else's phone, is not enough
    const stranger = await asks(16, 'copy', manId(15));
    await answers(stranger.request, 'done');
    expect((await office.as(citizen).requests.copy(stranger)).register).toBeNull();

    const { request } = await asks(15, 'erasure');
    await expect(answers(request, 'done')).rejects.toThrow('notChangeable');
    await people.leave({ key: randomUUID(), membership, version: 1, on: '2022-05-16', reason: 'resigned' });
    expect(await answers(request, 'done')).toEqual({ answered: true, erased: 1 });
    // what stands in requests is kept as long as these are
    expect((await told(manId(15))).filter((it) => !it.startsWith('privacy_request'))).toEqual([]);
    const { rows } = await office.ownerDatabase.pool.query('select from entry where person = $1', [person]);
    expect(rows).toEqual([]);
  });

  test('is about the phone proven last, and the secret of its browser stands nowhere', async () => {
    const { draft } = await holderOf(office, phoneOf(13));
    await inTransaction(office.databases.citizens, async (tx) => {
      const before = await loadDraft(tx, office.keys, draft);
      const [first] = before.proven;
      const phone = phoneOf(14);
      const second = { phone, proof: provePhone(office.keys, phone, Temporal.Now.instant()) };
      await saveDraft(tx, office.keys, draft, { ...before, proven: [...(first ? [first] : []), second] });
    });
    const given = {
      draft,
      key: randomUUID(),
      office: 'jiagedaqi',
      kind: 'copy' as const,
      idNumber: manId(14),
      text: '',
    };
    await office.as(citizen).requests.ask(given);
    const [newest] = await office.as(manager).requests.list({ office: 'jiagedaqi' });
    expect(newest).toMatchObject({ phone: '139****0014' });
    expect(await dumped(office)).not.toContain(draft);
  });

  test('nobody asks without a proven phone, more than three times a day, or answers twice or elsewhere', async () => {
    const draft = (await office.as(citizen).drafts.start({ kind: 'manage' })).draft;
    const given = { draft, office: 'jiagedaqi', kind: 'copy', idNumber: manId(7), text: '' } as const;
    await expect(office.as(citizen).requests.ask({ ...given, key: randomUUID() })).rejects.toThrow('phoneNotProven');
    await sandboxed('jiagedaqi', true);
    const sandbox = { ...given, draft: (await holderOf(office, phoneOf(7))).draft, key: randomUUID() };
    await expect(office.as(citizen).requests.ask(sandbox)).rejects.toThrow('notFound');
    await sandboxed('jiagedaqi', false);
    const { request } = await asks(7, 'copy');
    await asks(7, 'copy');
    await asks(7, 'copy');
    await expect(asks(7, 'copy')).rejects.toThrow('tooOften');
    const foreign = await appoint(office, 'institutionManager', 'mohe');
    await expect(answers(request, 'refused', foreign)).rejects.toThrow('notFound');
    await answers(request, 'refused');
    await expect(answers(request, 'refused')).rejects.toThrow('stale');
    await set('requestsDaily', 4);
    await asks(7, 'copy');
    await expect(asks(7, 'copy')).rejects.toThrow('tooOften');
  });
});

describe('[F09] what is over its time', () => {
  test('is settled with a second factor, and not for days that are over', async () => {
    const setting = { prefecture: '232700', kind: 'phone' as const, amount: 30, source: '试验设置' };
    const save = (by: StaffActor, validFrom: string) =>
      office.as(by).retention.save({ key: randomUUID(), ...setting, validFrom });
    await expect(save({ ...clerk, secondFactorAt: null }, '2022-05-16')).rejects.toThrow('secondFactorNeeded');
    await expect(save(clerk, '2022-05-15')).rejects.toThrow('wrongDay');
  });

  test('goes the same night in batches, each kind by its own setting, and the chain of the journal still holds', async () => {
    const booking = await bookedBy(8);
    await (await holderOf(office, phoneOf(8))).cancel({ booking, version: 1 });
    await set('phone', 30);
    await set('messages', 30);
    await set('requests', 30);
    await moveClock(office, '2022-07-20T00:10:00+08:00');
    await office.runJobs();
    await office.runJobs();
    expect(await told(phoneOf(8))).toEqual([]);
    expect(await told(phoneOf(5))).toEqual([]);
    // parties have no time set: they stay until one is
    expect(await told(manId(8))).toEqual(['party.id_sealed']);
    const parties = { prefecture: '232700', kind: 'parties' as const, amount: 30 };
    const foretold = await office.as(clerk).retention.preview(parties);
    expect(foretold.over).toBeGreaterThan(0);
    expect(await office.as(clerk).retention.preview({ ...parties, amount: 36_500 })).toEqual({ over: 0 });
    await expect(office.as(manager).retention.preview(parties)).rejects.toThrow('notAllowed');
    const holding = await bookingsWithParties(office);
    await set('parties', 30);
    await office.runJobs();
    expect(await told(manId(8))).toEqual(['party.id_sealed']);
    await moveClock(office, '2022-07-21T00:10:00+08:00');
    await office.runJobs();
    await office.runJobs();
    expect(await told(manId(8))).toEqual([]);
    expect(holding - (await bookingsWithParties(office))).toBe(foretold.over);
    const { rows } = await office.ownerDatabase.pool.query<{ text: string }>(
      `select e::text as text from journal_entry e where subject = $1 or action = 'retention.purged'`,
      [booking],
    );
    expect(rows.length).toBeGreaterThan(2);
    const verdict = await inTransaction(office.ownerDatabase, async (tx) => {
      await sealJournal(tx);
      return verifyJournal(tx, new Map(), []);
    });
    expect(verdict).toMatchObject({ broken: null });
  });

  test('is read in the database: the application cannot have more taken away by asking', async () => {
    const { pool } = office.ownerDatabase;
    await pool.query(
      `insert into booking (id, reference, office, slot, service, state, channel, made_by, note_sealed, papers)
         select gen_random_uuid(), 'HY-' || state, office, slot, service, state, channel, 'test', '\\x01', '{"户口簿": "missing"}'
           from (select office, slot, service, channel from booking limit 1) one, unnest(array['cancelled', 'waiting']) state`,
    );
    const purge = async () => {
      const { rows } = await office.databases.staff.pool.query<{ gone: number }>(
        `select purge_over('note', 1000) as gone`,
      );
      return rows[0]?.gone;
    };
    expect(await purge()).toBe(0);
    await pool.query(
      `insert into privacy_setting (unit, kind, amount, source, valid_from, made_by)
         values ('232700', 'note', 1, 'test', '2022-01-01', 'test')`,
    );
    expect(await purge()).toBeGreaterThan(0);
    const left = `select papers from booking where reference in ('HY-cancelled', 'HY-waiting') order by reference`;
    // who waits in line still stands
    expect((await pool.query(left)).rows).toEqual([{ papers: null }, { papers: { 户口簿: 'missing' } }]);
    const waiting = `select erase_booking(id, '{1}') from booking where reference = 'HY-waiting'`;
    await expect(pool.query(waiting)).rejects.toMatchObject({ code: 'AN008' });
    for (const table of ['party', 'message', 'report', 'privacy_request', 'booking'])
      await expect(office.databases.staff.pool.query(`delete from ${table}`)).rejects.toMatchObject({ code: '42501' });
  });
});

async function sandboxed(id: string, sandbox: boolean): Promise<void> {
  await office.ownerDatabase.pool.query('update institution set sandbox = $2 where id = $1', [id, sandbox]);
}
