-- Who is part of whom, and since when. A unit that is merged or moved keeps its records and its past: only a membership
-- ends and another begins.
create table unit (
  id text primary key,
  kind text not null,
  name text not null,
  region text not null,
  closed_on date,
  version int not null default 1
);

create table unit_membership (
  unit text not null references unit,
  parent text not null references unit,
  from_day date not null,
  until_day date,
  primary key (unit, from_day),
  check (unit <> parent),
  check (from_day < until_day)
);

-- Every unit below a unit and when it was; derived from the memberships, never written by hand.
create table unit_reach (
  above text not null,
  unit text not null,
  from_day date not null,
  until_day date,
  primary key (above, unit, from_day)
);

create table post (
  id uuid primary key,
  holder text not null references staff_user on delete cascade,
  role text not null,
  unit text not null references unit,
  from_day date not null,
  until_day date,
  made_by text not null,
  check (from_day < until_day)
);
create index on post (holder);
create index on post (unit);

create table delegation (
  id uuid primary key,
  giver text not null references staff_user on delete cascade,
  taker text not null references staff_user on delete cascade,
  abilities text[] not null check (cardinality(abilities) > 0),
  unit text not null references unit,
  from_day date not null,
  until_day date not null,
  reason text not null,
  revoked_at timestamptz,
  made_at timestamptz not null default office_now(),
  check (giver <> taker),
  check (from_day < until_day)
);
create index on delegation (taker);
create index on delegation (giver);

create function office_today() returns date stable parallel safe language sql as
  $$ select (office_now() at time zone 'Asia/Shanghai')::date $$;

-- What was known of units before they had a table.
insert into unit (id, kind, name, region)
  select region, 'prefecture', name, region from bureau
  union all select id, 'institution', name, region from institution;
insert into unit_membership (unit, parent, from_day)
  select id, prefecture, '2002-01-01' from institution where prefecture in (select region from bureau);
insert into unit (id, kind, name, region) select region || '-office', 'section', '办公室', region from bureau;
insert into unit_membership (unit, parent, from_day) select region || '-office', region, '2002-01-01' from bureau;
insert into post (id, holder, role, unit, from_day, made_by)
  select gen_random_uuid(), id, case role when 'clerk' then 'institutionManager' else 'sectionClerk' end,
         coalesce(office, region || '-office'), '2002-01-01', 'migration'
    from staff_user where coalesce(office, region || '-office') in (select id from unit);
-- the columns of before go with the next release, when no process of this one's predecessor runs any more
alter table staff_user drop constraint a_clerk_has_an_office, alter column role set default 'clerk', alter column region set default '';
alter table staff_user add column disabled_at timestamptz(3);

create function derive_unit_reach() returns void language sql security definer
  set search_path = public, pg_temp as $$
  delete from unit_reach;
  with recursive reach as (
    select parent as above, unit, from_day, until_day from unit_membership
    union
    -- least and greatest pass over an open end
    select m.parent, reach.unit, greatest(m.from_day, reach.from_day), least(m.until_day, reach.until_day)
      from reach join unit_membership m on m.unit = reach.above
     where greatest(m.from_day, reach.from_day) < coalesce(least(m.until_day, reach.until_day), 'infinity'))
  insert into unit_reach select above, unit, min(from_day), nullif(max(coalesce(until_day, 'infinity')), 'infinity')
    from (select *, sum(fresh) over (partition by above, unit order by from_day) as span
            from (select *, (lag(coalesce(until_day, 'infinity')) over (partition by above, unit order by from_day)
                             is distinct from from_day)::int as fresh from reach) r) r
   group by above, unit, span;
$$;
select derive_unit_reach();
