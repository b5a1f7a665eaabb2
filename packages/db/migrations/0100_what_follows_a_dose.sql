-- Somebody was asked how they are, for one of the days on which that is asked for after a dose.
create table vaccination_follow_up (
  id uuid primary key,
  person uuid not null,
  unit text not null,
  for_day date not null,
  well boolean not null,
  note_sealed bytea,
  made_by text not null,
  made_at timestamptz not null default office_now(),
  foreign key (person, unit) references person_card (person, unit) on update cascade on delete cascade,
  unique (person, unit, for_day)
);
create index on vaccination_follow_up (unit, for_day);

-- Somebody was not well after a dose. It stays open until it was handled, whoever vaccinated them knows, and it is over.
create table vaccination_reaction (
  id uuid primary key,
  person uuid not null,
  unit text not null,
  on_day date not null,
  told_sealed bytea not null,
  treatment_sealed bytea,
  treated_by text,
  treated_at timestamptz,
  informed_by text,
  informed_at timestamptz,
  outcome text,
  closed_by text,
  closed_at timestamptz,
  made_by text not null,
  made_at timestamptz not null default office_now(),
  foreign key (person, unit) references person_card (person, unit) on update cascade on delete cascade,
  check (num_nulls(treatment_sealed, treated_by, treated_at) in (0, 3)),
  check (num_nulls(informed_by, informed_at) in (0, 2)),
  check (num_nulls(outcome, closed_by, closed_at) in (0, 3)),
  check (closed_at is null or (treated_at is not null and informed_at is not null))
);
create index on vaccination_reaction (person, unit);
create index on vaccination_reaction (unit) where closed_at is null;

-- What staff are granted for a dose: a mark to wear, a day off and whether it was taken.
create table vaccination_incentive (
  id uuid primary key,
  person uuid not null,
  unit text not null,
  kind text not null,
  on_day date not null,
  taken_on date check (taken_on >= on_day),
  made_by text not null,
  known_from timestamptz not null default office_now(),
  known_until timestamptz,
  ended_by text,
  end_reason text check (length(end_reason) between 2 and 200),
  foreign key (person, unit) references person_card (person, unit) on update cascade on delete cascade,
  check (num_nulls(known_until, ended_by, end_reason) in (0, 3))
);
create index on vaccination_incentive (person, unit);

-- Each step is taken once, and now.
create function reaction_keeps_its_steps() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if (old.treated_at is not null and (new.treated_at, new.treated_by) is distinct from (old.treated_at, old.treated_by))
    or (old.informed_at is not null and (new.informed_at, new.informed_by) is distinct from (old.informed_at, old.informed_by))
    or (old.closed_at is not null
        and (new.closed_at, new.closed_by, new.outcome) is distinct from (old.closed_at, old.closed_by, old.outcome)) then
    raise exception 'this step was taken already' using errcode = 'AN009';
  end if;
  if old.treated_at is null and new.treated_at is not null then new.treated_at := office_now(); end if;
  if old.informed_at is null and new.informed_at is not null then new.informed_at := office_now(); end if;
  if old.closed_at is null and new.closed_at is not null then new.closed_at := office_now(); end if;
  return new;
end $$;
create trigger reaction_keeps_its_steps before update on vaccination_reaction
  for each row execute function reaction_keeps_its_steps();
create trigger made_now before insert on vaccination_reaction for each row execute function made_now();
create trigger made_now before insert on vaccination_follow_up for each row execute function made_now();
create trigger known_from_now before insert on vaccination_incentive for each row execute function known_from_now();
create trigger known_until_now before update of known_until, ended_by, end_reason on vaccination_incentive
  for each row execute function known_until_now();

do $$
declare
  t name;
begin
  foreach t in array array['vaccination_follow_up', 'vaccination_reaction', 'vaccination_incentive'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy a_definer on %I to current_user using (current_user <> session_user)', t);
    execute format('create policy within_scope on %I using (unit in (select units_in_scope()))', t);
  end loop;
end $$;
