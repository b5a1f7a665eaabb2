-- One human across roles and institutions. What all of them share is that it is the same one: the number, and what it says.
create table person (
  id uuid primary key,
  id_sealed bytea,
  id_index bytea unique,
  -- of the last four characters, which many share
  id_tail_index bytea,
  sex text not null check (sex in ('male', 'female')),
  born_on date,
  made_at timestamptz not null default office_now(),
  check (num_nulls(id_sealed, id_index, id_tail_index) in (0, 3))
);
create index on person (id_tail_index);

-- What an institution wrote of a person. It sees and changes its own words only, so that a number entered somewhere else
-- tells neither a name nor where else it stands. Whatever a unit keeps of a person refers to its card and follows it when
-- the number is corrected to somebody else's.
create table person_card (
  id uuid primary key,
  person uuid not null references person on delete cascade,
  unit text not null references unit,
  name_sealed bytea not null,
  -- of the unit and the name: nowhere else does the same name look the same
  name_index bytea not null,
  phone_sealed bytea,
  phone_index bytea,
  version int not null default 1,
  check (num_nulls(phone_sealed, phone_index) in (0, 2)),
  unique (person, unit)
);
create index on person_card (unit, name_index);

-- As what somebody belongs to a unit, from a day until the day it is no longer so.
create table membership (
  id uuid primary key,
  person uuid not null references person on delete cascade,
  unit text not null references unit,
  role text not null check (role in ('resident', 'staff', 'retiree', 'volunteer', 'visitor')),
  standing text,
  groups text[] not null default '{}',
  post text,
  room text,
  bed text,
  since date not null,
  until date,
  left_for text,
  made_by text not null,
  made_at timestamptz not null default office_now(),
  version int not null default 1,
  foreign key (person, unit) references person_card (person, unit) on update cascade on delete cascade,
  check (since < until),
  check ((until is null) = (left_for is null)),
  -- nobody is twice at a time in one role of a unit; a hash as a range of one, because PostgreSQL compares texts there only
  -- with an extension
  constraint one_membership_at_a_time exclude using gist (
    (int8range(hashtextextended(person::text || ' ' || role || ' ' || unit, 0),
               hashtextextended(person::text || ' ' || role || ' ' || unit, 0), '[]')) with &&,
    daterange(since, until) with &&)
);
create index on membership (unit, role, since);
create index on membership (person);

alter table membership enable row level security;
alter table membership force row level security;
create policy a_definer on membership to current_user using (current_user <> session_user);
create policy within_scope on membership using (unit in (select units_in_scope()));
alter table person_card enable row level security;
alter table person_card force row level security;
create policy a_definer on person_card to current_user using (current_user <> session_user);
create policy within_scope on person_card using (unit in (select units_in_scope()));
-- a person is seen where a card of theirs is
alter table person enable row level security;
alter table person force row level security;
create policy a_definer on person to current_user using (current_user <> session_user);
create policy within_scope on person using (exists (
  select from person_card where person_card.person = person.id and unit in (select units_in_scope())));

-- Holds people who are to get a card: each under the id asked for, or, where somebody has the number already, under theirs.
-- Whose it is or where is not said. `known` are the indexes of the number under all keys that are held.
-- Each is looked up by its number, whatever the planner thinks of a table that grows while it is filled.
create function hold_persons(p jsonb) returns table (asked uuid, held uuid) language plpgsql security definer
  set search_path = public, pg_temp set enable_seqscan = off as $$
#variable_conflict use_column
begin
  -- in one order, so that two who enter the same people wait and do not lock each other
  insert into person (id, id_sealed, id_index, id_tail_index, sex, born_on)
  select (it ->> 'id')::uuid, (it ->> 'id_sealed')::bytea, (it ->> 'id_index')::bytea, (it ->> 'id_tail_index')::bytea,
         it ->> 'sex', (it ->> 'born_on')::date
    from jsonb_array_elements(p) it
   -- as a value, not as a join: behind the policy of the table a join could not use the index
   where (select count(*) from person where id_index = any (array(
           select known::bytea from jsonb_array_elements_text(it -> 'known') known))) = 0
   order by it ->> 'id_index', it ->> 'id'
  on conflict (id_index) do nothing;
  return query
    select (it ->> 'id')::uuid, coalesce(
      (select min(person.id::text)::uuid from person where id_index = any (array(
         select known::bytea from jsonb_array_elements_text(it -> 'known') known))),
      (it ->> 'id')::uuid)
      from jsonb_array_elements(p) it;
end $$;
