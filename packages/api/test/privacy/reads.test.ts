import type { StaffActor } from '@anmin/api/trpc';
import type { RevealedField } from '@anmin/domain/people/reveal';
import { seal } from '@anmin/api/privacy/seal';
import { randomUUID } from 'node:crypto';
import { answersFor, book, holderOf, manId, phoneOf, womanId } from '../citizens.ts';
import { bookableSlots, standingAt, type SlotAt } from '../race.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../../tooling/test/office.ts';
import { appoint, restore, targetAt, type Target } from '../isolation/neighbours.ts';
import { listing, reaching, unaimed } from '../isolation/reaching.ts';

let office: TestOffice;
let actor: StaffActor;
let target: Target;
let sheetOfTarget: { office: string; day: string };
let own: Readonly<Record<string, unknown>>;
const couple = 11;

beforeAll(async () => {
  office = await openOffice({ clock: '2022-05-16T08:31:00+08:00' });
  await office.runJobs();
  actor = await appoint(office, 'institutionManager');
  const [first] = (await bookableSlots(office, 'jiagedaqi')) as [SlotAt];
  sheetOfTarget = { office: 'jiagedaqi', day: first.day };
  target = await targetAt(office, 'jiagedaqi', couple);
  await fillLists();
});
afterAll(() => office.close());

/** Verbs of the staff whose answer shows people, masked or not. */
const showing = [
  'closures.displaced',
  'counter.find',
  'counter.report',
  'counter.reports',
  'counter.row',
  'counter.sheet',
  'counter.slip',
  'evidence.day',
  'evidence.list',
  'evidence.past',
  'exports.fetch',
  'gate.comers',
  'people.find',
  'people.list',
  'people.one',
  'people.transfers',
  'persons.reveal',
  'requests.list',
  'requests.one',
  'vaccination.aftercare',
  'vaccination.ledger',
  'vaccination.list',
  'vaccination.outstanding',
  'vaccination.person',
  'vaccination.session',
];

describe('every look at people is in the journal', () => {
  test('whatever verb shows some of them writes an entry, and these are the verbs', async () => {
    const shown: string[] = [];
    for (const path of [...Object.keys(reaching), ...Object.keys(listing), ...Object.keys(unaimed)]) {
      const before = await entries();
      const answer = await call(path, inputOf(path));
      await restore(office);
      if (answer === null || !showsPeople(JSON.stringify(answer))) continue;
      shown.push(path);
      expect(await entries(), path).toBeGreaterThan(before);
    }
    expect(shown.sort()).toEqual(showing);
  });

  test('a search in vain as well, without what was searched for', async () => {
    const before = await entries();
    await expect(call('counter.find', { office: 'jiagedaqi', text: '0987' })).resolves.toBeNull();
    expect(await entries()).toBe(before + 1);
    const { rows } = await office.ownerDatabase.pool.query<{ text: string }>(
      'select e::text as text from journal_entry e order by id desc limit 1',
    );
    expect(rows[0]?.text).toContain('persons.read');
    expect(rows[0]?.text).not.toContain('0987');
  });

  test('a whole reference finds a booking at whichever of the own offices it stands, and at no other', async () => {
    const find = async (role: 'countyClerk' | 'institutionManager', unit: string, text: string) =>
      office.as(await appoint(office, role, unit)).counter.find({ text });
    await expect(find('countyClerk', '232761', target.reference)).resolves.toMatchObject([{ id: target.booking }]);
    await expect(find('institutionManager', 'mohe', target.reference)).rejects.toThrow('notFound');
    await expect(find('countyClerk', '232761', '4321')).rejects.toThrow('notFound');
  });

  test('[A02] that somebody has a booking, or has none, is told to the desk with an entry as well', async () => {
    const release = { idNumber: manId(999), service: 'marriage' as const, reason: '本人到场' };
    const key = randomUUID();
    for (const _ of [1, 2]) await expect(call('counter.release', { key, ...release })).resolves.toBeNull();
    expect(await lastCodes()).toEqual({ of: 'release', count: 0 });
    const before = await entries();
    const slot = (await bookableSlots(office, 'jiagedaqi'))[4] as SlotAt;
    const answers = { ...answersFor(couple, slot), phone: phoneOf(998) };
    await expect(
      callOrThrow('counter.bookFor', { key: randomUUID(), office: 'jiagedaqi', channel: 'phone', answers }),
    ).rejects.toThrow('duplicate');
    expect(await entries()).toBe(before + 1);
    expect(await lastCodes()).toEqual({ of: 'duplicate', count: 1 });
  });

  test.each(showing)('[G09] %s: without the entry there is no answer', async (path) => {
    const { pool } = office.ownerDatabase;
    await pool.query('alter table journal_entry add constraint full_disk check (id < 0) not valid');
    const asked = inputOf(path);
    await expect(callOrThrow(path, asked)).rejects.toThrow();
    await pool.query('alter table journal_entry drop constraint full_disk');
    await expect(callOrThrow(path, asked)).resolves.toBeDefined();
  });
});

