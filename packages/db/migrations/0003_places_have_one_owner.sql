-- The owner of a place changes only between nobody and a booking; a freed surplus place closes.
create function place_changes_hands() returns trigger language plpgsql as $$
begin
  if old.booking is not null and new.booking is not null and old.booking <> new.booking then
    raise exception 'place % has an owner', old.id using errcode = 'AN003';
  end if;
  if new.booking is not null and (new.closed_at is not null) then
    raise exception 'place % is closed', old.id using errcode = 'AN003';
  end if;
  if new.slot <> old.slot or new.channel <> old.channel then
    raise exception 'place % does not move', old.id using errcode = 'AN003';
  end if;
  if new.booking is null and old.booking is not null and new.closes_when_freed then
    new.closed_at := now();
    new.closes_when_freed := false;
  end if;
  return new;
end $$;
create trigger place_changes_hands before update on place for each row execute function place_changes_hands();

-- At commit a booking that promises a time owns exactly one place of its slot, and no other booking owns any but an offer.
create function check_place_of(p_booking uuid) returns void stable language plpgsql as $$
declare
  b record;
begin
  select booking.state, place.id is not null as owns, coalesce(place.slot = booking.slot and offered_until is null, false) as firm
    into b from booking left join place on place.booking = booking.id where booking.id = p_booking;
  if (b.state in ('booked', 'checkedIn', 'registered', 'refused', 'noShow', 'noOutcome')) <> b.firm
     or b.state = 'cancelled' and b.owns then
    raise exception 'booking % in state % does not own its place, or owns another', p_booking, b.state using errcode = 'AN004';
  end if;
end $$;

create function booking_owns_its_place() returns trigger language plpgsql as $$
begin
  perform check_place_of(new.id);
  return null;
end $$;
create constraint trigger booking_owns_its_place after insert or update of state, slot on booking
  deferrable initially deferred for each row execute function booking_owns_its_place();

create function place_belongs_to_its_booking() returns trigger language plpgsql as $$
begin
  if new.booking is not null then
    perform check_place_of(new.booking);
  end if;
  if old.booking is not null and old.booking is distinct from new.booking then
    perform check_place_of(old.booking);
  end if;
  return null;
end $$;
create constraint trigger place_belongs_to_its_booking after insert or update of booking, offered_until on place
  deferrable initially deferred for each row execute function place_belongs_to_its_booking();

-- Claims are reached only through these: taken or free, never whose.
create function take_claims(p_keys bytea[], p_booking uuid) returns void
  language plpgsql security definer set search_path = public as $$
declare
  taken int;
begin
  insert into claim (key, booking) select key, p_booking from unnest(p_keys) key order by key on conflict do nothing;
  get diagnostics taken = row_count;
  if taken < cardinality(p_keys) then
    raise exception 'claimed' using errcode = 'AN002';
  end if;
end $$;

create function release_claims(p_booking uuid) returns void
  language sql security definer set search_path = public as $$
  delete from claim where booking = p_booking
     and not exists (select from booking where id = p_booking and state in ('booked', 'checkedIn', 'displaced'));
$$;

create function claims_taken(p_keys bytea[], p_except uuid default null) returns boolean stable
  language sql security definer set search_path = public as
  'select exists (select from claim where key = any (p_keys) and booking is distinct from p_except)';

create function booking_of_claim(p_key bytea) returns uuid stable
  language sql security definer set search_path = public as
  'select booking from claim where key = p_key';

-- SKIP LOCKED may say full while a competitor rolls back, so an empty look is repeated without it.
create function take_place(p_slot bigint, p_channel text, p_booking uuid, p_offered_until timestamptz default null)
  returns bigint language plpgsql as $$
declare
  taken bigint;
begin
  update place set booking = p_booking, offered_until = p_offered_until
   where id = (select id from place where slot = p_slot and channel = p_channel and booking is null and closed_at is null
               order by slot, channel, id limit 1 for update skip locked)
  returning id into taken;
  if taken is null then
    update place set booking = p_booking, offered_until = p_offered_until
     where id = (select id from place where slot = p_slot and channel = p_channel and booking is null and closed_at is null
                 order by slot, channel, id limit 1 for update)
    returning id into taken;
  end if;
  if taken is null then
    raise exception 'full' using errcode = 'AN001';
  end if;
  return taken;
end $$;

-- Plans a day: slots and places come to match the plan, owned places are never touched and surplus closes when freed.
create function plan_day(p_office text, p_day date, p_setting bigint, p_plan jsonb) returns void
  language plpgsql security definer set search_path = public as $$
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
    perform from place where slot = wish.slot and channel = wish.channel order by id for update;
    update place set closes_when_freed = false
     where slot = wish.slot and channel = wish.channel and closes_when_freed and extra_reason is null;
    update place set closed_at = null
     where slot = wish.slot and channel = wish.channel and closed_at is not null and extra_reason is null;
    select count(*) into have from place where slot = wish.slot and channel = wish.channel and extra_reason is null;
    insert into place (slot, channel) select wish.slot, wish.channel from generate_series(have + 1, wish.places);
    update place set closed_at = case when booking is null then now() end, closes_when_freed = booking is not null
     where id in (select id from place where slot = wish.slot and channel = wish.channel and extra_reason is null
                  order by booking is null, id offset wish.places);
  end loop;
end $$;

-- Offices whose window has days that were never opened, a day beyond so that the release finds them ready.
create function offices_to_open(p_today date) returns setof text stable language sql as $$
  select o.id from institution o
   cross join lateral (select (rules ->> 'windowDays')::int + 1 as ahead from office_setting
                        where office = o.id and valid_from <= p_today order by valid_from desc, id desc limit 1) s
   where (select count(*) from day where office = o.id and day.day between p_today and p_today + s.ahead) <= s.ahead
