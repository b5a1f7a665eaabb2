import { sqlState } from '@anmin/db/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../../tooling/test/office.ts';
import { signedScope } from '@anmin/api/scope';
import { answersFor, book, holderOf, phoneOf } from '../citizens.ts';
import { bookableSlots, standingAt, type SlotAt } from '../race.ts';
import { expectSound, flawsOf } from '../sound.ts';

let office: TestOffice;
let first: string;
let second: string;
let cancelled: string;
beforeAll(async () => {
  office = await openOffice({ clock: '2022-05-16T08:31:00+08:00' });
  await office.runJobs();
  const [one, two, three] = (await bookableSlots(office)) as [SlotAt, SlotAt, SlotAt];
  [first, second, cancelled] = [await booked(1, one), await booked(2, two), await booked(3, three)];
  await (await holderOf(office, phoneOf(3))).cancel({ booking: cancelled, version: 1 });
});
afterAll(() => office.close());

const denied = '42501';
const owned = 'AN003';
const unplaced = 'AN004';

describe('what the application’s role may not do, whatever its code', () => {
  test.each<[string, string, string]>([
    ['give an owned place to another booking', owned, `update place set booking = '$2' where booking = '$1'`],
    [
      'take a place away and give it to another',
      unplaced,
      `update place set booking = null where booking = '$1';
       update place set booking = '$2' where id = (select min(id) from place where booking is null and closed_at is null)`,
    ],
    [
      'own a second place',
      unplaced,
      `update place set booking = '$1' where id = (select max(id) from place where booking is null)`,
    ],
    [
      'own an extra place beside its own',
      denied,
      `select take_extra_places(slot, 'phone', id, 1, 'x') from booking where id = '$1'`,
    ],
    [
      'take a closed place',
      owned,
      `update place set closed_at = now(), booking = '$3' where id = (select min(id) from place where booking is null)`,
    ],
    [
      'take a place that rests',
      owned,
      `update place set rests_until = now(), booking = '$3' where id = (select min(id) from place where booking is null)`,
    ],
    ['promise more places than it owns', unplaced, `update booking set places = 2 where id = '$1'`],
    [
      'keep a place for a cancelled booking',
      unplaced,
      `update place set booking = '$3' where id = (select min(id) from place where booking is null)`,
    ],
    ['turn its place into an offer', unplaced, `update place set offered_until = now() where booking = '$1'`],
    ['book without a place', unplaced, `update booking set state = 'booked' where id = '$3'`],
    ['cancel and keep the place', unplaced, `update booking set state = 'cancelled' where id = '$1'`],
    ['stand in a slot where it owns nothing', unplaced, `update booking set slot = slot + 1 where id = '$1'`],
    [
      'say that it counted as the owner’s function does',
      unplaced,
      `set local anmin.counted = 'batch'; update booking set state = 'cancelled' where id = '$1'`,
    ],
    [
      'say so and take a place',
      unplaced,
      `set local anmin.counted = 'batch'; update place set booking = '$1' where id = (select max(id) from place where booking is null)`,
    ],
    ['move a place', denied, `update place set slot = slot + 1`],
    ['make a place', denied, `insert into place (slot, channel) select min(id), 'online' from slot`],
    ['make a place go away', denied, `delete from place where booking is null`],
    ['empty the places', denied, `truncate place`],
    ['read who claims', denied, `select * from claim`],
    ['make a claim', denied, `insert into claim select '\\x00', id from booking limit 1`],
    ['drop a claim', denied, `delete from claim`],
    ['rewrite the journal', denied, `update journal_entry set actor = 'nobody'`],
    ['shorten the journal', denied, `delete from journal_entry`],
    ['empty the journal', denied, `truncate journal_entry`],
    ['lose a booking', denied, `delete from booking`],
    ['turn the clock', denied, `update office_clock set offset_ = interval '1 day'`],
    ['switch the guards off', denied, `alter table place disable trigger all`],
  ])('%s', async (_, state, statement) => {
    expect(await stateOf(statement)).toBe(state);
    await expectSound(office);
  });

  test('a live booking keeps its claims, whoever asks for their release', async () => {
    expect(await stateOf(`select release_claims('$1')`)).toBe('done');
    const [slot] = (await bookableSlots(office, 'mohe')) as [SlotAt];
    expect((await book(office, answersFor(1, slot))).refusal?.refused).toBe('duplicate');
    await expectSound(office);
  });

  test('[control] without the deferred constraints a booking stands without a place', async () => {
    await office.ownerDatabase.pool.query('drop trigger booking_owns_its_place on booking');
    expect(await stateOf(`update booking set state = 'booked' where id = '$3'`)).toBe('done');
    expect((await flawsOf(office)).map(({ flaw }) => flaw)).toContain(
      'a booking that promises a time does not own exactly its places of its slot',
    );
  });
});

async function booked(n: number, slot: SlotAt): Promise<string> {
  await book(office, answersFor(n, slot));
  const [id = ''] = await standingAt(office, slot);
  return id;
}

/** Runs statements in one transaction as the application; the state of the error, if there was one. */
async function stateOf(statement: string): Promise<string> {
  const named = statement.replaceAll('$1', first).replaceAll('$2', second).replaceAll('$3', cancelled);
  const client = await office.databases.staff.pool.connect();
  try {
    await client.query(`begin; set local anmin.scope = '${signedScope(office.keys, ['232700'])}'; ${named}; commit`);
    return 'done';
  } catch (error) {
    await client.query('rollback');
    return sqlState(error) ?? String(error);
  } finally {
    client.release();
  }
}
