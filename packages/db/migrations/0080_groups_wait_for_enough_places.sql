-- Whether everybody could have a time now that suits an entry: as many places of one time as it takes. It may be at another
-- office than the one in scope.
create or replace function free_for_waiting(p_booking uuid) returns boolean stable language sql
  security definer set search_path = public, pg_temp as $$
  select exists (
    select from waiting join booking on booking.id = waiting.booking join slot s on suits_waiting(waiting, s)
      join place on place.slot = s.id
     where waiting.booking = p_booking and s.day >= office_today() and place.channel = 'online'
       and place.booking is null and place.closed_at is null and place.rests_until is null
     group by s.id, booking.places having count(*) >= booking.places)
$$;
