-- A visit to somebody who lives in an institution: whom they come to see, as they know them, what else would suit, and what
-- the institution answered. It is a booking like every other and owns its place from the start; nothing of what was typed is
-- compared with who lives there when it is written, so that right and wrong details are the same to whoever asks.
create table care_visit (
  booking uuid primary key references booking on delete cascade,
  office text not null references institution,
  -- name, last four of the ID number, room and bed; gone with the visitors
  resident_sealed bytea,
  -- which of the day's visits to them it is; null: the institution settled no number
  turn int check (turn > 0),
  wishes jsonb not null default '[]' check (jsonb_typeof(wishes) = 'array'),
  -- null: it stands without an answer
  answer_by timestamptz,
  answer text check (answer in ('confirmed', 'declined')),
  answered_at timestamptz,
  answered_by text,
  reason text,
  instead text,
  passage uuid references gate_passage,
  -- tenths of a degree Celsius
  temperature int check (temperature between 300 and 450),
  in_at timestamptz,
  out_at timestamptz,
  check (num_nulls(answer, answered_at, answered_by) in (0, 3)),
  check (num_nulls(reason, instead) = case when answer = 'declined' then 0 else 2 end),
  check (out_at is null or in_at <= out_at)
);
create index on care_visit (office, answer_by) where answer is null and answer_by is not null;
create index on care_visit (passage) where passage is not null;
create index on care_visit (booking) where turn is not null;

alter table care_visit enable row level security;
alter table care_visit force row level security;
create policy a_definer on care_visit to current_user using (current_user <> session_user);
create policy within_scope on care_visit using (office in (select units_in_scope()));

-- Whoever erases the visitors of a booking erases whom they came to see.
create function resident_goes_with_visitors() returns trigger language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  update care_visit set resident_sealed = null where booking = old.booking;
  return null;
end $$;
create trigger resident_goes_with_visitors after delete on party
  for each row when (old.position = 1) execute function resident_goes_with_visitors();

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
                       phone_sealed, phone_index, clauses, places, told)
    select id, reference, office, v_slot, service, 'booked', channel, made_by, v_now, application_day, military,
           phone_sealed, phone_index, clauses, v_places, coalesce(told, '{}')
      from jsonb_populate_record(null::booking, p -> 'booking');
  insert into party (booking, position, name_sealed, id_sealed, id_index, id_tail_index, screening_sealed)
    select v_id, position, name_sealed, id_sealed, id_index, id_tail_index, screening_sealed
      from jsonb_populate_recordset(null::party, p -> 'parties');
  if p ->> 'visit' is not null then
    insert into care_visit (booking, office, resident_sealed, turn, wishes, answer_by)
      select v_id, p #>> '{booking,office}', resident_sealed, turn, wishes, answer_by
        from jsonb_populate_record(null::care_visit, p -> 'visit');
  end if;
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

-- What decides at the door of an institution whether a day lets visitors in: what is known there of the world, and its own
-- closures to them. Neither is about a person, and both hang out for whoever asks to come.
create function facts_at_door(p_office text)
  returns table (id uuid, kind text, region text, value text, rule text, from_day date, until_day date, lifted_from date,
                 known text, lifted_known text)
  stable language sql security definer set search_path = public, pg_temp as $$
  select fact.id, kind, region, value, rule, from_day, until_day, lifted_from,
         to_char(known_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
         to_char(lifted_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS.US')
    from fact
   where exists (select from institution where institution.id = p_office)
     and (unit = p_office
          or unit in (select above from unit_reach reach
                       where reach.unit = p_office and reach.from_day <= office_today()
                         and (reach.until_day is null or office_today() < reach.until_day)))
$$;

create function shut_to_visitors(p_office text)
  returns table (from_day date, until_day date, reason text, clauses text[])
  stable language sql security definer set search_path = public, pg_temp as $$
  select from_day, least(until_day, lifted_from), reason, clauses from unit_closure
   where unit = p_office and 'visitor' = any (scopes) and exists (select from institution where institution.id = p_office)
$$;

-- A visit that took place is one of the day's visits to that resident until the day closes; of what else it claimed nothing
-- is kept.
create function keep_claims(p_keys bytea[], p_booking uuid) returns void language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  perform refuse_out_of_scope(office) from booking where id = p_booking;
  delete from claim where booking = p_booking and key <> all (p_keys)
     and not exists (select from booking where id = p_booking and is_live(state));
end $$;

create function past_turns(p_today date, p_limit int) returns table (id uuid, office text) language sql
  security definer set search_path = public, pg_temp as $$
  select booking.id, booking.office
    from care_visit join booking on booking.id = care_visit.booking join slot on slot.id = booking.slot
   where care_visit.turn is not null and not is_live(booking.state) and slot.day < p_today
   order by booking.id limit p_limit for update of booking skip locked
$$;

-- Whose institution has not answered though its time is over, and did not hear of that yet.
create function late_visits(p_limit int) returns table (id uuid, office text) language sql
  security definer set search_path = public, pg_temp as $$
  select booking.id, booking.office
    from care_visit join booking on booking.id = care_visit.booking join slot on slot.id = booking.slot
   where answer is null and answer_by <= office_now() and booking.state = 'booked' and slot.day >= office_today()
     and not exists (select from message where message.booking = booking.id and kind = 'visitLate'
                        and message.made_at >= answer_by)
   order by booking.id limit p_limit for update of booking skip locked
$$;

-- A day that is over without an answer: the institution ends the visit, and nobody else.
create function unanswered_visits(p_today date, p_limit int) returns table (id uuid, office text) language sql
  security definer set search_path = public, pg_temp as $$
  select booking.id, booking.office
    from care_visit join booking on booking.id = care_visit.booking join slot on slot.id = booking.slot
   where answer is null and answer_by is not null and booking.state = 'booked' and slot.day < p_today
   order by booking.id limit p_limit for update of booking skip locked
$$;

create or replace function past_bookings(p_today date, p_limit int) returns table (id uuid, office text) language sql
  security definer set search_path = public, pg_temp as $$
  select booking.id, booking.office from booking join slot on slot.id = booking.slot
   where booking.state in ('booked', 'checkedIn') and slot.day < p_today
     and not exists (select from care_visit where care_visit.booking = booking.id
                        and booking.state = 'booked' and answer is null and answer_by is not null)
   order by booking.id limit p_limit for update of booking skip locked
$$;
