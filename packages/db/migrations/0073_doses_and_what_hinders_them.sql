-- What makes a full course of a kind of vaccine, as a bureau has settled it from the technical guidance.
create table vaccine_course (
  id uuid primary key,
  unit text not null references unit,
  kind text not null,
  doses int not null check (doses between 1 and 5),
  gap_days int not null check (gap_days >= 0),
  within_days int check (within_days > 0),
  booster_after_days int check (booster_after_days > 0),
  valid_from date not null,
  source text not null check (source <> ''),
  made_by text not null,
  made_at timestamptz not null default office_now()
);
create index on vaccine_course (unit, kind, valid_from);

-- A dose as a unit has it on record of somebody. It is known from when it was written down until it was corrected or struck
-- out, so that what was known on a day stays what it was.
create table dose (
  id uuid primary key,
  person uuid not null,
  unit text not null,
  kind text not null,
  number int not null check (number between 1 and 9),
  given_on date not null,
  product text not null,
  batch text not null,
  place text not null,
  -- what this one took the place of
  corrects uuid references dose on delete cascade,
  made_by text not null,
  known_from timestamptz not null default office_now(),
  known_until timestamptz,
  ended_by text,
  end_reason text check (length(end_reason) between 2 and 200),
  foreign key (person, unit) references person_card (person, unit) on update cascade on delete cascade,
  check (num_nulls(known_until, ended_by, end_reason) in (0, 3))
);
create unique index one_dose_of_a_number on dose (person, unit, number) where known_until is null;
create unique index one_dose_of_a_day on dose (person, unit, given_on) where known_until is null;
create index on dose (person, unit);
create index on dose (corrects);

-- Why somebody is not vaccinated, from a day until the day it is over.
create table vaccination_hindrance (
  id uuid primary key,
  person uuid not null,
  unit text not null,
  kind text not null,
  from_day date not null,
  until_day date,
  evidence_sealed bytea,
  note_sealed bytea,
  made_by text not null,
  known_from timestamptz not null default office_now(),
  known_until timestamptz,
  ended_by text,
  end_reason text check (length(end_reason) between 2 and 200),
  foreign key (person, unit) references person_card (person, unit) on update cascade on delete cascade,
  check (from_day < until_day),
  check (num_nulls(known_until, ended_by, end_reason) in (0, 3))
);
create index on vaccination_hindrance (person, unit);
create index on vaccination_hindrance (unit, from_day) where known_until is null;

-- What a medic found before a dose.
create table vaccination_assessment (
  id uuid primary key,
  person uuid not null,
  unit text not null,
  on_day date not null,
  condition_good boolean not null,
  medication_stable boolean not null,
  suitable boolean not null,
  medic_sealed bytea not null,
  made_by text not null,
  made_at timestamptz not null default office_now(),
  foreign key (person, unit) references person_card (person, unit) on update cascade on delete cascade
);
create index on vaccination_assessment (person, unit);

-- Who spoke with somebody, one to one, what came of it, and when they will again.
create table vaccination_contact (
  id uuid primary key,
  person uuid not null,
  unit text not null,
  on_day date not null,
  next_on date check (next_on > on_day),
  note_sealed bytea,
  made_by text not null,
  made_at timestamptz not null default office_now(),
  foreign key (person, unit) references person_card (person, unit) on update cascade on delete cascade
);
create index on vaccination_contact (person, unit, made_at);

-- What follows from the doses of somebody: the days on which each stage was reached, as it was known. Kept in the
-- transaction that changes a dose, so that a million people are counted without reading their doses.
create table vaccination_reached (
  person uuid not null,
  unit text not null,
  first_on date not null,
  full_on date,
  booster_on date,
  next_from date,
  next_by date,
  known_from timestamptz not null default office_now(),
  known_until timestamptz,
  primary key (person, unit, known_from),
  foreign key (person, unit) references person_card (person, unit) on update cascade on delete cascade
);
create unique index one_reached_now on vaccination_reached (person, unit) where known_until is null;

-- What is ended is ended once, now, and nothing else of it changes.
create function known_until_now() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if old.known_until is not null or new.known_until is null then
    raise exception 'it was corrected already' using errcode = 'AN009';
  end if;
  new.known_until := office_now();
  return new;
end $$;
create trigger known_until_now before update of known_until, ended_by, end_reason on dose
  for each row execute function known_until_now();
create trigger known_until_now before update of known_until, ended_by, end_reason on vaccination_hindrance
  for each row execute function known_until_now();