$$;

-- Whether any online place is free in the prefecture of an office, from today on.
create function free_place_near(p_office text) returns boolean stable language sql as $$
  select exists (
    select from institution home
      join institution near on near.prefecture = home.prefecture and near.kind = home.kind
      join slot on slot.office = near.id and slot.day >= (office_now() at time zone 'Asia/Shanghai')::date
      join place on place.slot = slot.id and place.channel = 'online' and place.booking is null and place.closed_at is null
     where home.id = p_office)
$$;

-- A clerk's overbooking is one more place with a reason, taken in the same statement. A closing locks the day, because
-- it cannot lock a place that is not there yet.
create function take_extra_place(p_slot bigint, p_channel text, p_booking uuid, p_reason text) returns bigint
  language sql security definer set search_path = public as $$
  select from day join slot using (office, day) where slot.id = p_slot for share of day;
  insert into place (slot, channel, booking, extra_reason, closes_when_freed)
    values (p_slot, p_channel, p_booking, p_reason, true) returning id;
$$;

-- Asked after the place is locked. Closing locks the places of its days first, so a booking is either seen by the
-- closing and displaced, or sees the closure and is refused; never neither.
create function closed_for(p_office text, p_slot bigint, p_service text) returns boolean stable language sql as $$
  select exists (
    select from closure
      join slot on slot.id = p_slot and slot.day >= closure.from_day and slot.day < closure.until_day
      join institution on institution.id = p_office
     where closure.lifted_at is null
       and (closure.office = p_office or closure.office is null and closure.prefecture = institution.prefecture)
       and (closure.services is null or p_service = any (closure.services)))
$$;

-- A booking in one round trip: key, claims, booking, parties, place, journal and messages, or nothing.
-- Raises AN001 full, AN002 claimed, AN005 closed, AN006 no such slot; 55P03 while the same key is still in flight.
create function book_place(p jsonb) returns jsonb language plpgsql as $$
declare
  v_id uuid := (p #>> '{booking,id}')::uuid;
  v_slot bigint;
  v_channel text := p #>> '{booking,channel}';
  v_hash bytea := (p ->> 'bodyHash')::bytea;
  v_seen idempotency;
  v_now timestamptz := office_now();
  v_lock_timeout text;
begin
  v_lock_timeout := set_config('lock_timeout', '3s', true);
  insert into idempotency (scope, key, body_hash, answer)
    values (p ->> 'scope', p ->> 'key', v_hash, p -> 'answer') on conflict do nothing;
  if not found then
    select * into v_seen from idempotency where scope = p ->> 'scope' and key = p ->> 'key';
    return jsonb_build_object('answer', v_seen.answer, 'same', v_seen.body_hash = v_hash);
  end if;
  v_lock_timeout := set_config('lock_timeout', p ->> 'lockTimeout', true);
  select id into v_slot from slot
   where office = p #>> '{booking,office}' and day = (p ->> 'day')::date and starts = (p ->> 'starts')::time;
  if v_slot is null then
    raise exception 'no such slot' using errcode = 'AN006';
  end if;
  insert into booking (id, reference, office, slot, service, state, channel, made_by, made_at, application_day, military,
                       phone_sealed, phone_index, clauses)
    select id, reference, office, v_slot, service, 'booked', channel, made_by, v_now, application_day, military,
           phone_sealed, phone_index, clauses
      from jsonb_populate_record(null::booking, p -> 'booking');
  insert into party (booking, position, name_sealed, id_sealed, id_index, id_tail_index, screening_sealed)
    select v_id, position, name_sealed, id_sealed, id_index, id_tail_index, screening_sealed
      from jsonb_populate_recordset(null::party, p -> 'parties');
  if p ->> 'extraReason' is null then
    perform take_place(v_slot, v_channel, v_id);
  else
    perform take_extra_place(v_slot, v_channel, v_id, p ->> 'extraReason');
  end if;
  if closed_for(p #>> '{booking,office}', v_slot, p #>> '{booking,service}') then
    raise exception 'closed' using errcode = 'AN005';
  end if;
  perform take_claims(array(select value::bytea from jsonb_array_elements_text(p -> 'claims')), v_id);
  insert into journal_entry (office_at, actor, action, subject, office, fields, codes, clauses)
    select v_now, actor, action, subject, office, fields, codes, clauses
      from jsonb_populate_record(null::journal_entry, p -> 'journal');
  insert into message (id, booking, booking_version, kind, to_sealed, facts_sealed, state, due_at, made_at)
    select id, v_id, 1, kind, to_sealed, facts_sealed, state, coalesce(due_at, v_now), v_now
      from jsonb_populate_recordset(null::message, p -> 'messages');
  return null;
end $$;

-- Bookings that arrived while the one before was being committed, in one transaction: each stands or falls alone. Once
-- one waited in vain for a lock, those behind it hear so at once.
create function book_places(p jsonb) returns jsonb language plpgsql as $$
declare
  v_order jsonb;
  v_state text;
  v_constraint text;
  v_outcomes jsonb := '[]';
begin
  for v_order in select value from jsonb_array_elements(p) loop
    if v_state is distinct from '55P03' then
      begin
        v_outcomes := v_outcomes || jsonb_build_object('seen', book_place(v_order));
        continue;
      exception when others then
        get stacked diagnostics v_state = returned_sqlstate, v_constraint = constraint_name;
      end;
    end if;
    v_outcomes := v_outcomes || jsonb_build_object('state', v_state, 'constraint', v_constraint);
  end loop;
  return v_outcomes;
end $$;
