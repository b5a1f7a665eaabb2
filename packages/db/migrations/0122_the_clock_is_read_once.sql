-- What falls back is looked for each minute among all times of a month: the clock is read once for it, and not at each.
create or replace function fall_back_places(p_limit int)
  returns table (office text, day date, starts time, from_channel text, to_channel text, places int)
  language sql security definer set search_path = public, pg_temp as $$
  with due as (
    select slot.id, slot.office, slot.day, slot.starts, rule."from", rule."to"
      from slot join day using (office, day) join office_setting on office_setting.id = day.setting
     cross join jsonb_to_recordset(rules -> 'fallBacks') as rule("from" text, "to" text, "minutesBefore" int)
     where slot.day between (select office_today()) and (select office_today()) + 32
       and (slot.day + slot.starts) at time zone 'Asia/Shanghai' - make_interval(mins => rule."minutesBefore") <= (select office_now())
       and (slot.day + slot.ends) at time zone 'Asia/Shanghai' > (select office_now())
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
