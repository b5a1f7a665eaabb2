-- A day that is drawn, not booked by who comes first. What it rests on is published step by step: the hash of the secret
-- before anybody applies, the list when applying ends, everything when it is drawn.
create table ballot (
  id uuid primary key,
  office text not null references institution,
  day date not null,
  secret_sealed bytea not null,
  commitment text not null,
  public_value_name text not null,
  apply_from timestamptz not null,
  apply_until timestamptz not null,
  draw_at timestamptz,
  answer_hours int not null,
  published_at timestamptz not null default office_now(),
  closed_at timestamptz,
  applications text[],
  list_hash text,
  drawn_at timestamptz,
  drawn_by text,
  -- all that follows is published when it is drawn
  result jsonb,
  unique (office, day),
  check (apply_from < apply_until),
  check ((closed_at is null) = (applications is null) and (closed_at is null) = (list_hash is null)),
  check ((drawn_at is null) = (result is null) and (drawn_at is null) = (drawn_by is null)),
  check (drawn_at is null or closed_at is not null)
);
alter table ballot enable row level security;
alter table ballot force row level security;
create policy a_definer on ballot to current_user using (current_user <> session_user);
create policy within_scope on ballot using (office in (select units_in_scope()));

create function ballot_keeps_its_word() returns trigger language plpgsql as $$
begin
  if row(new.id, new.office, new.day, new.commitment, new.public_value_name, new.apply_from, new.apply_until, new.draw_at, new.answer_hours, new.published_at)
     is distinct from
     row(old.id, old.office, old.day, old.commitment, old.public_value_name, old.apply_from, old.apply_until, old.draw_at, old.answer_hours, old.published_at)
     or old.closed_at is not null and row(new.closed_at, new.applications, new.list_hash) is distinct from row(old.closed_at, old.applications, old.list_hash)
     or old.drawn_at is not null and row(new.drawn_at, new.drawn_by, new.result) is distinct from row(old.drawn_at, old.drawn_by, old.result) then
    raise exception 'what was published of a ballot stays' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger ballot_keeps_its_word before update on ballot for each row execute function ballot_keeps_its_word();

-- An application waits in line like others, but is served by the draw first.
alter table waiting
  add column ballot uuid,
  add column application text,
  add constraint waiting_ballot_fkey foreign key (ballot) references ballot not valid,
  add constraint waiting_application_check check ((ballot is null) = (application is null)) not valid;
-- squawk-ignore require-concurrent-index-creation
create unique index waiting_application_key on waiting (ballot, application) where ballot is not null;

create function awaits_draw(w waiting) returns boolean stable language sql
  security definer set search_path = public, pg_temp as $$
  select exists (select from ballot where id = w.ballot and drawn_at is null)
$$;

-- Days the settings in force on them put under a ballot that is not published yet.
create function ballots_to_publish() returns table (office text, day date, rules jsonb) stable language sql
  security definer set search_path = public, pg_temp as $$
  select s.office, (peak ->> 'day')::date, peak -> 'ballot'
    from office_setting s cross join jsonb_array_elements(s.rules -> 'peakDays') peak
   where peak -> 'ballot' is not null and (peak ->> 'day')::date > office_today()
     and s.id = (select o.id from office_setting o
                  where o.office = s.office and o.valid_from <= (peak ->> 'day')::date order by o.valid_from desc, o.id desc limit 1)
     and not exists (select from ballot b where b.office = s.office and b.day = (peak ->> 'day')::date)
$$;

create function ballots_to_close() returns table (id uuid, office text) language sql
  security definer set search_path = public, pg_temp as $$
  select ballot.id, ballot.office from ballot where closed_at is null and apply_until <= office_now() for update skip locked
$$;

-- Who applies holds the ballot open until commit: the list is closed before or after, never meanwhile.
create function hold_ballot(p_office text, p_day date) returns table (id uuid, open boolean, apply_from timestamptz, apply_until timestamptz)
  language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  perform refuse_out_of_scope(p_office);
  return query select b.id, b.closed_at is null and b.apply_from <= office_now() and office_now() < b.apply_until, b.apply_from, b.apply_until
    from ballot b where b.office = p_office and b.day = p_day and b.drawn_at is null for share;
end $$;

-- In drawn order behind everybody who waits already.
create function line_up(p_bookings uuid[]) returns void language plpgsql
  security definer set search_path = public, pg_temp as $$
declare
  v_booking uuid;
begin
  foreach v_booking in array p_bookings loop
    perform refuse_unless_waiting(v_booking);
    update waiting set turn = nextval(pg_get_serial_sequence('waiting', 'turn')) where booking = v_booking;
  end loop;
end $$;

create or replace function line_of_waiting(p_after bigint, p_limit int) returns table (id uuid, office text, turn bigint) language sql
  security definer set search_path = public, pg_temp as $$
  select booking.id, booking.office, waiting.turn from waiting join booking on booking.id = waiting.booking
   where state = 'waiting' and waiting.turn > p_after and not exists (select from place where place.booking = booking.id)
     and not awaits_draw(waiting)
     and exists (select from slot s join place on place.slot = s.id
                  where suits_waiting(waiting, s) and s.day >= office_today() and channel = 'online'
                    and place.booking is null and closed_at is null)
   order by waiting.turn limit p_limit for update of booking skip locked
$$;
