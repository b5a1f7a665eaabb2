-- What gathered while a batch was being committed is written by one function whose cost an order is a few rows, and no
-- longer triggers, look-ups and conversions of its own. What these held is held as before, by cheaper means.

-- The trigger has nothing to say of a free, open place that gets an owner, which is what happens to it at a release.
drop trigger place_changes_hands on place;
create trigger place_changes_hands before update on place for each row
  when (old.booking is not null or new.closed_at is not null or new.rests_until is not null
        or new.slot <> old.slot or new.channel <> old.channel)
  execute function place_changes_hands();

-- At commit each booking and place is looked at by itself, unless the owner's function has counted all of its batch: it
-- says so by a setting, which counts only where another role called a function of the owner. What happens to those rows
-- later in the same transaction is looked at again.
drop trigger booking_owns_its_place on booking;
create constraint trigger booking_owns_its_place after insert or update of state, slot, places on booking
  deferrable initially deferred for each row
  when (current_user = session_user or current_setting('anmin.counted', true) is distinct from 'batch')
  execute function booking_owns_its_place();
drop trigger place_belongs_to_its_booking on place;
create constraint trigger place_belongs_to_its_booking after insert or update of booking, offered_until on place
  deferrable initially deferred for each row
  when (current_user = session_user or current_setting('anmin.counted', true) is distinct from 'batch')
  execute function place_belongs_to_its_booking();

drop function book_together(jsonb);

-- Serves what it can of orders of one office and scope, one place each, in a few statements for all of them. Tells of each,
-- in their order: 1 booked, 2 full and nobody could give a place back by failing, 0 to be served alone, because a key
-- was seen before, a claim stands, or somebody else holds a place just now. Columns come as arrays, which cost a fraction
-- of what documents do; lists and documents inside them as the text of one. of_party, of_claim and of_message name the
-- order that each party, claim and message belongs to.
create function book_together(
  p_within text, p_office text,
  p_scopes text[], p_keys text[], p_body_hashes bytea[], p_answers text[], p_days text[], p_starts text[],
  p_ids text[], p_refs text[], p_services text[], p_channels text[], p_made_bys text[], p_application_days text[],
  p_militaries text[], p_phones bytea[], p_phone_indexes bytea[], p_clauses text[], p_fields text[], p_codes text[],
  p_of_party int[], p_positions int[], p_names bytea[], p_id_numbers bytea[], p_id_indexes bytea[], p_id_tails bytea[],
  p_screenings bytea[],
  p_of_claim int[], p_claims bytea[],
  p_of_message int[], p_message_ids text[], p_kinds text[], p_tos bytea[], p_facts bytea[], p_states text[], p_dues text[])
  returns int[] language plpgsql security definer
  set search_path = public, pg_temp set enable_seqscan = off set plan_cache_mode = force_generic_plan as $$
declare
  v_now timestamptz := office_now();
  v_setting text;
  v_rows int;
  v_fresh int[];
  v_orders int[];
  v_slots bigint[];
  v_places bigint[];
  v_lost uuid[];
  v_full int[];
