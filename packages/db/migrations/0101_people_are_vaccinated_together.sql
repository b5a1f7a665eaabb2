-- When and where people are vaccinated together near where they live, in groups that come one after the other. Who plans it
-- is a unit; whoever stands below it sees the day, and only their own people on it.
create table vaccination_session (
  id uuid primary key,
  unit text not null references unit,
  mode text not null,
  on_day date not null,
  -- when each group comes, such as 09:30
  starts text[] not null check (cardinality(starts) between 1 and 20),
  place text not null check (place <> ''),
  -- whose medics vaccinate
  provider text not null,
  kind text not null,
  product text not null,
  batch text not null,
  made_by text not null,
  made_at timestamptz not null default office_now(),
  cancelled_at timestamptz,
  cancelled_by text,
  cancel_reason text check (length(cancel_reason) between 2 and 200),
  version int not null default 1,
  check (num_nulls(cancelled_at, cancelled_by, cancel_reason) in (0, 3))
);
create index on vaccination_session (unit, on_day);

-- Who is invited in which group, what came of it, and how long they were watched after the dose.
create table vaccination_attendance (
  session uuid not null references vaccination_session,
  person uuid not null,
  unit text not null,
  group_number int not null check (group_number >= 1),
  outcome text,
  dose uuid references dose on delete cascade,
  observed_from timestamptz,
  observed_until timestamptz check (observed_until >= observed_from),
  observed_by text,
  made_by text not null,
  made_at timestamptz not null default office_now(),
  primary key (session, person, unit),
  foreign key (person, unit) references person_card (person, unit) on update cascade on delete cascade,
  check (dose is null or outcome is not null),
  check (num_nulls(observed_until, observed_by) in (0, 2))
);
create index on vaccination_attendance (person, unit);
create index on vaccination_attendance (unit);
create index on vaccination_attendance (dose);

-- What came of somebody stands once it was said; times are those of the office.
create function attendance_is_said_once() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if (old.outcome is not null and (new.outcome, new.dose) is distinct from (old.outcome, old.dose))
    or (old.observed_until is not null and (new.observed_until, new.observed_by) is distinct from (old.observed_until, old.observed_by)) then
    raise exception 'this was said already' using errcode = 'AN009';
  end if;
  if old.observed_from is null and new.observed_from is not null then new.observed_from := office_now(); end if;
  if old.observed_until is null and new.observed_until is not null then new.observed_until := office_now(); end if;
  return new;
end $$;
create trigger attendance_is_said_once before update on vaccination_attendance
  for each row execute function attendance_is_said_once();
create trigger made_now before insert on vaccination_session for each row execute function made_now();
create trigger made_now before insert on vaccination_attendance for each row execute function made_now();

do $$
declare
  t name;
begin
  foreach t in array array['vaccination_session', 'vaccination_attendance'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy a_definer on %I to current_user using (current_user <> session_user)', t);
    execute format('create policy within_scope on %I using (unit in (select units_in_scope()))', t);
  end loop;
end $$;
create policy planned_above on vaccination_session for select using (unit in (select units_above_scope()));