describe('[F07] the full view', () => {
  const ask = (fields: RevealedField[], by: StaffActor = actor) =>
    office.as(by).persons.reveal({ booking: target.booking, fields, reason: 'contact' });

  test('shows what was asked for and no more, and the entry names the fields and the reason', async () => {
    expect(await ask(['idNumbers', 'phone'])).toMatchObject({
      phone: phoneOf(couple),
      parties: [
        { name: null, idNumber: manId(couple), temperature: null },
        { name: null, idNumber: womanId(couple), temperature: null },
      ],
    });
    const { rows } = await office.ownerDatabase.pool.query(
      `select actor, subject, office, fields, codes from journal_entry where action = 'persons.revealed' order by id desc limit 1`,
    );
    expect(rows).toEqual([
      {
        ...{ actor: `staff:${actor.id}`, subject: target.booking, office: 'jiagedaqi' },
        ...{ fields: ['idNumbers', 'phone'], codes: { reason: 'contact' } },
      },
    ]);
  });

  test.each([
    ['[B17] a second factor of 16 minutes ago', 'secondFactorNeeded', { minutes: 16 }],
    ['no second factor', 'secondFactorNeeded', null],
  ])('is refused with %s', async (_, refused, age) => {
    const at = age === null ? null : Temporal.Now.instant().subtract(age).toString();
    await expect(ask(['phone'], { ...actor, secondFactorAt: at })).rejects.toThrow(refused);
  });

  test('is refused to whoever only serves at the counter', async () => {
    await expect(ask(['phone'], await appoint(office, 'institutionStaff'))).rejects.toThrow('notAllowed');
  });

  test('more than 30 in an hour go one a minute, also from many tabs, and the supervisor sees them', async () => {
    const busy = await appoint(office, 'institutionManager');
    const asked = await Promise.allSettled(Array.from({ length: 36 }, () => ask(['phone'], busy)));
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(30);
    await expect(ask(['phone'], busy)).rejects.toThrow('tooOften');
    await office.ownerDatabase.pool.query(
      `alter table journal_entry disable trigger user;
       update journal_entry set at = at - interval '61 seconds' where actor = 'staff:${busy.id}'`,
    );
    await ask(['phone'], busy);
    await expect(ask(['phone'], busy)).rejects.toThrow('tooOften');
    expect((await office.as(actor).persons.reveals({ after: null })).lines).toEqual([
      { actor: `staff:${busy.id}`, name: 'institutionManager', day: '2022-05-16', count: 31, most: 31, unserved: 0 },
    ]);
  });

  test('fewer where the bureau settled so', async () => {
    const careful = await appoint(office, 'institutionManager');
    await office.ownerDatabase.pool.query(
      `insert into privacy_setting (unit, kind, amount, source, valid_from, made_by)
       values ('232700', 'revealsHourly', 2, '试验设置', '2022-05-16', 'test')`,
    );
    await ask(['phone'], careful);
    await ask(['phone'], careful);
    await expect(ask(['phone'], careful)).rejects.toThrow('tooOften');
    expect((await office.as(actor).persons.reveals({ after: null })).lines).toContainEqual(
      expect.objectContaining({ actor: `staff:${careful.id}`, most: 2, unserved: 0 }),
    );
    await office.ownerDatabase.pool.query(`delete from privacy_setting where kind = 'revealsHourly'`);
  });

  test('in an hour without appointments one is enough to be listed', async () => {
    const late = await appoint(office, 'institutionManager');
    await ask(['phone'], late);
    await office.ownerDatabase.pool.query(
      `update journal_entry set office_at = '2022-05-16T03:00+08:00' where actor = 'staff:${late.id}'`,
    );
    expect((await office.as(actor).persons.reveals({ after: null })).lines).toContainEqual(
      expect.objectContaining({ actor: `staff:${late.id}`, count: 1, unserved: 1 }),
    );
  });
});

