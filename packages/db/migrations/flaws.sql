-- What must hold after whatever happened, asked of the records themselves: each row is something that does not. Run after
-- every migration, so that a room that comes adds its own here. Read past every rule of the application, and by no other
-- list: the nightly check, `npm run check` and the tests all ask it.
create or replace function flaws() returns table (flaw text, subject text) stable language sql security definer
  set search_path = public, pg_temp as $$
  with placed(state) as (values ('booked'), ('checkedIn'), ('registered'), ('refused'), ('noShow'), ('noOutcome')),
       live(state) as (values ('booked'), ('checkedIn'), ('displaced'))

  select 'a slot promises more than it has', id::text from slot
   where (select coalesce(sum(places), 0) from booking where booking.slot = slot.id and state in (table placed))
       + (select count(*) from place where place.slot = slot.id and offered_until is not null)
       > (select count(*) from place where place.slot = slot.id and closed_at is null)
  union all
  select 'a booking that promises a time does not own exactly its places of its slot', id::text from booking
   where state in (table placed)
     and (select array_agg(place.slot) from place where place.booking = booking.id and offered_until is null)
         is distinct from array_fill(booking.slot, array[booking.places::int])
  union all
  select 'a place is owned by a booking without a right to it', place.id::text
    from place join booking on booking.id = place.booking
   where booking.state in ('cancelled', 'withdrawn')
      or booking.state in ('displaced', 'waiting') and place.offered_until is null
  union all
  select 'a booking is offered more places than it needs', booking.id::text
    from place join booking on booking.id = place.booking
   where offered_until is not null group by booking.id having count(*) > booking.places
  union all
  select 'a visit is of another institution than its booking, or declined while it stands', care_visit.booking::text
    from care_visit join booking on booking.id = care_visit.booking
   where care_visit.office <> booking.office
      or care_visit.answer = 'declined' and booking.state in (table live)
  union all
  select 'a place rests although somebody has it', id::text from place
   where rests_until is not null and booking is not null
  union all
  select 'a person has two live bookings of a business', min(booking.id::text)
    from party join booking on booking.id = party.booking
   where state in (table live) and id_index is not null group by id_index, service having count(*) > 1
  union all
  select 'a person waits twice for a business', min(booking.id::text)
    from party join booking on booking.id = party.booking
   where state = 'waiting' and id_index is not null group by id_index, service having count(*) > 1
  union all
  select 'a live booking stands without the claims of its people', id::text from booking
   where state in (table live)
     and reference like 'HY%'
     and (select count(*) from claim where claim.booking = booking.id)
         <> (select count(*) from party where party.booking = booking.id)
            * (select count(distinct substring(key from 33)) from claim where claim.booking = booking.id)
      or state in (table live) and not exists (select from claim where claim.booking = booking.id)
  union all
  select 'who waits does so without claims', id::text from booking
   where state = 'waiting' and not exists (select from claim where claim.booking = booking.id)
  union all
  select 'a claim outlived its booking', booking.id::text from claim join booking on booking.id = claim.booking
   where state not in (table live) and state <> 'waiting'
     -- a visit that took place counts among those to its resident until the day closes
     and not (state = 'registered' and exists (
       select from care_visit where care_visit.booking = booking.id and turn is not null))
  union all
  select 'a change of state is not in the journal exactly once', id::text
    from booking left join (
      select subject, count(*) as entries from journal_entry
       where action not in ('booking.left', 'booking.phoned', 'offer.made', 'offer.expired', 'message.resent', 'party.compared',
                            'persons.read', 'persons.revealed', 'persons.erased')
       group by subject) entries on subject = booking.id::text
   where version <> coalesce(entries, 0)
  union all
  select 'a message was written twice for one version although nobody asked for it again', min(id::text) from message
   where booking is not null
   group by booking, booking_version, kind, case when kind = 'reminder' then due_at end
  having count(*) > 1 + (select count(*) from journal_entry
                          where action = 'message.resent' and subject = message.booking::text)
  union all
  select 'a displaced couple was not told', id::text from booking
   where state = 'displaced' and not exists (
     select from message where message.booking = booking.id and kind in ('offered', 'displacedNoPlace'))
  union all
  select 'the numbers of a day have a gap', office || ' ' || day from ticket
   where exists (select from institution where id = office and not sandbox)
   group by office, day having count(*) <> max(number)
  union all
  select 'a number waits although its booking has ended', ticket.id::text
    from ticket join booking on booking.id = ticket.booking
   where ticket.state <> 'ended' and booking.state <> 'checkedIn'
  union all
  select 'a person is kept whom nobody has a card of', id::text from person
   where not exists (select from person_card where person_card.person = person.id)
  union all
  select 'a card is kept of somebody who never belonged there', id::text from person_card c
   where not exists (select from membership m where m.person = c.person and m.unit = c.unit)
$$;
