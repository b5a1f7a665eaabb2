import { demoRules } from '@anmin/api/demo/seed';
import type { AppRouter } from '@anmin/api/router';
import type { Answers } from '@anmin/domain/appointments/answers';
import type { inferRouterOutputs } from '@trpc/server';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../tooling/test/office.ts';
import { manId, phoneOf, womanId } from './citizens.ts';
import { tally, times, together } from './race.ts';
import { expectSound } from './sound.ts';
import { get, signInAs, type Desk } from './staff.ts';

type Line = inferRouterOutputs<AppRouter>['queue']['line'];

let office: TestOffice;
let clerk: Desk;
let bureau: Desk;
beforeAll(async () => {
  office = await openOffice({ clock: '2026-03-10T09:50:00+08:00' });
  await office.runJobs();
  clerk = await signInAs(office, 'clerk');
  bureau = await signInAs(office, 'bureau');
});
afterAll(() => office.close());

describe('who stands at the counter without having booked', () => {
  test('gets the earliest place the counter has today and a number in one act, of five things typed', async () => {
    const { data } = await clerk.walkIn({ office: 'jiagedaqi', answers: couple(1) });
    expect(Object.keys(couple(1))).toEqual(['service', 'name1', 'id1', 'name2', 'id2', 'phone']);
    expect(data).toMatchObject({
      state: 'checkedIn',
      channel: 'counter',
      day: '2026-03-10',
      starts: '09:40',
      ticket: '001',
    });
  });

  test('is one booking and one number however often it is sent, also where the answer was lost between the two', async () => {
    const key = randomUUID();
    const given = { key, office: 'jiagedaqi', answers: couple(2) };
    const answers = await together(times(4, () => () => clerk.walkIn(given)));
    expect(new Set(answers.map(({ data }) => data?.ticket))).toEqual(new Set(['002']));
    // the number is gone, as if the process had ended before it was given
    const id = answers[0]?.data?.id;
    const { pool } = office.ownerDatabase;
    await pool.query('delete from ticket where booking = $1', [id]);
    await pool.query(`update booking set state = 'booked', version = 1, checked_in_at = null where id = $1`, [id]);
    await pool.query(`delete from journal_entry where action = 'booking.checkedIn' and subject = $1`, [id]);
    await pool.query(`delete from idempotency where key = $1 and scope not like 'walkIn:%'`, [key]);
    expect((await clerk.walkIn(given)).data).toMatchObject({ id, state: 'checkedIn', ticket: '002' });
    expect((await clerk.walkIn({ ...given, answers: couple(3) })).refusal?.refused).toBe('keyReused');
  });

  test('takes no more than the counter has, and hears so', async () => {
    const answers = await together(
      times(8, (n) => () => clerk.walkIn({ office: 'jiagedaqi', answers: couple(10 + n) })),
    );
    const { '200': served = 0, ...others } = tally(answers);
    expect(Object.keys(others)).toEqual(['409 slotFull']);
    const { rows } = await office.ownerDatabase.pool.query<{ places: number; had: number }>(
      `select count(*)::int as places, count(booking)::int as had from place join slot on slot.id = place.slot
        where office = 'jiagedaqi' and day = '2026-03-10' and channel = 'counter' and ends > '09:50'`,
    );
    expect(rows).toEqual([{ places: served + 2, had: served + 2 }]);
    await expectSound(office);
  });

  test('is not late for the time they got, and waits behind who booked it and came before', async () => {
    const queue = { letters: [], lateAfterMinutes: 5, late: 'behindAll' };
    await office.ownerDatabase.pool.query(`update office_setting set rules = $1 where office = 'huma'`, [
      { ...demoRules, queue },
    ]);
    expect((await bureau.walkIn({ office: 'huma', answers: couple(30) })).data).toMatchObject({ starts: '09:40' });
    const line = await get<Line>(office.url, 'queue.line', { office: 'huma' }, bureau.cookie);
    expect(line.waiting).toMatchObject([{ starts: '09:40', behind: false }]);
  });

  test('is refused where the office takes nobody who has not booked', async () => {
    await office.ownerDatabase.pool.query(`update office_setting set rules = $1 where office = 'tahe'`, [
      { ...demoRules, walkIns: false },
    ]);
    expect((await bureau.walkIn({ office: 'tahe', answers: couple(40) })).refusal?.refused).toBe('walkInsNotTaken');
  });
});

describe('booking on behalf, for what no law settles', () => {
  const visit: Answers = {
    ...{ service: 'lotteryVisit', day: '2026-03-11', time: '10:00', people: '2', phone: phoneOf(50) },
    ...{ 'ask.purpose': 'ask', 'ask.adults': 'yes' },
  };
  const bookVisit = (answers: Answers) =>
    bureau.bookFor({ office: 'fucai-0101', channel: 'phone', answers, overbookReason: '电话预约' });

  test('goes by the same verb, and is told what is missing: a phone, where it alone makes a visit unique', async () => {
    const { phone: _, ...unnamed } = visit;
    expect((await bookVisit({ ...unnamed, people: '9' })).refusal?.facts['fields']).toEqual([
      'phone:phone.empty',
      'people:people.wrong',
    ]);
    const { data } = await bookVisit(visit);
    expect(data?.reference).toMatch(/^FC/);
    expect((await bookVisit(visit)).refusal?.refused).toBe('duplicate');
    await expectSound(office);
  });
});

function couple(n: number): Answers {
  return {
    ...{ service: 'marriage', name1: '王建军', id1: manId(n), name2: '李秀英', id2: womanId(n) },
    phone: phoneOf(n),
  };
}
