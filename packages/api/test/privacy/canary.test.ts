import { createHash } from 'node:crypto';
import { sealedTables } from '@anmin/api/privacy/sealed';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../../tooling/test/office.ts';
import { copied, dumped } from '../dump.ts';
import { answersFor, manId, phoneOf, womanId } from '../citizens.ts';
import { codeAt, openBrowser, wrongCode } from '../drafts/browser.ts';
import { bookingOf } from '../notice/office.ts';
import { bookableSlots, type SlotAt } from '../race.ts';

const couple = { names: ['欧阳𠮷祥', '司徒婉莹'] as const, numbers: [manId(77), womanId(77)], phone: phoneOf(77) };
const planted = [...couple.names, ...couple.numbers, couple.phone];

let office: TestOffice;
/** what left the office, by where it was seen */
const seen = new Map<string, string[]>();
const keep = (where: string, text: string) => seen.set(where, [...(seen.get(where) ?? []), text]);

beforeAll(async () => {
  office = await openOffice({ clock: '2022-05-16T08:31:00+08:00', log: (line) => keep('log', line) });
  await office.runJobs();
  const [slot] = (await bookableSlots(office, 'jiagedaqi')) as [SlotAt];
  const browser = await openBrowser(office);
  await browser.fill({ ...answersFor(77, slot), name1: couple.names[0], name2: couple.names[1] });
  await browser.sendCode();
  const key = (await browser.show()).data?.key ?? '';
  const code = await codeAt(office, couple.phone);
  keep('error', JSON.stringify(await browser.submit(key, wrongCode(code))));
  const booked = await browser.submit(key, code);
  keep('answer', JSON.stringify(booked));
  const { booking } = await bookingOf(office, booked.data?.reference ?? '');
  const cookie = await office.cookieOf('clerk');
  const ask = async (path: string, input: unknown, headers: Record<string, string> = { cookie }) => {
    const response = await fetch(`${office.url}/trpc/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof input === 'string' ? input : JSON.stringify(input),
    });
    keep(response.ok ? 'answer' : 'error', `${JSON.stringify([...response.headers])} ${await response.text()}`);
  };
  await ask('counter.find', { office: 'jiagedaqi', text: couple.numbers[0]?.slice(-4) });
  await ask('counter.find', { office: 'jiagedaqi', text: couple.names[0] });
  await ask('counter.compare', { booking, position: 1, idNumber: couple.numbers[0] });
  // what a careless client sends comes back from no error
  for (const value of planted) {
    await ask('counter.find', { office: value, text: value, [value]: value });
    await ask('counter.compare', { booking: value, position: value, idNumber: value });
    await ask('bookings.find', { draft: value, reference: value }, {});
    await ask('bookings.book', `{"key": "${value}`, {});
    keep(
      'error',
      await (await fetch(`${office.url}/trpc/${encodeURIComponent(value)}?input=${encodeURIComponent(value)}`)).text(),
    );
  }
  for (const path of ['/readyz', '/livez', '/metrics']) keep('health', await (await fetch(office.url + path)).text());
  await office.ownerDatabase.pool.query(`update party set name_sealed = '\\x00' where booking = $1 and position = 2`, [
    booking,
  ]);
  await ask('counter.row', { booking });
  await office.runJobs();
});
afterAll(() => office.close());

/** Columns of bytes that are not kept sealed for long, and what stands in them. */
const otherBytes: Readonly<Record<string, string>> = {
  'api_key.hash': 'of a key, which is random',
  'attempt.subject': 'keyed hash',
  'booking.phone_index': 'keyed hash',
  'claim.key': 'keyed hash',
  'display.token_hash': 'of a link, which is signed',
  'draft.id_hash': 'of a random id',
  'draft.sealed': 'sealed, gone after a day',
  'export.content_hash': 'of a whole list, masked',
  'gate_person.id_index': 'keyed hash',
  'gate_person.phone_index': 'keyed hash',
  'idempotency.body_hash': 'keyed hash',
  'invitation.code_hash': 'keyed hash',
  'journal_seal.hash': 'of an entry, which names nobody',
  'notice_draft.hash': 'of a notice',
  'party.id_index': 'keyed hash',
  'party.id_tail_index': 'keyed hash',
  'sheet.file_hash': 'keyed hash',
  'person.id_index': 'keyed hash',
  'person.id_tail_index': 'keyed hash',
  'person_card.name_index': 'keyed hash',
  'person_card.phone_index': 'keyed hash',
  'phone_code.code_hash': 'keyed hash',
  'phone_code.phone_index': 'keyed hash',
  'privacy_request.phone_index': 'keyed hash',
  'scope_key.secret': 'of the server',
  'spent_work.act': 'keyed hash',
  'spent_work.mark': 'of a random challenge',
  'tally.subject': 'keyed hash',
};

/** A value as a careless line would write it. */
const formsOf = (value: string): string[] => [
  ...[value, value.normalize('NFKC'), encodeURIComponent(value), Buffer.from(value).toString('hex')],
  ...[Buffer.from(value).toString('base64').replace(/=+$/, ''), JSON.stringify(value).slice(1, -1)],
  ...['sha256', 'sha1', 'md5'].flatMap((hash) => {
    const digest = createHash(hash).update(value).digest();
    return [digest.toString('hex'), digest.toString('base64')];
  }),
];

test('[F02] planted people are in no log line, error, answer to staff or health page', () => {
  expect([...seen.keys()].sort()).toEqual(['answer', 'error', 'health', 'log']);
  for (const [where, texts] of seen)
    for (const value of planted)
      for (const form of formsOf(value))
        expect(
          texts.some((text) => text.includes(form)),
          `${where} tells ${form}`,
        ).toBe(false);
});

test('[F03] nor in a dump of every table', async () => {
  const dump = await dumped(office);
  for (const value of planted)
    for (const form of formsOf(value)) expect(dump.includes(form), `the dump tells ${form}`).toBe(false);
});

test('[F02] [F03] whatever column could hold a person is free of them, or is known to hold what only the keys open', async () => {
  const { rows } = await office.ownerDatabase.pool.query<{ table: string; column: string; type: string }>(
    `select table_name as table, column_name as column, data_type as type from information_schema.columns
       join information_schema.tables using (table_schema, table_name)
      where table_schema = 'public' and table_type = 'BASE TABLE' and data_type in ('text', 'character varying', 'bytea', 'json', 'jsonb', 'ARRAY')
      order by 1, 2`,
  );
  const bytes = rows.filter(({ type }) => type === 'bytea').map(({ table, column }) => `${table}.${column}`);
  const sealed = sealedTables.flatMap((it) => Object.keys(it.sealed).map((column) => `${it.table}.${column}`));
  expect(bytes).toEqual([...sealed, ...Object.keys(otherBytes)].sort());
  for (const { table, column } of rows) {
    const text = await copied(office, `(select ${column} from "${table}")`);
    for (const value of planted)
      for (const form of formsOf(value)) expect(text.includes(form), `${table}.${column} tells ${form}`).toBe(false);
  }
});

test('[control] the lines of the log were kept', () => {
  expect(seen.get('log')?.join('')).toContain('counter.find');
});
