-- Whoever waits holds claims as every live booking does: under each index key while one is being changed, and for as long as
-- the entry lives.
create or replace function bookings_without_claims(p_mark bytea, p_after uuid, p_limit int)
  returns table (id uuid, office text, service text) stable language sql security definer
  set search_path = public, pg_temp as $$
  select id, office, service from booking
   where state in ('booked', 'checkedIn', 'displaced', 'waiting') and id > p_after
     and not exists (select from claim where claim.booking = booking.id and substring(claim.key from 33) = p_mark)
   order by id limit p_limit
$$;

create or replace function fill_claims(p_keys bytea[], p_booking uuid) returns void language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  perform refuse_out_of_scope(office) from booking where id = p_booking;
  perform from booking where id = p_booking and state in ('booked', 'checkedIn', 'displaced', 'waiting') for update;
  if found then
    insert into claim (key, booking) select key, p_booking from unnest(p_keys) key order by key on conflict do nothing;
  end if;
end $$;

create or replace function release_claims(p_booking uuid) returns void language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  perform refuse_out_of_scope(office) from booking where id = p_booking;
  delete from claim where booking = p_booking
     and not exists (select from booking where id = p_booking and state in ('booked', 'checkedIn', 'displaced', 'waiting'));
end $$;
