import type { TestOffice } from '../../../tooling/test/office.ts';
import { expect } from 'vitest';

export type Flaw = { readonly flaw: string; readonly subject: string };

/** What must hold after whatever happened: read by the owner of the tables, past every rule of the application. */
export async function expectSound(office: Pick<TestOffice, 'ownerDatabase'>): Promise<void> {
  expect(await flawsOf(office)).toEqual([]);
}

export async function flawsOf({ ownerDatabase }: Pick<TestOffice, 'ownerDatabase'>): Promise<Flaw[]> {
  const parts = Object.entries(flaws).map(
    ([flaw, query]) => `select '${flaw}' as flaw, subject::text from (${query}) q`,
  );
  const { rows } = await ownerDatabase.pool.query<Flaw>(parts.join(' union all '));
  return rows;
}

const placed = `('booked', 'checkedIn', 'registered', 'refused', 'noShow', 'noOutcome')`;
const live = `('booked', 'checkedIn', 'displaced')`;
const silent = `('booking.left', 'offer.made', 'offer.expired', 'message.resent', 'party.compared',
                 'persons.read', 'persons.revealed', 'persons.erased')`;

const flaws = {
  'a slot promises more than it has': `
    select id as subject from slot
     where (select coalesce(sum(places), 0) from booking where booking.slot = slot.id and state in ${placed})
         + (select count(*) from place where place.slot = slot.id and offered_until is not null)
         > (select count(*) from place where place.slot = slot.id and closed_at is null)`,
  'a booking that promises a time does not own exactly its places of its slot': `
    select id as subject from booking
     where state in ${placed}
       and (select array_agg(place.slot) from place where place.booking = booking.id and offered_until is null)
           is distinct from array_fill(booking.slot, array[booking.places::int])`,
  'a place is owned by a booking without a right to it': `
    select place.id as subject from place join booking on booking.id = place.booking
     where booking.state in ('cancelled', 'withdrawn')
        or booking.state in ('displaced', 'waiting') and place.offered_until is null`,
  'a booking is offered more places than it needs': `
    select booking.id as subject from place join booking on booking.id = place.booking
     where offered_until is not null group by booking.id having count(*) > booking.places`,
  'a person has two live bookings of a business': `
    select min(booking.id::text) as subject from party join booking on booking.id = party.booking
     where state in ${live} group by id_index, service having count(*) > 1`,
  'a live booking stands without the claims of its people': `
    select id as subject from booking
     where state in ${live}
       and (select count(*) from claim where claim.booking = booking.id)
           <> (select count(*) from party where party.booking = booking.id)
              * (select count(distinct substring(key from 33)) from claim where claim.booking = booking.id)
        or state in ${live} and not exists (select from claim where claim.booking = booking.id)`,
  'a claim outlived its booking': `
    select booking.id as subject from claim join booking on booking.id = claim.booking
     where state not in ${live} and state <> 'waiting'`,
  'a person waits twice for a business': `
    select min(booking.id::text) as subject from party join booking on booking.id = party.booking
     where state = 'waiting' group by id_index, service having count(*) > 1`,
  'a place rests although somebody has it': `select id as subject from place where rests_until is not null and booking is not null`,
  'a change of state is not in the journal exactly once': `
    select id as subject from booking
     where version <> (select count(*) from journal_entry where subject = booking.id::text and action not in ${silent})`,
  'a message was written twice for one version although nobody asked for it again': `
    select min(id::text) as subject from message where booking is not null
     group by booking, booking_version, kind, case when kind = 'reminder' then due_at end
    having count(*) > 1 + (select count(*) from journal_entry
                            where action = 'message.resent' and subject = message.booking::text)`,
  'a displaced couple was not told': `
    select id as subject from booking where state = 'displaced' and not exists (
      select from message where message.booking = booking.id and kind in ('offered', 'displacedNoPlace'))`,
};
