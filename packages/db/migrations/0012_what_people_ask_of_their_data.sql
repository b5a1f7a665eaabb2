-- How long what is kept, within how many days people are answered, how many persons a list may hold: of a prefecture,
-- each version with its source.
create table privacy_setting (
  id bigint generated always as identity primary key,
  unit text not null references unit,
  kind text not null check (kind in ('answerWithin', 'phone', 'parties', 'health', 'note', 'messages', 'reports', 'feedback', 'requests', 'exportAlone')),
  amount int not null check (amount between 1 and 36500),
  source text not null,
  valid_from date not null,
  made_by text not null,
  made_at timestamptz not null default office_now()
);
create index on privacy_setting (unit, kind, valid_from, id);

-- Somebody whose phone is proven wants a copy, a correction or an erasure. Who asks is sealed, and gone once it is done.
create table privacy_request (
  id uuid primary key,
  office text not null references institution,
  kind text not null check (kind in ('copy', 'correction', 'erasure')),
  state text not null default 'open' check (state in ('open', 'done', 'refused')),
  phone_sealed bytea,
  phone_index bytea not null,
  id_sealed bytea,
  text_sealed bytea,
  made_at timestamptz not null default office_now(),
  -- null: no term is set
  due_on date,
  answer_sealed bytea,
  answered_by text,
  answered_at timestamptz,
  check ((state = 'open') = (answered_at is null))
);
create index on privacy_request (office, made_at);
create index on privacy_request (phone_index);

-- A list that leaves the office. It is made when it is fetched, so nothing of it lies here.
create table export (
  id uuid primary key,
  office text not null references institution,
  from_day date not null,
  until_day date not null,
  persons int not null,
  reason text not null,
  made_by text not null,
  made_on date not null default office_today(),
  -- real time: a link lives minutes
  made_at timestamptz not null default now(),
  needs_approval boolean not null,
  approved_by text,
  approved_at timestamptz,
  fetched_at timestamptz,
  content_hash bytea,
  check (from_day < until_day),
  check (approved_by <> made_by),
  check (fetched_at is null or not needs_approval or approved_at is not null)
);
create index on export (made_by, made_on);
create index on export (office, made_at);

-- What the office does once a night, and which night it is done with.
create table nightly (
  job text primary key,
  done_on date not null
);

-- holds up writers for one scan of the journal, which a million entries take in a blink: the index begins empty
-- squawk-ignore require-concurrent-index-creation
create index on journal_entry (actor, at) where action = 'persons.revealed';

alter table privacy_setting enable row level security;
alter table privacy_setting force row level security;
create policy a_definer on privacy_setting to current_user using (current_user <> session_user);
create policy within_scope on privacy_setting using (unit in (select units_in_scope()));
create policy of_the_prefecture on privacy_setting for select
  using (unit in (select institution.prefecture from institution));
alter table privacy_request enable row level security;
alter table privacy_request force row level security;
create policy a_definer on privacy_request to current_user using (current_user <> session_user);
create policy within_scope on privacy_request using (office in (select units_in_scope()));
alter table export enable row level security;
alter table export force row level security;
create policy a_definer on export to current_user using (current_user <> session_user);
create policy within_scope on export using (office in (select units_in_scope()));

create function requests_of_phones(p_phones bytea[]) returns table (id uuid, office text) stable language sql
  security definer set search_path = public, pg_temp as $$
  select id, office from privacy_request where phone_index = any (p_phones) order by made_at desc
$$;

-- The day before which a kind of data of a prefecture is no longer kept; null: no time is set, so it is kept.
create function kept_from(p_prefecture text, p_kind text) returns date stable language sql security definer
  set search_path = public, pg_temp as $$
  select office_today() - amount from privacy_setting
   where unit = p_prefecture and kind = p_kind and valid_from <= office_today()
   order by valid_from desc, id desc limit 1
$$;

-- Takes away what is over its time, a batch of a kind. The time is read here: nobody can ask for more to go.
create function purge_over(p_kind text, p_limit int) returns bigint language plpgsql security definer
  set search_path = public, pg_temp as $$
declare
  v_ended uuid[];
  v_gone bigint;
begin
  if p_kind in ('phone', 'parties', 'health', 'note', 'messages', 'reports') then
    v_ended := array(
      select b.id from booking b join slot on slot.id = b.slot join institution i on i.id = b.office
       where b.state not in ('booked', 'checkedIn', 'displaced') and slot.day < kept_from(i.prefecture, p_kind)
         and case p_kind
               when 'phone' then b.phone_sealed is not null
               when 'note' then b.note_sealed is not null
               when 'parties' then exists (select from party where party.booking = b.id)
               when 'health' then exists (select from party where party.booking = b.id and screening_sealed is not null)
               when 'messages' then exists (select from message where message.booking = b.id)
               when 'reports' then exists (select from report where report.booking = b.id)
             end
       order by b.id limit p_limit for update of b skip locked);
  end if;
  case p_kind
    when 'phone' then update booking set phone_sealed = null, phone_index = null where id = any (v_ended);
    when 'note' then update booking set note_sealed = null where id = any (v_ended);
    when 'parties' then delete from party where booking = any (v_ended);
    when 'health' then update party set screening_sealed = null where booking = any (v_ended);
    when 'messages' then delete from message where booking = any (v_ended);
    when 'reports' then delete from report where booking = any (v_ended);
    when 'feedback' then
      delete from feedback where id in (
        select f.id from feedback f join institution i on i.id = f.office
         where (f.made_at at time zone 'Asia/Shanghai')::date < kept_from(i.prefecture, p_kind) limit p_limit);
    when 'requests' then
      delete from privacy_request where id in (
        select r.id from privacy_request r join institution i on i.id = r.office
         where r.state <> 'open' and (r.answered_at at time zone 'Asia/Shanghai')::date < kept_from(i.prefecture, p_kind)
         limit p_limit);
    when 'codes' then
      -- a code is good for minutes; what was sent for it is of no use the next day
      delete from message where id in (
        select id from message where booking is null and made_at < office_now() - interval '1 day' limit p_limit);
    when 'deliveries' then
      -- whoever wants to have one sent again has looked for it within a month
      delete from delivery where id in (
        select id from delivery where state <> 'waiting' and made_at < now() - interval '30 days' limit p_limit);
  end case;
  get diagnostics v_gone = row_count;
  return v_gone;
end $$;

-- What is erased because its people ask: never of a booking that still stands, and who was registered stays registered.
create function erase_booking(p_booking uuid, p_positions int[]) returns void language plpgsql security definer
  set search_path = public, pg_temp as $$
declare
  v_state text;
begin
  perform refuse_out_of_scope(office) from booking where id = p_booking;
  select state into v_state from booking where id = p_booking for update;
  if v_state is null or v_state in ('booked', 'checkedIn', 'displaced') then
    raise exception 'the booking stands' using errcode = 'AN008';
  end if;
  update booking set phone_sealed = null, phone_index = null, note_sealed = null where id = p_booking;
  update party set screening_sealed = null where booking = p_booking and position = any (p_positions);
  if v_state <> 'registered' then
    delete from party where booking = p_booking and position = any (p_positions);
  end if;
  delete from message where booking = p_booking;
  delete from report where booking = p_booking;
end $$;
