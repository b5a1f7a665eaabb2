import type { StaffActor } from '@anmin/api/trpc';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../../tooling/test/office.ts';
import { refusedWith } from '../refused.ts';
import { flawsOf } from '../sound.ts';
import { appoint, openForeignOffice, targetAt } from '../isolation/neighbours.ts';

let office: TestOffice;
let manager: StaffActor;
beforeAll(async () => {
  office = await openOffice({ clock: '2022-05-16T08:31:00+08:00' });
  await openForeignOffice(office);
  await office.runJobs();
  manager = await appoint(office, 'institutionManager', 'jiagedaqi');
  await targetAt(office, 'jiagedaqi', 1);
  await targetAt(office, 'mohe', 2);
  await targetAt(office, 'beilin', 3);
  await office.ownerDatabase.pool.query(`update delegation set until_day = '2022-05-20'`);
});
afterAll(() => office.close());

test('what waits is counted for the units somebody looks after, and for no others', async () => {
  expect(await office.as(manager).todo.list()).toEqual([
    { kind: 'reactions', count: 1, office: null, day: null, due: null, urgency: 'today' },
    { kind: 'ending', count: 1, office: null, day: '2022-05-23', due: '2022-05-20', urgency: 'open' },
    { kind: 'requests', count: 1, office: 'jiagedaqi', day: null, due: null, urgency: 'open' },
    { kind: 'unread', count: 1, office: null, day: null, due: null, urgency: 'open' },
  ]);
  await office.ownerDatabase.pool.query(`
    insert into feedback (id, office, rating, text_sealed) select gen_random_uuid(), id, 'fair', '' from institution`);
  const tasks = await office.as(manager).todo.list();
  expect(tasks).toContainEqual({
    ...{ kind: 'feedback', count: 1, office: 'jiagedaqi' },
    ...{ day: '2022-05-09', due: null, urgency: 'open' },
  });
  expect(tasks.every((it) => it.office === null || it.office === 'jiagedaqi')).toBe(true);
});

test('whom a closure displaced is counted, and apart from them whom no message reached', async () => {
  const head = await appoint(office, 'prefectureHead');
  const { rows } = await office.ownerDatabase.pool.query<{ day: string }>(
    `select day::text from slot join booking on booking.slot = slot.id where booking.office = 'jiagedaqi'`,
  );
  const day = rows[0]?.day ?? '';
  const closing = { key: crypto.randomUUID(), office: 'jiagedaqi', from: day, until: day, services: null };
  await office.as(head).closures.close({ ...closing, reason: '停电检修' });
  expect(kindsOf(await office.as(manager).todo.list())).toMatchObject({ displaced: 1 });
  await office.ownerDatabase.pool.query(
    `update message set state = 'failed' where kind in ('offered', 'displacedNoPlace')`,
  );
  expect(kindsOf(await office.as(manager).todo.list())).toMatchObject({ displaced: 1, unreached: 1 });
});

test('who was phoned is off the list of calls, with a note nobody else reads, and the booking stays as it is', async () => {
  const [call] = await office.as(manager).calls.list({ office: 'jiagedaqi' });
  expect(call?.kinds).toHaveLength(1);
  const { id: booking = '', version = 0 } = call?.row ?? {};
  const phoned = { booking, version, key: crypto.randomUUID(), reason: '已告知本人，周四上午再来' };
  const clerk = office.as(await appoint(office, 'institutionStaff', 'jiagedaqi'));
  expect(await refusedWith(clerk.calls.done({ ...phoned, version: version + 1 }))).toBe('stale');
  expect((await clerk.calls.done(phoned)).version).toBe(version);
  // the numbers in line were made for bookings nobody checked in
  expect((await flawsOf(office)).filter(({ flaw }) => !flaw.startsWith('a number waits'))).toEqual([]);
  expect(await clerk.calls.list({})).toEqual([]);
  expect(kindsOf(await office.as(manager).todo.list())).not.toHaveProperty('unreached');
  expect(await clerk.closures.displaced({})).toMatchObject([{ told: 'called' }]);
  expect(await refusedWith(clerk.calls.done({ ...phoned, key: crypto.randomUUID() }))).toBe('notChangeable');
  const { rows } = await office.ownerDatabase.pool.query<{ action: string }>(
    `select action from journal_entry where subject = $1 and codes ->> 'of' is null order by id desc limit 1`,
    [booking],
  );
  expect(rows).toEqual([{ action: 'booking.phoned' }]);
  const kept = await office.ownerDatabase.pool.query<{ row: string }>('select message::text as row from message');
  expect(kept.rows.every(({ row }) => !row.includes(Buffer.from('周四').toString('hex')))).toBe(true);
  await office.ownerDatabase.pool.query(
    `update message set called_at = null, called_by = null, call_note_sealed = null`,
  );
});

test('a reminder that failed is phoned about; one of a booking that changed since, or of a day that is over, is not', async () => {
  const { pool } = office.ownerDatabase;
  const callsOf = async () => (await office.as(manager).calls.list({})).map(({ kinds }) => kinds);
  await pool.query(`insert into message (id, booking, booking_version, kind, facts_sealed, state)
    select gen_random_uuid(), id, version, 'reminder', '', 'failed' from booking where office = 'jiagedaqi' and state = 'displaced'`);
  expect(await callsOf()).toEqual([['reminder', expect.any(String) as string]]);
  await pool.query(`update booking set version = version + 1 where office = 'jiagedaqi'`);
  expect(await callsOf()).toEqual([]);
  await pool.query(`update booking set version = version - 1 where office = 'jiagedaqi'`);
  await pool.query(`delete from message where kind = 'reminder'`);
});

