-- Who does not come, or calls off too often, may be barred from booking online for a while, where an office settled so.
-- Nobody is kept a list of: it is read from the bookings, as long as these are kept; a clerk forgives one of them.
alter table booking add column ended_at timestamptz, add column forgiven_at timestamptz;
-- built within a second over a hundred thousand people; whoever books meanwhile waits for it
-- squawk-ignore require-concurrent-index-creation
create index on party (id_index);

-- What counts against people at the offices of a prefecture, each known by a keyed hash of the number: the days missed,
-- and those on which they called off themselves. Neither where nor with whom.
create function strikes_of(p_indexes bytea[], p_office text) returns table (id_index bytea, kind text, on_day date)
  stable language sql security definer set search_path = public, pg_temp set enable_seqscan = off as $$
  select party.id_index, case booking.state when 'noShow' then 'noShow' else 'cancelled' end,
         case booking.state when 'noShow' then slot.day else (booking.ended_at at time zone 'Asia/Shanghai')::date end
    from party
    join booking on booking.id = party.booking
    join slot on slot.id = booking.slot
   where party.id_index = any (p_indexes) and forgiven_at is null
     and (booking.state = 'noShow'
          or booking.state = 'cancelled' and booking.ended_by = 'citizen' and booking.ended_at is not null)
     and exists (select from institution home join institution near using (prefecture)
                  where home.id = p_office and near.id = booking.office and not near.sandbox)
$$;

-- The same of everybody there, to see beforehand whom another ladder would bar; for who changes the plan of the office.
create function strikes_near(p_office text) returns table (id_index bytea, kind text, on_day date)
  stable language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform refuse_out_of_scope(p_office);
  return query select strike.* from (select distinct party.id_index from institution home
      join institution near using (prefecture)
      join booking on booking.office = near.id and booking.state in ('noShow', 'cancelled')
      join party on party.booking = booking.id
     where home.id = p_office and not near.sandbox) person,
    strikes_of(array[person.id_index], p_office) strike;
end $$;
