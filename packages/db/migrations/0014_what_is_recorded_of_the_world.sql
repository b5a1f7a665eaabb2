-- What a notice binds is a kind of institution, and of most units nobody had asked yet which kind they are.
alter table unit add column institution_kind text;
-- the owner sees no row of these by itself
alter table unit no force row level security;
alter table institution no force row level security;
update unit set institution_kind = institution.kind from institution where institution.id = unit.id;
alter table unit force row level security;
alter table institution force row level security;

drop function open_unit(text, text, text, text, text, date);
create function open_unit(p_unit text, p_kind text, p_name text, p_region text, p_parent text, p_from date,
                          p_institution_kind text default null) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform refuse_out_of_scope(p_parent);
  insert into unit (id, kind, name, region, institution_kind) values (p_unit, p_kind, p_name, p_region, p_institution_kind);
  perform stand_below(p_unit, p_parent, p_from);
end $$;

drop function units_to_open(text[]);
create function units_to_open(p_roots text[])
  returns table (id text, kind text, name text, region text, closed_on date, version int, institution_kind text,
                 above text, from_day date)
  stable language sql security definer set search_path = public, pg_temp as $$
  select unit.id, kind, name, region, closed_on, version, institution_kind, parent, m.from_day
    from unit join unit_membership m on m.unit = unit.id
   where m.from_day = (select min(from_day) from unit_membership where unit_membership.unit = unit.id)
     and m.from_day > office_today()
     and parent in (select units_under(p_roots)) and parent in (select units_in_scope())
   order by m.from_day, unit.id
$$;

-- What happened in the world and sets rules going: recorded by a bureau for a region of its own, never a person.
create table fact (
  id uuid primary key,
  unit text not null references unit,
  kind text not null,
  region text not null,
  value text,
  rule text,
  from_day date not null,
  until_day date,
  known_at timestamptz not null default office_now(),
  reference text not null check (reference <> ''),
  note text not null default '',
  made_by text not null,
  lifted_from date,
  lifted_at timestamptz,
  lifted_by text,
  version int not null default 1,
  check (from_day < until_day),
  -- lifted from its first day on it never held
  check (from_day <= lifted_from and (until_day is null or lifted_from < until_day)),
  check (num_nulls(lifted_from, lifted_at, lifted_by) in (0, 3))
);
create index on fact (unit);

-- The office knows a fact, and its end, from the moment it is written: no statement says otherwise, and nothing else
-- of it changes.
create function fact_is_known_now() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    new.known_at := office_now();
    new.lifted_from := null;
    new.lifted_at := null;
    new.lifted_by := null;
  elsif old.lifted_at is not null then
    raise exception 'the fact is lifted already' using errcode = 'AN009';
  else
    new.lifted_at := office_now();
  end if;
  return new;
end $$;
create trigger fact_is_known_now before insert or update on fact for each row execute function fact_is_known_now();

-- The units above those of the scope, whose facts hold here as well.
create function units_above_scope() returns setof text stable rows 10 language sql security definer
  set search_path = public, pg_temp as $$
  select above from unit_reach, scope_roots() roots
   where unit = any (roots) and from_day <= office_today() and (until_day is null or office_today() < until_day)
$$;
-- a bureau has hundreds of units, not millions
-- squawk-ignore require-concurrent-index-creation
create index on unit_reach (unit);

alter table fact enable row level security;
alter table fact force row level security;
create policy a_definer on fact to current_user using (current_user <> session_user);
create policy within_scope on fact using (unit in (select units_in_scope()));
create policy known_below on fact for select using (unit in (select units_above_scope()));
