-- What people tell an office of its service. The text is sealed: free words may hold what nobody asked for.
create table feedback (
  id uuid primary key,
  office text not null references institution,
  rating text check (rating in ('satisfied', 'fair', 'dissatisfied')),
  text_sealed bytea not null,
  made_at timestamptz not null default office_now()
);
create index on feedback (office, made_at);

-- How often somebody did something today, by a keyed hash of who and what. Real time; a past day is swept out.
create table tally (
  subject bytea primary key,
  day date not null,
  count int not null,
  last_at timestamptz not null
);

-- A code may be read out by a call; everything else is a text.
alter table message add column channel text not null default 'sms' check (channel in ('sms', 'voice'));
