-- What a channel did not use falls to another at a set time before. The plan goes on counting such a place where it was
-- planned, so that a later change of the plan neither makes it twice nor takes it back.
alter table place add column fallen_from text;

create or replace function place_changes_hands() returns trigger language plpgsql as $$
begin
  if old.booking is not null and new.booking is not null and old.booking <> new.booking then
    raise exception 'place % has an owner', old.id using errcode = 'AN003';
  end if;
  if new.booking is not null and (new.closed_at is not null or new.rests_until is not null) then
    raise exception 'place % is closed or rests', old.id using errcode = 'AN003';
  end if;
  if new.slot <> old.slot
     or new.channel <> old.channel and (old.booking is not null or new.booking is not null or new.fallen_from is null) then
    raise exception 'place % does not move', old.id using errcode = 'AN003';
  end if;
  if new.booking is null and old.booking is not null and new.closes_when_freed then
    new.closed_at := now();
    new.closes_when_freed := false;
    new.rests_until := null;
  end if;
  return new;
end $$;

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
end $$;

-- Lets fall what is due by the office's clock and the settings its day was planned by: free places alone, each under its
-- lock, so that whoever books is either before it or finds the place in its new channel. None falls back where it came from.
-- What comes online while somebody waits for it rests until the office has looked who is first in line.
create function fall_back_places(p_limit int)
  returns table (office text, day date, starts time, from_channel text, to_channel text, places int)
  language sql security definer set search_path = public, pg_temp as $$
  with due as (
    select slot.id, slot.office, slot.day, slot.starts, rule."from", rule."to"
      from slot join day using (office, day) join office_setting on office_setting.id = day.setting
     cross join jsonb_to_recordset(rules -> 'fallBacks') as rule("from" text, "to" text, "minutesBefore" int)
     where slot.day between office_today() and office_today() + 32
       and (slot.day + slot.starts) at time zone 'Asia/Shanghai' - make_interval(mins => rule."minutesBefore") <= office_now()
       and (slot.day + slot.ends) at time zone 'Asia/Shanghai' > office_now()
       and not exists (select from ballot where ballot.office = slot.office and ballot.day = slot.day and drawn_at is null)
  ), falling as (
    select place.id, due."to"
      from due join place on place.slot = due.id and place.channel = due."from"
     where place.booking is null and place.closed_at is null and place.rests_until is null and place.extra_reason is null
       and place.fallen_from is distinct from due."to"
     order by place.id limit p_limit
       for update of place skip locked
  ), fallen as (
    update place
       set channel = falling."to", fallen_from = coalesce(fallen_from, channel),
           rests_until = case when falling."to" = 'online' and is_awaited(slot) then office_now() end
      from falling where place.id = falling.id
    returning place.slot, place.fallen_from, place.channel
  )
  select slot.office, slot.day, slot.starts, fallen.fallen_from, fallen.channel, count(*)::int
    from fallen join slot on slot.id = fallen.slot
   group by slot.id, fallen.fallen_from, fallen.channel
   order by slot.id
$$;
