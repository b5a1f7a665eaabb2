-- The scope of a transaction: units named by the server, signed with a key that only the owner of the tables can read, so
-- that a statement smuggled in cannot name others. Without one, or with a forged one, nothing is in scope.
create table scope_key (
  singleton boolean primary key default true check (singleton),
  secret bytea not null
);

create function scope_roots() returns text[] stable language sql security definer
  set search_path = public, pg_temp as $$
  select string_to_array(split_part(given, '|', 1), ',')
    from scope_key, current_setting('anmin.scope', true) given
   where encode(sha256(secret || sha256(secret || convert_to(split_part(given, '|', 1), 'UTF8'))), 'hex')
         = split_part(given, '|', 2)
$$;

create function units_under(p_roots text[]) returns setof text stable rows 10 language sql security definer
  set search_path = public, pg_temp as $$
  select unnest(p_roots)
  union
  select unit from unit_reach
   where above = any (p_roots) and from_day <= office_today() and (until_day is null or office_today() < until_day)
$$;

-- The same for row-level security, on its own: neither layer rests on the other.
create function units_in_scope() returns setof text stable rows 10 language sql security definer
  set search_path = public, pg_temp as $$
  select unnest(roots) from scope_roots() roots
  union
  select unit from unit_reach, scope_roots() roots
   where above = any (roots) and from_day <= office_today() and (until_day is null or office_today() < until_day)
$$;

create function in_scope(p_unit text) returns boolean stable language sql security definer
  set search_path = public, pg_temp as
  'select coalesce(p_unit = any (scope_roots()), false) or p_unit in (select units_in_scope())';

-- Row-level security holds for the owner as well, except inside its functions called by another role: they check the
-- scope themselves. The name makes PostgreSQL ask this policy first.
create function put_under_scope(p_table text, p_condition text) returns void language plpgsql as $$
begin
  execute format('alter table %I enable row level security', p_table);
  execute format('alter table %I force row level security', p_table);
  execute format('create policy a_definer on %I to current_user using (current_user <> session_user)', p_table);
  execute format('create policy within_scope on %I using (%s)', p_table, p_condition);
end $$;

select put_under_scope(name, 'unit in (select units_in_scope())') from unnest(array['unit_membership', 'post', 'delegation']) name;
select put_under_scope('unit', 'id in (select units_in_scope())');
select put_under_scope('institution', 'id in (select units_in_scope())');
select put_under_scope(name, 'office in (select units_in_scope())')
  from unnest(array['office_setting', 'day', 'slot', 'booking', 'report', 'feedback']) name;
-- who sees an office sees what closes it together with the whole prefecture; only who covers the prefecture writes that
select put_under_scope('closure', 'office in (select units_in_scope())');
create policy of_the_prefecture on closure for select
  using (office is null and prefecture in (select institution.prefecture from institution));
create policy for_the_prefecture on closure
  using (office is null and prefecture in (select units_in_scope()));
select put_under_scope('place', 'exists (select from slot where slot.id = place.slot and slot.office in (select units_in_scope()))');
select put_under_scope('party', 'exists (select from booking where booking.id = party.booking)');
-- a code belongs to no booking: only the sender, who says so, sees it
select put_under_scope('message', $$case when booking is null then 'none' in (select units_in_scope())
  else exists (select from booking where booking.id = message.booking) end$$);
create policy a_code_is_written on message for insert with check (booking is null);
select put_under_scope('journal_entry', 'office in (select units_in_scope())');
create policy anybody_is_journalled on journal_entry for insert with check (true);
-- to verify the chain takes all of it
create policy the_owner_verifies on journal_entry for select to current_user using (true);
drop function put_under_scope;

-- The functions of the owner.

create or replace function check_place_of(p_booking uuid) returns void stable language plpgsql security definer
  set search_path = public, pg_temp as $$
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

create function refuse_out_of_scope(p_unit text) returns void stable language plpgsql as $$
begin
  if not in_scope(p_unit) then
    raise exception 'not in scope' using errcode = 'AN008';
  end if;
end $$;

create or replace function release_claims(p_booking uuid) returns void language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  perform refuse_out_of_scope(office) from booking where id = p_booking;
  delete from claim where booking = p_booking
     and not exists (select from booking where id = p_booking and state in ('booked', 'checkedIn', 'displaced'));
end $$;

alter function closed_for(text, bigint, text) security definer set search_path = public, pg_temp;
alter function offices_to_open(date) security definer set search_path = public, pg_temp;
alter function free_place_near(text) security definer set search_path = public, pg_temp;
alter function entries_to_seal(int) security definer set search_path = public, pg_temp;

-- plan_day of 0003 becomes what the owner does once the scope is checked.
alter function plan_day(text, date, bigint, jsonb) rename to make_day;
alter function make_day(text, date, bigint, jsonb) security invoker;
create function plan_day(p_office text, p_day date, p_setting bigint, p_plan jsonb) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform refuse_out_of_scope(p_office);
  perform make_day(p_office, p_day, p_setting, p_plan);
end $$;

alter function take_extra_place(bigint, text, uuid, text) security invoker;

-- Bookings that arrived while the one before was being committed, in one transaction: each stands or falls alone, and in
-- the scope it was sent with. Once one waited in vain for a lock, those behind it hear so at once.
drop function book_places(jsonb);
create function book_places(p jsonb) returns jsonb language plpgsql security definer
  set search_path = public, pg_temp as $$
