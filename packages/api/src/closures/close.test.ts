import { randomUUID } from 'node:crypto';
import type { Actor } from '@anmin/api/trpc';
import { grantsOf } from '@anmin/domain/organisation/grants';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../../tooling/test/office.ts';
import { answersFor, book } from '../../test/citizens.ts';

let office: TestOffice;
const bureau: Actor = {
  kind: 'staff',
  id: 'bureau',
  name: '赵建国',
  address: '',
  session: '',
  secondFactorAt: null,
  passphraseDue: false,
  posts: [],
  grants: grantsOf([{ role: 'sectionClerk', unit: '232700-shehui', parent: '232700' }], []),
};

beforeAll(async () => {
  office = await openOffice({ clock: '2022-05-16T08:30:00+08:00' });
  await office.runJobs();
});
afterAll(() => office.close());

describe('closing a day', () => {
  test('each displaced couple is offered one held place, the nearest in time', async () => {
    const at = { day: '2022-05-19', time: '09:40' };
    await Promise.all([1, 2, 3].map((n) => book(office, answersFor(n, at))));
    const staff = office.as(bureau);
    const span = { office: 'jiagedaqi', from: at.day, until: at.day, services: null, reason: '停电检修' };
    expect(await staff.closures.preview(span)).toMatchObject({ bookings: 3, offersPossible: 3 });
    const closed = await staff.closures.close({ ...span, key: randomUUID() });
    expect(closed).toMatchObject({ displaced: 3, offered: 3, withoutPlace: 0 });
    const waiting = await staff.closures.displaced({ office: 'jiagedaqi' });
    expect(waiting.map(({ offer }) => offer?.day)).toEqual([at.day, at.day, at.day]);
    expect(waiting.every(({ offer }) => offer?.officeName !== '加格达奇区婚姻登记处')).toBe(true);
  });

  test('a couple that comes after the closing is refused with the reason', async () => {
    const answer = await book(office, answersFor(4, { day: '2022-05-19', time: '09:00' }));
    expect(answer.refusal).toMatchObject({ refused: 'closed', facts: { reason: '停电检修' } });
  });

  test('lifting the closure opens the day again', async () => {
    const staff = office.as(bureau);
    const [made] = await staff.closures.list({ office: 'jiagedaqi' });
    await staff.closures.lift({
      closure: made?.id ?? '',
      version: made?.version ?? 0,
      key: randomUUID(),
      reason: '来电了',
    });
    expect((await book(office, answersFor(5, { day: '2022-05-19', time: '09:00' }))).status).toBe(200);
  });

  test('whatever a closing of the whole prefecture did stands in the journal of somebody', async () => {
    const staff = office.as(bureau);
    const span = { office: null, from: '2022-05-19', until: '2022-05-19', services: null, reason: '暴雪' };
    const { closure } = await staff.closures.close({ ...span, key: randomUUID() });
    await staff.closures.lift({ closure, version: 1, key: randomUUID(), reason: '雪停了' });
    const { rows } = await office.ownerDatabase.pool.query<{ action: string; offices: string[] }>(
      `select action, array_agg(distinct office) as offices from journal_entry
        where actor = 'staff:bureau' and action <> 'persons.read' group by 1 order by 1`,
    );
    expect(Object.fromEntries(rows.map(({ action, offices }) => [action, offices]))).toMatchObject({
      'booking.displaced': ['jiagedaqi'],
      'closure.lifted': ['232700', 'jiagedaqi'],
      'closure.made': ['232700', 'jiagedaqi'],
      'offer.withdrawn': ['jiagedaqi'],
    });
  });
});
