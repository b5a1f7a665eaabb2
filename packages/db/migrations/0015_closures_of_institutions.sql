-- An institution shut to some or to all, or a service of it that rests: by whom, why, on what clauses. Bookings of a
-- counter are closed by a closure of their own.
create table unit_closure (
  id uuid primary key,
  unit text not null references unit,
  -- whom it keeps out or in, in the words of the notices, and whether its service rests
  scopes text[] not null check (cardinality(scopes) > 0),
  from_day date not null,
  until_day date,
  reason text not null check (reason <> ''),
  clauses text[] not null default '{}',
  made_by text not null,
  made_at timestamptz not null default office_now(),
  lifted_from date,
  lifted_at timestamptz,
  lifted_by text,
  lift_reason text,
  version int not null default 1,
  check (from_day < until_day),
  check (from_day <= lifted_from and (until_day is null or lifted_from < until_day)),
  check (num_nulls(lifted_from, lifted_at, lifted_by, lift_reason) in (0, 4))
);
create index on unit_closure (unit, from_day);

create function unit_closure_is_lifted_once() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if old.lifted_at is not null then
    raise exception 'the closure is lifted already' using errcode = 'AN009';
  end if;
  new.lifted_at := office_now();
  return new;
end $$;
create trigger unit_closure_is_lifted_once before update on unit_closure
  for each row execute function unit_closure_is_lifted_once();

alter table unit_closure enable row level security;
alter table unit_closure force row level security;
create policy a_definer on unit_closure to current_user using (current_user <> session_user);
create policy within_scope on unit_closure using (unit in (select units_in_scope()));

-- Whose word reaches down to the scope: the bureaus above it by name, for their facts are told there.
create function units_above() returns table (id text, name text) stable language sql security definer
  set search_path = public, pg_temp as $$
  select id, name from unit where id in (select units_above_scope())
$$;
