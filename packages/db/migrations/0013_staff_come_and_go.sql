-- A post ends on a day, or at once.
alter table post add column revoked_at timestamptz;

create or replace function posts_of(p_user text) returns table (role text, unit text, parent text) stable language sql
  security definer set search_path = public, pg_temp as $$
  select post.role, post.unit, m.parent
    from post join staff_user on staff_user.id = holder and disabled_at is null
    left join unit_membership m on m.unit = post.unit and m.from_day <= office_today()
                               and (m.until_day is null or office_today() < m.until_day)
   where holder = p_user and revoked_at is null and post.from_day <= office_today()
     and (post.until_day is null or office_today() < post.until_day)
$$;

-- Every unit somebody works at now or later, or else once worked at, whoever asks: who manages staff acts only on those wholly their own.
create function units_of_holder(p_user text) returns setof text stable language sql
  security definer set search_path = public, pg_temp as $$
  with held as (select unit, revoked_at is null and (until_day is null or office_today() < until_day) as live
                  from post where holder = p_user)
  select distinct unit from held where live or not exists (select from held where live)
$$;

-- The roles somebody holds on any of these days, and whether something is lent to them, whoever asks: duties are kept apart.
create function roles_held(p_user text, p_from date, p_until date) returns setof text stable language sql
  security definer set search_path = public, pg_temp as $$
  select role from post
   where holder = p_user and revoked_at is null and from_day < coalesce(p_until, 'infinity')
     and p_from < coalesce(until_day, 'infinity')
$$;

create function is_lent_to(p_user text, p_from date, p_until date) returns boolean stable language sql
  security definer set search_path = public, pg_temp as $$
  select exists (select from delegation
                  where taker = p_user and revoked_at is null and from_day < coalesce(p_until, 'infinity')
                    and p_from < until_day)
$$;

-- By its code an account gets its first passphrase, or a new one. Handed over in person; only its hash is kept.
create table invitation (
  holder text primary key references staff_user on delete cascade,
  code_hash bytea not null,
  expires_at timestamptz not null,
  tries_left int not null,
  made_by text not null,
  made_at timestamptz not null default now()
);

-- A new unit is in nobody's scope before it stands somewhere.
create function open_unit(p_unit text, p_kind text, p_name text, p_region text, p_parent text, p_from date) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform refuse_out_of_scope(p_parent);
  insert into unit (id, kind, name, region) values (p_unit, p_kind, p_name, p_region);
  perform stand_below(p_unit, p_parent, p_from);
end $$;

-- Those opened for a later day below these units and within the scope: until then they are in nobody's.
create function units_to_open(p_roots text[])
  returns table (id text, kind text, name text, region text, closed_on date, version int, above text, from_day date)
  stable language sql security definer set search_path = public, pg_temp as $$
  select unit.id, kind, name, region, closed_on, version, parent, m.from_day
    from unit join unit_membership m on m.unit = unit.id
   where m.from_day = (select min(from_day) from unit_membership where unit_membership.unit = unit.id)
     and m.from_day > office_today()
     and parent in (select units_under(p_roots)) and parent in (select units_in_scope())
   order by m.from_day, unit.id
$$;
