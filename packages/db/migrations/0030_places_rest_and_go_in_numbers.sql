-- A booking holds as many places as people come; a place that was given back may rest before it is on offer again.
alter table booking add column places int not null default 1 check (places between 1 and 50);
alter table place add column rests_until timestamptz,
  add check (rests_until is null or booking is null) not valid;

-- several places of one booking; that they are as many as it promises is held at commit. The places of the weeks ahead are
-- few enough for an index to be made anew in a moment, and nobody is to take one without it.
-- squawk-ignore require-concurrent-index-deletion
drop index place_booking_idx;
-- squawk-ignore require-concurrent-index-creation
create index on place (booking) where booking is not null;
-- squawk-ignore require-concurrent-index-deletion
drop index free_places;
-- squawk-ignore require-concurrent-index-creation
create index free_places on place (slot, channel, id) where booking is null and closed_at is null and rests_until is null;

create or replace function place_changes_hands() returns trigger language plpgsql as $$
begin
  if old.booking is not null and new.booking is not null and old.booking <> new.booking then
    raise exception 'place % has an owner', old.id using errcode = 'AN003';
  end if;
  if new.booking is not null and (new.closed_at is not null or new.rests_until is not null) then
    raise exception 'place % is closed or rests', old.id using errcode = 'AN003';
  end if;
  if new.slot <> old.slot or new.channel <> old.channel then
    raise exception 'place % does not move', old.id using errcode = 'AN003';
  end if;
  if new.booking is null and old.booking is not null and new.closes_when_freed then
    new.closed_at := now();
    new.closes_when_freed := false;
    new.rests_until := null;
  end if;
  return new;
end $$;

-- At commit a booking that promises a time owns as many places of its slot as it says, and no other booking owns any
-- but an offer.
create or replace function check_place_of(p_booking uuid) returns void stable language plpgsql security definer
  set search_path = public, pg_temp set enable_seqscan = off as $$
declare
  b record;
begin
  select booking.state, booking.places, count(place.id) as owned,
         count(place.id) filter (where place.slot = booking.slot and offered_until is null) as firm
    into b from booking left join place on place.booking = booking.id where booking.id = p_booking group by booking.id;
  if b.state in ('booked', 'checkedIn', 'registered', 'refused', 'noShow', 'noOutcome')
       and (b.firm <> b.places or b.owned <> b.places)
     or b.state not in ('booked', 'checkedIn', 'registered', 'refused', 'noShow', 'noOutcome') and b.firm > 0
     or b.state = 'cancelled' and b.owned > 0 or b.owned > b.places then
    raise exception 'booking % in state % does not own its places, or owns others', p_booking, b.state using errcode = 'AN004';
  end if;
end $$;

drop trigger booking_owns_its_place on booking;
create constraint trigger booking_owns_its_place after insert or update of state, slot, places on booking
  deferrable initially deferred for each row execute function booking_owns_its_place();

-- Takes as many places as asked for, or none. SKIP LOCKED may say full while a competitor rolls back, so a look in vain
-- is repeated without it. Who wants several waits behind others who do, because each could hold what the other lacks.
drop function take_place(bigint, text, uuid, timestamptz);
create function take_places(p_slot bigint, p_channel text, p_booking uuid, p_places int, p_offered_until timestamptz default null)
  returns void language plpgsql as $$
declare
  v_missing int := p_places;
  v_taken int;
begin
  if p_places > 1 then
    perform pg_advisory_xact_lock(hashtextextended('places of slot ' || p_slot, 0));
  end if;
  update place set booking = p_booking, offered_until = p_offered_until
   where id = any (array(select id from place
                 where slot = p_slot and channel = p_channel and booking is null and closed_at is null and rests_until is null
                 order by slot, channel, id limit v_missing for update skip locked));
  get diagnostics v_taken = row_count;
  v_missing := v_missing - v_taken;
  if v_missing > 0 then
    update place set booking = p_booking, offered_until = p_offered_until
     where id = any (array(select id from place
                   where slot = p_slot and channel = p_channel and booking is null and closed_at is null and rests_until is null
                   order by slot, channel, id limit v_missing for update));
    get diagnostics v_taken = row_count;
    v_missing := v_missing - v_taken;
  end if;
  if v_missing > 0 then
    raise exception 'full' using errcode = 'AN001';
  end if;
