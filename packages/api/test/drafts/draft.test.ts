import { sha256 } from '@anmin/api/privacy/seal';
import type { Answers } from '@anmin/domain/appointments/answers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../../tooling/test/office.ts';
import { answersFor, phoneOf } from '../citizens.ts';
import { codeAt, openBrowser, visit } from './browser.ts';

let office: TestOffice;
beforeAll(async () => {
  office = await openOffice({ clock: '2022-05-16T08:30:00+08:00' });
  await office.runJobs();
});
afterAll(() => office.close());

const wanted = { day: '2022-05-20', time: '09:40' };

describe('a draft', () => {
  test('keeps what was typed, wrong values too, and names what to mend among the fields given', async () => {
    const { fill, show } = await openBrowser(office);
    const typed = { service: 'marriage', name1: '王4', id1: '12' };
    expect((await fill(typed)).data).toMatchObject({
      answers: typed,
      errors: [
        { field: 'name1', code: 'name.digit' },
        { field: 'id1', code: 'id.length', facts: { n: 2 } },
      ],
    });
    expect((await show()).data).toMatchObject({ answers: typed, gate: false, phoneProven: false, booked: null });
  });

  test('[A17] is the same whether it was filled screen by screen or question by question', async () => {
    const answers = answersFor(1, wanted);
    const standard = await openBrowser(office);
    await standard.fill(pick(answers, ['service', 'office', 'day', 'time']));
    await standard.fill(pick(answers, ['name1', 'id1', 'name2', 'id2', 'phone', 'stay1', 'stay2']));
    const elder = await openBrowser(office);
    for (const [field, value] of Object.entries(answers)) await elder.fill({ [field]: value });
    const [one, other] = [await standard.show(), await elder.show()];
    expect(other.data).toMatchObject({ answers: one.data?.answers ?? {}, errors: [], gate: true });
    expect(one.data).toMatchObject({ answers, errors: [] });
    expect((await elder.consider()).data).toEqual((await standard.consider()).data);
  });

  test('is not found by another browser', async () => {
    const { draft, fill } = await openBrowser(office);
    await fill({ name1: '王建军' });
    const guesses = ['x'.repeat(32), draft.slice(0, -1) + (draft.endsWith('A') ? 'B' : 'A'), draft.slice(0, 31)];
    for (const guess of guesses) {
      const { show, fill: change, sendCode } = visit(office, guess);
      expect(await show()).toMatchObject({ status: 404, refusal: { refused: 'notFound' } });
      expect(await change({ name1: '李秀英' })).toMatchObject({ status: 404 });
      expect(await sendCode()).toMatchObject({ status: 404 });
    }
  });

  test('is stored under the hash of its id, sealed: the table gives neither the id nor the answers', async () => {
    const { draft, fill } = await openBrowser(office);
    await fill(answersFor(2, wanted));
    const { rows } = await office.ownerDatabase.pool.query<{ row: string }>('select draft::text as row from draft');
    const stored = rows.map(({ row }) => row).join();
    for (const plain of [draft, '王建军', phoneOf(2)]) {
      expect(stored).not.toContain(plain);
      expect(stored).not.toContain(Buffer.from(plain).toString('hex'));
    }
  });

  test('opens nobody else’s answers when its row is exchanged', async () => {
    const [mine, yours] = [await openBrowser(office), await openBrowser(office)];
    await yours.fill(answersFor(3, wanted));
    await office.ownerDatabase.pool.query(
      'update draft set sealed = (select sealed from draft where id_hash = $2) where id_hash = $1',
      [sha256(mine.draft), sha256(yours.draft)],
    );
    const answer = await mine.show();
    expect(answer.status).toBe(500);
    expect(answer.data).toBeNull();
  });

  test('ends after its day', async () => {
    const { fill, show } = await openBrowser(office);
    await fill({ name1: '王建军' });
    await office.ownerDatabase.pool.query(`update draft set expires_at = now() - interval '1 second'`);
    expect(await show()).toMatchObject({ status: 404 });
    await office.runJobs();
    const { rows } = await office.ownerDatabase.pool.query('select from draft');
    expect(rows).toHaveLength(0);
  });
});

describe('the last page', () => {
  test('books, and answers the same when sent again', async () => {
    const { fill, sendCode, show, submit } = await openBrowser(office);
    await fill(answersFor(10, wanted));
    await sendCode();
    const { data } = await show();
    const booked = await submit(data?.key ?? '', await codeAt(office, phoneOf(10)));
    expect(booked.data?.reference).toMatch(/^HY\d{10}$/);
    expect(await submit(data?.key ?? '')).toEqual(booked);
    expect((await show()).data).toMatchObject({ booked: booked.data, key: data?.key });
    await office.runJobs();
    expect(office.sent.filter(({ to }) => to === phoneOf(10)).map(({ kind }) => kind)).toEqual(['code', 'booked']);
  });

  test('has a new key after each change, and none after a look', async () => {
    const { fill, show } = await openBrowser(office);
    await fill({ name1: '王建军' });
    const [first, second] = [await show(), await show()];
    expect(second.data?.key).toBe(first.data?.key);
    await fill({ name1: '王建国' });
    expect((await show()).data?.key).not.toBe(first.data?.key);
  });

  test('names every field that is missing', async () => {
    const { fill, sendCode, confirm, show, submit } = await openBrowser(office);
    await fill({ ...answersFor(11, wanted), id2: '', time: '' });
    await sendCode();
    await confirm(await codeAt(office, phoneOf(11)));
    const { data } = await show();
    expect(await submit(data?.key ?? '')).toMatchObject({
      status: 400,
      refusal: { refused: 'wrongInput', facts: { fields: ['day:slot.empty', 'id2:id.empty'] } },
    });
  });
});

function pick(answers: Answers, names: readonly (keyof Answers)[]): Answers {
  return Object.fromEntries(names.map((name) => [name, answers[name]]));
}
