-- Orders that gathered while others were being committed are served in a few statements for all of them: key, place,
-- booking, claims, parties, journal and messages. Whoever it does not suit (a key seen before, a claim that stands, a
-- place that somebody else holds just now) is served alone afterwards, by book_place.

-- Serves what it can of orders for one office, day and scope. Tells the numbers of those it booked, and of those for whom
-- no place is left that anybody could still give back by failing.
create function book_together(p jsonb) returns jsonb language plpgsql as $$
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
     and not exists (select from place where place.slot = slot.id and booking is null and closed_at is null
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
           and bool_and(o ->> 'extraReason' is null) from jsonb_array_elements(p) o)
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

-- Plans are kept by the connection. One made while a table was almost empty reads all of it, and goes on doing so when
-- thousands stand there, ten times slower: no plan of a booking, nor of the check at its commit, may.
alter function check_place_of(uuid) set enable_seqscan = off;