declare
  v_order jsonb;
  v_scope text;
  v_office text;
  v_allowed boolean;
  v_state text;
  v_constraint text;
  v_outcomes jsonb := '[]';
begin
  for v_order in select value from jsonb_array_elements(p) loop
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

-- Where a booking is, for whoever knows its id, a keyed hash of its phone, or a claim on it; never more than the office.
create function office_of_booking(p_booking uuid) returns text stable language sql security definer
  set search_path = public, pg_temp as
  'select office from booking where id = p_booking';

-- Locks a booking before its offices are read: a scope taken from an office it just left would hide it. Beside its own
-- office it may hold an offered place at another.
create function lock_booking(p_booking uuid) returns setof text language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  perform from booking where id = p_booking for update;
  return query select office from booking where id = p_booking
    union select slot.office from place join slot on slot.id = place.slot where place.booking = p_booking;
end $$;

create function bookings_of_phones(p_phones bytea[]) returns table (id uuid, office text) stable language sql
  security definer set search_path = public, pg_temp as $$
  select id, office from booking where phone_index = any (p_phones) order by made_at desc
$$;

create function offices_near(p_office text) returns setof text stable language sql security definer
  set search_path = public, pg_temp as $$
  select near.id from institution home join institution near using (prefecture, kind) where home.id = p_office
   order by near.region, near.id
$$;

-- What the jobs have to do: each row with the office whose scope it needs.
create function past_bookings(p_today date, p_limit int) returns table (id uuid, office text) language sql
  security definer set search_path = public, pg_temp as $$
  select booking.id, booking.office from booking join slot on slot.id = booking.slot
   where booking.state in ('booked', 'checkedIn') and slot.day < p_today
   order by booking.id limit p_limit for update of booking skip locked
$$;

create function displaced_bookings(p_limit int) returns table (id uuid, office text) language sql
  security definer set search_path = public, pg_temp as $$
  select id, office from booking
   where state = 'displaced' and offered_at is null and free_place_near(office)
   order by made_at, id limit p_limit for update skip locked
$$;

create function expired_offers(p_limit int) returns table (booking uuid, home text, office text) language sql
  security definer set search_path = public, pg_temp as $$
  select place.booking, booking.office, slot.office
    from place join slot on slot.id = place.slot join booking on booking.id = place.booking
   where offered_until <= office_now() order by place.id limit p_limit for update of place skip locked
$$;

-- Takes messages for a minute: a sender that dies leaves them to be sent again under the same id.
create function lease_messages(p_limit int) returns table (id uuid, office text) language sql
  security definer set search_path = public, pg_temp as $$
  update message set attempts = attempts + 1, retry_at = now() + interval '1 minute'
   where message.id in (select id from message where state = 'waiting' and retry_at <= now() and due_at <= office_now()
                         order by retry_at limit p_limit for update skip locked)
  returning message.id, coalesce((select office from booking where booking.id = message.booking), 'none')
$$;

create function office_of_message(p_message uuid) returns text stable language sql security definer
  set search_path = public, pg_temp as $$
  select coalesce((select office from booking where booking.id = message.booking), 'none') from message where id = p_message
$$;

-- Read before any scope is known: what somebody may do, and by whose word.
create function posts_of(p_user text) returns table (role text, unit text, parent text) stable language sql
  security definer set search_path = public, pg_temp as $$
  select post.role, post.unit, m.parent
    from post join staff_user on staff_user.id = holder and disabled_at is null
    left join unit_membership m on m.unit = post.unit and m.from_day <= office_today()
                               and (m.until_day is null or office_today() < m.until_day)
   where holder = p_user and post.from_day <= office_today() and (post.until_day is null or office_today() < post.until_day)
$$;

-- A delegation counts only as far as its giver still may do the act there.
create function delegations_of(p_user text)
  returns table (id uuid, ability text, unit text, giver_role text, covered boolean, covered_by_parent boolean)
  stable language sql security definer set search_path = public, pg_temp as $$
  select d.id, ability, d.unit, p.role, d.unit in (select units_under(array[p.unit])),
         p.parent is not null and d.unit in (select units_under(array[p.parent]))
    from delegation d cross join unnest(d.abilities) ability cross join lateral posts_of(d.giver) p
   where d.taker = p_user and d.revoked_at is null and d.from_day <= office_today() and office_today() < d.until_day
     and exists (select from staff_user where staff_user.id = d.taker and disabled_at is null)
$$;

-- Units change only so: a membership ends, another begins, and no unit comes to stand below itself.
create function move_unit(p_unit text, p_parent text, p_from date) returns void language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  perform refuse_out_of_scope(p_parent);
  perform refuse_out_of_scope(p_unit);
  perform stand_below(p_unit, p_parent, p_from);
end $$;

-- What the owner does once the scope is checked.
create function stand_below(p_unit text, p_parent text, p_from date) returns void language plpgsql
  set search_path = public, pg_temp as $$
begin
  lock table unit_membership in share row exclusive mode;
  if p_unit = p_parent or exists (select from unit_reach where above = p_unit and unit = p_parent
                                     and (until_day is null or until_day > p_from)) then
    raise exception 'a unit cannot stand below itself' using errcode = 'AN007';
  end if;
  delete from unit_membership where unit = p_unit and from_day >= p_from;
  update unit_membership set until_day = p_from where unit = p_unit and (until_day is null or until_day > p_from);
  insert into unit_membership (unit, parent, from_day) values (p_unit, p_parent, p_from);
  perform derive_unit_reach();
end $$;
