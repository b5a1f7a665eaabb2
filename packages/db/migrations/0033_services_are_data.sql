-- Services are data: what a bureau opens beside those of the house is a row, with the day it holds from and its source.
create table service_definition (
  id uuid primary key,
  prefecture text not null references unit,
  service text not null,
  definition jsonb not null,
  valid_from date not null,
  source text not null check (source <> ''),
  made_by text not null,
  made_at timestamptz not null default office_now(),
  -- a name is the same service everywhere
  check (service like '%-' || prefecture and definition ->> 'id' = service)
);
create index on service_definition (prefecture);

alter table service_definition enable row level security;
alter table service_definition force row level security;
create policy a_definer on service_definition to current_user using (current_user <> session_user);
create policy within_scope on service_definition using (prefecture in (select units_in_scope()));

-- Those who come may be more than two, and need not say who they are; what a service asks in words of its own is kept by
-- the names of its answers.
-- The release before books couples alone, who have all of it; every row that stands met the narrower constraint.
-- squawk-ignore ban-drop-not-null
alter table party alter column id_sealed drop not null;
-- squawk-ignore ban-drop-not-null
alter table party alter column id_index drop not null;
-- squawk-ignore ban-drop-not-null
alter table party alter column id_tail_index drop not null;
alter table party drop constraint party_position_check;
alter table party add constraint party_position_check check (position between 1 and 9) not valid;
alter table booking add column told jsonb not null default '{}';

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

-- A claim that names the day goes with its booking to another one: all of it, or nothing.
create function renew_claims(p_keys bytea[], p_booking uuid) returns void language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  perform refuse_out_of_scope(office) from booking where id = p_booking;
  delete from claim where booking = p_booking;
  perform take_claims(p_keys, p_booking);
end $$;
