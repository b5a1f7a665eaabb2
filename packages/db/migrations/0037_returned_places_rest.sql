-- A place that was given back and rests is on offer again once its rest is over. What is due is locked until the office
-- has looked who is first in line for it, so that nobody else is served in between.
-- an index of none yet
-- squawk-ignore require-concurrent-index-creation
create index on place (rests_until) where rests_until is not null;

create function rested_places(p_limit int) returns setof bigint language sql
  security definer set search_path = public, pg_temp as $$
  select id from place where rests_until <= office_now() order by id limit p_limit for update skip locked
$$;

create function wake_places(p_places bigint[]) returns void language sql
  security definer set search_path = public, pg_temp as $$
  update place set rests_until = null where id = any (p_places) and booking is null
$$;
