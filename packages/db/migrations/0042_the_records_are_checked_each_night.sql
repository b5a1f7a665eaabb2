-- How often each flaw was found when the records were checked; nothing is found where they are sound. What the flaws are
-- is asked of flaws(), which is made anew after every migration.
create table records_check (
  id bigint generated always as identity primary key,
  ran_at timestamptz not null default office_now(),
  took_ms int not null,
  found jsonb not null
);
