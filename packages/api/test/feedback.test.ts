import type { AppRouter } from '@anmin/api/router';
import { longestFeedback } from '@anmin/domain/appointments/feedback';
import type { inferRouterOutputs } from '@trpc/server';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../tooling/test/office.ts';
import { post } from './citizens.ts';
import { get } from './staff.ts';

type Feedback = inferRouterOutputs<AppRouter>['feedback'];

const text = '大厅排队时间太长，张大姐很耐心';
let office: TestOffice;
beforeAll(async () => {
  office = await openOffice({ clock: '2022-05-16T08:31:00+08:00' });
});
beforeEach(async () => {
  await office.ownerDatabase.pool.query('truncate feedback, tally');
});
afterAll(() => office.close());

test('what people say is kept sealed, with an entry in the journal that tells none of it', async () => {
  expect(await send({ rating: 'dissatisfied' })).toMatchObject({ status: 200, data: { taken: true } });
  const { rows } = await office.ownerDatabase.pool.query<{ row: string; entry: string }>(
    `select feedback::text as row, journal_entry::text as entry from feedback join journal_entry
        on subject = feedback.id::text and action = 'feedback.given' and actor = 'citizen'`,
  );
  expect(rows).toHaveLength(1);
  for (const form of [text, Buffer.from(text).toString('hex'), '127.0.0.1'])
    expect(`${rows[0]?.row} ${rows[0]?.entry}`).not.toContain(form);
  expect(rows[0]?.entry).toContain('dissatisfied');
});

test('the same key counts once, and not for other words', async () => {
  const key = randomUUID();
  await Promise.all([send({ key }), send({ key }), send({ key })]);
  expect(await send({ key, text: '别的话' })).toMatchObject({ status: 422, refusal: { refused: 'keyReused' } });
  expect(await stored()).toBe(1);
});

test('the staff of the office and the bureau read it, newest first', async () => {
  await send({ rating: 'satisfied' });
  await send({ text: '第二条' });
  for (const role of ['clerk', 'bureau'] as const)
    expect(await read('jiagedaqi', await office.signIn(role))).toMatchObject([
      { text: '第二条', rating: null },
      { text, rating: 'satisfied' },
    ]);
});

test('a foreign office answers like one that does not exist, and nobody reads without signing in', async () => {
  await send({ office: 'huma' });
  const clerk = await office.signIn('clerk');
  await expect(read('huma', clerk)).rejects.toThrow('404');
  await expect(read('nowhere', clerk)).rejects.toThrow('404');
  await expect(read('jiagedaqi')).rejects.toThrow('401');
});

test.each([
  ['no word', { text: ' \n' }, 400],
  ['more than a page', { text: '啊'.repeat(longestFeedback + 1) }, 400],
  ['a mark that is none', { rating: 'five stars' }, 400],
  ['an office that does not exist', { office: 'nowhere' }, 404],
])('%s is not taken', async (_, given, status) => {
  expect(await send(given)).toMatchObject({ status });
  expect(await stored()).toBe(0);
});

test('one address is heard twenty times a day, and again the next day', async () => {
  for (let n = 0; n < 20; n += 1) expect(await send({})).toMatchObject({ status: 200 });
  expect(await send({})).toMatchObject({ status: 429, refusal: { refused: 'tooOften', facts: { perDay: 20 } } });
  expect(await stored()).toBe(20);
  await office.ownerDatabase.pool.query('update tally set day = day - 1');
  expect(await send({})).toMatchObject({ status: 200 });
});

test('a session of the staff is heard no more often', async () => {
  const cookie = await office.signIn('clerk');
  const said = (): Promise<{ status: number }> =>
    post(office.url, 'feedback.send', { key: randomUUID(), office: 'jiagedaqi', text }, { cookie });
  for (let n = 0; n < 20; n += 1) expect(await said()).toMatchObject({ status: 200 });
  expect(await said()).toMatchObject({ status: 429 });
});

test('a count is swept out after its day', async () => {
  await send({});
  await office.runJobs();
  const counts = () => office.ownerDatabase.pool.query('select from tally').then(({ rowCount }) => rowCount);
  expect(await counts()).toBe(1);
  await office.ownerDatabase.pool.query('update tally set day = day - 1');
  await office.runJobs();
  expect(await counts()).toBe(0);
});

function send(given: object) {
  return post<Feedback['send']>(office.url, 'feedback.send', {
    key: randomUUID(),
    office: 'jiagedaqi',
    text,
    ...given,
  });
}

function read(id: string, cookie = '') {
  return get<Feedback['list']>(office.url, 'feedback.list', { office: id }, cookie);
}

async function stored(): Promise<number | null> {
  return (await office.ownerDatabase.pool.query('select from feedback')).rowCount;
}
