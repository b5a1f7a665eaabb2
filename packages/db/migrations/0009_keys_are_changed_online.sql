-- Whom no unit stands above today: named as roots, they bring everything into the scope of a job that tends all records.
create function root_units() returns setof text stable language sql security definer
  set search_path = public, pg_temp as $$
  select id from unit
   where not exists (select from unit_membership m where m.unit = unit.id and m.from_day <= office_today()
                        and (m.until_day is null or office_today() < m.until_day))
  union select id from institution where id not in (select id from unit)
$$;

-- While the index key is changed a claim stands under the old and the new key. What a claim ends with says its key.
create function bookings_without_claims(p_mark bytea, p_after uuid, p_limit int)
  returns table (id uuid, office text, service text) stable language sql security definer
  set search_path = public, pg_temp as $$
  select id, office, service from booking
   where state in ('booked', 'checkedIn', 'displaced') and id > p_after
     and not exists (select from claim where claim.booking = booking.id and substring(claim.key from 33) = p_mark)
   order by id limit p_limit
$$;

create function fill_claims(p_keys bytea[], p_booking uuid) returns void language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  perform refuse_out_of_scope(office) from booking where id = p_booking;
  perform from booking where id = p_booking and state in ('booked', 'checkedIn', 'displaced') for update;
  if found then
    insert into claim (key, booking) select key, p_booking from unnest(p_keys) key order by key on conflict do nothing;
  end if;
end $$;

-- The claims of a key nobody holds any more, once each of their bookings has others.
create function drop_claims(p_mark bytea) returns bigint language sql security definer
  set search_path = public, pg_temp as $$
  with dropped as (
    delete from claim where substring(key from 33) = p_mark
       and exists (select from claim other where other.booking = claim.booking and substring(other.key from 33) <> p_mark)
    returning 1)
  select count(*) from dropped
$$;
