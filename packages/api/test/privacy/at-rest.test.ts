import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../../tooling/test/office.ts';
import { answersFor, book, holderOf, manId, phoneOf, womanId } from '../citizens.ts';
import { codeAt, openBrowser } from '../drafts/browser.ts';
import { bookingOf, deskOf, moveClock } from '../notice/office.ts';

let office: TestOffice;
let reference: string;
const [man, woman, phone, newPhone] = [manId(77), womanId(77), phoneOf(77), phoneOf(78)];
const [hisName, herName, newName] = ['欧阳建军', '司徒秀英', '欧阳建国'];
const note = '双方家属在场并说明情况';
const plain = [hisName, herName, newName, man, woman, phone, newPhone, note];

/** One couple from the first page to the last outcome, with whatever is stored on the way. */
beforeAll(async () => {
  office = await openOffice({ clock: '2022-05-16T08:30:00+08:00' });
  await office.runJobs();
  const browser = await openBrowser(office);
  const answers = answersFor(77, { day: '2022-05-20', time: '09:40' });
  await browser.fill({ ...answers, name1: hisName, name2: herName });
  await browser.sendCode();
  const { data } = await browser.show();
  const booked = await browser.submit(data?.key ?? '', await codeAt(office, phone));
  reference = booked.data?.reference ?? '';
  await book(office, answersFor(77, { day: '2022-05-19', time: '09:40', phone: phoneOf(79) }));
  const { booking, version } = await bookingOf(office, reference);
  await browser.fill({ phone: newPhone });
  await browser.sendCode();
  const code = await codeAt(office, newPhone);
  await browser.confirm(code);
  const corrected = await office.as({ kind: 'citizen', address: '127.0.0.1' }).bookings.correct({
    draft: browser.draft,
    booking,
    version,
    key: 'correct-name-and-phone',
    name1: newName,
    phone: newPhone,
  });
  expect(corrected.phone).toBe('139****0078');
  const clerk = await deskOf(office, 'clerk');
  await moveClock(office, '2022-05-20T09:45:00+08:00');
  await office.runJobs();
  const here = await clerk.counter('checkIn', { booking, version: corrected.version });
  await clerk.counter('compare', { booking, position: 1, idNumber: man });
  const asked = await clerk.counter('screen', {
    booking,
    version: here.data?.version ?? 0,
    parties: [
      { keyAreaStay: true, quarantineEnd: '2022-05-19', temperature: 365 },
      { keyAreaStay: false, quarantineEnd: null, temperature: 364 },
    ],
  });
  const version2 = asked.data?.row.version ?? 0;
  const done = await clerk.counter('finish', {
    booking,
    version: version2,
    outcome: 'refused',
    ground: 'refusedCheck',
    note,
  });
  expect(done.data).toMatchObject({ state: 'refused' });
  expect(await clerk.reports('jiagedaqi')).toMatchObject([{ text: note }]);
});
afterAll(() => office.close());

test('the whole journey is in the database, and no table tells a name, a number, a phone or a health answer', async () => {
  const stored = await everything();
  expect([...stored.keys()].sort()).toEqual(
    expect.arrayContaining(['booking', 'draft', 'idempotency', 'journal_entry', 'message', 'party', 'report']),
  );
  for (const [table, text] of stored)
    for (const value of plain)
      for (const form of [value, Buffer.from(value).toString('hex'), Buffer.from(value).toString('base64')])
        expect(text.includes(form), `${table} tells ${value}`).toBe(false);
  for (const table of ['party', 'report', 'journal_entry']) expect(stored.get(table)).not.toContain('2022-05-19');
});

test('the search would find a value if one were there', async () => {
  const text = [...(await everything()).values()].join('\n');
  expect(text).toContain(reference);
  expect(text).toContain('booking.screened');
});

test('no column is a plain hash of a name, a number or a phone', async () => {
  const text = [...(await everything()).values()].join('\n');
  for (const value of [hisName, man, woman, phone, newPhone, man.slice(-4), JSON.stringify(phone)])
    expect(text).not.toContain(createHash('sha256').update(value).digest('hex'));
});

test('no body of a request can be tried out against what is stored of it', async () => {
  const text = (await everything()).get('idempotency') ?? '';
  const body = JSON.stringify(['correct', 1, newName, '', newPhone]);
  expect(text).not.toContain(createHash('sha256').update(body).digest('hex'));
});

