-- The office's clock: the database's now() plus an offset that is fixed when a data directory begins.
create table office_clock (
  singleton boolean primary key default true check (singleton),
  started_as text,
  offset_ interval not null
);

create function office_now() returns timestamptz stable parallel safe language sql as
  'select now() + coalesce((select offset_ from office_clock), interval ''0'')';

-- Who runs the sites of a prefecture, as the law wants it shown on every page.
create table bureau (
  region text primary key,
  name text not null,
  organizer text not null,
  undertaker text not null,
  address text not null,
  phone text not null,
  site_code text not null,
  icp text not null,
  police text not null
);

create table institution (
  id text primary key,
  kind text not null,
  region text not null,
  prefecture text not null,
  name text not null,
  address text not null,
  phone text not null,
  hours text not null,
  bus text not null default '',
  access text not null default '',
  version int not null default 1
);

-- What an office settles for itself: each version with its source and its first day.
create table office_setting (
  id bigint generated always as identity primary key,
  office text not null references institution,
  valid_from date not null,
  rules jsonb not null,
  source text not null,
  made_by text not null,
  made_at timestamptz not null default office_now()
);
create index on office_setting (office, valid_from, id);

create table closure (
  id uuid primary key,
  prefecture text not null,
  office text references institution,
  services text[],
  from_day date not null,
  until_day date not null,
  reason text not null,
  clauses text[] not null default '{}',
  made_by text not null,
  made_at timestamptz not null default office_now(),
  lifted_at timestamptz,
  version int not null default 1,
  check (from_day < until_day)
);
create index on closure (prefecture, until_day);

create table day (
  office text not null references institution,
  day date not null,
  setting bigint references office_setting,
  version int not null default 1,
  primary key (office, day)
);

create table slot (
  id bigint generated always as identity primary key,
  office text not null,
  day date not null,
  starts time not null,
  ends time not null,
  foreign key (office, day) references day,
  unique (office, day, starts)
);

create table booking (
  id uuid primary key,
  reference text not null unique,
  -- no foreign keys here: hundreds booking one slot would all lock its row; book_place reads it, nothing deletes it
  office text not null,
  slot bigint not null,
  service text not null,
  state text not null,
  version int not null default 1,
  channel text not null,
  made_by text not null,
  made_at timestamptz not null default office_now(),
  application_day date,
  military boolean not null default false,
  phone_sealed bytea,
  phone_index bytea,
  clauses text[] not null default '{}',
  -- the second asking, at the counter; null: not asked yet
  screened text check (screened in ('clear', 'blocked')),
  checked_in_at timestamptz,
  checked_in_by text,
  ended_by text,
  ground text,
  note_sealed bytea,
  closure uuid references closure,
  -- when another place was offered after a closure; once, then the desk calls
  offered_at timestamptz
);
create index on booking (slot);
create index on booking (made_at) where state = 'displaced';
create index on booking (phone_index) where phone_index is not null;

-- written with its booking by book_place; a foreign key would look the same booking up once more for each row
create table party (
  booking uuid not null,
  position int not null check (position in (1, 2)),
  name_sealed bytea not null,
  id_sealed bytea not null,
  id_index bytea not null,
  id_tail_index bytea not null,
  screening_sealed bytea,
  primary key (booking, position)
);
create index on party (id_tail_index);

-- A place is a row with one owner. offered_until: held for a displaced booking that may accept it.
create table place (
  id bigint generated always as identity primary key,
  slot bigint not null references slot,
  channel text not null check (channel in ('online', 'phone', 'counter')),
  booking uuid references booking,
  offered_until timestamptz,
  closed_at timestamptz,
  closes_when_freed boolean not null default false,
  extra_reason text,
  check (offered_until is null or booking is not null),
  check (closed_at is null or booking is null)
);
create index free_places on place (slot, channel, id) where booking is null and closed_at is null;
create unique index on place (booking) where booking is not null;
create index on place (slot);

-- A claim exists while a booking lives: one per person and business, whatever the office.
create table claim (
  key bytea primary key,
  booking uuid not null references booking
);
create index on claim (booking);

create table journal_entry (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  office_at timestamptz not null default office_now(),
  actor text not null,
  action text not null,
  subject text not null,
  office text,
  fields text[] not null default '{}',
  codes jsonb not null default '{}',
  clauses text[] not null default '{}'
);

-- Written in the booking's transaction, sent by a job that reads the booking's version again.
create table message (
  id uuid primary key,
  booking uuid,
  booking_version int,
  kind text not null,
  to_sealed bytea,
  facts_sealed bytea not null,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'failed', 'superseded', 'noPhone')),
  attempts int not null default 0,
  due_at timestamptz not null default office_now(),
  retry_at timestamptz not null default now(),
  sent_at timestamptz,
  made_at timestamptz not null default office_now()
);
create index on message (retry_at) where state = 'waiting';
create index on message (booking);

create table report (
  id uuid primary key,
  booking uuid not null references booking,
  office text not null references institution,
  text_sealed bytea not null,
  clauses text[] not null,
  made_by text not null,
  made_at timestamptz not null default office_now()
);

create table draft (
  id_hash bytea primary key,
  sealed bytea not null,
  expires_at timestamptz not null
);

create table phone_code (
  phone_index bytea primary key,
  code_hash bytea,
  expires_at timestamptz not null,
  tries_left int not null,
  sent_on date not null,
  sent_count int not null,
  last_sent_at timestamptz not null
);

-- Only committed answers are kept; the row is written in the transaction of its effect.
create table idempotency (
  scope text not null,
  key text not null,
  body_hash bytea not null,
  answer jsonb,
  made_at timestamptz not null default now(),
  primary key (scope, key)
);
