-- How many people are inside an institution just now, as those at its door count them. A new day begins with nobody.
create table inside (
  office text primary key references institution,
  day date not null default office_today(),
  people int not null default 0 check (people >= 0)
);

alter table inside enable row level security;
alter table inside force row level security;
create policy a_definer on inside to current_user using (current_user <> session_user);
create policy within_scope on inside using (office in (select units_in_scope()));
