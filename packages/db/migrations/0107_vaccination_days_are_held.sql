-- Whoever invites people to a vaccination day, or says what came of them, holds it as it is until they are done: it may be
-- planned above them, where they can change nothing.
create function hold_vaccination_session(p_session uuid) returns void language sql security definer
  set search_path = public, pg_temp as $$
  select from vaccination_session where id = p_session for share
$$;

-- Whether a dose is still on record, or one that was put in its place.
create function dose_stands(p_dose uuid) returns boolean stable language sql security definer
  set search_path = public, pg_temp as $$
  with recursive line as (
    select id, known_until from dose where id = p_dose
    union all
    select dose.id, dose.known_until from dose join line on dose.corrects = line.id)
  select coalesce(bool_or(known_until is null), false) from line
$$;

-- The units above some of them today. What they may be seen of is for the tables to say.
create function units_over(p_units text[]) returns setof text stable rows 10 language sql security definer
  set search_path = public, pg_temp as $$
  select above from unit_reach
   where unit = any (p_units) and from_day <= office_today() and (until_day is null or office_today() < until_day)
$$;
