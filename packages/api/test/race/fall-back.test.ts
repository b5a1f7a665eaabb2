import { demoRules } from '@anmin/api/demo/seed';
import { forgetRecent } from '@anmin/api/recent';
import { readAfresh } from '@anmin/api/office/office';
import type { OfficeRules } from '@anmin/domain/appointments/settings';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../../tooling/test/office.ts';
import { answersFor, book } from '../citizens.ts';
import { tally, times, together } from '../race.ts';
import { expectSound } from '../sound.ts';
import { signInAs, type Desk } from '../staff.ts';

const day = '2022-05-10';
const falling: OfficeRules = {
  ...{ ...demoRules, leadWorkingDays: 0, closeAt: null },
  fallBacks: [
    { from: 'phone', to: 'online', minutesBefore: 2 * 24 * 60 },
    { from: 'online', to: 'counter', minutesBefore: 30 },
  ],
};
let office: TestOffice;
let bureau: Desk;
beforeAll(async () => {
  office = await openOffice({ clock: '2022-05-08T08:31:00+08:00' });
  bureau = await signInAs(office, 'bureau');
  await office.runJobs();
  expect((await save(falling)).status).toBe(200);
});
afterAll(() => office.close());

describe('what a channel has not used', () => {
  test('stays with it until its time, then falls once, whoever looks how often, and the journal tells', async () => {
    const before = await freeByTime();
    await office.runJobs();
    expect(await freeByTime()).toEqual(before);
    await setClock('2022-05-08T09:00:30+08:00');
    await together(times(4, () => office.runJobs));
    const { '09:00': nine = free(), '09:40': later } = await freeByTime();
    const { online, phone, counter } = before['09:00'] ?? free();
    expect(nine).toEqual({ online: online + phone, phone: 0, counter });
    expect(later).toEqual(before['09:40']);
    await office.runJobs();
    expect((await entries()).filter(({ time }) => time === '09:00')).toEqual([
      { day, time: '09:00', before: 'phone', channel: 'online', places: phone },
    ]);
  });

  test('is planned where it was: saving the plan again neither makes it twice nor takes it back', async () => {
    const before = await freeByTime();
    expect((await save(falling)).status).toBe(200);
    expect(await freeByTime()).toEqual(before);
  });

  test('goes to whoever comes first while it falls: no place is lost or had by two', async () => {
    const { '09:40': before = free() } = await freeByTime();
    await setClock('2022-05-08T09:40:30+08:00');
    const phoned = (n: number) => () => bureau.bookFor({ office: 'tahe', channel: 'phone', answers: at(n, '09:40') });
    const online = (n: number) => () => book(office, at(100 + n, '09:40'));
    const answers = await together([
      ...times(6, (n) => phoned(n)),
      ...times(3, () => async () => {
        await office.runJobs();
        return { status: 0, data: null, refusal: null };
      }),
      ...times(6, (n) => online(n)),
    ]);
    const had = tally(answers)['200'] ?? 0;
    const after = (await freeByTime())['09:40'] ?? free();
    const all = ({ online, phone, counter }: Free) => online + phone + counter;
    expect(all(after)).toBe(all(before) - had);
    await office.runJobs();
    expect((await freeByTime())['09:40']?.phone).toBe(0);
    await expectSound(office);
  });

  test('goes on to the counter, and never back to where it came from', async () => {
    await setClock('2022-05-10T09:35:00+08:00');
    await office.runJobs();
    await office.runJobs();
    const { '09:40': now } = await freeByTime();
    expect(now).toMatchObject({ online: 0, phone: 0 });
    expect(now?.counter).toBeGreaterThan(0);
    await expectSound(office);
  });
});

test('a plan in which places would come back to where they were is refused', async () => {
  const circle = [
    ...(falling.fallBacks ?? []).slice(0, 1),
    { from: 'online', to: 'phone', minutesBefore: 30 } as const,
  ];
  const answer = await save({ ...falling, fallBacks: circle });
  expect(answer.refusal).toMatchObject({ refused: 'wrongInput', facts: { fields: ['fallBacks:fallsInCircle'] } });
});

test('no statement of the application moves a place to another channel, and nobody moves one that is had', async () => {
  const move = `update place set channel = 'counter', fallen_from = channel where booking is not null`;
  await expect(office.databases.staff.pool.query(move)).rejects.toMatchObject({ code: '42501' });
  await expect(office.ownerDatabase.pool.query(move)).rejects.toMatchObject({ code: 'AN003' });
});

type Free = { readonly online: number; readonly phone: number; readonly counter: number };
const free = (): Free => ({ online: 0, phone: 0, counter: 0 });

async function freeByTime(): Promise<Partial<Record<string, Free>>> {
  const { rows } = await office.ownerDatabase.pool.query<Free & { time: string }>(
    `select to_char(starts, 'HH24:MI') as time, ${['online', 'phone', 'counter']
      .map((it) => `(count(*) filter (where channel = '${it}'))::int as ${it}`)
      .join(', ')}
       from slot join place on place.slot = slot.id and booking is null and closed_at is null
      where office = 'tahe' and day = $1 group by starts`,
    [day],
  );
  return Object.fromEntries(rows.map(({ time, ...left }) => [time, left]));
}

async function entries() {
  const { rows } = await office.ownerDatabase.pool.query<{ codes: { time: string } }>(
    `select codes from journal_entry where action = 'places.fellBack' and codes ->> 'day' = $1`,
    [day],
  );
  return rows.map(({ codes }) => codes);
}

async function save(rules: OfficeRules) {
  const { version } = await bureau.plan('tahe');
  return bureau.savePlan({ office: 'tahe', validFrom: '2022-05-08', source: '余号回流试行', version, rules });
}

async function setClock(wall: string): Promise<void> {
  await office.ownerDatabase.pool.query(`update office_clock set offset_ = $1::timestamptz - now()`, [wall]);
  readAfresh(office.job);
  forgetRecent(office.job.board);
}

const at = (n: number, time: string) => answersFor(n, { office: 'tahe', day, time });
