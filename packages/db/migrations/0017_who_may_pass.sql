-- What was checked at a gate and what came of it: of whoever or whatever came, and never of whom.
create table gate_passage (
  id uuid primary key,
  unit text not null references unit,
  at text not null,
  -- as what it came, in a word of the notices; null: as nobody a rule names
  came_as text,
  checks text[] not null,
  found text[] not null,
  cleared text[] not null,
  exemptions text[] not null,
  verdict text not null check (verdict in ('passes', 'refused', 'incomplete')),
  clauses text[] not null,
  on_day date not null default office_today(),
  made_by text not null,
  made_at timestamptz not null default office_now(),
  override_reason text check (length(override_reason) between 2 and 200),
  overridden_by text,
  overridden_at timestamptz,
  check (num_nulls(override_reason, overridden_by, overridden_at) in (0, 3)),
  check (overridden_at is null or verdict = 'passes')
);
create index on gate_passage (unit, on_day, made_at);

-- Who was turned away may be let in once; nothing else of a passage changes.
create function passage_is_overridden_once() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if old.verdict <> 'refused' or new.overridden_at is null then
    raise exception 'only who was turned away is let in, and with a reason' using errcode = 'AN007';
  end if;
  return new;
end $$;
create trigger passage_is_overridden_once before update on gate_passage
  for each row execute function passage_is_overridden_once();

alter table gate_passage enable row level security;
alter table gate_passage force row level security;
create policy a_definer on gate_passage to current_user using (current_user <> session_user);
create policy within_scope on gate_passage using (unit in (select units_in_scope()));