test('who only keeps the system is told nothing of bookings', async () => {
  const administrator = await appoint(office, 'systemAdministrator', '232700');
  expect(Object.keys(kindsOf(await office.as(administrator).todo.list()))).toEqual(['ending']);
});

test('who is checked in waits today; a day that ended without an outcome is named', async () => {
  const own = await appoint(office, 'institutionManager', 'mohe');
  const day = await becomeDayOfBooking();
  await standIn('checkedIn');
  const tasks = await office.as(own).todo.list();
  expect(tasks).toContainEqual(expect.objectContaining({ kind: 'waiting', count: 1, office: 'mohe' }));
  await standIn('noOutcome');
  await passDays(1);
  expect(await office.as(own).todo.list()).toContainEqual(
    expect.objectContaining({ kind: 'noOutcome', count: 1, office: 'mohe', day, urgency: 'overdue' }),
  );
  expect(kindsOf(await office.as(manager).todo.list())).not.toHaveProperty('noOutcome');
});

test('a request counts as overdue once its term is over, and stands first', async () => {
  const { pool } = office.ownerDatabase;
  await pool.query(`update privacy_request set due_on = office_today() - 1 where office = 'jiagedaqi'`);
  expect((await office.as(manager).todo.list())[0]).toMatchObject({ kind: 'requests', urgency: 'overdue' });
  await pool.query(`update privacy_request set due_on = office_today() where office = 'jiagedaqi'`);
  expect(await office.as(manager).todo.list()).toContainEqual(
    expect.objectContaining({ kind: 'requests', urgency: 'today' }),
  );
});

test('every task counts as many as the list behind it holds', async () => {
  const { pool } = office.ownerDatabase;
  await pool.query('delete from feedback');
  const { feedback } = office.as({ kind: 'citizen', address: '127.0.0.1' });
  for (const at of ['jiagedaqi', 'jiagedaqi', 'mohe'])
    await feedback.send({ key: crypto.randomUUID(), office: at, rating: 'fair', text: '等了很久' });
  await pool.query(`update feedback set made_at = office_now() - interval '9 days'
    where id = (select id from feedback where office = 'jiagedaqi' limit 1)`);
  const head = office.as(await appoint(office, 'prefectureHead'));
  const tasks = await head.todo.list();
  for (const task of tasks) expect([task, await heldBy(head, task)]).toEqual([task, task.count]);
  expect(Object.keys(kindsOf(tasks)).sort()).toEqual([
    // nobody is named yet who mobilises the people of the demo
    ...['decisions', 'displaced', 'dutiesBreached', 'dutiesDue', 'ending', 'feedback', 'noOutcome', 'requests'],
    'unreached',
  ]);
});

/** How many the list of a task holds, filtered as the task says. */
async function heldBy(caller: Caller, { kind, office: at, day }: Tasks[number]): Promise<number> {
  const where = at ?? '';
  const { today } = await caller.staff.me();
  if (kind === 'ending') return (await caller.duties.delegations()).filter(({ until }) => until <= (day ?? '')).length;
  if (kind === 'unread') return (await caller.forwardings.received({ after: null })).lines.length;
  if (kind === 'decisions') return (await caller.facts.pending()).length;
  if (kind === 'dutiesBreached' || kind === 'dutiesDue') {
    const standing = kind === 'dutiesDue' ? 'due' : 'breached';
    return (await caller.measures.standings({ unit: null, kind: null, standing, after: null })).total;
  }
  if (kind === 'feedback') return (await caller.feedback.list({ office: where, from: day ?? '' })).length;
  if (kind === 'requests')
    return (await caller.requests.list({ office: where })).filter((it) => it.state === 'open').length;
  if (kind === 'displaced') return (await caller.closures.displaced({})).length;
  if (kind === 'unreached') return (await caller.calls.list({})).length;
  const sheet = await caller.counter.sheet({ office: where, day: day ?? today });
  const state = kind === 'waiting' ? 'checkedIn' : 'noOutcome';
  return sheet.slots.flatMap(({ bookings }) => bookings).filter((it) => it.state === state).length;
}

type Caller = ReturnType<TestOffice['as']>;
type Tasks = Awaited<ReturnType<ReturnType<TestOffice['as']>['todo']['list']>>;

function kindsOf(tasks: Tasks): Record<string, number> {
  return Object.fromEntries(tasks.map(({ kind, count }) => [kind, count]));
}

async function standIn(state: string): Promise<void> {
  await office.ownerDatabase.pool.query(`update booking set state = $1 where office = 'mohe'`, [state]);
}

async function becomeDayOfBooking(): Promise<string> {
  const { rows } = await office.ownerDatabase.pool.query<{ day: string; ahead: number }>(
    `select day::text, day - office_today() as ahead from slot join booking on slot = slot.id where booking.office = 'mohe'`,
  );
  const [{ day, ahead } = { day: '', ahead: 0 }] = rows;
  await passDays(ahead);
  return day;
}

async function passDays(days: number): Promise<void> {
  await office.ownerDatabase.pool.query(`update office_clock set offset_ = offset_ + make_interval(days => $1)`, [
    days,
  ]);
}