test('the journal holds ids, field names and codes, in words of our own', async () => {
  const { rows } = await office.ownerDatabase.pool.query<{
    action: string;
    subject: string;
    fields: string[];
    codes: object;
  }>('select action, subject, fields, codes from journal_entry order by id');
  expect(rows.map(({ action }) => action)).toEqual(
    expect.arrayContaining([
      'booking.made',
      'booking.corrected',
      'booking.checkedIn',
      'booking.screened',
      'booking.finished',
      'report.opened',
      'party.compared',
    ]),
  );
  for (const { subject, fields, codes } of rows) {
    expect(subject).toMatch(/^[0-9a-zA-Z-]+$/);
    expect(fields.every((field) => /^[a-zA-Z0-9]+$/.test(field))).toBe(true);
    expect(Object.values(codes).every((code) => !/\p{Script=Han}|\d{11}/u.test(String(code)))).toBe(true);
  }
});

test('blind indexes of one value differ by field', async () => {
  const { rows } = await office.ownerDatabase.pool.query<{ n: number; all: number }>(`
    select count(distinct index)::int as n, count(*)::int as all from (
      select id_index as index from party union all select id_tail_index from party
      union all select phone_index from booking union all select key from claim) indexes`);
  expect(rows[0]?.n).toBe(rows[0]?.all);
});

describe('a sealed value put into another row', () => {
  test.each([
    [
      'the name of the other party',
      `update party set name_sealed = (select name_sealed from party where position = 2) where position = 1`,
    ],
    ['a number where a name stood', `update party set name_sealed = id_sealed where position = 1`],
    [
      'an answer of the other party',
      `update party set screening_sealed = (select screening_sealed from party where position = 2) where position = 1`,
    ],
  ])('does not open: %s', async (_, exchange) => {
    const { booking } = await bookingOf(office, reference);
    const clerk = await deskOf(office, 'clerk');
    const before = await office.ownerDatabase.pool.query<Record<string, Buffer>>(
      'select * from party where position = 1',
    );
    await office.ownerDatabase.pool.query(exchange);
    expect(await clerk.counter('find', { office: 'jiagedaqi', text: reference })).toMatchObject({
      status: 500,
      data: null,
    });
    await office.ownerDatabase.pool.query(
      'update party set name_sealed = $1, screening_sealed = $2 where position = 1 and booking = $3',
      [before.rows[0]?.['name_sealed'], before.rows[0]?.['screening_sealed'], booking],
    );
    expect(await clerk.counter('find', { office: 'jiagedaqi', text: reference })).toMatchObject({ status: 200 });
  });
});

describe('what screens show', () => {
  const masked = {
    parties: [
      { name: '欧**国', idNumber: `${man.slice(0, 2)}**************${man.slice(-2)}` },
      { name: '司**英', idNumber: `${woman.slice(0, 2)}**************${woman.slice(-2)}` },
    ],
    phone: '139****0078',
  };

  test('the couple itself sees names, numbers and the phone masked', async () => {
    const { data } = await (await holderOf(office, newPhone)).find();
    expect(data).toMatchObject([masked]);
    tellsNothing(data);
  });

  test('so does the counter, in its sheet, its search, its reports and its slip', async () => {
    const clerk = await deskOf(office, 'clerk');
    const sheet = await clerk.sheet('jiagedaqi', '2022-05-20');
    expect(sheet.slots.flatMap(({ bookings }) => bookings)).toMatchObject([masked]);
    const found = await clerk.counter('find', { office: 'jiagedaqi', text: woman.slice(-4) });
    expect(found.data).toMatchObject([masked]);
    const reports = await clerk.reports('jiagedaqi');
    tellsNothing([sheet, found, reports.map(({ row }) => row)]);
  });

  test('the comparison of a card says same or different, and no more', async () => {
    const clerk = await deskOf(office, 'clerk');
    const { booking } = await bookingOf(office, reference);
    const same = await clerk.counter('compare', { booking, position: 1, idNumber: man.toLowerCase() });
    expect(same.data).toEqual({ same: true });
    const other = await clerk.counter('compare', { booking, position: 1, idNumber: woman });
    expect(other.data).toEqual({ same: false });
  });

  test('the page of the demo’s SMS masks phones, and no SMS carries a name or an ID number', async () => {
    const messages = await office.as({ kind: 'job' }).demo.messages();
    expect(messages.length).toBeGreaterThan(3);
    tellsNothing(messages);
    expect(JSON.stringify(office.sent.map(({ facts }) => facts))).not.toMatch(/欧阳|司徒|\d{17}/);
  });
});

/** Every row of every table, as the owner reads it. */
async function everything(): Promise<Map<string, string>> {
  const { pool } = office.ownerDatabase;
  const tables = await pool.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  );
  const stored = new Map<string, string>();
  for (const { name } of tables.rows) {
    const { rows } = await pool.query<{ row: string }>(`select t::text as row from "${name}" t`);
    stored.set(name, rows.map(({ row }) => row).join('\n'));
  }
  return stored;
}

function tellsNothing(shown: unknown): void {
  const text = JSON.stringify(shown);
  for (const value of [hisName, herName, newName, man, woman, phone, newPhone]) expect(text).not.toContain(value);
}