begin
  v_setting := set_config('anmin.scope', p_within, true);
  if not in_scope(p_office) then
    return array_fill(0, array[cardinality(p_ids)]);
  end if;
  -- who has to wait longer waits alone
  v_setting := set_config('lock_timeout', '100ms', true);
  v_setting := set_config('anmin.counted', 'batch', true);

  with held as (
    insert into idempotency (scope, key, body_hash, answer)
      select scope, key, body_hash, answer::jsonb
        from unnest(p_scopes, p_keys, p_body_hashes, p_answers) as o(scope, key, body_hash, answer)
       order by scope, key on conflict do nothing
      returning answer ->> 'booking' as id)
  select array_agg(n order by n) into v_fresh from unnest(p_ids) with ordinality o(id, n) join held using (id);

  -- as many free places of each slot and channel as are asked for there, each to the first who asked
  with wish as (
    select fresh.n, slot.id as slot, p_channels[fresh.n] as channel,
           row_number() over (partition by slot.id, p_channels[fresh.n] order by fresh.n) as turn
      from unnest(v_fresh) fresh(n)
      join slot on slot.office = p_office and slot.day = p_days[fresh.n]::date and slot.starts = p_starts[fresh.n]::time),
  free as (
    select place.*, row_number() over (partition by place.slot, place.channel order by place.id) as turn
      from (select slot, channel, count(*) as asked from wish group by slot, channel) line,
           lateral (select place.id, place.slot, place.channel from place
                     where place.slot = line.slot and place.channel = line.channel and booking is null
                       and closed_at is null and rests_until is null
                     order by place.slot, place.channel, place.id limit asked for update skip locked) place)
  select array_agg(n order by n), array_agg(slot order by n), array_agg(free.id order by n)
    into v_orders, v_slots, v_places
    from wish join free using (slot, channel, turn);

  -- asked after the places are locked, as in book_place
  with closed as (
    select day, service
      from (select p_days[n] as day, p_services[n] as service, min(slot) as slot
              from unnest(v_orders, v_slots) chosen(n, slot) group by 1, 2) asked
     where closed_for(p_office, slot, service))
  select array_agg(n order by n), array_agg(slot order by n), array_agg(place order by n) into v_orders, v_slots, v_places
    from unnest(v_orders, v_slots, v_places) chosen(n, slot, place)
   where not exists (select from closed where day = p_days[n] and service = p_services[n]);

  insert into booking (id, reference, office, slot, service, state, channel, made_by, made_at, application_day, military,
                       phone_sealed, phone_index, clauses)
    select p_ids[n]::uuid, p_refs[n], p_office, slot, p_services[n], 'booked', p_channels[n], p_made_bys[n], v_now,
           p_application_days[n]::date, p_militaries[n]::boolean, phone, phone_index, p_clauses[n]::text[]
      from unnest(v_orders, v_slots) chosen(n, slot)
      join unnest(p_phones, p_phone_indexes) with ordinality o(phone, phone_index, n) using (n)
    on conflict (reference) do nothing;
  get diagnostics v_rows = row_count;
  if v_rows < cardinality(v_orders) then
    -- digits that another booking has: drawn again once it is served alone
    select array_agg(n order by n), array_agg(slot order by n), array_agg(place order by n) into v_orders, v_slots, v_places
      from unnest(v_orders, v_slots, v_places) chosen(n, slot, place)
     where exists (select from booking where booking.id = p_ids[n]::uuid);
  end if;

  insert into claim (key, booking)
    select key, p_ids[n]::uuid from unnest(p_of_claim, p_claims) c(n, key) join unnest(v_orders) chosen(n) using (n)
     order by key, n on conflict do nothing;
  get diagnostics v_rows = row_count;
  if v_rows < (select count(*) from unnest(p_of_claim) c(n) join unnest(v_orders) chosen(n) using (n)) then
    -- who has not all claims has none, and leaves nothing behind
    with kept as (
      select n from unnest(p_of_claim, p_claims) c(n, key) join unnest(v_orders) chosen(n) using (n)
        left join claim on claim.key = c.key and claim.booking = p_ids[n]::uuid
       group by n having count(claim.key) = count(*))
    select array_agg(n order by n) filter (where kept.n is not null), array_agg(slot order by n) filter (where kept.n is not null),
           array_agg(place order by n) filter (where kept.n is not null), array_agg(p_ids[n]::uuid) filter (where kept.n is null)
      into v_orders, v_slots, v_places, v_lost
      from unnest(v_orders, v_slots, v_places) chosen(n, slot, place) left join kept using (n);
    delete from claim where booking = any (v_lost);
    delete from booking where id = any (v_lost);
  end if;

  insert into party (booking, position, name_sealed, id_sealed, id_index, id_tail_index, screening_sealed)
    select p_ids[n]::uuid, position, name, id_number, id_index, id_tail, screening
      from unnest(p_of_party, p_positions, p_names, p_id_numbers, p_id_indexes, p_id_tails, p_screenings)
             p(n, position, name, id_number, id_index, id_tail, screening)
      join unnest(v_orders) chosen(n) using (n);
  update place set booking = p_ids[n]::uuid from unnest(v_orders, v_places) chosen(n, id) where place.id = chosen.id;
  insert into journal_entry (office_at, actor, action, subject, office, fields, codes, clauses)
    select v_now, p_made_bys[n], 'booking.made', p_ids[n], p_office, p_fields[n]::text[],
           p_codes[n]::jsonb, p_clauses[n]::text[]
      from unnest(v_orders) chosen(n) order by n;
  insert into message (id, booking, booking_version, kind, to_sealed, facts_sealed, state, due_at, made_at)
    select id::uuid, p_ids[n]::uuid, 1, kind, told, fact, state, coalesce(due::timestamptz, v_now), v_now
      from unnest(p_of_message, p_message_ids, p_kinds, p_tos, p_facts, p_states, p_dues) m(n, id, kind, told, fact, state, due)
      join unnest(v_orders) chosen(n) using (n);

  -- by the booking: the index of the slot would read all its places for each
  if (select count(*) from unnest(v_orders, v_slots) chosen(n, slot),
        lateral (select slot, offered_until from place where place.booking = p_ids[n]::uuid offset 0) own
       where own.slot = chosen.slot and own.offered_until is null)
     <> coalesce(cardinality(v_orders), 0)
  then
    raise exception 'the bookings of a batch do not own their places' using errcode = 'AN004';
  end if;
  v_setting := set_config('anmin.counted', '', true);

  if coalesce(cardinality(v_orders), 0) < cardinality(v_fresh) then
    delete from idempotency using unnest(v_fresh) fresh(n)
     where scope = p_scopes[n] and key = p_keys[n] and n <> all (coalesce(v_orders, '{}'));
    select array_agg(n) into v_full
      from unnest(v_fresh) fresh(n)
      join slot on slot.office = p_office and slot.day = p_days[n]::date and slot.starts = p_starts[n]::time
     where n <> all (coalesce(v_orders, '{}'))
       and not exists (select from place where place.slot = slot.id and booking is null and closed_at is null
                          and rests_until is null and place.channel = p_channels[n]);
  end if;
  return (select array_agg(case when n = any (v_orders) then 1 when n = any (v_full) then 2 else 0 end order by n)
            from generate_subscripts(p_ids, 1) n);
end $$;

-- From the people to their bookings, never from all bookings to the people, whatever the planner thinks of either table:
-- many are asked about at once.
create or replace function strikes_of(p_indexes bytea[], p_office text) returns table (id_index bytea, kind text, on_day date)
  stable language sql security definer set search_path = public, pg_temp set enable_seqscan = off as $$
  with own as materialized (select party.id_index, party.booking from party where party.id_index = any (p_indexes)),
  ended as (
    select own.id_index, booking.* from own,
      lateral (select state, ended_at, slot, office from booking
                where id = own.booking and forgiven_at is null
                  and (state = 'noShow' or state = 'cancelled' and ended_by = 'citizen' and ended_at is not null)
               offset 0) booking)
  select ended.id_index, case state when 'noShow' then 'noShow' else 'cancelled' end,
         case state when 'noShow' then slot.day else (ended_at at time zone 'Asia/Shanghai')::date end
    from ended join slot on slot.id = ended.slot
   where exists (select from institution home join institution near using (prefecture)
                  where home.id = p_office and near.id = ended.office and not near.sandbox)
$$;
