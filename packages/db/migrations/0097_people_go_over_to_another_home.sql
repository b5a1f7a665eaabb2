-- Somebody goes over from one unit to another: the one says so, and what it keeps of them follows once the other takes them in.
-- The other reads the name here; more of them only when they are there.
create table member_transfer (
  id uuid primary key,
  membership uuid not null references membership on delete cascade,
  person uuid not null,
  unit text not null references unit,
  to_unit text not null references unit,
  role text not null,
  on_day date not null,
  name_sealed bytea not null,
  state text not null default 'waiting' check (state in ('waiting', 'received', 'calledOff')),
  made_by text not null,
  made_at timestamptz not null default office_now(),
  ended_by text,
  ended_at timestamptz,
  foreign key (person, unit) references person_card (person, unit) on update cascade on delete cascade,
  check ((state = 'waiting') = (ended_at is null)),
  check (num_nulls(ended_by, ended_at) in (0, 2))
);
create unique index one_transfer_waits on member_transfer (membership) where state = 'waiting';
create index on member_transfer (to_unit) where state = 'waiting';
create index on member_transfer (unit) where state = 'waiting';
create index on member_transfer (person, unit);

alter table member_transfer enable row level security;
alter table member_transfer force row level security;
create policy a_definer on member_transfer to current_user using (current_user <> session_user);
-- both see it and may end it; only whoever lets somebody go may say so
create policy within_scope on member_transfer
  using (unit in (select units_in_scope()) or to_unit in (select units_in_scope()))
  with check (unit in (select units_in_scope()) or state <> 'waiting' and to_unit in (select units_in_scope()));

-- What was said stays, and ends once.
create function transfer_ends_once() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    if new.state <> 'waiting' then
      raise exception 'a transfer begins by waiting' using errcode = 'AN009';
    end if;
    new.made_at := office_now();
    return new;
  end if;
  if new.state is distinct from old.state then
    if old.state <> 'waiting' then
      raise exception 'the transfer is over' using errcode = 'AN009';
    end if;
    new.ended_at := office_now();
  end if;
  return new;
end $$;
create trigger transfer_ends_once before insert or update on member_transfer
  for each row execute function transfer_ends_once();

-- The institutions of a prefecture somebody may go over to.
create function homes_near(p_unit text) returns table (id text, name text) stable language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  perform refuse_out_of_scope(p_unit);
  return query
    select u.id, u.name from unit u
     where u.kind in ('institution', 'affiliated') and u.id <> p_unit
       and (u.closed_on is null or u.closed_on > office_today())
       and u.id in (select units_under(array[prefecture_of(p_unit)]))
     order by u.region, u.id;
end $$;
-- The name of a unit that a transfer names to whoever it concerns.
create function names_in_transfers(p_unit text) returns table (id text, name text) stable language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  perform refuse_out_of_scope(p_unit);
  return query
    select u.id, u.name from unit u
     where u.id in (select t.unit from member_transfer t where t.to_unit = p_unit and t.state = 'waiting'
                    union select t.to_unit from member_transfer t where t.unit = p_unit and t.state = 'waiting');
end $$;