end $$;

-- Whether any online place is free in the prefecture of an office, from today on.
create or replace function free_place_near(p_office text) returns boolean stable language sql security definer
  set search_path = public, pg_temp as $$
  select exists (
    select from institution home
      join institution near on near.prefecture = home.prefecture and near.kind = home.kind
      join slot on slot.office = near.id and slot.day >= (office_now() at time zone 'Asia/Shanghai')::date
      join place on place.slot = slot.id and place.channel = 'online' and place.booking is null and place.closed_at is null
     where home.id = p_office)
$$;

-- A clerk's overbooking is more places with a reason, taken in the same statement. A closing locks the day, because it
-- cannot lock a place that is not there yet.
drop function take_extra_place(bigint, text, uuid, text);
create function take_extra_places(p_slot bigint, p_channel text, p_booking uuid, p_places int, p_reason text) returns void
  language sql as $$
  select from day join slot using (office, day) where slot.id = p_slot for share of day;
  insert into place (slot, channel, booking, extra_reason, closes_when_freed)
    select p_slot, p_channel, p_booking, p_reason, true from generate_series(1, p_places);
$$;

-- A booking in one round trip: key, claims, booking, parties, place, journal and messages, or nothing.
-- Raises AN001 full, AN002 claimed, AN005 closed, AN006 no such slot; 55P03 while the same key is still in flight.
create or replace function book_place(p jsonb) returns jsonb language plpgsql as $$
declare
  v_id uuid := (p #>> '{booking,id}')::uuid;
  v_slot bigint;
  v_channel text := p #>> '{booking,channel}';
  v_hash bytea := (p ->> 'bodyHash')::bytea;
  v_seen idempotency;
  v_places int := coalesce((p #>> '{booking,places}')::int, 1);
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
                       phone_sealed, phone_index, clauses, places)
    select id, reference, office, v_slot, service, 'booked', channel, made_by, v_now, application_day, military,
           phone_sealed, phone_index, clauses, v_places
      from jsonb_populate_record(null::booking, p -> 'booking');
  insert into party (booking, position, name_sealed, id_sealed, id_index, id_tail_index, screening_sealed)
    select v_id, position, name_sealed, id_sealed, id_index, id_tail_index, screening_sealed
      from jsonb_populate_recordset(null::party, p -> 'parties');
  if p ->> 'extraReason' is null then
    perform take_places(v_slot, v_channel, v_id, v_places);
  else
    perform take_extra_places(v_slot, v_channel, v_id, v_places, p ->> 'extraReason');
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

-- Serves what it can of orders for one office, day and scope. Tells the numbers of those it booked, and of those for whom
-- no place is left that anybody could still give back by failing.
create or replace function book_together(p jsonb) returns jsonb language plpgsql as $$
declare
  v_office text := p #>> '{0,booking,office}';
  v_day date := (p #>> '{0,day}')::date;
  v_now timestamptz := office_now();
  v_lock_timeout text;
  v_fresh int[];
  v_orders int[];
  v_slots bigint[];
  v_places bigint[];
  v_booked int[];
  v_full int[];
begin
  -- who has to wait longer waits alone
  v_lock_timeout := set_config('lock_timeout', '100ms', true);
  with held as (
    insert into idempotency (scope, key, body_hash, answer)
      select o ->> 'scope', o ->> 'key', (o ->> 'bodyHash')::bytea, o -> 'answer' from jsonb_array_elements(p) o
      order by 1, 2 on conflict do nothing
      returning answer -> 'booking' as booking)
  select array_agg(n order by n) into v_fresh
    from jsonb_array_elements(p) with ordinality orders(o, n) where o #> '{booking,id}' in (select booking from held);

  -- as many free places of each slot and channel as are asked for there, each to the first who asked
  with wish as (
    select n, slot.id as slot, p #>> array[(n - 1)::text, 'booking', 'channel'] as channel,
           row_number() over (partition by slot.id, p #>> array[(n - 1)::text, 'booking', 'channel'] order by n) as turn
      from unnest(v_fresh) n
      join slot on office = v_office and day = v_day and starts = (p #>> array[(n - 1)::text, 'starts'])::time),
  free as (
    select place.*, row_number() over (partition by place.slot, place.channel order by place.id) as turn
      from (select slot, channel, count(*) as asked from wish group by slot, channel) line,
           lateral (select place.id, place.slot, place.channel from place
                     where place.slot = line.slot and place.channel = line.channel and booking is null and closed_at is null
                       and rests_until is null
                     order by place.slot, place.channel, place.id limit asked for update skip locked) place)
  select array_agg(n order by n), array_agg(slot order by n), array_agg(free.id order by n)
    into v_orders, v_slots, v_places
    from wish join free using (slot, channel, turn);

  -- asked after the places are locked, as in book_place
  select array_agg(n order by n), array_agg(slot order by n), array_agg(place order by n) into v_orders, v_slots, v_places
    from unnest(v_orders, v_slots, v_places) chosen(n, slot, place)
   where not exists (
     select from (select distinct slot, p #>> array[(n - 1)::text, 'booking', 'service'] as service
                    from unnest(v_orders, v_slots) asked(n, slot)) asked
      where asked.slot = chosen.slot and asked.service = p #>> array[(chosen.n - 1)::text, 'booking', 'service']
        and closed_for(v_office, asked.slot, asked.service));

  insert into booking (id, reference, office, slot, service, state, channel, made_by, made_at, application_day, military,
                       phone_sealed, phone_index, clauses)
    select id, reference, v_office, chosen.slot, service, 'booked', channel, made_by, v_now, application_day, military,
           phone_sealed, phone_index, clauses
      from unnest(v_orders, v_slots) chosen(n, slot), jsonb_populate_record(null::booking, p -> (n - 1) -> 'booking');

  with taken as (
    insert into claim (key, booking)
      select value::bytea, (p #>> array[(n - 1)::text, 'booking', 'id'])::uuid
        from unnest(v_orders) n, jsonb_array_elements_text(p -> (n - 1) -> 'claims')
       order by 1, n on conflict do nothing
      returning booking),
  counted as (select booking, count(*) as claims from taken group by booking)
  select array_agg(n order by n) into v_booked
    from unnest(v_orders) n
    join counted on counted.booking = (p #>> array[(n - 1)::text, 'booking', 'id'])::uuid
     and claims = jsonb_array_length(p -> (n - 1) -> 'claims');

  -- whom it does not suit leaves nothing behind
  if cardinality(v_fresh) > coalesce(cardinality(v_booked), 0) then
    delete from claim using unnest(v_orders) n
     where claim.booking = (p #>> array[(n - 1)::text, 'booking', 'id'])::uuid and n <> all (coalesce(v_booked, '{}'));
    delete from booking using unnest(v_orders) n
     where booking.id = (p #>> array[(n - 1)::text, 'booking', 'id'])::uuid and n <> all (coalesce(v_booked, '{}'));
    delete from idempotency using unnest(v_fresh) n
     where scope = p #>> array[(n - 1)::text, 'scope'] and key = p #>> array[(n - 1)::text, 'key']
       and n <> all (coalesce(v_booked, '{}'));
  end if;

  insert into party (booking, position, name_sealed, id_sealed, id_index, id_tail_index, screening_sealed)
    select booking, position, name_sealed, id_sealed, id_index, id_tail_index, screening_sealed
      from unnest(v_booked) n, jsonb_populate_recordset(null::party, p -> (n - 1) -> 'parties');
  update place set booking = (p #>> array[(n - 1)::text, 'booking', 'id'])::uuid
    from unnest(v_orders, v_places) chosen(n, id) where place.id = chosen.id and n = any (v_booked);
  insert into journal_entry (office_at, actor, action, subject, office, fields, codes, clauses)
    select v_now, actor, action, subject, office, fields, codes, clauses
      from unnest(v_booked) with ordinality booked(n, turn), jsonb_populate_record(null::journal_entry, p -> (n - 1) -> 'journal')
     order by turn;
  insert into message (id, booking, booking_version, kind, to_sealed, facts_sealed, state, due_at, made_at)
    select id, (p #>> array[(n - 1)::text, 'booking', 'id'])::uuid, 1, kind, to_sealed, facts_sealed, state,
           coalesce(due_at, v_now), v_now
      from unnest(v_booked) n, jsonb_populate_recordset(null::message, p -> (n - 1) -> 'messages');

  select array_agg(n) into v_full
    from unnest(v_fresh) n
    join slot on office = v_office and day = v_day and starts = (p #>> array[(n - 1)::text, 'starts'])::time
   where n <> all (coalesce(v_booked, '{}'))
     and not exists (select from place where place.slot = slot.id and booking is null and closed_at is null and rests_until is null
                        and channel = p #>> array[(n - 1)::text, 'booking', 'channel']);
  return jsonb_build_object('booked', coalesce(v_booked, '{}'), 'full', coalesce(v_full, '{}'));
end $$;

-- Bookings that arrived while the one before was being committed, in one transaction: each stands or falls alone, and in
-- the scope it was sent with. Once one waited in vain for a lock, those behind it hear so at once.
create or replace function book_places(p jsonb) returns jsonb language plpgsql security definer
  set search_path = public, pg_temp set enable_seqscan = off as $$
declare
  v_order jsonb;
  v_scope text;
  v_office text;
  v_allowed boolean;
  v_together jsonb := '{"booked": [], "full": []}';
  v_state text;
  v_constraint text;
  v_outcomes jsonb := '[]';
  v_turn int;
begin
  if jsonb_array_length(p) > 1 and (
    select count(distinct (o -> 'within', o #> '{booking,office}', o -> 'day', o -> 'lockTimeout')) = 1
           and bool_and(o ->> 'extraReason' is null and coalesce(o #>> '{booking,places}', '1') = '1') from jsonb_array_elements(p) o)
  then
    v_scope := set_config('anmin.scope', p #>> '{0,within}', true);
    v_office := p #>> '{0,booking,office}';
    v_allowed := in_scope(v_office);
    if v_allowed then
      begin
        v_together := book_together(p);
      exception when others then
        -- nothing of it stands, so each is served alone
        v_state := null;
      end;
    end if;
  end if;
  for v_order, v_turn in select o, n from jsonb_array_elements(p) with ordinality orders(o, n) loop
    if v_together -> 'booked' @> to_jsonb(v_turn) then
      v_outcomes := v_outcomes || '{"seen": null}'::jsonb;
      continue;
    elsif v_together -> 'full' @> to_jsonb(v_turn) then
      v_outcomes := v_outcomes || '{"state": "AN001", "constraint": null}'::jsonb;
      continue;
    end if;
    if v_scope is distinct from v_order ->> 'within' or v_office is distinct from v_order #>> '{booking,office}' then
      v_scope := set_config('anmin.scope', v_order ->> 'within', true);
      v_office := v_order #>> '{booking,office}';
      v_allowed := in_scope(v_office);
    end if;
    if not v_allowed then
      v_outcomes := v_outcomes || jsonb_build_object('state', 'AN008');
      continue;
    elsif v_state is distinct from '55P03' then
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