/** Each verb's reach for what is there, or what the target does not have by itself. */
function inputOf(path: string): unknown {
  return own[path] ?? { ...reaching, ...listing, ...unaimed }[path]?.(target);
}

/** Others stand where the lists of the displaced and of the reports show them. */
async function fillLists(): Promise<void> {
  const [slot] = (await bookableSlots(office, 'jiagedaqi')).slice(-1) as [SlotAt];
  await book(office, answersFor(12, slot));
  const [booking = ''] = await standingAt(office, slot);
  const id = randomUUID();
  const { pool } = office.ownerDatabase;
  await pool.query(
    `insert into report (id, booking, office, text_sealed, clauses, made_by) values ($1, $2, $3, $4, '{}', 'x')`,
    [...[id, booking, 'jiagedaqi', seal(office.keys, `report.text:${id}`, '试验')]],
  );
  const [other] = (await bookableSlots(office, 'jiagedaqi')).slice(-2) as [SlotAt];
  await book(office, answersFor(13, other));
  const { draft } = await holderOf(office, phoneOf(couple));
  const asked = {
    draft,
    key: randomUUID(),
    office: 'jiagedaqi',
    kind: 'copy' as const,
    idNumber: manId(couple),
    text: '',
  };
  await office.as({ kind: 'citizen', address: '127.0.0.1' }).requests.ask(asked);
  const [request] = await office.as(actor).requests.list({ office: 'jiagedaqi' });
  const { day } = sheetOfTarget;
  const { id: made } = await office.as(actor).exports.make({
    ...{ key: randomUUID(), office: 'jiagedaqi', from: day, until: day, reason: '当日备份' },
  });
  own = {
    'counter.sheet': sheetOfTarget,
    'requests.one': { request: request?.id },
    'evidence.list': { unit: 'jiagedaqi', ledger: 'temperature', from: '2022-05-16', until: '2022-05-16' },
    'exports.fetch': { key: randomUUID(), export: made },
  };
  const fields = { temperature: { value: 365, read: 0 } };
  await office.as(actor).evidence.enter({
    ...{ key: randomUUID(), unit: 'jiagedaqi', ledger: 'temperature', day: '2022-05-16', reason: null },
    entries: [{ person: target.vaccinated, subject: '', turn: 'morning', fields }],
  });
  await office.as(actor).gate.check({
    ...{
      key: randomUUID(),
      unit: 'jiagedaqi',
      at: 'entry',
      as: null,
      checks: [],
      found: [],
      cleared: [],
      exemptions: [],
    },
    who: { came: 'visitor', name: '试验人', phone: phoneOf(couple), idNumber: manId(couple), purpose: '试验' },
  });
  const span = { office: 'jiagedaqi', from: other.day, until: other.day, services: null, reason: '停电检修' };
  await office.as(actor).closures.close({ ...span, key: randomUUID() });
}

/** A name, a number or a phone, masked or whole, or what was written of somebody. */
function showsPeople(text: string): boolean {
  return (
    /\d{2}\*{14}[\dX]{2}|1\d{2}\*{4}\d{4}|"name":"\p{Script=Han}\*+/u.test(text) ||
    // the people of the institution have these names, and what was found of one is of a person without a name as well
    /甄平安|"name":"试验"[^{}]*"role":|"values":\{/.test(text) ||
    [manId(couple), womanId(couple), phoneOf(couple)].some((value) => text.includes(value))
  );
}

async function call(path: string, input: unknown): Promise<unknown> {
  return callOrThrow(path, input).catch(() => null);
}

async function callOrThrow(path: string, input: unknown): Promise<unknown> {
  const [room = '', verb = ''] = path.split('.');
  const caller = office.as(actor) as unknown as Record<string, Record<string, (input: unknown) => Promise<unknown>>>;
  return caller[room]?.[verb]?.(input);
}

async function lastCodes(): Promise<unknown> {
  const { rows } = await office.ownerDatabase.pool.query<{ codes: unknown }>(
    'select codes from journal_entry where actor = $1 order by id desc limit 1',
    [`staff:${actor.id}`],
  );
  return rows[0]?.codes;
}

async function entries(): Promise<number> {
  const { rows } = await office.ownerDatabase.pool.query<{ n: number }>(
    'select count(*)::int as n from journal_entry where actor = $1',
    [`staff:${actor.id}`],
  );
  return rows[0]?.n ?? 0;
}
