import { readAfresh } from '@anmin/api/office/office';
import type { Penalty } from '@anmin/domain/appointments/penalty';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../tooling/test/office.ts';
import { answersFor, book, consider, holderOf, manId, phoneOf } from './citizens.ts';
import { signInAs, type Desk } from './staff.ts';

const office1 = 'jiagedaqi';
const monday = '2026-03-09';
const free = { day: '2026-03-19', time: '09:00' };
let office: TestOffice;
let clerk: Desk;
beforeAll(async () => {
  office = await openOffice({ clock: `${monday}T10:00:00+08:00` });
  await office.runJobs();
  clerk = await signInAs(office, 'clerk');
  await settle([{ counts: { noShow: 2 }, withinDays: 30, blocksDays: 15 }]);
});
afterAll(() => office.close());

/** A couple that was booked for today at the desk, for a business each time, and did not come. */
async function missed(n: number, services: readonly ('marriage' | 'marriageReplacement')[]) {
  const rows = [];
  for (const service of services) {
    const answers = { ...answersFor(n, { day: monday, time: '15:20' }), service };
    const { data } = await clerk.bookFor({ office: office1, channel: 'phone', answers, overbookReason: '加号' });
    const marked = await clerk.finish({ booking: data?.booking ?? '', version: 1, outcome: 'noShow' });
    expect(marked.data).toMatchObject({ state: 'noShow', forgiven: false });
    rows.push(marked.data);
  }
  return rows.map((row) => ({ booking: row?.id ?? '', version: row?.version ?? 0 }));
}

describe('who did not come twice within thirty days', () => {
  test('is not booked online for fifteen days, hears so before a code is sent, and is served at the counter', async () => {
    await missed(1, ['marriage', 'marriageReplacement']);
    const answer = await book(office, answersFor(1, free));
    expect(answer).toMatchObject({ status: 409, refusal: { refused: 'barred', facts: { until: '2026-03-25' } } });
    expect((await consider(office, answersFor(1, free))).data?.refusal?.refused).toBe('barred');
    const answers = answersFor(1, free);
    const served = await clerk.bookFor({ office: office1, channel: 'counter', answers, overbookReason: '加号' });
    expect(served.status).toBe(200);
  });

  test('bars whoever comes with them too, and is not told to which of both it is due', async () => {
    await missed(2, ['marriage', 'marriageReplacement']);
    const { refusal } = await book(office, { ...answersFor(3, free), id1: manId(2) });
    expect(refusal).toEqual({ refused: 'barred', clauses: [], facts: { until: '2026-03-25' } });
  });

  test('nobody else is barred, nor who missed one', async () => {
    await missed(4, ['marriage']);
    expect((await book(office, answersFor(4, free))).status).toBe(200);
    expect((await book(office, answersFor(5, { ...free, time: '09:40' }))).status).toBe(200);
  });

  test('where no ladder is settled nothing bars', async () => {
    await missed(6, ['marriage', 'marriageReplacement']);
    expect((await book(office, answersFor(6, { ...free, office: 'huma' }))).status).toBe(200);
  });

  test('is free again once a clerk forgave one of them with a reason, once and nothing else', async () => {
    const [first, second] = await missed(7, ['marriage', 'marriageReplacement']);
    const given = { booking: first?.booking ?? '', version: first?.version ?? 0, reason: '大雪封路，已电话说明' };
    expect((await clerk.forgive(given)).data).toMatchObject({ forgiven: true });
    expect((await book(office, answersFor(7, { ...free, time: '10:20' }))).status).toBe(200);
    const again = { ...given, version: given.version + 1 };
    expect((await clerk.forgive(again)).refusal?.refused).toBe('notChangeable');
    const stale = await clerk.forgive({ ...given, booking: second?.booking ?? '', version: 1 });
    expect(stale.refusal?.refused).toBe('stale');
    const { rows } = await office.ownerDatabase.pool.query<{ text: string }>(
      `select journal_entry::text as text from journal_entry where subject = $1 and action = 'booking.forgiven'`,
      [given.booking],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.text).not.toContain('大雪');
  });
});

test('before a ladder is changed the office sees how many it bars today, and how many it would', async () => {
  const plan = await clerk.plan(office1);
  const preview = async (penalties: Penalty[]) => {
    const rules = { ...plan.rules, penalties };
    const wish = { office: office1, rules, validFrom: '2026-04-01', source: '局务会' };
    return (await clerk.previewPlan(wish)).data?.barred;
  };
  const { before } = (await preview([])) ?? { before: 0 };
  expect(before).toBeGreaterThan(2);
  expect(await preview([])).toEqual({ before, after: 0 });
  const strict = await preview([{ counts: { noShow: 1 }, withinDays: 30, blocksDays: 15 }]);
  expect(strict?.after).toBeGreaterThan(before);
});

describe('who called off too often', () => {
  test('is barred from the day of calling off, whatever day the booking was for; what the desk ended counts for nobody', async () => {
    await settle([{ counts: { cancelled: 2 }, withinDays: 7, blocksDays: 3 }]);
    const holder = await holderOf(office, phoneOf(10));
    const slots = ['14:00', '14:40'];
    for (const time of slots) {
      await book(office, answersFor(10, { ...free, time }));
      const [view] = (await holder.find()).data?.filter(({ state }) => state === 'booked') ?? [];
      await holder.cancel({ booking: view?.id ?? '', version: view?.version ?? 0 });
    }
    const { refusal } = await book(office, answersFor(10, { ...free, time: '15:20' }));
    expect(refusal).toMatchObject({ refused: 'barred', facts: { until: '2026-03-13' } });
    for (const time of slots) {
      const { data } = await clerk.bookFor({
        ...{ office: office1, channel: 'phone', answers: answersFor(11, { ...free, time }) },
      });
      await clerk.cancel({ booking: data?.booking ?? '', version: 1, reason: '窗口停电' });
    }
    expect((await book(office, answersFor(11, { ...free, time: '15:20' }))).status).toBe(200);
  });
});

async function settle(penalties: Penalty[]): Promise<void> {
  await office.ownerDatabase.pool.query(
    `update office_setting set rules = rules || jsonb_build_object('penalties', $2::jsonb) where office = $1`,
    [office1, JSON.stringify(penalties)],
  );
  readAfresh({ board: office.databases.citizens });
}