create trigger known_until_now before update of known_until on vaccination_reached
  for each row execute function known_until_now();

-- What is written down is known, or made, from now on, whatever whoever writes it says, and is not over yet.
create function known_from_now() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  new.known_from := office_now();
  new.known_until := null;
  return new;
end $$;
create trigger known_from_now before insert on dose for each row execute function known_from_now();
create trigger known_from_now before insert on vaccination_hindrance for each row execute function known_from_now();
create trigger known_from_now before insert on vaccination_reached for each row execute function known_from_now();
create function made_now() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  new.made_at := office_now();
  return new;
end $$;
create trigger made_now before insert on vaccine_course for each row execute function made_now();
create trigger made_now before insert on vaccination_assessment for each row execute function made_now();
create trigger made_now before insert on vaccination_contact for each row execute function made_now();

do $$
declare
  t name;
begin
  foreach t in array array['vaccine_course', 'dose', 'vaccination_hindrance', 'vaccination_assessment', 'vaccination_contact',
                           'vaccination_reached'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy a_definer on %I to current_user using (current_user <> session_user)', t);
    execute format('create policy within_scope on %I using (unit in (select units_in_scope()))', t);
  end loop;
end $$;
create policy settled_above on vaccine_course for select using (unit in (select units_above_scope()));

-- Everybody under some units on a day as far as it was known by a moment, in what a coverage asks of them; one text for those
-- who count and for those who list, so that a number and its list cannot differ. Ages come as a band: how many of the days of
-- birth named lie before theirs. Of several hindrances the first of those named counts.
do $$
declare
  body constant text := $body$
    with asked as materialized (
      select unit from units_under(p_roots) unit intersect select units_in_scope()),
    m as materialized (
      select person, unit, role, standing, groups, room, bed, post from membership
       where unit in (select unit from asked) and since <= p_day and (until is null or p_day < until)),
    plural as materialized (select person from m group by person having count(*) > 1),
    hindered as materialized (
      select distinct on (person, unit) person, unit, kind from vaccination_hindrance
       where unit in (select unit from asked) and from_day <= p_day and (until_day is null or p_day < until_day)
         and known_from <= p_known and (known_until is null or p_known < known_until)
       order by person, unit, array_position(p_kinds, kind)),
    standing as (
      select m.*, plural.person as plural_person, width_bucket(p.born_on, p_births) as band,
             coalesce(r.first_on <= p_day, false) as first, coalesce(r.full_on <= p_day, false) as "full",
             coalesce(r.booster_on <= p_day, false) as booster, hindered.kind as hindrance, r.next_from, r.next_by
        from m
        join person p on p.id = m.person
        left join plural on plural.person = m.person
        left join vaccination_reached r on r.person = m.person and r.unit = m.unit
          and r.known_from <= p_known and (r.known_until is null or p_known < r.known_until)
        left join hindered on hindered.person = m.person and hindered.unit = m.unit)
  $body$;
begin
  execute format($f$
    create function vaccination_profiles(p_roots text[], p_day date, p_known timestamptz, p_births date[], p_kinds text[])
      returns table (unit text, role text, standing text, groups text[], band int, first boolean, "full" boolean,
                     booster boolean, hindrance text, person uuid, count bigint)
      stable language sql security definer set search_path = public, pg_temp as $q$ %s
      select unit, role, standing, groups, band, first, "full", booster, hindrance, plural_person, count(*)
        from standing group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 $q$ $f$, body);
  execute format($f$
    create function vaccination_members(p_roots text[], p_day date, p_known timestamptz, p_births date[], p_kinds text[],
                                        p_alike jsonb, p_persons uuid[], p_skip int, p_limit int)
      returns table (person uuid, unit text, role text, room text, bed text, post text, first boolean, "full" boolean,
                     booster boolean, hindrance text, next_from date, next_by date)
      stable language sql security definer set search_path = public, pg_temp as $q$ %s
      select person, unit, role, room, bed, post, first, "full", booster, hindrance, next_from, next_by
        from (select distinct on (person) * from standing
               where case when plural_person is null
                          then jsonb_build_array(unit, role, standing, groups, band, first, "full", booster, hindrance)
                               in (select jsonb_array_elements(p_alike))
                          else person = any (p_persons) end
               order by person, unit) listed
       order by unit, room nulls last, bed nulls last, person offset p_skip limit p_limit $q$ $f$, body);
end $$;
