-- A plan that is lowered leaves a time with more bookings than places. Their surplus was marked on single places, and one
-- that was given back unmarked went on offer although the time had all its plan allows. It is counted by time now: the
-- first place that comes free closes, whichever it is, and what is free in another channel closes at once.

-- At commit, when whoever gave the place back has not passed it on. A marked place that somebody else is at right now is
-- given back itself or closes another, so nobody waits for it.
create function what_is_freed_closes_for_the_surplus() returns trigger language plpgsql security definer
  set search_path = public, pg_temp as $$
declare
  v_surplus bigint;
begin
  if not exists (select from place where id = new.id and booking is null and closed_at is null) then
    return null;
  end if;
  select id into v_surplus from place
   where slot = new.slot and closes_when_freed and booking is not null and extra_reason is null
   order by coalesce(fallen_from, channel) <> coalesce(new.fallen_from, new.channel), id
   limit 1 for update skip locked;
  if found then
    update place set closes_when_freed = false where id = v_surplus;
    update place set closed_at = now(), rests_until = null where id = new.id;
  end if;
  return null;
end $$;

create constraint trigger what_is_freed_closes_for_the_surplus after update of booking on place
  deferrable initially deferred for each row
  when (old.booking is not null and new.booking is null and new.closed_at is null and new.extra_reason is null)
  execute function what_is_freed_closes_for_the_surplus();

create or replace function make_day(p_office text, p_day date, p_setting bigint, p_plan jsonb) returns void
  language plpgsql set search_path = public, pg_temp as $$
declare
  wish record;
  have int;
begin
  insert into day (office, day, setting) values (p_office, p_day, p_setting)
    on conflict (office, day) do update set setting = excluded.setting, version = day.version + 1;
  insert into slot (office, day, starts, ends)
    select distinct p_office, p_day, starts, ends from jsonb_to_recordset(p_plan) as planned(starts time, ends time)
    order by starts
    on conflict (office, day, starts) do update set ends = excluded.ends
    where not exists (select from place where place.slot = slot.id and place.booking is not null);
  for wish in
    select slot.id as slot, channel, coalesce(places, 0) as places
      from slot cross join unnest(array['online', 'phone', 'counter']) channel
      left join jsonb_to_recordset(p_plan) as planned(starts time, channel text, places int) using (starts, channel)
     where slot.office = p_office and slot.day = p_day
     order by slot.id, channel
  loop
    perform from place where slot = wish.slot and coalesce(fallen_from, channel) = wish.channel order by id for update;
    update place set closes_when_freed = false
     where slot = wish.slot and coalesce(fallen_from, channel) = wish.channel and closes_when_freed and extra_reason is null;
    update place set closed_at = null
     where slot = wish.slot and coalesce(fallen_from, channel) = wish.channel and closed_at is not null and extra_reason is null;
    select count(*) into have from place
     where slot = wish.slot and coalesce(fallen_from, channel) = wish.channel and extra_reason is null;
    insert into place (slot, channel) select wish.slot, wish.channel from generate_series(have + 1, wish.places);
    update place set closed_at = case when booking is null then now() end, closes_when_freed = booking is not null
     where id in (select id from place
                   where slot = wish.slot and coalesce(fallen_from, channel) = wish.channel and extra_reason is null
                   order by booking is null, id offset wish.places);
  end loop;
  with planned as (
    select place.*, row_number() over (partition by slot, closes_when_freed order by place.id) as nth
      from place join slot on slot.id = place.slot
     where slot.office = p_office and slot.day = p_day and extra_reason is null
       and (closes_when_freed or booking is null and closed_at is null)
  ), closing as (
    select surplus.id as surplus, free.id as free
      from planned surplus join planned free using (slot, nth)
     where surplus.closes_when_freed and not free.closes_when_freed
  ), kept as (
    update place set closes_when_freed = false from closing where place.id = closing.surplus
  )
  update place set closed_at = now(), rests_until = null from closing where place.id = closing.free;
end $$;
