-- Who has come waits under a number, gapless for each office and day: the database gives it.
create table ticket (
  id uuid primary key default gen_random_uuid(),
  booking uuid not null unique references booking on delete cascade,
  office text not null references institution,
  day date not null default office_today(),
  letter text not null default '' check (letter ~ '^[A-Z]?$'),
  number int not null,
  -- who is not behind is called by the time they booked, or by when they came if that time is lost to them
  turn timestamptz not null,
  behind boolean not null default false,
  state text not null default 'waiting' check (state in ('waiting', 'called', 'serving', 'skipped', 'ended')),
  counter int check (counter between 1 and 99),
  calls int not null default 0,
  drawn_at timestamptz not null default office_now(),
  called_at timestamptz,
  last_called_at timestamptz,
  served_at timestamptz,
  ended_at timestamptz,
  unique (office, day, number),
  check (state not in ('called', 'serving') or counter is not null)
);
-- a counter has one number before it
create unique index ticket_at_its_counter on ticket (office, day, counter) where state in ('called', 'serving');

-- One after the other, so that a number is neither given twice nor lost with who fails after it was given.
create function ticket_gets_its_number() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('line of ' || new.office || ' ' || new.day, 0));
  new.number := 1 + coalesce((select max(number) from ticket where office = new.office and day = new.day), 0);
  return new;
end $$;
create trigger ticket_gets_its_number before insert on ticket
  for each row execute function ticket_gets_its_number();

-- However a booking ends, nobody waits for it any longer.
create function outcome_ends_the_waiting() returns trigger language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  update ticket set state = 'ended', ended_at = office_now() where booking = new.id and state <> 'ended';
  return null;
end $$;
create trigger outcome_ends_the_waiting after update of state on booking
  for each row when (old.state = 'checkedIn' and new.state <> 'checkedIn') execute function outcome_ends_the_waiting();

alter table ticket enable row level security;
alter table ticket force row level security;
create policy a_definer on ticket to current_user using (current_user <> session_user);
create policy within_scope on ticket using (office in (select units_in_scope()));
